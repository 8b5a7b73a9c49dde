"""A database that another process has open."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held_by_another_process(path: Path) -> Iterator[None]:
    """Keep a database open for writing in another process, as a build does."""
    script = (
        f"import duckdb, sys; connection = duckdb.connect({str(path)!r});"
        "connection.execute('create table if not exists t (a integer)'); print('open', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        yield
        process.communicate()
