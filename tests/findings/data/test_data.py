"""What an edition is made of, from tables given by hand."""

from findings.data.data import File, Rejection, Sum, contents
from tests.findings.conftest import Given


def read_file(name: str, reader: str, loaded: int, outside: int = 0, rejected: int = 0) -> dict[str, object]:
    """Return a row of ingest_files."""
    return {
        "file_name": name,
        "reader": reader,
        "rows_read": loaded + outside + rejected,
        "rows_loaded": loaded,
        "rows_out_of_scope": outside,
        "rows_rejected": rejected,
        "is_sample": False,
    }


def test_definitions_are_added_up_and_the_total_holds_all_files(given: Given) -> None:
    found = contents(
        given(
            ingest_files=[
                read_file("honhyo_2020.csv", "honhyo", 5, 7, 1),
                read_file("a.csv", "definition", 2),
                read_file("b.csv", "definition", 3),
            ]
        )
    )
    assert found.together == {"definition": Sum(2, 5, 5, 0, 0, 0)}
    assert found.files == [File("honhyo_2020.csv", "honhyo", 13, 5, 7, 1, 0, False)]
    assert found.total == Sum(3, 18, 10, 7, 1, 0)


def test_answers_in_loaded_rows_of_surveys_are_counted_beside_the_rows(given: Given) -> None:
    """Of three things told of the survey one is a row; the police have no single answers."""
    lines = [("s.csv", 2), ("s.csv", 3), ("s.csv", 3), ("h.csv", 5)]
    found = contents(
        given(
            ingest_files=[
                read_file("s.csv", "survey", 9, rejected=1),
                read_file("h.csv", "honhyo", 9, rejected=1),
            ],
            rejected_rows=[{"file_name": name, "line": line, "reason": "短い"} for name, line in lines],
        )
    )
    assert {file.file_name: file.answers_rejected for file in found.files} == {"s.csv": 2, "h.csv": 0}
    assert found.total.answers_rejected == 2


def test_rows_not_loaded_are_counted_by_reason_and_kept(given: Given) -> None:
    rows = [("a.csv", 9, "短い", "x"), ("a.csv", 4, "短い", "y"), ("b.csv", 2, "長い", None)]
    names = ("file_name", "line", "reason", "raw")
    found = contents(given(rejected_rows=[dict(zip(names, row, strict=True)) for row in rows]))
    assert found.rejections == [Rejection("a.csv", "短い", 2, 4), Rejection("b.csv", "長い", 1, 2)]
    assert found.rejected.rows["line"].tolist() == [4, 9, 2]
