"""Reports as Excel workbooks: which sheet is read, what its cells mean, and which traps are named."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest import parts, reports, workbooks
from ingest.faults import InputError

HEADINGS = ("指標番号", "期間", "実績値", "報告日")

Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def plan(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return an edition with a plan of a count and a share."""
    connection.execute(
        """
        insert into sources (source_id, publisher, title) values ('department', '市', '報告');
        insert into plans values ('5', '計画', '2022-04-01', '2025-03-31', '令和4年3月');
        insert into fields values ('5', 1, '分野', 1);
        insert into measures
        values ('5', '9-12', 1, '施策', '施策', ['課'], true, false, false, '概要', '効果', 1);
        insert into indicators
        values ('5', '9-12', '9-12', '指標', '人', 'increase', 'at_least', 'level', true, 'none',
                2528, '2,528', '2021-03-31', 10000, '10,000', '2025-03-31', 'fiscal', null),
               ('5', '9-15', '9-12', '指標', '%', 'increase', 'at_least', 'level', true, 'none',
                60, '60', '2021-03-31', 75, '75', '2025-03-31', 'fiscal', null);
        """
    )
    return connection


@pytest.fixture
def book() -> openpyxl.Workbook:
    """Return a workbook with one sheet, of a heading and a good row."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "報告"
    sheet.append(HEADINGS)
    sheet.append(("9-12", "令和5年度", 7365, date(2024, 5, 20)))
    return made


@pytest.fixture
def rows(plan: duckdb.DuckDBPyConnection, tmp_path: Path) -> Rows:
    """Return a function that saves a workbook, loads it and returns the loaded values."""

    def load(
        book: openpyxl.Workbook, columns: str = "indicator_id, period_end, value"
    ) -> list[tuple[Any, ...]]:
        book.save(tmp_path / "r.xlsx")
        reports.load(plan, tmp_path / "r.xlsx", "5", is_sample=False)
        return plan.execute(f"select {columns} from indicator_values order by all").fetchall()

    return load


@pytest.fixture
def refused(rows: Rows, plan: duckdb.DuckDBPyConnection) -> Callable[[openpyxl.Workbook], list[str]]:
    """Return a function that loads what cannot be loaded and returns the faults."""

    def load(book: openpyxl.Workbook) -> list[str]:
        with pytest.raises(InputError) as error:
            rows(book)
        assert plan.execute("select count(*) from indicator_values").fetchall() == [(0,)]
        return [str(fault) for fault in error.value.faults]

    return load


Refused = Callable[[openpyxl.Workbook], list[str]]


def only(book: openpyxl.Workbook) -> Worksheet:
    return book["報告"]


def test_a_sheet_is_read_like_a_csv_file(
    book: openpyxl.Workbook, rows: Rows, plan: duckdb.DuckDBPyConnection
) -> None:
    only(book).append(("９－１５", datetime(2024, 10, 31), 0.7, 45597))
    only(book)["C3"].number_format = "0%"
    assert rows(book, "indicator_id, period_end, is_part_year, value, reported_on") == [
        ("9-12", date(2024, 3, 31), False, 7365, date(2024, 5, 20)),
        ("9-15", date(2024, 10, 31), True, 70, date(2024, 11, 1)),
    ]
    assert plan.execute("select file_name, reader, rows_read, rows_loaded from ingest_files").fetchall() == [
        ("reports/r.xlsx", "report", 2, 2)
    ]
    assert plan.execute("select count(*) from ingest_findings").fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("value", "shown", "figure"),
    [
        (0.685, "0.0%", 68.5),
        (0.07 * 10, "0%", 70),
        (0.07 * 1000, "General", 70),
        (70.1, '0.0"%"', 70.1),
        ("７０", "@", 70),
        ("70%", "@", 70),
        (7e1, "0.00E+00", 70),
    ],
)
def test_a_share_is_what_its_cell_shows(
    value: float | str, shown: str, figure: float, book: openpyxl.Workbook, rows: Rows
) -> None:
    only(book).append(("9-15", "R5", value))
    only(book)["C3"].number_format = shown
    assert rows(book, "value")[0] == (figure,)


def test_other_sheets_are_named_and_titles_above_the_heading_are_passed_over(
    book: openpyxl.Workbook, rows: Rows, plan: duckdb.DuckDBPyConnection
) -> None:
    only(book).insert_rows(1, 3)
    only(book)["A1"] = "令和5年度の実績"
    notes = book.create_sheet("記入要領", 0)
    notes["A1"] = "指標番号と期間を書いてください"
    notes.merge_cells("A1:C1")
    book.create_sheet("Sheet2")
    assert rows(book) == [("9-12", date(2024, 3, 31), 7365)]
    assert plan.execute("select file_name, kind, detail from ingest_findings").fetchall() == [
        ("reports/r.xlsx", "skipped_sheet", "記入要領")
    ]


def test_lines_are_rows_of_the_sheet(book: openpyxl.Workbook, refused: Refused) -> None:
    only(book).insert_rows(1, 2)
    only(book)["A7"], only(book)["B7"], only(book)["C7"] = "9-12", "令和6年度", "約九千"
    assert refused(book) == [
        "r.xlsxの7行目「実績値」：数を書くところに「約九千」とあります。"
        "単位や言葉を付けずに、数字だけを書いてください。"
    ]


@pytest.mark.parametrize(
    ("written", "read"), [("一行目_x000D_\n二行目", "一行目\n二行目"), ("_x005F_x000B_", "_x000B_")]
)
def test_characters_a_workbook_writes_by_number_are_read(
    written: str, read: str, book: openpyxl.Workbook, rows: Rows
) -> None:
    only(book)["E1"], only(book)["E2"] = "理由", written
    assert rows(book, "reason") == [(read,)]


def test_a_control_character_a_workbook_writes_by_number_is_refused(
    book: openpyxl.Workbook, refused: Refused
) -> None:
    only(book)["E1"], only(book)["E2"] = "理由", "遅れ_x000B_続く"
    assert refused(book) == [
        "r.xlsxの2行目「理由」：使えない制御文字（U+000B）が入っています。"
        "ほかの画面から貼り付けた文字を消して、書き直してください。"
    ]


def test_two_sheets_with_a_heading_are_refused(book: openpyxl.Workbook, refused: Refused) -> None:
    book.create_sheet("別の課").append(HEADINGS)
    assert refused(book) == [
        "r.xlsx：見出しのあるシートが2枚（報告、別の課）あり、どれを読むか決まりません。"
        "1枚のシートにまとめるか、ファイルを分けてください。"
    ]


def test_sheets_without_a_heading_are_refused(book: openpyxl.Workbook, refused: Refused) -> None:
    only(book)["B1"] = "年"
    assert refused(book) == [
        "r.xlsxの1行目：知らない列「年」があります。列名を直すか、列を消してください。",
        "r.xlsxの1行目：必要な列「期間」がありません。見出し行に列を加えてください。",
    ]
    book.create_sheet("別の課").append(("メモ",))
    assert refused(book) == [
        "r.xlsx：どのシート（報告、別の課）にも見出しがありません。"
        "報告を書いたシートに、決められた見出し行を置いてください。"
    ]


def test_an_empty_workbook_is_refused(refused: Refused) -> None:
    assert refused(openpyxl.Workbook()) == ["r.xlsx：中身がありません。見出し行のある表を書いてください。"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_refused(state: str, book: openpyxl.Workbook, refused: Refused) -> None:
    book.create_sheet("控え").sheet_state = state
    assert refused(book) == [
        "r.xlsx：隠れたシート「控え」があります。再表示して中身を確かめ、要らなければ消してください。"
    ]


def test_merged_cells_are_refused_with_their_place(book: openpyxl.Workbook, refused: Refused) -> None:
    only(book).merge_cells("B2:B3")
    assert refused(book) == [
        "r.xlsxのシート「報告」：結合されたセル（B2:B3）があります。"
        "結合を解除し、1行に1件、1列に1つの値となるように直してください。"
    ]


def test_formulas_never_calculated_are_refused_with_their_cell(
    book: openpyxl.Workbook, refused: Refused
) -> None:
    only(book)["C2"] = "=7000+365"
    assert refused(book) == [
        "r.xlsxのセルC2：数式の計算結果が保存されていません。Excelで開いて保存し直すか、値として貼り付けてください。"
    ]


def test_formulas_with_results_are_read(
    book: openpyxl.Workbook, plan: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Excel keeps a result beside each formula, be it a text without characters."""
    only(book)["C2"] = "=7000+365"
    only(book)["A3"] = '=IF(1=2,"9-12","")'
    edited(book, tmp_path / "r.xlsx", b"<f>7000+365</f><v />", b"<f>7000+365</f><v>7365</v>")
    replaced(
        tmp_path / "r.xlsx", b'<c r="A3"><f>IF(1=2,"9-12","")</f><v />', b'<c r="A3" t="str"><f>1</f><v></v>'
    )
    reports.load(plan, tmp_path / "r.xlsx", "5", is_sample=False)
    assert plan.execute("select value from indicator_values").fetchall() == [(7365,)]


