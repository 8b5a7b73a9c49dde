"""The surveys side by side: the gap with its interval, the ages as lines of dots, and every age over the years."""

from collections.abc import Sequence

import streamlit as st

from charts import words
from charts.divide import gaps, over_years, shares
from charts.events import sentence
from findings.divide.gaps import Change, Comparison, last_change
from findings.divide.shares import Share
from findings.events import Event, events
from pages.frame import card, session


def draw(found: Comparison, moved: Change, conditions: Sequence[str]) -> None:
    """Draw the cards of all surveys that can be compared; `moved` is the change between the two that are."""
    seen, common, every = found.answers, found.shares(), found.with_hidden()
    who, times = shares.who_of(seen), _times(found)
    all_shares = [share for listed in every.values() for share in listed]
    lines = {words.fiscal_year(year).replace("（", "<br>（"): listed for year, listed in every.items()}
    picture = shares.equiplot(lines)
    left, right = st.columns(2)
    with right:
        draw_gaps(
            found,
            conditions,
            height=picture.layout.height,
            said=gaps.caution(moved),
            grounds=gaps.wordings(seen),
        )
    with left:
        card.draw(
            "equiplot",
            f"{who}の割合：調査ごとの、年代の開き",
            picture,
            alt=shares.in_words(all_shares),
            table=shares.wide_table(every),
            saved=shares.table(all_shares),
            definition=f"{shares.DOTS_NOTE}{shares.few_note(all_shares)}{_definition(found)}",
            sources=_sources(common),
            conditions=conditions,
        )
    card.draw(
        "ages",
        f"{who}の割合：年代ごとの移り変わり",
        over_years.lines(common, times),
        alt=shares.in_words(common),
        table=shares.table(common),
        definition=f"線のまわりの帯はウィルソンの{words.INTERVAL}区間です。回答した人数は表にあります。"
        + "".join(sentence(event) for event in times),
        sources=[*_sources(common), *(time.source_id for time in times)],
        conditions=conditions,
    )


def draw_gaps(
    found: Comparison,
    conditions: Sequence[str],
    *,
    height: int = 306,
    said: str | None = None,
    grounds: Sequence[str] = (),
) -> None:
    """Draw the gap of every survey; `said` is what stands above it, else how the newest stands to the one before."""
    if not found.gaps:
        return
    drawn, times, last = list(found.gaps.values()), _times(found), last_change(found)
    card.draw(
        "gaps",
        "調査ごとの差の大きさと、その誤差",
        gaps.intervals(drawn, times, height),
        alt=gaps.in_words(drawn),
        table=gaps.table(drawn),
        definition=f"縦の線は差の{words.INTERVAL}区間です。{_definition(found)}"
        + "".join(sentence(event) for event in times),
        sources=[*_sources(found.shares()), *(time.source_id for time in times)],
        conditions=conditions,
        answer=gaps.last_brief(last) if said is None else said,
        grounds=gaps.last_grounds(last) if said is None else grounds,
    )


def _definition(found: Comparison) -> str:
    seen = found.answers
    return (
        f"{gaps.sign_note(seen.favourable)}{shares.classes_note(seen.by_age())}"
        "二つの調査は別の人が答えたものとして、変化の誤差を二つの差の誤差から求めます。"
    )


def _times(found: Comparison) -> list[Event]:
    return over_years.within(events(session.database(), "divide"), list(found.gaps))


def _sources(listed: Sequence[Share]) -> list[str]:
    return list(dict.fromkeys(share.source_id for share in listed))
