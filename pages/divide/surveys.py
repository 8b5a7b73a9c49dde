"""One question of the yearly surveys: by age in one year, and over the years."""

import pandas as pd
import streamlit as st

from charts import divide as charts
from charts import words
from pages.frame import card, filters, session
from queries import divide
from stats import inequality, intervals

DEFINITION = (
    "回答した人に占める割合（重みづけなし）。線はウィルソンの95%区間。差は「いちばん上の年代」から「いちばん下の年代」を引いた値です。"
    "住民全体の割合にするための年代別人口は読み込まれていません。"
)


def draw() -> bool:
    """Draw filters, answer and charts of one question; return False where no survey has a known year."""
    database = session.database()
    surveys, questions = divide.surveys(database), divide.questions(database)
    if surveys.empty or questions.empty:
        return False
    with st.container(key="filters", horizontal=True):
        first = _adverse(questions)
        wordings = list(dict.fromkeys(questions["wording"]))
        wording = filters.one("設問", "question", wordings, default=first["wording"], width=430)
        options = questions[questions["wording"] == wording]
        labels = list(options["label"])
        label = filters.one("選択肢", "option", labels, default=first["label"], width=320)
        years = {words.fiscal_year(int(year)): int(year) for year in surveys["year"]}
        year = years[filters.one("調査年", "survey_year", list(years), width=232)]
        option = options[options["label"] == label].iloc[0]
        rows = _with_intervals(
            divide.answers_by_year(
                database, question_id=option["question_id"], option_no=int(option["option_no"])
            )
        )
        ages = filters.many(
            "年齢", "age", list(dict.fromkeys(rows[rows["group_kind"] != "all"]["age_group"]))
        )
    groups = rows[(rows["group_kind"] != "all") & (rows["age_group"].isin(ages) if ages else True)]
    chosen = groups[groups["year"] == year]
    if chosen.empty:
        st.info(f"「{wording}」は{words.fiscal_year(year)}に尋ねていないか、選んだ年齢の結果がありません。")
        return True
    gap = _gap(chosen, year, label)
    if gap:
        st.html(f'<p class="answer">{charts.survey_answer(gap)}</p>')
    conditions = [f"設問：{wording}", f"選択肢：{label}", f"年齢：{words.listing(ages) or 'すべて'}"]
    whole = rows[(rows["group_kind"] == "all") & (rows["year"] == year)]
    left, right = st.columns(2)
    with left:
        card.draw(
            "by_age",
            f"「{label}」の割合：{words.fiscal_year(year)}",
            charts.by_age(chosen, whole),
            alt=charts.survey_in_words(chosen),
            table=charts.survey_table(pd.concat([whole, chosen])),
            definition=DEFINITION,
            sources=chosen["source_id"].unique(),
            conditions=[*conditions, f"調査年：{words.fiscal_year(year)}"],
        )
    with right:
        card.draw(
            "over_years",
            f"「{label}」の割合：調査年ごと",
            charts.over_years(groups),
            alt=charts.survey_in_words(groups),
            table=charts.survey_table(groups),
            definition=DEFINITION + charts.classes_note(groups),
            sources=groups["source_id"].unique(),
            conditions=conditions,
        )
    with st.container(key="card_quality"):
        st.subheader("この調査について", anchor=False)
        st.html(charts.quality(surveys[surveys["year"] == year].iloc[0]))
    return True


def _adverse(questions: pd.DataFrame) -> pd.Series:
    """Return the option a reader sees first: one that less is better of, of the question the plan prints too."""
    adverse = questions[questions["favourable"].eq(False)]
    printed = divide.published_answers(session.database())["wording"]
    same = adverse[adverse["wording"].isin(printed)]
    return next(options for options in (same, adverse, questions) if not options.empty).iloc[0]


def _with_intervals(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with Wilson's interval in percent; none where a cell is hidden or its size unknown."""
    bounds = [
        (None, None)
        if pd.isna(row.people) or pd.isna(row.respondents) or row.respondents == 0
        else intervals.wilson_interval(row.people, row.respondents)
        for row in rows.rename(columns={"count": "people"}).itertuples()
    ]
    table = pd.DataFrame(bounds, columns=["lower", "upper"], index=rows.index, dtype="float64")
    return rows.assign(lower=100 * table["lower"], upper=100 * table["upper"])


def _gap(groups: pd.DataFrame, year: int, label: str) -> charts.Gap | None:
    """Return the gap between the youngest and the oldest group; None where one of them is hidden or missing."""
    if len(groups) < 2:
        return None
    youngest, oldest = groups.iloc[0], groups.iloc[-1]
    if youngest["suppressed"] or oldest["suppressed"]:
        return None
    gap, _, (low, high) = inequality.difference(
        oldest["pct"] / 100, oldest["respondents"], youngest["pct"] / 100, youngest["respondents"]
    )
    return charts.Gap(
        year=year,
        label=label,
        youngest=youngest["age_group"],
        oldest=oldest["age_group"],
        shares=(youngest["pct"], oldest["pct"]),
        points=100 * gap,
        low=100 * low,
        high=100 * high,
    )


def newest_gap() -> charts.Gap | None:
    """Return the gap in the newest survey for the option that shows who is left out; None without surveys."""
    database = session.database()
    questions = divide.questions(database)
    if questions.empty:
        return None
    option = _adverse(questions)
    rows = divide.answers_by_year(
        database, question_id=option["question_id"], option_no=int(option["option_no"])
    )
    newest = rows[(rows["group_kind"] != "all") & (rows["year"] == rows["year"].max())]
    return _gap(newest, int(rows["year"].max()), option["label"])
