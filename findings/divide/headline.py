"""The digital divide in one figure, for the first page."""

import pandas as pd

from charts.divide import gaps, published
from pages.divide import divide_cards
from queries import Connection, divide


def answer(connection: Connection) -> str:
    """Return what the edition can say about the divide, as HTML."""
    gap = divide_cards.newest_gap()
    if gap is None:
        return published.short_answer(_never_used(connection))
    return gaps.short_answer(gap) + divide_cards.changes(gap)


def figure(connection: Connection) -> str:
    """Return the figure of the divide with the remark that keeps it honest, as HTML."""
    gap = divide_cards.newest_gap()
    return gaps.short_figure(gap) if gap else published.short_figure(_never_used(connection))


def _never_used(connection: Connection) -> pd.DataFrame:
    answers = divide.published_answers(connection)
    return answers[answers["favourable"].eq(False)]
