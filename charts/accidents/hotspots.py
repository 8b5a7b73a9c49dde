"""Pictures and sentences of places where accidents come together."""

import html
import math
from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import answers, cell_names, map_names, maps, plain, scopes, shapes, theme, words
from charts.accidents import places
from charts.accidents.places import Links
from charts.accidents.police import INJURY_ONLY
from findings.accidents.cells import street_of
from findings.accidents.drawn import Part
from findings.accidents.ground import Ground
from findings.accidents.hotspots import FEWEST, CellCount, Expectation, Hotspots
from queries.editions import Scope
from stats import mesh
from stats.thresholds import TENDENCY_FROM, TOP

LEAST = 0.1  # accidents a year; nothing finer is told
CHANCE = f"翌年に上位{TOP}に入る確率"
LEVEL_AND_CHANCE = (
    "見込みは、選んだ年の資料から見た1年あたりの水準で、先の年の予測ではありません。"
    f"{CHANCE}は、選んだ年の次の1年に、事故の件数が市内で多い方から{TOP}区画に入る確率です（同数ならくじ引きで決めるとします）。"
)
TOO_FEW = "<b>件数が少なく判定不能</b>です。偶然と区別できる順位はつけられません。"
LIST_READ = f"確率は、{CHANCE}です。"
UNSURE = "翌年も入ると言える地点は<b>ありません</b>。"
WIDTH, HEIGHT = 560, 460  # pixels in which what a map is about must fit
CLOSEST = 13.0  # zoom of a map; closer nothing is recognised


def top_sentence(top: Sequence[Expectation]) -> str:
    """Return along which street the first places lie and how many will probably stay among the first, as HTML.

    A street is told where at least half of them lie along one; else the likeliest place is named.
    """
    likely, along = _likely(top), street_of([cell.name for cell in top])
    if along is not None:
        sure = f"翌年も入りそうなのは<b>{len(likely)}か所</b>です。" if likely else UNSURE
        lie = f"上位{along.of}か所のうち{along.cells}か所は、"
        return answers.fitting(lambda road: f"{lie}{html.escape(road)}沿いです。{sure}", along.road)
    if not likely:
        return f"翌年も上位{TOP}に入ると言える地点は<b>ありません</b>。"
    others = f"など{len(likely)}か所" if len(likely) > 1 else ""
    return f"翌年も上位{TOP}に入りそうなのは、<b>{html.escape(_names(top)[0])}</b>{others}です。"


def top_grounds(top: Sequence[Expectation]) -> list[str]:
    """Return what is known of the first places and how sure it is, a sentence each, as HTML."""
    first = top[0]
    return [
        f"見込みが最も多いのは{html.escape(_names(top)[0])}で、{_level(first, f'{words.RANKING}の確率で')}です。",
        f"そこが{CHANCE}は<b>{words.probability(first.chance)}</b>です。",
        f"この確率が50%以上の地点は{len(_likely(top))}か所です。",
        f"確率の近い地点どうしの順位は偶然で入れ替わります。{_without_records(top)}",
    ]


def _likely(top: Sequence[Expectation]) -> list[Expectation]:
    """Return the first places that will more likely than not be among the first again, by the chances as shown."""
    return [cell for cell in top if round(cell.chance, 2) >= 0.5]


def _names(cells: Sequence[Expectation] | Sequence[CellCount]) -> list[str]:
    return cell_names.distinct(cell.name for cell in cells)


def _without_records(top: Sequence[Expectation]) -> str:
    """Return how many of the first places have no accident of their own, as a sentence; nothing where all have."""
    empty = sum(cell.accidents == 0 for cell in top)
    if not empty:
        return ""
    return f"上位{len(top)}のうち{empty}か所は記録が0件で、まわりの事故から推した所です。"


def per_year(expected: float) -> str:
    """Return a year's expected accidents; nothing finer than a tenth."""
    return f"年{LEAST}件未満" if expected < LEAST else f"年{words.number(expected, 1)}件"


def _level(cell: Expectation, of_range: str = "") -> str:
    """Return a year's expected accidents with their interval where it has one."""
    if cell.lower is None or cell.upper is None:
        return per_year(cell.expected)
    if cell.upper < LEAST:
        return f"年{LEAST}件未満"
    lower, upper = (words.number(end, 1) for end in (cell.lower, cell.upper))
    return f"{per_year(cell.expected)}（{of_range}{lower}～{upper}件）"


def top_list(top: Sequence[Expectation], links: Callable[[str], Links]) -> str:
    """Return the first places as a list, as HTML; `links` says where a cell leads."""
    return places.listed(
        [
            places.Listed(
                lead=str(cell.rank),
                name=name,
                told=f"見込み {per_year(cell.expected)}　記録 {cell.accidents}件"
                f"　確率 {words.probability(cell.chance)}",
                links=links(cell.name.cell),
            )
            for cell, name in zip(top, _names(top), strict=True)
        ]
    )


