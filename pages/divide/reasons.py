"""The reasons of one survey for not using the services, and what answers them."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.divide import reasons
from findings.divide.measures import measures
from findings.divide.reasons import named, questions
from findings.divide.surveys import answers as answers_of
from pages.divide import option, reasons_cards
from pages.divide.lead import Lead
from pages.frame import filters, session


def draw(lead: Lead, row: DeltaGenerator) -> None:
    """Draw filters (into `row`), answer (into `lead`) and cards; where nobody was asked, the measures alone."""
    answering, asked = measures(session.database(), "divide:reasons"), questions(session.database())
    if not asked:
        lead.say(reasons.NOTHING_ASKED)
        reasons_cards.draw_answering(answering)
        return
    with row:
        years = option.year_labels(list(dict.fromkeys(one.year for one in asked)))
        year_label = filters.one("調査年", "survey_year", list(years), width=222)
        year = years[year_label]
        wording = filters.one(
            "設問", "question", [one.wording for one in asked if one.year == year], width=320
        )
    given = [one for one in answers_of(session.database(), year) if one.option.wording == wording]
    found = named(given, answering)
    if not found:
        st.info("この設問の結果は、人数が少ないため秘匿です。別の調査年を選んでください。")
        return
    lead.say(reasons.most_named(found), reasons.grounds(found, year, wording))
    title, conditions = f"{wording}：{year_label}", [f"調査年：{year_label}", f"設問：{wording}"]
    reasons_cards.draw(found, given, answering, title, conditions)
