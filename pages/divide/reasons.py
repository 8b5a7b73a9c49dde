"""Why do people not use the services, and what answers that?"""

import streamlit as st

from charts import words
from charts.divide import reasons as charts
from charts.divide import shares
from findings.divide import reasons as reasons_finding
from pages.divide import option
from pages.frame import card, filters, session
from queries import divide


def draw() -> None:
    """Draw the page; where nothing is known it says so and ends early, the frame goes on."""
    st.title("なぜ使わないのか、それに応える施策はあるか", anchor=False)
    lead = st.empty()
    measures = reasons_finding.measures(session.database())
    asked_of = reasons_finding.questions(session.database())
    if asked_of.empty:
        lead.html(f'<p class="answer">{charts.nothing_asked(measures)}</p>')
        with st.container(key="card_measures"):
            st.subheader("理由に応えると考えられる施策", anchor=False)
            st.html(charts.others(measures) + f'<p class="note">{charts.ORIGIN}</p>')
        return

    with st.container(key="filters", horizontal=True):
        years = option.year_labels(asked_of.drop_duplicates("year"))
        year_label = filters.one("調査年", "survey_year", list(years), width=232)
        year = years[year_label]
        wordings = list(dict.fromkeys(asked_of.loc[asked_of["year"] == year, "wording"]))
        wording = filters.one("設問", "question", wordings, width=320)
    answers = divide.answers_of_survey(session.database(), year=year)
    answers = answers[answers["wording"] == wording]
    reasons = reasons_finding.reasons(answers, measures)
    if not reasons:
        st.info("この設問の結果は、人数が少ないため秘匿です。別の調査年を選んでください。")
        return
    lead.html(f'<p class="answer">{charts.answer(reasons, year, wording)}</p>')

    conditions = [f"調査年：{year_label}", f"設問：{wording}"]
    left, right = st.columns(2)
    with left:
        card.draw(
            "reasons",
            f"{wording}：{year_label}",
            charts.bars(reasons),
            alt=charts.in_words(reasons),
            table=charts.table(reasons),
            definition=f"尋ねた{words.number(reasons[0].respondents)}人に占める割合。線はウィルソンの95%区間。"
            "いくつでも選べるため、足すと100%を超えます。",
            sources=answers["source_id"].unique(),
            conditions=conditions,
        )
    with right, st.container(key="card_answering"):
        st.subheader("理由に応える施策と、その状態", anchor=False)
        st.html(charts.listing(reasons) + f'<p class="note">{charts.ORIGIN}</p>')
    by_age = reasons_finding.by_age(answers)
    card.draw(
        "reasons_by_age",
        "理由ごとの、年代の開き",
        shares.equiplot(
            by_age.assign(line=by_age["label"].map(charts.folded)),
            [charts.folded(one.label) for one in reasons],
        ),
        alt=shares.in_words(by_age.assign(year=year, age_group=by_age["label"] + " " + by_age["age_group"])),
        table=charts.by_age_table(by_age),
        definition="点は年代で、薄い青が若く、濃い青が高い年代です。太い線が、最も若い年代と最も高齢の年代の差です。人数が少ない年代は、どの理由でも示せる区分まで合わせました。"
        f"{shares.few_note(by_age)}",
        sources=answers["source_id"].unique(),
        conditions=conditions,
    )


draw()
