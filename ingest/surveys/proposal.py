"""A mapping for a file of answers, as far as its headings and answers tell; a person finishes it.

Answers that fewer people gave than may be published are not written down: a file of answers holds names, addresses
and free text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml

from ingest import sheets, system
from ingest.faults import Fault, InputError
from ingest.sheets import Sheet
from ingest.surveys import ages
from ingest.surveys.answers import MARKS, NO_MARKS
from ingest.surveys.presets import PRESETS
from ingest.surveys.rules import Rules
from ingest.texts import composed, plain

SEPARATORS = (", ", ";", "；", "、", "，", ",", "・", "/", "／", "\n")
"""What is looked for between several answers in a cell."""

LISTING = (";", "；")
"""Those that hardly stand within an answer."""

_AGE_HEADING = re.compile(r"年齢|年代|何歳|おいくつ|^age", re.IGNORECASE)
_SEVERAL_HEADING = re.compile("いくつでも|すべて|全て|複数|[2-9]つまで")
_ID_HEADING = re.compile(r"(回答|整理|通し)?(番号|id|no\.?)|responseid", re.IGNORECASE)
_PART = re.compile(r"(?P<stem>.+?)\s*(?:[\[［](?P<label>.+)[\]］]|[-－_＿.．][0-9０-９]+)", re.DOTALL)
"""A heading of one option's column: 問3 [市ホームページ] or 問4-1."""

_HEAD = """\
# 説明書き（YAML）の下書き。空いているところを書き、要らない質問を消してください。
# 書き方は data/surveys/example/answers.yaml にあります。{few}人未満の人しか書いていない答えは、ここに書いていません。
# favourableは、多いほど良いなら true、少ないほど良いなら false、どちらでもなければ null のままにします。
survey_id:   # 調査の名前（小文字の英数字）
year:   # 年度（西暦）。令和7年度なら2025
title:   # 調査の題名
file: {file}
"""
_FEW = """\
      # {few}人未満の答えが、ほかにもあります。選択肢なら書き加え、自由に書いた答えなら、次の行の # を消してください
      # - {{option_no: {number}, label: その他, favourable: null, other: true}}
"""


@dataclass(frozen=True)
class _Column:
    """A column: its heading, and how many rows have each text in it, of those that hold an answer."""

    heading: str
    cells: Counter[str]

    @property
    def label(self) -> str:
        """Return the option it is for, where it is for one."""
        part = _PART.fullmatch(self.heading)
        return (part and part["label"]) or self.heading

    @property
    def is_of_an_option(self) -> bool:
        """Return whether nothing but marks stands in it, or it is the one for other answers."""
        own = {*MARKS, *NO_MARKS, plain(self.label).lower()}
        return self.is_other or all(plain(cell).lower() in own for cell in self.cells)

    @property
    def is_other(self) -> bool:
        """Return whether it is for what somebody entered beside the options."""
        return plain(self.label).lower().startswith(("その他", "other"))


@dataclass(frozen=True)
class _Choices:
    """The answers of a column that enough people gave, what stands between several, and whether there are others."""

    separator: str | None
    common: list[str]
    has_others: bool
    cells_read: int


def write(path: Path, sheet: str | None, rules: Rules) -> Path:
    """Write a mapping beside a file of answers, under its name with .yaml, and return where.

    Raises
    ------
    InputError
        When the file cannot be read, its first row is no heading, or there is a mapping already.
    """
    target = path.with_suffix(".yaml")
    table = sheets.read(path, sheet, several="--sheet に {sheets} のどれかを書いてください")
    text = "".join(_lines(path.name, sheet, _below_titles(table), rules))
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        remedy = "それを使うか、名前を変えてから、もう一度実行してください"
        raise InputError([Fault(target.name, "", "説明書きがもうあります", remedy)]) from error
    except OSError as error:
        problem = f"書き込めません（{system.cause(error) or '理由は分かりません'}）"
        remedy = "回答のファイルを、書き込めるフォルダーにコピーしてください"
        raise InputError([Fault(target.name, "", problem, remedy)]) from error
    return target


