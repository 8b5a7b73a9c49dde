"""The digital divide in one sentence, for the first page and the recommendations."""

from charts.divide import gaps, published, quality
from findings.divide.headline import Headline


def sentence(headline: Headline) -> str:
    """Return what the edition can say about the divide, as HTML."""
    if headline.gap is None:
        return published.short_answer(headline.never)
    if headline.since_first is None:
        return f"{gaps.short_answer(headline.gap)}{quality.NONE_BEFORE}"
    moved = gaps.short_change(headline.since_first, headline.gap) + gaps.last_change(headline.last)
    return gaps.short_answer(headline.gap) + moved