def others_in_words(kept: dict[str, int | None], top: int) -> str:
    """Return how many of the `top` first places stay under each other definition; None is too few to say."""
    if not kept:
        return ""
    listed = [
        f"{name}なら"
        + ("件数が少なく判定不能" if same is None else f"{same}か所" if same < top else "すべて")
        for name, same in kept.items()
    ]
    return f"定義を変えても上位{top}に残る地点：{'、'.join(listed)}。"


def pointed_at(cells: Sequence[Expectation]) -> list[str]:
    """Return what each cell of the map of expectations says when pointed at."""
    return [
        f"{cell.rank}番　{plain.figure(name)}<br>見込み {_level(cell)}<br>記録 {cell.accidents}件"
        for cell, name in zip(cells, _names(cells), strict=True)
    ]


def expected_table(cells: Sequence[Expectation]) -> pd.DataFrame:
    """Return the cells drawn, as the table under the map."""
    return pd.DataFrame(
        {
            "順位": [cell.rank for cell in cells],
            "場所": _names(cells),
            "記録（件）": [cell.accidents for cell in cells],
            "見込み（件/年）": pd.Series([cell.expected for cell in cells], dtype=float).round(2),
            f"{words.RANKING}区間の下端": pd.Series([cell.lower for cell in cells], dtype=float).round(2),
            f"{words.RANKING}区間の上端": pd.Series([cell.upper for cell in cells], dtype=float).round(2),
            f"{CHANCE}（%）": words.probabilities(pd.Series([cell.chance for cell in cells], dtype=float)),
            "250m区画": [cell.name.cell for cell in cells],
        }
    )


def map_note(without_place: int, *, can_move: bool) -> str:
    """Return how the map of expectations is read, and how many accidents it cannot show, as sentences."""
    return (
        f"色が濃い区画ほど見込みが多く、数字は上位{TOP}の順位です。"
        f"{f'地図は上位{TOP}のまわりから始まり、動かすと市の全体が見られます。' if can_move else ''}"
        f"地図に出せない（位置の分からない）事故は{without_place}件です。"
    )


def list_note(*, methods: str, about: str) -> str:
    """Return how the list of the first places is read, as HTML; `methods` and `about` are links that say more."""
    return (
        f"{LEVEL_AND_CHANCE}（ ）は水準が{words.RANKING}の確率で入る範囲です。"
        f"確率が低い地点どうしの順位に意味はありません。ほかの数え方との違いは{methods}、"
        f"計算のしかたと当たり具合は{about}にあります。"
    )


def expected_defined(years: int, *, is_part: bool, recorded: Scope) -> str:
    """Return what is expected and how it is worked out, as sentences.

    `years` are those the records are of, `is_part` says that the files hold only a part of one of them, `recorded` is
    the widest scope the edition has records of.
    """
    part = "発生年のうち資料がそろわない年を含むため、年あたりは少なめです。" if is_part else ""
    return (
        f"{INJURY_ONLY}見込みは、{years}年分の記録から推定した水準です。区画自身の件数と、まわりの区画から予想される"
        "件数の間をとります（局所的な経験ベイズ推定）。記録が少ない区画ほど、まわりに近づけます。"
        f"まわりから予想する強さは、この版の記録全体（{scopes.SHORT[recorded]}）から求めるため、読み込む範囲を変えると見込みも少し変わります。"
        f"{LEVEL_AND_CHANCE}{at_the_border(recorded)}{part}"
        "交通量は考慮していないので、通行1回あたりの危険度ではありません。"
    )


def at_the_border(recorded: Scope) -> str:
    """Return how cells at the city's border are counted, which depends on whose records the edition has."""
    if recorded == "city":
        return "この版には市の記録だけがあります。市境の近くの区画は、市の外の事故が分からない分、少なめに出ます。"
    return "市境の区画では、隣の市町村の事故も数えています。"


def too_few(*, in_city: bool) -> str:
    """Return how many accidents a ranking needs, `in_city` in the city, else in all the edition, as sentences."""
    fewest = f"市内で{TENDENCY_FROM}件" if in_city else f"この版の全域で{FEWEST}件"
    return f"条件に合う事故が、{fewest}に足りません。条件を一つ外すか、年を増やしてください。"


def counts_defined(recorded: Scope) -> str:
    """Return what a map of counts shows, as sentences."""
    return f"{INJURY_ONLY}{at_the_border(recorded)}"


def counts_sentence(cells: Sequence[CellCount]) -> str:
    """Return how many cells and accidents a map of counts shows, where they are too few for a ranking."""
    return (
        f"記録のある250m区画は{len(cells)}か所、{sum(cell.accidents for cell in cells)}件です。"
        "件数が少ないため順位はつけません。"
    )


