"""The board of all measures: counts, tiles in groups, and the list of what needs a decision."""

import html
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from charts import theme, words
from charts.goals import records, states
from findings.goals.board import Group, Grouping, Public, Urgency
from findings.goals.plan import Measure
from findings.goals.states import MeasureState
from stats.goals import decisions, state_words
from stats.goals.state_words import State

PAGE, SHEET, REPORTING = "goals", "goals-sheet", "goals-reporting"

GROUPINGS: dict[str, Grouping] = {
    "分野": "field",
    "担当課": "department",
    "目標": "goal",
    "提言": "recommendation",
    "状態": "state",
    "判断が必要な順": "decision",
}
"""What the board can be grouped by, as it is asked for in the address."""

BY_DECISION = "判断が必要な順"
PUBLICS: dict[str, Public] = {"市民向け": "for_citizens", "庁内向け": "for_staff"}
NEWNESS = {"新規": True, "継続": False}
"""What the board can be narrowed to, as it is asked for in the address."""

THEMES = {"goal": "目標", "recommendation": "提言"}

Kept = Mapping[str, str]
"""The parameters every link of the goals keeps: fiscal year and edition."""


def sheet_address(measure: Measure, kept: Kept) -> str:
    """Return the address of a measure's sheet, escaped for HTML."""
    return address(SHEET, {"measure": measure.measure_id, **kept})


def address(page: str, parameters: Mapping[str, str]) -> str:
    """Return the address of a page with its conditions, escaped for HTML."""
    return f"{page}?{html.escape(urlencode(parameters))}"


def chips(counts: Mapping[State, int], board: Kept | None = None) -> str:
    """Return the number of measures and the counts by state as HTML; states nobody is in are left out.

    With the parameters of a board every count leads to its measures on that board, and their sum to all of them.
    """

    def linked(text: str, **asked: str) -> str:
        return (
            text
            if board is None
            else f'<a href="{address(PAGE, {**board, **asked})}" target="_self">{text}</a>'
        )

    items = []
    for state, count in counts.items():
        if count:
            colour, symbol = theme.STATES[state]
            text = f'<b style="color:{colour}">{symbol} {state}</b>{count}'
            items.append(f"<li>{linked(text, state=state)}</li>")
    return f'<ul class="chips"><li class="sum">{linked(f"{sum(counts.values())}施策")}：</li>{"".join(items)}</ul>'


def board(groups: Sequence[Group], kept: Kept) -> str:
    """Return measures in their groups as HTML: headings and tiles are cells of one grid, each tile a link to its sheet.

    `kept` are the parameters every address keeps.
    """
    return f'<div class="board">{"".join(_group(group, kept) for group in groups)}</div>'


def tiles(listed: Sequence[MeasureState], kept: Kept) -> str:
    """Return tiles without a heading as HTML, for a card."""
    drawn = "".join(_tile(one, "", kept) for one in listed)
    return f'<div class="board inner"><ul class="tiles">{drawn}</ul></div>'


def short_field(name: str) -> str:
    """Return what a field is about: its name up to における, which all but a few share."""
    return name.split("における")[0]


def headings(group: Group) -> tuple[str, str]:
    """Return the heading of a group, as short as a tile and in full."""
    if group.grouping == "field":
        return short_field(group.name), group.name
    if group.grouping not in THEMES:
        return group.name, group.name
    word = THEMES[group.grouping]
    if group.number is None:
        return f"どの{word}にも結ばれていない", f"どの{word}にも結ばれていない施策"
    number = f"{word}{group.number}"
    return f"{number} {group.name}", f"{number}「{group.name}」（作成者による対応付け）"


def _group(group: Group, kept: Kept) -> str:
    label, title = headings(group)
    drawn = "".join(
        _tile(one.judged, tile_remark(one, is_by_decision=group.grouping == "decision"), kept)
        for one in group.members
    )
    return (
        f'<h2 class="group" title="{html.escape(title)}">{html.escape(label)}'
        f'<span>{len(group.members)}施策</span></h2><ul class="tiles">{drawn}</ul>'
    )


def _tile(one: MeasureState, remark: str, kept: Kept) -> str:
    colour, symbol = theme.STATES[one.state]
    mark = "＊" if one.unjudged_present and one.state not in state_words.UNJUDGED else ""
    said = words.listing([*([remark] if remark else []), *_whence(one)])
    shown = f'<span class="remark">{html.escape(said)}</span>' if said else ""
    return (
        f'<li style="--state:{colour}"><a href="{sheet_address(one.measure, kept)}" target="_self"'
        f' title="{html.escape(one.measure.title)}">'
        f'<b class="top">{symbol} {one.state}{mark}</b>'
        f'<span class="no">{html.escape(one.measure.measure_id)}</span> '
        f"{html.escape(one.measure.short_name)}{shown}</a></li>"
    )


