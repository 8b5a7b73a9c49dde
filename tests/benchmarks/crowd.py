"""Part 8: how long many viewers wait who read at the same time, and what they cost the server.

By itself, over a folder of editions of one's own: `python -m tests.benchmarks.crowd FOLDER --viewers 1 10 25`; with
`--replicas 4` so many serve it behind nginx.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from urllib.parse import quote

import pandas as pd
from websockets.exceptions import WebSocketException

from pages.frame.menu import MENU
from tests.benchmarks.measuring import machine, say, show
from tests.deploy.running import running
from tests.serving import served
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


@dataclass(frozen=True)
class Server:
    """Where viewers ask, and the addresses and processes that make pages."""

    address: str
    makers: dict[str, int]

    def taken(self) -> tuple[float, float]:
        """Return processor seconds the processes have taken, and the memory (MB, 10⁶ bytes) they have now."""
        taken = [_taken(process) for process in self.makers.values()]
        return sum(seconds for seconds, _ in taken), sum(megabytes for _, megabytes in taken)


@contextmanager
def _server(editions: Path, replicas: int) -> Iterator[Server]:
    """Run one dashboard, or several behind nginx, until the block ends."""
    if replicas == 1:
        with served(editions) as address:
            yield Server(address, {address: address.process})
        return
    with running(replicas, {"DASHBOARD_EDITIONS": str(editions)}) as several:
        makers = {f"http://127.0.0.1:{port}": process for port, process in several.replicas().items()}
        yield Server(several.address, makers)


def measure(editions: Path, viewers: Sequence[int] = VIEWERS, replicas: int = 1) -> None:
    """Measure and print crowds of these sizes over the newest edition of a folder."""
    if sys.platform != "linux":
        say("\n8. Viewers at once: not measured, since only Linux tells what a running server takes.")
        return
    rows = []
    for number in viewers:
        with _server(editions, replicas) as server:
            rows.append(_round(server, number, "cold"))
            for address in server.makers:
                for page, query in VISITS:
                    _run(address, page, query)
            rows.append(_round(server, number, "warm"))
    show(
        "8. Viewers at once (seconds until all of a page is there, without a browser)",
        pd.DataFrame(rows).round(3),
        f"Arriving over {ARRIVING:.0f} s, each asks for {RUNS} pages and thinks {THINKING:.0f} s after each."
        " Cold: the server has just started. Viewers and server share the processors."
        " MB: of each process that makes pages, in the end.",
    )


def _round(server: Server, number: int, caches: str) -> dict[str, object]:
    """Let so many viewers come, read and leave; return what they saw and took."""
    seconds, megabytes = server.taken()
    here = Barrier(number + 1)
    with ThreadPoolExecutor(number) as pool:
        reading = [pool.submit(_read, server.address, one, number, here) for one in range(number)]
        here.wait()  # all have read, nobody has left
        grown = server.taken()[1] - megabytes
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
        "processor s a run": (server.taken()[0] - seconds) / len(runs),
        "MB a session": round(grown / number, 1),
        "MB": round((megabytes + grown) / len(server.makers)),
        "load": round(os.getloadavg()[0], 1),
    }


def _read(address: str, one: int, number: int, here: Barrier) -> list[Run]:
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


def _run(address: str, page: str, query: str) -> None:
    with viewer(address, LONGEST) as visitor:
        visitor.open(page, query)


def _taken(process: int) -> tuple[float, float]:
    """Return processor seconds a process has taken, and the memory (MB, 10⁶ bytes) it has now."""
    folder = Path(f"/proc/{process}")
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    pages = int((folder / "statm").read_text().split()[1])
    ticks = int(fields[11]) + int(fields[12])  # of user and system
    return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Measure crowds over a folder of editions."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crowd")
    parser.add_argument("editions", type=Path, help="a folder of editions")
    parser.add_argument("--viewers", type=int, nargs="+", default=VIEWERS, help="sizes of the crowds")
    parser.add_argument("--replicas", type=int, default=1, help="how many serve it")
    asked = parser.parse_args()
    say(machine())
    measure(asked.editions, asked.viewers, asked.replicas)
    return 0


if __name__ == "__main__":
    sys.exit(main())