def test_errors_are_refused_with_their_cell(book: openpyxl.Workbook, refused: Refused) -> None:
    only(book)["C2"] = "#REF!"
    assert only(book)["C2"].data_type == "e"
    assert refused(book) == [
        "r.xlsxのセルC2：エラー（#REF!）になっています。数式や書式を直すか、値を書き直してください。"
    ]


@pytest.mark.parametrize(
    ("cell", "value", "shown", "fault"),
    [
        (
            "A2",
            date(2026, 9, 12),
            'm"月"d"日"',
            "「指標番号」：指標番号「9-12」がExcelで日付「9月12日」に",
        ),
        (
            "B2",
            date(2023, 10, 1),
            'yyyy"年"m"月"',
            "「期間」：期間「2023年10月」は月だけで、日がありません。",
        ),
        ("C2", 0.85, "0%", "「実績値」：「85%」とありますが、この指標の単位は「人」です。"),
        ("C2", 7365, "yyyy-mm-dd", "「実績値」：数を書くところに「1920-02-29」とあります。"),
        ("D2", 20240520, "General", "「報告日」：日付を書くところに「20240520」とあります。"),
        ("C2", True, "General", "「実績値」：数を書くところに「TRUE」とあります。チェックボックス"),
        (
            "C2",
            timedelta(hours=512, minutes=30),
            "[h]:mm",
            "「実績値」：数を書くところに「512:30」とあります。",
        ),
        ("B2", date(2025, 3, 1), '[$-411]ggge"年"m"月"', "「期間」：期間「2025年3月」は月だけで"),
        ("D2", date(2025, 5, 20), "m/d", "「報告日」：日付を書くところに「5月20日」とあります。"),
        ("C2", 0, "#,##0;-#,##0;", "（セルC2）：値（0）が書式で見えなくなっています。"),
        ("C2", 7365, ";;;", "（セルC2）：値（7365）が書式で見えなくなっています。"),
    ],
)
def test_cells_that_show_something_else_than_they_should(
    cell: str, value: Any, shown: str, fault: str, book: openpyxl.Workbook, refused: Refused
) -> None:
    only(book)[cell] = value
    only(book)[cell].number_format = shown
    (words,) = refused(book)
    assert words.startswith(f"r.xlsxの2行目{fault}")


