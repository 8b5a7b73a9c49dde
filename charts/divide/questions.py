"""All questions at once: who uses less than the average, as a table of cells and as a ranked list."""

import html
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import answers, plain, theme, words
from charts.divide import shares
from charts.divide.shares import EMPTY, HIDDEN
from findings.divide.questions import CHANCE, Cell, Standing, behind, most_behind
from findings.divide.reasons import Reason, rivals
from findings.divide.shares import FEW

STANDINGS: dict[Standing, tuple[str, str, str]] = {
    "worse": ("▼", "#FBDDBD", "平均より使っていない"),
    "better": ("▲", "#D3E6F4", "平均より使っている"),
    "unclear": ("", "#FFFFFF", "平均と違うとはいえない"),
    "hidden": ("", "#E6EAEE", HIDDEN),
    "empty": ("", "#E6EAEE", EMPTY),
}
"""Standing of a cell → mark, ground and word."""
NOTHING_KNOWN = (
    "年代別の回答が分かる調査が、この版にありません。"
    "加えると、誰が・なぜ使っていないかを設問ごとに比べられます。"
)
"""Why nothing is compared item by item."""
ROW = 44  # pixels a name takes with its mark, apart from the mark above
MARKS = "▼ 平均より使っていない　▲ 平均より使っている　数字は選んだ人の割合"
"""What the marks of the table mean."""
HEAT_NOTE = (
    "平均は、年代の割合を回答者数で合わせた全体です。▼（▲）は、すべての欄を同時に比べても、平均より使っていない"
    f"（使っている）といえる欄です（ボンフェローニの方法、全体で{words.percent(CHANCE)}）。＊は回答が{FEW}人未満の参考値、秘匿は人数が少なく示せない欄です。"
    "一つだけ選ぶ質問は、良い答えを合わせて一つの項目にしました。良い・悪いのない選択肢と、一部の人だけに尋ねた質問は含みません。"
)
SPREAD_NOTE = shares.DOTS_NOTE + "人数が少ない年代は、示せる区分まで合わせました。"
RANKED_NOTE = f"点は平均との差（右ほど不利）、線は{words.INTERVAL}区間、＊は回答が{FEW}人未満の参考値です。"


def answer(cells: Sequence[Cell], why: Sequence[Reason]) -> str:
    """Return who is behind the average most often, as HTML, counting only what chance does not explain.

    `why` are the reasons for using nothing, the most frequent first; none where nobody was asked.
    """
    shown = [cell for cell in cells if cell.pct is not None]
    if not shown:
        return "人数が少ないため、年代別に示せる項目がありません（秘匿）。"
    items = len({cell.item for cell in shown})
    most = most_behind(cells)
    if most is None:
        return f"{items}項目のうち、平均より使っていないといえる年代はありません。"
    group, number = most
    told = f"{group}は{items}項目のうち{number}項目で平均より使っていないとい"
    if not why:
        return html.escape(f"{told}えます。")
    end = "などです" if rivals(why) else "が最多です"
    return html.escape(
        answers.fitting(lambda label: f"{told}え、使わない理由は「{label}」{end}。", why[0].label)
    )


def grounds(cells: Sequence[Cell], year: int) -> list[str]:
    """Return what the answer rests on, as HTML, a sentence each."""
    said = [
        f"{words.fiscal_year(year)}の調査を、年代別に比べました。",
        "数えたのは、すべての欄を同時に比べても、平均より使っていないといえる項目です。",
    ]
    return [*said, *filter(None, [farthest(cells)])]


def farthest(cells: Sequence[Cell]) -> str:
    """Return who is farthest behind the average in what, as HTML; empty where nobody is."""
    worse = behind(cells)
    if not worse:
        return ""
    return (
        f"いちばん離れているのは{html.escape(worse[0].age_group)}の「{html.escape(worse[0].item)}」で、"
        f"平均より{words.number(worse[0].behind or 0, 1)}ポイント不利です。"
    )


