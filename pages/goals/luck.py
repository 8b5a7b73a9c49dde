"""Luck or change: what the police records say about a target for a count of accidents."""

from datetime import date

import pandas as pd
import streamlit as st

from charts import accident_years as counts
from charts import luck as charts
from charts import paper, words
from pages.accidents import changes, indicator
from pages.frame import card, session
from queries import accidents
from stats import intervals

KEY = "luck"
TITLE = "偶然か、変化か（警察の記録から）"


def draw(target: float) -> None:
    """Draw the chance that one year's count meets the target, with every way of counting beside it."""
    connection = session.database()
    rows, known = (
        accidents.official_bases(connection),
        indicator.history(connection).set_index("year")["count"],
    )
    with st.container(key=f"card_{KEY}"):
        st.subheader(TITLE, anchor=False)
        if known.empty:
            st.html(
                '<p class="note">この版には、高速道路の事故を見分けられる警察の記録がないため、'
                "偶然の幅は計算していません。本票と高速票を読み込んだ版で表示されます。</p>"
            )
            return
        untold = indicator.not_compared(connection)
        is_sample = session.records_are_sample()
        said = changes.moved(known) + indicator.chance(indicator.latest(connection)) + untold + charts.BEWARE
        definition = (
            counts.bases_note(rows, is_sample=is_sample)
            + charts.missed(target, 1 - intervals.poisson_cdf(target, target))
            + charts.METHOD
        )
        if session.is_print():  # the ways of counting stand in the printed table of values
            st.html(f'<p class="note">{said}{definition}</p>')
            return
        st.html(f'<p class="note">{said}</p>')
        card.under(
            KEY,
            TITLE,
            counts.bases_table(rows, is_sample=is_sample),
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
        for column, label in paper.BASES.items()
    }


def sources() -> list[str]:
    """Return the ids of the sources of the records and of the published counts beside them."""
    records = "sample" if session.records_are_sample() else "npa"
    return [session.plan_source(), "abukuma_2020", "abukuma_2021", records]
