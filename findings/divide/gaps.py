"""The gap between youngest and oldest: in one survey, between two, and over all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from findings.divide import ages
from findings.divide.indices import groups
from findings.divide.option import Answers, answers
from findings.divide.shares import Share
from findings.divide.surveys import Option
from queries import Connection, once
from stats.divide import gaps, indices
from stats.divide.gaps import Verdict
from stats.divide.inequality import Estimate
from stats.rounding import difference

Unlike = Literal["wording", "mode"]
"""In what else than the answers two surveys differ: how the question was put, how the survey was made."""


@dataclass(frozen=True)
class Gap:
    """The gap between the youngest and the oldest class in one survey.

    Attributes
    ----------
    label, is_turned
        The option, and whether those are counted who did not choose it.
    youngest, oldest
        The two classes of age.
    shares
        Those of youngest and oldest, in percent.
    points
        The difference of the shares as they are shown, in percentage points, above 0 where the older class is worse
        off (where an option is neither good nor bad: higher).
    estimate
        The same before rounding, as a share, with its error and its interval.
    is_favourable
        Whether more is better, None for an option that is neither.
    """

    year: int
    label: str
    is_turned: bool
    youngest: str
    oldest: str
    shares: tuple[float, float]
    points: float
    estimate: Estimate
    is_favourable: bool | None

    @property
    def low(self) -> float:
        """Lower end of the interval, in percentage points."""
        return 100 * self.estimate.interval.lower

    @property
    def high(self) -> float:
        """Upper end of the interval, in percentage points."""
        return 100 * self.estimate.interval.upper

    def is_clear(self) -> bool:
        """Return whether the interval leaves out zero."""
        return not self.low <= 0 <= self.high

    def higher_first(self) -> tuple[str, str, float, float, float]:
        """Return the class with the higher share, the other, the points between them and their interval."""
        young, old = self.shares
        names = (self.oldest, self.youngest) if old >= young else (self.youngest, self.oldest)
        if self.points >= 0:
            return *names, self.points, self.low, self.high
        return *names, -self.points, -self.high, -self.low


@dataclass(frozen=True)
class Change:
    """The change of the gap between two surveys in points, its interval, and what may be said by rule."""

    earlier: Gap
    later: Gap
    points: float
    low: float
    high: float
    verdict: Verdict
    unlike: Sequence[Unlike] = ()


@dataclass(frozen=True)
class Trend:
    """The change of the gap a year over `surveys` surveys, with its interval, in points.

    `is_scattered` says that the surveys scatter more than chance explains, so that the interval was widened.
    """

    surveys: int
    points: float
    low: float
    high: float
    is_scattered: bool


@dataclass(frozen=True)
class Comparison:
    """An option in all surveys that can be compared.

    `common` are the classes of age they have in common, by fiscal year, `gaps` the gap of every survey that published
    one; both oldest first.
    """

    answers: Answers
    common: Mapping[int, Sequence[Share]]
    gaps: Mapping[int, Gap]

    def shares(self) -> list[Share]:
        """Return the shares in the classes of age all have in common, oldest survey first."""
        return [share for shares in self.common.values() for share in shares]

    def with_hidden(self) -> dict[int, list[Share]]:
        """Return the same by year, with the surveys whose classes are hidden (秘匿), these without any number."""
        names = dict.fromkeys(share.age_group for share in self.shares())
        every = sorted({*self.common, *self.answers.by_age()})
        return {
            year: list(self.common[year])
            if year in self.common
            else [Share(year, name, None, None, None, is_hidden=True) for name in names]
            for year in every
        }


def gap(seen: Answers, shares: Sequence[Share], year: int) -> Gap | None:
    """Return the gap between the youngest and the oldest of these classes; None where it is hidden or off."""
    estimate = indices.gap(groups(shares, seen.favourable))
    if estimate is None:
        return None
    young, old = cast(float, shares[0].pct), cast(float, shares[-1].pct)  # known, or the gap were off
    return Gap(
        year=year,
        label=seen.option.label,
        is_turned=seen.is_turned,
        youngest=shares[0].age_group,
        oldest=shares[-1].age_group,
        shares=(young, old),
        points=difference(young, old) if seen.favourable else difference(old, young),
        estimate=estimate,
        is_favourable=seen.favourable,
    )


@once
def comparison(seen: Answers) -> Comparison:
    """Return an option in the classes of age all its surveys have in common, with the gap of each."""
    common = ages.shared(seen.by_age())
    found = {year: gap(seen, shares, year) for year, shares in common.items()}
    return Comparison(seen, common, {year: one for year, one in found.items() if one is not None})


@once
def comparable(connection: Connection, options: Sequence[Option]) -> list[Option]:
    """Return the options whose gap at least two surveys published."""
    return [one for one in options if len(comparison(answers(connection, one)).gaps) >= 2]


def change(found: Comparison, before: int, after: int) -> Change:
    """Return the change of the gap between the surveys of two years, with what may be said in the light of all."""
    first, second = found.gaps[before], found.gaps[after]
    moved = gaps.change(first.estimate, second.estimate)
    return Change(
        first,
        second,
        points=difference(second.points, first.points),
        low=100 * moved.interval.lower,
        high=100 * moved.interval.upper,
        verdict=gaps.verdict(first.estimate, second.estimate, _over_all(found)),
        unlike=_unlike(found.answers, before, after),
    )


def since_first(found: Comparison, year: int) -> Change | None:
    """Return the change from the first survey to that of a year; None where either has no gap."""
    first = min(found.gaps, default=year)
    return change(found, first, year) if first < year and year in found.gaps else None


def last_change(found: Comparison) -> Change | None:
    """Return the change from the survey before to the newest; None where these two are all there are."""
    *earlier, before, newest = sorted(found.gaps)
    return change(found, before, newest) if earlier else None


def trend(found: Comparison) -> Trend | None:
    """Return the change of the gap a year over all surveys.

    None where there are fewer than three, or the gap of one has no error.
    """
    fitted = _over_all(found)
    if fitted is None:
        return None
    low, high = fitted.slope.interval
    return Trend(len(found.gaps), 100 * fitted.slope.value, 100 * low, 100 * high, fitted.scatter > 1)


def _over_all(found: Comparison) -> gaps.Trend | None:
    years = sorted(found.gaps)
    estimates = [found.gaps[year].estimate for year in years]
    if len(years) < 3 or not all(one.standard_error > 0 for one in estimates):
        return None
    return gaps.trend(years, estimates)


def _unlike(seen: Answers, before: int, after: int) -> list[Unlike]:
    first, second = seen.surveys[before], seen.surveys[after]
    found: list[Unlike] = ["wording"] if first.asked_as != second.asked_as else []
    is_mode_known = first.mode is not None and second.mode is not None
    return [*found, "mode"] if is_mode_known and first.mode != second.mode else found