def counts_pointed_at(cells: Sequence[CellCount]) -> list[str]:
    """Return what each cell of a map of counts says when pointed at."""
    return [
        f"{plain.figure(name)}<br>記録 {cell.accidents}件"
        for cell, name in zip(cells, _names(cells), strict=True)
    ]


def counts_table(cells: Sequence[CellCount]) -> pd.DataFrame:
    """Return the cells of a map of counts as the table under it."""
    return pd.DataFrame(
        {
            "場所": _names(cells),
            "記録（件）": [cell.accidents for cell in cells],
            "うち死亡事故（件）": [cell.fatal_accidents for cell in cells],
            "区画": [cell.name.cell for cell in cells],
        }
    )


def in_words(top: Sequence[Expectation], drawn: int, without_place: int) -> str:
    """Return the map in words: how many cells are drawn, the first three, and what could not be drawn."""
    first = words.sentence(
        f"{cell.rank}番は{name}で、見込みは{_level(cell)}"
        for cell, name in zip(top[:3], _names(top), strict=False)
    )
    return (
        f"事故の記録がある250m区画は{drawn}か所です。{first}"
        f"地図に出せない（位置の分からない）事故は{without_place}件です。"
    )


def expected_map(ground: Ground, found: Hotspots, chosen: str | None = None) -> go.Figure:
    """Return the map of what is to be expected of each cell, with the first ones numbered.

    The `chosen` cell is framed. A visitor's click tells the location of a cell, which is its code.
    """
    figure = cell_map(
        ground,
        [cell.name.cell for cell in found.shown],
        [cell.expected for cell in found.shown],
        part=Part.CITY if all(cell.accidents for cell in found.shown) else Part.CITY_WHOLE,
        title="250m区画の見込み（件/年）",
        texts=pointed_at(found.shown),
        top=[cell.name.cell for cell in found.top],
        chosen=chosen,
    )
    maps.let_picked_stand_out(figure)
    return figure


def counts_map(ground: Ground, cells: Sequence[CellCount]) -> go.Figure:
    """Return the map of counts, where they are too few for a ranking."""
    return cell_map(
        ground,
        [cell.name.cell for cell in cells],
        [cell.accidents for cell in cells],
        part=Part.CITY,
        title="記録（件）",
        texts=counts_pointed_at(cells),
    )


def cell_map(
    ground: Ground,
    codes: Sequence[str],
    values: Sequence[float],
    *,
    part: Part,
    title: str,
    texts: Sequence[str],
    top: Sequence[str] = (),
    about: Sequence[str] = (),
    chosen: str | None = None,
    height: int = maps.HEIGHT,
) -> go.Figure:
    """Return a map of cells of any size, darker for more, with the first ones numbered.

    Parameters
    ----------
    ground
        The city's outline, and named places.
    codes, values, texts
        Cells (8 to 10 digits), what is drawn, and what each says when pointed at.
    part
        What the cells are part of, whose shapes the browser asks for.
    title
        What the colour means, with its unit.
    top
        The cells to number, the first first.
    about
        The cells the map begins with; where there are none, the numbered ones, else the whole city.
    chosen
        The cell to frame; the map begins with it as well.
    """
    figure = theme.figure(height)
    land = maps.add_ground(figure, ground)
    figure.add_choroplethmap(
        geojson=shapes.address(ground, part),
        locations=list(codes),
        z=list(values),
        zmin=0,
        zmax=max(values, default=1) or 1,
        colorscale=theme.DENSITY,
        marker={"line": {"width": 0}, "opacity": maps.cell_opacity(ground)},
        colorbar=maps.scale(title, ground.background, nticks=5, tickfont={"size": 14}),
        text=list(texts),
        hovertemplate="%{text}<extra></extra>",
    )
    if chosen:
        maps.add_frame(figure, mesh.bounds(chosen))
    shown = [*(about or top), *([chosen] if chosen else [])]
    west, south, east, north = land.total_bounds
    seen = maps.around([mesh.bounds(code) for code in shown] or [(west, south, east, north)])
    maps.fit(figure, seen, CLOSEST)
    figure.update_layout(
        map={
            "bounds": {"west": west - 0.4, "south": south - 0.3, "east": east + 0.4, "north": north + 0.3},
            **_view(seen),
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        dragmode="pan",
        clickmode="event+select",
        uirevision="map",  # a click must not move the map
    )
    map_names.write(figure, ground.places, beside=True, numbered=[mesh.middle(code) for code in top])
    return figure


def _view(bounds: tuple[float, float, float, float]) -> dict[str, object]:
    """Return centre and zoom of a map that shows all of these bounds."""
    west, south, east, north = bounds
    middle = (south + north) / 2
    per_pixel = max((east - west) / WIDTH, (north - south) / HEIGHT / math.cos(math.radians(middle)))
    zoom = math.log2(360 / 512 / per_pixel)  # the world is 512 pixels wide at zoom 0
    return {"center": {"lon": (west + east) / 2, "lat": middle}, "zoom": min(CLOSEST, zoom)}
