"""A file that leaves the screen says what it is, and Excel reads it as what it is."""

import csv
import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

import exports

EDITION = "20240401-090000-abcdef-sample"
TABLE = pd.DataFrame(
    {
        "年": ["令和5年（2023年）", "令和6年（2024年）"],
        "事故（件）": [106, 94],
        "割合（%）": [42.1, None],
        "=見出し": ["=1+1", '山田, "花子"\n続き'],
    }
)


def notes(
    *, is_sample: bool = True, conditions: tuple[str, ...] = ("年：すべて", "天候：雨")
) -> exports.Notes:
    return exports.notes(
        title="年ごとの件数",
        definition="人身事故だけの記録です。",
        conditions=list(conditions),
        sources=["警察庁「交通事故統計情報」", "須賀川市「第5次計画」"],
        licences=["政府標準利用規約"],
        edition_id=EDITION,
        contact="情報課",
        is_sample=is_sample,
    )


def workbook(table: pd.DataFrame = TABLE, *, is_sample: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(exports.xlsx(table, notes(is_sample=is_sample))))


def remarks(book: openpyxl.Workbook) -> dict[str, str]:
    return {str(name): str(text) for name, text in book["注記"].iter_rows(values_only=True)}


def test_a_file_is_called_by_what_it_shows_and_its_edition() -> None:
    assert exports.file_name(notes()) == f"年ごとの件数_{EDITION}"


def test_rows_and_notes_stand_on_sheets_of_their_own() -> None:
    book = workbook()
    assert book.sheetnames == ["データ", "注記"]
    assert [cell.value for cell in book["データ"][1]] == list(TABLE.columns)
    assert book["データ"].max_row == 3
    assert book["データ"].freeze_panes == "A2"


def test_numbers_are_numbers_and_missing_ones_are_empty() -> None:
    sheet = workbook()["データ"]
    assert [(cell.value, cell.data_type) for cell in sheet["B"][1:]] == [(106, "n"), (94, "n")]
    assert [cell.value for cell in sheet["C"][1:]] == [42.1, None]


def test_numbers_of_numpy_are_numbers_too() -> None:
    table = pd.DataFrame(
        {"件数": np.array([3], dtype=np.int32), "真偽": [np.bool_(True)], "値": [np.float64(0.5)]}
    )
    assert [cell.value for cell in workbook(table)["データ"][2]] == [3, True, 0.5]


@pytest.mark.parametrize(
    ("name", "texts", "heading", "cells"),
    [
        ("回答した人", ["1,161", "68"], "回答した人", [1161, 68]),
        ("値", ["208件", "10,500件"], "値（件）", [208, 10500]),
        ("差（ポイント）", ["−20.2", "+3.0", "±0"], "差（ポイント）", [-20.2, 3.0, 0.0]),
        ("割合（%）", ["—", "17.2%", "秘匿"], "割合（%）", [None, 17.2, "秘匿"]),
        ("件数", ["1,200件", "—", "7件"], "件数（件）", [1200, None, 7]),
        ("確率", ["2.2e-10", "3e-06"], "確率", [2.2e-10, 3e-06]),
        ("月", ["1月", "12月"], "月", [1, 12]),
    ],
)
def test_numbers_written_as_text_are_numbers_with_their_unit_in_the_heading(
    name: str, texts: list[str], heading: str, cells: list[object]
) -> None:
    table = pd.DataFrame({name: texts})
    sheet = workbook(table)["データ"]
    assert [cell.value for cell in sheet["A"]] == [heading, *cells]
    rows = list(csv.reader(io.StringIO(exports.csv(table, notes()).decode("utf-8-sig"))))
    assert [row[0] for row in rows] == [heading, *("" if cell is None else str(cell) for cell in cells)]


@pytest.mark.parametrize(
    "texts",
    [
        ["5540725944"],
        ["07207"],
        ["059", "012"],
        ["1-1", "2"],
        ["52.4ポイント", "6.9倍"],
        ["44.0ポイント～60.8ポイント"],
        ["令和5年（2023年）"],
        ["99%超", "35%"],
        ["70歳以上"],
        ["50m以内"],
        ["増やす", "0を続ける"],
        ["1,000件以上", "30～99件"],
        ["12／131"],
        ["208件→600件"],
        ["2019"],
        ["秘匿", "—"],
    ],
)
def test_codes_ranges_dates_and_mixed_units_stay_text(texts: list[str]) -> None:
    assert [cell.value for cell in workbook(pd.DataFrame({"欄": texts}))["データ"]["A"]] == ["欄", *texts]


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    sheet = workbook()["データ"]
    for address in ("D1", "D2"):
        assert sheet[address].data_type == "s"
    assert sheet["D2"].value == "=1+1"


def test_a_formula_in_the_notes_stays_a_text() -> None:
    made = exports.notes(
        title="=1+1",
        definition="",
        conditions=[],
        sources=[],
        licences=[],
        edition_id=EDITION,
        contact="情報課",
        is_sample=True,
    )
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(TABLE, made)))
    assert book["注記"]["B1"].data_type == "s"


def test_the_notes_are_complete() -> None:
    assert remarks(workbook()) == {
        "表題": "年ごとの件数",
        "データの種類": exports.SAMPLE,
        "条件": "年：すべて、天候：雨",
        "定義": "人身事故だけの記録です。",
        "出典": "警察庁「交通事故統計情報」、須賀川市「第5次計画」",
        "利用条件": "政府標準利用規約",
        "版": EDITION,
        "問い合わせ先": "情報課",
    }


