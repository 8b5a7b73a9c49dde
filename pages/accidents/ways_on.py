"""The ways on from a page of accidents: the map under the same conditions, and the measure they tell of."""

import html

import streamlit as st

from charts.accidents import target
from findings.accidents.target import measure
from pages.frame import address, session


def draw(cell: str | None = None) -> None:
    """Draw the links that lead on; the map shows a `cell` where one is given."""
    known = measure(session.database())
    of_plan = target.measure_link(known, address.to("goals-sheet", measure=known.measure_id)) if known else ""
    there = html.escape(address.to("accidents", cell=cell))
    st.html(f'<p class="note"><a href="{there}" target="_self">同じ条件の地図 ›</a>　{of_plan}</p>')
