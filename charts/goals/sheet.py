"""Sentences, sums and small tables of one measure's sheet."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from charts import words
from charts.goals import records, states
from charts.goals.board import PUBLICS, sheet_address
from charts.goals.states import state_word
from charts.goals.topics import TOPICS
from findings.goals.plan import Measure
from findings.goals.records import newest_number
from findings.goals.sheet import Sheet
from findings.goals.states import MeasureState, SeriesState
from findings.goals.trajectory import Worked, expected_at
from stats import calendars
from stats.goals import sensitivity, state_words
from stats.goals.sensitivity import Rule, Undefined
from stats.goals.state_words import State

RULES: dict[Rule, str] = {
    "baseline_path": "基準からの直線（この画面の判定）",
    "plan_path": "計画の始まりからの直線",
    "growth": "1年あたりの伸び率で比べる",
    "ratio": "目標に対する大きさだけを見る（時間は見ない）",
}
"""The four rules a state is judged by, in words."""

SHORT_RULES: dict[Rule, str] = {
    "baseline_path": "基準からの直線",
    "plan_path": "計画開始からの直線",
    "growth": "伸び率",
    "ratio": "目標比",
}

UNDEFINED: dict[Undefined, str] = {
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

MOST, MOST_PRINTED = 8, 3
"""Other measures named beside one; paper has room for fewer."""


@dataclass(frozen=True)
class Neighbour:
    """Another measure, its state, and the address of its sheet."""

    measure_id: str
    short_name: str
    state: State
    parameters: dict[str, str]


def workings_title(worked: Worked, *, is_alone: bool) -> str:
    """Return the heading over how a series' state was worked out; one of several is named."""
    return "判定の計算と、これから" + ("" if is_alone else f"（指標{worked.series.indicator.indicator_id}）")


def sheet_sentence(found: Sheet) -> str:
    """Return the answer of the sheet in few words, as HTML: the state, and how far the target is."""
    chosen, worst = found.chosen, found.chosen.worst
    title, state = html.escape(chosen.measure.title), state_word(chosen.state)
    if not chosen.series:
        return f"<b>{title}</b>には指標がなく、進み具合は数では分かりません。"
    if chosen.state == state_words.NOT_DUE or worst is None:
        return f"<b>{title}</b>は、この年度の報告を求めていません。"
    if chosen.state == state_words.NOT_REPORTED:
        return f"<b>{title}</b>は{state}で、進み具合は分かりません。"
    return f"<b>{title}</b>は{state}{html.escape(_distance(worst))}"


def _distance(worst: SeriesState) -> str:
    """Return how far the target is from the value that decides a measure's state, as the end of a sentence."""
    judgement = worst.judgement
    match judgement.reason_code:
        case "achieved" | "keep" if judgement.events:
            return "ですが、途中の年に発生がありました。"
        case "achieved":
            return "で、目標に届きました。" if judgement.is_final else "で、目標に届いています。"
        case "keep":
            return "で、目標の水準を保っています。"
        case "breach" | "missed_event":
            return f"で、{words.quantity(judgement.value or 0, worst.indicator.unit)}の発生がありました。"
        case "below_baseline" | "missed_below_baseline":
            return "で、基準より悪くなりました。"
        case "department_word":
            return "です（担当課の報告）。"
        case "part_year_flow":
            return "で、1年分の数を待っています。"
        case "before_target_day":
            return "で、目標の日の値を待っています。"
        case "missing_years" | "no_number" | "not_reported":
            return "で、数がそろっていません。"
    if not (missing := states.missing(worst)):
        return "です。"
    chance = "（偶然でも動く数です）" if worst.indicator.uncertainty == "poisson" else ""
    return f"で、目標まであと{missing}{'でした' if judgement.is_final else 'です'}{chance}。"


