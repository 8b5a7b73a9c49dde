"""Words of the map of a city's or a prefecture's records, and of the list of those in a cell picked on it."""

import html
from collections.abc import Callable, Sequence

from charts import cell_names, maps
from charts.accidents import places, spot
from charts.accidents.places import Links
from charts.accidents.police import INJURY_ONLY
from findings.accidents.cells import LEAST_DRAWN, CellName, Counted, Picked
from findings.accidents.records import Totals
from queries.editions import Scope
from stats.thresholds import TOP

TITLE = "どこで起きているか"
BUSIEST = "件数の多い地点"
BUSIEST_READ = "件数の多い順は、危険な順とは言えません。"
PICK = "区画か点を選ぶと、その地点の事故が地図の横に出ます。"
LIST_DEFINED = (
    f"{INJURY_ONLY}時刻は月と時までで、正確な地点は書きません（警察庁が公開している座標は、地図から保存するファイルに入ります）。"
    "年齢・種別・損傷は同じ当事者のものです。"
    f"保存するファイルには、信号機・車道幅員・路面なども入ります。{spot.LEFT_OUT}"
)


def in_words(cells: Counted, totals: Totals, area: str, scope: Scope) -> str:
    """Return how many records the map stands for, with the cells that have most; a prefecture's begin with its name."""
    text = maps.in_words(cells, totals)
    return text if scope == "city" else f"{area}では、{text}"


def answer(cells: Counted, totals: Totals, area: str, scope: Scope) -> str:
    """Return where most accidents are and how many of all, as HTML; a prefecture's begins with its name."""
    of = f"{html.escape(area)}では、" if scope != "city" else ""
    names = _called(cells.busiest)
    if cells.most <= LEAST_DRAWN[scope]:
        return f"{of}事故は<b>{totals.accidents:,}件</b>で、集まっている地点はありません。"
    where = html.escape(names[0]) + (f"など{len(names)}か所の各" if len(names) > 1 else "の")
    return f"{of}事故は{totals.accidents:,}件、最も多いのは<b>{where}{cells.most}件</b>です。"


def busiest(cells: Counted, links: Callable[[str], Links]) -> str:
    """Return the cells with most accidents as a list, as HTML; `links` says where a cell leads."""
    shown = cells.table.rows.head(TOP)
    names = _called(cells.names[: len(shown)])
    return places.listed(
        [
            places.Listed(
                lead=f"{row.accidents}件",
                name=name,
                told=f"うち死亡事故 {row.fatal_accidents}件" if row.fatal_accidents else "",
                links=links(row.mesh_250m),
            )
            for row, name in zip(shown.itertuples(), names, strict=True)
        ]
    )


def _called(names: Sequence[CellName]) -> list[str]:
    """Return what to call each cell, no two the same; far from all named places by its municipality."""
    return [
        f"{name.municipality}（区画{name.cell}）" if name.place is None and name.municipality else text
        for name, text in zip(names, cell_names.distinct(names), strict=True)
    ]


def map_defined(scope: Scope, *, has_boundary: bool) -> str:
    """Return what the map shows, as sentences; without a boundary the city is drawn as its cells of 1 km."""
    least = LEAST_DRAWN[scope]
    stepped = "" if has_boundary else "市域は1km区画で表したおよその形です。"
    return (
        f"{INJURY_ONLY}色は250m区画の件数{f'（{least}件以上の区画だけ）' if least > 1 else ''}、点は1件の事故、"
        f"大きな赤紫の点は死亡事故です。{stepped}"
        "道路や交通量の違いは考慮していないため、危険度の順位ではありません。"
    )


def map_note(totals: Totals, *, can_pick: bool) -> str:
    """Return what the map cannot show, and what a click on it does where it `can_pick`, as HTML."""
    return f"{maps.unplaced(totals)}{PICK if can_pick else ''}"


def list_title(picked: Picked) -> str:
    """Return the title of the list of a cell."""
    return f"選んだ地点：{cell_names.called(picked.name) or cell_names.UNNAMED}"


def list_note(picked: Picked) -> str:
    """Return the number of a cell, how many accidents it has and whose they are, as HTML."""
    beyond = spot.beyond_border(picked.of_others, accidents=len(picked.records), in_city=picked.in_city)
    return f"250m区画{picked.name.cell}。条件に合う事故は<b>{len(picked.records)}件</b>です。{html.escape(beyond)}"
