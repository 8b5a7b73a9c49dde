"""Small tables as people write them: what is understood, and what is refused in which words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from ingest import tables
from ingest.faults import InputError


class Visit(BaseModel):
    """A row of every kind of column."""

    model_config = ConfigDict(extra="forbid")

    place: str
    people: int | None = None
    hours: float | None = Field(default=None, ge=0, le=24)
    on: date | None = None
    open: bool | None = None
    kind: Literal["朝", "夜"] | None = None


JAPANESE = {"場所": "place", "人数（人）": "people", "時間": "hours"}

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file and returns its path."""

    def write_file(content: str | bytes) -> Path:
        path = tmp_path / "visits.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def faults(path: Path, **options: object) -> list[str]:
    with pytest.raises(InputError) as refused:
        tables.read_rows(path, Visit, **options)
    return [str(fault) for fault in refused.value.faults]


def test_a_plain_table(write: Write) -> None:
    path = write("place,people,hours,on,open,kind\n市役所,12,7.5,2025-03-31,true,朝\n駅,,,,,\n")
    assert tables.read_rows(path, Visit) == [
        (2, Visit(place="市役所", people=12, hours=7.5, on=date(2025, 3, 31), open=True, kind="朝")),
        (3, Visit(place="駅")),
    ]


def test_remarks_about_a_file_stand_before_its_header_only(write: Write) -> None:
    path = write("# Made by: a command (do not edit)\n#\nplace,people\n駅,12\n")
    assert tables.read_rows(path, Visit) == [(4, Visit(place="駅", people=12))]
    assert "2行目「people」" in faults(write("place,people\n#駅,x\n"))[0]
    assert "中身がありません" in faults(write("# nothing\n"))[0]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("7365", 7365),
        ('"7,365"', 7365),
        ("７３６５", 7365),
        ('"７，３６５"', 7365),
        ("7 365", 7365),
        ("7\u3000365", 7365),
        ("\u3000 7365\u3000", 7365),
        ('"1,234,567"', 1234567),
        ("-5", -5),
        ("－５", -5),
        ("\u22125", -5),
        ("▲5", -5),
        ("△ 5", -5),
        ("+5", 5),
        ("4.0", 4),
        ("7\u00a0365", 7365),
        ("007", 7),
        ("999999999", 999999999),
    ],
)
def test_whole_numbers_are_understood_as_people_write_them(cell: str, people: int, write: Write) -> None:
    ((_, row),) = tables.read_rows(write(f"place,people\n駅,{cell}\n"), Visit)
    assert row.people == people


@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        '"7,36"',
        '"73,65"',
        '"7,3655"',
        '",365"',
        "7 36",
        "1_000",
        "1e3",
        "nan",
        "inf",
        "0x10",
        "4.5",
        "10²",
        "①",
        "７割",
        "--5",
    ],
)
def test_what_is_no_whole_number_is_refused(cell: str, write: Write) -> None:
    assert faults(write(f"place,people\n駅,{cell}\n")) == [
        f"visits.csvの2行目「people」：整数を書くところに「{cell.strip(chr(34))}」とあります。"
        "単位や言葉を付けずに、数字だけを書いてください。"
    ]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("7人", 7),
        ("約7,365", 7365),
        ("7365（見込）", 7365),
        ("9.12千", 9120),
        ("１万人", 10000),
        ("120万", 1200000),
    ],
)
def test_the_number_within_words_is_told(cell: str, number: int, write: Write) -> None:
    (words,) = faults(write(f'place,people\n駅,"{cell}"\n'))
    assert words.endswith(f"単位や言葉を付けずに、数字だけ（{number}）を書いてください。")


