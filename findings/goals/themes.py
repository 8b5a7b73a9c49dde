"""The recommendations, goals and pillars of the plan with their measures, and the other topics these touch."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from findings.goals import links, states
from findings.goals.links import Link, Theme, ThemeKind
from findings.goals.states import MeasureState
from findings.goals.tally import tally
from findings.unmeasured import Unmeasured, unmeasured
from queries import Connection, once
from stats.goals.state_words import State


@dataclass(frozen=True)
class Relation:
    """A measure that touches another topic.

    Attributes
    ----------
    judged
        The measure with its state.
    target
        The topic, or a part of it: `divide`, `divide:reasons`, `accidents`.
    note
        Why, in the editor's words.
    """

    judged: MeasureState
    target: str
    note: str


@dataclass(frozen=True)
class ThemeState:
    """How one theme of the plan stands.

    Attributes
    ----------
    theme
        The theme.
    members
        Its measures with their states.
    is_last
        True when the targets are due in the year.
    relations
        What its measures touch besides.
    told
        Topics whose figures are told beside it.
    unmeasured
        What it names and no data can tell.
    """

    theme: Theme
    members: tuple[MeasureState, ...]
    is_last: bool = False
    relations: tuple[Relation, ...] = ()
    told: tuple[str, ...] = ()
    unmeasured: tuple[Unmeasured, ...] = ()

    @property
    def counts(self) -> dict[State, int]:
        """Return how many of its measures are in each state."""
        return states.counts(list(self.members))

    @property
    def bad(self) -> int:
        """Return how many of its measures are late or went backward, or missed their target."""
        found = tally(self.counts)
        return found.bad + found.missed

    @property
    def unknown(self) -> int:
        """Return how many of its measures cannot be judged."""
        return tally(self.counts).unjudged


@dataclass(frozen=True)
class Worst:
    """Where most measures are late or went backward, or missed their target.

    Attributes
    ----------
    by_number, by_share
        The themes with most of them, and those with the largest share (equals are all named); none where there is no
        such measure.
    is_known
        False where of every theme more than half of the measures cannot be judged.
    """

    by_number: tuple[ThemeState, ...]
    by_share: tuple[ThemeState, ...]
    is_known: bool


@once
def themes(connection: Connection, kind: ThemeKind, measures: Sequence[MeasureState]) -> list[ThemeState]:
    """Return how every theme of one kind stands, in the plan's order.

    The figures of a topic are told once: beside the theme with most measures that touch it, the first of equals.
    """
    linked = links.themes_of_measures(connection, kind)
    related = [one for one in links.links(connection) if one.link_kind == "related"]
    untold = [one for one in unmeasured(connection) if one.theme_kind == kind]
    listed = links.themes(connection, kind)
    members = [
        tuple(one for one in measures if theme.theme_no in linked.get(one.measure.measure_id, ()))
        for theme in listed
    ]
    relations = [_relations(one, related) for one in members]
    hosts = _hosts(relations)
    return [
        ThemeState(
            theme=theme,
            members=members[place],
            is_last=states.is_last(list(measures)),
            relations=relations[place],
            told=tuple(sorted(topic for topic, host in hosts.items() if host == place)),
            unmeasured=tuple(one for one in untold if one.theme_no == theme.theme_no),
        )
        for place, theme in enumerate(listed)
    ]


@once
def unserved(connection: Connection, kind: ThemeKind, measures: Sequence[MeasureState]) -> list[MeasureState]:
    """Return the measures that no theme of a kind is linked with, in their order."""
    linked = links.themes_of_measures(connection, kind)
    return [one for one in measures if not linked.get(one.measure.measure_id)]


def worst(listed: Sequence[ThemeState]) -> Worst:
    """Return where most measures are late or went backward, or missed their target, of themes that have measures."""
    most = max((one.bad for one in listed), default=0)
    share = max((one.bad / len(one.members) for one in listed), default=0.0)
    return Worst(
        by_number=tuple(one for one in listed if most and one.bad == most),
        by_share=tuple(one for one in listed if most and one.bad / len(one.members) == share),
        is_known=not all(one.unknown * 2 > len(one.members) for one in listed),
    )


def _relations(members: Sequence[MeasureState], related: Sequence[Link]) -> tuple[Relation, ...]:
    """Return what measures touch, in the order of the measures."""
    return tuple(
        Relation(one, link.target, link.note or "")
        for one in members
        for link in related
        if link.measure_id == one.measure.measure_id
    )


def _hosts(relations: Sequence[Sequence[Relation]]) -> dict[str, int]:
    """Return beside which theme each topic is told; a part of a topic, as in divide:reasons, is the topic."""
    touched = [Counter(one.target.split(":")[0] for one in listed) for listed in relations]
    topics = {topic for counted in touched for topic in counted}
    return {topic: max(range(len(touched)), key=lambda place: touched[place][topic]) for topic in topics}
