"""Reports of the departments: what they may write, and what each slip is answered with."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest

from ingest import reports
from ingest.faults import InputError
from ingest.periods import Period, parse_period

HEADER = "指標番号,期間,実績値,実績（文）,分子,分母,状況,理由,次の取組,担当課,報告日,出典"
SHORT = "指標番号,期間,実績値"

Load = Callable[..., list[tuple[Any, ...]]]
Refused = Callable[..., list[str]]


@pytest.fixture
def plan(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return an edition with a plan of four series: counts of fiscal and calendar years, a share, a ratio."""
    connection.execute(
        """
        insert into sources (source_id, publisher, title)
        values ('department', '市', '報告'), ('sample', '-', '合成'), ('council', '議会', '答弁');
        insert into plans values ('5', '計画', '2022-04-01', '2025-03-31', '令和4年3月');
        insert into fields values ('5', 1, '分野', 1);
        insert into measures
        values ('5', '9-12', 1, '施策', '施策', ['課'], true, false, false, '概要', '効果', 1);
        """
    )
    for indicator_id, unit, calendar, target in (
        ("9-12", "件", "fiscal", 10000),
        ("6-2", "件", "calendar", 100),
        ("5-3", "%", "fiscal", 100),
        ("2-1", "教室/校", "fiscal", 4),
    ):
        connection.execute(
            """
            insert into indicators
            values ('5', $id, '9-12', '指標', $unit, 'increase', 'at_least', 'level', true, 'none',
                    0, '0', '2021-03-31', $target, '目標', '2025-03-31', $calendar, null)
            """,
            {"id": indicator_id, "unit": unit, "calendar": calendar, "target": target},
        )
    return connection


@pytest.fixture
def load(plan: duckdb.DuckDBPyConnection, tmp_path: Path) -> Load:
    """Return a function that writes files of a folder, loads it and returns columns of the loaded values."""

    def load_folder(
        files: dict[str, str | bytes], columns: str = "indicator_id, period_end, value"
    ) -> list[tuple[Any, ...]]:
        folder = tmp_path / "報告"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        reports.load(plan, folder, "5", is_sample=False)
        return plan.execute(f"select {columns} from indicator_values order by all").fetchall()

    return load_folder


@pytest.fixture
def refused(load: Load) -> Refused:
    """Return a function that loads what cannot be loaded and returns the faults."""

    def load_refused(*rows: str, header: str = HEADER, files: dict[str, str] | None = None) -> list[str]:
        with pytest.raises(InputError) as error:
            load(files or {"報告.csv": "\n".join([header, *rows])})
        return [str(fault) for fault in error.value.faults]

    return load_refused


# Periods ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "令和5年度",
        "令和５年度",
        "令和 5 年度",
        "令和5",
        "R5",
        "R5年度",
        "r5",
        "Ｒ５年度",
        "H35年度",
        "平成35年度",
        "2023年度",
        "２０２３年度",
        "2024-03-31",
        "2024/03/31",
        "2024/3/31",
        "２０２４／３／３１",
        "令和6年3月31日",
        "R6.3.31",
        "2024年3月31日現在",
        "令和6年3月末",
        "令和5年度末",
        "令和5（2023）年度",
        "2023（令和5）年度",
        "令和5年度（2023年度）",
        "㋿5年度",
    ],
)
def test_a_fiscal_year_ends_in_march(text: str) -> None:
    assert parse_period(text, "fiscal") == Period(date(2024, 3, 31), is_part_year=False)


@pytest.mark.parametrize(
    "text", ["令和5年", "令和５年", "R5", "R5年", "2023年", "２０２３年", "2023-12-31", "2023/12/31"]
)
def test_a_calendar_year_ends_in_december(text: str) -> None:
    assert parse_period(text, "calendar") == Period(date(2023, 12, 31), is_part_year=False)


@pytest.mark.parametrize(
    ("text", "year"), [("令和元年度", 2019), ("R1", 2019), ("平成元年度", 1989), ("平成31年度", 2019)]
)
def test_the_first_and_last_years_of_an_era(text: str, year: int) -> None:
    assert parse_period(text, "fiscal").ends_on == date(year + 1, 3, 31)


