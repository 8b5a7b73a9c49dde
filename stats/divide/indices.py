"""The indices of inequality a survey question is shown with: which are allowed, their values, and why one is off.

Every value is turned so that more means the same: above 0 (above 1 for ratios) the older side is worse off. For an
option that less is better of (adverse) the older side's share comes first, for a favourable one the younger side's; an
option that is neither is read like an adverse one. Turning a question round (those who did not choose the option)
therefore leaves every absolute index as it is and changes the relative ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from stats.divide import inequality, slope
from stats.divide.inequality import Estimate

Code = Literal["difference", "ratio", "par", "paf", "sii", "rii"]
OffCode = Literal[
    "hidden",
    "nobody_asked",
    "too_few_groups",
    "zero_share",
    "neutral",
    "reference_not_better",
    "reversed",
    "no_slope",
]


@dataclass(frozen=True)
class Type:
    """What an index is: of two groups or all, in points or times, with or without the order of the groups."""

    code: Code
    is_complex: bool
    is_relative: bool
    is_ordered: bool
    least_groups: int
    needs_direction: bool
    """Whether the option must be one that more, or less, is better of."""


TYPES = (
    Type("difference", False, False, False, 2, False),
    Type("ratio", False, True, False, 2, False),
    Type("par", True, False, False, 3, True),
    Type("paf", True, True, False, 3, True),
    Type("sii", True, False, True, 3, False),
    Type("rii", True, True, True, 3, False),
)
"""Every index, in the order they are shown. All are for one option of a single or multiple question."""


@dataclass(frozen=True)
class Groups:
    """One option's answers by age, youngest first.

    `shares` are between 0 and 1, None where hidden or where nobody of the group answered; `respondents` are None where
    hidden and 0 where nobody answered. `people` are the inhabitants by group, None where no population is loaded.
    `favourable` is None for an option that is neither good nor bad.
    """

    shares: Sequence[float | None]
    respondents: Sequence[float | None]
    favourable: bool | None
    people: Sequence[float] | None = None

    def answered(self) -> "Groups":
        """Return the groups in which somebody answered, or whose answers are hidden."""
        kept = [place for place, people in enumerate(self.respondents) if people != 0]
        return Groups(
            [self.shares[place] for place in kept],
            [self.respondents[place] for place in kept],
            self.favourable,
            None if self.people is None else [self.people[place] for place in kept],
        )


@dataclass(frozen=True)
class Index:
    """An index of one option: its value, or why it is off.

    `ends` are the two shares it rests on: those of the worst-off and the reference side as the index sees them
    (oldest and youngest, their fitted ends, or the average and the youngest).
    """

    type: Type
    estimate: Estimate | None
    ends: tuple[float, float] | None
    off: OffCode | None


def indices(groups: Groups) -> list[Index]:
    """Return every index of one option, in the order of TYPES.

    A group in which nobody answered is left out; where it is the youngest or the oldest, which the indices compare,
    all are off.
    """
    return [_index(kind, groups) for kind in TYPES]


def gap(groups: Groups) -> Estimate | None:
    """Return the difference between the oldest and the youngest group; None where it is off."""
    return _index(TYPES[0], groups).estimate


def _index(kind: Type, groups: Groups) -> Index:
    if groups.respondents and 0 in (groups.respondents[0], groups.respondents[-1]):
        return Index(kind, None, None, "nobody_asked")
    groups = groups.answered()
    shares = [share for share in groups.shares if share is not None]
    respondents = [people for people in groups.respondents if people is not None]
    if len(shares) < len(groups.shares) or len(respondents) < len(groups.respondents):
        return Index(kind, None, None, "hidden")
    if len(shares) < kind.least_groups:
        return Index(kind, None, None, "too_few_groups")
    if kind.needs_direction and groups.favourable is None:
        return Index(kind, None, None, "neutral")
    is_two_sided = kind.code in ("difference", "ratio")
    if kind.is_relative and not (all((shares[0], shares[-1])) if is_two_sided else any(shares)):
        return Index(kind, None, None, "zero_share")
    return _CALCULATIONS[kind.code](kind, shares, respondents, groups)


def _of_two(kind: Type, shares: list[float], respondents: list[float], groups: Groups) -> Index:
    calculate = inequality.ratio if kind.is_relative else inequality.difference
    young, old = (shares[0], respondents[0]), (shares[-1], respondents[-1])
    first, second = (young, old) if groups.favourable else (old, young)
    return Index(kind, calculate(*first, *second), (old[0], young[0]), None)


def _attributable(kind: Type, shares: list[float], respondents: list[float], groups: Groups) -> Index:
    risk = inequality.attributable_risk(0, shares, respondents, groups.people)
    ends = (shares[0] - risk.value, shares[0])
    if (risk.value if groups.favourable else -risk.value) <= 0:
        return Index(kind, None, ends, "reference_not_better")
    chosen = (
        inequality.attributable_fraction(0, shares, respondents, groups.people) if kind.is_relative else risk
    )
    return Index(kind, chosen if groups.favourable else chosen.turned(), ends, None)


def _of_slope(kind: Type, shares: list[float], respondents: list[float], groups: Groups) -> Index:
    old_shares, old_respondents = shares[::-1], respondents[::-1]
    weights = None if groups.people is None else list(groups.people)[::-1]
    try:
        fitted = slope.slope(old_shares, old_respondents, weights)
    except slope.NoSlopeError:
        return Index(kind, None, None, "no_slope")
    ends = (fitted.at_first, fitted.at_last)
    if slope.reverses(old_shares, old_respondents, fitted.slope_index.value):
        return Index(kind, None, ends, "reversed")
    if kind.is_relative:
        value, error = fitted.relative_index.value, fitted.relative_index.standard_error
        turned = value if groups.favourable else 1 / value
        return Index(kind, inequality.around_log(turned, error), ends, None)
    index = fitted.slope_index
    return Index(kind, index if groups.favourable else index.turned(), ends, None)


_Calculation = Callable[[Type, list[float], list[float], Groups], Index]
_CALCULATIONS: dict[Code, _Calculation] = {
    "difference": _of_two,
    "ratio": _of_two,
    "par": _attributable,
    "paf": _attributable,
    "sii": _of_slope,
    "rii": _of_slope,
}
