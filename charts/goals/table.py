"""The measures as a table to compute with: one row per series, every number in a column of its own."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from pandas.io.formats.style import Styler

from charts import theme, words
from charts.goals import records, reporting, years
from charts.goals.themes import AXES
from findings.goals.links import Sort, ThemeKind
from findings.goals.plan import Indicator, ReportedValue
from findings.goals.states import MeasureState, SeriesState
from findings.goals.years import SeriesYears
from queries import once
from stats.goals.judgements import Judgement

CORE = (
    "施策番号", "施策", "指標", "担当課", "単位", "基準値", "目標値", "実績", "達成割合（%）", "進み具合", "状態",
)  # fmt: skip
"""The columns a screen has room for; the saved table has all."""

FEWEST = ("指標番号", "指標", "単位", "基準値", "目標値", "実績", "状態")
"""The columns a slide has room for."""

DEFINITION = (
    "達成割合は（実績－基準値）÷（目標値－基準値）、進み具合は達成割合÷その日までに予定した割合です（1.00で予定どおり）。"
    "累計の指標の実績は、計画の始まりからの合計です。保つ・0を続ける・言葉が基準の指標には、割合がありません。"
)
"""What the numbers of the table mean."""


@once
def table(
    measures: Sequence[MeasureState],
    lines: Sequence[SeriesYears],
    shown_years: Sequence[int],
    chosen: int,
    sorts: Mapping[str, Sort],
    linked: Mapping[ThemeKind, Mapping[str, frozenset[int]]],
) -> pd.DataFrame:
    """Return one row per series, and one per measure without any, in the plan's order.

    `sorts` says by indicator whether it counts an output or an outcome, `linked` by kind which themes a measure serves.
    Values are in the unit of their row; 達成割合（%） is in percent, 進み具合 a ratio.
    """
    rows: list[dict[str, object]] = []
    for one in measures:
        number = one.measure.measure_id
        row = _measure(one) | {"年度": words.fiscal_year(chosen)}
        row |= {
            word: words.listing(map(str, sorted(linked[kind].get(number, ())))) for word, kind in AXES.items()
        }
        if not one.series:
            rows.append(row | {"状態": one.state})
        rows += [
            row | _series(line, sorts) | _by_year(line, shown_years)
            for line in lines
            if line.judged.measure.measure_id == number
        ]
    found = pd.DataFrame(rows)
    first = [*CORE, "年度"]
    return found.reindex(columns=[*first, *(name for name in found if name not in first)])


def _measure(one: MeasureState) -> dict[str, object]:
    measure = one.measure
    return {
        "施策番号": measure.measure_id,
        "施策": measure.name,
        "分野": measure.field,
        "担当課": words.listing(measure.departments),
        "施策の状態": one.state,
    }


def _series(line: SeriesYears, sorts: Mapping[str, Sort]) -> dict[str, object]:
    indicator, judgement, told = line.series.indicator, line.series.judgement, _told(line.series)
    return {
        "指標番号": indicator.indicator_id,
        "指標": indicator.name,
        "種類": reporting.sort_word(sorts.get(indicator.indicator_id)),
        "単位": indicator.unit,
        "基準値": indicator.baseline_value,
        "基準の時点": words.period(indicator.baseline_on, indicator.calendar),
        "目標値": indicator.target_value,
        "目標の時点": words.period(indicator.target_on, indicator.calendar),
        "実績": judgement.value,
        "実績の時点": _period(judgement, indicator),
        "実績の出どころ": _whence(line.series),
        "達成割合（%）": _achieved(judgement),
        "進み具合": None if judgement.pace is None or judgement.is_final else round(judgement.pace, 2),
        "目標まであと": judgement.remaining,
        "状態": judgement.state,
        "前の年度から": line.change.word,
        "前の年度との差": line.change.difference,
        "比べた結果の説明": years.detail(line),
        "理由": words.listing(one.reason for one in told if one.reason),
        "次の取組": words.listing(one.next_step for one in told if one.next_step),
    }


def _by_year(line: SeriesYears, shown_years: Sequence[int]) -> dict[str, object]:
    return {
        f"{words.era_year(year)}年度の{name}": value
        for year in shown_years
        for name, value in (
            ("実績", line.years[year].judgement.value),
            ("状態", line.years[year].judgement.state),
        )
    }


def _achieved(judgement: Judgement) -> float | None:
    """Return the share of the way in percent with one decimal; what was missed by little is never 100."""
    if judgement.achieved is None:
        return None
    tenths = 1000 * judgement.achieved
    return math.floor(tenths + 1e-9) / 10 if judgement.is_final else round(tenths / 10, 1)


def _period(judgement: Judgement, indicator: Indicator) -> str:
    return words.period(judgement.period_end, indicator.calendar) if judgement.period_end else ""


def _whence(series: SeriesState) -> str:
    """Return who counted the value that is judged; empty without one."""
    if series.judgement.value is None:
        return ""
    if series.recorded and series.is_recorded:
        return records.origin(is_sample=series.recorded.is_sample)
    return "担当課の報告"


def _told(series: SeriesState) -> list[ReportedValue]:
    """Return what was reported for the period by which a series is judged."""
    return [one for one in series.values if one.period_end == series.judgement.period_end]


def shown_rows(found: pd.DataFrame) -> pd.DataFrame:
    """Return the table with values as they are read: rounded, the state with its symbol."""
    states = [f"{theme.STATES[state][1]} {state}" for state in found["状態"]]
    return found.assign(実績=found["実績"].astype(float).round(2), 状態=states)


def shown(found: pd.DataFrame) -> Styler:
    """Return the columns a screen or paper has room for: the state with its symbol, years without a separator."""
    rows = shown_rows(found)[list(CORE)]
    is_year = rows["単位"].astype(str).str.startswith("年")
    return words.with_separators(rows).format(
        lambda value: f"{value:.0f}", subset=(is_year, ["基準値", "目標値", "実績"]), na_rep="—"
    )
