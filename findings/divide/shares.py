"""Shares of those who answered a survey: of all of them and by class of age, each with its interval."""

from dataclasses import dataclass, replace
from functools import cached_property

from stats.intervals import Interval, wilson_interval, wilson_of_share

FEW = 30
"""A class with fewer respondents than this is told with a caution (参考値)."""
WHOLE = "全体"
"""The class of age of a row that counts everybody."""


@dataclass(frozen=True)
class Share:
    """Those of one class of age, in one survey, who chose an option.

    Attributes
    ----------
    year
        Fiscal year of the survey.
    respondents
        Who answered the question; None where not published, 0 where nobody of the class did.
    count, pct
        Who chose the option, and that in percent of the respondents; None where hidden or where nobody answered.
    is_hidden
        Whether the figures are kept back to protect single respondents (秘匿).
    """

    year: int
    age_group: str
    respondents: int | None
    count: int | None
    pct: float | None
    is_hidden: bool = False
    source_id: str = ""

    @cached_property
    def interval(self) -> Interval | None:
        """Wilson's interval in percent; None where hidden, where the size is unknown or nobody answered."""
        if self.count is None or not self.respondents:
            return None
        low, high = wilson_interval(self.count, self.respondents)
        return Interval(100 * low, 100 * high)

    @property
    def low(self) -> float | None:
        """Lower end of the interval in percent."""
        return self.interval.lower if self.interval else None

    @property
    def high(self) -> float | None:
        """Upper end of the interval in percent."""
        return self.interval.upper if self.interval else None

    @property
    def is_few(self) -> bool:
        """Whether somebody answered, but fewer than can be told without a caution."""
        return self.respondents is not None and 0 < self.respondents < FEW

    @property
    def is_known(self) -> bool:
        """Whether the number of those who chose the option is published."""
        return not self.is_hidden and self.count is not None

    def turned(self) -> "Share":
        """Return those who did not choose the option."""
        return replace(
            self,
            count=None if self.count is None or self.respondents is None else self.respondents - self.count,
            pct=None if self.pct is None else 100 - self.pct,
        )


@dataclass(frozen=True)
class Weighted:
    """The share of all respondents weighted to the inhabitants, in percent.

    `effective_n` is the number of respondents an unweighted share with as wide an interval would have.
    """

    pct: float
    effective_n: float

    @cached_property
    def interval(self) -> Interval:
        """Wilson's interval in percent, for the effective number of respondents."""
        low, high = wilson_of_share(self.pct / 100, self.effective_n)
        return Interval(100 * low, 100 * high)

    def turned(self) -> "Weighted":
        """Return the share of those who did not choose the option."""
        return replace(self, pct=100 - self.pct)
