"""The plan's measures and indicators, and what was reported on them."""

import pandas as pd

from queries import Connection, rows


def measures(connection: Connection) -> pd.DataFrame:
    """Return one row per measure with its field, in the plan's order."""
    return rows(connection, "goals/measures")


def indicators(connection: Connection) -> pd.DataFrame:
    """Return one row per indicator series with its baseline, target and rule, in the plan's order."""
    return rows(connection, "goals/indicators")


def reported_values(connection: Connection) -> pd.DataFrame:
    """Return one row per series and reported period, oldest first."""
    return rows(connection, "goals/reported_values")


def judged_values(connection: Connection) -> pd.DataFrame:
    """Return one row per series and period with a value to judge: a report, else what the police's records count."""
    return rows(connection, "goals/judged_values")


def recorded_values(connection: Connection) -> pd.DataFrame:
    """Return one row per series that counts accidents and year of the police's records, with the report beside it."""
    return rows(connection, "goals/recorded_values")


def context_values(connection: Connection, *, indicator_id: str) -> pd.DataFrame:
    """Return one row per published value of a series that is context only, oldest first."""
    return rows(connection, "goals/context_values", indicator_id=indicator_id)


def thresholds(connection: Connection) -> pd.DataFrame:
    """Return one row per state judged by pace, highest pace first."""
    return rows(connection, "goals/thresholds")


def links(connection: Connection, *, measure_id: str) -> pd.DataFrame:
    """Return one row per theme a measure is linked with."""
    return rows(connection, "goals/links", measure_id=measure_id)


def themes(connection: Connection) -> pd.DataFrame:
    """Return one row per goal, policy, recommendation, pillar and SDG of the plan."""
    return rows(connection, "goals/themes")


def all_links(connection: Connection) -> pd.DataFrame:
    """Return one row per link of any measure: a theme, the sort of an indicator, or a related page."""
    return rows(connection, "goals/all_links")


def unmeasured(connection: Connection) -> pd.DataFrame:
    """Return one row per thing a theme of the plan names and no data can tell, in the editor's order."""
    return rows(connection, "goals/unmeasured")
