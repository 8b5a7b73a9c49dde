"""Part 8c: of the cells said to be among a municipality's next top ten with some probability, how many were?

Every municipality's cells get their chances from the files of 2019 and 2020 as the page 集中する地点 would give them
(prior of the whole police prefecture, no motorways) and are asked about 2021. Of equal counts at the tenth place, each
is among the ten by the part that a lot would give it. Run as `python -m tests.benchmarks.top_ten NATION.duckdb FOLDER`
it writes the correction of chances and how it held in prefectures that it was not learnt from
(data/definitions/top_ten_calibration.csv and top_ten_reliability.csv).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import spatial

from stats.accidents import cells, empirical_bayes, top_ten
from stats.accidents.cells import Places, Sites, Whole
from stats.accidents.top_ten import Calibration
from stats.thresholds import TENDENCY_FROM
from tests.benchmarks.measuring import ROOT, say, show

EARLIER, LATER, TOP = [2019, 2020], 2021, 10
BANDS = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
CALIBRATION, RELIABILITY = (
    ROOT / "data" / "definitions" / f"top_ten_{name}.csv" for name in ("calibration", "reliability")
)


def measure(nation: Path) -> None:
    """Print how often cells were among the ten, by what was said before and after the correction."""
    foretold = run(nation)
    for stored, found in ((CALIBRATION, learnt(foretold)), (RELIABILITY, held(foretold))):
        agrees = np.allclose(pd.read_csv(stored).iloc[:, :3], found.iloc[:, :3], atol=0.01)
        say(f"\n{stored.name} is {'what these files give' if agrees else 'NOT what these files give'}.")
    show("8c. Uncorrected chances, and what came", reliability(foretold, foretold["chance"]))
    show("8c. Corrected by the other half of the prefectures", held(foretold))


def run(nation: Path) -> pd.DataFrame:
    """Return one row per cell of a municipality that would be ranked: prefecture, municipality, chance and came."""
    return pd.concat(_foretold(nation), ignore_index=True)


def learnt(foretold: pd.DataFrame) -> pd.DataFrame:
    """Return the correction as the row that is stored."""
    found = calibrated(foretold)
    municipalities = foretold[["prefecture", "municipality"]].drop_duplicates()
    row = {name: round(value, 4) for name, value in found._asdict().items()}
    counted = {"municipalities": len(municipalities), "cells": len(foretold)}
    years = {"first_year": EARLIER[0], "last_year": LATER}
    return pd.DataFrame([row | years | counted | {"source_id": "npa"}])


def calibrated(foretold: pd.DataFrame) -> Calibration:
    """Return the correction learnt from some cells."""
    return top_ten.calibrate(foretold["chance"].to_numpy(), foretold["came"].to_numpy())


def corrected(foretold: pd.DataFrame) -> pd.Series:
    """Return chances, each corrected by what came in the other half of the prefectures (every second one)."""
    is_odd = foretold["prefecture"].rank(method="dense") % 2 == 1
    found = pd.Series(0.0, index=foretold.index)
    for own in (is_odd, ~is_odd):
        found[own] = calibrated(foretold[~own]).of(foretold.loc[own, "chance"].to_numpy())
    return found


def held(foretold: pd.DataFrame) -> pd.DataFrame:
    """Return how corrected chances held where they were not learnt, as the rows that are stored."""
    return reliability(foretold, corrected(foretold)).drop(columns="standard_errors")


def reliability(foretold: pd.DataFrame, chances: pd.Series) -> pd.DataFrame:
    """Return one row per band of chances: cells, the share foretold and the share that came, in percent.

    `standard_errors` is their difference in standard errors; municipalities are independent, cells of one are not.
    """
    rows = foretold.assign(foretold=chances, missed=foretold["came"] - chances)
    rows["band"] = pd.cut(chances, BANDS, labels=BANDS[:-1], include_lowest=True)
    found = []
    for band, part in rows.groupby("band", observed=True):
        by_municipality = part.groupby(["prefecture", "municipality"])["missed"].sum()
        error = np.sqrt((by_municipality**2).sum())
        found.append(
            {
                "least_pct": round(100 * band),
                "foretold_pct": round(100 * part["foretold"].mean(), 1),
                "came_pct": round(100 * part["came"].mean(), 1),
                "cells": len(part),
                "standard_errors": round(part["missed"].sum() / error, 2),
            }
        )
    return pd.DataFrame(found)


def _foretold(nation: Path) -> Iterator[pd.DataFrame]:
    with duckdb.connect(str(nation), read_only=True) as connection:
        records = connection.execute(
            "select npa_prefecture_code as prefecture, municipality_code, file_year, mesh_250m::bigint as code,"
            " latitude, longitude from accidents where mesh_250m is not null and not on_motorway"
            " order by npa_prefecture_code, accident_id"
        ).fetch_df()
    for prefecture, rows in records.groupby("prefecture"):
        train, test = rows[rows["file_year"].isin(EARLIER)], rows[rows["file_year"] == LATER]
        places = cells.located(*(train[name].to_numpy() for name in ("code", "latitude", "longitude")))
        sites = cells.within(places.rows, places.columns)
        counts = sites.count(places.rows, places.columns)
        known = empirical_bayes.levels(counts, empirical_bayes.local_fit(sites, places)).per(len(EARLIER))
        north, east = cells.indices(test["code"].to_numpy())
        inside = np.isin(north * cells.WIDTH + east, sites.keys)
        later = sites.count(north[inside], east[inside])
        owners = _owners(sites, places, train["municipality_code"].to_numpy())
        for municipality in np.unique(owners):
            own = np.flatnonzero(owners == municipality)
            if counts[own].sum() < TENDENCY_FROM or len(own) <= TOP:
                continue
            levels = known.take(own)
            yield pd.DataFrame(
                {
                    "prefecture": prefecture,
                    "municipality": municipality,
                    "chance": top_ten.in_order(top_ten.chances(levels, TOP), levels.means),
                    "came": among_top(later[own]),
                }
            )


def among_top(counts: Whole) -> np.ndarray:
    """Return 1 for each count among the highest, 0 for the others, and the part a lot gives to equal ones."""
    least = np.partition(counts, -TOP)[-TOP]
    above, equal = counts > least, counts == least
    return above + equal * (TOP - above.sum()) / equal.sum()


def _owners(sites: Sites, places: Places, municipalities: np.ndarray) -> np.ndarray:
    """Return each site's municipality: of most of its accidents, or of the nearest one."""
    width = float(cells.metres_east(sites.rows.mean()))
    accidents = spatial.cKDTree(
        np.column_stack(
            [(places.rows + places.north) * cells.METRES_NORTH, (places.columns + places.east) * width]
        )
    )
    _, nearest = accidents.query(np.column_stack([sites.rows * cells.METRES_NORTH, sites.columns * width]))
    owners = municipalities[nearest]
    at = pd.DataFrame({"site": sites.find(places.rows, places.columns), "owner": municipalities})
    most = at.groupby(["site", "owner"]).size().reset_index(name="accidents")
    most = most.sort_values("accidents", kind="stable").drop_duplicates("site", keep="last")
    owners[most["site"].to_numpy()] = most["owner"].to_numpy()
    return owners


if __name__ == "__main__":
    found, folder = run(Path(sys.argv[1])), Path(sys.argv[2])
    learnt(found).to_csv(folder / CALIBRATION.name, index=False)
    held(found).to_csv(folder / RELIABILITY.name, index=False)
