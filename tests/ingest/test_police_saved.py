"""Police files as they circulate: saved anew by other programs, renamed, in folders, packed with other things."""

import gzip
import lzma
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest import police
from ingest.faults import InputError
from ingest.police import archives, columns, names
from tests.ingest.police_texts import PROJECT, put, text

Read = Callable[[Path], None]
HEADING, ROW, _ = text("honhyo", 2021, {}).split("\r\n")


@pytest.fixture(name="connection")
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        police.load_codes(connection, PROJECT / "data")
        yield connection


@pytest.fixture(name="read")
def _read(connection: duckdb.DuckDBPyConnection) -> Read:
    def read(path: Path) -> None:
        police.read_police(
            connection,
            path,
            scope="prefecture",
            municipality_code="07207",
            is_sample=True,
            progress=lambda _: None,
        )

    return read


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def noticed(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    found = fetch(connection, "select kind, sum(rows)::int from ingest_findings group by all order by all")
    return {kind: rows for kind, rows in found if kind != "no_highway_file"}


def refusal(read: Read, path: Path) -> str:
    with pytest.raises(InputError) as refused:
        read(path)
    (fault,) = refused.value.faults
    return str(fault)


# Saved anew -------------------------------------------------------------------------------------------------


def quoted(line: str) -> str:
    return ",".join(f'"{cell}"' for cell in line.split(","))


@pytest.mark.parametrize(
    ("lines", "encoding", "kinds"),
    [
        ([quoted(HEADING), quoted(ROW)], "cp932", {"quoted_cells"}),
        ([HEADING, quoted(ROW)], "cp932", {"quoted_cells"}),
        ([quoted(HEADING), ROW.replace(",207,", ',"207",')], "cp932", {"quoted_cells"}),
        ([HEADING.replace(",", "\t"), ROW.replace(",", "\t")], "cp932", {"tab_separated"}),
        ([HEADING, ROW], "utf-8", {"unicode_text"}),
        ([HEADING, ROW], "utf-8-sig", {"unicode_text"}),
        (
            [quoted(HEADING).replace(",", "\t"), quoted(ROW).replace(",", "\t")],
            "utf-8",
            {"quoted_cells", "tab_separated", "unicode_text"},
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_file_saved_otherwise_is_read_and_said(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    lines: list[str],
    encoding: str,
    kinds: set[str],
    newline: str,
) -> None:
    put(tmp_path, "honhyo", 2021, {})
    read(tmp_path)
    as_published = fetch(connection, "from accidents")
    connection.execute("delete from accident_people; delete from accidents; delete from ingest_findings;")
    connection.execute("delete from ingest_files")
    (tmp_path / "honhyo_2021.csv").write_bytes((newline.join(lines) + newline).encode(encoding))
    read(tmp_path)
    assert fetch(connection, "from accidents") == as_published
    assert noticed(connection) == dict.fromkeys(kinds, 1)


def test_a_quotation_mark_inside_a_cell_is_no_quotation(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"deaths": '0"0'})
    read(tmp_path)
    assert '死者数「0"0」が数字ではありません' in fetch(connection, "select reason from rejected_rows")[0][0]


@pytest.mark.parametrize(
    ("heading", "problem"),
    [
        (
            HEADING.replace("\u3000", "�"),
            "見出しの文字が壊れています（「発生日時��年」「発生日時��月」「発生日時��日」など",
        ),
        (HEADING.replace("\u3000", "?"), "見出しの文字が壊れています（「発生日時??年」"),
        (HEADING.replace(",", ";"), "見出しがコンマでもタブでも区切られていません（「資料区分;"),
        (
            f"交通事故の一覧\r\n{HEADING}",
            "見出しが警察庁のものではありません（「交通事故の一覧」で始まっています）",
        ),
        (
            text("hojuhyo", 2021).strip(),
            "見出しが本票ではなく補充票のものです。ファイル名を hojuhyo_2021 にする",
        ),
        (
            "資料区分,都道府県コード",
            "必要な列「警察署等コード」「本票番号」「事故内容」「死者数」「負傷者数」など",
        ),
    ],
)
def test_a_first_line_that_is_no_heading_is_told_as_what_it_is(
    read: Read, tmp_path: Path, heading: str, problem: str
) -> None:
    (tmp_path / "honhyo_2021.csv").write_text(f"{heading}\r\n{ROW}\r\n", encoding="utf-8", newline="")
    message = refusal(read, tmp_path)
    assert message.startswith("honhyo_2021.csvの1行目：")
    assert problem in message
    assert len(message) < 200


def test_an_excel_file_named_csv_is_told_as_one(read: Read, tmp_path: Path) -> None:
    (tmp_path / "honhyo_2021.csv").write_bytes(b"PK\x03\x04 a workbook")
    assert refusal(read, tmp_path) == (
        "honhyo_2021.csv：CSVではなく、Excelのファイル（.xlsx）か圧縮ファイルです。"
        "警察庁のサイトからダウンロードした元のファイルを使ってください。"
    )


def test_an_excel_file_is_not_told_to_be_renamed(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    """Named .csv it would be refused as an Excel file."""
    workbook = tmp_path / "honhyo_2021.xlsx"
    workbook.touch()
    for path in (tmp_path, workbook):
        assert refusal(read, path).startswith(
            "「honhyo_2021.xlsx」：Excelのファイルなので読みません。警察庁のサイトからダウンロードした元のファイルを"
        )
    (tmp_path / "本票2020.csv").touch()
    with pytest.raises(InputError) as refused:
        read(tmp_path)
    renamed, excel = map(str, refused.value.faults)
    assert "「本票2020.csv」は「honhyo_2020.csv」という名前で" in renamed
    assert "xlsx" not in renamed
    assert excel.startswith("「honhyo_2021.xlsx」：Excelのファイルなので")
    put(tmp_path, "honhyo", 2019, {"occurred_year": "2019"})
    read(tmp_path)
    found = fetch(connection, "select detail from ingest_findings where kind = 'misnamed_file' order by all")
    assert found[0] == ("honhyo_2021.xlsx → honhyo_2021.csv（Excelでない元のファイル）",)


def test_lines_that_end_as_on_an_old_mac_are_told_as_that(read: Read, tmp_path: Path) -> None:
    (tmp_path / "honhyo_2021.csv").write_bytes(f"{HEADING}\r{ROW}\r".encode("cp932"))
    assert refusal(read, tmp_path) == (
        "honhyo_2021.csvの1行目：行の終わりが、古いMacの改行（CRだけ）です。"
        "警察庁のサイトからダウンロードした元のファイルを使ってください。"
    )


def test_saving_with_excel_is_no_way_out_of_utf_16(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    path = tmp_path / "honhyo_2021.csv"
    written = f"{HEADING}\r\n{ROW}\r\n"
    path.write_text(written, encoding="utf-16", newline="")
    refused = refusal(read, tmp_path)
    assert "文字コードがUTF-16です" in refused
    assert "メモ帳で開き、文字コードをUTF-8にして保存します" in refused
    path.write_text(written, encoding="utf-8-sig", newline="")
    read(tmp_path)
    assert fetch(connection, "select count(latitude) from accidents") == [(1,)]


@pytest.mark.parametrize(
    ("heading", "row", "told"),
    [
        (f"{HEADING},", f"{ROW},", columns.NO_HEADING),
        (f"{HEADING},,", ROW, columns.NO_HEADING),
        (HEADING, f"{ROW},,", None),
    ],
)
def test_commas_at_the_end_of_lines_are_no_cells(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    heading: str,
    row: str,
    told: str | None,
) -> None:
    (tmp_path / "honhyo_2021.csv").write_bytes(f"{heading}\r\n{row}\r\n".encode("cp932"))
    read(tmp_path)
    assert fetch(connection, "select count(latitude) from accidents") == [(1,)]
    found = fetch(connection, "select detail from ingest_findings where kind = 'unknown_header'")
    assert found == ([(told,)] if told else [])


@pytest.mark.parametrize(
    ("cells", "is_read"),
    [
        (('"1,402,212,345"', "memo"), True),  # thousands as a spreadsheet writes them
        (("1402212345", '"memo, with commas,"'), True),
        (('"14022,12345"', "memo"), False),
    ],
)
def test_a_comma_within_quotation_marks_separates_nothing(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, cells: tuple[str, str], is_read: bool
) -> None:
    row = ROW.replace("1402212345", cells[0]) + f",{cells[1]}"
    (tmp_path / "honhyo_2021.csv").write_bytes(f"{HEADING},備考\r\n{row}\r\n".encode("cp932"))
    read(tmp_path)
    assert fetch(connection, "select count(*) from accidents where longitude > 140.3") == [(int(is_read),)]
    assert fetch(connection, "select count(*) from rejected_rows") == [(0,)]


# Places -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("37.2867625", "140.3700958"), ("37.286763", "140.37010"), ("37.286763", "1402212345")],
)
def test_decimal_degrees_are_read_and_said(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, latitude: str, longitude: str
) -> None:
    put(tmp_path, "honhyo", 2021, {"latitude": latitude, "longitude": longitude})
    read(tmp_path)
    ((north, east, cell),) = fetch(connection, "select latitude, longitude, mesh_250m from accidents")
    assert (north, east) == pytest.approx((37.2867625, 140.3700958), abs=1e-5)
    assert cell == "5540724923"
    assert noticed(connection) == {"decimal_degrees": 1}


def rows(places: list[tuple[str, str]], municipality: str) -> list[Mapping[str, str]]:
    return [
        {
            "report_number": f"{number:04}",
            "municipality_number": municipality,
            "police_station_code": municipality,
            "latitude": latitude,
            "longitude": longitude,
        }
        for number, (latitude, longitude) in enumerate(places, start=1)
    ]


NEAR = ("371712345", "1402212345")


@pytest.mark.parametrize(
    ("place", "is_far"),
    [
        (("371712345", "1302212345"), True),  # 130 for 140
        (("381712345", "1402212345"), True),  # 38 for 37
        (("372712345", "1402212345"), True),  # 27 minutes for 17
        (("371600000", "1402345000"), False),  # two cells beyond the border
        (NEAR, False),
    ],
)
def test_a_place_far_from_the_cells_of_the_city_is_noted_and_not_on_the_map(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, place: tuple[str, str], is_far: bool
) -> None:
    connection.execute("insert into areas values ('55407249', 1)")
    put(tmp_path, "honhyo", 2021, *rows([place], "207"))
    read(tmp_path)
    columns = "latitude is null, longitude is null, mesh_1km is null, mesh_250m is null"
    assert fetch(connection, f"select {columns} from accidents") == [(is_far,) * 4]
    assert noticed(connection) == ({"far_coordinates": 1} if is_far else {})


def test_elsewhere_a_place_far_from_the_middle_of_its_municipality_is_noted(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    connection.execute("insert into areas values ('55407249', 1)")
    koriyama = ("372400000", "1402300000")
    mistyped = ("372400000", "1412300000")  # 88 km east
    border = ("370000000", "1395500000")  # 68 km away
    put(tmp_path, "honhyo", 2021, *rows([koriyama, koriyama, koriyama, mistyped, border], "203"))
    read(tmp_path)
    assert fetch(connection, "select report_number from accidents where latitude is null") == [("0004",)]
    assert noticed(connection) == {"far_coordinates": 1}


def test_two_places_have_no_middle_to_be_far_from(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, *rows([NEAR, ("371712345", "1302212345")], "203"))
    read(tmp_path)
    assert noticed(connection) == {}


# Names and folders ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("honhyo_2021 (1).csv", "honhyo_2021.csv"),
        ("honhyo_2021-コピー.csv", "honhyo_2021.csv"),
        ("本票_2021.csv", "honhyo_2021.csv"),
        ("ｈｏｎｈｙｏ２０２１.csv", "honhyo_2021.csv"),
        ("HOJUHYO-2020.CSV.GZ", "hojuhyo_2020.csv.gz"),
        ("高速票2019.zip", "kosokuhyo_2019.zip"),
        ("honhyo_2021.xlsx", "honhyo_2021.csv"),
        ("honhyo.csv", "honhyo_（4けたの年）.csv"),
        ("codebook_2021.csv", None),
        ("honhyo_2021.csv.bak", None),
    ],
)
def test_the_name_a_file_needs(name: str, needed: str | None) -> None:
    assert names.needed(name) == needed


def test_files_of_other_names_are_refused_with_the_name_they_need(read: Read, tmp_path: Path) -> None:
    for name in ("honhyo_2021 (1).csv", "本票_2021.csv", "補充票2021.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert refusal(read, tmp_path) == (
        f"{tmp_path}：事故データらしいファイルはありますが、名前か置き場所が違うので読みません。"
        "このフォルダーに、「honhyo_2021 (1).csv」「本票_2021.csv」のうち正しい1個は「honhyo_2021.csv」、"
        "「補充票2021.csv」は「hojuhyo_2021.csv」という名前で置いてください。"
    )


def test_files_one_folder_below_are_refused_with_their_place(read: Read, tmp_path: Path) -> None:
    (tmp_path / "令和2年").mkdir()
    put(tmp_path / "令和2年", "honhyo", 2020, {})
    assert "「令和2年/honhyo_2020.csv」は「honhyo_2020.csv」という名前で置いてください" in refusal(
        read, tmp_path
    )


def test_a_folder_of_other_things_is_told_with_some_of_them(read: Read, tmp_path: Path) -> None:
    (tmp_path / "事故.csv").touch()
    assert "警察庁の事故データがありません（あるのは「事故.csv」です）" in refusal(read, tmp_path)


def test_beside_other_files_those_of_other_names_are_skipped_and_named(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {})
    (tmp_path / "honhyo_2021 (1).csv").touch()  # its year is read already
    (tmp_path / "本票_2020.csv").touch()
    (tmp_path / "2019").mkdir()
    put(tmp_path / "2019", "honhyo", 2019, {})
    read(tmp_path)
    found = fetch(
        connection, "select kind, detail from ingest_findings where file_name not like 'hon%' order by all"
    )
    assert found == [
        ("misnamed_file", "2019/honhyo_2019.csv → honhyo_2019.csv"),
        ("misnamed_file", "本票_2020.csv → honhyo_2020.csv"),
        ("skipped_file", "honhyo_2021 (1).csv"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such names nor such files")
def test_names_without_pictures_and_pipes_stop_nothing(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {})
    for name in (b"\xff\xfe.txt", b"a\x0bb.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    read(tmp_path)
    assert fetch(
        connection, "select detail from ingest_findings where kind = 'skipped_file' order by all"
    ) == [
        ("a�b.txt",),
        ("��.txt",),
    ]
    os.mkfifo(tmp_path / "hojuhyo_2021.csv")
    assert "hojuhyo_2021.csv：ふつうのファイルではありません" in refusal(read, tmp_path)


# Archives ---------------------------------------------------------------------------------------------------


def packed(path: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


CONTENT = text("honhyo", 2021, {}).encode("cp932")


def test_of_a_zip_the_file_of_its_name_is_read_and_the_others_are_named(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    members = {
        "opendata/honhyo_2021.csv": CONTENT,
        "opendata/codebook_2021.csv": b"x",
        "opendata/hojuhyo_2021.csv": b"x",
        "opendata/読んでください.pdf": b"x",
    }
    packed(tmp_path / "honhyo_2021.zip", members)
    read(tmp_path)
    assert fetch(connection, "select count(*) from accidents") == [(1,)]
    found = fetch(
        connection, "select kind, detail from ingest_findings where kind like '%_file' order by all"
    )
    assert [row for row in found if row[0] != "no_highway_file"] == [
        ("misnamed_file", "opendata/hojuhyo_2021.csv → hojuhyo_2021.csv"),
        ("skipped_file", "opendata/codebook_2021.csv"),
        ("skipped_file", "opendata/読んでください.pdf"),
    ]


def test_two_files_of_the_name_in_a_zip_must_be_the_same(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    path = tmp_path / "honhyo_2021.zip"
    packed(path, {"a/honhyo_2021.csv": CONTENT, "b/honhyo_2021.csv": CONTENT + b"\r\n"})
    assert "どれを読むか決められません（「a/honhyo_2021.csv」「b/honhyo_2021.csv」）" in refusal(read, path)
    packed(path, {"a/honhyo_2021.csv": CONTENT, "b/honhyo_2021.csv": CONTENT})
    read(path)
    assert fetch(connection, "select count(*) from accidents") == [(1,)]


def test_a_zip_with_a_password_is_told_as_one(read: Read, tmp_path: Path) -> None:
    path = packed(tmp_path / "honhyo_2021.zip", {"honhyo_2021.csv": CONTENT})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "パスワードが付いているので展開できません" in refusal(read, path)


def test_an_unknown_method_of_compression_is_told_as_one(read: Read, tmp_path: Path) -> None:
    path = packed(tmp_path / "honhyo_2021.zip", {"honhyo_2021.csv": CONTENT})
    content = bytearray(path.read_bytes())
    content[8] = content[content.index(b"PK\x01\x02") + 10] = 9  # Deflate64
    path.write_bytes(content)
    assert "この圧縮の方法は読めません" in refusal(read, path)


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_whatever_byte_of_a_zip_is_damaged_it_is_answered(tmp_path: Path, method: int) -> None:
    """Every byte is damaged in two ways: the answer is the content or a refusal in one sentence."""
    path = packed(
        tmp_path / "honhyo_2021.zip", {"honhyo_2021.csv": text("honhyo", 2021, {}).encode("cp932")}, method
    )
    _damage(path, "honhyo_2021.zip：")


def test_whatever_byte_of_a_gz_is_damaged_it_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "honhyo_2021.csv.gz"
    path.write_bytes(gzip.compress(CONTENT))
    _damage(path, "honhyo_2021.csv.gz：")


def _damage(path: Path, beginning: str) -> None:
    sound = path.read_bytes()
    refused = 0
    for place in range(len(sound)):
        for flipped in (0x01, 0xFF):
            content = bytearray(sound)
            content[place] ^= flipped
            path.write_bytes(content)
            try:
                with archives.opened(path) as opened:
                    opened.stream.read()
            except InputError as error:
                refused += 1
                (fault,) = error.faults
                assert str(fault).startswith(beginning)
                assert "開けません" not in str(fault)
    assert refused > len(sound) / 2


def test_a_dictionary_that_claims_gigabytes_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "honhyo_2021.zip", {"honhyo_2021.csv": CONTENT}, zipfile.ZIP_LZMA)

    def too_large(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(lzma, "LZMADecompressor", too_large)
    with pytest.raises(InputError, match="展開できません"), archives.opened(path) as opened:
        opened.stream.read()
