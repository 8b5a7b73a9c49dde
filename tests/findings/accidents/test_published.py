from datetime import datetime

from findings.accidents.published import context_sources
from tests.findings.conftest import Given

PLAN = {
    "city": [{"municipality_code": "20999", "plan_id": "p"}],
    "plans": [{"plan_id": "p", "starts_on": datetime(2018, 4, 1)}],
    "measures": [{"plan_id": "p", "measure_id": "2-1", "field_no": 2}],
}
SERIES = {"plan_id": "p", "indicator_id": "2-1", "measure_id": "2-1", "uncertainty": "poisson"}


def value(year: int, source: str, indicator: str = "2-1") -> dict[str, object]:
    return {
        "plan_id": "p",
        "indicator_id": indicator,
        "period_end": datetime(year, 12, 31),
        "value": 50.0,
        "source_id": source,
    }


def accident(year: int) -> dict[str, object]:
    return {
        "accident_id": f"{year}-1",
        "file_year": year,
        "occurred_at": datetime(year, 3, 4),
        "municipality_code": "20999",
    }


def test_only_sources_of_years_with_records_are_credited_each_once(given: Given) -> None:
    connection = given(
        **PLAN,
        indicators=[SERIES],
        context_values=[
            value(2019, "before"),
            value(2020, "paper"),
            value(2021, "paper"),
            value(2022, "other"),
        ],
        accidents=[accident(2020), accident(2021), accident(2022)],
    )
    assert context_sources(connection) == ["paper", "other"]


def test_values_of_another_series_are_not_credited(given: Given) -> None:
    connection = given(
        **PLAN,
        indicators=[SERIES, SERIES | {"indicator_id": "1-1", "uncertainty": "none"}],
        context_values=[value(2020, "paper", "1-1")],
        accidents=[accident(2020)],
    )
    assert context_sources(connection) == []
