"""The pages of the digital divide: what they say of the sample, of an edition without surveys, and of the address."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts import words
from queries import editions
from tests.pages.opening import Open, charts_of, html_of

DIVIDE, QUESTIONS = (f"pages/divide/{name}.py" for name in ("divide", "questions"))
CHANGE, INDICES, PRINTED = ({"view": view} for view in ("差の変化", "六つの見方", "計画と国の値"))
SPREAD, WHY = ({"view": view} for view in ("項目ごとの開き", "なぜ"))


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    """Return the first table of a page that has a column."""
    return next(table.value for table in app.table if column in table.value.columns)


def answer_of(app: AppTest) -> str:
    """Return the answer of a page, without tags."""
    found = re.search(r'<p class="answer">(.*?)</p>', html_of(app))
    assert found
    return re.sub("<[^>]+>", "", found[1])


def test_the_page_tells_one_question_and_explains(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, DIVIDE)
    text = html_of(app)
    assert re.fullmatch(
        r"「利用したことがない」を選んだ人は70歳以上が18～29歳より[\d.]+ポイント多く、差は縮まったとはいえません。",
        answer_of(app),
    )
    assert "を選んだ人は、70歳以上で" in text
    assert {"chart_by_age", "chart_gaps"} <= charts_of(app)
    assert re.search(r"住民の年代に合わせて直すと、全体では<b>[\d.]+%</b>です", text)
    for part in (
        "回収率",
        "前の調査との違い",
        "答えたい人だけが答えた調査",
        "障がいの有無",
        "goals-sheet?measure=2-6",
    ):
        assert part in text


def test_every_answer_is_one_sentence_of_at_most_60_characters(look_at: Open, sample_edition: Path) -> None:
    for page, view in ((DIVIDE, {}), (DIVIDE, CHANGE), (DIVIDE, PRINTED), (QUESTIONS, {}), (QUESTIONS, WHY)):
        answer = answer_of(look_at(sample_edition.parent, page, **view))
        assert len(answer) <= 60
        assert answer.count("。") == 1


def test_the_indices_have_a_view_of_their_own(look_at: Open, sample_edition: Path) -> None:
    measures = table_with(look_at(sample_edition.parent, DIVIDE, **INDICES), "指標").set_index("指標")
    assert len(measures) == 6
    assert "年齢の高い側が" in measures.loc["差", "読み方"]


def test_turning_the_question_round_keeps_points_and_changes_times(
    open_page: Open, sample_edition: Path
) -> None:
    chosen = table_with(open_page(sample_edition.parent, DIVIDE, **INDICES), "指標").set_index("指標")
    app = open_page(sample_edition.parent, DIVIDE, framing="選ばなかった人", **INDICES)
    turned = table_with(app, "指標").set_index("指標")
    for name in ("差", "傾きの差（SII）", "底上げの余地（PAR）"):
        assert turned.loc[name, "値"] == chosen.loc[name, "値"]
    for name in ("比", "傾きの比（RII）", "底上げの余地の割合（PAF）"):
        assert turned.loc[name, "値"] != chosen.loc[name, "値"]
    assert "「利用したことがない」を選ばなかった人" in html_of(app)


def test_a_hidden_option_has_its_mark_everywhere_and_no_measure(
    open_page: Open, sample_edition: Path
) -> None:
    """The first option of the sample with hidden ages, whichever it is."""
    with editions.opened(sample_edition) as connection:
        wording, label, year = connection.execute(
            "select wording, label, year from survey_answers inner join surveys using (survey_id)"
            " inner join survey_questions using (question_id)"
            " inner join survey_options using (question_id, option_no) where suppressed order by all limit 1"
        ).fetchall()[0]
    address = {"question": wording, "option": label, "survey_year": words.fiscal_year(year)}
    app = open_page(sample_edition.parent, DIVIDE, **address)
    assert not app.error
    assert "秘匿の年代があるため年代の差を示せません" in html_of(app)
    measures = table_with(open_page(sample_edition.parent, DIVIDE, **address, **INDICES), "指標")
    assert set(measures["値"]) == {"—"}
    shown = table_with(app, "当てはまる人")
    assert "秘匿" in set(shown["割合（%）"])


def test_the_page_of_change_compares_any_two_surveys(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, DIVIDE, **CHANGE)
    text = html_of(app)
    assert "令和元年度（2019年度）の18～29歳と70歳以上の差は" in text
    assert "令和6年度（2024年度）への変化は" in text
    assert (
        "ポイントで、差は小さくなっていますが、年によるゆれも考えられ、縮まり続けているとはいえません" in text
    )
    assert "前回の令和5年度（2023年度）からの変化は" in text
    assert {"chart_equiplot", "chart_gaps", "chart_ages"} <= charts_of(app)
    other = open_page(
        sample_edition.parent, DIVIDE, **CHANGE, before="令和2年度（2020年度）", after="令和4年度（2022年度）"
    )
    assert "令和2年度（2020年度）の18～29歳と70歳以上の差は" in html_of(other)
    assert "令和4年度（2022年度）への変化は" in html_of(other)
    wrong = open_page(
        sample_edition.parent, DIVIDE, **CHANGE, before="令和4年度（2022年度）", after="令和2年度（2020年度）"
    )
    assert "より前の年を選んでください" in wrong.info[0].value
    assert not charts_of(wrong)


def test_the_first_page_claims_no_more_than_the_page_of_change(look_at: Open, sample_edition: Path) -> None:
    """The sample's gap is smaller than in 2019, the widest year, but all six surveys do not show that it closes."""
    said = html_of(look_at(sample_edition.parent, "pages/overview/overview.py"))
    assert re.search(
        r"令和元年度（2019年度）の[\d.]+ポイントからは−[\d.]+ポイント（95%区間 −[\d.]+～−[\d.]+）", said
    )
    assert "縮まり続けているとはいえません。前回の令和5年度（2023年度）から" in said
    assert "縮まったといえます" not in said


