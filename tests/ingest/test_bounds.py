"""Inputs made to hurt are refused at once, by what they are, before they cost time or memory."""

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
from pydantic import BaseModel, ConfigDict

from ingest import (
    definitions,
    overlays,
    parts,
    police,
    population,
    reports,
    surveys,
    tables,
    texts,
    yamlfiles,
)
from ingest.build import PROJECT, Inputs, build
from ingest.faults import Fault, InputError

SHEET = "xl/worksheets/sheet1.xml"


class Record(BaseModel):
    """What a file of these tests holds."""

    model_config = ConfigDict(extra="forbid")

    options: list[dict[str, int]] | None = None


def workbook(sheet: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook of residents, the XML of its sheet changed."""
    book = openpyxl.Workbook()
    for row in (("年", "年齢", "人口"), (2024, "18歳", 700), (2024, "19歳", 710)):
        book.active.append(row)
    made, changed = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as other:
        for name in archive.namelist():
            content = archive.read(name)
            other.writestr(name, sheet(content) if name == SHEET else content)
    return changed.getvalue()


def refusal(path: Path, connection: duckdb.DuckDBPyConnection) -> str:
    """Return why a file of residents is refused."""
    with pytest.raises(InputError) as refused:
        population.load(connection, path, PROJECT / "data", is_sample=False)
    return str(refused.value)


def after(mark: bytes, added: bytes) -> Callable[[bytes], bytes]:
    """Return what puts something before a mark of a sheet."""
    return lambda content: content.replace(mark, added + mark, 1)


@pytest.fixture
def edition(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return a database with the project's own definitions."""
    data = PROJECT / "data"
    definitions.load(connection, data, definitions.read_city(data))
    return connection


END = b"</sheetData>"
ENTITIES = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]>"


