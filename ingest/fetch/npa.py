"""Which files of the police to download, whether they are what they should be, and what to do without internet."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest import system
from ingest.faults import Fault, InputError
from ingest.fetch.download import discard, download, finish, part_of
from ingest.fetch.web import DownloadError, NotPublishedError, Progress, UnreachableError
from ingest.police import files
from ingest.police.columns import Column, match_header, read_columns
from ingest.police.names import FORM_CODES, FORM_NAMES, PoliceFile

ADDRESSES = Path(__file__).parents[2] / "data" / "downloads.toml"
FIRST_YEAR = 2019  # the oldest year the police publish
LAST_YEAR = 2099  # the form of a year is checked here, whether it is published by the server
ROWS_A_FAULT = 100
AGAIN = "もう一度実行してください（続きから始まります）"


def years_of(text: str) -> list[int]:
    """Return the years of a text such as 2021, 2019-2024 or 2019,2021, rising and each once.

    Raises
    ------
    ValueError
        When it is none; the message says so, in Japanese.
    """
    years: set[int] = set()
    for part in text.split(","):
        found = re.fullmatch(r"\s*(\d{4})\s*(?:[-~～]\s*(\d{4})\s*)?", part)
        if not found:
            raise ValueError(f"「{text}」を読めません")
        first, last = int(found[1]), int(found[2] or found[1])
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            raise ValueError(
                f"「{text}」の年が違います（公表されているのは{FIRST_YEAR}年から、年は古い順に書きます）"
            )
        years.update(range(first, last + 1))
    return sorted(years)


def fetch(
    years: list[int],
    folder: Path,
    say: Callable[[str], None],
    progress: Callable[[str], Progress],
    address: str | None = None,
) -> Path:
    """Download all forms of some years into a folder that `--npa` takes, and return the folder.

    A file that is there already, whole and in order, is passed over with a note. A file gets its name only after its
    content was checked.

    Parameters
    ----------
    years
        File years (資料年次).
    folder
        Where the files go; it is made where it is not there.
    say
        Is told in Japanese what happened.
    progress
        Returns what is told how far a file of this name is.
    address
        Address of a file with the fields {form} and {year}; None: the publisher's, from data/downloads.toml.

    Raises
    ------
    InputError
        With the fault of every file that could not be had; those that could stay. Without a connection there is one
        fault, and nothing more is tried.
    """
    pattern = address or str(tomllib.loads(ADDRESSES.read_text(encoding="utf-8"))["police"])
    columns = read_columns()
    faults: list[Fault] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for year in years:
            for form in FORM_NAMES:
                file = PoliceFile(folder / f"{form}_{year}.csv", form, year)
                try:
                    _fetch_one(
                        pattern.replace("{form}", form).replace("{year}", str(year)),
                        file,
                        columns,
                        say,
                        progress(file.path.name),
                    )
                except InputError as error:
                    faults.extend(error.faults)
    except OSError as error:
        faults.append(system.not_opened(str(getattr(error, "filename", None) or folder), error))
    except UnreachableError as error:
        faults.append(_without_internet(pattern, folder, str(error)))
    if faults:
        raise InputError(faults)
    return folder


def _without_internet(pattern: str, folder: Path, reason: str) -> Fault:
    """Return the fault of a machine without internet: what to do by hand."""
    site = pattern.partition("{")[0]
    remedy = (
        f"インターネットにつながるPCのブラウザーで {site}index_opendata.html を開き、本票（honhyo）・"
        f"補充票（hojuhyo）・高速票（kosokuhyo）を年ごとにダウンロードして、名前を変えずに「{folder}」に置いてください"
    )
    return Fault(site, "", f"ダウンロードできません。{reason}", remedy)


def _fetch_one(
    url: str, file: PoliceFile, columns: list[Column], say: Callable[[str], None], progress: Progress
) -> None:
    """Download and check one file, unless it is there.

    Raises
    ------
    InputError
        When it cannot be had, or is not what its name says.
    UnreachableError
        When there is no connection.
    """
    name = file.path.name
    for there in (file.path, *(file.path.with_suffix(suffix) for suffix in (".csv.gz", ".zip"))):
        if there.exists():
            _check(
                replace(file, path=there),
                there.name,
                columns,
                "このファイルを消してから、もう一度実行してください",
            )
            say(f"{there.name}：すでにあるので、ダウンロードしません（中身は確かめました）。")
            return
    try:
        has_length = download(url, file.path, progress)
    except UnreachableError:
        raise
    except NotPublishedError as error:
        remedy = "年を確かめてください。新しい年の分は、翌年の夏ごろに公表されます"
        raise InputError([Fault(name, "", f"この年のファイルは{error}", remedy)]) from error
    except DownloadError as error:
        raise InputError([Fault(name, "", f"ダウンロードできません。{error}", AGAIN)]) from error
    part = part_of(file.path)
    try:
        rows = _check(
            replace(file, path=part),
            name,
            columns,
            "しばらくしてから、もう一度実行してください",
            must_end=not has_length,
        )
    except InputError:
        discard(file.path)
        raise
    size, sha256 = part.stat().st_size, files.sha256(part)
    finish(file.path)
    say(f"{name}：{rows:,}行、{size:,}バイト、SHA-256 {sha256}")


def _check(file: PoliceFile, name: str, columns: list[Column], remedy: str, *, must_end: bool = False) -> int:
    """Return the number of rows of a file that is what its name says.

    Checked are: no web page, a header with every needed column of the form and year, a whole last row, and rows
    as wide as the header and of this form. Up to one row in `ROWS_A_FAULT` may be otherwise: it is the publisher's,
    and building an edition names it. `must_end` asks for an end of line after the last row, where nothing else
    tells that it is whole.

    Raises
    ------
    InputError
        With the first fault.
    """

    def fault(place: str, problem: str) -> InputError:
        return InputError([Fault(name, place, problem, remedy)])

    try:
        with files.unpacked(file.path) as opened:
            if opened.headings[0].lstrip("\ufeff \t").startswith("<"):
                raise fault("", "CSVではなく、ウェブページ（HTML）が届きました")
            layout = match_header(columns, file.form, file.year, opened.headings, name)
            commas, code = layout.cells - 1, FORM_CODES[file.form].encode()
            number, line, other, first_other = 0, b"", 0, 0
            with opened.body.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.count(b",") != commas or line.split(b",", 1)[0].strip() != code:
                        other += 1
                        first_other = first_other or number + 1
    except InputError as error:
        raise InputError(replace(each, file=name, remedy=remedy) for each in error.faults) from error
    if not number:
        raise fault("", "見出しだけで、記録がありません")
    if line.count(b",") != commas or (must_end and not line.endswith(b"\n")):
        raise fault(f"{number + 1}行目", "最後の行が途中で切れています")
    if other * ROWS_A_FAULT > number:
        raise fault(
            f"{first_other}行目",
            f"{FORM_NAMES[file.form]}の{layout.cells}列の行ではない行が{other:,}行あります",
        )
    return number
