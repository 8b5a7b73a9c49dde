"""Is the gap closing?"""

import streamlit as st

from charts.divide import gaps, shares
from findings.divide.gaps import change, comparable, comparison, last_change, trend
from findings.divide.surveys import options, surveys
from pages.divide import change_cards, change_planner, option
from pages.frame import filters, session


def draw() -> None:
    """Draw the page; where nothing is known it says so and ends early, the frame goes on."""
    st.title("年代による差は、縮まったか", anchor=False)
    lead = st.empty()
    known, asked = surveys(session.database()), options(session.database())
    if not known or not asked:
        lead.html(f'<p class="answer">{gaps.NOTHING_KNOWN}</p>')
        change_planner.draw_for_two_surveys()
        return

    with st.container(key="filters", horizontal=True):
        seen = option.choose(asked)
        found = comparison(seen)
        labels = option.year_labels([one.year for one in known if one.year in found.gaps])
        if len(labels) >= 2:
            newest, *_, oldest = labels
            before = filters.one("前の調査", "before", list(labels), default=oldest, width=232)
            after = filters.one("後の調査", "after", list(labels), default=newest, width=232)
    if len(labels) < 2 or labels[before] >= labels[after]:
        lead.html('<p class="answer"><b>縮まったかどうかは分かりません</b>。</p>')
        if len(labels) >= 2:
            st.info("「前の調査」には、「後の調査」より前の年を選んでください。")
            return
        others = comparable(session.database(), asked)
        st.info(gaps.not_comparable(shares.who_of(seen), len(known), others))
        change_planner.draw_for_two_surveys()
        return

    lead.html(f'<p class="answer">{gaps.change_sentence(change(found, labels[before], labels[after]))}</p>')
    last = gaps.last_change(last_change(found))
    st.html(f'<p class="note">{gaps.trend_sentence(trend(found))}{last}{gaps.wordings_note(seen)}</p>')
    change_cards.draw(found, option.conditions(seen, 前の調査=before, 後の調査=after))
    change_planner.draw(found, known)


draw()
