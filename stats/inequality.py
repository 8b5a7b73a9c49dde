"""How far two groups of respondents lie apart."""

import math

from scipy import special

from stats.intervals import Interval


def difference(
    share_one: float,
    respondents_one: float,
    share_two: float,
    respondents_two: float,
    confidence: float = 0.95,
) -> tuple[float, Interval]:
    """Return the difference of two independent shares (one minus two) with its interval, as shares.

    SE = sqrt(p1 (1 - p1) / n1 + p2 (1 - p2) / n2); the interval is D -+ z SE, z the normal quantile.
    Source: difference between groups as measured by WHO's Health Equity Assessment Toolkit.

    Parameters
    ----------
    share_one, share_two
        Shares between 0 and 1.
    respondents_one, respondents_two
        People who answered, at least 1.
    confidence
        Probability that the interval covers the difference, between 0 and 1.

    Raises
    ------
    ValueError
        If a share lies outside 0 to 1, a group is empty or the confidence is not between 0 and 1.
    """
    if not (0 <= share_one <= 1 and 0 <= share_two <= 1):
        raise ValueError(f"shares must lie between 0 and 1, not {share_one} and {share_two}")
    if not (respondents_one >= 1 and respondents_two >= 1):
        raise ValueError("both groups need a respondent")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    variance = share_one * (1 - share_one) / respondents_one + share_two * (1 - share_two) / respondents_two
    half = -float(special.ndtri((1 - confidence) / 2)) * math.sqrt(variance)
    gap = share_one - share_two
    return gap, Interval(gap - half, gap + half)