def grounds(found: Sheet) -> list[str]:
    """Return what the answer rests on, as HTML: the values behind the state, or what is known without a report."""
    chosen, year = found.chosen, found.year
    worst = chosen.worst
    if not chosen.series:
        return ["計画はこの施策に指標を設けていません。"]
    if chosen.state == state_words.NOT_DUE or worst is None:
        return [states.REASONS["not_due"]]
    if chosen.state == state_words.NOT_REPORTED:
        return [_silent(chosen, worst, year)]
    two = of_several(
        {one.indicator.indicator_id: one.judgement.state for one in chosen.series},
        worst.indicator.indicator_id,
        chosen.state,
    )
    besides = BY_CHANCE if worst.indicator.uncertainty == "poisson" else ""
    if chosen.state not in (state_words.BREACHED, state_words.MISSED):
        besides += broken_before(events_of(worst))
    if worst.judgement.state == state_words.NOT_REPORTED:
        besides += last_known(_last_value(worst, year))
    source = records.SOURCE if worst.is_recorded else "報告"
    said = f"{words.fiscal_year(year)}の{source}：{two}{states.reading(worst)}{besides}"
    return [html.escape(said)]


def _silent(chosen: MeasureState, worst: SeriesState, year: int) -> str:
    """Return the answer where the year has no report: what is known, and who would report."""
    indicator = worst.indicator
    end = calendars.bounds(year, indicator.calendar)[1]
    expected = expected_at(indicator, end)
    end_of_year = words.period(end, indicator.calendar)
    return unreported(
        when=words.calendar_year(year) if indicator.calendar == "calendar" else words.fiscal_year(year),
        target=f"{words.period(indicator.target_on, indicator.calendar)}に{indicator.target_text}",
        latest=_last_value(worst, year),
        expected=None
        if expected is None or indicator.kind == "milestone"
        else f"{end_of_year}に期待される値は{words.about(expected, indicator.unit)}",
        reporters=words.listing(chosen.measure.departments),
    )


def _last_value(one: SeriesState, year: int) -> str | None:
    """Return the newest number reported up to the end of a fiscal year with its day, in words; None without one."""
    last = newest_number(one.values, calendars.bounds(year, one.indicator.calendar)[1])
    return records.last_value(one.indicator, last) if last else None


def events_of(one: SeriesState) -> list[str]:
    """Return the events of the plan's years that a series must not have, each with its year, in words."""
    indicator = one.indicator
    return [
        f"{words.period(on, indicator.calendar)}の{words.quantity(count, indicator.unit)}"
        for on, count in one.judgement.events
    ]


def of_several(states: Mapping[str, State], worst: str, state: State) -> str:
    """Return which of several series the state of a measure is, as a sentence; empty where there is only one.

    `states` are the series' states by number, `worst` the number of the one that is read out. A series that could not
    be judged was not compared, so it is named with what it is instead.
    """
    if len(states) == 1:
        return ""
    unjudged = [f"指標{number}は{word}" for number, word in states.items() if word in state_words.UNJUDGED]
    if state in state_words.UNJUDGED:
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


def unreported(*, when: str, target: str, latest: str | None, expected: str | None, reporters: str) -> str:
    """Return what is known without a report for the year, and who would report, as HTML.

    `target` is the target in words, `latest` the newest report of another year, `expected` what the path
    asks for at the year's end, in words.
    """
    known = last_known(latest)
    path = f"{expected}、" if expected else ""
    return (
        f"{when}の報告がありません。{known}{path}目標は{html.escape(target)}です。"
        f"報告するのは{html.escape(reporters)}です。"
    )


def last_known(latest: str | None) -> str:
    """Return the newest value known of a series without a report for the year, as a sentence."""
    return f"直近の報告は{latest}です。" if latest else "計画の期間の報告は、まだ一つもありません。"


def thresholds(limits: Mapping[State, float]) -> str:
    """Return from which pace each state is earned, in words."""
    listed = [
        f"{limit:.2f}以上は{state}" if limit else f"それ未満は{state}" for state, limit in limits.items()
    ]
    return "数が" + "、".join(listed) + "。基準より悪ければ後退、目標に届けば達成です。"


def rules(worked: Worked, names: Mapping[Rule, str] = RULES) -> tuple[str, str]:
    """Return whether a series' state depends on the rule, as a sentence, and its state under every rule as a table."""
    differing = sensitivity.differing(worked.rulings)
    others = sum(one.state is not None for one in worked.rulings[1:])
    ruled = [(one.rule, one.score, one.state, one.undefined) for one in worked.rulings]
    return survives([one.rule for one in differing], others), rules_table(ruled, names)


def ruled(worked: Worked, limits: Mapping[State, float]) -> str:
    """Return a series' state under every rule with what earns each state, as HTML; empty where no rule applies."""
    if not worked.is_ruled:
        return ""
    said, table = rules(worked)
    return f'<p class="note">{said}</p>{table}<p class="note">{thresholds(limits)}</p>'


