"""Input files must stay the same from the first look at them to the last: readers open some of them more than once."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.faults import Fault, InputError

_State = tuple[int, int, int, int]
"""Size, last change of content, last change of anything (on Windows: when it was made), number on the disk."""

_BESIDE = re.compile(r"\.|~\$|.*\.duckdb|.*-(wal|shm|journal)$")
"""Names of what programs keep beside a file they have open, and of editions, which are outputs."""

_NOT_INPUTS = {"editions", "raw"}  # folders in the folder of definitions that hold no definitions


@contextmanager
def watched(places: Iterable[Path | None]) -> Iterator[None]:
    """Refuse files, given directly or in folders, that change, come or go while the block runs.

    Files that programs keep beside those they have open may come and go.

    Raises
    ------
    InputError
        At the end of the block, with every such file.
    """
    given = [place for place in places if place is not None]
    before = _states(given)
    yield
    after = _states(given)
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    if changed:
        remedy = "保存や書き込みが終わってから、もう一度実行してください"
        raise InputError(Fault(path.name, "", "読んでいるあいだに変わりました", remedy) for path in changed)


def _states(places: Iterable[Path]) -> dict[Path, _State]:
    states = {}
    for place in places:
        for path in _files(place):
            with suppress(OSError):
                about = path.stat()
                states[path] = (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
    return states


def _files(place: Path) -> Iterator[Path]:
    """Yield a file, or those of a folder and its folders."""
    try:
        entries = list(place.iterdir()) if place.is_dir() else None
    except OSError:  # the reader says what is wrong with it
        return
    if entries is None:
        yield place
        return
    for entry in entries:
        if _BESIDE.match(entry.name) or entry.name in _NOT_INPUTS:
            continue
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry
