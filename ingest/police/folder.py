"""Which police files of a folder are to be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.faults import Fault, InputError
from ingest.police import files
from ingest.police.names import (
    FORM_NAMES,
    USE_ORIGINAL,
    Form,
    PoliceFile,
    is_excel,
    listed,
    named,
    needed,
    shown,
)

_MOST_RENAMED = 5  # told in one sentence


@dataclass
class Choice:
    """What a folder holds.

    `files` are to be read, 本票 before the forms that follow it; `repeated` pairs a file with the one of the
    same content that is read instead; `misnamed` pairs what sounds like a police file, here or one folder below, with
    the name it needs here; `skipped` are names of other things; `faults` is what forbids reading.
    """

    files: list[PoliceFile] = field(default_factory=list)
    repeated: list[tuple[Path, Path]] = field(default_factory=list)
    misnamed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def years(self, form: Form) -> set[int]:
        """Return the file years of which a form is to be read."""
        return {file.year for file in self.files if file.form == form}


def choose(path: Path) -> Choice:
    """Choose the files to read of a folder, or the one file given.

    Files of the same form and year are one when their uncompressed contents are the same, else a fault.

    Raises
    ------
    InputError
        When there is nothing at `path`, or nothing that is named like a police file; what sounds like one is told
        with the name it needs.
    """
    if path.is_file():
        file = named(path)
        if file is None and needed(path.name) and is_excel(path.name):
            raise InputError([_excel([shown(path.name)])])
        if file is None:
            name = needed(path.name)
            remedy = f"{name or 'honhyo_2021.csv'} のような、警察庁が付けた名前のまま指定してください"
            problem = "警察庁の事故データのファイル名ではありません"
            raise InputError([Fault(shown(path.name), "", problem, remedy)])
        return _with_followers(Choice(files=[file]))
    if not path.is_dir():
        problem = "ふつうのファイルではありません" if path.exists() else "ファイルもフォルダーもありません"
        raise InputError([Fault(str(path), "", problem, "場所を確かめてください")])
    choice = Choice()
    by_kind: dict[tuple[Form, int], list[PoliceFile]] = {}
    others: list[Path] = []
    for entry in sorted(path.iterdir()):
        file = named(entry)
        if file is None:
            others.append(entry)
        elif entry.is_file():
            by_kind.setdefault((file.form, file.year), []).append(file)
        elif entry.is_dir():
            problem = "ファイルではなくフォルダーです"
            remedy = "中のファイルを取り出して、同じ名前で置いてください"
            choice.faults.append(Fault(entry.name, "", problem, remedy))
        else:
            problem = "ふつうのファイルではありません（切れたリンクや装置など）"
            choice.faults.append(Fault(entry.name, "", problem, "ファイルそのものを置いてください"))
    read = {(file.form, file.year) for files_of_kind in by_kind.values() for file in files_of_kind}
    for entry in others:
        misnamed = list(_misnamed(entry, read))
        choice.misnamed.extend(misnamed)
        if not misnamed:
            choice.skipped.append(shown(entry.name))
    if not by_kind and not choice.faults:
        workbooks = [name for name, _ in choice.misnamed if is_excel(name)]
        choice.misnamed = [(name, right) for name, right in choice.misnamed if name not in workbooks]
        nothing = [_nothing(path, choice)] if choice.misnamed or not workbooks else []
        raise InputError([*nothing, *([_excel(workbooks)] if workbooks else [])])
    for first, *rest in by_kind.values():
        choice.files.append(first)
        for other in rest:
            _compare(choice, first, other)
    return _with_followers(choice)


def _misnamed(entry: Path, read: set[tuple[Form, int]]) -> Iterator[tuple[str, str]]:
    """Yield what sounds like a police file that is not read yet, and its name: a file, or those in a folder."""
    try:
        inside = sorted(entry.iterdir()) if entry.is_dir() else None
    except OSError:  # what may not be looked into is skipped as a whole
        return
    for path in [entry] if inside is None else inside:
        name = needed(path.name)
        file = named(Path(name)) if name else None
        if name and (file is None or (file.form, file.year) not in read):
            yield shown(path.name if inside is None else f"{entry.name}/{path.name}"), name


def _nothing(path: Path, choice: Choice) -> Fault:
    """Return the fault of a folder with nothing that can be read, with what is there instead."""
    if not choice.misnamed:
        there = f"（あるのは{listed(choice.skipped)}です）" if choice.skipped else ""
        remedy = "honhyo_2021.csv のような、警察庁が付けた名前のまま、このフォルダーに置いてください"
        return Fault(shown(str(path)), "", f"警察庁の事故データがありません{there}", remedy)
    by_name: dict[str, list[str]] = {}
    for found, name in choice.misnamed:
        by_name.setdefault(name, []).append(found)
    renamed = [
        f"{listed(found)}{'のうち正しい1個' if len(found) > 1 else ''}は「{name}」"
        for name, found in by_name.items()
    ]
    more = f"、ほか{len(renamed) - _MOST_RENAMED}個" if len(renamed) > _MOST_RENAMED else ""
    problem = "事故データらしいファイルはありますが、名前か置き場所が違うので読みません"
    remedy = f"このフォルダーに、{'、'.join(renamed[:_MOST_RENAMED])}{more}という名前で置いてください"
    return Fault(shown(str(path)), "", problem, remedy)


def _excel(workbooks: list[str]) -> Fault:
    """Return the fault of Excel files; saved as CSV by Excel, too, their places would not be those of the police."""
    remedy = f"{USE_ORIGINAL}（Excelで開いて保存したものは、座標が丸められていることがあります）"
    return Fault(listed(workbooks), "", "Excelのファイルなので読みません", remedy)


def _compare(choice: Choice, first: PoliceFile, other: PoliceFile) -> None:
    """Note a second file of a form and year as repeated where its content is the same, else as a fault."""
    try:
        same = files.content_hash(first.path) == files.content_hash(other.path)
    except InputError as error:
        choice.faults.extend(error.faults)
        return
    if same:
        choice.repeated.append((other.path, first.path))
        return
    problem = f"どちらも{first.title}で、内容が異なります"
    both = f"{first.path.name}と{other.path.name}"
    choice.faults.append(Fault(both, "", problem, "正しい方だけを残してください"))


def _with_followers(choice: Choice) -> Choice:
    """Put files in reading order and miss the 本票 of every year that has other forms."""
    order = list(FORM_NAMES)
    choice.files.sort(key=lambda file: (file.year, order.index(file.form)))
    years = choice.years("honhyo")
    choice.faults.extend(
        Fault(
            file.path.name,
            "",
            f"{file.year}年の本票がないため読めません",
            f"honhyo_{file.year}.csv（.csv.gz、.zip も可）を加えたフォルダーを指定してください",
        )
        for file in choice.files
        if file.year not in years
    )
    return choice
