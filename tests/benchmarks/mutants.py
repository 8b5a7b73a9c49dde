"""How many random mutants of findings/ and stats/ the unit tests of their topic notice.

`python -m tests.benchmarks.mutants --seed N --count 100` changes one place at a time (an operator, a number, a
condition, min for max) in a copy of the tree, runs the tests of the module's topic in tests/findings and tests/stats
there (of a module that serves several topics, of all), and prints what was changed and whether a test failed. A mutant
that behaves as before counts as survived and must be looked at; a run that takes too long counts as noticed.
"""

import argparse
import ast
import importlib
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import pytest

from tests.benchmarks.measuring import ROOT, say

LAYERS = ("findings", "stats")
SECONDS = 300
SIGNS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: (r"not\s+in", "in"),
    ast.Is: ("is", "is not"), ast.IsNot: (r"is\s+not", "is"), ast.And: ("and", "or"), ast.Or: ("or", "and"),
    ast.Add: (r"\+", "-"), ast.Sub: ("-", "+"), ast.Mult: (r"\*", "/"), ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"), ast.Mod: ("%", "//"), ast.Pow: (r"\*\*", "*"), ast.BitAnd: ("&", "|"),
}  # fmt: skip
"""How an operator is found in the source, and what stands there instead (not of `|`, which mostly joins types)."""
OPPOSITES = {"min": "max", "minimum": "maximum", "any": "all"}
OPPOSITES |= {there: here for here, there in OPPOSITES.items()}


class Mutant(NamedTuple):
    """Text that stands instead of what lies between two offsets (bytes) of a module."""

    path: Path
    start: int
    end: int
    text: str

    def source(self) -> bytes:
        """Return the changed module."""
        original = (ROOT / self.path).read_bytes()
        return original[: self.start] + self.text.encode() + original[self.end :]

    def told(self) -> str:
        """Return file, line, and the lines before and after."""
        before, after = (ROOT / self.path).read_bytes(), self.source()
        first, last = before.rfind(b"\n", 0, self.start) + 1, before.find(b"\n", self.end)
        old, new = before[first:last], after[first : last + len(after) - len(before)]
        number = before.count(b"\n", 0, first) + 1
        return f"{self.path}:{number}\n  - {old.decode().strip()}\n  + {new.decode().strip()}"


class Candidates:
    """The mutants of one module, without those of words, types and errors."""

    def __init__(self, path: Path) -> None:
        self.path, self.bytes = path, (ROOT / path).read_bytes()
        self.lines = [0, *(place.end() for place in re.finditer(rb"\n", self.bytes))]

    def all(self) -> list[Mutant]:
        """Return every mutant that compiles to something else."""
        found, meaning = self._within(ast.parse(self.bytes)), _meaning(self.bytes)
        return [mutant for mutant in found if _meaning(mutant.source()) != meaning]

    def _within(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Raise() | ast.JoinedStr() | ast.keyword("strict") | ast.Subscript(ast.Name("Literal")):
                return
        yield from self._of(node)
        for name, value in ast.iter_fields(node):
            if name not in ("annotation", "returns", "decorator_list"):
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST):
                        yield from self._within(child)

    def _of(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Compare(left, operators, rights):
                yield from self._signs(operators, [left, *rights])
            case ast.BinOp(left, operator, right):
                yield from self._signs([operator], [left, right])
            case ast.BoolOp(operator, operands):
                yield from self._signs([operator] * (len(operands) - 1), operands)
                for operand in operands:
                    yield self._instead(operand, str(isinstance(operator, ast.And)))
            case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert() as sign):
                start, length = self._span(node)[0], 4 if isinstance(sign, ast.Not) else 1
                yield Mutant(self.path, start, start + length, "")
            case ast.Constant(value) if isinstance(value, int | float):
                yield self._instead(node, str(not value if isinstance(value, bool) else value + 1))
            case ast.If(test) | ast.IfExp(test):
                yield self._instead(test, "False")
            case ast.comprehension(ifs=conditions):
                yield from (self._instead(condition, "True") for condition in conditions)
            case ast.Call(ast.Name(id=name) | ast.Attribute(attr=name) as called) if name in OPPOSITES:
                end = self._span(called)[1]
                yield Mutant(self.path, end - len(name), end, OPPOSITES[name])
            case ast.Subscript(value, ast.Compare() | ast.BoolOp()):
                yield Mutant(self.path, self._span(value)[1], self._span(node)[1], "")

    def _signs(self, operators: list[ast.AST], operands: list[ast.expr]) -> Iterator[Mutant]:
        for operator, (left, right) in zip(operators, pairwise(operands), strict=True):
            if type(operator) in SIGNS:
                sign, instead = SIGNS[type(operator)]
                start, end = self._span(left)[1], self._span(right)[0]
                found = re.compile(sign.encode()).search(self.bytes, start, end)
                yield Mutant(self.path, found.start(), found.end(), instead)

    def _instead(self, node: ast.expr, text: str) -> Mutant:
        return Mutant(self.path, *self._span(node), text)

    def _span(self, node: ast.expr) -> tuple[int, int]:
        first, last = self.lines[node.lineno - 1], self.lines[node.end_lineno - 1]
        return first + node.col_offset, last + node.end_col_offset