@pytest.mark.parametrize("text", ["2023-10-31", "2023/10/31", "２０２３-１０-３１", "2023-12-31"])
def test_a_day_within_a_fiscal_year_is_part_of_it(text: str) -> None:
    assert parse_period(text, "fiscal").is_part_year


def test_a_day_within_a_calendar_year_is_part_of_it() -> None:
    assert parse_period("2024-03-31", "calendar") == Period(date(2024, 3, 31), is_part_year=True)


@pytest.mark.parametrize(
    ("text", "calendar", "problem"),
    [
        ("令和5年", "fiscal", "この指標は年度で数えるため、期間「令和5年」を使えません"),
        ("2023年", "fiscal", "この指標は年度で数えるため、期間「2023年」を使えません"),
        ("令和5年度", "calendar", "この指標は暦年（年）で数えるため、期間「令和5年度」を使えません"),
        ("2023", "fiscal", "期間「2023」を読み取れません"),
        ("5年度", "fiscal", "期間「5年度」を読み取れません"),
        ("昨年度", "fiscal", "期間「昨年度」を読み取れません"),
        ("2023-02-30", "fiscal", "期間「2023-02-30」を読み取れません"),
        ("20231031", "fiscal", "期間「20231031」を読み取れません"),
        ("2023-W44-2", "fiscal", "期間「2023-W44-2」を読み取れません"),
        ("令和0年度", "fiscal", "期間「令和0年度」の年を確かめてください"),
        ("令和500年度", "fiscal", "期間「令和500年度」の年を確かめてください"),
        ("9999年度", "fiscal", "期間「9999年度」の年を確かめてください"),
        ("2025年3月", "fiscal", "期間「2025年3月」は月だけで、日がありません"),
        ("24年度", "fiscal", "期間「24年度」を読み取れません"),
        ("令和6年度上半期", "fiscal", "期間「令和6年度上半期」を読み取れません"),
        (
            "令和6(2023)年度",
            "fiscal",
            "期間「令和6(2023)年度」の和暦と西暦、または年度と年が食い違っています",
        ),
        ("0001年", "calendar", "期間「0001年」の年を確かめてください"),
    ],
)
def test_what_is_no_period_of_the_indicator(
    text: str, calendar: Literal["fiscal", "calendar"], problem: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        parse_period(text, calendar)


# What is loaded ---------------------------------------------------------------------------------------------


def test_a_report_in_japanese(load: Load) -> None:
    files = {
        "報告.csv": f"{HEADER}\n"
        "9-12,令和5年度,7365,,,,,登録が増えた,講座を続ける,企画政策課,2024-05-20,council\n"
        "6-2,令和5年,,,,,評価困難,集計中,,市民安全課,2024/5/21,\n"
        "2-1,令和5年度,,各校1教室,,,,,,,,\n"
    }
    columns = (
        "indicator_id, period_end, is_part_year, value, value_text, state, reason, next_step, department,"
        " reported_on, source_id, is_sample"
    )
    assert load(files, columns) == [
        (
            "2-1",
            date(2024, 3, 31),
            False,
            None,
            "各校1教室",
            None,
            None,
            None,
            None,
            None,
            "department",
            False,
        ),
        (
            "6-2",
            date(2023, 12, 31),
            False,
            None,
            None,
            "評価困難",
            "集計中",
            None,
            "市民安全課",
            date(2024, 5, 21),
            "department",
            False,
        ),
        (
            "9-12",
            date(2024, 3, 31),
            False,
            7365.0,
            None,
            None,
            "登録が増えた",
            "講座を続ける",
            "企画政策課",
            date(2024, 5, 20),
            "council",
            False,
        ),
    ]


def test_a_report_in_english_and_as_excel_saves_it(load: Load) -> None:
    text = 'indicator_id,period,value,,\r\n９－１２,2023/10/31,"７，３６５",,\r\n,,,,\r\n6ー2,R5,107\r\n'
    assert load({"a.csv": b"\xef\xbb\xbf" + text.encode()}) == [
        ("6-2", date(2023, 12, 31), 107.0),
        ("9-12", date(2023, 10, 31), 7365.0),
    ]


@pytest.mark.parametrize("state", ["未着手", "中止", "評価困難"])
def test_each_word_of_a_department(state: str, load: Load) -> None:
    assert load({"a.csv": f"指標番号,期間,状況\n9-12,R5,{state}\n"}, "value, state") == [(None, state)]


def test_a_share_is_worked_out_from_its_parts(load: Load) -> None:
    files = {
        "a.csv": "指標番号,期間,実績値,分子,分母\n"
        "5-3,令和3年度,,1,8\n"
        '5-3,令和4年度,12.5,1,8\n5-3,令和5年度,,0,"5,433"\n5-3,令和6年度,13,1,8\n'
    }
    assert load(files, "value, numerator, denominator") == [
        (0, 0, 5433),
        (12.5, 1, 8),
        (12.5, 1, 8),
        (13, 1, 8),
    ]


def test_the_tables_of_a_folder_are_read_and_the_rest_is_noted(
    load: Load, plan: duckdb.DuckDBPyConnection
) -> None:
    files = {
        "a.csv": f"{SHORT}\n9-12,R4,1\n",
        "b.CSV": f"{SHORT}\n9-12,R5,2\n",
        "~$様式.xlsx": b"open in Excel",
        "メモ.txt": "読んでください",
    }
    assert [value for *_, value in load(files)] == [1, 2]
    assert plan.execute("select file_name, reader, rows_read from ingest_files order by all").fetchall() == [
        ("reports/a.csv", "report", 1),
        ("reports/b.CSV", "report", 1),
    ]
    assert plan.execute("select * from ingest_findings order by all").fetchall() == [
        ("reports/報告", "skipped_file", "~$様式.xlsx", 0),
        ("reports/報告", "skipped_file", "メモ.txt", 0),
    ]


def test_one_file_may_be_given_instead_of_a_folder(plan: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{SHORT}\n9-12,R5,1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("壊れたファイル", encoding="utf-8")
    reports.load(plan, tmp_path / "a.csv", "5", is_sample=True)
    assert plan.execute("select source_id, is_sample from indicator_values").fetchall() == [("sample", True)]


def test_a_header_without_rows_is_a_report_of_nothing(load: Load) -> None:
    assert load({"a.csv": f"{HEADER}\r\n,,,\r\n"}) == []


# What is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "9-99,R5,1",
            "2行目「指標番号」：指標番号「9-99」は計画にありません。計画の指標番号（例 2-1、5-3）に直してください。",
        ),
        (
            "9月12日,R5,1",
            "2行目「指標番号」：指標番号「9-12」がExcelで日付「9月12日」に変わっています。"
            "列の書式を「文字列」にしてから「9-12」と書き直してください。",
        ),
        (",R5,1", "2行目「指標番号」：値がありません。値を書いてください。"),
        ("9-12,,1", "2行目「期間」：値がありません。値を書いてください。"),
        (
            "9-12,令和5年,1",
            "2行目「期間」：この指標は年度で数えるため、期間「令和5年」を使えません。"
            "「令和6年度」「2024年度」「2025-03-31」のように書いてください。",
        ),
        (
            "6-2,令和5年度,1",
            "2行目「期間」：この指標は暦年（年）で数えるため、期間「令和5年度」を使えません。"
            "「令和7年」「2025年」「2025-12-31」のように書いてください。",
        ),
        (
            "9-12,R5,七千",
            "2行目「実績値」：数を書くところに「七千」とあります。"
            "単位や言葉を付けずに、数字だけを書いてください。",
        ),
        (
            "9-12,R5,7365件",
            "2行目「実績値」：数を書くところに「7365件」とあります。"
            "単位や言葉を付けずに、数字だけ（7365）を書いてください。",
        ),
        ("9-12,R5,-1", "2行目「実績値」：実績値が-1です。0以上の値に直してください。"),
        ("5-3,R5,120", "2行目「実績値」：割合が120%です。0～100の値に直してください。"),
        ("5-3,R5,-0.1", "2行目「実績値」：割合が-0.1%です。0～100の値に直してください。"),
        ("5-3,R5,,,9,8", "2行目「実績値」：割合が112.5%です。0～100の値に直してください。"),
        (
            "5-3,R5,,,1,0",
            "2行目「分母」：分子か分母が小さすぎます。分子は0以上、分母は0より大きい数に直してください。",
        ),
        (
            "5-3,R5,,,-1,-8",
            "2行目「分子」：分子か分母が小さすぎます。分子は0以上、分母は0より大きい数に直してください。",
        ),
        (
            "5-3,R5,,,1,",
            "2行目「分母」：分子と分母の一方しかありません。両方を書くか、両方を空にしてください。",
        ),
        (
            "5-3,R5,50,,,2",
            "2行目「分子」：分子と分母の一方しかありません。両方を書くか、両方を空にしてください。",
        ),
        (
            "5-3,R5,70,,1,8",
            "2行目「実績値」：実績値70%が、分子÷分母の12.5%と合いません。"
            "実績値を空にするか、分子と分母を確かめてください。",
        ),
        (
            "2-1,R5,,,3,2",
            "2行目「実績値」：分子と分母だけで実績値がありません。割合（%）でない指標には実績値も書いてください。",
        ),
        (
            "9-12,R5,,,,,,まだ集計していない,,,,",
            "2行目「実績値」：実績値も状況もありません。実績値か状況のどちらかを書いてください。",
        ),
        (
            "9-12,R5,,,,,順調",
            "2行目「状況」：「順調」は使えません。未着手、中止、評価困難 のどれかを書いてください。",
        ),
        (
            "9-12,R5,1,,,,,,,,5月20日",
            "2行目「報告日」：日付を書くところに「5月20日」とあります。"
            "2025-03-31 のように、実在する日付を書いてください。",
        ),
        (
            "9-12,R5,1,,,,,,,,,新聞",
            "2行目「出典」：出典「新聞」がsources.csvにありません。sources.csvに出典を加えるか、綴りを直してください。",
        ),
    ],
)
def test_a_slip_is_named_with_file_line_column_and_remedy(row: str, fault: str, refused: Refused) -> None:
    assert refused(row) == [f"報告.csvの{fault}"]


