"""Rows of a query as what they are: one row a frozen dataclass, a large table a wrapper that was checked once."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar, cast

import pandas as pd
from pydantic import TypeAdapter, ValidationError

Row = TypeVar("Row")


class RowError(TypeError):
    """A query does not give what a finding is made of: a column is missing, or holds something else."""


def read(kind: type[Row], rows: pd.DataFrame) -> list[Row]:
    """Return the rows of a query as instances of a frozen dataclass whose fields are named like its columns.

    Missing values become None where the field allows it; days, texts and lists become those of Python, so that
    nothing behind this line needs to know pandas. Columns without a field are left out.

    Raises
    ------
    RowError
        When a column is missing, a value is missing where the field allows none, or it is of another type.
    """
    plain = rows.astype(object).where(rows.notna(), None)
    try:
        found: list[Row] = _adapter(cast(Hashable, kind)).validate_python(plain.to_dict("records"))
    except ValidationError as error:
        raise RowError(f"not rows of {kind.__name__}: {error}") from error
    return found


def read_one(kind: type[Row], rows: pd.DataFrame) -> Row:
    """Return the only row of a query as an instance of a frozen dataclass.

    Raises
    ------
    RowError
        When there is no row or more than one, or for the reasons of `read`.
    """
    if len(rows) != 1:
        raise RowError(f"{kind.__name__} is one row, not {len(rows)}")
    return read(kind, rows)[0]


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    """Return what checks a list of these; made once, since that takes a millisecond."""
    return TypeAdapter(list[kind])  # type: ignore[valid-type] # known only when it runs


@dataclass(frozen=True)
class Table:
    """A table too large to be read row by row; a subclass names its columns and the kind of each.

    Attributes
    ----------
    COLUMNS
        Kind of every column, as numpy names kinds: i whole number, f number, b yes or no, M day, O text.
    rows
        The table. Nobody changes it: whoever needs it otherwise makes a new one.

    Raises
    ------
    RowError
        When a column is missing or of another kind.
    """

    COLUMNS: ClassVar[Mapping[str, str]]
    rows: pd.DataFrame

    def __post_init__(self) -> None:
        """Refuse another table."""
        for name, kind in self.COLUMNS.items():
            if name not in self.rows.columns:
                raise RowError(f"{type(self).__name__} needs the column {name}")
            found = self.rows[name].dtype.kind
            if found not in _ALIKE[kind]:
                raise RowError(f"{type(self).__name__}.{name} is of kind {found}, not {kind}")

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


# Whole numbers may be unsigned, and numbers may all be whole; texts have a kind of their own in pandas 3.
_ALIKE = {"i": "iu", "f": "fiu", "b": "b", "M": "M", "O": "OTU"}
