"""The records of the whole nation, as far as an edition has them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from ingest import system
from ingest.faults import Fault, InputError
from queries import editions
from queries.editions import SCHEMA_VERSION, BusyEditionError, UnreadableEditionError
from stats.accidents import cells
from stats.accidents.cells import Numbers, Places, Whole

PREFECTURES = 47
NO_EDITION = "版のファイルではありません"
REBUILD = "python -m ingest build --npa フォルダー --scope nation で作った版を指定してください"


class Records(NamedTuple):
    """Accidents with a place, one element an accident: file year, municipality (JIS), 250 m cell, degrees, kind."""

    years: Whole
    municipalities: Whole
    cells: Whole
    latitude: Numbers
    longitude: Numbers
    fatal: NDArray[np.bool_]
    on_motorway: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> "Records":
        """Return the chosen accidents."""
        columns: list[Any] = [values[chosen] for values in self]
        return Records(*columns)

    def places(self) -> Places:
        """Return where they happened."""
        return cells.located(self.cells, self.latitude, self.longitude)


@contextmanager
def opened(path: Path, years: set[int]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to an edition that can teach: real records of all prefectures, told from motorways.

    Parameters
    ----------
    path
        File of the edition, opened for reading.
    years
        File years that must be there; there may be more.

    Raises
    ------
    InputError
        With every reason why the edition cannot serve, and the way out.
    """
    system.refuse_endless(path, str(path))
    try:
        path.open("rb").close()
        connection = editions.opened(path)
    except OSError as error:
        raise InputError([system.not_opened(str(path), error)]) from error
    except BusyEditionError as error:
        remedy = "そのプログラムを閉じてから、もう一度実行してください"
        raise InputError([Fault(path.name, "", "ほかのプログラムが開いています", remedy)]) from error
    except UnreadableEditionError as error:
        raise InputError([Fault(path.name, "", NO_EDITION, REBUILD)]) from error
    with connection:
        problems = list(_problems(connection, years))
        if problems:
            raise InputError(Fault(path.name, "", problem, REBUILD) for problem in problems)
        yield connection


def _problems(connection: duckdb.DuckDBPyConnection, years: set[int]) -> Iterator[str]:
    """Yield why an edition cannot teach."""
    try:
        kind, scope, version = connection.execute(
            "select kind, scope, schema_version from edition"
        ).fetchall()[0]
    except (duckdb.Error, IndexError):
        yield NO_EDITION
        return
    if version != SCHEMA_VERSION:
        yield f"形式{version}の版です（いまは形式{SCHEMA_VERSION}）"
        return
    if kind != "real":
        yield "サンプル版です。合成した記録からは何も学べません"
        return
    if scope != "nation":
        yield f"事故の記録が{'市' if scope == 'city' else '県'}の範囲だけの版です"
        return
    known = set()
    for year, prefectures, tells_motorway in connection.execute(_sql("years")).fetchall():
        known.add(year)
        if prefectures < PREFECTURES:
            yield f"{year}年の記録が{prefectures}都道府県分しかありません（全国は{PREFECTURES}）"
        if not tells_motorway:
            yield f"{year}年の高速票（kosokuhyo_{year}）がなく、高速道路の事故を見分けられません"
    missing = sorted(years - known)
    if missing:
        yield f"{'・'.join(f'{year}年' for year in missing)}の記録がありません"


def years(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Return the file years of an edition, rising."""
    return [year for year, *_ in connection.execute(_sql("years")).fetchall()]


def prefectures(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the codes of the police's prefectures, 51 of the nation, rising."""
    return [
        code
        for (code,) in connection.execute(
            "select distinct npa_prefecture_code from accidents order by all"
        ).fetchall()
    ]


def records(connection: duckdb.DuckDBPyConnection, prefecture: str) -> Records:
    """Return the accidents of one of the police's prefectures."""
    found: dict[str, NDArray[Any]] = connection.execute(
        _sql("accidents"), {"prefecture": prefecture}
    ).fetchnumpy()
    return Records(*(np.asarray(values) for values in found.values()))


def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
