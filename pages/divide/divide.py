"""Does it reach all ages, and is the gap closing?"""

import streamlit as st

from charts.answers import Link
from charts.divide import gaps, published
from findings.divide.published import adverse
from findings.divide.published import published as printed_shares
from findings.divide.surveys import options, surveys
from pages.divide import change, divide_cards, now, published_cards
from pages.divide.lead import Lead
from pages.frame import empty, filters, opening, session

NOW, CHANGE, INDICES, PRINTED = ("いまの差", "差の変化", "六つの見方", "計画と国の値")


def draw() -> None:
    """Draw the page: one question of the yearly surveys, or what the plan and the nation printed."""
    st.title(opening.question("すべての年代に届いているか。差は縮まったか"), anchor=False)
    lead = Lead(st.empty(), [Link("誰が・なぜ使っていないか", "divide-questions", session.with_edition())])
    known, asked = surveys(session.database()), options(session.database())
    printed = printed_shares(session.database())
    has_surveys = bool(known and asked)
    row = st.container(key="filters", horizontal=True, vertical_alignment="bottom")
    with row:
        offered = [NOW, CHANGE, *([INDICES] if has_surveys else []), *([PRINTED] if printed else [])]
        view = filters.view(offered)
    if has_surveys and view == CHANGE:
        change.draw(lead, row, known, asked)
    elif has_surveys and view != PRINTED:
        now.draw(lead, row, known, asked, by_indices=view == INDICES)
    else:
        never = adverse(printed)
        lead.say(published.answer(never), published.grounds(never))
        if view == CHANGE:
            change.draw_without_surveys()
        elif printed:
            published_cards.draw(printed)
        if view == PRINTED:
            published_cards.draw_national()
        elif view == NOW:
            empty.say(gaps.NOTHING_KNOWN)
        if printed:
            divide_cards.draw_quality(printed[0].survey, None)
        else:
            divide_cards.draw_measures()
    divide_cards.draw_not_asked()


draw()
