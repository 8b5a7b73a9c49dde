"""All series over the years: values and their neighbours, sums beside counts, words of a change."""

from datetime import date

import pytest

from findings.events import Event
from findings.goals.years import counts, narrowed, over_years, shown_years, sources, touched
from queries import Connection
from tests.findings.conftest import Given
from tests.findings.goals.made import measure_state

SERIES = {
    "plan_id": "5",
    "measure_id": "1-1",
    "name": "指標",
    "unit": "件",
    "kind": "increase",
    "direction": "at_least",
    "period_type": "yearly",
    "period_type_stated": True,
    "uncertainty": "none",
    "baseline_value": 0.0,
    "baseline_text": "0件",
    "baseline_on": date(2022, 3, 31),
    "target_value": 100.0,
    "target_text": "100件",
    "target_on": date(2025, 3, 31),
    "calendar": "fiscal",
}
MEASURE = {
    "plan_id": "5", "field_no": 1, "name": "施策", "short_name": "短", "departments": ["課"], "for_citizens": True,
    "for_staff": True, "is_new": False, "summary": "", "effect": "", "page": 1,
}  # fmt: skip


def value(indicator_id: str, on: date, number: float, source_id: str = "reports") -> dict[str, object]:
    return {
        "plan_id": "5", "indicator_id": indicator_id, "period_end": on, "value": number, "is_part_year": False,
        "source_id": source_id, "is_sample": False,
    }  # fmt: skip


@pytest.fixture
def connection(given: Given) -> Connection:
    return given(
        city=[{"plan_id": "5", "municipality_code": "07207"}],
        plans=[{"plan_id": "5", "starts_on": date(2022, 4, 1), "ends_on": date(2025, 3, 31)}],
        fields=[{"plan_id": "5", "field_no": 1, "name": "甲"}],
        measures=[MEASURE | {"measure_id": number} for number in ("1-1", "1-2")],
        progress_thresholds=[
            {"state": "順調", "min_pace": 0.95},
            {"state": "やや遅れ", "min_pace": 0.6},
            {"state": "遅れ", "min_pace": 0.0},
        ],
        indicators=[
            SERIES | {"indicator_id": "1-1"},
            SERIES
            | {"indicator_id": "1-2", "measure_id": "1-2", "kind": "cumulative", "period_type": "plan_total"},
        ],
        indicator_values=[
            value("1-1", date(2023, 3, 31), 40),
            value("1-1", date(2024, 3, 31), 30),
            value("1-2", date(2023, 3, 31), 10, "other"),
            value("1-2", date(2024, 3, 31), 25),
            value("1-2", date(2027, 3, 31), 5),
        ],
    )


def test_the_years_are_those_of_the_plan_and_of_reports_before_its_end(connection: Connection) -> None:
    assert shown_years(connection) == [2022, 2023, 2024]


def test_a_sum_has_the_count_of_its_year_beside_it(connection: Connection) -> None:
    plain, summed = over_years(connection, [2022, 2023, 2024], 2023)
    assert [plain.years[year].judgement.value for year in (2022, 2023)] == [40, 30]
    assert [plain.years[year].alone for year in (2022, 2023)] == [None, None]
    assert [summed.years[year].judgement.value for year in (2022, 2023)] == [10, 35]
    assert [summed.years[year].alone for year in (2022, 2023, 2024)] == [10, 25, None]


def test_a_silent_last_year_names_the_newest_number_before_it(connection: Connection) -> None:
    plain, summed = over_years(connection, [2023, 2024], 2024)
    for one, newest in ((plain, 30), (summed, 25)):
        found = one.years[2024]
        assert found.judgement.state == "未報告"
        assert found.last is not None
        assert (found.last.value, found.last.period_end) == (newest, date(2024, 3, 31))
        assert one.years[2023].last is None


def test_the_change_is_that_of_the_chosen_year_and_the_counts_sum(connection: Connection) -> None:
    listed = over_years(connection, [2022, 2023], 2023)
    assert [(one.change.word, one.change.difference) for one in listed] == [("低下", -10), ("向上", 15)]
    assert counts(listed) == {"向上": 1, "横ばい": 0, "低下": 1, "比較できない": 0}


def test_a_time_touches_the_baselines_whose_year_has_a_day_of_it(connection: Connection) -> None:
    # The baseline is the count of April 2021 to March 2022.
    times = [
        Event("コロナ", date(2020, 1, 1), date(2021, 6, 30), "who"),
        Event("後", date(2024, 1, 1), None, "s"),
    ]
    assert touched(times, over_years(connection, [2023], 2023)) == {"コロナ": 2, "後": 0}


def test_sources_are_those_of_all_values(connection: Connection) -> None:
    listed = over_years(connection, [2023], 2023)
    assert sources(listed) == ["other", "reports"]
    assert sources(listed[:1]) == ["reports"]


def test_measures_and_series_are_narrowed_by_the_change_and_no_word_asks_for_all(
    connection: Connection,
) -> None:
    fell, rose = listed = over_years(connection, [2022, 2023], 2023)
    measures = [fell.judged, rose.judged]
    assert narrowed(measures, listed, []) == (measures, listed)
    assert narrowed(measures, listed, ["向上"]) == ([rose.judged], [rose])
    assert narrowed(measures, listed, ["低下", "横ばい"]) == ([fell.judged], [fell])
    assert narrowed([fell.judged], listed, []) == ([fell.judged], [fell])
    silent = measure_state("指標なし", measure_id="9-9")
    assert narrowed([silent], listed, []) == ([silent], [])
    assert narrowed([silent], listed, ["向上"]) == ([], [])
