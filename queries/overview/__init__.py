"""What the edition is, and how fresh and complete it is."""

import pandas as pd

from queries import Connection, rows


def edition(connection: Connection) -> pd.DataFrame:
    """Return the one row that says which edition this is, for which city and plan."""
    return rows(connection, "overview/edition")


def completeness(connection: Connection) -> pd.DataFrame:
    """Return one row: what was reported, up to when, and which years of records and surveys there are."""
    return rows(connection, "overview/completeness")


def sources(connection: Connection, *, ids: list[str]) -> pd.DataFrame:
    """Return one row per named source, in the order of the names."""
    return rows(connection, "overview/sources", ids=ids)


def events(connection: Connection, *, topic: str) -> pd.DataFrame:
    """Return one row per annotation of a topic's time axes, in order; `topic` is goals, divide or accidents."""
    return rows(connection, "overview/events", topic=topic)
