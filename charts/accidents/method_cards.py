"""The cards of how accidents are counted and expected, and how far that held, put together from findings."""

import html
from collections.abc import Sequence

from charts import theme
from charts.accidents import backtest, outlook, rankings, reliability, years
from charts.accidents.conditions import Chosen
from charts.accidents.rankings import CellMap
from charts.cards import Card
from findings.accidents.backtest import Backtest
from findings.accidents.ground import Ground
from findings.accidents.outlook import Coverage
from findings.accidents.rankings import Rankings
from findings.accidents.reliability import Cell
from findings.accidents.years import Bases, nearest
from queries import once
from queries.editions import Scope


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
def candidates(found: Backtest, title: str) -> Card:
    """Return what else was tried for choosing the method."""
    return Card(
        "candidates",
        title,
        None,
        alt="",
        table=backtest.candidates(found),
        definition=backtest.CANDIDATES_DEFINED,
        answer=backtest.candidates_said(found),
        sources=["npa", "mesh"],
    )


@once
def bases(rows: Sequence[Bases], title: str, sources: Sequence[str], *, is_sample: bool) -> Card:
    """Return the ways of counting accidents side by side."""
    said, *others = years.bases_said(rows, is_sample=is_sample)
    return Card(
        "bases",
        title,
        None,
        alt="",
        table=years.bases_table(rows, is_sample=is_sample),
        definition=years.bases_note(nearest(rows), is_sample=is_sample),
        sources=sources,
        conditions=["条件を選んでも変わりません"],
        answer=said,
        grounds=others,
    )


@once
def chances(cells: Sequence[Cell], title: str, sources: Sequence[str]) -> Card:
    """Return how the chances told for a next year fared."""
    said, *grounds = reliability.said(cells)
    return Card(
        "reliability",
        title,
        None,
        alt="",
        table=reliability.table(cells),
        definition=reliability.defined(),
        sources=sources,
        conditions=[reliability.TRIED_ON],
        answer=said,
        grounds=grounds,
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


@once
def of_cells(chosen: Chosen, shown: CellMap, here: Ground, recorded: Scope, source: str) -> Card:
    """Return the map of one way of asking for places; `recorded` is whose records the edition has."""
    return Card(
        shown.key,
        shown.title,
        shown.figure,
        alt=shown.text,
        table=shown.table,
        definition=rankings.map_defined(shown, recorded),
        sources=[source, *here.sources],
        conditions=chosen.conditions,
        answer=shown.text,
    )


@once
def ranks(chosen: Chosen, found: Rankings, weight: float, here: Ground, recorded: Scope, source: str) -> Card:
    """Return the ranks of the first cells by every way of asking; a fatal accident counts `weight` times."""
    said, *grounds = rankings.ranks_said(found, weight)
    return Card(
        "ranks",
        "数え方による順位の違い",
        None,
        alt="",
        table=rankings.ranks_table(found.cells, weight),
        definition=rankings.ranks_defined(found, recorded),
        sources=[source, *here.sources],
        conditions=chosen.conditions,
        answer=said,
        grounds=grounds,
    )
