"""What was noticed while reading the files of an edition, and stopped no row."""

from collections.abc import Sequence
from dataclasses import dataclass

from findings.rows import read
from queries import Connection, data, once
from queries.editions import FindingKind


@dataclass(frozen=True)
class Noticed:
    """A thing noticed while reading: in how many files, and how many rows it concerns."""

    kind: FindingKind
    detail: str
    files: int
    rows: int


@dataclass(frozen=True)
class _InFile:
    kind: FindingKind
    detail: str
    rows: int


@once
def noticed(connection: Connection) -> list[Noticed]:
    """Return what was noticed, by kind, most rows first; the same thing of several files is one, its rows added up."""
    return _added_up(read(_InFile, data.findings(connection)))


def _added_up(in_files: Sequence[_InFile]) -> list[Noticed]:
    rows: dict[tuple[FindingKind, str], list[int]] = {}
    for one in in_files:
        rows.setdefault((one.kind, one.detail), []).append(one.rows)
    listed = [Noticed(kind, detail, len(counts), sum(counts)) for (kind, detail), counts in rows.items()]
    return sorted(listed, key=lambda one: (one.kind, -one.rows, one.detail))
