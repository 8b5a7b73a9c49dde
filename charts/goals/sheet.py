"""Sentences, sums and small tables of one measure's sheet."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from charts import words
from charts.goals.board import UNJUDGED
from charts.goals.states import state_word
from findings.goals.trajectory import Facts
from stats.goals.progress import KINDS_WITHOUT_PATH

RULES = {
    "baseline_path": "基準からの直線（この画面の判定）",
    "plan_path": "計画の始まりからの直線",
    "growth": "1年あたりの伸び率で比べる",
    "ratio": "目標に対する大きさだけを見る（時間は見ない）",
}
"""The four rules a state is judged by, in words."""

SHORT_RULES = {
    "baseline_path": "基準からの直線",
    "plan_path": "計画開始からの直線",
    "growth": "伸び率",
    "ratio": "目標比",
}

UNDEFINED = {
    "no_number_judged": "判定できる数がありません",
    "no_path": "目標との大小だけで決まる指標です",
    "same_as_default": "累計は計画の始まりから数えるので、上と同じです",
    "zero_baseline": "基準が0なので、伸び率がありません",
    "not_positive": "0の値があり、伸び率がありません",
    "ordinal": "年の番号は、割合にできません",
    "no_time_gone": "まだ時間が経っていません",
    "target_not_positive": "目標が0なので、割合にできません",
    "at_the_end": "最後の年度は、届いたかどうかだけを見ます",
}
"""Why a rule says nothing, in words."""

BY_CHANCE = "1年の件数は偶然でも増え減りするため、「偶然か、変化か」とあわせて見てください。"
"""What must be said beside the state of a count that chance moves."""

LATE_REMARK = "目標の日より後の値のため、状態には使いません"
"""What must be said of a value after the target's day."""

NO_PROJECTION = {
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


@dataclass(frozen=True)
class Neighbour:
    """Another measure, its state, and the address of its sheet."""

    measure_id: str
    short_name: str
    state: str
    parameters: dict[str, str]


def answer(title: str, state: str, when: str, reading: str, source: str = "報告") -> str:
    """Return the answer of a sheet as HTML: the state in the year by its source, and what it rests on."""
    return f"<b>{html.escape(title)}</b>は、{when}の{source}で{state_word(state)}。{html.escape(reading)}"


def of_several(states: Mapping[str, str], worst: str, state: str) -> str:
    """Return which of several series the state of a measure is, as a sentence; empty where there is only one.

    `states` are the series' states by number, `worst` the number of the one that is read out. A series that could not
    be judged was not compared, so it is named with what it is instead.
    """
    if len(states) == 1:
        return ""
    unjudged = [f"指標{number}は{word}" for number, word in states.items() if word in UNJUDGED]
    if state in UNJUDGED:
        named = "、".join(f"指標{number}は{word}" for number, word in states.items())
        return f"{named}です。指標{worst}："
    if unjudged:
        return f"{'、'.join(unjudged)}のため、判定できた指標{worst}だけの状態です。"
    if len(set(states.values())) == 1:
        return f"どの指標も同じ状態です。指標{worst}："
    return f"指標のうち悪いほう（指標{worst}）の状態です。"


def broken_before(events: Sequence[str]) -> str:
    """Return what a state of this year must not hide: events of earlier plan years, as a sentence."""
    return f"ただし計画期間中には、{words.listing(events)}の発生がありました。" if events else ""


def unreported(
    *, title: str, when: str, target: str, latest: str | None, expected: str | None, reporters: str
) -> str:
    """Return the answer where the year has no report, as HTML: what is known, and who would report.

    `target` is the target in words, `latest` the newest report of another year, `expected` what the path
    asks for at the year's end, in words.
    """
    known = last_known(latest)
    path = f"{expected}、" if expected else ""
    return (
        f"<b>{html.escape(title)}</b>は、{when}の報告がなく、進み具合は分かりません（{state_word('未報告')}）。"
        f"{known}{path}目標は{html.escape(target)}です。報告するのは{html.escape(reporters)}です。"
    )


def last_known(latest: str | None) -> str:
    """Return the newest value known of a series without a report for the year, as a sentence."""
    return f"直近の報告は{latest}です。" if latest else "計画の期間の報告は、まだ一つもありません。"


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


def thresholds(limits: Mapping[str, float]) -> str:
    """Return from which pace each state is earned, in words."""
    listed = [
        f"{limit:.2f}以上は{state}" if limit else f"それ未満は{state}" for state, limit in limits.items()
    ]
    return "数が" + "、".join(listed) + "。基準より悪ければ後退、目標に届けば達成です。"


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
        f"（{words.percent(confidence)}の予測区間 {words.rounded(lower, unit)}〜{words.rounded(upper, unit)}）、"
        f"目標に届く確率は<b>{words.probability(chance)}</b>です。これまでの調子が続くと仮定した計算です。{few}"
    )


