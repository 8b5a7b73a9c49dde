"""What was answered once is kept for whoever asks again, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype


@dataclass(frozen=True, eq=False)
class Opening:
    """One opening of an edition: equal to itself only, since another edition may come to lie under the same path."""

    path: Path | None


@dataclass(frozen=True)
class Question:
    """What was asked: in which opening of an edition, by which name, with which parameters."""

    opening: Opening
    name: str
    parameters: Hashable


class Kept:
    """Answers by question. Threads share it: one of them asks, and those who want the same wait for its answer.

    Parameters
    ----------
    limit
        Most bytes of all answers together: those longest unused leave first, and a larger one is not kept.
    """

    def __init__(self, limit: int) -> None:
        """Begin with no answer."""
        self._limit = limit
        self._lock = Lock()
        self._asking: dict[Question, Future[pd.DataFrame]] = {}
        self._answers: OrderedDict[Question, tuple[pd.DataFrame, int]] = OrderedDict()
        self._bytes = 0

    def answer(self, question: Question, ask: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Return a copy of the answer that shares its memory until somebody writes to it (pandas' copy on write).

        What `ask` raises reaches everybody who waits for it, and is not kept.
        """
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question][0].copy(deep=False)
            asked = self._asking.get(question)
            if asked is None:
                mine = self._asking[question] = Future()
        if asked is not None:
            return asked.result().copy(deep=False)
        try:
            answer = ask()
            size = int(answer.memory_usage(deep=True).sum())
        except BaseException as error:
            with self._lock:
                del self._asking[question]
            mine.set_exception(error)
            raise
        with self._lock:
            del self._asking[question]
            if size <= self._limit:
                self._answers[question] = answer, size
                self._bytes += size
            while self._bytes > self._limit:
                self._bytes -= self._answers.popitem(last=False)[1][1]
        mine.set_result(answer)
        return answer.copy(deep=False)

    def forget(self, is_gone: Callable[[Opening], bool]) -> None:
        """Drop all answers of the openings for which this is true."""
        with self._lock:
            for question in [one for one in self._answers if is_gone(one.opening)]:
                self._bytes -= self._answers.pop(question)[1]


def hashable(value: object) -> Hashable:
    """Return what is equal for the same parameters of a query only: 1 is not True, and [1] is not [1.0]."""
    if isinstance(value, Mapping):
        return type(value), tuple((name, hashable(held)) for name, held in value.items())
    if isinstance(value, list | tuple | np.ndarray):
        return type(value), tuple(hashable(held) for held in value)
    return type(value), value


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
