"""What is said of one indicator series beside its picture on a sheet."""

import html
from datetime import date

from charts import events, words
from charts.goals import records, states, trajectory_words
from charts.goals.sheet import LATE_REMARK, age, events_of
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
    if worked.late:
        late = trajectory_words.listed(worked.drawing, worked.drawing.late)
        lines.append(f"{trajectory_words.LATE}：{late}（{LATE_REMARK}）")
    return lines


def printed(worked: Worked, built_on: date) -> list[str]:
    """Return what paper says of a value under its picture, as lines of HTML: as `known`, with reason and next step."""
    return [*known(worked, built_on, reading=""), *_reported_words(worked)]


def standing(worked: Worked) -> str:
    """Return where a series is, where it should be by now, and what each year has to bring, as HTML."""
    judgement, indicator, unit = worked.series.judgement, worked.series.indicator, worked.drawing.unit
    when = words.period(judgement.period_end, indicator.calendar) if judgement.period_end else ""
    rows = {"実績": f"<b>{value_words(worked)}</b>{f'（{when}）' if when else ''}"}
    if worked.drawing.expected:
        on = words.period(worked.drawing.expected.on, indicator.calendar)
        expected = html.escape(words.about(worked.drawing.expected.value, unit))
        rows["予定"] = f"いまごろ<b>{expected}</b>のはず{'' if when else f'（{on}）'}"
    target_on = words.period(indicator.target_on, indicator.calendar)
    rows["目標"] = f"<b>{html.escape(indicator.target_text)}</b>（{target_on}）"
    rows |= _moves(worked)
    rows |= _told(worked)
    listed = "".join(f"<dt>{name}</dt><dd>{said}</dd>" for name, said in rows.items())
    return f'<dl class="facts standing">{listed}</dl>'


def value_words(worked: Worked) -> str:
    """Return the value that is judged, or that there is none, as HTML."""
    judgement, indicator = worked.series.judgement, worked.series.indicator
    if judgement.value is not None:
        total = "累計" if indicator.kind == "cumulative" else ""
        return total + html.escape(words.quantity(judgement.value, indicator.unit))
    return "まだ報告がありません" if judgement.period_end is None else "数の報告がありません"


def _moves(worked: Worked) -> dict[str, str]:
    """Return what the value moved in the last year beside what it has to move in each year that is left, as HTML."""
    step, rows = html.escape(words.step(worked.drawing.unit)), {}
    if worked.moved is not None:
        year = "年度" if worked.drawing.calendar == "fiscal" else "年"
        alone = f"この{year}の数" if worked.drawing.kind == "cumulative" else f"前の{year}から"
        rows[alone] = f"<b>{words.signed(worked.moved, step)}</b>"
    elif worked.pace and worked.pace.so_far is not None:
        rows["これまで"] = f"平均して1年に<b>{_signed(worked.pace.so_far, step)}</b>"
    if worked.pace:
        each = "1年に" if worked.pace.years_left > 1 else "目標の日までに"
        rows["これから"] = f"{each}<b>{_signed(worked.pace.needed, step)}</b>が必要"
    return rows


def _signed(value: float, step: str) -> str:
    return words.signed(round(value, 0 if abs(value) >= 20 else 1), step)


def _told(worked: Worked) -> dict[str, str]:
    """Return reason and next step as reported for the judged period, or that there is none, as HTML."""
    if worked.series.judgement.period_end is None or worked.series.is_recorded:
        return {}
    texts = dict(_texts(worked))
    if not texts:
        return {"担当課から": f"{words.listing(TOLD)}の記入なし"}
    return {label: texts.get(label, f"{label}の記入なし") for label in TOLD}


TOLD = ("理由", "次の取組")
"""What a department tells beside a value."""


def _texts(worked: Worked) -> list[tuple[str, str]]:
    """Return reason and next step as reported for the judged period with who said so, as HTML."""
    found = []
    for row in worked.series.values:
        if row.period_end != worked.series.judgement.period_end:
            continue
        who = "担当課" if row.department is None else row.department
        teller = html.escape(f"サンプルの文章、{who}" if row.is_sample else who)
        for label, text in zip(TOLD, (row.reason, row.next_step), strict=True):
            if text is not None:
                found.append((label, f"{html.escape(text)}（{teller}）"))
    return found


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
    """Return reason and next step on paper, a line each, as HTML."""
    return [f"<b>{label}</b>：{said}" for label, said in _told(worked).items()]
