"""Accidents by year beside the target and what the next years may bring, and how such forecasts fared here."""

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import answers
from charts.accidents import neighbours, outlook, target, years
from charts.accidents.conditions import Chosen
from findings.accidents import outlook as findings
from findings.accidents.neighbours import alone
from findings.accidents.outlook import Outlook, learnt
from findings.accidents.target import Newest, counts_like_target, held_against
from findings.accidents.years import YearCount, compared, counts, marks, per_year, untold_files
from pages.accidents import selection
from pages.frame import card, session


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
        answers.answer(
            outlook.outlook_sentence(moved, newest, found),
            [*(sentence for sentence in grounds if sentence), *selection.grounds(chosen)],
        )
    )
    _by_year(chosen, rows, newest, found)
    if found is not None:
        _fared(found)


def _by_year(chosen: Chosen, rows: list[YearCount], newest: Newest | None, found: Outlook | None) -> None:
    """Draw accidents by year, against the target and with the years ahead where these count the same."""
    database, marked = session.database(), marks(session.database())
    name, other = chosen.reference
    ahead = found.ahead if found is not None else ()
    card.draw(
        "per_year",
        "年ごとの件数と、これからの見通し" if ahead else "年ごとの件数",
        years.per_year(rows, marks=marked, target=newest, ahead=ahead),
        alt=f"{years.per_year_in_words(rows)}{outlook.ahead_in_words(ahead)}",
        table=years.per_year_table(rows, (name, counts(database, other)), ahead),
        definition=years.per_year_defined(rows, chosen.years, marked, other=name, target=newest),
        sources=[session.plan_source(), session.records_source(), *marked.sources],
        conditions=chosen.conditions,
        answer=f"{target.not_yet_counted(newest)}{target.chance_sentence(newest)}",
    )


def _fared(found: Outlook) -> None:
    """Say how such forecasts fared for the years that are known."""
    database, title = session.database(), "見通しは、これまで当たったか"
    spread = learnt(database)
    with st.container(key="card_outlook"):
        st.header(title, anchor=False)
        said = [outlook.reached(found), *outlook.trend_said(found)]
        st.html(
            answers.note(
                html.escape(f"{outlook.caution(found)}{outlook.MISSING}"),
                [html.escape(sentence) for sentence in said if sentence],
            )
        )
        card.under(
            "outlook",
            title,
            outlook.table(found),
            definition=outlook.outlook_defined(found, spread),
            sources=[session.plan_source(), session.records_source(), spread.source_id],
            conditions=[outlook.COUNTED],
        )
