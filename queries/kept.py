"""What was computed once is kept for whoever asks again, up to a number of bytes.

An edition never changes, and what is computed from it by a function of nothing else never does either.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from concurrent.futures import Future
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

Found = TypeVar("Found")

PART = 100
"""Bytes it takes to know a part of what is kept by: an entry of a dictionary, and what it refers to."""


@dataclass(frozen=True, eq=False)
class Opening:
    """One opening of an edition: equal to itself only, since another edition may come to lie under the same path."""

    path: Path | None


@dataclass(frozen=True)
class Question:
    """What was asked: of what, with what.

    Attributes
    ----------
    what
        What is equal for the same question only.
    openings
        The openings of editions the answer comes from.
    grounds
        Answers the question holds a part of: once they leave, nobody can ask it again.
    """

    what: Hashable
    openings: frozenset[Opening] = field(compare=False, default=frozenset())
    grounds: "tuple[Answer, ...]" = field(compare=False, default=())

    @property
    def size(self) -> int:
        """Return how many bytes it takes to tell it by, without those of the answers it holds a part of."""
        return _told_size(self.what)


@dataclass(eq=False)
class Answer:
    """What was answered, the bytes of question and answer, its parts by identity, and the questions resting on it."""

    question: Question
    value: Any
    size: int
    parts: Mapping[int, object]
    resting: set[Question] = field(default_factory=set)


class Kept:
    """Answers by question. Threads share it: one of them works an answer out, and who wants the same waits for it.

    Nobody may change an answer, or any part of it.

    Parameters
    ----------
    limit
        Most bytes of all answers and their questions: those longest unused leave first, and a larger one is not kept.
    """

    def __init__(self, limit: int) -> None:
        """Begin with no answer."""
        self._limit = limit
        self._lock = Lock()
        self._asking: dict[Question, Future[Any]] = {}
        self._answers: OrderedDict[Question, Answer] = OrderedDict()
        self._known: dict[int, tuple[object, Answer]] = {}
        self._bytes = 0

    def __iter__(self) -> Iterator[Answer]:
        """Go through the answers, those longest unused first."""
        with self._lock:
            return iter(list(self._answers.values()))

    @property
    def bytes(self) -> int:
        """Return how many bytes all answers and their questions take together."""
        return self._bytes

    def answer(self, question: Question, ask: Callable[[], Found]) -> Found:
        """Return the answer, asked for unless it is kept.

        What `ask` raises reaches everybody who waits for it, and is not kept.
        """
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                kept: Found = self._answers[question].value
                return kept
            asked = self._asking.get(question)
            if asked is None:
                mine = self._asking[question] = Future()
        if asked is not None:
            given: Found = asked.result()
            return given
        try:
            value = ask()
            weighed = measured(value)
            size = question.size + (weighed[0] if weighed else 0)
        except BaseException as error:
            with self._lock:
                del self._asking[question]
            mine.set_exception(error)
            raise
        with self._lock:
            del self._asking[question]
            if weighed and size <= self._limit:
                self._add(Answer(question, value, size, weighed[1]))
            while self._bytes > self._limit:
                self._remove(next(iter(self._answers)))
        mine.set_result(value)
        return value

    def question(self, what: Hashable, given: object) -> Question | None:
        """Return the question after something, given this; None where what is given cannot be told from other things.

        What has come from here is told by its identity, which takes no time, everything else by what it holds.
        """
        return _question(what, given, self._known)

    def forget(self, is_gone: Callable[[Opening], bool]) -> None:
        """Drop all answers that come from the openings for which this is true."""
        with self._lock:
            for question in list(self._answers):
                if any(map(is_gone, question.openings)):
                    self._remove(question)

    def _add(self, answer: Answer) -> None:
        if any(self._answers.get(ground.question) is not ground for ground in answer.question.grounds):
            return  # one of them left meanwhile
        self._answers[answer.question] = answer
        self._bytes += answer.size
        for number, part in answer.parts.items():
            self._known.setdefault(number, (part, answer))
        for ground in answer.question.grounds:
            ground.resting.add(answer.question)

    def _remove(self, question: Question) -> None:
        """Drop an answer, and with it what rests on it."""
        answer = self._answers.pop(question, None)
        if answer is None:
            return
        self._bytes -= answer.size
        for number in answer.parts:
            if number in self._known and self._known[number][1] is answer:
                del self._known[number]
        for ground in question.grounds:
            ground.resting.discard(question)
        for resting in list(answer.resting):
            self._remove(resting)


def question(what: Hashable, given: object) -> Question:
    """Return the question after something, given this, each part of it told by what it holds.

    Raises
    ------
    TypeError
        When a part cannot be told from other things.
    """
    asked = _question(what, given, {})
    if asked is None:
        raise TypeError(f"{given!r} cannot be told from other things")
    return asked


def _question(what: Hashable, given: object, known: Mapping[int, tuple[object, Answer]]) -> Question | None:
    telling = _Telling(known)
    try:
        held = telling.told(given)
    except _UnlikeError:
        return None
    grounds = tuple(telling.grounds.values())
    openings = telling.openings.union(*(answer.question.openings for answer in grounds))
    return Question((what, held), frozenset(openings), grounds)


class _UnlikeError(Exception):
    """Something cannot be told from other things of its kind."""


class _Same:
    """One object, equal to itself only."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


