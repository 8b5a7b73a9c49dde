"""What the picture of one indicator series draws, as a table."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from charts import words
from charts.goals import records
from charts.goals.sheet import LATE_REMARK
from charts.goals.trajectory_words import EXPECTED, LATE
from findings.goals.plan import ReportedValue
from findings.goals.trajectory import Worked
from stats.goals.projection import Projection


class _Row(NamedTuple):
    """A row of the table; `reported` is the value it is of, None where it is none of a department's or the records'."""

    kind: str
    on: date
    value: float | None
    remark: str
    reported: ReportedValue | None = None


def table(worked: Worked) -> pd.DataFrame:
    """Return what the picture draws as a table with Japanese names: baseline, target, reports, context, projection."""
    unit, calendar = worked.series.indicator.unit, worked.series.indicator.calendar
    return pd.DataFrame(
        [
            {
                "区分": row.kind,
                "期間": words.period(row.on, calendar),
                "値": None if row.value is None else words.quantity(row.value, unit),
                "説明": row.remark,
            }
            for row in _rows(worked)
        ]
    ).fillna({"値": "—"})


def saved(worked: Worked) -> pd.DataFrame:
    """Return the same table to be saved, with what was reported in words beside every value."""
    reported = [row.reported for row in _rows(worked)]
    return table(worked).assign(
        理由=["" if one is None else one.reason or "" for one in reported],
        次の取組=["" if one is None else one.next_step or "" for one in reported],
    )


def _rows(worked: Worked) -> list[_Row]:
    one, context, found = worked.series, worked.context, worked.projection
    indicator = one.indicator
    rows = [
        _Row(
            "基準",
            indicator.baseline_on,
            indicator.baseline_value,
            f"計画の表記：{indicator.baseline_text}",
        ),
        *(
            _Row(
                _sort_of(row),
                row.period_end,
                row.value,
                words.listing(part for part in (row.state, row.value_text, _reported_by(row)) if part),
                row,
            )
            for row in one.values
        ),
        *(
            _Row("累計", total.on, total.value, "計画の始まりからの合計")
            for total in (worked.drawing.sums if indicator.kind == "cumulative" else [])
        ),
        *(
            _Row(EXPECTED, point.on, round(point.value, 1), "基準から目標までまっすぐ進むと考えた値")
            for point in ([worked.drawing.expected] if worked.drawing.expected else [])
        ),
        _Row(
            "目標",
            indicator.target_on,
            indicator.target_value,
            f"計画の表記：{indicator.target_text}",
        ),
        *(
            _Row(
                LATE + ("（サンプル）" if row.is_sample else ""),
                row.period_end,
                row.value,
                words.listing([*([_sort_of(row)] if row.is_of_records else []), LATE_REMARK]),
                row,
            )
            for row in worked.late
        ),
        *(_Row("参考（公表値）", row.period_end, row.value, row.note) for row in context),
    ]
    if isinstance(found, Projection):
        share = words.percent(found.confidence)
        for name, value in (
            ("見込み", found.value),
            (f"見込みの下（{share}）", found.lower),
            (f"見込みの上（{share}）", found.upper),
        ):
            rows.append(_Row(name, found.on, round(value, 1 if value < 100 else 0), "値を直線で延ばした計算"))
    return rows


def _sort_of(row: ReportedValue) -> str:
    """Return whether a value was reported or counted from the records of the police, and whether it is synthetic."""
    if row.is_of_records:
        return records.origin(is_sample=row.is_sample)
    return "実績（サンプル）" if row.is_sample else "実績"


def _reported_by(row: ReportedValue) -> str:
    """Return who reported a value, and when, as far as known."""
    who = row.department or ""
    when = words.day(row.reported_on) if row.reported_on else ""
    return " ".join(part for part in (who, when) if part)
