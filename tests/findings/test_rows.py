from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
import pytest

from findings.rows import RowError, Table, read, read_one


@dataclass(frozen=True)
class Reported:
    name: str
    value: float | None
    on: date
    kind: Literal["level", "yearly"]
    departments: tuple[str, ...]
    count: int


ROWS = pd.DataFrame(
    {
        "name": ["a", "b"],
        "value": [1.5, np.nan],
        "on": [datetime(2024, 3, 31), datetime(2025, 3, 31)],
        "kind": ["level", "yearly"],
        "departments": [("x", "y"), ()],
        "count": [1, 2],
        "other": [0, 0],
    }
)


class Counts(Table):
    COLUMNS: ClassVar = {"count": "i", "name": "O", "on": "M"}


def test_a_row_is_read_as_pythons_own_values() -> None:
    first, second = read(Reported, ROWS)
    assert first == Reported("a", 1.5, date(2024, 3, 31), "level", ("x", "y"), 1)
    assert (second.value, second.departments) == (None, ())
    assert type(first.count) is int
    assert type(first.on) is date


def test_no_row_is_no_instance() -> None:
    assert read(Reported, ROWS.iloc[:0]) == []


def test_one_row_is_one() -> None:
    assert read_one(Reported, ROWS.iloc[:1]).name == "a"
    with pytest.raises(RowError, match="one row, not 2"):
        read_one(Reported, ROWS)


@pytest.mark.parametrize(
    ("column", "value"),
    [("name", None), ("name", 3), ("kind", "monthly"), ("count", 1.5), ("value", "much"), ("on", "2024年")],
)
def test_another_value_is_refused_by_its_name(column: str, value: object) -> None:
    with pytest.raises(RowError, match=column):
        read(Reported, ROWS.iloc[:1].assign(**{column: [value]}))


def test_a_missing_column_is_refused() -> None:
    with pytest.raises(RowError, match="on"):
        read(Reported, ROWS.drop(columns="on"))


def test_a_table_is_checked_when_it_is_made() -> None:
    assert len(Counts(ROWS)) == 2
    with pytest.raises(RowError, match="needs the column on"):
        Counts(ROWS.drop(columns="on"))
    with pytest.raises(RowError, match="is of kind f"):
        Counts(ROWS.assign(count=[0.5, 1.0]))
