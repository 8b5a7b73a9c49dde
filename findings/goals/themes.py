"""The recommendations, goals and pillars of the plan with their measures, and the other topics these touch."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from charts.accidents.target import target_sentence
from charts.divide import headline
from charts.goals import themes as themes_chart
from charts.goals.board import Tile
from charts.goals.themes import Relation, Theme
from charts.goals.topics import TOPICS
from findings.accidents.target import latest
from findings.divide.headline import divide_headline
from findings.goals import board, states
from findings.goals.states import MeasureState
from findings.unmeasured import Unmeasured, unmeasured
from pages.frame import session
from queries import Connection, goals

AXES = {"提言": "recommendation", "目標": "goal", "官民データの柱": "pillar"}


@dataclass(frozen=True)
class Linked:
    """One theme with its measures' tiles and relations, the topics told beside it, and what it names unmeasured."""

    theme: Theme
    tiles: list[Tile]
    relations: list[Relation]
    told: list[str]
    unmeasured: list[Unmeasured]


def linked(axis: str, measures: list[MeasureState], year_label: str, connection: Connection) -> list[Linked]:
    """Return every theme of one kind, in the plan's order.

    The figures of a topic are told once: beside the theme with most measures that touch it, the first of equals.
    """
    links = goals.all_links(connection)
    related = links[links["link_kind"] == "related"]
    themes = goals.themes(connection)
    named = [one for one in unmeasured(connection) if one.theme_kind == AXES[axis]]
    rows = list(themes[themes["theme_kind"] == AXES[axis]].itertuples())
    members = [_members(measures, links, AXES[axis], row.theme_no) for row in rows]
    touched = [_topics(related, listed) for listed in members]
    hosts = {
        topic: max(range(len(rows)), key=lambda place: touched[place][topic])
        for topic in {topic for counted in touched for topic in counted}
    }
    return [
        Linked(
            theme=Theme(
                axis,
                row.theme_no,
                row.name,
                row.summary,
                row.page,
                states.counts(listed),
                is_last=states.is_last(measures),
            ),
            tiles=[board.tile(one, year_label) for one in listed],
            relations=_relations(listed, related, year_label),
            told=sorted(topic for topic, host in hosts.items() if host == place),
            unmeasured=[one for one in named if one.theme_no == row.theme_no],
        )
        for place, (row, listed) in enumerate(zip(rows, members, strict=True))
    ]


def told(topic: str, connection: Connection) -> str:
    """Return the sentence a topic's own page makes of its figures, as HTML; empty for a topic without one."""
    if topic == "divide":
        return headline.sentence(divide_headline(connection))
    return target_sentence(latest(connection)) if topic == "accidents" else ""


def _members(measures: list[MeasureState], links: pd.DataFrame, kind: str, number: int) -> list[MeasureState]:
    chosen = links[(links["link_kind"] == kind) & (links["target"] == str(number))]["measure_id"]
    return [one for one in measures if one.measure.measure_id in set(chosen)]


def _topics(related: pd.DataFrame, listed: list[MeasureState]) -> Counter[str]:
    """Count the measures that touch each topic; a part of a topic, as in divide:reasons, is the topic."""
    numbers = {one.measure.measure_id for one in listed}
    mine = related[related["measure_id"].isin(numbers)]
    return Counter(mine["target"].str.split(":").str[0])


def _relations(listed: list[MeasureState], related: pd.DataFrame, year_label: str) -> list[Relation]:
    edition = {session.PARAMETER: session.current().edition_id}
    return [
        Relation(
            one.measure.title,
            board.sheet_parameters(row.measure_id, year_label),
            *TOPICS[row.target],
            edition,
            row.note,
        )
        for one in listed
        for row in related[related["measure_id"] == one.measure.measure_id].itertuples()
        if row.target in TOPICS
    ]


def answer(shown: list[Linked], year_label: str) -> str:
    """Return which themes have most measures that are late or went backward, or missed their target, as HTML."""
    return themes_chart.answer([one.theme for one in shown], year_label)
