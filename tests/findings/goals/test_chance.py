"""What the records say about the target for a year's accidents, of a city of three years."""

import pytest
from scipy import stats

from findings.accidents.years import Way
from findings.goals.chance import chance
from tests.findings.accidents.records import CITIES, EDITIONS, PLANS, accidents
from tests.findings.conftest import Given


def edition(given: Given, years: dict[int, int], **tables: list[dict[str, object]]) -> object:
    records = [one for year, number in years.items() for one in accidents(number, file_year=year)]
    return given(edition=EDITIONS, city=CITIES, plans=PLANS, **({"accidents": records} | tables))


def file(reader: str, *, is_sample: bool) -> dict[str, object]:
    return {"file_name": f"{reader}.csv", "reader": reader, "is_sample": is_sample}


def test_luck_and_change_of_three_years(given: Given) -> None:
    found = chance(edition(given, {2019: 4, 2020: 3, 2021: 7}), 4.0)
    assert found.is_known
    assert found.change is not None
    assert (found.change.years, found.change.city.counts) == ((2019, 2020, 2021), (4, 3, 7))
    assert found.missed == pytest.approx(stats.poisson.sf(4, 4))
    assert [row.counted(Way.BY_FILE_YEAR) for row in found.ways] == [4, 3, 7]
    assert (found.target, found.newest, found.nearest, found.untold) == (4.0, None, None, set())


def test_a_year_without_its_motorway_file_is_none_counted_like_the_target(given: Given) -> None:
    records = accidents(3, file_year=2021, on_motorway=None)
    found = chance(edition(given, {}, accidents=records), 4.0)
    assert (found.is_known, found.change, found.untold) == (False, None, {2021})


@pytest.mark.parametrize(
    ("files", "is_sample"),
    [
        ([file("honhyo", is_sample=True), file("report", is_sample=False)], True),
        ([file("honhyo", is_sample=False), file("report", is_sample=True)], False),
    ],
)
def test_synthetic_are_the_records_whatever_else_is(
    given: Given, files: list[dict[str, object]], is_sample: bool
) -> None:
    found = chance(edition(given, {2021: 3}, ingest_files=files), 4.0)
    assert (found.is_sample, found.sources[-1]) == (is_sample, "sample" if is_sample else "npa")
