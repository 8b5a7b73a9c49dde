"""Synthetic records (サンプル): files in the formats of real ones, read by the same readers."""

from pathlib import Path

import duckdb

from ingest.sample import accidents, reports, surveys

POPULATION = "年齢別人口.csv"
PARAMETERS = Path(__file__).parents[2] / "data" / "sample"
OVERLAYS = PARAMETERS / "overlays"


def write_streets(folder: Path, connection: duckdb.DuckDBPyConnection, seed: int = 20220401) -> None:
    """Write synthetic files of streets, railways, water and the boundary to a folder, as `write` does the others.

    Raises
    ------
    InputError
        When the parameters below data/sample are faulty or do not fit the edition.
    """
    from ingest.sample import streets  # shapely and scipy take long to import, and few builds need them

    streets.write(folder, connection, PARAMETERS, seed)


def write(folder: Path, connection: duckdb.DuckDBPyConnection, seed: int = 20220401) -> None:
    """Write synthetic files below a folder: npa (police), reports (departments), surveys (citizens), and residents.

    Parameters
    ----------
    folder
        Where the three folders and 年齢別人口.csv go.
    connection
        An edition whose definitions, codes, plans and published surveys are loaded: names, codes, baselines
        and targets come from there.
    seed
        The same seed makes the same bytes.

    Raises
    ------
    InputError
        When the parameters below data/sample are faulty or do not fit the edition.
    """
    counts = accidents.write(folder / "npa", connection, PARAMETERS, seed)
    reports.write(folder / "reports", connection, PARAMETERS, counts, seed)
    surveys.write(folder / "surveys", connection, PARAMETERS, seed)
    surveys.write_population(folder / POPULATION, PARAMETERS)
