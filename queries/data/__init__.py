"""What an edition is made of: files, what was noticed in them, sources, and remarks on the plan."""

import pandas as pd

from queries import Connection, rows


def files(connection: Connection) -> pd.DataFrame:
    """Return one row per file read: what became of its rows."""
    return rows(connection, "data/files")


def rejections(connection: Connection) -> pd.DataFrame:
    """Return one row per file and reason for rows that were not loaded, most rows first."""
    return rows(connection, "data/rejections")


def rejected_rows(connection: Connection) -> pd.DataFrame:
    """Return one row per row that was not loaded, with its line and what stood there."""
    return rows(connection, "data/rejected_rows")


def findings(connection: Connection) -> pd.DataFrame:
    """Return one row per file and thing noticed in it that stopped no row."""
    return rows(connection, "data/findings")


def all_sources(connection: Connection) -> pd.DataFrame:
    """Return one row per source."""
    return rows(connection, "data/all_sources")


def plan_notes(connection: Connection) -> pd.DataFrame:
    """Return one row per remark on the plan's text."""
    return rows(connection, "data/plan_notes")
