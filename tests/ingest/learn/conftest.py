"""Editions of the whole nation, made small: a few accidents in each prefecture around one crossing."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from ingest.learn.nation import PREFECTURES
from queries.editions import SCHEMA_VERSION
from stats.accidents import cells
from stats.mesh import PER_DEGREE_EAST, PER_DEGREE_NORTH, WEST

YEARS = (2019, 2020, 2021)
MakeNation = Callable[..., Path]


@pytest.fixture
def make_nation(tmp_path: Path) -> MakeNation:
    """Return a function that makes an edition with so many accidents a year and prefecture, half in a municipality."""

    def make(
        years: Sequence[int] = YEARS,
        prefectures: int = PREFECTURES,
        each: int = 40,
        without_highways: int | None = None,
        **edition: object,
    ) -> Path:
        path = tmp_path / "nation.duckdb"
        described = {"kind": "real", "scope": "nation", "schema_version": SCHEMA_VERSION} | edition
        with duckdb.connect(str(path), config={"threads": 1}) as connection:
            connection.register("described", pd.DataFrame([described]))
            connection.register("happened", accidents(years, prefectures, each, without_highways))
            connection.execute("create table edition as from described")
            connection.execute(
                "create table accidents as select * replace (on_motorway::boolean as on_motorway) from happened"
            )
        return path

    return make


def accidents(
    years: Sequence[int], prefectures: int, each: int, without_highways: int | None
) -> pd.DataFrame:
    random = np.random.default_rng(5)
    number = len(years) * prefectures * each
    prefecture = np.repeat(np.arange(1, prefectures + 1), number // prefectures)
    year = np.tile(np.repeat(years, each), prefectures)
    north, east = random.normal(0, 2, (2, number))
    rows, columns = 17900 + np.rint(north).astype(int), 12920 + np.rint(east).astype(int)
    half = np.arange(number) % 2
    return pd.DataFrame(
        {
            "accident_id": [f"{position:06}" for position in range(number)],
            "file_year": year,
            "npa_prefecture_code": [f"{code:02}" for code in prefecture],
            "prefecture_code": [f"{code:02}" for code in prefecture],
            "municipality_code": [
                f"{code:02}{201 + part}" for code, part in zip(prefecture, half, strict=True)
            ],
            "mesh_250m": cells.codes(rows, columns).astype(str),
            "latitude": (rows + 0.5 + (north - np.rint(north))) / PER_DEGREE_NORTH,
            "longitude": (columns + 0.5 + (east - np.rint(east))) / PER_DEGREE_EAST + WEST,
            "fatal": random.uniform(size=number) < 0.02,
            "on_motorway": pd.Series(np.arange(number) % 20 == 0, dtype=object).where(
                year != without_highways
            ),
        }
    )
