"""Weighted draws of police codes: which code stands in a column, given the situation."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import duckdb
import numpy as np
from pydantic import BaseModel, Field

ALWAYS = "always"


class Weight(BaseModel):
    """A row of accident_codes.csv: how often a code is drawn for a column in a situation.

    `leads_to` is the situation the code opens for the columns drawn after it.
    """

    column_name: str
    situation: str
    code: str
    weight: float = Field(gt=0)
    leads_to: str | None = None


@dataclass(frozen=True)
class Choice:
    """A drawn code and the situation it leads to (empty where it leads to none)."""

    code: str
    leads_to: str


class Choices:
    """Draws codes for columns, by weights."""

    def __init__(self, weights: Iterable[Weight], random: np.random.Generator) -> None:
        self._random = random
        groups: dict[tuple[str, str], list[Weight]] = defaultdict(list)
        for weight in weights:
            groups[weight.column_name, weight.situation].append(weight)
        self._groups = {
            key: (
                [Choice(weight.code, weight.leads_to or "") for weight in group],
                list(accumulate(weight.weight for weight in group)),
            )
            for key, group in groups.items()
        }

    def draw(self, column_name: str, *situations: str) -> Choice:
        """Draw a code for a column by the first of the situations that has weights, or by those for always.

        Raises
        ------
        KeyError
            When there are no weights for any of them.
        """
        for situation in (*situations, ALWAYS):
            if (column_name, situation) in self._groups:
                choices, sums = self._groups[column_name, situation]
                return choices[bisect(sums, self._random.random() * sums[-1])]
        raise KeyError((column_name, *situations))


def pick(weights: Sequence[float], random: np.random.Generator) -> int:
    """Draw a place of the list by its weights."""
    sums = list(accumulate(weights))
    return bisect(sums, random.random() * sums[-1])


def valid_in(connection: duckdb.DuckDBPyConnection, year: int, weights: Iterable[Weight]) -> list[Weight]:
    """Return the weights whose code is in the table `codes` for a file year, or whose column is not in it."""
    ranges: dict[str, list[tuple[str, str]]] = defaultdict(list)
    query = Path(__file__).with_name("code_ranges.sql").read_text(encoding="utf-8")
    for column_name, first, last, is_valid in connection.execute(query, {"year": year}).fetchall():
        ranges[column_name].extend([(first, last)] if is_valid else [])
    return [
        weight
        for weight in weights
        if weight.column_name not in ranges
        or any(first <= weight.code <= last for first, last in ranges[weight.column_name])
    ]
