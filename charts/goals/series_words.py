"""What is said of one indicator series beside its picture on a sheet."""

import html
from datetime import date

from charts import events, words
from charts.goals import records, states, trajectory_words
from charts.goals.sheet import LATE_REMARK, age, events_of, told
from findings.goals.trajectory import Worked
from stats.goals import pace

DEFINITION = (
    "破線は、基準から目標までまっすぐ進むと考えた経路です。"
    "判定は、値の時点でこの経路のどこまで来ているかによります。"
)
HELD_DEFINITION = "目標との大小だけで判定する指標です。途中の経路はありません。"
FINAL_DEFINITION = "計画の最後の年度なので、途中の経路でなく、目標に届いたかどうかだけで判定します。"
READ_PERIOD = (
    "期間の数え方（年ごとの数か、ある時点の数か）は計画に書かれておらず、作成者が読み取ったものです。"
)


def known(worked: Worked, built_on: date, *, reading: str) -> list[str]:
    """Return what is known of a series' value beside its picture, as lines of HTML.

    `built_on` is the day the edition was made, `reading` what its state rests on, empty where the first line of the
    page says it already.
    """
    judgement = worked.series.judgement
    lines = [f"{states.state_word(judgement.state)}　{html.escape(reading)}"] if reading else []
    if judgement.period_end is not None:
        lines.append(_age(judgement.period_end, built_on))
    if judgement.computed_state:
        lines.append(f"数だけで計算すると{states.state_word(judgement.computed_state)}です。")
    if worked.series.recorded and not worked.series.is_recorded:
        lines.append(records.beside(worked.series.recorded))
    if judgement.events:
        lines.append(f"計画期間中の発生：{words.listing(events_of(worked.series))}")
    if not worked.late:
        return lines + _reported_words(worked)
    late = trajectory_words.listed(worked.drawing, worked.drawing.late)
    return [*lines, f"{trajectory_words.LATE}：{late}（{LATE_REMARK}）", *_reported_words(worked)]


def _age(period_end: date, built_on: date) -> str:
    """Return the day of the judged value and its age; the state itself depends on no clock."""
    months = round(12 * pace.years_between(period_end, built_on))
    return age(words.day(period_end), months)


def definition(worked: Worked) -> str:
    """Return how the picture is read."""
    if worked.facts.is_final:
        return FINAL_DEFINITION
    return DEFINITION if worked.drawing.path else HELD_DEFINITION


def whole_definition(worked: Worked) -> str:
    """Return how the picture is read, the remarkable times it shows, and what is particular to the indicator."""
    return definition(worked) + events.touched(worked.drawing.events) + remark(worked)


def remark(worked: Worked) -> str:
    """Return what is particular to an indicator, or what the editor had to read into the plan; may be empty."""
    indicator = worked.series.indicator
    if indicator.note is not None:
        return indicator.note
    return "" if indicator.period_type_stated else READ_PERIOD


def _reported_words(worked: Worked) -> list[str]:
    """Return reason and next step as reported for the judged period, and who said so, as HTML."""
    lines = []
    for row in worked.series.values:
        if row.period_end != worked.series.judgement.period_end:
            continue
        who = "担当課" if row.department is None else row.department
        teller = f"サンプルの文章、{who}" if row.is_sample else who
        for label, text in (("理由", row.reason), ("次の取組", row.next_step)):
            if text is not None:
                lines.append(told(label, teller, text))
    return lines
