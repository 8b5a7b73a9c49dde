"""The process that opens map files: it ends itself, and nothing else, when a file takes too much time or memory."""

import faulthandler
import pickle
import signal
import sys
import time
import traceback
from pathlib import Path

from ingest.faults import InputError
from ingest.overlays import opening, shapes
from ingest.overlays.contained import READY
from ingest.overlays.files import ZIP, MapFile
from ingest.overlays.nearby import Ground
from ingest.overlays.notes import Notes

LEAST_SECONDS = 4.0
BYTES_PER_SECOND = 10_000_000
PACKED_BYTES_PER_SECOND = 1_000_000
CORNERS_PER_SECOND = 100_000
MEASURED_CORNERS_PER_SECOND = 10_000
"""A file may take a few seconds, and more by what it holds: about twice as long as ordinary layers take."""

MOST_SECONDS = 7.0  # the whole build of one file is done within ten

MOST_MEMORY = 640_000_000  # bytes of data; the whole build stays within 1 GB


def main() -> None:
    """Read the map files named on standard input; write one answer a file, in order, to standard output.

    The first answer says that it has begun, the others are what `_answer` returns.
    """
    files, named, ground, folder = pickle.load(sys.stdin.buffer)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    _write(READY)
    for file in files:
        _write(_answer(file, named, ground, folder))


def _write(answer: object) -> None:
    pickle.dump(answer, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _answer(file: MapFile, named: Notes, ground: Ground, folder: Path) -> object:
    """Return the layers of a file and what else a zip holds, or its faults, or in words what went wrong in here."""
    allowance = _Allowance()
    try:
        size = sum(part.stat().st_size for part in file.parts.values())
        allowance.add(size / (PACKED_BYTES_PER_SECOND if file.ending in ZIP else BYTES_PER_SECOND))
        opened = opening.opened(file, folder)
        corners = sum(int(table.rows.geometry.count_coordinates().sum()) for table in opened.tables)
        allowance.add(corners / CORNERS_PER_SECOND)
        read = shapes.layers(
            file, opened, named, ground, lambda near: allowance.add(near / MEASURED_CORNERS_PER_SECOND)
        )
    except InputError as error:
        return error.faults
    except MemoryError:
        raise
    except Exception:
        return traceback.format_exc()
    return read, opened.skipped


class _Allowance:
    """The seconds a file may take from now; the process ends when they are over.

    Counted is the time of the processor where the system can do so, and a busy machine refuses nothing.
    """

    def __init__(self) -> None:
        self._counts_work = hasattr(signal, "setitimer")
        self._end = self._now() + LEAST_SECONDS
        self._most = self._now() + MOST_SECONDS

    def _now(self) -> float:
        return time.process_time() if self._counts_work else time.monotonic()

    def add(self, seconds: float) -> None:
        """Allow some more seconds, up to MOST_SECONDS altogether."""
        self._end = min(self._end + seconds, self._most)
        left = max(self._end - self._now(), 0.001)
        if self._counts_work:
            signal.setitimer(signal.ITIMER_PROF, left)
        else:
            faulthandler.dump_traceback_later(left, exit=True)


if __name__ == "__main__":
    main()
