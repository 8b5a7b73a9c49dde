"""One question of one yearly survey: how far the ages are apart, in a picture or by the indices of inequality."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import words
from charts.divide import cards, gaps
from charts.divide.conditions import of_option
from findings.divide.gaps import comparison, gap, since_first
from findings.divide.surveys import Option, YearlySurvey, changes
from pages.divide import change_cards, divide_cards, option
from pages.divide.lead import Lead
from pages.frame import card, filters, session


def draw(
    lead: Lead,
    row: DeltaGenerator,
    known: Sequence[YearlySurvey],
    asked: Sequence[Option],
    *,
    by_indices: bool,
) -> None:
    """Draw filters (into `row`), answer (into `lead`) and cards; `by_indices` asks for the indices alone."""
    with row:
        one = option.choose(asked)
        years = option.year_labels([each.year for each in known])
        year_label = filters.one("調査年", "survey_year", list(years), width=222)
        year = years[year_label]
        with filters.more(["framing", "age"]):
            seen = option.framed(one)
            chosen = filters.many("年齢", "age", [share.age_group for share in seen.ages(year)])
    ages = [share for share in seen.ages(year) if not chosen or share.age_group in chosen]
    if not ages:
        option.unasked(seen, year_label)
        return
    apart, found = gap(seen, ages, year), comparison(seen)
    moved = since_first(found, year)
    if apart:
        grounds = [*gaps.grounds(apart), *(gaps.change_grounds(moved) if moved else [])]
        lead.say(gaps.answer(apart, moved), grounds)
    else:
        lead.say(gaps.no_gap(seen, ages))
    survey = next(each for each in known if each.year == year)
    conditions = of_option(seen, 調査年=year_label, 年齢=words.listing(chosen) or "すべて")
    if by_indices:
        divide_cards.draw_indices(seen, year, survey.population_year, conditions)
    else:
        left, right = st.columns(2)
        with left:
            card.place(cards.by_age(seen, ages, year, conditions))
        with right:
            change_cards.draw_gaps(found, of_option(seen))
    divide_cards.draw_quality(survey, changes(session.database(), known, year))