def _below_titles(table: Sheet) -> Sheet:
    """Return a table from its first row of several cells on; above it stand titles."""
    rows = [table.heading, *table.rows]
    wide = (place for place, (_, cells) in enumerate(rows) if sum(bool(cell.strip()) for cell in cells) > 1)
    start = next(wide, 0)
    return Sheet(rows[start], rows[start + 1 :], table.others)


def _lines(file: str, sheet: str | None, table: Sheet, rules: Rules) -> Iterator[str]:
    """Yield the lines of a mapping."""
    few = rules.thresholds.least_respondents
    preset = next(
        (name for name, one in PRESETS.items() if any(map(one.adds, table.headings))),
        None,
    )
    columns = list(_columns(table, PRESETS[preset].no_answer if preset else ()))
    _refuse_without_heading(file, table.heading[0], columns)
    number = next((column for column in columns if _is_number(column)), None)
    age = next((column for column in columns if _AGE_HEADING.search(plain(column.heading))), None)
    own = [column for column in columns if preset and PRESETS[preset].adds(column.heading)]
    yield _HEAD.format(few=few, file=_scalar(composed(file)))
    if sheet:
        yield f"sheet: {_scalar(sheet)}\n"
    if preset:
        yield f"preset: {preset}\n"
    if number:
        yield f"id_column: {_scalar(number.heading)}\n"
    yield from _age(age, rules)
    yield "questions:   # question_idは、毎年同じ質問なら毎年同じ名前にします\n"
    unread: list[str] = [column.heading for column in own if column is not number]
    separators = [one.separator for name, one in PRESETS.items() if name == preset and one.separator]
    asked = 0
    for group in _groups([column for column in columns if column not in (number, age, *own)]):
        is_apart = len(group) > 1
        lines = list(_of_columns(group) if is_apart else _of_a_column(group[0], separators, few))
        if lines:
            asked += 1
            yield f"  - question_id: q{asked}\n"
            yield from lines
        else:
            unread += [column.heading for column in group]
    if unread:
        yield f"# 読まない列：{'、'.join(map(_one_line, unread))}\n"


def _columns(table: Sheet, no_answer: Sequence[str]) -> Iterator[_Column]:
    blank = {"", *map(plain, ("無回答", *no_answer))}
    for place, heading in enumerate(table.headings):
        if heading.strip():
            written = Counter(row[place] for _, row in table.rows if place < len(row))
            answers = Counter({cell: rows for cell, rows in written.items() if plain(cell) not in blank})
            yield _Column(" ".join(heading.split()), answers)


def _refuse_without_heading(file: str, line: int, columns: Sequence[_Column]) -> None:
    """Refuse a file whose first row stands below once more: it is what somebody answered."""
    for column in columns:
        texts = set(map(plain, column.cells))
        if plain(column.heading) in texts and len(texts) > 1:
            problem = "見出しの行ではないか、同じ行が下にもあります"
            remedy = "列の名前を書いた行を、回答の上に1行だけ置いてください"
            raise InputError([Fault(file, f"{line}行目", problem, remedy)])


def _is_number(column: _Column) -> bool:
    """Return whether a column numbers the respondents."""
    is_named = _ID_HEADING.fullmatch(plain(column.heading)) is not None
    return is_named and column.cells.total() == len(column.cells)


def _age(column: _Column | None, rules: Rules) -> Iterator[str]:
    """Yield the part about age; classes of another name are written down, to be proposed or filled in."""
    yield "age:\n"
    if column is None:
        yield "  column:   # 年齢の列の名前\n  kind: class   # 区分が書いてあれば class、数なら number\n"
        return
    yield f"  column: {_scalar(column.heading)}\n"
    numbers = [years for cell in column.cells.elements() if (years := ages.years(cell)) is not None]
    if len(numbers) * 2 > column.cells.total() and max(numbers) >= rules.classes[0].least:
        yield "  kind: number\n"
        return
    yield "  kind: class\n"
    common = sorted(_choices(column, None, rules.thresholds.least_respondents).common, key=plain)
    labels = set(map(plain, rules.labels))
    classes = {word: ages.class_of(word, rules) for word in common if plain(word) not in labels}
    if classes:
        yield f"  classes:   # ファイルの書き方: {'、'.join(rules.labels)} のどれか\n"
    for word, label in classes.items():
        yield f"    {_scalar(word)}: {label or '区分を書く'}\n"


