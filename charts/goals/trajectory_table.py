"""What the picture of one indicator series draws, as a table."""

from datetime import date

import pandas as pd

from charts import words
from charts.goals import records
from charts.goals.sheet import LATE_REMARK
from charts.goals.trajectory_words import LATE
from findings.goals.plan import ReportedValue
from findings.goals.trajectory import Worked
from stats.goals.projection import Projection


def table(worked: Worked) -> pd.DataFrame:
    """Return what the picture draws as a table with Japanese names: baseline, target, reports, context, projection."""
    one, context, found = worked.series, worked.context, worked.projection
    indicator, calendar = one.indicator, one.indicator.calendar
    rows: list[tuple[str, date, float | None, str]] = [
        (
            "基準",
            indicator.baseline_on,
            indicator.baseline_value,
            f"計画の表記：{indicator.baseline_text}",
        ),
        *(
            (
                _sort_of(row),
                row.period_end,
                row.value,
                words.listing(part for part in (row.state, row.value_text, _reported_by(row)) if part),
            )
            for row in one.values
        ),
        *(
            ("累計", total.on, total.value, "計画の始まりからの合計")
            for total in (worked.drawing.sums if indicator.kind == "cumulative" else [])
        ),
        (
            "目標",
            indicator.target_on,
            indicator.target_value,
            f"計画の表記：{indicator.target_text}",
        ),
        *(
            (
                LATE + ("（サンプル）" if row.is_sample else ""),
                row.period_end,
                row.value,
                words.listing([*([_sort_of(row)] if row.is_of_records else []), LATE_REMARK]),
            )
            for row in worked.late
        ),
        *(("参考（公表値）", row.period_end, row.value, row.note) for row in context),
    ]
    if isinstance(found, Projection):
        share = words.percent(found.confidence)
        for name, value in (
            ("見込み", found.value),
            (f"見込みの下（{share}）", found.lower),
            (f"見込みの上（{share}）", found.upper),
        ):
            rows.append((name, found.on, round(value, 1 if value < 100 else 0), "値を直線で延ばした計算"))
    return pd.DataFrame(
        [
            {
                "区分": kind,
                "期間": words.period(on, calendar),
                "値": None if value is None else words.quantity(value, indicator.unit),
                "説明": remark,
            }
            for kind, on, value, remark in rows
        ]
    ).fillna({"値": "—"})


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
