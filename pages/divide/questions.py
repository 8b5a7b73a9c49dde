"""Who uses less than the average?"""

import streamlit as st

from charts.divide import questions
from findings.divide.ages import population
from findings.divide.questions import cells, columns_of
from findings.divide.surveys import answers, surveys
from pages.divide import option, questions_cards
from pages.frame import filters, session


def draw() -> None:
    """Draw the page; where nothing is known it says so and ends early, the frame goes on."""
    st.title("誰が、平均より使っていないか", anchor=False)
    lead = st.empty()
    known = surveys(session.database())
    if not known:
        lead.html(f'<p class="answer">{questions.nothing_known(session.current().edition_id)}</p>')
        return

    with st.container(key="filters", horizontal=True):
        years = option.year_labels([one.year for one in known])
        year_label = filters.one("調査年", "survey_year", list(years), width=232)
        survey = next(one for one in known if one.year == years[year_label])
        asked = [one for one in answers(session.database(), survey.year) if one.asked_of is None]
        wordings = filters.many("設問", "question", list(dict.fromkeys(one.option.wording for one in asked)))

    columns = columns_of(asked)
    chosen = [one for one in asked if not wordings or one.option.wording in wordings]
    found = cells(chosen, population(session.database()), columns, survey.population_year)
    if not found:
        st.info("選んだ設問には、年代で比べられる項目がありません。「設問」の条件を外してください。")
        return
    lead.html(f'<p class="answer">{questions.behind_sentence(found, survey.year)}</p>')
    conditions = [f"調査年：{year_label}", f"設問：{'・'.join(wordings) or 'すべて'}"]
    questions_cards.draw(found, columns, asked, year_label, conditions)


draw()