@pytest.mark.parametrize("cell", ["-", "―", "…", "x", "なし", "調査中", "Ｎ／Ａ"])
@pytest.mark.parametrize("column", ["people", "hours", "on", "kind"])
def test_where_there_is_no_value_a_cell_stays_empty(column: str, cell: str, write: Write) -> None:
    assert faults(write(f"place,{column}\n駅,{cell}\n")) == [
        f"visits.csvの2行目「{column}」：「{cell}」とあります。値がないなら、空欄にしてください。"
    ]


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("TRUE", "チェックボックスや比較の結果でなく、数を書いてください"),
        ("512:30", "時間の長さなら、512.5 のように時間の数で書いてください"),
        ("9月12日", "セルの書式が日付なら「標準」に直し、数を書き直してください"),
    ],
)
def test_what_a_cell_shows_instead_of_a_number_has_its_own_remedy(
    cell: str, remedy: str, write: Write
) -> None:
    assert faults(write(f"place,hours\n駅,{cell}\n")) == [
        f"visits.csvの2行目「hours」：数を書くところに「{cell}」とあります。{remedy}。"
    ]


def test_spaces_and_line_breaks_in_headings_are_layout(write: Write) -> None:
    path = write('"場\n所","人　数 (人)",時間\n駅,３,多\n')
    with pytest.raises(InputError) as refused:
        tables.read_rows(path, Visit, names={"場所": "place", "人数（人）": "people", "時間": "hours"})
    assert [str(fault).split("：")[0] for fault in refused.value.faults] == ["visits.csvの3行目「時間」"]
    with pytest.raises(InputError) as refused:
        tables.read_rows(write('place,"知ら\nない"\n駅,1\n'), Visit)
    assert "知らない列「知らない」" in str(refused.value)


@pytest.mark.parametrize(("cell", "hours"), [("7.5", 7.5), ("７．５", 7.5), ("7", 7.0), ("+07.50", 7.5)])
def test_decimal_numbers_are_understood(cell: str, hours: float, write: Write) -> None:
    ((_, row),) = tables.read_rows(write(f"place,hours\n駅,{cell}\n"), Visit)
    assert row.hours == hours


@pytest.mark.parametrize("cell", ["nan", "inf", "-inf", "Infinity", "1e1", "7,5", "7.", ".5", "42.1%", "1_0"])
def test_what_is_no_number_is_refused(cell: str, write: Write) -> None:
    assert faults(write(f'place,hours\n駅,"{cell}"\n')) == [
        f"visits.csvの2行目「hours」：数を書くところに「{cell}」とあります。"
        "単位や言葉を付けずに、数字だけを書いてください。"
    ]


def test_numbers_no_edition_can_hold_are_refused(write: Write) -> None:
    assert faults(write(f"place,people,hours\n駅,9999999999,{'9' * 400}\n")) == [
        "visits.csvの2行目「people」：「9999999999」は大きすぎます。9桁までの整数を書いてください。",
        f"visits.csvの2行目「hours」：「{'9' * 400}」は大きすぎます。15桁までの数を書いてください。",
    ]


def test_numbers_outside_their_range_are_refused_with_the_limit(write: Write) -> None:
    assert faults(write("place,hours\n駅,25\n駅,-1\n")) == [
        "visits.csvの2行目「hours」：24以下の数を書くところに「25」とあります。数を確かめてください。",
        "visits.csvの3行目「hours」：0以上の数を書くところに「-1」とあります。数を確かめてください。",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "2025-03-31",
        "2025/3/31",
        "２０２５／０３／３１",
        "2025-3-31",
        "2025.3.31",
        "R7.3.31",
        "R07.03.31",
        "令和７年３月３１日",
        "平成37年3月31日",
        "2025年3月31日（月）",
        "2025-03-31T00:00",
        "2025/3/31 9:15",
        "㋿7年3月31日",
    ],
)
def test_days_are_understood_as_excel_writes_them(cell: str, write: Write) -> None:
    ((_, row),) = tables.read_rows(write(f"place,on\n駅,{cell}\n"), Visit)
    assert row.on == date(2025, 3, 31)


@pytest.mark.parametrize(
    "cell", ["2025-02-29", "86400", "20250331", "令和7年3月", "7.3.31", "3/31", "25/3/31"]
)
def test_what_is_no_day_is_refused(cell: str, write: Write) -> None:
    assert faults(write(f"place,on\n駅,{cell}\n")) == [
        f"visits.csvの2行目「on」：日付を書くところに「{cell}」とあります。"
        "2025-03-31 のように、実在する日付を書いてください。"
    ]