def test_the_same_series_and_period_twice_in_a_file(refused: Refused) -> None:
    assert refused("9-12,令和5年度,1", "9-12,2024-03-31,2", header=SHORT) == [
        "報告.csvの3行目「期間」：指標9-12の2024-03-31は報告.csvの2行目にもあります。一方を消してください。"
    ]


def test_the_same_series_and_period_in_two_files(refused: Refused) -> None:
    files = {"a.csv": f"{SHORT}\n9-12,R5,1\n", "b.csv": f"{SHORT}\n6-2,R5,1\n９-12,R5,1\n"}
    assert refused(files=files) == [
        "b.csvの3行目「期間」：指標9-12のR5はa.csvの2行目にもあります。一方を消してください。"
    ]


def test_a_value_that_is_published_already(plan: duckdb.DuckDBPyConnection, refused: Refused) -> None:
    plan.execute(
        "insert into indicator_values (plan_id, indicator_id, period_end, is_part_year, value, source_id, is_sample)"
        " values ('5', '9-12', '2023-10-31', true, 7365, 'council', false)"
    )
    assert refused("9-12,2023/10/31,7365", header=SHORT) == [
        "報告.csvの2行目「期間」：指標9-12の2023/10/31は公表値にもあります。一方を消してください。"
    ]


