"""The share of a whole population, from answers of which each age class has too many or too few."""

from collections.abc import Sequence
from dataclasses import dataclass

from stats.intervals import Interval, wilson_of_share
from stats.thresholds import CONFIDENCE


@dataclass(frozen=True)
class Estimate:
    """A post-stratified share.

    `share` lies between 0 and 1. `effective_n` is the number of respondents of a simple random sample as precise
    as the weighted one, `design_effect` how many times more there really were (1 where all weights are equal).
    """

    share: float
    effective_n: float
    design_effect: float

    def interval(self, confidence: float = CONFIDENCE) -> Interval:
        """Return Wilson's interval of the share on the effective number of respondents."""
        return wilson_of_share(self.share, self.effective_n, confidence)


def poststratify(counts: Sequence[int], respondents: Sequence[int], people: Sequence[int]) -> Estimate:
    """Return the share of a population whose classes are weighted by their people.

    Every respondent of class h stands for people_h / respondents_h residents (w). The share is
    sum_h people_h / people * counts_h / respondents_h; the effective number of respondents is (sum w)^2 / sum w^2
    over respondents, the design effect is respondents / effective number. Within a class all weights are equal, so
    that its own share stays what it was. Classes without people weigh nothing.
    Sources: D. Holt and T. M. F. Smith, Post stratification, Journal of the Royal Statistical Society A 142 (1979)
    33-46; L. Kish, Survey Sampling (Wiley 1965), section 11.7.

    Parameters
    ----------
    counts
        Respondents who chose the answer, by class.
    respondents
        Respondents who answered, by class, at least one in each.
    people
        Residents, by class.

    Raises
    ------
    ValueError
        If the classes are not the same, a class has no respondent or more answers than respondents, a number is
        negative, or nobody lives there.
    """
    if not len(counts) == len(respondents) == len(people) > 0:
        raise ValueError("counts, respondents and people must be of the same classes, at least one")
    if any(not 0 <= count <= asked or asked < 1 for count, asked in zip(counts, respondents, strict=True)):
        raise ValueError("every class needs a respondent, and counts between 0 and its respondents")
    everybody = sum(people)
    if min(people) < 0 or everybody == 0:
        raise ValueError("people must not be negative, and not all 0")
    classes = list(zip(counts, respondents, people, strict=True))
    sum_of_squares = sum(residents**2 / asked for _, asked, residents in classes)
    effective_n = everybody**2 / sum_of_squares
    return Estimate(
        share=sum(residents * count / asked for count, asked, residents in classes) / everybody,
        effective_n=effective_n,
        design_effect=sum(respondents) / effective_n,
    )