def _groups(columns: Sequence[_Column]) -> Iterator[list[_Column]]:
    """Yield the columns of one question each: those side by side whose headings begin alike and that hold marks."""

    def question(column: _Column) -> str:
        part = _PART.fullmatch(column.heading)
        return part["stem"] if part and column.is_of_an_option else column.heading

    for _, group in groupby(columns, question):
        yield list(group)


def _of_columns(columns: Sequence[_Column]) -> Iterator[str]:
    """Yield a question with a column for every option."""
    part = _PART.fullmatch(columns[0].heading)
    yield f"    wording: {_scalar(part['stem'] if part else columns[0].heading)}\n    kind: multiple\n    columns:\n"
    for column in columns:
        yield f"      {_scalar(column.label)}: {_scalar(column.heading)}\n"
    yield "    options:\n"
    for number, column in enumerate(columns, 1):
        yield _option(number, column.label, ", other: true" if column.is_other else "")


def _of_a_column(column: _Column, own: Sequence[str], few: int) -> Iterator[str]:
    """Yield a question whose answers stand in one column; nothing of a column of free text.

    `own` is what the form's service puts between several answers: where the heading asks for several, it does.
    """
    found = _choices(column, None, few)
    listing = {*LISTING, *(own if _SEVERAL_HEADING.search(plain(column.heading)) else ())}
    for separator in (*own, *SEPARATORS):
        if not any(separator in cell for cell in column.cells):
            continue
        split = _choices(column, separator, few)
        alone = {answer.strip(separator.strip()) for answer in found.common}
        is_simpler = len(split.common) < len(found.common) and alone.issuperset(split.common)
        is_list = separator in listing or is_simpler
        if split.cells_read > found.cells_read or (split.cells_read == found.cells_read and is_list):
            found = split
    if len(found.common) < 2 or found.cells_read * 2 < column.cells.total():
        return
    are_codes = all(plain(answer).isdecimal() for answer in found.common)
    yield f"    wording: {_scalar(column.heading)}\n"
    yield f"    kind: {'multiple' if found.separator else 'single'}\n"
    yield f"    column: {_scalar(column.heading)}\n"
    if found.separator:
        yield f"    separator: {_scalar(found.separator)}\n"
    yield "    options:" + ("   # labelを、番号の意味に書き換えてください\n" if are_codes else "\n")
    ordered = sorted(found.common, key=lambda answer: int(plain(answer))) if are_codes else found.common
    for number, answer in enumerate(ordered, 1):
        yield _option(number, answer, f", written: [{_scalar(answer)}]" if are_codes else "")
    if found.has_others:
        yield _FEW.format(few=few, number=len(found.common) + 1)


def _choices(column: _Column, separator: str | None, few: int) -> _Choices:
    """Return the answers in a column that at least so many people gave, the commonest first."""
    people: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    answers = []
    for cell, rows in column.cells.items():
        parts = {text: part for part in _parts(cell, separator) if (text := plain(part))}
        people.update(dict.fromkeys(parts, rows))
        spelt.update(parts)
        answers.append((rows, parts.keys()))
    common = [answer for answer, gave in people.most_common() if gave >= few]
    told = set(common)
    read = sum(rows for rows, parts in answers if parts <= told)
    return _Choices(
        separator, [_one_line(spelt[answer]) for answer in common], len(people) > len(common), read
    )


def _parts(cell: str, separator: str | None) -> list[str]:
    """Return the answers in a cell; what stands in brackets belongs together."""
    if separator is None:
        return [cell]
    parts, depth = [""], 0
    for piece in re.split(f"({re.escape(separator)}|[（(「『［\\[）)」』］\\]])", cell):
        depth += (piece in tuple("（(「『［[")) - (piece in tuple("）)」』］]"))
        if piece == separator and depth <= 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _option(number: int, label: str, more: str) -> str:
    return f"      - {{option_no: {number}, label: {_scalar(label)}, favourable: null{more}}}\n"


def _scalar(text: str) -> str:
    """Return a text as YAML has it, quoted where it must be."""
    written = yaml.safe_dump([text], allow_unicode=True, default_flow_style=True, width=10**6)
    return written.strip()[1:-1]


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
