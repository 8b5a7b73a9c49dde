"""Part 5: how long it takes to rank places, from the accidents in memory to the order of the cells."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import queries
from queries import accidents
from queries.accidents import Selection
from stats.accidents import cells, getis_ord, hotspots
from stats.accidents.cells import Places, Sites
from stats.accidents.top_ten import Calibration
from stats.thresholds import TOP
from tests.benchmarks.measuring import say, show

RUNS = 3
AIMS = {"prefecture": 0.5, "nation": 10.0}  # processor seconds for both together


def measure(editions: dict[str, Path]) -> None:
    """Measure and print local empirical Bayes and Gi* over all sites of each edition."""
    rows = [{"edition": name, **_times(edition)} for name, edition in editions.items()]
    show(
        "5. Ranking places (processor seconds)",
        pd.DataFrame(rows).round(2),
        f"Median of {RUNS} runs; expectation: prior, levels and chance of the top ten of all sites.",
    )
    for row in rows:
        aim = AIMS.get(str(row["edition"]))
        if aim is not None:
            taken = row["expectation"] + row["Gi*"]
            say(f"Edition of the {row['edition']}: both in {taken:.2f} s; aim {aim} s.")


def _times(edition: Path) -> dict[str, float]:
    """Return the size of the task and the median seconds of its parts."""
    with queries.connect(edition) as connection:
        found = accidents.positions(connection, Selection(None, with_motorway=True))
    columns = [found[name].to_numpy() for name in ("cell", "latitude", "longitude")]
    places = cells.located(*columns)
    sites = cells.within(places.rows, places.columns)
    counts = sites.count(places.rows, places.columns)
    return {
        "accidents": len(found),
        "sites": len(sites),
        "finding sites": _median(lambda: cells.within(places.rows, places.columns)),
        "expectation": _median(lambda: _expect(sites, places)),
        "Gi*": _median(lambda: getis_ord.getis_ord(sites, counts)),
    }


def _expect(sites: Sites, places: Places) -> hotspots.Expected:
    return hotspots.expected_per_year(sites, places, 3, np.arange(len(sites)), Calibration(1, 1, 0), top=TOP)


def _median(task: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        task()
        taken.append(time.process_time() - start)
    return statistics.median(taken)
