"""The surveys side by side: the ages as lines of dots, the gap with its interval, and every age over the years."""

from collections.abc import Sequence

import streamlit as st

from charts import words
from charts.divide import gaps, over_years, shares
from charts.events import sentence
from findings.divide.gaps import Comparison
from findings.events import events
from pages.frame import card, session


def draw(found: Comparison, conditions: Sequence[str]) -> None:
    """Draw the cards of all surveys that can be compared."""
    seen, common, every = found.answers, found.shares(), found.with_hidden()
    who, drawn = shares.who_of(seen), list(found.gaps.values())
    all_shares = [share for listed in every.values() for share in listed]
    definition = (
        f"{gaps.sign_note(seen.favourable)}{shares.classes_note(seen.by_age())}"
        "二つの調査は別の人が答えたものとして、変化の誤差を二つの差の誤差から求めます。"
    )
    times = over_years.within(events(session.database(), "divide"), list(found.gaps))
    of_times = "".join(sentence(event) for event in times)
    sources = list(dict.fromkeys(share.source_id for share in common))
    with_times = [*sources, *(time.source_id for time in times)]
    lines = {words.fiscal_year(year).replace("（", "<br>（"): listed for year, listed in every.items()}
    left, right = st.columns(2)
    with left:
        card.draw(
            "equiplot",
            f"{who}の割合：調査ごとの、年代の開き",
            shares.equiplot(lines),
            alt=shares.in_words(all_shares),
            table=shares.wide_table(every),
            saved=shares.table(all_shares),
            definition=f"{shares.DOTS_NOTE}{shares.few_note(all_shares)}{definition}",
            sources=sources,
            conditions=conditions,
        )
    with right:
        card.draw(
            "gaps",
            "年代の差の大きさと、その誤差",
            gaps.intervals(drawn, times),
            alt=gaps.in_words(drawn),
            table=gaps.table(drawn),
            definition=f"縦の線は差の{words.INTERVAL}区間です。{definition}{of_times}",
            sources=with_times,
            conditions=conditions,
        )
    card.draw(
        "ages",
        f"{who}の割合：年代ごとの移り変わり",
        over_years.lines(common, times),
        alt=shares.in_words(common),
        table=shares.table(common),
        definition=f"線のまわりの帯はウィルソンの{words.INTERVAL}区間です。回答した人数は表にあります。"
        + of_times,
        sources=with_times,
        conditions=conditions,
    )