def test_the_faults_of_all_files_are_told_at_once_and_nothing_is_loaded(
    plan: duckdb.DuckDBPyConnection, refused: Refused
) -> None:
    files = {
        "a.csv": f"{SHORT}\n9-12,R4,x\n",
        "b.csv": f"{SHORT}\n9-12,R5,1\n",
        "c.csv": "indicator,value\n",
        "d.csv": f"{SHORT}\n9-12,R9,-1\n1-1,R5,1\n9-12,いつか,x\n9-12,R5,1\n",
    }
    assert [fault.split("：")[0] for fault in refused(files=files)] == [
        "a.csvの2行目「実績値」",
        "c.csvの1行目",
        "c.csvの1行目",
        "d.csvの2行目「期間」",
        "d.csvの2行目「実績値」",
        "d.csvの3行目「指標番号」",
        "d.csvの4行目「実績値」",
        "d.csvの4行目「期間」",
        "d.csvの5行目「期間」",
    ]
    assert plan.execute("select count(*) from indicator_values").fetchall() == [(0,)]


def test_every_slip_of_a_row_is_told(refused: Refused) -> None:
    assert [fault.split("：")[0] for fault in refused("5-3,来年,120,,,,,,,,,新聞")] == [
        "報告.csvの2行目「出典」",
        "報告.csvの2行目「期間」",
        "報告.csvの2行目「実績値」",
    ]


