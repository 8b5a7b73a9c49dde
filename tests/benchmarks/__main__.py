"""`make bench`: prints one table a part; exit 1 when pandas and the edition differ."""

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import asking, background, building, crowd, moving, opening, ranking, settling, streets
from tests.benchmarks.measuring import ROOT, machine, run, say


def main() -> int:
    """Measure everything that the files at hand allow."""
    say(machine())
    streets.measure()
    folder = os.environ.get("NPA_DATA_DIR")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if not folder:
            say(
                "Set NPA_DATA_DIR to a folder with the police files of 2019 to 2021 to measure more than the sample."
            )
            sample = _edition(work / "sample", ["--sample"])
            asking.measure({"sample": sample})
            ranking.measure({"sample": sample})
            opening.measure(sample.parent)
            crowd.measure(sample.parent)
            background.measure(sample.parent)
            settling.measure(sample.parent)
            return 0
        files = building.police_files(Path(folder))
        nation, agrees = building.measure(files, work)
        layers = str(ROOT / "data" / "sample" / "overlays")  # so that questions about layers have an answer
        prefecture = _edition(work / "prefecture", ["--npa", folder, "--overlays", layers])
        asking.measure({"prefecture": prefecture, "nation": nation})
        ranking.measure({"prefecture": prefecture, "nation": nation})
        opening.measure(prefecture.parent)
        moving.measure(prefecture.parent)
        crowd.measure(prefecture.parent)
        background.measure(_edition(work / "sample", ["--sample"]).parent)
        settling.measure(prefecture.parent)
    return 0 if agrees else 1


def _edition(folder: Path, arguments: list[str]) -> Path:
    """Build an edition alone in a new folder and return its path."""
    usage = run(["ingest", "build", *arguments], {"DASHBOARD_EDITIONS": str(folder)})
    say(f"\nEdition of the {folder.name} built in {usage.seconds:.1f} s with {usage.megabytes:.0f} MB.")
    return next(folder.glob("*.duckdb"))


if __name__ == "__main__":
    sys.exit(main())
