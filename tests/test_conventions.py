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

import duckdb
import pytest

from ingest import plan
from pages.frame.menu import MENU
from stats.goals.series import Series

ROOT = Path(__file__).parents[1]
SOURCES = ("charts", "exports", "findings", "ingest", "pages", "queries", "stats", "tests")
QUERIES = sorted(ROOT.glob("queries/*/*.sql"))
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
            path for path in ROOT.glob(f"{folder}/**/*") if path.suffix in (".py", ".sql", ".css", ".yaml")
        )


@pytest.mark.parametrize("path", QUERIES, ids=name_of)
def test_a_query_has_its_function(path: Path) -> None:
    function = functions(path.parent.name).get(path.stem)
    assert function is not None, f"queries/{path.parent.name}/__init__.py has no function {path.stem}"
    sql = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    assert parameters_of(function) == set(re.findall(r"\$(\w+)", sql))
    assert function.__doc__


@pytest.mark.parametrize("topic", topics())
def test_a_function_has_its_query(topic: str) -> None:
    files = {path.stem for path in QUERIES if path.parent.name == topic}
    assert set(functions(topic)) == files


@pytest.mark.parametrize("path", QUERIES, ids=name_of)
def test_a_query_has_an_example(path: Path) -> None:
    examples = ROOT / "tests" / "queries" / path.parent.name / path.stem
    assert list(examples.glob("*/expect.csv")), f"add a case under {name_of(examples)}"


def test_an_example_has_its_query() -> None:
    cases = {
        path.parents[1].relative_to(ROOT / "tests") for path in ROOT.glob("tests/queries/*/*/*/expect.csv")
    }
    assert cases <= {path.relative_to(ROOT).with_suffix("") for path in QUERIES}


@pytest.mark.parametrize("path", sorted(ROOT.glob("queries/**/*.sql")), ids=name_of)
def test_a_query_begins_with_its_grain(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row")


def test_the_menu_names_exactly_the_pages() -> None:
    assert {entry.file for entries in MENU.values() for entry in entries} == pages()


def test_nothing_but_the_package_lies_directly_in_pages() -> None:
    assert [path.name for path in ROOT.glob("pages/*.py")] == ["__init__.py"]


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_stays_short(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
    assert [name_of(path) for path in texts() if marks.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("module", ["pages.frame.frame", "queries", "charts.words", "stats.goals.judgements"])
def test_nothing_slow_is_loaded_before_the_first_page(module: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert SLOW.isdisjoint(loaded)


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


def test_every_folder_of_pages_is_a_package_so_that_contracts_see_its_modules() -> None:
    folders = {path.parent for path in ROOT.glob("pages/*/*.py")}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def modules_of_topics() -> list[Path]:
    return sorted(
        path for path in ROOT.glob("pages/*/*.py") if path.parent.name != "frame" and path.stem != "__init__"
    )


@pytest.mark.parametrize("path", modules_of_topics(), ids=name_of)
def test_every_module_of_a_page_draws(path: Path) -> None:
    """What draws nothing is a conclusion or a sentence, of findings or charts; what only keeps belongs to the frame."""
    used = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
    }
    assert used - KEEPING


def test_a_module_keeps_its_own_name_where_it_is_used() -> None:
    renamed = re.compile(
        r"^from (?:charts|findings|pages|stats)\S* import .*\bas (?:charts|\w+_(?:chart|finding|page|stat)s?)\b",
        re.MULTILINE,
    )
    assert [name_of(path) for path in texts() if renamed.search(path.read_text(encoding="utf-8"))] == []
