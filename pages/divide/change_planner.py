"""How many answers the next survey needs to see a change of the gap."""

import math

import pandas as pd
import streamlit as st

from charts.divide import gaps
from pages.divide.option import Asked
from pages.frame import card, filters
from stats.divide import gaps as gaps_stat
from stats.divide.inequality import Estimate

CHANGES = (5, 10, 15, 20, 25)
TITLE = "次の調査には、何人の回答が要るか"


def draw(seen: Asked, common: pd.DataFrame, last: tuple[gaps.Gap, Estimate], surveys: pd.DataFrame) -> None:
    """Draw the planner for a survey that follows the last one, which asked as many people as it did."""
    gap, estimate = last
    ends = common[common["year"] == gap.year].iloc[[0, -1]]
    young, old = (ends["lower"] + ends["upper"]) / 200  # the middle of Wilson's interval is never 0 or 1
    distributed = surveys.loc[surveys["year"] == gap.year, "distributed"].iloc[0]

    def needed(points: float) -> tuple[int | None, float, int | None]:
        found = gaps_stat.answers_needed(estimate, (young, old), points / 100)
        if found.answers is None or pd.isna(distributed):
            return found.answers, 100 * found.smallest, None
        # The smaller of the two groups decides how many have to be asked.
        return (
            found.answers,
            100 * found.smallest,
            _rounded(distributed * found.answers / ends["respondents"].min()),
        )

    with st.container(key="card_planner"):
        st.subheader(TITLE, anchor=False)
        points = _points()
        answers, smallest, sent = needed(points)
        st.html(f'<p class="answer">{gaps.planned(points, answers, smallest, sent)}</p>')
        rows = [(each, *needed(each)[::2]) for each in CHANGES]
        card.under(
            "planner",
            TITLE,
            gaps.plan_table(rows),
            definition=gaps.PLAN_DEFINITION,
            sources=list(common["source_id"].unique()),
            conditions=seen.conditions(),
            is_open=True,
        )


def draw_for_two_surveys() -> None:
    """Draw the planner where no survey is there yet: two surveys of the same size, shares near 50 %."""
    with st.container(key="card_planner"):
        st.subheader(TITLE, anchor=False)
        points = _points()
        st.html(f'<p class="answer">{gaps.planned_from_nothing(points, _twice(points))}</p>')
        card.under(
            "planner",
            TITLE,
            gaps.plan_table([(each, _twice(each), None) for each in CHANGES]),
            definition=gaps.PLAN_DEFINITION_FOR_TWO,
            sources=[],
            is_open=True,
        )


def _twice(points: float) -> int:
    return gaps_stat.answers_needed_twice((0.5, 0.5), points / 100)


def _points() -> int:
    options = {f"{points}ポイント": points for points in CHANGES}
    return options[filters.one("見分けたい変化", "points", list(options), default="15ポイント", width=196)]


def _rounded(sent: float) -> int:
    """Round a number of questionnaires up to whole hundreds: it is a rough guide."""
    return 100 * math.ceil(sent / 100)
