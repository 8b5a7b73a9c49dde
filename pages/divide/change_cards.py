"""The surveys side by side: the ages as lines of dots, the gap with its interval, and every age over the years."""

import pandas as pd
import streamlit as st

from charts import events, words
from charts.divide import gaps, shares
from findings.goals import events as events_finding
from pages.divide import option
from pages.divide.option import Asked
from pages.frame import card, session
from stats.divide.inequality import Estimate

Found = dict[int, tuple[gaps.Gap, Estimate]]


def trend(found: Found) -> str:
    """Return what all surveys together say of the gap, as HTML; empty where there are too few."""
    fitted = option.over_all(found)
    if fitted is None:
        return ""
    low, high = fitted.slope.interval
    return gaps.trend_answer(
        gaps.Trend(len(found), 100 * fitted.slope.value, 100 * low, 100 * high, fitted.scatter > 1)
    )


def draw(seen: Asked, common: pd.DataFrame, found: Found, conditions: list[str]) -> None:
    """Draw the cards of all surveys that can be compared."""
    definition = (
        f"{gaps.sign_note(seen.favourable)}{shares.classes_note(seen.by_age)}"
        "二つの調査は別の人が答えたものとして、変化の誤差を二つの差の誤差から求めます。"
    )
    times = shares.within(events_finding.events(session.database(), "divide"), list(found))
    of_times = "".join(events.sentence(event) for event in times)
    sources = list(common["source_id"].unique())
    with_times = [*sources, *(events_finding.sources(session.database(), "divide") if times else [])]
    every = pd.concat([common, _hidden(seen, common)]).sort_values("year", kind="stable")
    names = {year: words.fiscal_year(year).replace("（", "<br>（") for year in every["year"].unique()}
    drawn = [found[year][0] for year in sorted(found)]
    left, right = st.columns(2)
    with left:
        card.draw(
            "equiplot",
            f"{seen.who}の割合：調査ごとの、年代の開き",
            shares.equiplot(every.assign(line=every["year"].map(names)), list(names.values())),
            alt=shares.in_words(every),
            table=shares.wide_table(every),
            saved=shares.table(every),
            definition=f"点は年代で、薄い青が若く、濃い青が高い年代です。太い線が、最も若い年代と最も高齢の年代の差です。"
            f"{shares.few_note(every)}{definition}",
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
            definition=f"縦の線は差の95%区間です。{definition}{of_times}",
            sources=with_times,
            conditions=conditions,
        )
    card.draw(
        "ages",
        f"{seen.who}の割合：年代ごとの移り変わり",
        shares.over_years(common, times),
        alt=shares.in_words(common),
        table=shares.table(common),
        definition="線のまわりの帯はウィルソンの95%区間です。回答した人数は表にあります。" + of_times,
        sources=with_times,
        conditions=conditions,
    )


def _hidden(seen: Asked, common: pd.DataFrame) -> pd.DataFrame:
    """Return the classes of age of the surveys whose cells are hidden (秘匿), without any number."""
    years = sorted(set(seen.by_age["year"]) - set(common["year"]))
    ages = list(dict.fromkeys(common["age_group"]))
    rows = pd.DataFrame([(year, age) for year in years for age in ages], columns=["year", "age_group"])
    return rows.reindex(columns=common.columns).assign(suppressed=True)
