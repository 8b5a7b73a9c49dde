"""The pages of the digital divide: what they say of the sample, of an edition without surveys, and of the address."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts import words
from queries import editions
from tests.pages.opening import Open, charts_of, html_of

DIVIDE, CHANGE, QUESTIONS, REASONS = (
    f"pages/divide/{name}.py" for name in ("divide", "change", "questions", "reasons")
)


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    """Return the first table of a page that has a column."""
    return next(table.value for table in app.table if column in table.value.columns)


def test_the_page_of_one_question_measures_and_explains(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, DIVIDE)
    text = html_of(app)
    assert "「利用したことがない」を選んだ人は、18～29歳で" in text
    assert "chart_by_age" in charts_of(app)
    assert re.search(
        r"の人口に合わせて直すと<b>[\d.]+%</b>（95%区間 [\d.]+～[\d.]+%、実質[\d,]+人分の回答）", text
    )
    measures = table_with(app, "指標").set_index("指標")
    assert len(measures) == 6
    assert "年齢の高い側が" in measures.loc["差", "読み方"]
    for part in ("回収率", "前の調査との違い", "答えたい人だけが答えた調査", "障がいの有無"):
        assert part in text


def test_turning_the_question_round_keeps_points_and_changes_times(
    open_page: Open, sample_edition: Path
) -> None:
    chosen = table_with(open_page(sample_edition.parent, DIVIDE), "指標").set_index("指標")
    app = open_page(sample_edition.parent, DIVIDE, framing="選ばなかった人")
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
    assert "秘匿の年代があるため示せません" in html_of(app)
    measures = table_with(app, "指標")
    assert set(measures["値"]) == {"—"}
    shown = table_with(app, "当てはまる人")
    assert "秘匿" in set(shown["割合（%）"])


def test_the_page_of_change_compares_any_two_surveys(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, CHANGE)
    assert "差は、令和元年度（2019年度）から令和6年度（2024年度）に" in html_of(app)
    assert (
        "<b>差は小さくなっていますが、年によるゆれも考えられ、縮まり続けているとはいえません</b>"
        in html_of(app)
    )
    assert "前回の令和5年度（2023年度）から令和6年度（2024年度）への変化は" in html_of(app)
    assert {"chart_equiplot", "chart_gaps", "chart_ages"} <= charts_of(app)
    other = open_page(
        sample_edition.parent, CHANGE, before="令和2年度（2020年度）", after="令和4年度（2022年度）"
    )
    assert "令和2年度（2020年度）から令和4年度（2022年度）に" in html_of(other)
    wrong = open_page(
        sample_edition.parent, CHANGE, before="令和4年度（2022年度）", after="令和2年度（2020年度）"
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
    across = html_of(open_page(sample_edition.parent, CHANGE, **smartphone))
    assert "質問の言い方が違うため" in across
    assert "令和5年度（2023年度）から「スマートフォンやタブレットの利用」" in across
    within = open_page(sample_edition.parent, CHANGE, after="令和4年度（2022年度）", **smartphone)
    assert "質問の言い方が違うため" not in html_of(within)
    of_2023 = open_page(sample_edition.parent, DIVIDE, survey_year="令和5年度（2023年度）")
    assert "に変わりました" in html_of(of_2023)
    assert "質問と選択肢は、前の調査と同じです" in html_of(open_page(sample_edition.parent, DIVIDE))


def test_a_survey_that_is_hidden_keeps_its_line_and_its_mark(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, CHANGE, option="公開型GIS")
    shown = table_with(app, "調査年度")
    assert "秘匿" in set(shown.iloc[:, 1])
    assert len(shown) == 6


def test_the_planner_answers_in_answers_and_questionnaires(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, CHANGE, points="20ポイント")
    assert "差の20ポイントの変化を見分けるには" in html_of(app)
    assert table_with(app, "各年代に要る回答")["見分けたい変化"].tolist()[-1] == "25ポイント"


def test_the_page_of_all_questions_ranks_who_is_behind(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, QUESTIONS)
    assert "平均より使っていないといえます" in html_of(app)
    assert {"chart_ranked", "chart_spread"} <= charts_of(app)
    assert '<table class="heat">' in html_of(app)
    one = open_page(sample_edition.parent, QUESTIONS, question="スマートフォンの利用")
    assert "1項目のうち" in html_of(one)
    follow_up = open_page(sample_edition.parent, QUESTIONS, question="オンライン申請の満足度")
    assert "この版にはありません" in follow_up.error[0].value


def test_reasons_lead_to_the_measures_that_answer_them(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, REASONS)
    text = html_of(app)
    assert f"goals-sheet?edition={sample_edition.stem}&amp;measure=2-6" in text
    assert "作成者による対応付け" in text
    listed = table_with(app, "理由")
    assert "2-6" in listed.set_index("理由").iloc[:, -1]["使い方が分からない"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (DIVIDE, "市全体の42.1%、70歳以上では54.0%"),
        (CHANGE, "縮まったかどうかは分かりません"),
        (QUESTIONS, "比べることはできません"),
        (REASONS, "使わない理由は、まだ調べられていません"),
    ],
)
def test_without_surveys_every_page_says_what_is_not_known(
    page: str, said: str, look_at: Open, empty_edition: Path
) -> None:
    app = look_at(empty_edition.parent, page)
    assert said in html_of(app)
    assert not app.exception


def test_without_surveys_the_planner_and_the_measures_are_there(look_at: Open, empty_edition: Path) -> None:
    assert (
        "785人"
        in table_with(look_at(empty_edition.parent, CHANGE), "各年代に要る回答")["各年代に要る回答"].tolist()
    )
    assert "goals-sheet?" in html_of(look_at(empty_edition.parent, REASONS))
    text = html_of(look_at(empty_edition.parent, DIVIDE))
    assert "答えたい人だけが答えた調査" in text
    assert "障がいの有無" in text


@pytest.mark.parametrize(
    ("page", "parameter"),
    [(DIVIDE, "framing"), (CHANGE, "before"), (QUESTIONS, "question"), (REASONS, "survey_year")],
)
def test_an_unknown_filter_is_named(page: str, parameter: str, open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, page, **{parameter: "宇宙"})
    assert "宇宙" in app.error[0].value
    assert not charts_of(app)
