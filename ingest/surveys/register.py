"""surveys-published.csv beside the editions: which survey was published by which edition, and the hash of its rows.

An edition can be deleted, what was read in it cannot; the file remembers that it was there.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ingest import system, tables

FILE = "surveys-published.csv"
_BEYOND = 2**30  # a byte no file of this kind reaches: Windows lets nobody read a byte that is locked


class Line(BaseModel):
    """A survey as an edition published it; `sha256` is the fingerprint of its rows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    survey_id: str
    edition: str
    sha256: str


def read(folder: Path) -> list[Line]:
    """Return the lines of a folder's file, none where there is no file yet.

    Raises
    ------
    InputError
        When the file is faulty, or no ordinary file.
    """
    path = folder / FILE
    system.refuse_endless(path, FILE)
    if not path.exists() or path.stat().st_size == 0:
        return []
    return [line for _, line in tables.read_rows(path, Line)]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let nobody else in who asks for the same folder, as long as the block runs."""
    with (folder / FILE).open("ab") as file:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file.fileno(), _BEYOND, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def add(folder: Path, lines: Iterable[Line]) -> None:
    """Append the lines the file does not hold yet; to be called while it is locked."""
    path, known = folder / FILE, read(folder)
    missing = [line for line in dict.fromkeys(lines) if line not in known]
    header = "" if path.stat().st_size else "survey_id,edition,sha256\n"
    text = header + "".join(f"{line.survey_id},{line.edition},{line.sha256}\n" for line in missing)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