def test_cells_that_cannot_be_read_do_not_hide_the_slips_of_the_others(refused: Refused) -> None:
    assert [fault.split("：")[0] for fault in refused("5-3,令和六年,130,,,,順調,,,,5月20日")] == [
        "報告.csvの2行目「報告日」",
        "報告.csvの2行目「状況」",
        "報告.csvの2行目「期間」",
        "報告.csvの2行目「実績値」",
    ]
    assert [fault.split("：")[0] for fault in refused("9-99,R5,約", ",R5,-1", "9-12,,-1", header=SHORT)] == [
        "報告.csvの2行目「実績値」",
        "報告.csvの2行目「指標番号」",
        "報告.csvの3行目「指標番号」",
        "報告.csvの4行目「期間」",
        "報告.csvの4行目「実績値」",
    ]


def test_a_serial_number_of_excel_is_a_day(load: Load) -> None:
    files = {"a.csv": "指標番号,期間,実績値,報告日\n9-12,45230,7365,４５３５６\n"}
    assert load(files, "period_end, reported_on") == [(date(2023, 10, 31), date(2024, 3, 5))]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.csv", b"\x89PNG\r\n\x1a\n", "CSVではなく、画像です"),
        ("a.csv", b"PK\x03\x04", "CSVではなく、Excelのファイル（.xlsx）か圧縮ファイルです"),
        ("a.csv", f"{SHORT}\n9-12,令和5年度,1".encode("utf-16"), "文字コードがUTF-16です"),
        ("a.csv", f"{SHORT}\n9-12,令和5年度,1".encode("utf-16-le"), "文字コードがUTF-16です"),
        ("a.csv", f"{SHORT}\n9-12,令和5年度,1".encode("utf-16-be"), "文字コードがUTF-16です"),
        ("a.csv", f"{SHORT}\n9-12,\0,1".encode(), "文字でないものが入っています"),
        ("a.xls", b"", "CSVでもExcel（.xlsx）でもありません"),
        ("a.ods", b"", "CSVでもExcel（.xlsx）でもありません"),
        ("a.xlsx", b"", "XLSXとして読めません"),
    ],
)
def test_other_kinds_of_files_are_named(name: str, content: bytes, fault: str, load: Load) -> None:
    with pytest.raises(InputError) as error:
        load({"good.csv": f"{SHORT}\n9-12,R5,1\n", name: content})
    assert [(fault_.file, fault_.problem) for fault_ in error.value.faults] == [(name, fault)]


def test_a_folder_called_like_a_report_is_refused(load: Load, tmp_path: Path) -> None:
    (tmp_path / "報告" / "a.csv").mkdir(parents=True)
    with pytest.raises(InputError, match=r"^a\.csv：フォルダーです。報告のファイルに置き換えてください。$"):
        load({"good.csv": f"{SHORT}\n9-12,R5,1\n"})


def test_headers_are_asked_for_in_japanese(refused: Refused) -> None:
    assert refused("1", header="実績値") == [
        "報告.csvの1行目：必要な列「指標番号、期間」がありません。見出し行に列を加えてください。"
    ]


def test_excels_usual_csv_is_read_too(load: Load) -> None:
    load({"a.csv": f"{SHORT}\n9-12,R5,1\n".encode("cp932")})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"{SHORT}\n9-12,R5,1\n9-13,令和".encode()[:-1], "a.csvの3行目：文字コードがUTF-8ではありません"),
        (
            f"{SHORT}\n9-12,R5,1\n".encode("euc-jp") + b"\xff\xff",
            "a.csv：文字コードがUTF-8でもShift_JISでもありません",
        ),
    ],
)
def test_any_other_encoding_is_answered_with_the_one_to_choose(
    content: bytes, message: str, load: Load
) -> None:
    with pytest.raises(InputError) as error:
        load({"a.csv": content})
    assert str(error.value).startswith(message)
    assert "「CSV UTF-8（コンマ区切り）」で保存し直してください。" in str(error.value)


