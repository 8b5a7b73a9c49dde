"""Part 9: how long the map behind the accidents takes to build from an extract of several prefectures."""

import tempfile
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from tests.benchmarks.measuring import run, say, show
from tests.ingest.basemap.street_files import AREA, many_lines

HERE, ELSEWHERE = 46_000, 500_000
AROUND = (139.2, 36.8, 141.7, 41.5)
CLASSES = {
    "residential": 0.3,
    "unclassified": 0.2,
    "service": 0.15,
    "track": 0.14,
    "tertiary": 0.08,
    "footway": 0.05,
    "secondary": 0.04,
    "primary": 0.02,
    "trunk": 0.02,
}


def measure() -> None:
    """Measure and print an edition with such a map beside one without."""
    with tempfile.TemporaryDirectory() as name:
        folder, work = Path(name) / "streets", Path(name) / "editions"
        folder.mkdir()
        roads = extract(folder)
        taken = []
        for what, options in (("without", []), ("with", ["--basemap", str(folder)])):
            usage = run(["ingest", "build", *options], {"DASHBOARD_EDITIONS": str(work / what)})
            with duckdb.connect(str(next((work / what).glob("*.duckdb"))), read_only=True) as edition:
                ((tiles, size),) = edition.execute(
                    "select count(*), coalesce(sum(octet_length(tile)), 0) / 1e6 from basemap_tiles"
                ).fetchall()
            taken.append(
                {
                    "streets": what,
                    "s": usage.seconds,
                    "processor s": usage.processor_seconds,
                    "tiles": tiles,
                    "MB of tiles": size,
                }
            )
    show(
        f"9. The map behind the accidents: {HERE + ELSEWHERE:,} lines, {roads / 1e6:.0f} MB",
        pd.DataFrame(taken).round(1),
        f"{HERE:,} of the lines lie in the city, the others in six prefectures around it.",
    )


def extract(folder: Path) -> int:
    """Write roads as Geofabrik cuts them and return the bytes of the files."""
    lines = np.concatenate([many_lines(HERE, AREA, 1), many_lines(ELSEWHERE, AROUND, 2)])
    random, count = np.random.default_rng(3), len(lines)
    classes = random.choice(list(CLASSES), count, p=list(CLASSES.values()))
    numbers = random.integers(1, 300, count).astype(str).astype(object)
    frame = gpd.GeoDataFrame(
        {
            "osm_id": np.arange(count).astype(str),
            "fclass": classes,
            "name": np.where(random.uniform(size=count) < 0.1, "市道" + numbers, None),
            "ref": np.where(np.isin(classes, ["trunk", "primary", "secondary"]), numbers, None),
        },
        geometry=lines,
        crs=4326,
    )
    path = folder / "gis_osm_roads_free_1.shp"
    pyogrio.write_dataframe(frame, path, encoding="UTF-8")
    return sum(part.stat().st_size for part in folder.iterdir())


if __name__ == "__main__":
    say("")
    measure()
