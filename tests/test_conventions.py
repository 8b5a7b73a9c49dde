"""The promises of this repository, kept by a machine: what is documented exists, what exists is documented."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import get_type_hints

import duckdb

from charts.cards import Card
from ingest import plan
from pages.frame.menu import PAGES
from queries import Connection
from stats.goals.series import Series

ROOT = Path(__file__).parents[1]
SOURCES = (
    "charts",
    "deploy",
    "exports",
    "findings",
    "ingest",
    "pages",
    "publish",
    "queries",
    "stats",
    "tests",
)
QUERIES = sorted(ROOT.glob("queries/*/*.sql"))
QUICK = ("pages.frame.frame", "queries", "charts.words", "stats.goals.judgements")
SLOW = {"geopandas", "scipy.stats", "sklearn", "esda"}
LONGEST_PAGE = 80
KEEPING = {"cache_data", "cache_resource", "query_params", "session_state"}  # what of Streamlit draws nothing


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(topic: str) -> dict[str, FunctionType]:
    """Return the public functions a topic of queries defines itself."""
    module = import_module(f"queries.{topic}")
    return {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def topics() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("queries/*/__init__.py"))


def parameters_of(function: FunctionType) -> set[str]:
    """Return what a function asks for besides the connection."""
    _, *names = inspect.signature(function).parameters
    return set(names)


def placeholders(path: Path) -> set[str]:
    """Return what a query asks for: its $names, without those in comments."""
    return set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", path.read_text(encoding="utf-8"))))


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def pages() -> set[str]:
    """Return the files that are pages: those that begin with the question they answer."""
    return {name_of(path) for path in ROOT.glob("pages/*/*.py") if docstring(path).endswith("?")}


def texts() -> Iterator[Path]:
    """Return every file somebody wrote by hand as code."""
    yield from (ROOT / "dashboard.py", ROOT / "Makefile", ROOT / "pyproject.toml")
    for folder in SOURCES:
        yield from (
            path
            for path in ROOT.glob(f"{folder}/**/*")
            if path.suffix in (".py", ".sql", ".css", ".js", ".yaml")
        )


def test_a_query_has_its_function_its_parameters_and_an_example() -> None:
    """One name in four places: NAME.sql, its function, the function's parameters and a folder of examples."""
    defined = {(topic, name): function for topic in topics() for name, function in functions(topic).items()}
    asked = {(path.parent.name, path.stem): placeholders(path) for path in QUERIES}
    cases = {path.parts[-4:-2] for path in ROOT.glob("tests/queries/*/*/*/expect.csv")}
    assert asked
    assert {name: parameters_of(function) for name, function in defined.items()} == asked
    assert [name for name, function in defined.items() if not function.__doc__] == []
    assert cases == set(asked)


def test_a_query_begins_with_its_grain() -> None:
    queries = sorted(ROOT.glob("queries/**/*.sql"))
    begins = {name_of(path): path.read_text(encoding="utf-8").startswith("-- One row") for path in queries}
    assert [name for name, has_grain in begins.items() if not has_grain] == []


def test_the_menu_names_exactly_the_pages() -> None:
    assert {entry.file for entry in PAGES} == pages()


def test_nothing_but_the_package_lies_directly_in_pages() -> None:
    assert [path.name for path in ROOT.glob("pages/*.py")] == ["__init__.py"]


def test_a_page_stays_short() -> None:
    lines = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in pages()}
    assert {name: count for name, count in lines.items() if count > LONGEST_PAGE} == {}


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
    assert [name_of(path) for path in texts() if marks.search(path.read_text(encoding="utf-8"))] == []


def test_from_to_is_written_with_one_sign() -> None:
    """Texts of ours write ～; only what reads the texts of others knows its double."""
    ours = [path for path in texts() if path.relative_to(ROOT).parts[0] not in ("exports", "ingest", "tests")]
    ours += [path for suffix in ("csv", "md", "toml", "yaml") for path in ROOT.glob(f"data/*.{suffix}")]
    ours += [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    assert [name_of(path) for path in ours if "\u301c" in path.read_text(encoding="utf-8")] == []


def test_nothing_slow_is_loaded_before_the_first_page() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {', '.join(QUICK)}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert SLOW & set(loaded) == set()


def test_every_indicator_of_the_plans_can_be_judged() -> None:
    connection = duckdb.connect()
    connection.execute((ROOT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
    plan.load(connection, ROOT / "data" / "plans")
    rows = connection.execute(
        "select kind, direction, baseline_value, baseline_on, target_value, target_on, starts_on, period_type"
        " from indicators inner join plans using (plan_id)"
    ).fetchall()
    assert len(rows) >= 54
    for row in rows:
        Series(*row)


def _defined(folder: str) -> Iterator[FunctionType]:
    """Yield the public functions of the modules of a folder, each as its module offers it."""
    for path in sorted(ROOT.glob(f"{folder}/**/*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for known, function in inspect.getmembers(import_module(name), inspect.isfunction):
            if function.__module__ == name and not known.startswith("_"):
                yield function


def _is_kept(function: FunctionType) -> bool:
    return inspect.unwrap(function) is not function


def test_what_is_found_of_an_edition_is_found_once_for_all_viewers() -> None:
    found = [one for one in _defined("findings") if Connection in get_type_hints(one).values()]
    assert len(found) > 100
    assert [f"{one.__module__}.{one.__name__}" for one in found if not _is_kept(one)] == []


def test_a_card_is_put_together_once_for_all_viewers() -> None:
    cards = [one for one in _defined("charts") if get_type_hints(one).get("return") in (Card, list[Card])]
    assert len(cards) > 40
    assert [f"{one.__module__}.{one.__name__}" for one in cards if not _is_kept(one)] == []


def test_pages_place_cards_and_make_none() -> None:
    making = [path for path in ROOT.glob("pages/**/*.py") if "Card(" in path.read_text(encoding="utf-8")]
    assert [name_of(path) for path in making] == []


def test_every_folder_of_pages_is_a_package_so_that_contracts_see_its_modules() -> None:
    folders = {path.parent for path in ROOT.glob("pages/*/*.py")}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def draws(path: Path) -> bool:
    """Return whether a module draws: by Streamlit itself, by a card, or into a place it was given."""
    used = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    ]
    named = {(node.value.id, node.attr) for node in used if isinstance(node.value, ast.Name)}
    by_streamlit = {attribute for name, attribute in named if name == "st"} - KEEPING
    by_card = {attribute for name, attribute in named if name == "card"} & {"place", "place_behind", "under"}
    return bool(by_streamlit or by_card or "html" in {node.attr for node in used})


def test_every_module_of_a_page_draws() -> None:
    """What draws nothing is a conclusion or a sentence, of findings or charts; what only keeps belongs to the frame."""
    modules = [
        path for path in ROOT.glob("pages/*/*.py") if path.parent.name != "frame" and path.stem != "__init__"
    ]
    assert modules
    assert [name_of(path) for path in modules if not draws(path)] == []


def test_a_module_keeps_its_own_name_where_it_is_used() -> None:
    renamed = re.compile(
        r"^from (?:charts|findings|pages|stats)\S* import .*\bas (?:charts|\w+_(?:chart|finding|page|stat)s?)\b",
        re.MULTILINE,
    )
    assert [name_of(path) for path in texts() if renamed.search(path.read_text(encoding="utf-8"))] == []
