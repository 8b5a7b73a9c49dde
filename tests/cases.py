"""Runs cases (see CASES_DIR), each in a child of this process within limits: `python -m tests.cases OUT CASE …`.

Without a case, each line of its input names one. Writes one line of JSON a case: its exit code, and the seconds of
processor and the memory it took.
"""

import contextlib
import functools
import json
import os
import resource
import shlex
import shutil
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

MOST_MEMORY = 1 << 30
MOST_SECONDS = 10
PLAN = Path("data", "plans", "5", "measures", "9-12.yaml")
EDITION = "edition.duckdb"
PROJECT = Path(__file__).parents[1]


def arguments(case: Path) -> list[str]:
    """Return what stands behind `python -m ingest` for a case, as its command or its name says."""
    command = case / "command.txt"
    if command.exists():
        return shlex.split(command.read_text(encoding="utf-8"))[3:]
    for word, given in (
        ("police", ("--npa", "in")),
        ("popx", ("--population", "in/pop.xlsx")),
        ("reportsx", ("--reports", "in")),
        ("vertical-tab", ("--reports", "in")),
        ("surveyx", ("--survey", "in")),
        ("yaml", ("--survey", "in")),
    ):
        if word in case.name:
            return ["build", *given]
    return ["build", "--overlays", "in"] if case.name.startswith("attack-") else ["check"]


def _run(case: Path, folder: Path) -> int:
    """Run a case; its edition goes to its own folder, where no other case has published anything."""
    from ingest import commands as command

    given = arguments(case)
    if given[0] == "build":
        place = given.index("--out") if "--out" in given else len(given)
        given[place : place + 2] = ["--out", str(folder / EDITION)]
    if case.name.startswith("plan-"):
        shutil.copytree(
            PROJECT / "data",
            folder / "data",
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("editions", "raw"),
        )
        shutil.copy(case / "in" / PLAN.name, folder / PLAN)
        command.Inputs = functools.partial(command.Inputs, data=folder / "data")
    os.environ["DASHBOARD_EDITIONS"] = str(folder)
    os.chdir(case)
    return command.main(given)


def _child(case: Path, folder: Path, said: Path) -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    with said.open("w", encoding="utf-8", errors="backslashreplace") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                return _run(case, folder)
            except BaseException:
                output.write(traceback.format_exc())
                return 1


def main(cases: Iterable[str], folder: Path) -> None:
    """Run cases one after the other in children of this process, which has imported what they need."""
    import openpyxl  # noqa: F401

    import ingest.commands  # noqa: F401

    for case in map(Path, cases):
        own, said = folder / case.name, folder / f"{case.name}.txt"
        own.mkdir()
        child = os.fork()
        if child == 0:
            code = _child(case, own, said)
            os._exit(code)
        _, status, used = os.wait4(child, 0)
        told = {"case": case.name, "code": os.waitstatus_to_exitcode(status)}
        told |= {"seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss >> 10}
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[2:] or map(str.strip, sys.stdin), Path(sys.argv[1]))
