"""Part 8b: how far can the share of fatal accidents of a place be trusted, and does it foretell the next year's?

`stats.hotspots.ALIKE` was taken from the files of 2019 against 2020 and rounded; 2019 and 2020 against 2021 are the
examination.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import optimize, special

from stats.accidents import cells, empirical_bayes, hotspots
from stats.accidents.cells import Numbers, Places, Sites
from tests.benchmarks.backtest import STAGES
from tests.benchmarks.measuring import show

SIZES = (10, 50, 100, hotspots.ALIKE, 200, 500)
SAME, SEPARATE = "the same share everywhere", "fatal accidents alone"


def measure(nation: Path) -> None:
    """Print the likeliest size, and the mean log share of the later fatal accidents by every way of expecting them."""
    for stage, (earlier, later) in STAGES.items():
        tasks = list(_tasks(nation, earlier, later))
        scores = pd.DataFrame([_scores(*task) for task in tasks])
        weights = np.array([len(at) for *_, at in tasks])
        table = pd.DataFrame(
            {
                "expected by": scores.columns,
                "log share": scores.to_numpy().T @ weights / weights.sum(),
                f"prefectures better than {SAME}": scores.gt(scores[SAME], axis="index").sum().to_numpy(),
            }
        )
        show(
            f"8b. Fatal accidents of {later}, from files {earlier} ({stage})",
            table.round(4),
            f"Of all sizes, {_likeliest(tasks):.0f} is the likeliest in the earlier files.",
        )


def _tasks(nation: Path, earlier: list[int], later: int) -> Iterator[tuple[Sites, Places, Places, Numbers]]:
    """Yield each police prefecture: its sites, earlier accidents, fatal ones, and the sites of later fatal ones."""
    with duckdb.connect(str(nation), read_only=True) as connection:
        records = connection.execute(
            "select npa_prefecture_code, file_year, mesh_250m::bigint as code, latitude, longitude, fatal"
            " from accidents where mesh_250m is not null and not on_motorway"
            " order by npa_prefecture_code, accident_id"
        ).fetch_df()
    for _, rows in records.groupby("npa_prefecture_code"):
        train = rows[rows["file_year"].isin(earlier)]
        places, fatal = (
            cells.located(*(part[name].to_numpy() for name in ("code", "latitude", "longitude")))
            for part in (train, train[train["fatal"]])
        )
        sites = cells.within(places.rows, places.columns)
        north, east = cells.indices(rows.loc[(rows["file_year"] == later) & rows["fatal"], "code"].to_numpy())
        known = np.isin(north * cells.WIDTH + east, sites.keys)
        yield sites, places, fatal, sites.find(north[known], east[known])


def _scores(sites: Sites, places: Places, fatal: Places, at: Numbers) -> dict[str, float]:
    counts, deadly = (sites.count(each.rows, each.columns) for each in (places, fatal))
    everywhere = len(fatal.rows) / len(places.rows)
    every = empirical_bayes.levels(counts, empirical_bayes.local_fit(sites, places)).means
    try:
        alone = empirical_bayes.levels(deadly, empirical_bayes.local_fit(sites, fatal)).means
    except empirical_bayes.TooFewError:
        alone = every
    expected = {SAME: every, SEPARATE: alone} | {
        f"a share worth {size:.0f}": every * (size * everywhere + deadly) / (size + counts) for size in SIZES
    }
    return {name: float(np.log(values[at] / values.sum()).mean()) for name, values in expected.items()}


def _likeliest(tasks: list[tuple[Sites, Places, Places, Numbers]]) -> float:
    """Return the size under which the earlier fatal accidents are likeliest (beta-binomial)."""
    counted = []
    for sites, places, fatal, _ in tasks:
        counts = sites.count(places.rows, places.columns)
        hit = np.flatnonzero(counts)
        deadly = sites.count(fatal.rows, fatal.columns)[hit]
        counted.append((counts[hit], deadly, len(fatal.rows) / len(places.rows)))

    def loss(log_size: float) -> float:
        size = np.exp(log_size)
        return -sum(
            float(
                (
                    special.betaln(size * share + fatal, size * (1 - share) + every - fatal)
                    - special.betaln(size * share, size * (1 - share))
                ).sum()
            )
            for every, fatal, share in counted
        )

    return float(np.exp(optimize.minimize_scalar(loss, bounds=(0, 9), method="bounded").x))
