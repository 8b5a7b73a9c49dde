"""The board of all measures: counts, tiles in groups, and the list of what needs a decision."""

import html
import math
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from charts import theme, words
from charts.goals import records, states
from findings.goals.board import Group, Grouping, Public, Urgency
from findings.goals.plan import Measure
from findings.goals.states import MeasureState
from queries import once
from stats.goals import decisions, state_words
from stats.goals.state_words import State

PAGE, SHEET, REPORTING = "goals", "goals-sheet", "goals-reporting"

GROUPINGS: dict[str, Grouping] = {"分野": "field", "担当課": "department", "状態": "state"}
"""What the board can be grouped by, as it is asked for in the address."""

BY_DECISION = "判断順"
"""The view in which measures stand in the order in which decisions are asked for, as an address names it."""

PUBLICS: dict[str, Public] = {"市民向け": "for_citizens", "庁内向け": "for_staff"}
NEWNESS = {"新規": True, "継続": False}
"""What the board can be narrowed to, as it is asked for in the address."""

COLUMNS, COLUMNS_PRINTED = 11, 7
"""Tiles of a row on a wide screen and on paper."""

CHARACTERS = 7
"""Characters of a heading that a tile is wide."""

BAD: frozenset[State] = frozenset(
    (state_words.MISSED, state_words.BREACHED, state_words.WORSE, state_words.BEHIND)
)
"""States whose tiles stand out."""

UNJUDGED_IN_PART = "＊"
"""Follows the state of a measure of whose series one could not be judged."""

DEFINITION = (
    "状態は、基準値・目標値・実績と、値の日から決めます（決め方は「方法と出典」）。指標が2つある施策は、悪いほうの状態です。"
    "計画の最後の年度は、目標に届いたかどうかだけを見ます。"
)
"""What the state of a measure rests on."""

Kept = Mapping[str, str]
"""The parameters every link of the goals keeps: fiscal year and edition."""


def sheet_address(measure: Measure, kept: Kept) -> str:
    """Return the address of a measure's sheet, escaped for HTML."""
    return address(SHEET, {"measure": measure.measure_id, **kept})


def address(page: str, parameters: Mapping[str, str | Sequence[str]]) -> str:
    """Return the address of a page with its conditions, each of one value or several, escaped for HTML."""
    return f"{page}?{html.escape(urlencode(parameters, doseq=True))}"


def chips(
    counts: Mapping[State, int], board: Kept | None = None, asked: Mapping[str, Sequence[str]] | None = None
) -> str:
    """Return the number of measures and the counts by state as HTML; states nobody is in are left out.

    With the parameters of a board every count leads to its measures on that board, and their sum to all of them;
    `asked` are the other conditions of the board, which stay.
    """

    def linked(text: str, **state: str) -> str:
        return (
            text
            if board is None
            else f'<a href="{address(PAGE, {**board, **(asked or {}), **state})}" target="_self">{text}</a>'
        )

    items = []
    for state, count in counts.items():
        if count:
            colour, symbol = theme.STATES[state]
            text = f'<b style="color:{colour}">{symbol} {state}</b>{count}'
            items.append(f"<li>{linked(text, state=state)}</li>")
    return f'<ul class="chips"><li class="sum">{linked(f"{sum(counts.values())}施策")}：</li>{"".join(items)}</ul>'


@once
def board(groups: Sequence[Group], kept: Kept) -> str:
    """Return measures in their groups as HTML: headings and tiles are cells of one grid, each tile a link to its sheet.

    `kept` are the parameters every address keeps.
    """
    sizes = [len(group.members) for group in groups]
    labels = [math.ceil(len(_label(group)) / CHARACTERS) for group in groups]
    wide, paper = (widths(sizes, labels, columns) for columns in (COLUMNS, COLUMNS_PRINTED))
    drawn = "".join(_group(*one, kept) for one in zip(groups, wide, paper, strict=True))
    return f'<div class="board">{drawn}</div>'


def tiles(listed: Sequence[MeasureState], kept: Kept) -> str:
    """Return tiles without a heading as HTML, for a card."""
    drawn = "".join(_tile(one, "", kept) for one in listed)
    return f'<div class="board inner"><ul class="tiles">{drawn}</ul></div>'


def short_field(name: str) -> str:
    """Return what a field is about: its name up to における, which all but a few share."""
    return name.split("における")[0]


