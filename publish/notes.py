"""What travels with everything that leaves an edition, in words."""

from collections.abc import Iterable, Sequence

import pandas as pd

import exports
import queries.overview
from charts.cards import Card
from queries import Connection, once


@once
def plan_source(connection: Connection) -> str:
    """Return the source of the plan of an edition: `plan` and its number, as sources.csv names it."""
    return f"plan{queries.overview.edition(connection).at[0, 'plan_id']}"


def named_sources(connection: Connection, ids: Iterable[str]) -> pd.DataFrame:
    """Return the sources of these ids, with how each is credited in `credit`: publisher「title」."""
    named = queries.overview.sources(connection, ids=list(ids))
    return named.assign(credit=[f"{row.publisher}「{row.title}」" for row in named.itertuples()])


@once
def notes(
    connection: Connection,
    edition_id: str,
    *,
    title: str,
    definition: str,
    conditions: Sequence[str],
    sources: Sequence[str],
) -> exports.Notes:
    """Return the notes of what is called `title`; `sources` are source_ids."""
    edition = queries.overview.edition(connection).iloc[0]
    named = named_sources(connection, sources)
    return exports.notes(
        title=title,
        definition=definition,
        conditions=list(conditions),
        sources=named["credit"].tolist(),
        licences=list(dict.fromkeys(map(str, named["licence"].dropna()))),
        edition_id=edition_id,
        contact=str(edition["contact"]),
        is_sample=edition["kind"] == "sample",
    )


@once
def notes_of(connection: Connection, edition_id: str, card: Card) -> exports.Notes:
    """Return the notes of a card."""
    return notes(
        connection,
        edition_id,
        title=card.title,
        definition=card.definition,
        conditions=card.conditions,
        sources=card.sources,
    )
