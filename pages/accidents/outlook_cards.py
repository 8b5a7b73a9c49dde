"""Accidents by year beside the target and what the next years may bring, and how such forecasts fared here."""

from streamlit.delta_generator import DeltaGenerator

from charts.accidents import cards, neighbours, outlook, target
from charts.accidents.conditions import Chosen
from findings.accidents import outlook as findings
from findings.accidents.neighbours import alone
from findings.accidents.outlook import learnt
from findings.accidents.target import counts_like_target, held_against
from findings.accidents.years import compared, counts, marks, per_year, untold_files
from pages.accidents import selection
from pages.frame import card, opening, session


def draw(chosen: Chosen, lead: DeltaGenerator) -> None:
    """Answer whether there are more and what comes, and draw it; what comes where the target counts the same."""
    database, city = session.database(), str(session.about()["city"])
    rows = per_year(database, chosen.selection, chosen.years)
    newest = held_against(database, chosen.selection, chosen.years)
    found = None if newest is None or chosen.selection.years else findings.outlook(database)
    moved = alone(city, compared(rows, chosen.years))
    untold = untold_files(database)
    grounds = [
        neighbours.moved(moved),
        *(
            target.said(newest, untold)
            if counts_like_target(chosen.selection)
            else [target.not_compared(untold)]
        ),
        chosen.left_out,
    ]
    lead.html(
        opening.answer(
            outlook.outlook_sentence(moved, newest, found),
            [*(sentence for sentence in grounds if sentence), *selection.grounds(chosen)],
        )
    )
    of_both = [session.plan_source(), session.records_source()]
    _, other = chosen.reference
    card.place(cards.per_year(chosen, rows, counts(database, other), marks(database), newest, found, of_both))
    if found is not None:
        card.place_behind(cards.fared(found, learnt(database), of_both))
