"""Rules across tables that a finished edition must meet; each .sql file returns the rows that break one."""

from pathlib import Path

import duckdb


def run(connection: duckdb.DuckDBPyConnection) -> None:
    """Run every check on a loaded database.

    Raises
    ------
    RuntimeError
        When a check returns rows: the readers let something through that they must not, which is a fault of this
        program and not of the inputs.
    """
    for check in sorted(Path(__file__).parent.glob("*.sql")):
        offenders = connection.execute(check.read_text(encoding="utf-8")).fetchmany(5)
        if offenders:
            raise RuntimeError(f"check {check.stem} failed: {offenders}")
