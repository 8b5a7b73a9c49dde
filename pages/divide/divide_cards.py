"""One question of one yearly survey: by age, its measures of inequality, its total, and how good the survey is."""

import pandas as pd
import streamlit as st

import findings.unmeasured
from charts import unmeasured, words
from charts.divide import gaps, indices, quality, shares
from findings.divide import ages
from pages.divide import option
from pages.divide.option import Asked
from pages.frame import card, filters, session
from queries import divide
from stats import intervals
from stats.divide import indices as indices_stat

DEFINITION = (
    "回答した人に占める割合（年代の中では重みづけなし）。線はウィルソンの95%区間、かっこ内は回答した人数。"
)


def draw() -> bool:
    """Draw filters, answer and cards of one question; return False where no survey has a known year."""
    database = session.database()
    surveys, questions = divide.surveys(database), divide.questions(database)
    if surveys.empty or questions.empty:
        return False
    lead = st.empty()
    with st.container(key="filters", horizontal=True):
        years = option.year_labels(surveys)
        year_label = filters.one("調査年", "survey_year", list(years), width=232)
        seen = option.choose(questions)
        year = years[year_label]
        all_groups = seen.by_age[seen.by_age["year"] == year]
        chosen_ages = filters.many("年齢", "age", list(all_groups["age_group"]))
    groups = all_groups[all_groups["age_group"].isin(chosen_ages)] if chosen_ages else all_groups
    whole = _with_weights(seen.rows[(seen.rows["group_kind"] == "all") & (seen.rows["year"] == year)])
    if groups.empty:
        option.unasked(seen, year_label)
        return True
    pair = option.gap(seen, groups, year)
    lead.html(f'<p class="answer">{gaps.answer(pair[0]) if pair else gaps.no_answer(seen.who, groups)}</p>')
    conditions = seen.conditions(調査年=year_label, 年齢=words.listing(chosen_ages) or "すべて")
    left, right = st.columns(2)
    with left:
        card.draw(
            "by_age",
            f"{seen.who}の割合：{year_label}",
            shares.by_age(groups, whole),
            alt=shares.in_words(groups),
            table=shares.table(pd.concat([whole, groups])),
            definition=DEFINITION,
            sources=groups["source_id"].unique(),
            conditions=conditions,
            answer=shares.total(whole),
        )
    with right:
        draw_quality(surveys[surveys["year"] == year].iloc[0], _changes(surveys, year))
    _measures(seen, all_groups, surveys.loc[surveys["year"] == year, "population_year"].iloc[0], conditions)
    return True


def draw_quality(survey: pd.Series, changes: list[str]) -> None:
    """Draw how good a survey is, and the answers to what residents ask."""
    with st.container(key="card_quality"):
        st.subheader("この調査について", anchor=False)
        st.html(
            quality.facts(
                survey, changes, unmeasured.differences(findings.unmeasured.unmeasured(session.database()))
            )
        )
        asked_often = "よくある質問：なぜ30人か、区間の意味、自分から答えた人の調査の読み方"
        with st.expander(asked_often, expanded=session.is_print()):
            st.html(quality.answers())


def _measures(
    seen: Asked, groups: pd.DataFrame, population_year: float | None, conditions: list[str]
) -> None:
    """Draw the card of the measures of inequality, weighted by the inhabitants where their year is known."""
    people = ages.inhabitants(
        divide.population(session.database()), list(groups["age_group"]), population_year
    )
    readings = [
        _reading(one, seen.favourable)
        for one in indices_stat.measures(option.groups(groups, seen.favourable, people))
    ]
    with st.container(key="card_measures"):
        st.subheader("年代による差を、六つの見方で測る", anchor=False)
        st.html(f'<p class="note">{shares.framing_note(is_turned=seen.is_turned)}</p>')
        card.under(
            "measures",
            f"年代による差の指標：{seen.who}",
            indices.table(readings),
            definition=indices.DEFINITION,
            sources=list(groups["source_id"].unique()),
            conditions=conditions,
            is_open=True,
        )


def _reading(one: indices_stat.Measure, favourable: bool | None) -> indices.Reading:
    scale = 1 if one.type.code in ("ratio", "rii") else 100
    estimate = one.estimate
    return indices.Reading(
        code=one.type.code,
        is_complex=one.type.is_complex,
        is_relative=one.type.is_relative,
        is_ordered=one.type.is_ordered,
        value=None if estimate is None else scale * estimate.value,
        low=None if estimate is None else scale * estimate.interval.lower,
        high=None if estimate is None else scale * estimate.interval.upper,
        ends=None if one.ends is None else (100 * one.ends[0], 100 * one.ends[1]),
        off=one.off,
        is_favourable=favourable,
    )


def _changes(surveys: pd.DataFrame, year: int) -> list[str]:
    """Return how the form differs from that of the survey before."""
    earlier = surveys.loc[surveys["year"] < year, "year"]
    now = divide.answers_of_survey(session.database(), year=year)
    before = (
        now.iloc[:0]
        if earlier.empty
        else divide.answers_of_survey(session.database(), year=int(earlier.max()))
    )
    modes = [surveys.loc[surveys["year"] == one, "mode"].iloc[0] for one in (year, *earlier.nlargest(1))]
    return quality.changes(now, before) + quality.mode_change(*modes)


def _with_weights(whole: pd.DataFrame) -> pd.DataFrame:
    """Return the row of all respondents with the interval of its weighted share in percent."""
    bounds = [
        (None, None)
        if pd.isna(row.weighted_pct)
        else intervals.wilson_of_share(row.weighted_pct / 100, row.effective_n)
        for row in whole.itertuples()
    ]
    table = pd.DataFrame(bounds, columns=["lower", "upper"], index=whole.index, dtype="float64")
    return whole.assign(weighted_lower=100 * table["lower"], weighted_upper=100 * table["upper"])


def newest_gap() -> gaps.Gap | None:
    """Return the gap in the newest survey for the option that shows who is left out; None without surveys."""
    questions = divide.questions(session.database())
    if questions.empty:
        return None
    seen = option.asked(option.adverse(questions))
    year = int(seen.rows["year"].max())
    pair = option.gap(seen, seen.by_age[seen.by_age["year"] == year], year)
    return pair[0] if pair else None


def changes(shown: gaps.Gap) -> str:
    """Return how that gap, `shown` before, moved since the first survey and since the one before, as HTML."""
    seen = option.asked(option.adverse(divide.questions(session.database())))
    _, found = option.gaps_over_years(seen)
    if len(found) < 2:
        return ""
    since_first = option.compared(seen, found, min(found), max(found))
    return gaps.short_change(since_first, shown) + gaps.last_answer(option.last_change(seen, found))