def widths(sizes: Sequence[int], labels: Sequence[int], columns: int) -> list[int]:
    """Return how many columns each group takes so that all stand one after the other in the least height.

    Groups beside one another have the same number of rows of tiles, so that none stands over a hole; a heading counts
    as a third of a row. `labels` are the columns the headings need: a group is no narrower, unless it
    has fewer tiles or there are fewer columns.
    """
    least = [min(size, label, columns) for size, label in zip(sizes, labels, strict=True)]
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for end in range(1, len(sizes) + 1):
        beside = [
            (best[first], *_beside(sizes[first:end], least[first:end], columns)) for first in range(end)
        ]
        best.append(
            min(
                (height + rows + 1 / 3, [*before, *taken])
                for (height, before), rows, taken in beside
                if sum(taken) <= columns
            )
        )
    return best[-1][1]


def _beside(sizes: Sequence[int], least: Sequence[int], columns: int) -> tuple[int, list[int]]:
    """Return the fewest rows in which groups fit beside one another, and their columns; too many groups never fit."""
    for rows in range(1, max(sizes) + 1):
        taken = [max(math.ceil(size / rows), fewest) for size, fewest in zip(sizes, least, strict=True)]
        if sum(taken) <= columns:
            break
    return rows, taken


def _label(group: Group) -> str:
    return short_field(group.name) if group.grouping == "field" else group.name


def _group(group: Group, wide: int, paper: int, kept: Kept) -> str:
    drawn = "".join(
        _tile(one.judged, tile_remark(one, is_by_decision=group.grouping == "decision"), kept)
        for one in group.members
    )
    count = len(group.members)
    counted = f"<span>{count}施策</span>" if count > 1 else ""
    return (
        f'<section style="--wide:{wide};--paper:{paper}">'
        f'<h2 class="group" title="{html.escape(group.name)}">{html.escape(_label(group))}'
        f'{counted}</h2><ul class="tiles">{drawn}</ul></section>'
    )


def _tile(one: MeasureState, remark: str, kept: Kept) -> str:
    colour, symbol = theme.STATES[one.state]
    mark = UNJUDGED_IN_PART if _is_unjudged_in_part(one) else ""
    said = words.listing([*([remark] if remark else []), *_whence(one)])
    shown = f'<span class="remark">{pieces(_short(said))}</span>' if said else ""
    return (
        f'<li{_weight(one.state)} style="--state:{colour}"><a href="{sheet_address(one.measure, kept)}"'
        f' target="_self" title="{html.escape(f"{one.measure.title}　{said}".rstrip())}">'
        f'<span class="head"><b class="top">{symbol} {one.state}{mark}</b>{shown}</span> '
        f'<span class="no">{html.escape(one.measure.measure_id)}</span> {pieces(one.measure.short_name)}</a></li>'
    )


def _is_unjudged_in_part(one: MeasureState) -> bool:
    return one.unjudged_present and one.state not in state_words.UNJUDGED


def pieces(text: str) -> str:
    """Return a text as HTML whose lines end between words only."""
    return "<wbr>".join(html.escape(part) for part in words.phrases(text))


def _weight(state: State) -> str:
    """Return how a tile stands out by more than its colour: what went wrong in a frame, silence dashed."""
    if state in BAD:
        return ' class="bad"'
    return ' class="silent"' if state in state_words.UNJUDGED else ""


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


def _short(remark: str) -> str:
    """Return a remark as short as a tile."""
    for said, shorter in SHORT.items():
        remark = remark.replace(said, shorter)
    return remark


def below(listed: Sequence[Group], total: int) -> str:
    """Return what a reader of this board must know as HTML: what is left out or repeated, the signs of its tiles."""
    tiles = [one for group in listed for one in group.members]
    shown = len({one.judged.measure.measure_id for one in tiles})
    parts = []
    if shown < total:
        parts.append(f"{total}施策のうち、条件に合う{shown}施策です。")
    if len(tiles) > shown:
        parts.append("複数の課が担当する施策は、それぞれの課にあります。")
    remarks = "".join(tile_remark(one, is_by_decision=False) for one in tiles if one.judged.is_final)
    if states.SHARE in remarks:
        parts.append("%は、基準から目標までの道のりのうち、どこまで来たかです。")
    if states.WORSENED in remarks:
        parts.append("悪化は、基準より悪くなった施策です。")
    if any(_is_unjudged_in_part(one.judged) for one in tiles):
        parts.append(f"{UNJUDGED_IN_PART}は、指標の一部がまだ判定できない施策です。")
    return f'<p class="note">{"".join(parts)}</p>' if parts else ""


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

SHORT = {
    states.SHARE: "",
    "目標まであと": "あと",
    states.WORSENED: "悪化",
    BROKEN_BEFORE: "途中で発生",
}
"""What a remark says at length → in the room of a tile, whose signs `below` explains."""


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
