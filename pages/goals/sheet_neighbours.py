"""What stands beside a measure: others of its departments and recommendations, and other topics it touches."""

import streamlit as st

from charts import words
from charts.goals import sheet
from charts.goals.sheet import Neighbour
from findings.goals.states import MeasureState
from pages.frame import session
from queries import goals

TOPICS = {
    "divide": ("divide", "年代による差"),
    "divide:reasons": ("divide-reasons", "使わない理由"),
    "accidents": ("accidents", "交通事故"),
}
MOST, MOST_PRINTED = 8, 3


def draw(chosen: MeasureState, measures: list[MeasureState], year: int) -> None:
    """Draw links to measures of the same departments and recommendations, and to other topics."""
    links = goals.all_links(session.database())
    mine = links[links["measure_id"] == chosen.measure.measure_id]
    blocks = [_same_department(chosen, measures, year)]
    for number in mine.loc[mine["link_kind"] == "recommendation", "target"]:
        members = links[(links["link_kind"] == "recommendation") & (links["target"] == number)]["measure_id"]
        listed = [one for one in measures if one.measure.measure_id in set(members) and one is not chosen]
        blocks.append(_block(f"同じ提言{number}の施策（作成者による対応付け）", listed, year))
    related = [
        (
            f"{TOPICS[row.target][0]}?{session.PARAMETER}={session.current().edition_id}",
            TOPICS[row.target][1],
            row.note,
        )
        for row in mine[mine["link_kind"] == "related"].itertuples()
        if row.target in TOPICS
    ]
    with st.container(key="card_neighbours"):
        st.subheader("つながりのある施策と画面", anchor=False)
        st.html(sheet.related(related) + "".join(blocks))


def _same_department(chosen: MeasureState, measures: list[MeasureState], year: int) -> str:
    mine = set(chosen.measure.departments)
    listed = [one for one in measures if mine & set(one.measure.departments) and one is not chosen]
    return _block(f"同じ担当課（{words.listing(chosen.measure.departments)}）の施策", listed, year)


def _block(title: str, listed: list[MeasureState], year: int) -> str:
    edition_id = session.current().edition_id
    most = MOST_PRINTED if session.is_print() else MOST
    shown = [
        Neighbour(
            measure_id=one.measure.measure_id,
            short_name=one.measure.short_name,
            state=one.state,
            parameters={
                "measure": one.measure.measure_id,
                "fiscal_year": words.fiscal_year(year),
                session.PARAMETER: edition_id,
            },
        )
        for one in listed[:most]
    ]
    others = f"（ほか{len(listed) - most}施策）" if len(listed) > most else ""
    return sheet.neighbours(f"{title}{others}", shown)
