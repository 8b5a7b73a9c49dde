"""The surveys side by side: the gap with its interval, the ages as lines of dots, and every age over the years."""

from collections.abc import Sequence

import streamlit as st

from charts.divide import cards, over_years
from findings.divide.gaps import Change, Comparison
from findings.events import Event, events
from pages.frame import card, session


def draw(found: Comparison, moved: Change, conditions: Sequence[str]) -> None:
    """Draw the cards of all surveys that can be compared; `moved` is the change between the two that are."""
    apart, times = cards.equiplot(found, conditions), _times(found)
    left, right = st.columns(2)
    with right:
        card.place(cards.gap_of_surveys(found, times, conditions, height=apart.height, moved=moved))
    with left:
        card.place(apart)
    card.place(cards.ages_over_years(found, times, conditions))


def draw_gaps(found: Comparison, conditions: Sequence[str]) -> None:
    """Draw the gap of every survey, where there is one."""
    if found.gaps:
        card.place(cards.gap_of_surveys(found, _times(found), conditions))


def _times(found: Comparison) -> list[Event]:
    return over_years.within(events(session.database(), "divide"), list(found.gaps))
