"""The plan, reports, series and measures as tests make them: what a test does not name is plain and fits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from findings.goals.plan import Indicator, Measure, ReportedValue
from findings.goals.records import Recorded
from findings.goals.states import MeasureState, SeriesState
from stats.goals import judgements
from stats.goals.judgements import Judgement

LIMITS = {"順調": 0.95, "やや遅れ": 0.6, "遅れ": 0.0}
FINE = Judgement("順調", "pace")
INDICATOR = Indicator(
    indicator_id="1-1",
    measure_id="1-1",
    name="アプリの件数",
    unit="件",
    kind="increase",
    direction="at_least",
    period_type="level",
    period_type_stated=True,
    uncertainty="none",
    baseline_value=10.0,
    baseline_text="10件",
    baseline_on=date(2021, 3, 31),
    target_value=50.0,
    target_text="50件",
    target_on=date(2025, 3, 31),
    calendar="fiscal",
    note=None,
    plan_starts_on=date(2022, 4, 1),
)
MEASURE = Measure(
    measure_id="1-1",
    field="行政における情報化",
    name="施策1-1",
    short_name="短1-1",
    departments=("企画政策課",),
    for_citizens=True,
    for_staff=False,
    is_new=False,
    summary="",
    effect="",
    page=20,
)


def measure(measure_id: str = "1-1", **changes: Any) -> Measure:
    named = {"measure_id": measure_id, "name": f"施策{measure_id}", "short_name": f"短{measure_id}"}
    return replace(MEASURE, **(named | changes))


def indicator(indicator_id: str = "1-1", **changes: Any) -> Indicator:
    """Return a series that rises from 0 to 100 over the plan's three years, unless said otherwise."""
    given: dict[str, Any] = {
        "indicator_id": indicator_id,
        "measure_id": indicator_id.rstrip("ab"),
        "name": f"指標の名{indicator_id}",
        "baseline_value": 0.0,
        "baseline_text": "0件",
        "baseline_on": date(2022, 3, 31),
        "target_value": 100.0,
        "target_text": "100件",
    }
    return replace(INDICATOR, **(given | changes))


def value(number: float | None, on: date, **changes: Any) -> ReportedValue:
    given: dict[str, Any] = {
        "indicator_id": "1-1",
        "is_part_year": False,
        "value_text": None,
        "state": None,
        "reason": None,
        "next_step": None,
        "department": None,
        "reported_on": None,
        "source_id": "reports",
        "is_sample": False,
        "origin": "report",
    }
    return ReportedValue(period_end=on, value=number, **(given | changes))


def judged(
    year: int, *values: ReportedValue, recorded: Recorded | None = None, **of_indicator: Any
) -> SeriesState:
    """Return a series with its values, judged in a fiscal year by the rules themselves."""
    series = indicator(**of_indicator)
    judgement = judgements.judge(
        series.series,
        [one.report for one in values],
        date(year, 4, 1),
        date(year + 1, 3, 31),
        LIMITS,
    )
    return SeriesState(series, list(values), judgement, recorded)


def series_state(judgement: Judgement, *values: ReportedValue, **of_indicator: Any) -> SeriesState:
    """Return a series with a judgement as it is wanted."""
    return SeriesState(indicator(**of_indicator), list(values), judgement)


def measure_state(
    state: str, series: Sequence[SeriesState] = (), measure_id: str = "1-1", **changes: Any
) -> MeasureState:
    flags = {name: changes.pop(name, False) for name in ("unjudged_present", "flips", "is_final")}
    given: dict[str, Any] = {"state": state, "series": list(series), **flags}
    return MeasureState(measure=measure(measure_id, **changes), **given)


def rows_of_the_plan(**changes: object) -> dict[str, list[dict[str, object]]]:
    """Return the tables of a plan of one measure with one indicator, as rows; `changes` are of the indicator."""
    plan = {"plan_id": "5"}
    said = {
        name: getattr(INDICATOR, name) for name in INDICATOR.__dataclass_fields__ if name != "plan_starts_on"
    }
    return {
        "edition": [{"edition_id": "e", "kind": "real", "title": "t", "content_hash": "h"}],
        "city": [
            plan
            | {
                "municipality_code": "07207",
                "name": "須賀川市",
                "prefecture_code": "07",
                "prefecture": "福島県",
            }
        ],
        "plans": [plan | {"starts_on": INDICATOR.plan_starts_on}],
        "fields": [plan | {"field_no": 1, "name": MEASURE.field}],
        "measures": [
            plan
            | {name: getattr(MEASURE, name) for name in MEASURE.__dataclass_fields__ if name != "field"}
            | {"field_no": 1, "departments": list(MEASURE.departments)}
        ],
        "indicators": [plan | said | changes],
        "progress_thresholds": [{"state": state, "min_pace": pace} for state, pace in LIMITS.items()],
    }


REPORTED: dict[str, object] = {
    "plan_id": "5",
    "indicator_id": "1-1",
    "is_part_year": False,
    "source_id": "reports",
    "is_sample": False,
}
"""A report on the indicator of `rows_of_the_plan`, without its day and value."""
