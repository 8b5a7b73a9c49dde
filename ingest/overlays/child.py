"""The process that opens map files: it ends itself, and nothing else, when a file takes too much time or memory."""

import faulthandler
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.faults import InputError
from ingest.overlays import opening, shapes
from ingest.overlays.contained import READY
from ingest.overlays.files import ZIP, MapFile
from ingest.overlays.layers import Layer
from ingest.overlays.nearby import Ground
from ingest.overlays.notes import Note, Notes

LEAST_SECONDS = 4.0
BYTES_PER_SECOND = 10_000_000
PACKED_BYTES_PER_SECOND = 1_000_000
CORNERS_PER_SECOND = 100_000
MEASURED_CORNERS_PER_SECOND = 10_000
"""A file may take a few seconds, and more by what it holds: about twice as long as ordinary layers take."""


@dataclass(frozen=True)
class Bounds:
    """The most bytes of data a process may hold, and the most seconds it may take for one file."""

    memory: int
    seconds: float


BOUNDS = Bounds(memory=640_000_000, seconds=7.0)
"""The whole build stays within 1 GB, and one file is done within ten seconds."""


class Allowance:
    """The seconds a file may take from now, `most` of them altogether; the process ends when they are over.

    Counted is the time of the processor where the system can do so, and a busy machine refuses nothing.
    """

    def __init__(self, most: float) -> None:
        """Begin with the seconds any file may take."""
        self._counts_work = hasattr(signal, "setitimer")
        self._end = self._now() + LEAST_SECONDS
        self._most = self._now() + most

    def _now(self) -> float:
        return time.process_time() if self._counts_work else time.monotonic()

    def add(self, seconds: float) -> None:
        """Allow some more seconds."""
        self._end = min(self._end + seconds, self._most)
        left = max(self._end - self._now(), 0.001)
        if self._counts_work:
            signal.setitimer(signal.ITIMER_PROF, left)
        else:
            faulthandler.dump_traceback_later(left, exit=True)


def serve(answer: Callable[..., object], bounds: Bounds) -> None:
    """Read what is named on standard input; write one answer a file, in order, to standard output.

    The first answer says that it has begun, the others are what `answer` returns of a file, a folder for copies, the
    file's allowance and what is given for all files; or the file's faults, or in words what went wrong in here.
    """
    files, given, folder = pickle.load(sys.stdin.buffer)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory, bounds.memory))
    _write(READY)
    for file in files:
        _write(_tried(partial(answer, file, folder, Allowance(bounds.seconds), *given)))


def _write(answer: object) -> None:
    pickle.dump(answer, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _tried(answer: Callable[[], object]) -> object:
    try:
        return answer()
    except InputError as error:
        return error.faults
    except MemoryError:
        raise
    except Exception:
        return traceback.format_exc()


def _answer(
    file: MapFile, folder: Path, allowance: Allowance, named: Notes[Note], ground: Ground
) -> tuple[list[Layer], str | None]:
    """Return the layers of a file and what else a zip holds."""
    size = sum(part.stat().st_size for part in file.parts.values())
    allowance.add(size / (PACKED_BYTES_PER_SECOND if file.ending in ZIP else BYTES_PER_SECOND))
    opened = opening.opened(file, folder)
    corners = sum(int(table.rows.geometry.count_coordinates().sum()) for table in opened.tables)
    allowance.add(corners / CORNERS_PER_SECOND)
    read = shapes.layers(
        file, opened, named, ground, lambda near: allowance.add(near / MEASURED_CORNERS_PER_SECOND)
    )
    return read, opened.skipped


if __name__ == "__main__":
    serve(_answer, BOUNDS)
