"""All questions of one survey by age: who uses less than the average."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.divide import cards, published, questions
from findings.divide.ages import population
from findings.divide.measures import measures
from findings.divide.published import adverse
from findings.divide.published import published as printed_shares
from findings.divide.questions import cells as cells_of
from findings.divide.questions import columns_of
from findings.divide.reasons import named
from findings.divide.reasons import questions as reason_questions
from findings.divide.surveys import YearlySurvey
from findings.divide.surveys import answers as answers_of
from pages.divide import option, questions_cards, reasons_cards
from pages.divide.lead import Lead
from pages.frame import card, empty, filters, session


def draw(lead: Lead, row: DeltaGenerator, known: Sequence[YearlySurvey], *, is_spread: bool) -> None:
    """Draw filters (into `row`), answer (into `lead`) and cards; `is_spread` asks for the ages of each item apart."""
    with row:
        years = option.year_labels([one.year for one in known])
        year_label = filters.one("調査年", "survey_year", list(years), width=222)
        survey = next(one for one in known if one.year == years[year_label])
        given = answers_of(session.database(), survey.year)
        asked = [one for one in given if one.asked_of is None]
        with filters.more(["question"]):
            wordings = filters.many(
                "設問", "question", list(dict.fromkeys(one.option.wording for one in asked))
            )
    columns = columns_of(asked)
    chosen = [one for one in asked if not wordings or one.option.wording in wordings]
    found = cells_of(chosen, population(session.database()), columns, survey.population_year)
    if not found:
        st.info("選んだ設問には、年代で比べられる項目がありません。「設問」の条件を外してください。")
        return
    asked_why = {one.wording for one in reason_questions(session.database()) if one.year == survey.year}
    answering = measures(session.database(), "divide:reasons")
    why = named([one for one in given if one.option.wording == min(asked_why, default="")], answering)
    lead.say(questions.answer(found, why), questions.grounds(found, survey.year))
    conditions = [f"調査年：{year_label}", f"設問：{'・'.join(wordings) or 'すべて'}"]
    if is_spread:
        card.place(cards.spread(found, columns, asked, survey.year, conditions))
    else:
        questions_cards.draw(found, columns, asked, year_label, conditions)


def draw_without_surveys(lead: Lead) -> None:
    """Say what is known without a survey: what the plan printed, and which measures are thought to help."""
    printed = printed_shares(session.database())
    never = adverse(printed)
    lead.say(published.answer_for_reasons(never), published.grounds(never))
    left, right = st.columns(2)
    if printed:
        with left:
            card.place(cards.never_used(printed))
    with right:
        reasons_cards.draw_answering(measures(session.database(), "divide:reasons"))
    empty.say(questions.NOTHING_KNOWN)
