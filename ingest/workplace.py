"""Where a command keeps its temporary copies: a folder of its own, which the next command removes if it is killed."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ingest import system
from ingest.faults import Fault, InputError

PREFIX, LOCK = "digital-plan-ingest-", ".lock"


@contextmanager
def own() -> Iterator[Path]:
    """Let all temporary files of this process lie in one folder while the block runs; remove it in the end.

    What commands left there that were killed is removed first. A command holds a lock beside its folder, which the
    system takes away with the process, and makes the folder only then.

    Raises
    ------
    InputError
        When no temporary file can be made.
    """
    before = tempfile.tempdir
    try:
        sweep(Path(tempfile.gettempdir()))
        number, name = tempfile.mkstemp(LOCK, PREFIX)
        lock, folder = os.fdopen(number, "r+b"), Path(name.removesuffix(LOCK))
        _take(lock)
        folder.mkdir(mode=0o700)
    except OSError as error:
        problem = f"書き込めません（{system.cause(error) or '理由は分かりません'}）"
        remedy = "空きを作るか、環境変数TMPDIRで別の場所を指定してください"
        raise InputError([Fault("一時ファイルの置き場所", "", problem, remedy)]) from error
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)
        lock.close()
        with suppress(OSError):
            Path(name).unlink()


def sweep(place: Path) -> None:
    """Remove the folders whose command is no longer there; what cannot be removed stays."""
    for folder in place.glob(f"{PREFIX}*"):
        if not folder.is_dir():
            continue
        name = folder.with_name(folder.name + LOCK)
        with suppress(OSError):  # of another user, or held
            if name.exists():
                with name.open("r+b") as lock:
                    _take(lock)
                    shutil.rmtree(folder)
                name.unlink()
            else:
                shutil.rmtree(folder)


def _take(lock: IO[bytes]) -> None:
    """Take a lock, or raise OSError where another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
