"""How fast counts of accidents drift, learnt from all municipalities where an edition holds the whole nation."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np

from ingest import tables
from stats import forecast_spread
from stats.forecast import Spread
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
    spread = _estimate(pairs)
    connection.execute("delete from forecast_spread")
    connection.execute("delete from forecast_coverage")
    learnt = {
        "spread": spread.at_hundred,
        "fall": spread.fall,
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


def _estimate(pairs: Pairs) -> Spread:
    return Spread(*(round(number, 4) for number in forecast_spread.estimate(pairs)))


def _coverage(pairs: Pairs, spread: Spread) -> Iterator[dict[str, object]]:
    """Yield how often the 80 % interval held, by pair of years and size of the earlier count."""
    last = pairs.first_year + pairs.years_ahead
    for first, ahead in sorted(set(zip(pairs.first_year, pairs.years_ahead, strict=True))):
        of_years = pairs.where((pairs.first_year == first) & (pairs.years_ahead == ahead))
        earlier = pairs.where(last < first + ahead)
        shares = {
            "covered_pct": forecast_spread.covered(of_years, spread),
            "uncorrected_pct": forecast_spread.covered(
                of_years._replace(shift=np.ones_like(of_years.shift)), spread
            ),
        }
        if earlier.before.size:
            shares["foretold_pct"] = forecast_spread.covered(of_years, _estimate(earlier))
        for least, most in BANDS:
            is_size = _between(of_years.before, least, most)
            if is_size.any():
                yield {
                    "first_year": int(first),
                    "last_year": int(first + ahead),
                    "shift": round(float(of_years.shift[0]), 4),
                    "least": least,
                    "most": most,
                    "pairs": int(is_size.sum()),
                    "foretold_pct": None,
                    **{name: round(100 * float(held[is_size].mean()), 1) for name, held in shares.items()},
                }


def _between(counts: Numbers, least: int, most: int | None) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (counts >= least) & (
        counts <= (np.inf if most is None else most)
    )
    return inside
