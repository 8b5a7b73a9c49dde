"""How a series came to its state, written out, and what is still to do and to be expected."""

import html
from collections.abc import Sequence
from datetime import date

from charts import words
from charts.goals import sheet
from findings.goals.trajectory import Facts, Worked
from stats.goals.path import Thresholds
from stats.goals.projection import Projection, RefusalCode
from stats.goals.series import KINDS_WITHOUT_PATH

NO_PROJECTION: dict[RefusalCode, str] = {
    "keep": "保つ指標なので、先の見込みは計算しません。",
    "zero": "0を続ける指標なので、先の見込みは計算しません。",
    "text_baseline": "基準が言葉だけなので、先の見込みは計算しません。",
    "cumulative": "年ごとの数が3つそろうときには計画が終わるため、累計の見込みは計算しません。",
    "milestone": "段階で進む指標なので、直線で延ばした見込みは計算しません。",
    "poisson": "偶然の増え減りが大きい件数なので、直線で延ばさず、下の「偶然か、変化か」で見ます。",
    "too_few": "使える値が{values}つ（基準を含む）しかないため、先の見込みは計算しません。3つそろうと計算します。",
    "target_day_reached": "目標の日の値が出ているので、見込みは要りません。",
    "last_year": "計画の最後の年度なので、先の見込みは計算しません。",
    "no_scatter": "値がちょうど一直線に並び、ばらつきが分からないため、見込みの幅を計算できません。",
}
"""Why nothing is projected, in words."""


def steps(facts: Facts) -> list[str]:
    """Return the sum behind a state, step by step with its numbers, as plain sentences."""
    if facts.reason_code == "not_due":
        return ["この年度の報告は求めていないため、計算しません。"]
    if facts.value is None or facts.period_end is None:
        return ["数の報告がないため、計算しません。", *_awaited(facts)]
    if facts.reason_code == "part_year_flow":
        return [
            f"{words.period(facts.period_end, facts.calendar)}までの数（{words.quantity(facts.value, facts.unit)}）は"
            "1年分ではないため、計算しません。"
        ]
    if facts.reason_code == "missing_years":
        return ["報告のない年度があるため、累計を計算しません。"]
    if facts.reason_code == "before_target_day":
        return ["目標の日より前の値なので、目標に届いたかどうかは計算しません。"]
    if facts.baseline is None or facts.kind in KINDS_WITHOUT_PATH:
        return _compared(facts, facts.value)
    return [*_summed(facts), *_path(facts, facts.baseline, facts.value, facts.period_end)]


def _awaited(facts: Facts) -> list[str]:
    """Return what a report would be held against."""
    side = {"at_least": "以上", "at_most": "以下"}[facts.direction]
    if facts.baseline is None or facts.kind in KINDS_WITHOUT_PATH or facts.is_final:
        return [f"報告があれば、目標 {words.quantity(facts.target, facts.unit)}{side} と比べます。"]
    if facts.awaited is None:
        return []
    awaited = facts.awaited
    when = words.period(awaited.on, facts.calendar)
    written = _plain if facts.unit.startswith("年") else words.number
    lines = [
        f"報告があれば、達成割合 =（実績 − {written(facts.baseline)}）÷（{written(facts.target)} −"
        f" {written(facts.baseline)}）を、期待される割合（{when}は{words.percent(awaited.share, 1)}）で割ります。"
    ]
    if not facts.unit.startswith("年"):
        total = "計画の始まりからの累計で、" if facts.kind == "cumulative" else ""
        lines.append(
            f"{total}{when}に期待される値は{words.about(awaited.value, facts.unit)}、"
            f"「順調」と言えるのは{words.quantity(awaited.least, facts.unit)}{side}です。"
        )
    return lines


def _compared(facts: Facts, value: float) -> list[str]:
    side = {"at_least": "以上", "at_most": "以下"}[facts.direction]
    value_text, target = words.quantity(value, facts.unit), words.quantity(facts.target, facts.unit)
    reached = value >= facts.target if facts.direction == "at_least" else value <= facts.target
    verdict = "満たしています" if reached else "満たしていません"
    lines = [f"実績 {value_text} を、目標 {target}{side} と比べます。条件を{verdict}。"]
    day = words.day(facts.target_on)
    if facts.is_final:
        lines.append(f"目標の日（{day}）を含む年度なので「{facts.state}」です。")
    elif facts.kind == "text_baseline":
        lines.append(
            "目標に届けば「達成」、届かなければ基準が数でないため「評価困難」とします。"
            f"結果は「{facts.state}」です。"
        )
    elif not reached:
        lines.append(f"目標の側にない年は「{facts.state}」とします。")
    else:
        lines.append(f"目標の日（{day}）より前なので「{facts.state}」です。")
    return lines


def _summed(facts: Facts) -> list[str]:
    if facts.kind != "cumulative" or not facts.addends or facts.value is None:
        return []
    terms = " + ".join(words.number(term) for term in facts.addends)
    return [f"累計 = {terms} = {words.quantity(facts.value, facts.unit)}（計画の始まりからの合計）"]


