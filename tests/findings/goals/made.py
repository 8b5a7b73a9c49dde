"""Indicators, values and states made by hand: what a test does not name is plain and fits."""

from dataclasses import replace
from datetime import date
from typing import Any

from findings.goals.plan import Indicator, Measure, ReportedValue
from findings.goals.states import MeasureState, SeriesState
from stats.goals.judgements import Judgement

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
    name="アプリの普及",
    short_name="アプリ",
    departments=("総務課",),
    for_citizens=True,
    for_staff=False,
    is_new=True,
    summary="広めます。",
    effect="便利になります。",
    page=20,
)


def indicator(**changes: Any) -> Indicator:
    """Return an indicator: 10 on 31 March 2021, at least 50 on 31 March 2025, unless said otherwise."""
    return replace(INDICATOR, **changes)


def value(period_end: date, number: float | None, **changes: Any) -> ReportedValue:
    """Return a value a department reported for a whole year."""
    plain = ReportedValue(
        indicator_id="1-1",
        period_end=period_end,
        is_part_year=False,
        value=number,
        value_text=None,
        state=None,
        reason=None,
        next_step=None,
        department="総務課",
        reported_on=None,
        source_id="reports",
        is_sample=False,
        origin="report",
    )
    return replace(plain, **changes)


def series(state: str = "順調", **changes: Any) -> SeriesState:
    """Return a series in a state; `changes` are of the series."""
    return replace(SeriesState(INDICATOR, [], Judgement(state, "pace")), **changes)


def measure(listed: list[SeriesState], state: str = "順調", **changes: Any) -> MeasureState:
    """Return a measure of these series in a state; `changes` are of the measure's state."""
    plain = MeasureState(MEASURE, listed, state, unjudged_present=False, flips=False, is_final=False)
    return replace(plain, **changes)


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
        "progress_thresholds": [
            {"state": "順調", "min_pace": 0.95},
            {"state": "やや遅れ", "min_pace": 0.6},
            {"state": "遅れ", "min_pace": 0.0},
        ],
    }


REPORTED: dict[str, object] = {
    "plan_id": "5",
    "indicator_id": "1-1",
    "is_part_year": False,
    "source_id": "reports",
    "is_sample": False,
}
"""A report on the indicator of `rows_of_the_plan`, without its day and value."""
