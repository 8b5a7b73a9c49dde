"""What an edition is made of: files and what became of their rows, what was noticed in them, remarks and sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from findings.noticed import Noticed, noticed
from findings.rows import Table, read
from queries import Connection, data, once

Reader = Literal[
    "definition",
    "plan",
    "report",
    "survey",
    "population",
    "overlay",
    "basemap",
    "honhyo",
    "hojuhyo",
    "kosokuhyo",
]
"""What takes a file (`ingest_files.reader`)."""

KEPT_TOGETHER: tuple[Reader, ...] = ("definition", "plan")  # many small files each; no visitor asks after one


@dataclass(frozen=True)
class File:
    """A file read, and what became of its rows: `rows_read` is the sum of the other three.

    `answers_rejected` are single answers of a survey that could not be counted, in rows that were.
    """

    file_name: str
    reader: Reader
    rows_read: int
    rows_loaded: int
    rows_out_of_scope: int
    rows_rejected: int
    answers_rejected: int
    is_sample: bool


@dataclass(frozen=True)
class Sum:
    """How many files, and what became of their rows, added up."""

    files: int
    rows_read: int
    rows_loaded: int
    rows_out_of_scope: int
    rows_rejected: int
    answers_rejected: int


@dataclass(frozen=True)
class Rejection:
    """A reason why rows or answers of a file were not loaded, how many, and the first line (the header is line 1)."""

    file_name: str
    reason: str
    rows_rejected: int
    first_line: int


@dataclass(frozen=True)
class Rejected(Table):
    """One row per row, or answer of a survey, that was not loaded; `raw` is what stood there, null for surveys."""

    COLUMNS: ClassVar[Mapping[str, str]] = {"file_name": "O", "line": "i", "reason": "O", "raw": "O"}


@dataclass(frozen=True)
class PlanNote:
    """A remark of the editor on the plan's text: what it is about, and the remark."""

    topic: str
    text: str


@dataclass(frozen=True)
class Source:
    """A source with its terms of use; `retrieved_on` is the day or month it was read. None is what is not known."""

    publisher: str
    title: str
    url: str | None
    licence: str | None
    retrieved_on: str | None


@dataclass(frozen=True)
class Contents:
    """What an edition is made of.

    Attributes
    ----------
    total
        The rows of all files.
    together
        The rows of the files of the readers that are kept together.
    files
        All other files, by reader and name.
    rejections, rejected
        Why rows were not loaded, most rows first; and each of these rows.
    noticed
        What was noticed while reading, by kind, most rows first.
    notes
        Remarks on the text of the city's plan.
    sources
        All sources, by publisher and title.
    """

    total: Sum
    together: Mapping[Reader, Sum]
    files: Sequence[File]
    rejections: Sequence[Rejection]
    rejected: Rejected
    noticed: Sequence[Noticed]
    notes: Sequence[PlanNote]
    sources: Sequence[Source]


@once
def contents(connection: Connection) -> Contents:
    """Return what an edition is made of."""
    files = read(File, data.files(connection))
    by_reader = {reader: [file for file in files if file.reader == reader] for reader in KEPT_TOGETHER}
    return Contents(
        total=_sum(files),
        together={reader: _sum(listed) for reader, listed in by_reader.items() if listed},
        files=[file for file in files if file.reader not in KEPT_TOGETHER],
        rejections=read(Rejection, data.rejections(connection)),
        rejected=Rejected(data.rejected_rows(connection)),
        noticed=noticed(connection),
        notes=read(PlanNote, data.plan_notes(connection)),
        sources=read(Source, data.all_sources(connection)),
    )


def _sum(files: Sequence[File]) -> Sum:
    return Sum(
        len(files),
        sum(file.rows_read for file in files),
        sum(file.rows_loaded for file in files),
        sum(file.rows_out_of_scope for file in files),
        sum(file.rows_rejected for file in files),
        sum(file.answers_rejected for file in files),
    )
