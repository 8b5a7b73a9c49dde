"""The records of accidents an edition was built from: whether there are any, and whether they are synthetic."""

from dataclasses import dataclass

from findings.rows import read
from queries import Connection, data, once


@dataclass(frozen=True)
class Records:
    """Whether an edition has records of accidents (`exist`), and whether any are synthetic."""

    exist: bool
    are_sample: bool

    @property
    def source_id(self) -> str:
        """Return what sources.csv calls their source."""
        return "sample" if self.are_sample else "npa"


@dataclass(frozen=True)
class _File:
    reader: str
    is_sample: bool


@once
def accident_records(connection: Connection) -> Records:
    """Return what the files of an edition say of its records of accidents (本票)."""
    found = [one for one in read(_File, data.files(connection)) if one.reader == "honhyo"]
    return Records(exist=bool(found), are_sample=any(one.is_sample for one in found))
