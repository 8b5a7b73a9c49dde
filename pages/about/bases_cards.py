"""The card of the ways of counting accidents, side by side."""

from charts.accidents import method_cards
from findings.accidents.published import context_sources
from findings.accidents.years import bases
from findings.records import accident_records
from pages.frame import card, session

TITLES = {"bases": "数え方による違い"}


def draw() -> None:
    """Draw the ways of counting side by side, against the published figures; always the city's."""
    database = session.database()
    read = accident_records(database)
    sources = [session.plan_source(), *context_sources(database), read.source_id]
    card.place(method_cards.bases(bases(database), TITLES["bases"], sources, is_sample=read.are_sample))