def rules_table(
    rows: Sequence[tuple[Rule, float | None, State | None, Undefined | None]],
    names: Mapping[Rule, str] = RULES,
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


def survives(differing: Sequence[Rule], others: int) -> str:
    """Return whether the state depends on the rule, as a sentence; `others` rules have a state of their own."""
    if differing:
        named = words.listing(SHORT_RULES[rule] for rule in differing)
        return f"<b>判定は方法で変わります</b>（{named}では別の状態）。"
    if others:
        return "どの方法でも、判定は同じです。"
    return "ほかの方法では判定できないため、方法による違いはありません。"


def beside(found: Sheet, kept: Mapping[str, str], most: int = MOST) -> str:
    """Return what stands beside a measure as HTML: what it serves, then with links other topics and other measures.

    `kept` are the parameters every address keeps; at most `most` measures of a kind are named.
    """
    edition = {name: value for name, value in kept.items() if name != "fiscal_year"}
    others = [
        (
            f"{topic.page}?{urlencode({**edition, **topic.conditions})}".rstrip("?"),
            topic.title,
            one.note or "",
        )
        for one in found.related
        if (topic := TOPICS.get(one.target))
    ]
    blocks = []
    for group in found.beside:
        title = f"同じ提言{group.number}の施策（作成者による対応付け）"
        if group.shared == "departments":
            title = f"同じ担当課（{words.listing(found.chosen.measure.departments)}）の施策"
        left_out = f"（ほか{len(group.measures) - most}施策）" if len(group.measures) > most else ""
        named = [
            Neighbour(
                measure_id=one.measure.measure_id,
                short_name=one.measure.short_name,
                state=one.state,
                parameters={"measure": one.measure.measure_id, **kept},
            )
            for one in group.measures[:most]
        ]
        blocks.append(neighbours(f"{title}{left_out}", named))
    themes = [states.theme_name(one.link_kind, one.theme_no, one.name) for one in found.themes]
    served = html.escape(words.listing(themes) or "なし")
    return (
        f'<dl class="facts"><dt>つながり</dt><dd>{served}（作成者による対応付け）</dd></dl>'
        f"{related(others)}{''.join(blocks)}"
    )


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


def turns(found: Sheet, kept: Mapping[str, str]) -> str:
    """Return links to the sheets before and after in the plan's order, as HTML; `kept` are what their address keeps."""
    links = "".join(
        f'<a rel="{rel}" href="{sheet_address(one, kept)}" target="_self">{text.format(html.escape(one.measure_id))}'
        f"<span>{html.escape(one.short_name)}</span></a>"
        for rel, text, one in (("prev", "‹ 前 {}", found.before), ("next", "次 {} ›", found.after))
        if one
    )
    return f'<nav class="turns" aria-label="前後の施策">{links}</nav>'


def age(when: str, months: int) -> str:
    """Return the day a value holds for, and how old it was when the edition was made, as a sentence."""
    old = f"この版を作った日の約{months}か月前" if months >= 1 else "この版を作った月"
    return f"値の時点：{when}（{old}）"


def headed(worked: Worked, found: Sheet) -> str:
    """Return the name of a measure, or of one of its several series, with its state, as HTML."""
    title, state = found.chosen.measure.title, found.chosen.state
    if len(found.series) > 1:
        title, state = f"指標{worked.series.indicator.indicator_id}", worked.series.judgement.state
    return f"<h2>{html.escape(title)}　{state_word(state)}</h2>"


def described(found: Sheet) -> str:
    """Return what a measure is, in the plan's sense, as HTML."""
    measure = found.chosen.measure
    return (
        f"<p>{html.escape(measure.summary)}{html.escape(measure.effect)}</p>"
        '<dl class="facts">'
        f"<dt>担当</dt><dd>{html.escape(words.listing(measure.departments))}</dd>"
        f"<dt>対象</dt><dd>{_publics(measure)}　{'新規' if measure.is_new else '継続'}</dd>"
        f"<dt>分野</dt><dd>{html.escape(measure.field)}（計画 {measure.page}ページ）</dd>"
        "</dl>"
    )


def _publics(measure: Measure) -> str:
    return words.listing(word for word, public in PUBLICS.items() if getattr(measure, public))
