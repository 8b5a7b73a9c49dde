"""The cards of how accidents are counted and expected, and how far that held, put together from findings."""

import html
from collections.abc import Sequence

from charts import theme
from charts.accidents import backtest, outlook
from charts.cards import Card
from findings.accidents.backtest import Backtest
from findings.accidents.outlook import Coverage
from queries import once


@once
def gains(found: Backtest, title: str) -> Card:
    """Return how well each way of asking told the places of the next year."""
    return Card(
        "backtest",
        title,
        theme.drawn(backtest.gains(found)),
        alt=backtest.gains_in_words(found),
        table=backtest.table(found),
        definition=backtest.definition(found),
        sources=["npa", "mesh"],
        answer=backtest.READING,
    )


@once
def coverage(tried: Coverage, title: str, newest: int, city: str, sources: Sequence[str]) -> Card:
    """Return how often forecasts like those of the city's `newest` count held in the municipalities of the nation."""
    first, *others = outlook.coverage_said(tried, newest, city)
    return Card(
        "coverage",
        title,
        theme.drawn(outlook.coverage_figure(tried.sizes)),
        alt="".join((first, *others)),
        table=outlook.coverage_table(tried.pairs),
        definition=outlook.coverage_defined(),
        sources=sources,
        conditions=[outlook.TRIED_ON],
        answer=html.escape(first),
        grounds=[html.escape(other) for other in others],
    )