def _whence(one: MeasureState) -> list[str]:
    """Return where the judged values are from, of the series whose values no department reported."""
    return [
        records.origin(is_sample=series.recorded.is_sample)
        for series in one.series
        if series.recorded and series.is_recorded
    ]


def tile_remark(one: Urgency, *, is_by_decision: bool) -> str:
    """Return the line more a tile carries: how the plan ended, or why a decision is asked for; may be empty."""
    if one.judged.is_final:
        return _end_remark(one)
    if not is_by_decision or one.reason == decisions.NOTHING:
        return BY_CHANCE if one.is_chance and one.shortfall else ""
    return remark(one.judged.state, one.shortfall, is_chance=one.is_chance)


def _end_remark(one: Urgency) -> str:
    """Return what a tile says of the end of the plan: by how much the target was missed, or what the numbers say."""
    worst = one.judged.worst
    if worst is None:
        return ""
    if computed := worst.judgement.computed_state:
        return by_numbers(computed)
    if one.judged.state == state_words.ACHIEVED and any(
        series.judgement.events for series in one.judged.series
    ):
        return BROKEN_BEFORE
    missed = states.missed(worst)
    return words.listing([missed, BY_CHANCE] if one.is_chance and missed else [missed])


def below(shown: int, total: int, tiles: int) -> str:
    """Return what a reader of the board must know as HTML: how many are shown, repeated tiles, the asterisk."""
    parts = [
        f"{total}施策すべてを表示しています。"
        if shown == total
        else f"条件に合う{shown}施策を表示しています。"
    ]
    if tiles > shown:
        parts.append(
            f"複数の組に入る施策があるため、タイルは{tiles}枚あります（上の数は1施策を1回だけ数えます）。"
        )
    parts.append("＊は、複数ある指標の一部がまだ判定できない施策です。タイルを押すと施策カルテが開きます。")
    return f'<p class="note">{"".join(parts)}</p>'


def order_of_decisions() -> str:
    """Return the rule behind 判断が必要な順 in words."""
    return (
        "判断が必要な順（本画面の定義）：①未達（計画の最後の年度に、目標に届かなかった）②不足が大きい（状態が「遅れ」、"
        "または、期待される値まで目標への道のりの"
        f"{words.percent(decisions.LARGE)}以上足りない）③後退（基準より悪い、保つ水準を外れた、起きてはならないことが起きた）"
        "④未着手・中止（担当課の報告）⑤判定方法で変わる（計画の始まりからの直線か、伸び率の比では、違う状態になる。時間を見ない方法は数えない）"
        "⑥未報告あり。上から順に問い、初めに当たる理由で並べます。同じ理由の中では、不足（目標への道のりに対する割合）の大きい順です。"
        f"偶然の範囲とは、事故のように偶然で動く件数で、期待される件数がその年の件数の{words.INTERVAL}区間に入ることです。"
    )


def chance(is_final: bool) -> str:
    """Return that chance alone explains a difference, as a sentence; in the last year it is that from the target."""
    return f"{'目標の' if is_final else '期待される'}件数との差は、偶然の範囲です。"


def by_numbers(state: State) -> str:
    """Return what the numbers say where the department's word stands, as short as a tile."""
    return f"数だけでは{state}"


BY_CHANCE = "偶然の範囲"
BROKEN_BEFORE = "途中の年に発生あり"
"""What must stand beside a target of nothing that the last year reached and an earlier one did not."""


def remark(state: State, shortfall: float | None, *, is_chance: bool) -> str:
    """Return the line a tile carries in the order of decisions: the shortfall (0-1 of the way), and chance.

    Of a state worse than the baseline no share is told: more than the whole way is missing, which says nothing.
    """
    if state == state_words.WORSE:
        parts = ["基準より悪化" if shortfall else "保つ水準の外"]
    elif state == state_words.BREACHED:
        parts = ["あってはならないことが発生"]
    else:
        parts = [f"道のりの{100 * shortfall:.0f}%不足"] if shortfall else []
    return words.listing([*parts, BY_CHANCE] if is_chance and parts else parts)
