"""Lines that are laid out alike are cut by place; what is read must not depend on whether they are."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import police
from ingest.police.slots import Part, Slots
from tests.ingest.police_texts import PROJECT, text


def cells_of(*pieces: bytes) -> list[list[str]] | None:
    """Return the cells of each line, put together from their parts."""
    slots = Slots()
    assert b"".join(slots.watch(pieces)) == b"".join(pieces)
    found = slots.found()
    if found is None:
        return None
    texts = [["".join(signs) for signs in zip(*map(texts_of, parts), strict=True)] for parts in found]
    return [list(line) for line in zip(*texts, strict=True)]


def texts_of(part: Part) -> list[str]:
    return list(part.each_line(np.array(part.texts)))


def test_alike_lines_have_cells() -> None:
    pieces = b"1,02,3\n2,13,4\n", b"3, 4, \n"
    assert cells_of(*pieces) == [["1", "02", "3"], ["2", "13", "4"], ["3", " 4", " "]]


def test_the_last_line_may_lack_its_line_feed() -> None:
    assert cells_of(b"1,02\n2,13\n", b"3,44") == [["1", "02"], ["2", "13"], ["3", "44"]]


def test_long_and_empty_cells_are_cells_too() -> None:
    assert cells_of(b",1402212345,\n,          ,\n") == [["", "1402212345", ""], ["", " " * 10, ""]]


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"1,02\n2,3\n"],
        [b"1,02\n02,1\n"],
        [b"1,02\n1,,2\n"],
        [b"1,02\n1022\n"],
        [b"1,02\n\n2,03\n"],
        [b"1,02\n2\x7f03\n"],
        [b"1,02\n2,\x7f3\n"],
        [b"1,0a\n2,03\n"],
        [b"1,02\n", b"2,.3\n"],
        ["1,02\n2,é\n".encode()],
        [b"1,02\n", b"12,3\n"],
        [b"1,02\n", b"1\n23\n"],
    ],
)
def test_other_lines_have_none(pieces: list[bytes]) -> None:
    assert cells_of(*pieces) is None


@given(st.lists(st.text("12 ,\n", max_size=7), min_size=1, max_size=6))
def test_cells_are_those_of_every_line(lines: list[str]) -> None:
    content = "".join(f"{line}\n" for line in lines)
    cells = cells_of(content.encode())
    if cells is not None:
        assert cells == [line.split(",") for line in content.splitlines()]


CHANGES: list[dict[str, str]] = [
    {},
    {"report_number": "0002", "weather_code": "9", "party_type_code_b": "76", "age_code_b": "00"},
    {"report_number": "0003", "municipality_number": "201", "weather_code": "8"},
    {"report_number": "0004", "latitude": "         ", "longitude": "          "},
    {"report_number": "0002", "weather_code": "1"},
    {"report_number": "0005", "occurred_month": "13", "stop_sign_code_a": " 9"},
    {"report_number": "0006", "accident_kind": "1"},
    {"report_number": "0007", "latitude": "991712345", "party_type_code_a": "99"},
]
TABLES = ("accidents", "accident_people", "rejected_rows", "ingest_findings")


@pytest.mark.parametrize("latitude", ["371712346", "376012345", "371760000", " 71712345", "37171    "])
@pytest.mark.parametrize("ending", ["\r\n", " \r\n", "１\r\n"])
def test_a_line_laid_out_otherwise_changes_nothing_of_the_others(
    tmp_path: Path, ending: str, latitude: str
) -> None:
    """A blank line or a stray one at the end makes the reader look for the cells of every line."""
    whole = text("honhyo", 2021, *CHANGES, {"report_number": "0008", "latitude": latitude})
    read = {}
    for name, content in (("alike", whole), ("not", whole + ending)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "honhyo_2021.csv").write_bytes(content.encode("cp932"))
        with duckdb.connect() as connection:
            connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
            police.load_codes(connection, PROJECT / "data")
            police.read_police(
                connection,
                folder,
                scope="city",
                municipality_code="07207",
                is_sample=False,
                progress=lambda _: None,
            )
            connection.execute(f"delete from rejected_rows where line > {len(CHANGES) + 2}")
            read[name] = [connection.execute(f"from {table} order by all").fetchall() for table in TABLES]
    assert read["alike"] == read["not"]
    assert [len(rows) for rows in read["alike"]] == [7, 13, 1, 7]