@pytest.mark.parametrize(
    ("sheet", "problem"),
    [
        (after(END, b'<row r="1000000000000000"/>'), "行番号1000000000000000は、Excelの行"),
        (after(END, b'<row r="1048577"/>'), "行番号1048577は、Excelの行"),
        (after(END, b'<row r="2"><c r="A2"><v>1</v></c></row>'), "行番号2は、Excelの行"),
        (after(END, b'<row r="-1"/>'), "行番号-1は、Excelの行"),
        (after(END, b'<row r="9"><c r="XFE9"/></row>'), "9行目のセル「XFE9」"),
        (after(END, b'<row r="9"><c r="ZZZZZZZ9"/></row>'), "9行目のセル「ZZZZZZZ9」"),
        (after(END, b'<row r="9"><c r="A8"/></row>'), "9行目のセル「A8」"),
        (after(END, b'<row r="9"><c r="B9"/><c r="A9"/></row>'), "9行目のセル「A9」"),
        (after(b"<worksheet", ENTITIES), "DTD"),
        (after(END, b"<x>" * 3 + b"</x>" * 2), "XLSXとして読めません"),
        (after(b"</worksheet>", b"<mergeCell " * 100_000), "XLSXとして読めません"),
        (after(b"</worksheet>", b"<!--" + b"<mergeCell " * 10_000 + b"-->"), "XMLの注釈"),
        (after(b"</worksheet>", b"<x><![CDATA[" + b'<c r="A1">' * 10_000 + b"]]></x>"), "CDATA"),
        (after(END, b"<f/>" * 5_000), "セルが多すぎます"),
        (after(END, b"<x/>" * 4_000), "書式や名前など、セルのほかのものが多すぎます"),
        (after(END, b'<row r="9" x="' + b"a" * 200_000 + b'"/>'), "Excelが書かない長さの要素"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sheet_that_excel_cannot_have_written_is_refused(
    sheet: Callable[[bytes], bytes],
    problem: str,
    edition: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "MOST_ELEMENTS", 5_000)
    monkeypatch.setattr(parts, "MOST_OTHERS", 4_000)
    path = tmp_path / "p.xlsx"
    path.write_bytes(workbook(sheet))
    text = refusal(path, edition)
    assert text.startswith("p.xlsx：")
    assert problem in text


def test_an_archive_of_many_files_is_no_workbook(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_MEMBERS", 5)
    path = tmp_path / "p.xlsx"
    path.write_bytes(workbook(lambda content: content))
    assert "中に5個より多くのファイルがあります" in refusal(path, edition)


def test_rows_without_numbers_are_counted(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(workbook(lambda content: re.sub(rb' r="[A-Z]?[0-9]+"', b"", content)))
    assert "2024年の「18～29歳」の人数がそろっていません" in refusal(path, edition)


def faults_of(path: Path) -> list[Fault]:
    """Return the faults of a YAML file."""
    faults: list[Fault] = []
    assert yamlfiles.load(path, path.name, Record, faults) is None
    return faults


def test_yaml_stands_for_no_more_than_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    doubled = "".join(f'a{n}: &a{n} {{"<<": [*a{n - 1}, *a{n - 1}]}}\n' for n in range(1, 40))
    for text in (
        f"a0: &a0 {{x: 1}}\n{doubled}",
        "options: &o [*o]",
        "options: !!map {}",
        '!!merge "<<": {options: []}',
    ):
        path.write_text(text, encoding="utf-8")
        assert [fault.problem for fault in faults_of(path)] == ["「&」「*」「!」で始まる値は使えません"]


def test_yaml_has_an_end(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("options: [" + "{}," * (yamlfiles.MOST_BYTES // 3) + "]", encoding="utf-8")
    assert [fault.problem for fault in faults_of(path)] == ["200,000バイトより大きいファイルです"]
    path.write_text("options:\n- [" + "{}," * yamlfiles.MOST_VALUES + "]", encoding="utf-8")
    assert [(fault.place, fault.problem) for fault in faults_of(path)] == [
        ("2行目", "値がここまでで30,000個より多くあります")
    ]
    path.write_text("options: " + "[" * 100_000, encoding="utf-8")
    assert [fault.problem for fault in faults_of(path)] == ["YAMLとして読めません"]


def test_half_a_character_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text('options:\n  - {"\\udc00": 1}', encoding="utf-8")
    (fault,) = faults_of(path)
    assert (fault.place, fault.problem) == ("2行目", "使えない制御文字（U+DC00）が入っています")


def test_every_unknown_field_of_a_long_file_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("".join(f"a{n}: 1\n" for n in range(14_000)), encoding="utf-8")
    assert faults_of(path)[-1].place == "14000行目「a13999」"


def test_a_table_has_an_end(edition: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    for ending in ("\n", "\r"):
        path.write_text("年,年齢,人口" + ending * (texts.MOST_LINES + 1), encoding="utf-8")
        assert refusal(path, edition).startswith("p.csv：100,000行より長い表です")
    path.write_text("年,年齢,人口" + "," * texts.MOST_COMMAS, encoding="utf-8")
    assert refusal(path, edition).startswith("p.csv：値が500,000個より多い表です")
    path.write_text("年,年齢,人口\n" + "2024,18歳,700\n" * (tables.MOST_RECORDS + 1), encoding="utf-8")
    assert refusal(path, edition).startswith("p.csv：30,001行あり、多すぎます（30,000行まで）")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("given", ["reports", "survey", "overlays", "npa"])
def test_names_that_are_no_text_are_refused(given: str, tmp_path: Path) -> None:
    folder, name = tmp_path / "in", os.fsdecode(b"a\xff.txt")
    folder.mkdir()
    (folder / name).touch()
    with pytest.raises(InputError) as refused:
        build(Inputs(**{given: folder}), lambda _: None, tmp_path / "a-real.duckdb")
    assert "a�.txt：名前に、文字として読めないところがあります" in str(refused.value)
    with pytest.raises(InputError) as refused:
        build(Inputs(), lambda _: None, tmp_path / name / "a-real.duckdb")
    assert "名前に、文字として読めないところがあります" in str(refused.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("is_pipe", [True, False], ids=["pipe", "device"])
def test_pipes_and_devices_are_not_opened(
    edition: duckdb.DuckDBPyConnection, tmp_path: Path, is_pipe: bool
) -> None:
    paths = [tmp_path / name for name in ("a.csv", "a.xlsx", "a.yaml", "honhyo_2021.csv", "a.geojson")]
    for path in paths:
        if is_pipe:
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")
    table, _, document, accidents, layer = paths
    readers: list[Callable[[], object]] = [
        lambda: population.load(edition, table, PROJECT / "data", is_sample=False),
        lambda: reports.load(edition, tmp_path, "5", is_sample=False),
        lambda: surveys.load(edition, tmp_path, PROJECT / "data", is_sample=False),
        lambda: overlays.load(edition, layer, is_sample=False),
        *(
            lambda given=given: police.read_police(
                edition,
                given,
                scope="city",
                municipality_code="07207",
                is_sample=False,
                progress=lambda _: None,
            )
            for given in (tmp_path, accidents)
        ),
    ]
    for read in readers:
        with pytest.raises(InputError):
            read()
    assert "ふつうのファイルではありません" in refusal(table, edition)
    assert "ふつうのファイルではありません" in faults_of(document)[0].problem
