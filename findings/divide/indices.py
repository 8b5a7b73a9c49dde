"""The indices of inequality of one option in one survey."""

from collections.abc import Sequence
from dataclasses import dataclass

from findings.divide.shares import Share
from queries import once
from stats.divide import indices
from stats.divide.indices import Code, Groups, OffCode


@dataclass(frozen=True)
class Reading:
    """One index as it is read.

    Values are in points (differences), times (ratios) or percent (the fraction); None where the index is off for the
    reason `off`. `ends` are the two shares it rests on, in percent: of the oldest and the youngest (their fitted
    ends), or of all and the youngest. `is_favourable` is None for an option that is neither good nor bad.
    """

    code: Code
    is_complex: bool
    is_relative: bool
    is_ordered: bool
    value: float | None
    low: float | None
    high: float | None
    ends: tuple[float, float] | None
    off: OffCode | None
    is_favourable: bool | None


@once
def readings(
    shares: Sequence[Share], favourable: bool | None, people: Sequence[float] | None
) -> list[Reading]:
    """Return every index of one survey's classes of age, weighted by the inhabitants where these are known.

    Parameters
    ----------
    shares
        The classes of age, youngest first.
    favourable
        Whether more is better; None for an option that is neither.
    people
        Inhabitants of each class, None where unknown.
    """
    return [_reading(one, favourable) for one in indices.indices(groups(shares, favourable, people))]


def groups(shares: Sequence[Share], favourable: bool | None, people: Sequence[float] | None = None) -> Groups:
    """Return the classes of age of one survey, youngest first, as numbers."""
    return Groups(
        shares=[one.pct / 100 if one.is_known and one.pct is not None else None for one in shares],
        respondents=[float(one.respondents or 0) if one.is_known else None for one in shares],
        favourable=favourable,
        people=people,
    )


def _reading(one: indices.Index, favourable: bool | None) -> Reading:
    scale = 1 if one.type.code in ("ratio", "rii") else 100
    estimate = one.estimate
    return Reading(
        code=one.type.code,
        is_complex=one.type.is_complex,
        is_relative=one.type.is_relative,
        is_ordered=one.type.is_ordered,
        value=None if estimate is None else scale * estimate.value,
        low=None if estimate is None else scale * estimate.interval.lower,
        high=None if estimate is None else scale * estimate.interval.upper,
        ends=None if one.ends is None else (100 * one.ends[0], 100 * one.ends[1]),
        off=one.off,
        is_favourable=favourable,
    )
