"""What meetings decide and what became of it: rows are only ever added, and a correction is a row that replaces one."""

import secrets
import sqlite3
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Literal

from queries import meetings_file
from queries.meetings_file import ConflictError

OutcomeState = Literal["済んだ", "進行中", "未着手", "取りやめ"]
"""What became of a decision, as the next meeting is told."""


@dataclass(frozen=True)
class Meeting:
    """A meeting: its title, and when it is, in words, such as 地域IT懇話会 and 令和8年度."""

    title: str
    when: str


@dataclass(frozen=True)
class Decision:
    """One row of what a meeting decided.

    Attributes
    ----------
    decision_id
        Its name, which no other row has (`new_id`).
    meeting
        The meeting that decided it.
    screen_id
        The screen of the meeting it was decided at, such as recommendation-1.
    edition_id
        The edition that was looked at.
    text, department, due
        What, by which 課, until when (in words; empty where nothing was said), as somebody typed it.
    decided_at
        When it was written, local time of Japan.
    replaces
        The row it corrects or withdraws; None for a new decision.
    is_withdrawn
        True where it says that the row it replaces holds no more.
    """

    decision_id: str
    meeting: Meeting
    screen_id: str
    edition_id: str
    text: str
    department: str
    due: str
    decided_at: datetime
    replaces: str | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a decision: told at a later `meeting`; the last one told holds."""

    outcome_id: str
    decision_id: str
    meeting: Meeting
    state: OutcomeState
    text: str
    told_at: datetime


@dataclass(frozen=True)
class Rows:
    """Everything the file holds, in the order it was written."""

    decisions: tuple[Decision, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def new_id() -> str:
    """Return a name for a row before it is written: a form that is sent twice is one row."""
    return secrets.token_hex(8)


def rows() -> Rows:
    """Return everything that was ever written, also what was corrected or withdrawn since.

    Raises
    ------
    MeetingsError
        When the file cannot be read.
    """
    with meetings_file.reading() as connection:
        if connection is None:
            return Rows()
        decisions = connection.execute("select * from decisions order by rowid").fetchall()
        outcomes = connection.execute("select * from outcomes order by rowid").fetchall()
    return Rows(tuple(map(_decision, decisions)), tuple(map(_outcome, outcomes)))


def decide(decision: Decision) -> None:
    """Write a decision, a correction or a withdrawal; it is on the disk when this returns. The same row twice is one.

    Raises
    ------
    ConflictError
        When what it replaces was replaced by somebody else meanwhile.
    MeetingsError
        When it cannot be written; nothing of it is.
    """
    with meetings_file.writing() as connection:
        if decision.replaces and _replaced(connection, decision):
            raise ConflictError(
                "同じ「決めたこと」を、ほかの人が先に直すか取り消しました。いまの内容を見て、もう一度書いてください。"
            )
        connection.execute(
            "insert into decisions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (decision_id) do nothing",
            _values(decision),
        )


def tell(outcome: Outcome) -> None:
    """Write what became of a decision; it is on the disk when this returns. The same row twice is one.

    Raises
    ------
    MeetingsError
        When it cannot be written; nothing of it is.
    """
    with meetings_file.writing() as connection:
        connection.execute(
            "insert into outcomes values (?, ?, ?, ?, ?, ?, ?) on conflict (outcome_id) do nothing",
            _values(outcome),
        )


def _replaced(connection: sqlite3.Connection, decision: Decision) -> bool:
    return (
        connection.execute(
            "select 1 from decisions where replaces = ? and decision_id != ?",
            (decision.replaces, decision.decision_id),
        ).fetchone()
        is not None
    )


def _values(row: Decision | Outcome) -> list[object]:
    """Return the columns of a row, times as ISO 8601."""
    flat: list[object] = []
    for value in astuple(row):
        flat += value if isinstance(value, tuple) else [value]
    return [value.isoformat() if isinstance(value, datetime) else value for value in flat]


def _decision(row: tuple[Any, ...]) -> Decision:
    name, title, when, screen, edition, text, department, due, at, replaces, is_withdrawn = row
    return Decision(
        name,
        Meeting(title, when),
        screen,
        edition,
        text,
        department,
        due,
        datetime.fromisoformat(at),
        replaces,
        bool(is_withdrawn),
    )


def _outcome(row: tuple[Any, ...]) -> Outcome:
    name, decision, title, when, state, text, at = row
    meeting = Meeting(title, when)
    return Outcome(name, decision, meeting, state, text, datetime.fromisoformat(at))