@pytest.mark.parametrize("entries", [[], ["様式.docx"]])
def test_a_folder_without_reports(
    entries: Sequence[str], plan: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    for name in entries:
        (folder / name).touch()
    with pytest.raises(InputError) as error:
        reports.load(plan, folder, "5", is_sample=False)
    assert str(error.value) == (
        f"{folder}：報告のCSVもExcel（.xlsx）もありません。報告ファイルを入れたフォルダーを指定してください。"
    )


def test_a_place_where_nothing_is(plan: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        reports.load(plan, tmp_path / "報告", "5", is_sample=False)
    assert (
        str(error.value) == f"{tmp_path / '報告'}：ファイルもフォルダーもありません。場所を確かめてください。"
    )


def test_a_file_called_like_one_that_was_read(plan: duckdb.DuckDBPyConnection, refused: Refused) -> None:
    plan.execute(
        "insert into ingest_files values ('reports/published.csv', 'x', 'report', 0, 0, 0, 0, false)"
    )
    assert refused(files={"published.csv": f"{SHORT}\n9-12,R5,1\n"}) == [
        "published.csv：同じ名前のファイルがすでに読まれています。ファイルの名前を変えてください。"
    ]


def test_the_source_of_reports_has_to_be_described(plan: duckdb.DuckDBPyConnection, refused: Refused) -> None:
    plan.execute("delete from sources where source_id = 'department'")
    assert refused("9-12,R5,1", header=SHORT) == [
        "sources.csv：出典「department」がsources.csvにありません。"
        "sources.csvに出典を加えるか、綴りを直してください。"
    ]


# Context values ---------------------------------------------------------------------------------------------

CONTEXT = "indicator_id,period_end,value,note,source_id"


def test_context_values_are_loaded(plan: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "context.csv").write_text(f"{CONTEXT}\n6-2,2019-12-31,108,記事,council\n", encoding="utf-8")
    reports.load_context(plan, tmp_path / "context.csv", "5")
    assert plan.execute("select indicator_id, period_end, value from context_values").fetchall() == [
        ("6-2", date(2019, 12, 31), 108)
    ]
    assert plan.execute("select file_name, rows_loaded from ingest_files").fetchall() == [
        ("reports/context.csv", 1)
    ]


def test_context_values_refer_to_what_there_is(plan: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    row = "6-2,2019-12-31,108,記事,council\n"
    text = f"{CONTEXT}\n{row}{row}6-9,2019-12-31,1,記事,council\n6-2,2018-12-31,1,記事,新聞\n"
    (tmp_path / "context.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        reports.load_context(plan, tmp_path / "context.csv", "5")
    assert [str(fault) for fault in error.value.faults] == [
        "reports/context.csvの3行目「indicator_id、period_end、source_id」："
        "「6-2、2019-12-31、council」は2行目にもあります。一方を消すか、別の値に直してください。",
        "reports/context.csvの4行目「indicator_id」：指標番号「6-9」は計画にありません。"
        "計画の指標番号（例 2-1、5-3）に直してください。",
        "reports/context.csvの5行目「source_id」：出典「新聞」がsources.csvにありません。"
        "sources.csvに出典を加えるか、綴りを直してください。",
    ]


def test_titles_above_the_heading_of_a_csv_file_are_passed_over(load: Load, refused: Refused) -> None:
    title = "令和6年度 指標実績報告書\n行政管理課,,作成日 R7.5.20\n\n"
    assert refused(files={"報告.csv": f"{title}{SHORT}\n9-12,令和5年度,約1\n合計,,1\n"}) == [
        "報告.csvの5行目「実績値」：数を書くところに「約1」とあります。単位や言葉を付けずに、数字だけ（1）を書いてください。",
        "報告.csvの6行目：「合計」の行は報告ではありません。この行を消してください。",
    ]
    assert load({"報告.csv": f"{title}{SHORT}\n9-12,令和6年度,9120\n"}) == [("9-12", date(2025, 3, 31), 9120)]


def test_a_remedy_leads_to_a_report_that_is_read(load: Load) -> None:
    plain = "9-12,令和6年度,0.5,月平均0.5件\n6-2,令和6年,▲0,\n5-3,令和6年度,0.5%,\n2-1,令和6年度,,調査中\n"
    rows = load({"報告.csv": f"{SHORT},実績（文）\n{plain}"}, "indicator_id, value, value_text")
    assert rows == [
        ("2-1", None, "調査中"),
        ("5-3", 0.5, None),
        ("6-2", 0, None),
        ("9-12", 0.5, "月平均0.5件"),
    ]