class _Telling:
    """Tells values apart: 1 is not True, and [1] is not [1.0]; notes the openings and the answers they come from."""

    def __init__(self, known: Mapping[int, tuple[object, Answer]]) -> None:
        self._known = known
        self.openings: set[Opening] = set()
        self.grounds: dict[int, Answer] = {}

    def told(self, value: object) -> Hashable:
        """Return what is equal for the same value only."""
        kind = type(value)
        if kind in _PLAIN:
            return kind, value
        part, answer = self._known.get(id(value), (None, None))
        if answer is not None and part is value:
            self.grounds[id(answer)] = answer
            return _Same(value)
        if isinstance(value, Mapping):
            return kind, tuple([(self.told(name), self.told(held)) for name, held in value.items()])
        if isinstance(value, list | tuple | np.ndarray):
            return kind, tuple([self.told(held) for held in value])
        if is_dataclass(kind) and kind is not Opening:
            return kind, tuple([self.told(getattr(value, one.name)) for one in fields(kind)])
        if isinstance(value, pd.DataFrame | pd.Series) or not isinstance(value, Hashable):
            raise _UnlikeError
        opening = value if isinstance(value, Opening) else getattr(value, "opening", None)
        if isinstance(opening, Opening):
            self.openings.add(opening)
            return opening
        is_constant = isinstance(value, FunctionType) and "<" not in value.__qualname__
        if (
            kind.__hash__ is object.__hash__ and not is_constant
        ):  # made anew for each viewer, and equal to itself only
            raise _UnlikeError
        return kind, value


_PLAIN: Set[type] = {str, int, bool, float, bytes, type(None)}


def _told_size(told: object) -> int:
    """Return the bytes of what a question is told by; what is there anyway (kinds, functions, answers) takes none."""
    if isinstance(told, type | FunctionType | Opening):
        return 0
    return sys.getsizeof(told) + (sum(map(_told_size, told)) if isinstance(told, tuple | frozenset) else 0)


def measured(value: object) -> tuple[int, dict[int, object]] | None:
    """Return how many bytes a value takes, and by identity those of its parts that hold more than a condition does.

    None where a part is neither a value, nor a table, nor made of such: viewers that share it might change it.
    A condition, such as the years somebody chose, holds single values and rows of them; it goes into answers as it was
    given, and what it holds is all there is to tell it by.
    """
    size, seen, parts, waiting = 0, set[int](), dict[int, object](), [value]
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        size += _own_size(part)
        if type(part) in _PLAIN:
            continue
        held = list(_held(part))
        if not held and not isinstance(part, (*_WHOLE, *_HOLDING)) and type(part).__hash__ in _BY_IDENTITY:
            return None
        if held or isinstance(part, _WHOLE):
            seen.add(id(part))
            size += PART
        if isinstance(part, _WHOLE) or not all(map(_is_row, held)):
            parts[id(part)] = part
        waiting.extend(held)
    return size, parts


_WHOLE = (pd.DataFrame, pd.Series, np.ndarray)
_HOLDING = (Mapping, list, tuple, set, frozenset)
_BY_IDENTITY = {None, object.__hash__}


def _is_row(value: object) -> bool:
    """Return whether something is a single value, or a row of such."""
    if isinstance(value, _WHOLE):
        return False
    return not any(isinstance(held, _WHOLE) or any(True for _ in _held(held)) for held in _held(value))


def _own_size(part: object) -> int:
    match part:
        case pd.DataFrame():
            return int(part.memory_usage(deep=True).sum())
        case pd.Series():
            return int(part.memory_usage(deep=True))
    return sys.getsizeof(part)


def _held(part: object) -> Iterator[object]:
    if isinstance(part, Mapping):
        yield from part
        yield from part.values()
    elif isinstance(part, list | tuple | set | frozenset):
        yield from part
    elif is_dataclass(part) and not isinstance(part, type):
        yield from (getattr(part, one.name) for one in fields(part))


def as_text(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with what an edition keeps as an enumerated type as texts, which is what it means."""
    return rows.astype(dict.fromkeys(rows.select_dtypes("category"), "str"))


def unchangeable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with lists as tuples and geometries as bytes: pandas keeps tables apart, not what a cell holds.

    Raises
    ------
    TypeError
        When a cell holds anything else that could be changed, such as a struct.
    """
    fixed = {}
    for name in filter(lambda name: is_object_dtype(rows[name]), rows.columns):
        cells = [_fixed(cell) for cell in rows[name]]
        hash(tuple(cells))
        fixed[name] = pd.Series(cells, index=rows.index, dtype=object)
    return rows.assign(**fixed)


def _fixed(cell: object) -> object:
    if isinstance(cell, np.ndarray):
        return tuple(cell.tolist())
    return bytes(cell) if isinstance(cell, bytearray) else cell
