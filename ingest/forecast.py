"""How fast counts of accidents drift, learnt from all municipalities where an edition holds the whole nation."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np

from ingest import tables
from stats import forecast_spread
from stats.forecast_spread import Numbers, Pairs

FEWEST_YEARS = 2
BANDS: tuple[tuple[int, int | None], ...] = (
    (1, 9),
    (10, 29),
    (30, 99),
    (100, 299),
    (300, 999),
    (1000, None),
)


def learn(connection: duckdb.DuckDBPyConnection) -> bool:
    """Replace the shipped rows of forecast_spread and forecast_coverage by those of the records, and say whether.

    They stay where the records are not those of all prefectures in at least two years, or the 高速票 of a year is
    missing: motorway accidents are not counted. Values are rounded, so that every machine stores the same.
    """
    sql = Path(__file__).with_name("forecast_counts.sql").read_text(encoding="utf-8")
    rows = connection.execute(sql).fetchnumpy()
    years, column = np.unique(rows["file_year"], return_inverse=True)
    if len(years) < FEWEST_YEARS:
        return False
    places, line = np.unique(np.asarray(rows["municipality_code"], dtype=str), return_inverse=True)
    counts = np.zeros((len(places), len(years)))
    counts[line, column] = rows["accidents"]
    pairs = forecast_spread.pairs_of(counts, years)
    spread = round(forecast_spread.estimate(pairs), 4)
    connection.execute("delete from forecast_spread")
    connection.execute("delete from forecast_coverage")
    learnt = {
        "spread": spread,
        "first_year": int(years[0]),
        "last_year": int(years[-1]),
        "municipalities": len(places),
        "pairs": len(pairs.before),
        "is_shipped": False,
        "source_id": "npa",
    }
    tables.insert(connection, "forecast_spread", [learnt])
    tables.insert(connection, "forecast_coverage", _coverage(pairs, spread))
    return True


def _coverage(pairs: Pairs, spread: float) -> Iterator[dict[str, object]]:
    """Yield how often the 80 % interval held, by pair of years and size of the earlier count."""
    covered = forecast_spread.covered(pairs, spread)
    unshifted = pairs._replace(shift=np.ones_like(pairs.shift))
    uncorrected = forecast_spread.covered(unshifted, spread)
    for first, ahead in sorted(set(zip(pairs.first_year, pairs.years_ahead, strict=True))):
        is_pair = (pairs.first_year == first) & (pairs.years_ahead == ahead)
        for least, most in BANDS:
            chosen = is_pair & _between(pairs.before, least, most)
            if chosen.any():
                yield {
                    "first_year": int(first),
                    "last_year": int(first + ahead),
                    "shift": round(float(pairs.shift[chosen][0]), 4),
                    "least": least,
                    "most": most,
                    "pairs": int(chosen.sum()),
                    "covered_pct": round(100 * float(covered[chosen].mean()), 1),
                    "uncorrected_pct": round(100 * float(uncorrected[chosen].mean()), 1),
                }


def _between(counts: Numbers, least: int, most: int | None) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (counts >= least) & (
        counts <= (np.inf if most is None else most)
    )
    return inside
