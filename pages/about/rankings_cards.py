"""The cards of the comparison of methods: one map for each way of asking, and the ranks beside one another.

They have the filters of accidents; the other cards of their view go by none.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from charts import answers, maps
from charts.accidents import conditions, method_cards, rankings
from charts.accidents.conditions import Chosen
from charts.accidents.rankings import CellMap
from findings.accidents.conditions import recorded
from findings.accidents.ground import Ground, ground
from findings.accidents.hotspots import counts
from findings.accidents.rankings import clusters, density
from findings.accidents.records import totals
from pages.accidents import selection
from pages.frame import card, computed, empty, filters, session
from queries.editions import Scope

TITLES = {"methods": "数え方を変えると、集中する地点は変わるか"}


def draw() -> None:
    """Draw the filters, the map of one way of asking, and the ranks by all of them."""
    with st.container(key="methods"):
        card.heading("methods", TITLES["methods"])
        chosen = selection.choose()
        if chosen is None:
            empty.say(conditions.NO_RECORDS_READ)
            return
        with st.container(key="filters_method", horizontal=True):
            method = filters.one("地図に出す数え方", "method", list(METHODS), width=300)
            weight = filters.one(
                "死亡事故1件の重み（負傷事故の何件分か）",
                "fatal_weight",
                list(rankings.WEIGHTS),
                default=rankings.USUAL_WEIGHT,
                width=380,
            )
        st.html(
            answers.note(
                maps.counted(totals(session.database(), chosen.selection)), selection.grounds(chosen)
            )
        )
    if not computed.once(counts, chosen.selection):
        st.info(f"{conditions.NOWHERE}{conditions.DROP_ONE}")
        return
    METHODS[method](chosen)
    times = rankings.WEIGHTS[weight]
    found = computed.rankings(chosen.selection, times)
    if found is None:
        st.info("".join(rankings.ranks_said(None, times)))
        return
    card.place(method_cards.ranks(chosen, found, times, *_ground()))


def by_count(chosen: Chosen, *, digits: int, size: str) -> None:
    """Draw the counts of cells of one size."""
    cells = computed.once(counts, chosen.selection, digits=digits)
    _draw(chosen, rankings.counts_map(ground(session.database()), cells, digits=digits, size=size))


def by_density(chosen: Chosen, *, metres: float) -> None:
    """Draw the kernel density with its bandwidth named."""
    cells = computed.once(density, chosen.selection, metres)
    _draw(chosen, rankings.density_map(ground(session.database()), cells, metres=metres))


def by_gi_star(chosen: Chosen) -> None:
    """Draw the cells around which accidents lie together more than chance would put them."""
    found = computed.once(clusters, chosen.selection)
    _draw(chosen, rankings.clusters_map(ground(session.database()), found))


def _draw(chosen: Chosen, shown: CellMap) -> None:
    """Draw one map of cells with what it asks, its table and its sources."""
    card.place(method_cards.of_cells(chosen, shown, *_ground()))


def _ground() -> tuple[Ground, Scope, str]:
    """Return what cells stand on, whose records the edition has, and their source."""
    database = session.database()
    return ground(database), recorded(database), session.records_source()


METHODS: dict[str, Callable[[Chosen], None]] = {
    "Gi*（まわりを含めた集まり）": by_gi_star,
    "件数（250m区画）": partial(by_count, digits=10, size="250m"),
    "件数（500m区画）": partial(by_count, digits=9, size="500m"),
    "件数（1km区画）": partial(by_count, digits=8, size="1km"),
    "カーネル密度（幅250m、傾向のみ）": partial(by_density, metres=250.0),
    "カーネル密度（幅500m、傾向のみ）": partial(by_density, metres=500.0),
    "カーネル密度（幅1,000m、傾向のみ）": partial(by_density, metres=1000.0),
}