@pytest.mark.parametrize("number", [57, 14, 22, 31, 51, 58])
def test_a_day_in_a_format_of_japanese_excel_is_that_day(
    number: int, book: openpyxl.Workbook, rows: Rows, tmp_path: Path, plan: duckdb.DuckDBPyConnection
) -> None:
    only(book)["D2"] = 45797
    only(book)["D2"].number_format = "0.0000"
    book.save(tmp_path / "r.xlsx")
    replaced(tmp_path / "r.xlsx", b'numFmtId="164"', b'numFmtId="%d"' % number, "xl/styles.xml")
    reports.load(plan, tmp_path / "r.xlsx", "5", is_sample=False)
    assert plan.execute("select reported_on from indicator_values").fetchall() == [(date(2025, 5, 20),)]


def test_a_fiscal_year_shown_of_a_day_is_read_as_shown(book: openpyxl.Workbook, rows: Rows) -> None:
    only(book)["B2"] = date(2024, 4, 1)
    only(book)["B2"].number_format = '[$-411]ggge"年度"'
    only(book)["D2"] = None
    assert rows(book, "period_end, is_part_year") == [(date(2025, 3, 31), False)]


def test_line_breaks_and_spaces_in_headings_are_layout(book: openpyxl.Workbook, rows: Rows) -> None:
    only(book)["A1"], only(book)["B1"], only(book)["C1"] = "指標\n番号", "期　間", "実 績 値"
    assert rows(book) == [("9-12", date(2024, 3, 31), 7365)]


def test_a_merged_title_above_the_heading_is_passed_over(book: openpyxl.Workbook, rows: Rows) -> None:
    only(book).insert_rows(1, 2)
    only(book)["A1"], only(book)["A2"] = "令和5年度の実績", "=1+1"
    only(book).merge_cells("A1:D1")
    assert rows(book) == [("9-12", date(2024, 3, 31), 7365)]


def test_notes_and_totals_below_are_one_sentence_each(book: openpyxl.Workbook, refused: Refused) -> None:
    for row in ((), ("※ 年度末時点",), ("合計", None, 7365), (None, None, None, "続き"), HEADINGS):
        only(book).append(row)
    only(book)["C5"] = 1
    only(book)["A8"] = None
    assert refused(book) == [
        "r.xlsxの4行目：「※ 年度末時点」は指標番号でなく、期間もありません。"
        "注記や前の行の続きなら、この行を消してください。",
        "r.xlsxの5行目：「合計」の行は報告ではありません。この行を消してください。",
        "r.xlsxの6行目：指標番号も期間もありません。注記や前の行の続きなら、この行を消してください。",
        "r.xlsxの7行目：見出しがもう一度あります。この行を消してください。",
    ]