def rules_table(
    rows: Sequence[tuple[str, float | None, str | None, str | None]], names: Mapping[str, str] = RULES
) -> str:
    """Return the state under every rule as a table of HTML.

    Each row has the rule, the number held against the thresholds, the state, and why there is none; `names` are the
    rules in words.
    """
    lines = []
    for rule, score, state, undefined in rows:
        number = (
            "—" if score is None else words.percent(score, 0) if rule == "ratio" else words.number(score, 2)
        )
        shown = (
            state_word(state)
            if state
            else f'<span class="none">{UNDEFINED[undefined or "no_number_judged"]}</span>'
        )
        lines.append(f"<tr><th scope='row'>{names[rule]}</th><td>{number}</td><td>{shown}</td></tr>")
    return (
        '<table class="rules"><thead><tr><th scope="col">判定の方法</th><th scope="col">数</th>'
        f'<th scope="col">状態</th></tr></thead><tbody>{"".join(lines)}</tbody></table>'
    )


def survives(differing: Sequence[str], others: int) -> str:
    """Return whether the state depends on the rule, as a sentence; `others` rules have a state of their own."""
    if differing:
        named = words.listing(SHORT_RULES[rule] for rule in differing)
        return f"<b>判定は方法で変わります</b>（{named}では別の状態）。"
    if others:
        return "どの方法でも、判定は同じです。"
    return "ほかの方法では判定できないため、方法による違いはありません。"


def neighbours(title: str, measures: Sequence[Neighbour]) -> str:
    """Return other measures with their states, each a link to its sheet, as HTML."""
    if not measures:
        return ""
    items = "".join(
        f'<li><a href="goals-sheet?{html.escape(urlencode(one.parameters))}" target="_self">'
        f"{one.measure_id} {html.escape(one.short_name)}</a>{state_word(one.state)}</li>"
        for one in measures
    )
    return f'<div class="beside"><p class="field">{html.escape(title)}</p><ul class="neighbours">{items}</ul></div>'


def related(items: Sequence[tuple[str, str, str]]) -> str:
    """Return links to other topics (address, name, why), marked as the editor's, as HTML."""
    if not items:
        return ""
    lines = "".join(
        f'<li><a href="{html.escape(address)}" target="_self">{html.escape(name)}</a>{html.escape(note)}</li>'
        for address, name, note in items
    )
    return (
        '<p class="field">ほかの画面とのつながり<span>作成者による対応付け</span></p>'
        f'<ul class="related">{lines}</ul>'
    )


def age(when: str, months: int) -> str:
    """Return the day a value holds for, and how old it was when the edition was made, as a sentence."""
    old = f"この版を作った日の約{months}か月前" if months >= 1 else "この版を作った月"
    return f"値の時点：{when}（{old}）"


def told(label: str, teller: str, text: str) -> str:
    """Return what a department reported in words, and who, as HTML."""
    return f"<b>{label}</b>（{html.escape(teller)}）：{html.escape(text)}"
