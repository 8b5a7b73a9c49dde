"""Is anyone left behind?"""

from collections.abc import Sequence

import streamlit as st

from charts import words
from charts.divide import gaps, shares
from findings.divide.gaps import gap
from findings.divide.published import published
from findings.divide.surveys import Option, YearlySurvey, changes, options, surveys
from pages.divide import divide_cards, option, published_cards
from pages.frame import filters, session


def draw() -> None:
    """Draw the page: the yearly surveys, what the plan printed, and the nation's figures."""
    st.title("デジタルの便利さは、すべての年代に届いているか", anchor=False)
    known, asked = surveys(session.database()), options(session.database())
    has_surveys = bool(known and asked)
    if has_surveys:
        _draw_survey(known, asked)
    printed = published(session.database())
    if not printed:
        if not has_surveys:
            st.info(
                "この版には、年代別の調査結果がありません。調査の結果を加えて版を作り直すと表示されます。"
            )
        return
    published_cards.draw(printed, has_surveys=has_surveys)
    if not has_surveys:
        divide_cards.draw_quality(printed[0].survey, None)
    published_cards.draw_national()


def _draw_survey(known: Sequence[YearlySurvey], asked: Sequence[Option]) -> None:
    """Draw filters, answer and cards of one question of one survey."""
    lead = st.empty()
    with st.container(key="filters", horizontal=True):
        years = option.year_labels([one.year for one in known])
        year_label = filters.one("調査年", "survey_year", list(years), width=232)
        seen, year = option.choose(asked), years[year_label]
        chosen = filters.many("年齢", "age", [share.age_group for share in seen.ages(year)])
    ages = [share for share in seen.ages(year) if not chosen or share.age_group in chosen]
    if not ages:
        option.unasked(seen, year_label)
        return
    found, who = gap(seen, ages, year), shares.who_of(seen)
    lead.html(f'<p class="answer">{gaps.gap_sentence(found) if found else gaps.no_gap(who, ages)}</p>')
    conditions = option.conditions(seen, 調査年=year_label, 年齢=words.listing(chosen) or "すべて")
    survey = next(one for one in known if one.year == year)
    left, right = st.columns(2)
    with left:
        divide_cards.draw_shares(seen, ages, year, f"{who}の割合：{year_label}", conditions)
    with right:
        divide_cards.draw_quality(survey, changes(session.database(), known, year))
    divide_cards.draw_indices(seen, year, survey.population_year, conditions)


draw()
