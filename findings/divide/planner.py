"""How many answers the next survey needs to see a change of the gap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from findings.divide.gaps import Comparison
from findings.divide.shares import Share
from findings.divide.surveys import YearlySurvey
from queries import once
from stats.divide import gaps
from stats.intervals import Interval

CHANGES = (5, 10, 15, 20, 25)
"""The changes of the gap that are planned for, in points."""


@dataclass(frozen=True)
class Needed:
    """What it takes to see a change of `points`.

    Attributes
    ----------
    answers
        In the youngest and in the oldest class each; None where no number is enough.
    smallest
        The smallest change any number of answers could show, in points; None where there is no survey to follow.
    sent
        About how many questionnaires that takes, in whole hundreds; None where it is not known.
    """

    points: int
    answers: int | None
    smallest: float | None = None
    sent: int | None = None


@once
def needed(found: Comparison, surveys: Sequence[YearlySurvey], points: int) -> Needed:
    """Return what a survey needs that follows the newest one, if it is sent out and answered as that was.

    The shares expected are the middles of Wilson's intervals of the newest survey, which are never 0 or 1.
    """
    newest = max(found.gaps)
    young, old = found.common[newest][0], found.common[newest][-1]
    expected = (_middle(young), _middle(old))
    wanted = gaps.answers_needed(found.gaps[newest].estimate, expected, points / 100)
    distributed = next(one.distributed for one in surveys if one.year == newest)
    sent = None
    if wanted.answers is not None and distributed is not None:
        # The smaller of the two classes decides how many have to be asked.
        fewest = min(cast(int, young.respondents), cast(int, old.respondents))
        sent = 100 * math.ceil(distributed * wanted.answers / fewest / 100)
    return Needed(points, wanted.answers, 100 * wanted.smallest, sent)


@once
def needed_twice(points: int) -> Needed:
    """Return what two surveys of the same size need where none is there yet, for shares near 50 %, the worst case."""
    return Needed(points, gaps.answers_needed_twice((0.5, 0.5), points / 100))


def _middle(share: Share) -> float:
    """Return the middle of a share's interval (0 to 1); where the gap is known, so are those of both ends."""
    return sum(cast(Interval, share.interval)) / 200
