"""Residents by age, for the totals of surveys: a table of years, ages and people."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
from pydantic import BaseModel, ConfigDict

from ingest import sheets, tables
from ingest.faults import Fault, InputError
from ingest.names import listed
from ingest.periods import parse_period
from ingest.surveys import ages
from ingest.surveys.rules import OLDEST, AgeClass, read_rules
from ingest.texts import plain
from ingest.validation import People, half_width, unknown_source

HEADERS = {
    "西暦": "year",
    "年": "year",
    "年齢区分": "age",
    "年齢": "age",
    "人数": "people",
    "人口": "people",
}
"""Headings a file may have; of two for the same thing the last is the one messages name."""

_NO_AGE = re.compile(
    "総数|総人口|合計|総計|全体|年齢計|^計$|不詳|不明|再掲|うち|平均|中位|中央|割合|構成比|年少|生産年齢|老年|高齢"
)
"""What stands in the column of ages without being one."""

_SEXES = {"男", "女", "男性", "女性", "男女計", "男女", "計", "総数", "合計", "総人口", "性別"}


_MOST_LISTED = 3  # headings


class PopulationRow(BaseModel):
    """A row of a population file."""

    model_config = ConfigDict(extra="forbid")

    year: str
    age: str
    people: People


@dataclass(frozen=True)
class _Residents:
    """People of a year from one age to another, in completed years; `most` is OLDEST where the class is open."""

    line: int
    written: str
    year: int
    least: int
    most: int
    people: int


class _CellError(ValueError):
    """A cell that cannot be read; the arguments are the column, the problem and the remedy, in Japanese."""


def load(connection: duckdb.DuckDBPyConnection, path: Path, data: Path, *, is_sample: bool) -> None:
    """Load a file of residents by age into `population`, by the finest age classes of the surveys.

    Ages may be those classes, single years, or groups of years that do not cross the classes' bounds; younger
    residents than the youngest class are out of scope.

    Parameters
    ----------
    connection
        An edition whose sources are loaded.
    path
        A .csv or .xlsx file with the columns 年, 年齢 and 人口.
    data
        The folder of definitions: age classes are read from there.
    is_sample
        True for synthetic figures.

    Raises
    ------
    InputError
        With every fault of the file: an age that crosses a class or overlaps another, a class that is missing,
        a number that is none or negative, the same age twice.
    """
    name = path.name
    classes = read_rules(data).classes
    sheet = sheets.read(path, is_heading=_is_heading)
    lines = [(line, [cell.strip() for cell in cells]) for line, cells in (sheet.heading, *sheet.rows)]
    if refusal := _by_sex(sheet.headings) or _spread(sheet.headings):
        raise InputError([Fault(name, f"{sheet.heading[0]}行目", *refusal)])
    rows, faults = tables.rows_of(lines, PopulationRow, HEADERS, name, stray=_no_record)
    residents = []
    for line, row in rows:
        try:
            residents.append(_residents(line, row, classes))
        except _CellError as error:
            heading, problem, remedy = error.args
            faults.append(Fault(name, f"{line}行目「{heading}」", problem, remedy))
    source_id = "sample" if is_sample else "population"
    if not connection.execute("select 1 from sources where source_id = $id", {"id": source_id}).fetchall():
        faults.append(Fault("sources.csv", "", *unknown_source(source_id)))
    if not faults:
        faults = list(_gaps(name, residents, classes))
    if faults:
        raise InputError(faults)
    loaded = [group for group in residents if group.most >= classes[0].least]
    tables.insert(
        connection,
        "population",
        [
            {"year": year, "age_group": age_group, "people": people}
            | {"source_id": source_id, "is_sample": is_sample}
            for (year, age_group), people in _sums(loaded, classes).items()
        ],
    )
    tables.record_file(
        connection,
        path,
        f"population/{name}",
        "population",
        len(loaded),
        out_of_scope=len(residents) - len(loaded),
        is_sample=is_sample,
    )


def _is_heading(cells: list[str]) -> bool:
    """Return whether a row is the heading: it names the ages and something else of a population file."""
    named = {HEADERS.get(tables.compared(cell)) for cell in cells}
    return "age" in named and len(set(filter(None, map(str.strip, cells)))) > 1


def _by_sex(headings: list[str]) -> tuple[str, str] | None:
    """Return problem and remedy of a table that tells men and women apart."""
    written = [tables.compared(heading) for heading in headings]
    columns = [heading for heading in written if heading in _SEXES]
    if not {"男", "女", "男性", "女性", "性別"} & set(columns):
        return None
    problem = f"男女別の表です（列「{'、'.join(columns)}」）"
    if "性別" in columns:
        return problem, "男女を合わせた行だけを残し、列「性別」を消してください"
    alone = [name for name in columns if name.removesuffix("性") in ("男", "女")]
    if any(HEADERS.get(name) == "people" for name in written):
        return problem, f"列「{'、'.join(alone)}」を消してください"
    if total := next((name for name in columns if name not in alone), None):
        return problem, f"男女を合わせた列「{total}」だけを残し、その見出しを「人口」にしてください"
    return problem, "男女を足した人数の列「人口」を作り、男女別の列を消してください"


def _spread(headings: list[str]) -> tuple[str, str] | None:
    """Return problem and remedy of a table whose years, or ages, stand beside each other as headings."""
    others = [heading for heading in headings if tables.compared(heading) not in HEADERS]
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (("年", _is_year), ("年齢", _is_age))
    for what, is_one in tests:
        there = [heading for heading in others if is_one(heading)]
        if len(there) > 1:
            problem = f"{what}ごとの列があります（「{listed(there, _MOST_LISTED)}」）"
            return problem, "「年」「年齢」「人口」の3列にし、1行に1つの年の1つの年齢の人数を書いてください"
    return None


def _is_year(text: str) -> bool:
    try:
        return bool(_year(text))
    except _CellError:
        return False


def _is_age(text: str) -> bool:
    return ages.span(text) is not None


def _no_record(cells: dict[str, str]) -> tuple[str, str] | None:
    """Return problem and remedy of a row that holds no people of an age: a total, a note, the heading once more."""
    written = cells.get("age", "")
    if _is_heading(list(cells.values())):
        return "見出しがもう一度あります", "この行を消してください"
    if _NO_AGE.search(plain(written)):
        return f"「{written}」は1つの年齢でも年齢の幅でもありません", "この行を消してください"
    if written or len(cells) > 1:
        return None
    return (
        f"「{next(iter(cells.values()), '')}」のほかに何も書かれていません",
        "注記なら、この行を消してください",
    )


def _residents(line: int, row: PopulationRow, classes: tuple[AgeClass, ...]) -> _Residents:
    """Return what a row says; an age must lie within one class, or below the youngest."""
    least, most = _ages(row.age, classes)
    bounds = [age_class.least for age_class in classes if least < age_class.least <= most]
    if bounds:
        starts = [least, *bounds]
        parts = [_span(start, end - 1) for start, end in pairwise([*starts, most + 1])]
        problem = (
            f"「{row.age}」が調査の区分の境（{'、'.join(f'{bound}歳' for bound in bounds)}）をまたいでいます"
        )
        if starts[:2] == [least, classes[0].least]:
            parts = parts[1:]
        remedy = f"1歳ごとの人口などから{'と'.join(parts)}の人数を出し、この行の代わりに書いてください"
        raise _CellError("年齢", problem, remedy)
    return _Residents(line, row.age, _year(row.year), least, most, row.people)


def _year(text: str) -> int:
    """Return the calendar year of a text such as 2023, 2023年, 令和5年 or 令和5年10月1日."""
    written = f"{text}年" if re.fullmatch("[0-9]{4}", half_width(text).strip()) else text
    try:
        return parse_period(written, "calendar").ends_on.year
    except ValueError:
        remedy = "「2023」「令和5年」のように、年度ではなく暦の年を書いてください"
        raise _CellError("年", f"「{text}」を年として読み取れません", remedy) from None


def _ages(text: str, classes: tuple[AgeClass, ...]) -> tuple[int, int]:
    """Return the youngest and oldest age of a text such as 18歳, 満18才, 20～24歳, 20代, 85歳以上 or a class's name."""
    written = plain(text)
    for age_class in classes:
        if written == plain(age_class.age_group):
            return age_class.least, OLDEST if age_class.most is None else age_class.most
    span = ages.span(text)
    if span is None:
        remedy = "「18歳」「20～24歳」「85歳以上」のように書いてください"
        raise _CellError("年齢", f"「{text}」を年齢として読み取れません", remedy)
    least, most = span
    if not least <= most <= OLDEST:
        raise _CellError(
            "年齢", f"「{text}」という年齢はありえません", f"{OLDEST}歳までの年齢に直してください"
        )
    return least, most


