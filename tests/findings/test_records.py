"""Whether an edition has records of accidents, and whether they are synthetic, is read off its files."""

import pytest

from findings.records import Records, accident_records
from tests.findings.conftest import Given

SYNTHETIC_REPORT = {"file_name": "r.csv", "reader": "report", "is_sample": True}


@pytest.mark.parametrize(
    ("samples", "expected", "source_id"),
    [
        ([], Records(exist=False, are_sample=False), "npa"),
        ([False, False], Records(exist=True, are_sample=False), "npa"),
        ([False, True], Records(exist=True, are_sample=True), "sample"),
    ],
)
def test_only_files_of_accidents_say_what_their_records_are(
    given: Given, samples: list[bool], expected: Records, source_id: str
) -> None:
    files = [
        {"file_name": f"honhyo_{year}.csv", "reader": "honhyo", "is_sample": is_sample}
        for year, is_sample in enumerate(samples, 2019)
    ]
    found = accident_records(given(ingest_files=[SYNTHETIC_REPORT, *files]))
    assert found == expected
    assert found.source_id == source_id
