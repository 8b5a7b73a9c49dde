"""Why do people not use the services, and what answers that?"""

import streamlit as st

from charts.divide import reasons
from findings.divide.reasons import measures, named, questions
from findings.divide.surveys import answers
from pages.divide import option, reasons_cards
from pages.frame import filters, session


def draw() -> None:
    """Draw the page; where nothing is known it says so and ends early, the frame goes on."""
    st.title("なぜ使わないのか、それに応える施策はあるか", anchor=False)
    lead = st.empty()
    answering, asked = measures(session.database()), questions(session.database())
    if not asked:
        lead.html(f'<p class="answer">{reasons.nothing_asked(answering)}</p>')
        reasons_cards.draw_answering(
            "measures",
            "理由に応えると考えられる施策",
            reasons.others(answering, session.current().edition_id),
        )
        return

    with st.container(key="filters", horizontal=True):
        years = option.year_labels(list(dict.fromkeys(one.year for one in asked)))
        year_label = filters.one("調査年", "survey_year", list(years), width=232)
        year = years[year_label]
        wording = filters.one(
            "設問", "question", [one.wording for one in asked if one.year == year], width=320
        )
    given = [one for one in answers(session.database(), year) if one.option.wording == wording]
    found = named(given, answering)
    if not found:
        st.info("この設問の結果は、人数が少ないため秘匿です。別の調査年を選んでください。")
        return
    lead.html(f'<p class="answer">{reasons.most_named(found, year, wording)}</p>')
    title, conditions = f"{wording}：{year_label}", [f"調査年：{year_label}", f"設問：{wording}"]
    reasons_cards.draw(found, given, title, conditions)


draw()