def heat(cells: Sequence[Cell], columns: Sequence[str]) -> str:
    """Return a table of items by age as HTML: the share in each cell, its mark and ground its standing to the average.

    A class made of several columns is one wide cell. On a narrow screen the item stands above its cells.
    """
    rows = []
    for item in dict.fromkeys(cell.item for cell in cells):
        listed = [cell for cell in cells if cell.item == item]
        rows.append(
            f'<tr><th scope="row">{html.escape(item)}</th>'
            + "".join(_cell(cell) for cell in listed)
            + "</tr>"
        )
    head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in columns)
    return (
        f'<table class="heat"><thead><tr><td></td>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _cell(cell: Cell) -> str:
    mark, ground, word = STANDINGS[cell.standing]
    text = _silence(cell) or f"{words.number(cell.pct or 0, 0)}%{_few(cell)}{mark}"
    named = html.escape(f"{cell.age_group}：{word}")
    return (
        f'<td colspan="{cell.last - cell.first + 1}" style="background:{ground}" title="{named}"'
        f' class="{cell.standing}">{text}</td>'
    )


def _few(cell: Cell) -> str:
    """Return the mark of a share that few answered for."""
    return "＊" if cell.respondents is not None and cell.respondents < FEW else ""


def spread(cells: Sequence[Cell]) -> go.Figure:
    """Return a line per item with a dot per age and the gap between youngest and oldest."""
    lines: dict[str, list[Cell]] = {}
    for cell in cells:
        lines.setdefault(words.folded(cell.item, 10), []).append(cell)
    return shares.equiplot(lines)


def spread_in_words(cells: Sequence[Cell]) -> str:
    """Return the shares of every item by age as sentences."""
    items = dict.fromkeys(cell.item for cell in cells)
    return "".join(
        f"{item}："
        + "、".join(
            f"{cell.age_group} {_silence(cell) or f'{words.number(cell.pct or 0, 1)}%'}"
            for cell in cells
            if cell.item == item
        )
        + "。"
        for item in items
    )


def ranked(cells: Sequence[Cell]) -> go.Figure:
    """Return how far each cell is behind the average, with its interval, the farthest first; 0 is the average."""
    figure = theme.figure(height=36 + ROW * max(1, len(cells)))
    places = list(range(len(cells)))[::-1]
    figure.add_vline(x=0, line={"color": theme.SECONDARY, "width": 1.5})
    figure.add_scatter(
        x=[cell.behind for cell in cells],
        y=places,
        mode="markers",
        marker={"size": 12, "color": theme.ACCENT},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [(cell.high or 0) - (cell.behind or 0) for cell in cells],
            "arrayminus": [(cell.behind or 0) - (cell.low or 0) for cell in cells],
            "color": theme.INK,
            "thickness": 1.3,
            "width": 5,
        },
        text=[plain.figure(f"{cell.age_group} {cell.item}") for cell in cells],
        hovertemplate="%{text} %{x:.1f}ポイント<extra></extra>",
    )
    for cell, place in zip(cells, places, strict=True):
        people = "" if cell.people is None else f" 約{words.number(round(cell.people, -2))}人"
        _write(figure, cell.high or 0, place, f"<b>{words.number(cell.behind or 0, 1)}</b>{people}", xshift=8)
        _write(figure, 0, place, _short(cell.item), xshift=6, yshift=16)
    # Room for the number behind the longest line, also on a narrow screen.
    top = 2.5 * max([5.0, *(cell.high or 0 for cell in cells)])
    figure.update_xaxes(range=[min([0.0, *(cell.low or 0 for cell in cells)]) - 1, top])
    figure.update_yaxes(
        range=[-0.5, len(cells) - 0.4],
        tickvals=places,
        ticktext=[f"{cell.age_group}{_few(cell)}" for cell in cells],
        showgrid=False,
    )
    return figure


def _write(figure: go.Figure, x: float, y: float, text: str, **shift: float) -> None:
    figure.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor="left", font={"size": 14, "color": theme.INK}, **shift
    )


def in_words(cells: Sequence[Cell]) -> str:
    """Return the cells behind the average as a sentence."""
    if not cells:
        return "平均より使っていないといえる年代はありません。"
    return (
        "、".join(
            f"{cell.age_group}の「{cell.item}」は平均より{words.number(cell.behind or 0, 1)}ポイント不利"
            for cell in cells
        )
        + "。"
    )


def wide_table(cells: Sequence[Cell], columns: Sequence[str]) -> pd.DataFrame:
    """Return the cells as they are drawn: one row an item, one column an age; a wider class is named in each of its."""
    rows = []
    for item in dict.fromkeys(cell.item for cell in cells):
        row = {"項目": item} | dict.fromkeys(columns, "—")
        for cell in (cell for cell in cells if cell.item == item):
            mark = STANDINGS[cell.standing][0]
            text = _silence(cell) or f"{words.number(cell.pct or 0, 1)}%{mark}"
            named = "" if cell.first == cell.last else f"（{cell.age_group}）"
            row |= {columns[place]: text + named for place in range(cell.first, cell.last + 1)}
        rows.append(row)
    return pd.DataFrame(rows)


def table(cells: Sequence[Cell]) -> pd.DataFrame:
    """Return the cells as the table under the charts; hidden ones say 秘匿."""

    def number(value: float | None, decimals: int = 1) -> str:
        return "—" if value is None else words.number(value, decimals)

    return pd.DataFrame(
        {
            "項目": [cell.item for cell in cells],
            "年代": [cell.age_group for cell in cells],
            "回答した人": [number(cell.respondents, 0) for cell in cells],
            "割合（%）": [_silence(cell) or number(cell.pct) for cell in cells],
            "平均との差（ポイント、プラスは不利）": [_silence(cell) or number(cell.behind) for cell in cells],
            f"{words.INTERVAL}区間 下": [number(cell.low) for cell in cells],
            f"{words.INTERVAL}区間 上": [number(cell.high) for cell in cells],
            "使っていない住民（推計、人）": [
                "—" if cell.people is None else words.number(round(cell.people, -2)) for cell in cells
            ],
            "判定": [STANDINGS[cell.standing][2] for cell in cells],
            "注": [
                _silence(cell)
                if cell.pct is None
                else "参考値"
                if cell.respondents is not None and cell.respondents < FEW
                else ""
                for cell in cells
            ],
        }
    )


def _silence(cell: Cell) -> str:
    """Return why there is no share: 秘匿 or 回答なし; empty where there is one."""
    return STANDINGS[cell.standing][2] if cell.pct is None else ""


def _short(item: str) -> str:
    return item if len(item) <= 16 else f"{item[:15]}…"


def people_note(*, is_known: bool) -> str:
    """Return what the numbers of people mean, or what is missing for them."""
    if is_known:
        return (
            "人数は、その年代の住民のうち、その項目を使っていない（「利用したことがない」では、それを選んだ）人の推計です。"
            "住民の数に割合を掛けて100人単位に丸めたもので、割合と同じだけの幅があります。"
        )
    return "住民の人数にするための年代別人口は、この版に読み込まれていません。"
