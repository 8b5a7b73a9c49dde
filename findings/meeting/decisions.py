"""What meetings decided as it stands: of every decision its last wording, what it was before, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from queries.meetings import Decision, Meeting, Outcome, Rows


@dataclass(frozen=True)
class Standing:
    """A decision.

    Attributes
    ----------
    wordings
        Every row of it, in the order they were written; the last one holds.
    outcomes
        What became of it, in the order it was told; the last one holds.
    """

    wordings: tuple[Decision, ...]
    outcomes: tuple[Outcome, ...] = ()

    @property
    def said(self) -> Decision:
        """Return the wording that holds."""
        return self.wordings[-1]

    @property
    def first(self) -> Decision:
        """Return the wording it was decided in."""
        return self.wordings[0]

    @property
    def outcome(self) -> Outcome | None:
        """Return what became of it; None where nothing was told."""
        return self.outcomes[-1] if self.outcomes else None

    def withdrawn(self, decision_id: str, edition_id: str, now: datetime) -> Decision:
        """Return the row that says it holds no more."""
        return replace(
            self.said,
            decision_id=decision_id,
            edition_id=edition_id,
            decided_at=now,
            replaces=self.said.decision_id,
            is_withdrawn=True,
        )


@dataclass(frozen=True)
class Decisions:
    """The decisions of a meeting and those of the one before it.

    Attributes
    ----------
    held, withdrawn
        Those of the meeting that hold, and those that were withdrawn, in the order they were decided.
    before
        The meeting that last decided something before this one; None where there was none.
    held_before
        The decisions of that meeting that hold.
    """

    held: tuple[Standing, ...] = ()
    withdrawn: tuple[Standing, ...] = ()
    before: Meeting | None = None
    held_before: tuple[Standing, ...] = ()

    def at(self, screen_id: str) -> list[Standing]:
        """Return what was decided at a screen."""
        return _at(self.held, screen_id)

    def before_at(self, screen_id: str) -> list[Standing]:
        """Return what the last meeting decided at a screen."""
        return _at(self.held_before, screen_id)

    def find(self, decision_id: str) -> Standing | None:
        """Return the decision that is still worded by the row of that name; None where it is not any more."""
        listed = (*self.held, *self.held_before)
        return next((one for one in listed if one.said.decision_id == decision_id), None)


def of_meeting(rows: Rows, meeting: Meeting) -> Decisions:
    """Return what a meeting decided, beside what the last other meeting did."""
    found = _standing(rows)
    own = [one for one in found if one.first.meeting == meeting]
    others = [one for one in found if one.first.meeting != meeting and (not own or _is_older(one, own[0]))]
    before = max(others, key=lambda one: one.first.decided_at).first.meeting if others else None
    return Decisions(
        held=tuple(one for one in own if not one.said.is_withdrawn),
        withdrawn=tuple(one for one in own if one.said.is_withdrawn),
        before=before,
        held_before=tuple(one for one in others if one.first.meeting == before and not one.said.is_withdrawn),
    )


def meetings_of(rows: Rows) -> list[Meeting]:
    """Return every meeting that decided something, the one that began last first."""
    began: dict[Meeting, datetime] = {}
    for row in rows.decisions:
        began.setdefault(row.meeting, row.decided_at)
    return sorted(began, key=lambda meeting: began[meeting], reverse=True)


def _is_older(one: Standing, first: Standing) -> bool:
    return one.first.decided_at <= first.first.decided_at


def _at(listed: Iterable[Standing], screen_id: str) -> list[Standing]:
    return [one for one in listed if one.first.screen_id == screen_id]


def _standing(rows: Rows) -> list[Standing]:
    """Return every decision with its rows, in the order they were decided."""
    wordings: dict[str, list[Decision]] = {}
    for row in rows.decisions:  # in the order they were written: what a row replaces came before it
        said = [*wordings.pop(row.replaces), row] if row.replaces else [row]
        wordings[row.decision_id] = said
    named = {row.decision_id: said for said in wordings.values() for row in said}
    outcomes: dict[str, list[Outcome]] = {}
    for told in rows.outcomes:
        outcomes.setdefault(named[told.decision_id][0].decision_id, []).append(told)
    found = [
        Standing(tuple(said), tuple(outcomes.get(said[0].decision_id, ()))) for said in wordings.values()
    ]
    places = {row.decision_id: place for place, row in enumerate(rows.decisions)}
    return sorted(found, key=lambda one: places[one.first.decision_id])
