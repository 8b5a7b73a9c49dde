"""The cards of the comparison of methods: one map for each way of asking, and the ranks beside one another."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from charts.accidents import hotspots, rankings
from charts.accidents.rankings import Severity
from findings.accidents import ranking
from findings.accidents.ranking import Asked
from pages.accidents import hotspots_cards, selection
from pages.accidents.credits import INJURY_ONLY, map_sources
from pages.accidents.selection import Chosen
from pages.frame import card, session
from queries import accidents
from stats.accidents.hotspots import ALIKE
from stats.accidents.hotspots import ranks as ranked

FALSE_DISCOVERIES = 0.05
NORMAL = 1.96  # what z is usually held against, for one question two-sided at 5 %
WEIGHTS = {"1件分（重みなし）": 1.0, "5件分": 5.0, "10件分": 10.0, "20件分": 20.0, "50件分": 50.0}
ABOUT = 20  # cells a map begins with; it can be moved and zoomed

Draw = Callable[[Chosen, Asked, pd.DataFrame], None]


def answer(asked: Asked, places: pd.DataFrame, weight: str) -> str:
    """Return how far the methods agree; that they cannot be compared where there are too few accidents."""
    table = _ranks(asked, places, WEIGHTS[weight])
    if table is None:
        return "<b>件数が少なく判定不能</b>です。数え方による違いは、偶然の違いと区別できません。"
    return rankings.ranks_answer(table, WEIGHTS[weight], Severity(*ranking.severity(asked)))


def counts(chosen: Chosen, asked: Asked, places: pd.DataFrame, *, digits: int, size: str) -> None:
    """Draw the counts of cells of one size."""
    counted = ranking.counted(asked)
    hit = counted[counted["accidents"] > 0]
    merged = hit.assign(mesh_250m=hit["mesh_250m"].str[:digits]).groupby("mesh_250m", as_index=False).sum()
    ordered = merged.sort_values(["accidents", "mesh_250m"], ascending=[False, True], ignore_index=True)
    drawn = hotspots.named(ordered, places)
    _map(
        chosen,
        places,
        drawn,
        key=f"counts_{digits}",
        title=f"{size}区画ごとの件数",
        values="accidents",
        unit="件",
        legend="記録（件）",
        text=rankings.counts_answer(drawn, size),
        table=hotspots.counts_table(drawn),
        definition="問い：記録された事故は、どの区画に多かったか。偶然の多い少ないも、そのまま順位になります。区画の大きさを変えると順位も変わります。",
    )


def density(chosen: Chosen, asked: Asked, places: pd.DataFrame, *, metres: float) -> None:
    """Draw the kernel density with its bandwidth named."""
    values = ranking.density(asked, metres)
    table = ranking.counted(asked).assign(density=values)
    shown = table[table["density"] >= 0.02 * table["density"].max()]
    drawn = hotspots.named(
        shown.sort_values(["density", "mesh_250m"], ascending=[False, True], ignore_index=True), places
    )
    first = drawn.iloc[0]
    _map(
        chosen,
        places,
        drawn,
        key=f"density_{metres:.0f}",
        title=f"カーネル密度（幅 {metres:.0f}m、傾向のみ）",
        values="density",
        unit="件/年・km²",
        legend=f"密度（件/年・km²、幅{metres:.0f}m）",
        text=f"最も高いのは{first['place']}のあたりです。ぼかした図なので、傾向だけを読み取ってください。",
        table=rankings.density_table(drawn),
        definition=f"問い：事故は、おおまかにどのあたりに多いか。1件を幅（標準偏差）{metres:.0f}mの正規分布でぼかして足した値です。"
        "幅を広げるほどなめらかになります。道路の形は考えず、偶然と区別する力はありません。",
    )


def clusters(chosen: Chosen, asked: Asked, places: pd.DataFrame) -> None:
    """Draw the cells around which accidents lie together more than chance would put them."""
    found = ranking.clustered(asked)
    table = ranking.counted(asked).assign(
        **{name: getattr(found, name) for name in ("sums", "neighbours", "z", "p", "adjusted")}
    )
    shown = table[table["adjusted"] <= FALSE_DISCOVERIES]
    drawn = hotspots.named(shown.sort_values(["p", "mesh_250m"], ignore_index=True), places)
    possible = _can_find_clusters(asked)
    _map(
        chosen,
        places,
        drawn if possible else drawn.head(0),
        key="clusters",
        title="Gi*（まわりを含めた集まり）",
        values="z",
        unit="（z）",
        legend="z（有意な区画のみ）",
        text=rankings.clusters_answer(len(drawn), int((table["z"] >= NORMAL).sum()), possible=possible),
        table=rankings.clusters_table(drawn if possible else drawn.head(0)),
        definition="問い：区画と隣り合う8区画の合計は、市内の平均的な区画に比べて、偶然では説明できないほど多いか。比べる相手は森林や田畑も含む"
        f"平均的な区画なので、人や車の多い所は集まりになりやすい方法です。市内の{len(table):,}区画を比べ、確率は件数の並べ替えを"
        "すべて数えた厳密な値、多数の区画を調べた分はベンジャミニ・ホッホバーグ法で補正しています。",
    )


def _can_find_clusters(asked: Asked) -> bool:
    """Return whether Gi* could tell any cluster in the city from chance, which it cannot with few accidents."""
    counted, smallest = ranking.counted(asked), ranking.clustered(asked).smallest_p
    return bool(smallest <= FALSE_DISCOVERIES / len(counted) and counted["accidents"].sum() >= ranking.FEWEST)


def ranks(chosen: Chosen, asked: Asked, places: pd.DataFrame, weight: str) -> None:
    """Draw the ranks of the first cells by every method beside one another."""
    table = _ranks(asked, places, WEIGHTS[weight])
    if table is None:
        return
    title, extent = "数え方による順位の違い", hotspots_cards.RECORDS[selection.recorded()]
    with st.container(key="card_ranks"):
        st.subheader(title, anchor=False)
        card.under(
            "ranks",
            title,
            rankings.ranks_table(table, WEIGHTS[weight]),
            definition=f"見込み・記録の多さ・Gi*・重み付きの見込みのどれかで{ranking.TOP}位以内に入る地点のすべてです（見込みの順）。"
            "同じ値は同じ順位です。事故のない区画には記録の多さの順位を、まわりにも事故のない区画にはGi*の順位をつけません（—）。"
            "件数が少なくGi*が判定不能なら、どの区画にもGi*の順位をつけません。"
            f"{hotspots.LEVEL_AND_CHANCE}"
            f"{hotspots_cards.at_the_border()}"
            f"{rankings.weight_note(Severity(*ranking.severity(asked)), ALIKE, extent)}",
            conditions=chosen.conditions,
            sources=map_sources(places),
            is_open=True,
        )


def _ranks(asked: Asked, places: pd.DataFrame, weight: float) -> pd.DataFrame | None:
    """Return the cells among the ten first by any method, with their rank by each; None with too few accidents."""
    expected, weighted = ranking.expected(asked), ranking.weighted(asked, weight)
    if expected is None or weighted is None:
        return None
    counted, found = ranking.counted(asked), ranking.clustered(asked)
    by_count, by_z = ranked(counted["accidents"].to_numpy()), ranked(found.z.round(9))
    orders = counted.assign(
        rank_count=pd.Series(by_count).where(counted["accidents"] > 0),
        rank_z=pd.Series(by_z).where((found.sums > 0) & _can_find_clusters(asked)),
        rank_weighted=ranked(weighted),
    ).drop(columns="accidents")
    table = expected.merge(orders, on="mesh_250m")
    return hotspots.named(table[table[list(rankings.RANKS)].min(axis=1) <= ranking.TOP], places)


def _map(
    chosen: Chosen,
    places: pd.DataFrame,
    drawn: pd.DataFrame,
    *,
    key: str,
    title: str,
    values: str,
    unit: str,
    legend: str,
    text: str,
    table: pd.DataFrame,
    definition: str,
) -> None:
    """Draw one map of cells with what it asks, its table and its sources."""
    card.draw(
        key,
        title,
        hotspots.cell_map(
            accidents.areas(session.database()),
            drawn["mesh_250m"].tolist(),
            drawn[values].tolist(),
            places,
            title=legend,
            texts=rankings.pointed_at(drawn, values, unit, 0 if values == "accidents" else 1),
            about=drawn["mesh_250m"].head(ABOUT).tolist(),
        ),
        alt=text,
        table=table,
        definition=f"{definition}{hotspots_cards.at_the_border()}{INJURY_ONLY}",
        sources=map_sources(places),
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