def _path(facts: Facts, baseline: float, value: float, period_end: date) -> list[str]:
    written = _plain if facts.unit.startswith("年") else words.number
    y, y0, target = written(value), written(baseline), written(facts.target)
    gained, way = value - baseline, facts.target - baseline
    rounded = words.percent_down if facts.is_final else words.percent
    achieved = "" if facts.achieved is None else rounded(facts.achieved, 1).replace("-", "−")
    days, whole = (period_end - facts.starts_on).days, (facts.target_on - facts.starts_on).days
    lines = [
        f"達成割合 =（実績 − 基準）÷（目標 − 基準）=（{y} − {y0}）÷（{target} − {y0}）"
        f"= {words.number(gained)} ÷ {words.number(way)} = {achieved}"
    ]
    if facts.is_final:
        day = words.day(facts.target_on)
        return [
            *lines,
            f"目標の日（{day}）を含む年度なので、100%に届いたかどうかだけを見ます。「{facts.state}」です。",
        ]
    if facts.expected is not None:
        passed, start = words.number(min(max(days, 0), whole)), words.day(facts.starts_on)
        lines.append(
            f"期待される割合 = 過ぎた日数 ÷ 全体の日数 = {passed} ÷ {words.number(whole)}"
            f" = {words.percent(facts.expected, 1)}（{start}から）"
        )
    if facts.reason_code == "achieved":
        return [*lines, "達成割合が100%以上なので「達成」です。"]
    if facts.reason_code == "below_baseline":
        return [*lines, "達成割合が0%を下回る（基準より悪い）ので「後退」です。"]
    if facts.pace is None:
        return [*lines, f"まだ何も期待されない日なので「{facts.state}」です。"]
    return [
        *lines,
        f"進み具合 = 達成割合 ÷ 期待される割合 = {facts.pace:.2f}　→「{facts.state}」",
    ]


def _plain(value: float) -> str:
    return f"{value:.0f}"


def numbered(lines: Sequence[str]) -> str:
    """Return the steps of a sum as a numbered list of HTML."""
    return f'<ol class="sum">{"".join(f"<li>{html.escape(line)}</li>" for line in lines)}</ol>'


def workings(worked: Worked) -> str:
    """Return how a series' state was worked out and what is ahead of it, as HTML."""
    return numbered(steps(worked.facts)) + ahead(worked)


def behind(worked: Worked, limits: Thresholds, known: Sequence[str], *, is_alone: bool) -> str:
    """Return what a series' state rests on behind a click, as HTML: what is `known` of its value, sum and rules."""
    lines = "".join(f'<p class="note">{line}</p>' for line in known)
    return (
        f'<details class="grounds"><summary>{html.escape(sheet.workings_title(worked, is_alone=is_alone))}</summary>'
        f"{lines}{workings(worked)}{sheet.ruled(worked, limits)}</details>"
    )


def ahead(worked: Worked) -> str:
    """Return what is still to do a year, and where a straight line leads, as HTML."""
    unit, found, parts = worked.drawing.unit, worked.projection, []
    remaining = worked.series.judgement.remaining
    if worked.pace and remaining:
        parts.append(
            yearly_pace(
                so_far=worked.pace.so_far,
                needed=worked.pace.needed,
                years_left=worked.pace.years_left,
                remaining=remaining,
                unit=unit,
            )
        )
    if isinstance(found, Projection):
        parts.append(
            projection(
                when=words.period(found.on, worked.drawing.calendar),
                value=found.value,
                lower=found.lower,
                upper=found.upper,
                confidence=found.confidence,
                chance=found.chance,
                values=found.values,
                unit=unit,
            )
        )
    else:
        parts.append(NO_PROJECTION[found.reason_code].format(values=found.values))
    return "".join(f'<p class="note">{part}</p>' for part in parts)


def yearly_pace(
    *, so_far: float | None, needed: float, years_left: float, remaining: float, unit: str
) -> str:
    """Return what is missing and how much of it a year, against the pace so far, as a sentence."""
    step = words.step(unit)
    direction = "増やす" if needed > 0 else "減らす"
    left = (
        f"目標まであと<b>{words.number(remaining)}{step}</b>（値の日から目標の日まで{_years(years_left)}）。"
    )
    if years_left <= 1:
        need = f"目標の日までに{words.number(remaining)}{step}{direction}必要があります"
    else:
        need = f"1年に{_amount(abs(needed), step)}ずつ{direction}必要があります"
    if so_far is None:
        return f"{left}{need}。"
    if so_far * needed < 0:
        moved = "増えて" if so_far > 0 else "減って"
        return f"{left}{need}。これまでは逆に、1年に{_amount(abs(so_far), step)}ずつ{moved}います。"
    return f"{left}{need}（これまでの平均は1年に{_amount(abs(so_far), step)}）。"


def _amount(value: float, step: str) -> str:
    if value >= 1000:
        return f"約{words.rounded(value, step)}"
    return f"約{words.number(round(value, 0 if value >= 20 else 1))}{step}"


def _years(years: float) -> str:
    whole = round(years, 1)
    return f"{words.number(whole)}年" if years >= 1 else f"約{max(1, round(12 * years))}か月"


def projection(
    *,
    when: str,
    value: float,
    lower: float,
    upper: float,
    confidence: float,
    chance: float,
    values: int,
    unit: str,
) -> str:
    """Return what the straight line says about the target's day, as a sentence that keeps its assumption."""
    few = "値が少ないため、目安です。" if values <= 4 else ""
    return (
        f"基準を含む{values}つの値を直線で延ばすと、{when}は{words.rounded(value, unit)}"
        f"（{words.percent(confidence)}の予測区間 {words.rounded(lower, unit)}～{words.rounded(upper, unit)}）、"
        f"目標に届く確率は<b>{words.probability(chance)}</b>です。これまでの調子が続くと仮定した計算です。{few}"
    )
