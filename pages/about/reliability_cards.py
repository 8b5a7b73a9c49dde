"""The cards of whether forecasts and chances held in the municipalities of the nation."""

from charts.accidents import method_cards
from findings.accidents.outlook import Outlook, coverage, learnt
from findings.accidents.reliability import reliability
from pages.frame import card, session

TITLES = {
    "coverage": "このやり方は、全国でどのくらい当たったか",
    "reliability": "確率は、言ったとおりになったか",
}


def draw(found: Outlook) -> None:
    """Draw how often such forecasts held, and how the chances told for a next year fared."""
    database = session.database()
    city, sources = str(session.about()["city"]), [learnt(database).source_id]
    card.place(method_cards.coverage(coverage(database), TITLES["coverage"], found.newest, city, sources))
    card.place_behind(method_cards.chances(reliability(database), TITLES["reliability"], sources))