def test_rows_and_columns_nobody_sees_are_refused_and_named(
    book: openpyxl.Workbook, refused: Refused
) -> None:
    for year in (3, 4, 6, 7):
        only(book).append(("9-15", f"令和{year}年度", 70))
    only(book).auto_filter.ref = "A1:D6"
    for row in (3, 4, 6, 9):
        only(book).row_dimensions[row].hidden = True
    for column in "CZ":
        only(book).column_dimensions[column].hidden = True
    assert refused(book) == [
        "r.xlsxのシート「報告」：3～4、6行目が隠れています。"
        "フィルターを解除し、行を再表示して、要らない行は削除してください。",
        "r.xlsxのシート「報告」：C列が隠れています。列を再表示し、要らない列は削除してください。",
    ]


def test_a_filter_that_hides_nothing_is_no_fault(book: openpyxl.Workbook, rows: Rows) -> None:
    only(book).auto_filter.ref = "A1:D2"
    only(book).column_dimensions["Z"].hidden = True
    assert rows(book) == [("9-12", date(2024, 3, 31), 7365)]


@pytest.mark.parametrize(
    "value", [12, CellRichText(TextBlock(InlineFont(strike=True), "9000"), TextBlock(InlineFont(), "9120"))]
)
def test_what_is_struck_through_is_refused(value: Any, book: openpyxl.Workbook, refused: Refused) -> None:
    only(book).append(("9-15", "令和5年度", value))
    if value == 12:
        only(book)["C3"].font = Font(strike=True)
    assert refused(book) == [
        "r.xlsxのシート「報告」：3行目に、取り消し線を引いた文字があります。"
        "消した行や文字なら削除し、そうでなければ取り消し線をはずしてください。"
    ]


def test_text_in_several_fonts_is_one_text(book: openpyxl.Workbook, rows: Rows) -> None:
    only(book)["C2"] = CellRichText("73", TextBlock(InlineFont(b=True), "65"))
    assert rows(book) == [("9-12", date(2024, 3, 31), 7365)]


def test_strict_open_xml_is_refused_by_name(
    book: openpyxl.Workbook, plan: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book.save(tmp_path / "r.xlsx")
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        replaced(tmp_path / "r.xlsx", main, b"http://purl.oclc.org/ooxml/spreadsheetml/main", part)
    with pytest.raises(
        InputError, match=r"「Strict Open XML ブック」です。Excelで「Excel ブック（\.xlsx）」として"
    ):
        reports.load(plan, tmp_path / "r.xlsx", "5", is_sample=False)


def test_a_department_the_plan_does_not_name_is_noted(
    book: openpyxl.Workbook, rows: Rows, plan: duckdb.DuckDBPyConnection
) -> None:
    only(book)["E1"], only(book)["E2"] = "担当課", "秘書課"
    only(book).append(("9-15", "令和5年度", 70, None, "課"))
    assert len(rows(book)) == 2
    assert plan.execute("select file_name, kind, detail, rows from ingest_findings").fetchall() == [
        ("reports/r.xlsx", "other_department", "指標9-12に「秘書課」（計画では課）", 1)
    ]


@pytest.mark.parametrize("cell", ["XFD5000", "XFD1048576"])
def test_a_stray_cell_far_away_is_named_at_once(cell: str, book: openpyxl.Workbook, refused: Refused) -> None:
    only(book)[cell] = "x"
    (words, *_) = refused(book)
    assert words.startswith(f"r.xlsxの{cell.lstrip('XFDA')}行目")


def test_a_sheet_of_too_many_cells_is_refused(
    book: openpyxl.Workbook, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_CELLS", 7)
    assert refused(book) == [
        "r.xlsxのシート「報告」：セルが多すぎます（7個まで）。"
        "表から離れた右や下に、文字や書式の残ったセルがあれば消し、表そのものが大きいなら、"
        "「CSV UTF-8（コンマ区切り）」で保存してCSVを渡してください。"
    ]


def test_a_bomb_is_refused_before_it_is_unpacked(plan: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(parts.MOST_BYTES + 1))
    assert (tmp_path / "r.xlsx").stat().st_size < 1_000_000
    with pytest.raises(InputError, match=r"^r\.xlsx：展開すると50MBになり、大きすぎます（50MBまで）。"):
        reports.load(plan, tmp_path / "r.xlsx", "5", is_sample=False)


def edited(book: openpyxl.Workbook, path: Path, old: bytes, new: bytes) -> None:
    """Save a workbook with a piece of its first sheet replaced."""
    book.save(path)
    replaced(path, old, new)


def replaced(path: Path, old: bytes, new: bytes, sheet: str = "xl/worksheets/sheet1.xml") -> None:
    """Replace a piece of a part of a saved workbook, the first sheet if no other is named."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[sheet] = re.sub(
        rb"<v></v>|<v/>", b"<v />", members[sheet]
    )  # as lxml writes it, where there is one
    assert old in members[sheet]
    members[sheet] = members[sheet].replace(old, new)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    path.write_bytes(content.getvalue())
