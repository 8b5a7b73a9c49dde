"""The share of building an edition that the yardstick does too: police files into the tables of accidents.

Run as `python -m tests.benchmarks.police_tables FILES OUT` it reads a folder of police files with the edition's own
reader into a new database. It still does what pandas_pipeline.py leaves out: what columns must hold, reasons of
rejected rows, unknown codes and the hashes of the files.
"""

import sys
from pathlib import Path

from ingest import edition, police
from tests.benchmarks.measuring import ROOT


def build(files: Path, out: Path) -> None:
    """Read all years of a folder, the whole nation, into a new database."""
    with edition.building(out) as connection:
        connection.execute((ROOT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        police.load_codes(connection, ROOT / "data")
        police.read_police(
            connection,
            files,
            scope="nation",
            municipality_code="07207",
            is_sample=False,
            progress=lambda _: None,
        )


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
