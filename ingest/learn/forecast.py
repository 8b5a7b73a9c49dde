"""How fast counts of accidents drift, learnt from all municipalities where an edition holds the whole nation."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np

from ingest import tables
from stats.accidents import forecast_spread
from stats.accidents.forecast import Spread
from stats.accidents.forecast_spread import Forecasts, History, Numbers

BANDS: tuple[tuple[int, int | None], ...] = (
    (1, 9),
    (10, 29),
    (30, 99),
    (100, 299),
    (300, 999),
    (1000, None),
)
MOVES: tuple[tuple[int | None, int | None], ...] = ((None, -15), (-15, -5), (-5, 5), (5, 15), (15, None))
BOUNDS = ((100, 112), (100, 94))  # at most so many where the last count is so many


class Learnt(NamedTuple):
    """The rows of the tables forecast_spread, forecast_coverage and forecast_reliability, each in its order."""

    spread: dict[str, object]
    coverage: list[dict[str, object]]
    reliability: list[dict[str, object]]


def store(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the shipped rows of the three tables by what the records teach, where they are the whole nation's."""
    found = learn(connection)
    if found is None:
        return
    connection.execute("delete from forecast_spread")
    connection.execute("delete from forecast_coverage")
    connection.execute("delete from forecast_reliability")
    tables.insert(connection, "forecast_spread", [found.spread | {"is_shipped": False}])
    tables.insert(connection, "forecast_coverage", found.coverage)
    tables.insert(connection, "forecast_reliability", found.reliability)


def learn(connection: duckdb.DuckDBPyConnection) -> Learnt | None:
    """Return what the records teach.

    None where they are not those of all prefectures in at least two years, or the 高速票 of a year is missing:
    motorway accidents are not counted. Values are rounded, so that every machine finds the same.
    """
    sql = Path(__file__).with_name("forecast_counts.sql").read_text(encoding="utf-8")
    rows = connection.execute(sql).fetchnumpy()
    years, column = np.unique(rows["file_year"], return_inverse=True)
    if len(years) < forecast_spread.FEWEST_YEARS:
        return None
    places, line = np.unique(np.asarray(rows["municipality_code"], dtype=str), return_inverse=True)
    counts = np.zeros((len(places), len(years)))
    counts[line, column] = rows["accidents"]
    same = forecast_spread.has_one_code(counts)
    history = forecast_spread.history_of(counts[same], years)
    is_odd = np.array([int(place[:2]) % 2 == 1 for place in places[same]])
    spread = _estimate(history)
    learnt = {
        "spread": spread.at_hundred,
        "fall": spread.fall,
        "first_year": int(years[0]),
        "last_year": int(years[-1]),
        "municipalities": int(same.sum()),
        "forecasts": len(forecast_spread.asked(history, forecast_spread.next_years(history)).last),
        "source_id": "npa",
    }
    return Learnt(learnt, _in_order(coverage(history, spread)), _in_order(reliability(history, is_odd)))


def _in_order(rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Return rows in the order of their values, none last."""
    return sorted(rows, key=lambda row: [(value is None, value) for value in row.values()])


def coverage(history: History, spread: Spread) -> Iterator[dict[str, object]]:
    """Yield how often the interval held, by pair of years and size of the earlier count."""
    for column in range(1, len(history.years)):
        yield from _of_year(history, spread, column)


def _of_year(history: History, spread: Spread, column: int) -> Iterator[dict[str, object]]:
    """Yield how often the interval held for the year of a column, foretold from each earlier one."""
    year, pairs = history.years[column], [(earlier, column) for earlier in range(column)]
    tried = forecast_spread.forecasts(history, spread, pairs)
    unseen = None
    if column >= forecast_spread.FEWEST_YEARS:
        learnt = _estimate(history.before(year))
        unseen = forecast_spread.covered(forecast_spread.forecasts(history, learnt, pairs))
    held = {
        "covered_pct": forecast_spread.covered(tried),
        "uncorrected_pct": forecast_spread.covered(tried.without_shift()),
        "foretold_pct": unseen,
    }
    for first in history.years[:column]:
        for least, most in BANDS:
            chosen = (tried.first_year == first) & _between(tried.last, least, most)
            if chosen.any():
                yield {
                    "first_year": int(first),
                    "last_year": int(year),
                    "shift": round(float(tried.shift[chosen][0]), 4),
                    "least": least,
                    "most": most,
                    "pairs": int(chosen.sum()),
                    **{
                        name: None if share is None else round(100 * float(share[chosen].mean()), 1)
                        for name, share in held.items()
                    },
                }


def reliability(
    history: History, is_odd: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> Iterator[dict[str, object]]:
    """Yield the chances told for a next year and how often it came, by bound, last move and size of the last count.

    Each half of the prefectures is foretold with the drift the other half teaches; beside it the same from the last
    count alone. The standard error of the share that came is that of independent municipalities, each with its own
    chance.
    """
    tried, alone = (
        _of_halves(history, is_odd, only_last=only_last).from_several_years() for only_last in (False, True)
    )
    for least_move, most_move in MOVES:
        moved = (100 * tried.move >= (-np.inf if least_move is None else least_move)) & (
            100 * tried.move < (np.inf if most_move is None else most_move)
        ) | (np.isinf(tried.move) & (most_move is None))
        for least, most in BANDS:
            chosen = moved & _between(tried.last, least, most)
            if not chosen.any():
                continue
            for most_events, of_last in BOUNDS:
                chance, came = forecast_spread.chance_at_most(tried.where(chosen), most_events / of_last)
                chance_alone, _ = forecast_spread.chance_at_most(alone.where(chosen), most_events / of_last)
                yield {
                    "most_events": most_events,
                    "of_last": of_last,
                    "least_move_pct": least_move,
                    "most_move_pct": most_move,
                    "least": least,
                    "most": most,
                    "municipalities": int(chosen.sum()),
                    "came_pct": _percent(came.mean()),
                    "chance_pct": _percent(chance.mean()),
                    "error_pct": _error_pct(chance),
                    "alone_chance_pct": _percent(chance_alone.mean()),
                    "alone_error_pct": _error_pct(chance_alone),
                }


def _estimate(history: History, *, only_last: bool = False) -> Spread:
    return Spread(*(round(number, 4) for number in forecast_spread.estimate(history, only_last=only_last)))


def _of_halves(
    history: History, is_odd: np.ndarray[tuple[int], np.dtype[np.bool_]], *, only_last: bool = False
) -> Forecasts:
    """Return the forecasts of each half of the places with the drift the other half teaches."""
    parts = [
        forecast_spread.forecasts(
            history.of(half),
            _estimate(history.of(~half), only_last=only_last),
            forecast_spread.next_years(history),
            only_last=only_last,
        )
        for half in (is_odd, ~is_odd)
    ]
    return Forecasts(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _percent(share: float) -> float:
    return round(100 * float(share), 2)


def _error_pct(chances: Numbers) -> float:
    """Return the standard error of the share of events with such chances."""
    return _percent(np.sqrt((chances * (1 - chances)).sum()) / len(chances))


def _between(counts: Numbers, least: int, most: int | None) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (counts >= least) & (
        counts <= (np.inf if most is None else most)
    )
    return inside