def test_other_kinds_of_cells_are_refused_in_japanese(write: Write) -> None:
    assert faults(write("place,open,kind\n駅,たぶん,昼\n")) == [
        "visits.csvの2行目「open」：true か falseを書くところに「たぶん」とあります。true か false を書いてください。",
        "visits.csvの2行目「kind」：「昼」は使えません。朝、夜 のどれかを書いてください。",
    ]


def test_every_fault_of_a_file_is_told_at_once(write: Write) -> None:
    assert faults(write("place,people,on\n駅,多,y\n,3,2025-01-01\n駅,1,2025-01-01,4\n駅,1,2025-01-01\n")) == [
        "visits.csvの2行目「people」：整数を書くところに「多」とあります。"
        "単位や言葉を付けずに、数字だけを書いてください。",
        "visits.csvの2行目「on」：日付を書くところに「y」とあります。"
        "2025-03-31 のように、実在する日付を書いてください。",
        "visits.csvの3行目「place」：値がありません。値を書いてください。",
        "visits.csvの4行目：値が4個あり、見出しの3列に収まりません。コンマや引用符の過不足を直してください。",
    ]


def test_the_header_is_checked_first(write: Write) -> None:
    assert faults(write("people,people,colour\nx,1,red\n")) == [
        "visits.csvの1行目：知らない列「colour」があります。列名を直すか、列を消してください。",
        "visits.csvの1行目：必要な列「place」がありません。見出し行に列を加えてください。",
        "visits.csvの1行目：列「people」が二度あります。一方を消してください。",
    ]


def test_japanese_headers_are_understood_and_used_in_messages(write: Write) -> None:
    path = write("場所,人数(人),時間\n駅,３,多\n")
    assert faults(path, names=JAPANESE) == [
        "visits.csvの2行目「時間」：数を書くところに「多」とあります。"
        "単位や言葉を付けずに、数字だけを書いてください。"
    ]
    assert faults(write("人数（人）\n3\n"), names=JAPANESE) == [
        "visits.csvの1行目：必要な列「場所」がありません。見出し行に列を加えてください。"
    ]


def test_a_japanese_header_and_its_english_name_are_the_same_column(write: Write) -> None:
    assert faults(write("場所,place\n駅,駅\n"), names=JAPANESE) == [
        "visits.csvの1行目：列「place」が二度あります。一方を消してください。"
    ]


def test_messages_use_the_name_the_file_is_known_by(write: Write) -> None:
    assert faults(write(""), shown="areas/visits.csv") == [
        "areas/visits.csv：中身がありません。見出し行のあるCSVを指定してください。"
    ]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b",,,\n"])
def test_an_empty_file_is_refused(content: bytes, write: Write) -> None:
    assert faults(write(content)) == ["visits.csv：中身がありません。見出し行のあるCSVを指定してください。"]


def test_a_file_of_another_encoding_is_refused_with_its_line(write: Write) -> None:
    assert faults(write("place\n駅\n".encode() + "駅\n".encode("cp932"))) == [
        "visits.csvの3行目：文字コードがUTF-8ではありません。"
        "Excelでは「CSV UTF-8（コンマ区切り）」で保存し直してください。"
    ]


def test_broken_quotes_are_refused_with_their_line(write: Write) -> None:
    assert faults(write('place\n駅\n"駅\n駅\n')) == [
        "visits.csvの3行目：CSVとして読めません。引用符の過不足を直してください。"
    ]


def test_a_missing_file_and_a_folder_are_refused_in_japanese(tmp_path: Path) -> None:
    assert faults(tmp_path / "none.csv") == [
        "none.csv：開けません（見つかりません）。ファイルの場所と権限を確かめてください。"
    ]
    (tmp_path / "folder.csv").mkdir()
    assert faults(tmp_path / "folder.csv") == [
        "folder.csv：開けません（フォルダーです）。ファイルの場所と権限を確かめてください。"
    ]