def _meaning(source: bytes | CodeType) -> tuple[object, ...]:
    """Return what a module or a code in it does, without the positions it stands at."""
    code = source if isinstance(source, CodeType) else compile(source, "module", "exec")
    inner = [_meaning(one) if isinstance(one, CodeType) else repr(one) for one in code.co_consts]
    return (code.co_code, code.co_names, code.co_varnames, tuple(inner))


def drawn(seed: int, count: int) -> list[Mutant]:
    """Return so many mutants by chance, every candidate as likely as any other."""
    modules = sorted(path.relative_to(ROOT) for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
    every = [mutant for module in modules for mutant in Candidates(module).all()]
    say(f"{len(every)} candidates in {len(modules)} modules, seed {seed}")
    return random.Random(seed).sample(every, count)


def tests_of(module: Path) -> list[list[Path]]:
    """Return the unit tests of a module's topic: those of its own name first, then all others."""
    topics = [ROOT / "tests" / layer / Path(*module.parent.parts[1:]) for layer in LAYERS]
    every = [file.relative_to(ROOT) for topic in topics for file in sorted(topic.rglob("test_*.py"))]
    own = [file for file in every if file == Path("tests", module.with_name(f"test_{module.name}"))]
    return [part for part in (own, [file for file in every if file not in own]) if part]


def is_noticed(mutant: Mutant, tree: Path) -> bool:
    """Return whether a test of the topic fails with a mutant in the tree."""
    (tree / mutant.path).write_bytes(mutant.source())
    fails = any(_fails(tree, files) for files in tests_of(mutant.path))
    shutil.copy(ROOT / mutant.path, tree / mutant.path)
    return fails


def _fails(tree: Path, files: list[Path], seconds: float | None = SECONDS) -> bool:
    """Return whether tests fail, in a process that begins with what this one has loaded."""
    process = multiprocessing.get_context("fork").Process(target=_test, args=(tree, files))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode != 0


def _test(tree: Path, files: list[Path]) -> None:
    os.chdir(tree)
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]  # those of the copy are asked
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    os._exit(pytest.main(["-x", "-p", "no:cacheprovider", *map(str, files)]))


def main() -> None:
    """Draw mutants, run their tests one after the other and print the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=100)
    seed, count = vars(parser.parse_args()).values()
    os.environ.pop("NPA_DATA_DIR", None)
    os.environ["CI"] = "1"  # Hypothesis then tries the same examples in every run
    for name in ("duckdb", "hypothesis", "pandas", "scipy.optimize", "scipy.special", "scipy.stats"):
        importlib.import_module(name)
    mutants = drawn(seed, count)
    noticed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        left_out = shutil.ignore_patterns(".*", "__pycache__", "raw", "dist", "*.duckdb")
        shutil.copytree(ROOT, tree, ignore=left_out)
        unchanged = {file for mutant in mutants for part in tests_of(mutant.path) for file in part}
        if _fails(tree, sorted(unchanged), seconds=None):
            sys.exit("The tests fail without any change.")
        sys.dont_write_bytecode = True  # from here on modules are mutants
        for number, mutant in enumerate(mutants, start=1):
            fails = is_noticed(mutant, tree)
            noticed += fails
            say(f"{number:3} {'noticed ' if fails else 'SURVIVED'} {mutant.told()}")
    say(f"\nseed {seed}: {noticed} of {count} noticed")


if __name__ == "__main__":
    main()