def test_a_question_put_in_new_words_is_compared_with_a_caution(
    open_page: Open, sample_edition: Path
) -> None:
    """The sample's question about smartphones is put in other words from 2023 on."""
    smartphone = {"question": "スマートフォンの利用", "option": "毎日使う"}
    across = html_of(open_page(sample_edition.parent, DIVIDE, **CHANGE, **smartphone))
    assert "質問の言い方が違うため" in across
    assert "令和5年度（2023年度）から「スマートフォンやタブレットの利用」" in across
    within = open_page(sample_edition.parent, DIVIDE, **CHANGE, after="令和4年度（2022年度）", **smartphone)
    assert "質問の言い方が違うため" not in html_of(within)
    of_2023 = open_page(sample_edition.parent, DIVIDE, survey_year="令和5年度（2023年度）")
    assert "に変わりました" in html_of(of_2023)
    assert "質問と選択肢は、前の調査と同じです" in html_of(open_page(sample_edition.parent, DIVIDE))


def test_a_survey_that_is_hidden_keeps_its_line_and_its_mark(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, DIVIDE, **CHANGE, option="公開型GIS")
    shown = table_with(app, "調査年度")
    assert "秘匿" in set(shown.iloc[:, 1])
    assert len(shown) == 6


def test_the_planner_answers_in_answers_and_questionnaires(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, DIVIDE, **CHANGE, points="20ポイント")
    assert re.search(r"それぞれ\d+人の回答</b>が要ります。いまと同じ配り方なら、配布は", html_of(app))
    assert table_with(app, "各年代に要る回答")["見分けたい変化"].tolist()[-1] == "25ポイント"


def test_the_page_of_all_questions_ranks_who_is_behind(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, QUESTIONS)
    assert "平均より使っていないといえ、使わない理由は「" in answer_of(app)
    assert "chart_ranked" in charts_of(app)
    assert "chart_spread" in charts_of(open_page(sample_edition.parent, QUESTIONS, **SPREAD))
    assert '<table class="heat">' in html_of(app)
    one = open_page(sample_edition.parent, QUESTIONS, question="スマートフォンの利用")
    assert "1項目のうち1項目" in answer_of(one)
    follow_up = open_page(sample_edition.parent, QUESTIONS, question="オンライン申請の満足度")
    assert "この版にはありません" in follow_up.error[0].value


def test_reasons_lead_to_the_measures_that_answer_them(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, QUESTIONS, **WHY)
    text = html_of(app)
    assert "goals-sheet?measure=2-6" in text
    assert "作成者による対応付け" in text
    listed = table_with(app, "理由")
    assert "2-6" in listed.set_index("理由").iloc[:, -1]["使い方が分からない"]


@pytest.mark.parametrize(
    ("page", "view", "said"),
    [
        (DIVIDE, {}, "使ったことがない人は70歳以上で54.0%、差が縮まったかは分かりません"),
        (DIVIDE, CHANGE, "次の調査と比べることもできません"),
        (DIVIDE, PRINTED, "市全体では42.1%です"),
        (QUESTIONS, {}, "70歳以上で54.0%、理由は調べられていません"),
        (QUESTIONS, WHY, "理由は調べられていません"),
    ],
)
def test_without_surveys_every_view_says_what_is_known_and_what_is_not(
    page: str, view: dict[str, str], said: str, look_at: Open, empty_edition: Path
) -> None:
    app = look_at(empty_edition.parent, page, **view)
    assert said in html_of(app)
    assert not app.exception
    assert not app.error
    assert len(answer_of(app)) <= 60


def test_without_surveys_the_planner_the_measures_and_whom_to_ask_are_there(
    look_at: Open, empty_edition: Path
) -> None:
    planned = table_with(look_at(empty_edition.parent, DIVIDE, **CHANGE), "各年代に要る回答")
    assert "785人" in planned["各年代に要る回答"].tolist()
    assert "goals-sheet?" in html_of(look_at(empty_edition.parent, QUESTIONS))
    for page in (DIVIDE, QUESTIONS):
        text = html_of(look_at(empty_edition.parent, page))
        assert "総務部行政管理課に問い合わせてください" in text
        assert "障がいの有無" in text
    assert "答えたい人だけが答えた調査" in html_of(look_at(empty_edition.parent, DIVIDE))


@pytest.mark.parametrize(
    ("page", "view", "parameter"),
    [
        (DIVIDE, {}, "framing"),
        (DIVIDE, CHANGE, "before"),
        (DIVIDE, {}, "view"),
        (QUESTIONS, {}, "question"),
        (QUESTIONS, WHY, "survey_year"),
    ],
)
def test_an_unknown_filter_is_named(
    page: str, view: dict[str, str], parameter: str, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, page, **view, **{parameter: "宇宙"})
    assert "宇宙" in app.error[0].value
    assert not charts_of(app)
