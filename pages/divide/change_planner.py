"""How many answers the next survey needs to see a change of the gap."""

from collections.abc import Callable, Sequence

import streamlit as st

from charts.divide import cards, gaps
from charts.divide.conditions import of_option
from findings.divide.gaps import Comparison
from findings.divide.planner import CHANGES, Needed, needed, needed_twice
from findings.divide.surveys import YearlySurvey
from pages.frame import card, filters

TITLE = "次の調査には、何人の回答が要るか"


def draw(found: Comparison, surveys: Sequence[YearlySurvey]) -> None:
    """Draw the planner for a survey that follows the newest one, which asked as many people as it did."""
    sources = list(dict.fromkeys(share.source_id for share in found.shares()))
    _draw(
        lambda points: needed(found, surveys, points),
        gaps.PLAN_DEFINITION,
        sources,
        of_option(found.answers),
    )


def draw_for_two_surveys() -> None:
    """Draw the planner where no survey is there yet: two surveys of the same size, shares near 50 %."""
    _draw(needed_twice, gaps.PLAN_DEFINITION_FOR_TWO)


def _draw(
    plan: Callable[[int], Needed],
    definition: str,
    sources: Sequence[str] = (),
    conditions: Sequence[str] = (),
) -> None:
    with st.container(key="card_planner"):
        st.header(TITLE, anchor=False)
        options = {f"{points}ポイント": points for points in CHANGES}
        chosen = filters.one("見分けたい変化", "points", list(options), default="15ポイント", width=196)
        plans = {points: plan(points) for points in CHANGES}
        one = cards.planner(
            list(plans.values()), plans[options[chosen]], TITLE, definition, sources, conditions
        )
        st.html(f'<p class="answer">{one.answer}</p>')
        card.under(one, is_open=True)