def _gaps(file: str, residents: list[_Residents], classes: tuple[AgeClass, ...]) -> Iterator[Fault]:
    """Yield a fault for every age of a year that stands there twice or not at all, from the youngest class on."""
    for year in sorted({group.year for group in residents}):
        of_year = sorted(
            (group for group in residents if group.year == year), key=lambda group: (group.least, group.line)
        )
        widest = of_year[0]
        for group in of_year[1:]:
            if group.least <= widest.most:
                problem = f"{year}年の「{group.written}」が、{widest.line}行目の「{widest.written}」と重なっています"
                yield Fault(file, f"{group.line}行目「年齢」", problem, "どちらか一方の行を消してください")
            widest = max(widest, group, key=lambda one: one.most)
        known = {age for group in of_year for age in range(group.least, group.most + 1)}
        for age_class in classes:
            most = OLDEST if age_class.most is None else age_class.most
            ages = range(age_class.least, most + 1)
            missing = [age for age in ages if age not in known]
            people = sum(group.people for group in of_year if group.least in ages)
            if missing:
                which = _span(missing[0], missing[-1])
                problem = (
                    f"{year}年の「{age_class.age_group}」の人数がそろっていません（{which}がありません）"
                )
                yield Fault(file, "", problem, "その年齢の行を加えてください")
            elif people == 0:
                problem = f"{year}年の「{age_class.age_group}」が0人です"
                yield Fault(file, "", problem, "人数を確かめてください")


def _span(least: int, most: int) -> str:
    if most == OLDEST:
        return f"{least}歳以上"
    return f"{least}歳" if least == most else f"{least}～{most}歳"


def _sums(residents: list[_Residents], classes: tuple[AgeClass, ...]) -> dict[tuple[int, str], int]:
    """Return the people of every year and class, summed over the ages of the file."""
    starts = [age_class.least for age_class in classes]
    sums: dict[tuple[int, str], int] = {}
    for group in residents:
        key = (group.year, classes[sum(start <= group.least for start in starts) - 1].age_group)
        sums[key] = sums.get(key, 0) + group.people
    return sums