def test_what_excel_adds_and_leaves_out_does_no_harm(write: Write) -> None:
    """A byte order mark, CRLF, blank columns and rows at the end, and rows that end before their blank cells."""
    path = write(b"\xef\xbb\xbf" + "place,people,hours,,\r\n駅,1,2,,\r\n,,,,\r\n橋\r\n,,,,\r\n".encode())
    assert tables.read_rows(path, Visit) == [
        (2, Visit(place="駅", people=1, hours=2)),
        (4, Visit(place="橋")),
    ]


def test_a_column_with_values_needs_a_name(write: Write) -> None:
    assert faults(write("place,,people\n駅,x,1\n")) == [
        "visits.csvの1行目：知らない列「（空欄）」があります。列名を直すか、列を消してください。"
    ]
    assert faults(write("place,people,\n駅,1,x\n")) == [
        "visits.csvの2行目：値が3個あり、見出しの2列に収まりません。コンマや引用符の過不足を直してください。"
    ]


def test_lines_are_counted_where_records_begin(write: Write) -> None:
    path = write('place,people\n"二行の\n名前",1\n\n駅,x\n"三行の\n\n名前",y\n')
    assert [fault.split("：")[0] for fault in faults(path)] == [
        "visits.csvの5行目「people」",
        "visits.csvの6行目「people」",
    ]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_number_means_the_same_however_it_is_grouped(number: int) -> None:
    forms = (f"{number}", f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".translate(FULL_WIDTH))
    assert {tables._plain(form, {int}) for form in forms} == {str(number)}


FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


def test_line_breaks_and_tabs_of_a_cell_are_layout(write: Write) -> None:
    ((_, row),) = tables.read_rows(write('place\n"駅前\r\n\t広場"\n'), Visit)
    assert row.place == "駅前\n\t広場"


@pytest.mark.parametrize(
    ("text", "code"),
    [("駅\x0b前", "U+000B"), ("駅\x1b[2J前", "U+001B"), ("駅\x85前", "U+0085"), ("駅\uffff前", "U+FFFF")],
)
def test_a_control_character_is_refused_by_line_and_column(text: str, code: str, write: Write) -> None:
    with pytest.raises(InputError) as error:
        tables.read_rows(write(f"場所,人数（人）\n広場,1\n{text},2\n"), Visit, JAPANESE)
    assert [str(fault).partition("：")[::2] for fault in error.value.faults] == [
        (
            "visits.csvの3行目「場所」",
            f"使えない制御文字（{code}）が入っています。"
            "ほかの画面から貼り付けた文字を消して、書き直してください。",
        )
    ]


def test_a_message_never_carries_a_control_character_of_the_file(write: Write) -> None:
    with pytest.raises(InputError) as error:
        tables.read_rows(write('place,"人\x1b[2J\n数"\n広場,1\n'), Visit)
    assert "「人\ufffd[2J数」" in str(error.value)


def test_a_repeated_key_is_named_with_both_lines(connection: duckdb.DuckDBPyConnection, write: Write) -> None:
    class Cell(BaseModel):
        mesh_code: str
        share_inside: float

    rows = tables.read_rows(write("mesh_code,share_inside\nA,1\nB,1\nA,0.5\nA,0.2\n"), Cell)
    assert [str(fault) for fault in tables.repeated_keys(connection, "areas", "areas/cells.csv", rows)] == [
        "areas/cells.csvの4行目「mesh_code」：「A」は2行目にもあります。一方を消すか、別の値に直してください。",
        "areas/cells.csvの5行目「mesh_code」：「A」は2行目にもあります。一方を消すか、別の値に直してください。",
    ]


def test_a_table_without_a_key_has_no_repeated_ones(
    connection: duckdb.DuckDBPyConnection, write: Write
) -> None:
    class Rejected(BaseModel):
        line: int
        reason: str

    rows = tables.read_rows(write("line,reason\n1,x\n1,x\n"), Rejected)
    assert list(tables.repeated_keys(connection, "rejected_rows", "x.csv", rows)) == []
