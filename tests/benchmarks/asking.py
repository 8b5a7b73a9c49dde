"""Part 4: how long every question of queries/ takes, for typical choices of a page's filters."""

import inspect
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import pandas as pd

import queries
from queries import Connection, overview
from queries.accidents import Selection
from tests.benchmarks.measuring import ROOT, say, show

RUNS = 5
AIM = 100  # milliseconds, at prefecture scope
ARGUMENTS: dict[str, object] = {
    "year_basis": "file",
    "group_kind": "age",
    "indicator_id": "9-12",
    "measure_id": "9-12",
    "ids": ["plan5", "npa"],
    "question_id": "services_used",
    "option_no": 1,
    "layer": "学校（サンプル）",
    "within": 100,
    "cell": "5540725934",
    "year": 2023,
    "target": "divide:reasons",
}

Question = Callable[[], pd.DataFrame]


def measure(editions: dict[str, Path]) -> None:
    """Measure and print the questions, one pair of columns an edition; the first edition is the one with an aim."""
    table = pd.concat({name: _times(edition) for name, edition in editions.items()}, axis="columns")
    shown = table.set_axis([f"{name}: {column}" for name, column in table.columns], axis="columns")
    show(
        "4. Answering a question (milliseconds)",
        shown.map("{:.0f}".format).rename_axis("question").reset_index(),
        f"Median and worst of {RUNS} runs, the first with the others, rows handed to pandas included.",
    )
    first = next(iter(editions))
    medians = table[first, "median"]
    slow = [f"{question} ({median:.0f})" for question, median in medians[medians > AIM].items()]
    say(f"Over {AIM} ms in the edition of the {first}: {'; '.join(slow) or 'none'}.")


def _times(edition: Path) -> pd.DataFrame:
    """Return median and worst milliseconds by question."""
    times = {}
    with queries.connect(edition) as connection:
        for name, question in _questions(connection):
            taken = []
            for _ in range(RUNS):
                queries.KEPT.forget(lambda _: True)
                start = time.perf_counter()
                question()
                taken.append((time.perf_counter() - start) * 1000)
            times[name] = {"median": statistics.median(taken), "worst": max(taken)}
    return pd.DataFrame.from_dict(times, orient="index")


def _questions(connection: Connection) -> Iterator[tuple[str, Question]]:
    """Yield every function of every topic with its arguments; those that take a selection, once for each."""
    city = str(overview.edition(connection)["municipality_code"].iloc[0])
    for path in sorted(ROOT.glob("queries/*/__init__.py")):
        module = import_module(f"queries.{path.parent.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or name.startswith("_"):
                continue
            _, *asked = inspect.signature(function).parameters
            label = f"{path.parent.name}.{name}"
            if missing := set(asked) - set(ARGUMENTS) - {"selection"}:
                say(
                    f"{label} is not measured: ARGUMENTS in asking.py has no typical {' and '.join(missing)}."
                )
                continue
            typical = {key: ARGUMENTS[key] for key in asked if key != "selection"}
            if "selection" not in asked:
                yield label, partial(function, connection, **typical)
                continue
            for choice, selection in _selections(city).items():
                yield f"{label}, {choice}", partial(function, connection, selection=selection, **typical)


def _selections(city: str) -> dict[str, Selection]:
    """Return what a page starts with, and a narrow choice, each for the city and for comparison with all records."""
    start = Selection(city)
    narrow = Selection(
        city,
        year_basis="occurrence",
        years=[2020, 2021],
        ages=["65", "75"],
        party_types=["01", "02", "03", "04", "05", "07"],
        accident_types=["01", "21"],
        hours=[16, 17, 18],
        weathers=["1", "2"],
        road_shapes=["01", "31", "07", "37"],
        road_widths=["01", "02", "11"],
    )
    return {
        "city": start,
        "city, narrow": narrow,
        "all": start.everywhere(),
        "all, narrow": narrow.everywhere(),
    }
