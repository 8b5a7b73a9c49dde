"""The cards of the comparison of methods: one map for each way of asking, and the ranks beside one another."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from charts.accidents import hotspots, rankings
from charts.accidents.police import INJURY_ONLY
from findings.accidents import hotspots as expectations
from findings.accidents import rankings as ways
from findings.accidents.ground import ground
from findings.accidents.hotspots import CellCount
from findings.accidents.rankings import Cluster, Dense, Rankings
from pages.accidents import computed, hotspots_cards, selection
from pages.accidents.selection import Chosen
from pages.frame import card, session
from stats.accidents.hotspots import ALIKE
from stats.thresholds import TOP

WEIGHTS = {"1件分（重みなし）": 1.0, "5件分": 5.0, "10件分": 10.0, "20件分": 20.0, "50件分": 50.0}
ABOUT = 20  # cells a map begins with; it can be moved and zoomed

Draw = Callable[[Chosen], None]


def answer(found: Rankings | None, weight: str) -> str:
    """Return how far the methods agree; that they cannot be compared where there are too few accidents."""
    if found is None:
        return "<b>件数が少なく判定不能</b>です。数え方による違いは、偶然の違いと区別できません。"
    return rankings.ranks_sentence(found, WEIGHTS[weight])


def counts(chosen: Chosen, *, digits: int, size: str) -> None:
    """Draw the counts of cells of one size."""
    cells = computed.once(expectations.counts, chosen.selection, digits=digits)
    _map(
        chosen,
        cells,
        [cell.accidents for cell in cells],
        key=f"counts_{digits}",
        title=f"{size}区画ごとの件数",
        unit="件",
        decimals=0,
        legend="記録（件）",
        text=rankings.counts_sentence(cells, size),
        table=hotspots.counts_table(cells),
        definition="問い：記録された事故は、どの区画に多かったか。偶然の多い少ないも、そのまま順位になります。区画の大きさを変えると順位も変わります。",
    )


def density(chosen: Chosen, *, metres: float) -> None:
    """Draw the kernel density with its bandwidth named."""
    cells = computed.once(ways.density, chosen.selection, metres)
    _map(
        chosen,
        cells,
        [cell.density for cell in cells],
        key=f"density_{metres:.0f}",
        title=f"カーネル密度（幅 {metres:.0f}m、傾向のみ）",
        unit="件/年・km²",
        legend=f"密度（件/年・km²、幅{metres:.0f}m）",
        text=rankings.density_sentence(cells),
        table=rankings.density_table(cells),
        definition=f"問い：事故は、おおまかにどのあたりに多いか。1件を幅（標準偏差）{metres:.0f}mの正規分布でぼかして足した値です。"
        "幅を広げるほどなめらかになります。道路の形は考えず、偶然と区別する力はありません。",
    )


def clusters(chosen: Chosen) -> None:
    """Draw the cells around which accidents lie together more than chance would put them."""
    found = computed.once(ways.clusters, chosen.selection)
    _map(
        chosen,
        found.found,
        [cell.z for cell in found.found],
        key="clusters",
        title="Gi*（まわりを含めた集まり）",
        unit="（z）",
        legend="z（有意な区画のみ）",
        text=rankings.clusters_sentence(found),
        table=rankings.clusters_table(found.found),
        definition="問い：区画と隣り合う8区画の合計は、市内の平均的な区画に比べて、偶然では説明できないほど多いか。比べる相手は森林や田畑も含む"
        f"平均的な区画なので、人や車の多い所は集まりになりやすい方法です。市内の{found.compared:,}区画を比べ、確率は件数の並べ替えを"
        "すべて数えた厳密な値、多数の区画を調べた分はベンジャミニ・ホッホバーグ法で補正しています。",
    )


def ranks(chosen: Chosen, found: Rankings, weight: str) -> None:
    """Draw the ranks of the first cells by every method beside one another."""
    title, extent = "数え方による順位の違い", hotspots_cards.RECORDS[selection.recorded()]
    with st.container(key="card_ranks"):
        st.subheader(title, anchor=False)
        card.under(
            "ranks",
            title,
            rankings.ranks_table(found.cells, WEIGHTS[weight]),
            definition=f"見込み・記録の多さ・Gi*・重み付きの見込みのどれかで{TOP}位以内に入る地点のすべてです（見込みの順）。"
            "同じ値は同じ順位です。事故のない区画には記録の多さの順位を、まわりにも事故のない区画にはGi*の順位をつけません（—）。"
            "件数が少なくGi*が判定不能なら、どの区画にもGi*の順位をつけません。"
            f"{hotspots.LEVEL_AND_CHANCE}"
            f"{hotspots_cards.at_the_border()}"
            f"{rankings.weight_note(found.severity, ALIKE, extent)}",
            conditions=chosen.conditions,
            sources=[session.records_source(), *ground(session.database()).sources],
            is_open=True,
        )


def _map(
    chosen: Chosen,
    cells: Sequence[CellCount] | Sequence[Dense] | Sequence[Cluster],
    values: Sequence[float],
    *,
    key: str,
    title: str,
    unit: str,
    legend: str,
    text: str,
    table: pd.DataFrame,
    definition: str,
    decimals: int = 1,
) -> None:
    """Draw one map of cells with what it asks, its table and its sources."""
    here, codes = ground(session.database()), [cell.name.cell for cell in cells]
    card.draw(
        key,
        title,
        hotspots.cell_map(
            here,
            codes,
            values,
            title=legend,
            texts=rankings.pointed_at(rankings.names(cells), values, unit, decimals),
            about=codes[:ABOUT],
        ),
        alt=text,
        table=table,
        definition=f"{definition}{hotspots_cards.at_the_border()}{INJURY_ONLY}",
        sources=[session.records_source(), *here.sources],
        conditions=chosen.conditions,
        answer=text,
    )


METHODS: dict[str, Draw] = {
    "Gi*（まわりを含めた集まり）": clusters,
    "件数（250m区画）": partial(counts, digits=10, size="250m"),
    "件数（500m区画）": partial(counts, digits=9, size="500m"),
    "件数（1km区画）": partial(counts, digits=8, size="1km"),
    "カーネル密度（幅250m、傾向のみ）": partial(density, metres=250.0),
    "カーネル密度（幅500m、傾向のみ）": partial(density, metres=500.0),
    "カーネル密度（幅1,000m、傾向のみ）": partial(density, metres=1000.0),
}
