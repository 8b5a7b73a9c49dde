"""The cards of how answers are protected, and how figures of surveys are to be read."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.divide import disclosure
from findings.divide.disclosure import protections, thresholds
from pages.about import contents
from pages.frame import card, opening, session

TITLES = {
    "levels": "調査ごとに、どこまで細かく公表したか",
    "thresholds": "秘匿の基準",
    "guarantee": "何を約束し、何を約束しないか",
    "reading": "数字の読み方",
}


def draw(lead: DeltaGenerator) -> None:
    """Draw the answer (into `lead`), what is hidden and why, what is promised, and how figures are to be read."""
    surveys, limits = protections(session.database()), thresholds(session.database())
    shown = {key: title for key, title in TITLES.items() if surveys or key != "levels"}
    lead.html(opening.answer(disclosure.hidden_sentence(surveys), disclosure.hidden_grounds(surveys)))
    contents.draw(shown)
    if surveys:
        card.table(
            "levels",
            TITLES["levels"],
            disclosure.levels_table(surveys),
            definition="選択肢ごとに、どの区分にも小さすぎる数がない、いちばん細かい年代の区分で公表します。"
            "2区分でも小さすぎる数が残れば、全体だけにします。秘匿の数は、欄の数に占める秘匿の欄です。",
        )
    card.table(
        "thresholds",
        TITLES["thresholds"],
        disclosure.thresholds_table(limits),
        definition="基準より少ないときに秘匿にします。理由によらず、印は「秘匿」の一つです。"
        "回答した人と、選んだ人・選ばなかった人の数で判断します。",
    )
    for key, said in (
        ("guarantee", disclosure.guarantee(limits)),
        ("reading", disclosure.reading(surveys)),
    ):
        with st.container(key=f"card_{key}"):
            card.heading(key, TITLES[key])
            st.html(said)
