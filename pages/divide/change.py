"""Is the gap closing?"""

import streamlit as st

from charts.divide import gaps
from pages.divide import change_cards, change_planner, option
from pages.frame import filters, session
from queries import divide


def draw() -> None:
    """Draw the page; where nothing is known it says so and ends early, the frame goes on."""
    st.title("年代による差は、縮まったか", anchor=False)
    lead = st.empty()
    surveys, questions = divide.surveys(session.database()), divide.questions(session.database())
    if surveys.empty or questions.empty:
        lead.html(
            '<p class="answer"><b>縮まったかどうかは分かりません</b>。年の分かる調査が、この版にありません。'
            "計画に載った割合は調査の年も回答者数も分からないため、次の調査と比べることもできません。</p>"
        )
        change_planner.draw_for_two_surveys()
        return

    with st.container(key="filters", horizontal=True):
        seen = option.choose(questions)
        common, found = option.gaps_over_years(seen)
        labels = {label: year for label, year in option.year_labels(surveys).items() if year in found}
        if len(labels) >= 2:
            newest, *_, oldest = labels
            before = filters.one("前の調査", "before", list(labels), default=oldest, width=232)
            after = filters.one("後の調査", "after", list(labels), default=newest, width=232)
    if len(labels) < 2 or labels[before] >= labels[after]:
        lead.html('<p class="answer"><b>縮まったかどうかは分かりません</b>。</p>')
        if len(labels) >= 2:
            st.info("「前の調査」には、「後の調査」より前の年を選んでください。")
            return
        st.info(gaps.not_comparable(seen.who, len(surveys), option.comparable(questions)))
        change_planner.draw_for_two_surveys()
        return

    moved = option.compared(seen, found, labels[before], labels[after])
    lead.html(f'<p class="answer">{gaps.change_answer(moved)}</p>')
    last = gaps.last_answer(option.last_change(seen, found))
    st.html(
        f'<p class="note">{change_cards.trend(found)}{last}{gaps.wordings_note(option.wordings(seen))}</p>'
    )
    change_cards.draw(seen, common, found, seen.conditions(前の調査=before, 後の調査=after))
    change_planner.draw(seen, common, found[max(found)], surveys)


draw()
