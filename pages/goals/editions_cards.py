"""What changed since another edition: reports, states, figures of the plan, surveys and accidents."""

import html
from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import plain
from charts.goals import cards, editions
from findings import material
from findings.goals.editions import are_of_one_plan, between, ranked
from pages.frame import card, filters, opening, session, slides
from pages.frame.refusals import refuse
from queries.editions import Edition, UnreadableEditionError, available


def draw(lead: DeltaGenerator, place: DeltaGenerator) -> None:
    """Draw the answer into `lead`, the choice of an edition into `place`, and the cards below."""
    current = session.current()
    others = {one.edition_id: one for one in available() if one.edition_id != current.edition_id}
    asked = st.query_params.get("compare")
    if asked and asked not in others:
        refuse(editions.not_compared(asked, current.edition_id))
    if not others:
        slides.current().answer = html.escape(editions.NO_OTHER)
        st.info(editions.NO_OTHER)
        return
    default, unreadable = _best(current, others)
    with place:
        chosen = filters.coded(
            "比べる版", "compare", editions.labels(list(others.values())), default=default, width=440
        )
    other = others[chosen]
    older, newer = sorted([current, other], key=lambda one: one.built_at)
    try:
        connections = session.database_of(older), session.database_of(newer)
    except UnreadableEditionError as error:
        st.error(plain.markdown(str(error) if asked else editions.none_readable(unreadable)))
        return
    if not are_of_one_plan(*connections):
        st.error(editions.OTHER_PLAN)
        return
    for warning in (
        editions.mixed(older.kind, newer.kind),
        "" if asked else editions.passed_over(unreadable),
    ):
        if warning:
            st.warning(plain.markdown(warning))
    found = editions.Changes(between(*connections), material.between(*connections))
    since = editions.since(other, current, is_default=chosen == default and not unreadable)
    kinds = cards.between_editions(found)
    grounds = [editions.which(older.edition_id, newer.edition_id), editions.unchanged(kinds)]
    lead.html(
        opening.answer(
            editions.change_sentence(editions.counts(found), since), [one for one in grounds if one]
        )
    )
    for one in kinds:
        if not one.table.empty:
            card.place(one)


def _best(current: Edition, others: Mapping[str, Edition]) -> tuple[str, dict[str, str]]:
    """Return the edition to compare with when none is asked for, and those before it that cannot be read, with why.

    Where none can be read it is the first of all.
    """
    listed, unreadable = ranked(current, others.values()), {}
    for one in listed:
        try:
            session.database_of(one)
        except UnreadableEditionError as error:
            unreadable[one.edition_id] = str(error)
        else:
            return one.edition_id, unreadable
    return listed[0].edition_id, unreadable
