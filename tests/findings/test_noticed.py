"""What was noticed while reading: the same thing of several files is one."""

from findings.noticed import Noticed, noticed
from tests.findings.conftest import Given


def test_the_same_thing_of_several_files_is_noticed_once(given: Given) -> None:
    rows = [("a.csv", "い", 2), ("b.csv", "い", 3), ("b.csv", "あ", 4)]
    listed = [
        {"file_name": file, "kind": "unknown_header", "detail": detail, "rows": count}
        for file, detail, count in rows
    ]
    assert noticed(given(ingest_findings=listed)) == [
        Noticed("unknown_header", "い", 2, 5),
        Noticed("unknown_header", "あ", 1, 4),
    ]
