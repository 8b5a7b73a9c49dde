"""The view of the change: whether the gap between ages closed from survey to survey."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.divide import gaps, shares
from charts.divide.conditions import of_option
from findings.divide.gaps import change, comparable, comparison, last_change, trend
from findings.divide.surveys import Option, YearlySurvey
from pages.divide import change_cards, change_planner, divide_cards, option
from pages.divide.lead import Lead
from pages.frame import empty, filters, session


def draw(lead: Lead, row: DeltaGenerator, known: Sequence[YearlySurvey], asked: Sequence[Option]) -> None:
    """Draw filters (into `row`), answer (into `lead`) and cards of all surveys that can be compared."""
    with row:
        one = option.choose(asked)
        with filters.more(["framing", "before", "after"]):
            seen = option.framed(one)
            found = comparison(seen)
            labels = option.year_labels([each.year for each in known if each.year in found.gaps])
            if len(labels) >= 2:
                newest, *_, oldest = labels
                before = filters.one("前の調査", "before", list(labels), default=oldest, width=232)
                after = filters.one("後の調査", "after", list(labels), default=newest, width=232)
    if len(labels) < 2:
        lead.say(f"{gaps.NOT_KNOWN}。")
        others = comparable(session.database(), asked)
        st.info(gaps.not_comparable(shares.who_of(seen), len(known), others))
        change_planner.draw_for_two_surveys()
        divide_cards.draw_measures()
        return
    if labels[before] >= labels[after]:
        lead.say(f"{gaps.NOT_KNOWN}。")
        st.info("「前の調査」には、「後の調査」より前の年を選んでください。")
        return
    moved = change(found, labels[before], labels[after])
    grounds = [
        *gaps.grounds(moved.later),
        *gaps.change_grounds(moved),
        *gaps.trend_grounds(trend(found)),
        *gaps.last_grounds(last_change(found)),
    ]
    lead.say(gaps.answer(moved.later, moved), grounds)
    change_cards.draw(found, moved, of_option(seen, 前の調査=before, 後の調査=after))
    change_planner.draw(found, known)
    divide_cards.draw_measures()


def draw_without_surveys() -> None:
    """Say that nothing can be compared, and what two surveys would need."""
    empty.say(gaps.NOTHING_KNOWN)
    change_planner.draw_for_two_surveys()
