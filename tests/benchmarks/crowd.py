"""Part 8: how long many viewers wait who read at the same time, and what they cost the server.

By itself, over a folder of editions of one's own: `python -m tests.benchmarks.crowd FOLDER --viewers 1 10 25`.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from urllib.parse import quote

import pandas as pd
from websockets.exceptions import WebSocketException

from pages.frame.menu import MENU
from tests.benchmarks.measuring import machine, say, show
from tests.serving import Address, served
from tests.viewing import viewer

VIEWERS = (1, 10, 25, 50, 100)
ARRIVING, THINKING = 5.0, 5.0
RUNS = 5  # pages a viewer asks for, one after the other
LONGEST = 120  # seconds without a word from the server after which a run has failed
VISITS = [
    *((entry.path, "") for entries in MENU.values() for entry in entries),
    ("goals", f"view={quote('判断順')}"),
    ("goals-sheet", "measure=2-6"),
    ("accidents", f"age={quote('65歳以上')}"),
    ("accidents", f"area={quote('県全体')}"),
    ("accidents-patterns", f"age={quote('65歳以上')}"),
]
"""Pages, and pages with conditions as somebody filters them: last part of the address, and query."""


@dataclass(frozen=True)
class Run:
    """One page asked for: how long it took until all of it was there, and whether all of it was right."""

    seconds: float
    failed: bool


def measure(editions: Path, viewers: Sequence[int] = VIEWERS) -> None:
    """Measure and print crowds of these sizes over the newest edition of a folder."""
    if sys.platform != "linux":
        say("\n8. Viewers at once: not measured, since only Linux tells what a running server takes.")
        return
    rows = []
    for number in viewers:
        with served(editions) as address:
            rows.append(_round(address, number, "cold"))
            for page, query in VISITS:
                _run(address, page, query)
            rows.append(_round(address, number, "warm"))
    show(
        "8. Viewers at once (seconds until all of a page is there, without a browser)",
        pd.DataFrame(rows).round(3),
        f"Arriving over {ARRIVING:.0f} s, each asks for {RUNS} pages and thinks {THINKING:.0f} s after each."
        " Cold: the server has just started. Viewers and server share the processors.",
    )


def _round(address: Address, number: int, caches: str) -> dict[str, object]:
    """Let so many viewers come, read and leave; return what they saw and took."""
    seconds, megabytes = _taken(address)
    here = Barrier(number + 1)
    with ThreadPoolExecutor(number) as pool:
        reading = [pool.submit(_read, address, one, number, here) for one in range(number)]
        here.wait()  # all have read, nobody has left
        grown = _taken(address)[1] - megabytes
        here.wait()
        runs = [run for one in reading for run in one.result()]
    waits = sorted(run.seconds for run in runs)
    return {
        "viewers": number,
        "caches": caches,
        "runs": len(runs),
        "failed": sum(run.failed for run in runs),
        "p50": statistics.median(waits),
        "p95": waits[max(0, round(0.95 * len(waits)) - 1)],
        "processor s a run": (_taken(address)[0] - seconds) / len(runs),
        "MB a session": round(grown / number, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def _read(address: Address, one: int, number: int, here: Barrier) -> list[Run]:
    """Come in turn, ask for one page after the other, and stay until everybody has read."""
    runs: list[Run] = []
    time.sleep(ARRIVING * one / number)
    try:
        with viewer(address, LONGEST) as visitor:
            for step in range(RUNS):
                page, query = VISITS[(one + step) % len(VISITS)]
                start = time.perf_counter()
                seen = visitor.open(page, query)
                runs.append(Run(time.perf_counter() - start, bool(seen.errors)))
                time.sleep(THINKING)
            here.wait()
            here.wait()
    except (OSError, WebSocketException):  # also nothing heard for too long
        runs += [Run(LONGEST, True)] * (RUNS - len(runs))
        here.wait()
        here.wait()
    return runs


def _run(address: Address, page: str, query: str) -> None:
    with viewer(address, LONGEST) as visitor:
        visitor.open(page, query)


def _taken(address: Address) -> tuple[float, float]:
    """Return processor seconds the server has taken, and the memory (MB, 10⁶ bytes) it has now."""
    process = Path(f"/proc/{address.process}")
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    pages = int((process / "statm").read_text().split()[1])
    ticks = int(fields[11]) + int(fields[12])  # of user and system
    return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Measure crowds over a folder of editions."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crowd")
    parser.add_argument("editions", type=Path, help="a folder of editions")
    parser.add_argument("--viewers", type=int, nargs="+", default=VIEWERS, help="sizes of the crowds")
    asked = parser.parse_args()
    say(machine())
    measure(asked.editions, asked.viewers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
