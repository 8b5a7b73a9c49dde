"""The cards of how measures are judged, and what other rules would say, put together from findings."""

from collections.abc import Sequence

from charts.cards import Card
from charts.goals import sensitivity
from findings.goals.plan import Indicator
from findings.goals.sensitivity import Flip, Halfway
from queries import once


@once
def flips(found: Sequence[Flip], title: str, when: str, sources: Sequence[str]) -> Card:
    """Return the measures whose state in a year (in words) depends on the rule."""
    return Card(
        "flips",
        title,
        None,
        alt="",
        table=sensitivity.flips_table(found),
        definition=sensitivity.RULES_DEFINITION,
        sources=sources,
        conditions=[f"年度：{when}"],
    )


@once
def kinds(indicators: Sequence[Indicator], title: str, sources: Sequence[str]) -> Card:
    """Return how each kind of indicator is judged."""
    return Card(
        "kinds",
        title,
        None,
        alt="",
        table=sensitivity.kinds_table(indicators),
        definition=sensitivity.KINDS_DEFINITION,
        sources=sources,
    )


@once
def end(title: str, sources: Sequence[str]) -> Card:
    """Return what a measure is in the plan's last year."""
    return Card(
        "end",
        title,
        None,
        alt="",
        table=sensitivity.end_table(),
        definition=sensitivity.END_DEFINITION,
        sources=sources,
    )


@once
def halfway(found: Sequence[Halfway], title: str, sources: Sequence[str]) -> Card:
    """Return what each rule says of a value exactly halfway at half time."""
    return Card(
        "halfway",
        title,
        None,
        alt="",
        table=sensitivity.halfway_table(found),
        definition=sensitivity.HALFWAY_DEFINITION,
        answer=sensitivity.halfway_sentence(found),
        sources=sources,
    )
