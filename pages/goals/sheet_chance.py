"""Luck or change: what the police records say about a target for a count of accidents."""

from datetime import date

import pandas as pd
import streamlit as st

from charts import words
from charts.accidents import neighbours, target, years
from charts.goals import chance, sheet_print
from findings.accidents.neighbours import alone
from findings.accidents.published import context_sources
from findings.accidents.target import history, latest
from findings.accidents.years import bases as ways_of_counting
from findings.accidents.years import nearest, untold_files
from pages.frame import card, session
from queries import accidents
from stats import intervals

KEY = "luck"
TITLE = "偶然か、変化か（警察の記録から）"


def draw(bound: float) -> None:
    """Draw the chance that one year's count meets the target, with every way of counting beside it."""
    connection = session.database()
    rows, known = ways_of_counting(connection), history(connection)
    with st.container(key=f"card_{KEY}"):
        st.subheader(TITLE, anchor=False)
        if not known:
            st.html(
                '<p class="note">この版には、高速道路の事故を見分けられる警察の記録がないため、'
                "偶然の幅は計算していません。本票と高速票を読み込んだ版で表示されます。</p>"
            )
            return
        untold = years.not_compared(untold_files(connection))
        is_sample = session.records_are_sample()
        expected = target.chance_sentence(latest(connection))
        found = alone(str(session.about()["city"]), {one.year: one.count for one in known})
        said = neighbours.moved(found) + expected + untold + chance.BEWARE
        definition = (
            years.bases_note(nearest(rows), is_sample=is_sample)
            + chance.missed(bound, 1 - intervals.poisson_cdf(bound, bound))
            + chance.METHOD
        )
        if session.is_print():  # the ways of counting stand in the printed table of values
            st.html(f'<p class="note">{said}{definition}</p>')
            return
        st.html(f'<p class="note">{said}</p>')
        card.under(
            KEY,
            TITLE,
            years.bases_table(rows, is_sample=is_sample),
            definition=definition,
            sources=sources(),
            is_open=True,
        )


def bases() -> dict[str, dict[date, str]]:
    """Return every way of counting accidents from the records, by its name and the last day of the year."""
    rows = accidents.official_bases(session.database())
    return {
        label: {
            date(int(year), 12, 31): words.number(count)
            for year, count in zip(rows["year"], rows[column], strict=True)
            if pd.notna(count)
        }
        for column, label in sheet_print.BASES.items()
    }


def sources() -> list[str]:
    """Return the ids of the sources of the records and of the published counts beside them."""
    return [session.plan_source(), *context_sources(session.database()), session.records_source()]