@pytest.mark.parametrize(("is_sample", "written"), [(True, "サンプル"), (False, "実データ")])
def test_every_export_says_whether_it_is_real(is_sample: bool, written: str) -> None:
    assert remarks(workbook(is_sample=is_sample))["データの種類"].startswith(written)
    assert written in exports.csv(TABLE, notes(is_sample=is_sample)).decode("utf-8-sig")


def test_notes_without_conditions_or_terms_say_so() -> None:
    lines = dict(
        exports.notes(
            title="表",
            definition="",
            conditions=[],
            sources=[],
            licences=[],
            edition_id=EDITION,
            contact="情報課",
            is_sample=False,
        ).lines
    )
    assert lines["条件"] == "なし"
    assert lines["利用条件"] == "出典の利用条件に従ってください"


def test_a_table_without_rows_is_a_workbook_with_headings() -> None:
    sheet = workbook(TABLE.iloc[:0])["データ"]
    assert sheet.max_row == 1
    assert sheet["A1"].value == "年"


def test_csv_opens_in_excel_with_its_japanese_intact() -> None:
    content = exports.csv(TABLE, notes())
    assert content.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert first["年"] == "令和5年（2023年）"
    assert first["事故（件）"] == "106"
    assert second["割合（%）"] == ""
    assert second["'=見出し"] == '山田, "花子"\n続き'


def rows_of(table: pd.DataFrame) -> list[list[str]]:
    """Return heading and rows of a table as its CSV file has them, without what every row carries."""
    text = exports.csv(table, notes()).decode("utf-8-sig")
    return [row[: len(table.columns)] for row in csv.reader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+81-248", "-", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "=cmd|' /C calc'!A0"),
        *("＝1+1", "＠町", "－", "9-12", "９－１２", "1/2", "9-12-3", "2019-4", "007", "1:30", "(5)"),
        *("12345678901234567890", "12e34"),
    ],
)
def test_excel_neither_runs_nor_turns_a_text_of_csv(text: str) -> None:
    _, (cell, beside) = rows_of(pd.DataFrame({"理由": [text], "値": [-5]}))
    assert cell == f"'{text}".replace("\r", "\n")
    assert beside == "-5"


@pytest.mark.parametrize("text", ["2025-03-31", "令和5年度", "3-1aの表", "10～19歳", "5540725944", "ない"])
def test_texts_excel_leaves_alone_have_no_apostrophe(text: str) -> None:
    assert rows_of(pd.DataFrame({"欄": [text, "その他"]}))[1] == [text]


def test_what_every_row_carries_is_no_formula_either() -> None:
    made = notes(conditions=("=1+1",))
    (row,) = csv.DictReader(io.StringIO(exports.csv(TABLE.iloc[:1], made).decode("utf-8-sig"), newline=""))
    assert row["条件"] == "'=1+1"


@pytest.mark.parametrize(
    ("heading", "code", "written"),
    [
        ("施策番号", "9-12", "施策9-12"),
        ("指標番号", "3-1a", "指標3-1a"),
        ("団体コード", "07207", "団体07207"),
        ("警察署コード", "059", "警察署059"),
        ("施策番号", "施策9-12", "施策9-12"),
        ("団体コード", "不明", "不明"),
    ],
)
def test_codes_stand_with_their_word(heading: str, code: str, written: str) -> None:
    table = pd.DataFrame({heading: [code]})
    assert rows_of(table)[1] == [written]
    assert workbook(table)["データ"]["A2"].value == written


def test_numbers_lose_the_noise_behind_their_last_digit() -> None:
    table = pd.DataFrame({"値": [0.1 + 0.8, 1.1 - 0.2, 112.4], "秘匿も": [1.1 - 0.2, "秘匿", None]})
    assert [row[:2] for row in rows_of(table)[1:]] == [["0.9", "0.9"], ["0.9", "秘匿"], ["112.4", ""]]
    sheet = workbook(table)["データ"]
    assert [cell.value for cell in sheet["A"][1:]] == [0.9, 0.9, 112.4]
    assert sheet["B2"].value == 0.9


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_a_control_character_breaks_no_file(character: str) -> None:
    table = pd.DataFrame({f"理{character}由": [f"遅{character}れ\t続く\r\n次の行"]})
    made = notes(conditions=(f"課：{character}",))
    written = ["理\ufffd由", "遅\ufffdれ\t続く\n次の行"]
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx(table, made)))
    assert [cell.value for cell in book["データ"]["A"]] == written
    assert remarks(book)["条件"] == "課：\ufffd"
    text = exports.csv(table, made).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text, newline=""))] == written


def test_every_row_of_csv_carries_conditions_source_edition_and_kind() -> None:
    rows = list(csv.DictReader(io.StringIO(exports.csv(TABLE, notes()).decode("utf-8-sig"), newline="")))
    assert {row["版"] for row in rows} == {EDITION}
    assert {row["データの種類"] for row in rows} == {exports.SAMPLE}
    assert {row["条件"] for row in rows} == {"年：すべて、天候：雨"}
    assert {row["出典"] for row in rows} == {"警察庁「交通事故統計情報」、須賀川市「第5次計画」"}
