"""What the parts have in common: running a command and measuring it, and printing a table."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Usage:
    """What one process took: seconds on the clock, seconds of all processors, peak memory in MB (10⁶ bytes)."""

    seconds: float
    processor_seconds: float
    megabytes: float


def run(arguments: Sequence[str | Path], environment: dict[str, str] | None = None) -> Usage:
    """Run `python -m …` in the project's folder and return what it took.

    Raises
    ------
    RuntimeError
        When it fails, with what it printed.
    """
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=os.environ | (environment or {}),
            stdout=printed,
            stderr=printed,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            raise RuntimeError(f"{arguments} failed:\n{printed.read().decode(errors='replace')}")
    kibibytes = usage.ru_maxrss if sys.platform == "linux" else usage.ru_maxrss / 1024  # macOS counts bytes
    return Usage(seconds, usage.ru_utime + usage.ru_stime, kibibytes * 1024 / 1e6)


def fastest(usages: Sequence[Usage]) -> Usage:
    """Return the run least disturbed by whatever else the machine did."""
    return min(usages, key=lambda usage: usage.seconds)


def machine() -> str:
    """Return processors, memory, load and versions in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} processors ({_processor()}), {memory:.0f} GB, {platform.system()},"
        f" Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} at the start"
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = [line.split(": ")[1] for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def show(title: str, table: pd.DataFrame, remark: str = "") -> None:
    """Print a table under its title."""
    say(f"\n{title}\n{'=' * len(title)}\n{table.to_string(index=False)}")
    if remark:
        say(remark)


def say(text: str) -> None:
    """Print a line at once: measuring takes minutes."""
    print(text, flush=True)  # noqa: T201
