"""Part 8: does a ranking of places predict where the next year's accidents happen?

Every police prefecture is ranked from earlier files and asked about a later one, by every method. Choices were made
with files 2019 against 2020 alone; files 2019 and 2020 against 2021 are the examination. Run as
`python -m tests.benchmarks.backtest NATION.duckdb OUT.csv` it writes what the page 方法 shows
(data/definitions/backtest.csv).
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import special

from stats import thresholds
from stats.accidents import cells, empirical_bayes, getis_ord
from stats.accidents.cells import Numbers, Places, Sites, Whole
from stats.accidents.empirical_bayes import Levels
from tests.benchmarks.measuring import ROOT, say, show

STAGES = {"choice": ([2019], 2020), "examination": ([2019, 2020], 2021)}
SHARES = {"caught_1": 0.01, "caught_5": 0.05}  # of the cells that had an earlier accident
SAME, GROWING = (
    (0.0, 0.0),
    (0.0, 1.0),
)  # powers of the shape: one shape for all cells, or growing with the mean
SURROUNDINGS = [0, 0.03, 0.1, 0.3, 1, 3, np.inf]  # expected accidents in two years
COUNTS = [-1, 0, 1, 2, 3, 5, 9, np.inf]
STORED = ROOT / "data" / "definitions" / "backtest.csv"
COLUMNS = [
    *("stage", "npa_prefecture_code", "method", "sites", "accidents", "outside", "log_share"),
    *(*SHARES, "recorded", "held"),
]
# What the plain count adds: of CONSTANTS the best by prefecture in the choice, as the bandwidths were chosen. With a
# larger or smaller one any other method looks better than it is, since most sites have no accident.
ADDED, CONSTANTS = 0.1, (0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.5)


@dataclass(frozen=True)
class Task:
    """One prefecture: its sites, its earlier accidents, and the later ones of each site."""

    sites: Sites
    places: Places
    counts: Whole
    later: Whole
    accidents: int


def plain(task: Task, constant: float) -> Numbers:
    """Rank by the count alone; the same part of an accident more everywhere, so that nothing is impossible."""
    return task.counts + constant


def kernel(task: Task, metres: float = 500.0) -> Numbers:
    """Rank by planar kernel density."""
    return cells.smoothed(task.sites, task.counts.astype(float), metres)[0]


def same_prior(task: Task) -> Numbers:
    """Rank by empirical Bayes with one prior for all cells."""
    return empirical_bayes.levels(task.counts, empirical_bayes.fit(task.counts, shape_powers=SAME)).means


def scaled(task: Task, metres: float = 500.0, *, exact_places: bool = False) -> Numbers:
    """Rank by empirical Bayes whose prior is proportional to the neighbourhood of one bandwidth."""
    return _ranked(task, [_around(task, metres, exact_places=exact_places)], (1.0, 1.0))


def to_powers(
    task: Task,
    *metres: float,
    exact_places: bool = False,
    shape_powers: tuple[float, float] = SAME,
) -> Numbers:
    """Rank by empirical Bayes whose prior is a product of neighbourhoods to fitted powers."""
    neighbourhoods = [_around(task, each, exact_places=exact_places) for each in metres]
    return _ranked(task, neighbourhoods, (0.0, 3.0), shape_powers)


def _around(task: Task, metres: float, *, exact_places: bool) -> Numbers:
    if exact_places:
        return empirical_bayes.neighbourhood(task.sites, task.places, metres)
    counts = task.counts.astype(float)
    sums, weights = cells.smoothed(task.sites, counts, metres)
    return np.maximum(sums - counts, 0) / np.maximum(weights - 1, 1e-9)


def _ranked(
    task: Task,
    neighbourhoods: list[Numbers],
    powers: tuple[float, float],
    shape_powers: tuple[float, float] = SAME,
) -> Numbers:
    prior = empirical_bayes.fit(task.counts, neighbourhoods, powers, shape_powers)
    return empirical_bayes.levels(task.counts, prior).means


def shipped(task: Task) -> Numbers:
    """Rank as the page 集中する地点 does."""
    return _levels(task).means


def _levels(task: Task) -> Levels:
    return empirical_bayes.levels(task.counts, empirical_bayes.local_fit(task.sites, task.places))


def gi_star(task: Task) -> Numbers:
    """Rank by Gi*; a score that can be negative, so no share of accidents."""
    return getis_ord.getis_ord(task.sites, task.counts).z


Method = Callable[[Task], Numbers]
METHODS: dict[str, Method] = {
    "count": partial(plain, constant=ADDED),
    "same_prior": same_prior,
    "local_500": scaled,
    "shipped": shipped,
    "kernel_500": kernel,
    "gi_star": gi_star,
}
CANDIDATES: dict[str, Method] = {
    **{f"count_{added}": partial(plain, constant=added) for added in CONSTANTS if added != ADDED},
    **{f"local_{metres}": partial(scaled, metres=metres) for metres in (250, 300, 700, 1000)},
    "exact_180": partial(scaled, metres=180, exact_places=True),
    "power_250": lambda task: to_powers(task, 250),
    "powers_250_700": lambda task: to_powers(task, 250, 700),
    "powers_250_1500": lambda task: to_powers(task, 250, 1500),
    **{
        f"powers_exact_{'_'.join(map(str, metres))}": lambda task, metres=metres: to_powers(
            task, *metres, exact_places=True
        )
        for metres in ((130, 1500), (180, 1000), (180, 1500), (180, 2500), (250, 1500))
    },
    **{
        f"growing_exact_{'_'.join(map(str, metres))}": lambda task, metres=metres: to_powers(
            task, *metres, exact_places=True, shape_powers=GROWING
        )
        for metres in ((500,), *((near, far) for near in (130, 180, 250) for far in (700, 1000, 1500)))
        if metres != (empirical_bayes.NARROW_METRES, empirical_bayes.WIDE_METRES)
    },
}


def measure(nation: Path) -> None:
    """Print how the methods did over all prefectures, and how far that is from what the repository holds."""
    results = run(nation)
    stored = pd.read_csv(STORED, dtype={"npa_prefecture_code": str})
    agrees = np.isclose(
        stored[["log_share", *SHARES, "held"]],
        results[["log_share", *SHARES, "held"]],
        atol=0.01,
        equal_nan=True,
    )
    say(f"\n{STORED.name} is {'what these files give' if agrees.all() else 'NOT what these files give'}.")
    for stage, rows in results.groupby("stage", sort=False):
        earlier, later = STAGES[str(stage)]
        show(f"8. Files {earlier} ranked, {later} asked ({stage})", _summary(rows))
    show("8. Expected and found in 2021, of cells alike in 2019-2020", calibration(nation))


def run(nation: Path) -> pd.DataFrame:
    """Return one row per stage, prefecture and method."""
    rows = []
    for stage, (earlier, later) in STAGES.items():
        methods = METHODS | CANDIDATES if stage == "choice" else METHODS
        for prefecture, task in _tasks(nation, earlier, later):
            recorded = int((task.counts > 0).sum())
            within = {shipped: round(held(task, _levels(task)), 1)}
            for name, method in methods.items():
                judged = judge(task, method(task), is_share=method is not gi_star)
                rows.append([stage, prefecture, name, *judged, recorded, within.get(method)])
    return pd.DataFrame(rows, columns=COLUMNS)


def calibration(nation: Path) -> pd.DataFrame:
    """Return what was expected of the examined year and what came, by count and by what the surroundings expect.

    Expectations are scaled to each prefecture's later total: that a whole year was quieter is not the question.
    """
    parts = []
    for _, task in _tasks(nation, *STAGES["examination"]):
        prior = empirical_bayes.local_fit(task.sites, task.places)
        means = empirical_bayes.levels(task.counts, prior).means
        parts.append(
            pd.DataFrame(
                {
                    "surroundings": pd.cut(prior.expected, SURROUNDINGS),
                    "count": pd.cut(task.counts, COUNTS),
                    "expected": means * task.later.sum() / means.sum(),
                    "found": task.later,
                }
            )
        )
    groups = pd.concat(parts).groupby(["surroundings", "count"], observed=True)
    table = groups.agg(cells=("found", "size"), expected=("expected", "sum"), found=("found", "sum"))
    return table.assign(ratio=table["found"] / table["expected"]).round(2).reset_index()


def judge(task: Task, scores: Numbers, *, is_share: bool) -> list[object]:
    """Return sites, later accidents, those outside the sites, mean log share, and the accidents caught."""
    shares = np.log(scores / scores.sum()) if is_share else None
    return [
        len(task.sites),
        task.accidents,
        task.accidents - int(task.later.sum()),
        None if shares is None else round(float((task.later * shares).sum() / task.later.sum()), 4),
        *(round(caught(task, scores, share), 2) for share in SHARES.values()),
    ]


def held(task: Task, levels: Levels) -> float:
    """Return how many of the cells with an earlier accident had a later count in the middle 90 % foretold.

    Foretold is a negative binomial: Poisson around the cell's gamma, scaled to the later total. A count at an end of
    the 90 % is held by the part of its probability that lies within.
    """
    known = np.flatnonzero(task.counts)
    later, shapes = task.later[known], levels.shapes[known]
    rates = levels.rates[known] * levels.means.sum() / task.later.sum()
    high, low = (special.betainc(shapes, count + 1.0, rates / (rates + 1)) for count in (later, later - 1))
    tail = (1 - thresholds.RANKING) / 2
    within = np.clip(high, tail, 1 - tail) - np.clip(low, tail, 1 - tail)
    return float((within / (high - low)).sum())


def caught(task: Task, scores: Numbers, share: float) -> float:
    """Return the later accidents in the highest cells of those with an earlier one; equal scores by expected value."""
    known = np.flatnonzero(task.counts)
    most = max(1, round(share * len(known)))
    least = np.partition(scores[known], -most)[-most]
    above, equal = known[scores[known] > least], known[scores[known] == least]
    return float(task.later[above].sum() + (most - len(above)) * task.later[equal].mean())


def _tasks(nation: Path, earlier: list[int], later: int) -> Iterator[tuple[str, Task]]:
    """Yield every police prefecture with its task."""
    with duckdb.connect(str(nation), read_only=True) as connection:
        records = connection.execute(
            "select npa_prefecture_code, file_year, mesh_250m::bigint as code, latitude, longitude"
            " from accidents where mesh_250m is not null order by npa_prefecture_code, accident_id"
        ).fetch_df()
    for prefecture, rows in records.groupby("npa_prefecture_code"):
        train, test = rows[rows["file_year"].isin(earlier)], rows[rows["file_year"] == later]
        places = cells.located(*(train[name].to_numpy() for name in ("code", "latitude", "longitude")))
        sites = cells.within(places.rows, places.columns)
        keys = cells.indices(test["code"].to_numpy())
        inside = np.isin(keys[0] * cells.WIDTH + keys[1], sites.keys)
        yield (
            str(prefecture),
            Task(
                sites,
                places,
                sites.count(places.rows, places.columns),
                sites.count(keys[0][inside], keys[1][inside]),
                len(test),
            ),
        )


def _summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per method: gain in log share over the plain count, accidents caught, prefectures won."""
    gains = rows.pivot_table(index="npa_prefecture_code", columns="method", values="log_share")
    gains = gains.sub(gains["count"], axis="index")
    inside = (rows["accidents"] - rows["outside"]).groupby(rows["npa_prefecture_code"]).first()
    total = rows.groupby("method", sort=False)[["accidents", *SHARES]].sum()
    return (
        pd.DataFrame(
            {
                "gain per accident": gains.mul(inside, axis="index").sum(min_count=1) / inside.sum(),
                "gain per prefecture": gains.mean(),
                "prefectures better than local_500": gains.gt(gains["local_500"], axis="index").sum(),
                **{name: total[name] / total["accidents"] for name in SHARES},
            }
        )
        .reindex(total.index)
        .round(4)
        .reset_index()
    )


if __name__ == "__main__":
    run(Path(sys.argv[1])).to_csv(sys.argv[2], index=False)
