"""The board of all measures: counts, tiles in groups, and the list of what needs a decision."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from charts import theme, words
from charts.goals.states import state_word

PAGE, SHEET, REPORTING = "goals", "goals-sheet", "goals-reporting"
UNJUDGED = ("未報告", "未報告（一部）", "評価困難", "未着手", "中止", "対象外")


@dataclass(frozen=True)
class Tile:
    """What one tile of the board shows, and the parameters of the sheet it leads to; `remark` is a line more."""

    measure_id: str
    short_name: str
    name: str
    state: str
    has_unjudged: bool
    parameters: dict[str, str]
    remark: str = ""


@dataclass(frozen=True)
class Group:
    """The tiles under one heading; `title` is the heading in full, `label` as short as a tile."""

    label: str
    title: str
    remark: str
    tiles: Sequence[Tile]


def sheet_address(parameters: dict[str, str]) -> str:
    """Return the address of a measure's sheet, escaped for HTML."""
    return address(SHEET, parameters)


def address(page: str, parameters: dict[str, str]) -> str:
    """Return the address of a page with its conditions, escaped for HTML."""
    return f"{page}?{html.escape(urlencode(parameters))}"


def chips(counts: Mapping[str, int], board: Mapping[str, str] | None = None) -> str:
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


def board(groups: Sequence[Group]) -> str:
    """Return tiles in their groups as HTML: headings and tiles are cells of one grid, each tile a link to its sheet."""
    return f'<div class="board">{"".join(_group(group) for group in groups)}</div>'


def tiles(listed: Sequence[Tile]) -> str:
    """Return tiles without a heading as HTML, for a card."""
    return f'<div class="board inner"><ul class="tiles">{"".join(_tile(tile) for tile in listed)}</ul></div>'


def _group(group: Group) -> str:
    return (
        f'<h2 class="group" title="{html.escape(group.title)}">{html.escape(group.label)}'
        f"<span>{html.escape(group.remark)}</span></h2>"
        f'<ul class="tiles">{"".join(_tile(tile) for tile in group.tiles)}</ul>'
    )


def _tile(tile: Tile) -> str:
    colour, symbol = theme.STATES[tile.state]
    mark = "＊" if tile.has_unjudged and tile.state not in UNJUDGED else ""
    remark = f'<span class="remark">{html.escape(tile.remark)}</span>' if tile.remark else ""
    return (
        f'<li style="--state:{colour}"><a href="{sheet_address(tile.parameters)}" target="_self"'
        f' title="{html.escape(f"{tile.measure_id} {tile.name}")}">'
        f'<b class="top">{symbol} {tile.state}{mark}</b>'
        f'<span class="no">{html.escape(tile.measure_id)}</span> {html.escape(tile.short_name)}{remark}</a></li>'
    )


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


def order_of_decisions(least_short: float) -> str:
    """Return the rule behind 判断が必要な順 in words; `least_short` (0-1) of the way counts as a large shortfall."""
    return (
        "判断が必要な順（本画面の定義）：①未達（計画の最後の年度に、目標に届かなかった）②不足が大きい（状態が「遅れ」、"
        "または、期待される値まで目標への道のりの"
        f"{100 * least_short:.0f}%以上足りない）③後退（基準より悪い、保つ水準を外れた、起きてはならないことが起きた）"
        "④未着手・中止（担当課の報告）⑤判定方法で変わる（計画の始まりからの直線か、伸び率の比では、違う状態になる。時間を見ない方法は数えない）"
        "⑥未報告あり。上から順に問い、初めに当たる理由で並べます。同じ理由の中では、不足（目標への道のりに対する割合）の大きい順です。"
        "偶然の範囲とは、事故のように偶然で動く件数で、期待される件数がその年の件数の95%区間に入ることです。"
    )


def chance(is_final: bool) -> str:
    """Return that chance alone explains a difference, as a sentence; in the last year it is that from the target."""
    return f"{'目標の' if is_final else '期待される'}件数との差は、偶然の範囲です。"


def by_numbers(state: str) -> str:
    """Return what the numbers say where the department's word stands, as short as a tile."""
    return f"数だけでは{state}"


BY_CHANCE = "偶然の範囲"
BROKEN_BEFORE = "途中の年に発生あり"
"""What must stand beside a target of nothing that the last year reached and an earlier one did not."""


def remark(state: str, shortfall: float | None, *, is_chance: bool) -> str:
    """Return the line a tile carries in the order of decisions: the shortfall (0-1 of the way), and chance.

    Of a state worse than the baseline no share is told: more than the whole way is missing, which says nothing.
    """
    if state == "後退":
        parts = ["基準より悪化" if shortfall else "保つ水準の外"]
    elif state == "後退（発生）":
        parts = ["あってはならないことが発生"]
    else:
        parts = [f"道のりの{100 * shortfall:.0f}%不足"] if shortfall else []
    return words.listing([*parts, BY_CHANCE] if is_chance and parts else parts)


def decision(
    *, measure_id: str, name: str, state: str, reason: str, reading: str, parameters: dict[str, str]
) -> str:
    """Return one measure that needs a decision as a list item of HTML."""
    return (
        f'<li><span class="head"><b>{measure_id}</b><a href="{sheet_address(parameters)}" target="_self">'
        f"{html.escape(name)}</a>{state_word(state)}</span>"
        f'<p class="note"><b>{html.escape(reason)}</b>　{html.escape(reading)}</p></li>'
    )


def decisions(
    items: Sequence[str], others: int, silent: int, *, everything: dict[str, str], unreported: dict[str, str]
) -> str:
    """Return the list of measures that need a decision, and how many have not reported, as HTML.

    `others` are those left off the list; `silent` have a series without a report. `everything` and `unreported`
    have the parameters of the board in this order, and of the page that says who has not reported.
    """
    lines = [f'<ul class="decide">{"".join(items)}</ul>'] if items else []
    if not items:
        lines.append(
            '<p class="note">報告のある施策の中に、未達・大きな不足・後退・未着手・中止はありません。</p>'
        )
    if others:
        lines.append(
            f'<p class="note">ほかに{others}施策あります。'
            f'<a href="{address(PAGE, everything)}" target="_self">判断が必要な順に、すべて見る</a></p>'
        )
    if silent:
        lines.append(
            f'<p class="note"><b>報告を求めるかどうか</b>：{silent}施策に未報告の指標があり、進み具合が分かりません。'
            f'<a href="{address(REPORTING, unreported)}" target="_self">報告の残っている課を見る</a></p>'
        )
    return "".join(lines)
