import html
from dataclasses import replace
from typing import get_args

import pytest

from charts.answers import LONGEST
from charts.divide import gaps
from findings.divide.gaps import Change, Gap, Trend
from findings.divide.option import Answers, Asked
from findings.divide.planner import Needed
from findings.divide.shares import Share
from findings.divide.surveys import Option
from stats.divide.gaps import Verdict
from stats.divide.inequality import Estimate
from stats.intervals import Interval


def gap(
    year: int,
    label: str,
    shares: tuple[float, float],
    points: float,
    low: float,
    high: float,
    *,
    favourable: bool,
) -> Gap:
    estimate = Estimate(points / 100, (high - low) / 392, Interval(low / 100, high / 100))
    return Gap(year, label, False, "18～29歳", "70歳以上", shares, points, estimate, favourable)


NEVER = gap(2023, "なし", (8.8, 61.2), 52.4, 44.0, 60.8, favourable=False)
USED = gap(2019, "LINE", (62.0, 15.0), 47.0, 35.0, 59.0, favourable=True)
FAINT = gap(2023, "なし", (12.0, 10.0), -2.0, -9.0, 5.0, favourable=False)
OPTION = Option("services", "使ったもの", "multiple", 1, "LINE", True)


def wordings(asked: dict[int, str]) -> Answers:
    return Answers(
        OPTION, False, {year: Asked(year, text, None, None, None, None, []) for year, text in asked.items()}
    )


def test_a_clear_gap_names_the_higher_group_and_its_grounds_the_interval() -> None:
    assert (
        gaps.answer(NEVER, None) == "「なし」を選んだ人は70歳以上が18～29歳より52.4ポイント多いといえます。"
    )
    assert "18～29歳が70歳以上より47.0ポイント多い" in gaps.answer(USED, None)
    grounds = "".join(gaps.grounds(NEVER))
    for part in ("70歳以上で61.2%", "18～29歳では8.8%", "44.0～60.8ポイントで、差があるといえます"):
        assert part in grounds


def test_a_faint_gap_claims_nothing_and_its_interval_faces_the_same_way() -> None:
    change = Change(USED, FAINT, -14.0, -25.2, -2.9, "narrowed")
    assert gaps.answer(FAINT, change) == "「なし」を選んだ人は18～29歳と70歳以上で、差があるとはいえません。"
    assert "−5.0～9.0ポイントで、偶然の範囲" in gaps.grounds(FAINT)[-1]
    assert "差があるとはいえません" in gaps.short_answer(FAINT)


def test_the_answer_ends_in_the_change_of_the_same_classes_of_age_alone() -> None:
    change = Change(USED, NEVER, -14.0, -25.2, -2.9, "smaller")
    assert gaps.answer(NEVER, change).endswith("52.4ポイント多く、差は縮まったとはいえません。")
    assert gaps.answer(replace(NEVER, oldest="75歳以上"), change).endswith("多いといえます。")
    unlike = replace(change, verdict="narrowed", unlike=["wording"])
    assert gaps.answer(NEVER, unlike).endswith("差は縮まったか分かりません。")


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_the_answer_fits_whatever_the_name_of_the_option(verdict: Verdict, is_turned: bool) -> None:
    long = replace(NEVER, label="マイナポータル<から>の申請書様式のダウンロード", is_turned=is_turned)
    text = html.unescape(gaps.answer(long, Change(USED, long, -14.0, -25.2, -2.9, verdict)))
    assert "「マイナポ" in text
    assert len(text) <= LONGEST


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("narrowed", "差は縮まったといえます"),
        ("widened", "差は広がったといえます"),
        (
            "smaller",
            "差は小さくなっていますが、年によるゆれも考えられ、縮まり続けているとはいえません",
        ),
        ("larger", "差は大きくなっていますが、年によるゆれも考えられ、広がり続けているとはいえません"),
        ("unclear", "縮まったかどうかは分かりません"),
        ("reversed", "二つの調査では、差の向きが逆です"),
    ],
)
def test_the_change_is_told_by_rule(verdict: Verdict, said: str) -> None:
    first, moved, interval = gaps.change_grounds(Change(USED, NEVER, -14.0, -25.2, -2.9, verdict))
    assert first == "令和元年度（2019年度）の18～29歳と70歳以上の差は47.0ポイントでした。"
    assert moved == "令和5年度（2023年度）への変化は−14.0ポイントです。"
    assert interval == f"変化の95%区間は−25.2～−2.9ポイントで、{said}。"


def test_the_first_page_is_told_from_where_how_far_and_with_which_interval() -> None:
    change = Change(USED, NEVER, -14.0, -25.2, -2.9, "smaller")
    assert gaps.short_change(change, NEVER) == (
        "令和元年度（2019年度）の47.0ポイントからは−14.0ポイント（95%区間 −25.2～−2.9）で、"
        "差は小さくなっていますが、年によるゆれも考えられ、縮まり続けているとはいえません。"
    )
    finer = replace(NEVER, oldest="75歳以上")
    assert gaps.short_change(change, finer).startswith("どの調査にもある18～29歳と70歳以上の差では、")


def test_the_newest_survey_is_held_against_the_one_before() -> None:
    change = Change(replace(USED, year=2022), NEVER, 2.1, -11.3, 15.5, "unclear")
    assert gaps.last_change(change) == (
        "前回の令和4年度（2022年度）から令和5年度（2023年度）への変化は"
        "+2.1ポイント（95%区間 −11.3～+15.5）で、縮まったとも広がったともいえません。"
    )
    assert (
        gaps.last_brief(change) == "前回の令和4年度（2022年度）からは、縮まったとも広がったともいえません。"
    )
    assert "−11.3～+15.5ポイント" in gaps.last_grounds(change)[1]
    assert (gaps.last_change(None), gaps.last_brief(None), gaps.last_grounds(None)) == ("", "", [])


def test_surveys_that_differ_in_more_than_the_answers_are_compared_with_a_caution() -> None:
    change = Change(USED, NEVER, -14.0, -25.2, -2.9, "narrowed", ["wording", "mode"])
    said = "二つの調査では質問の言い方・調査の方法が違うため、変化にはその影響も入っています。"
    assert gaps.caution(change) == gaps.change_grounds(change)[-1] == said
    assert gaps.caution(replace(change, unlike=[])) == ""
    assert gaps.short_change(change, NEVER).endswith(
        "差は縮まったといえます（質問の言い方・調査の方法が違います）。"
    )


def test_the_words_of_a_question_are_told_from_the_year_they_begin() -> None:
    told = gaps.wordings(wordings({2019: "利用", 2020: "利用", 2023: "利用<新>"}))
    assert "令和元年度（2019年度）から「利用」、令和5年度（2023年度）から「利用&lt;新&gt;」" in told[0]
    assert gaps.wordings(wordings({2019: "利用", 2020: "利用"})) == []


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-4.6, -0.1, "縮む方向といえます"), (0.1, 4.6, "広がる方向といえます"), (-1.0, 1.0, "分かりません")],
)
def test_the_trend_is_told_only_as_far_as_it_is_clear(low: float, high: float, said: str) -> None:
    pace, interval = gaps.trend_grounds(Trend(6, (low + high) / 2, low, high, is_scattered=False))
    assert "6回の調査" in pace
    assert said in interval
    assert "ばらつき" in gaps.trend_grounds(Trend(6, 0, low, high, is_scattered=True))[-1]
    assert gaps.trend_grounds(None) == []


def test_the_gaps_are_drawn_with_their_intervals_around_zero() -> None:
    figure = gaps.intervals([USED, NEVER])
    (dots,) = figure.data
    assert list(dots.y) == [47.0, 52.4]
    assert list(dots.error_y.array) == pytest.approx([12.0, 8.4])
    assert figure.layout.yaxis.range[0] < 0
    assert gaps.table([USED, NEVER])["差（ポイント）"].tolist() == ["47.0", "52.4"]
    assert "令和5年度の差 52.4ポイント" in gaps.in_words([USED, NEVER])


def test_the_sign_is_explained_for_every_direction() -> None:
    assert "プラスは年齢の高い側が不利" in gaps.sign_note(is_favourable=True)
    assert gaps.sign_note(is_favourable=True) != gaps.sign_note(is_favourable=False)
    assert "不利" not in gaps.sign_note(is_favourable=None)


def test_the_plan_names_answers_questionnaires_and_limits() -> None:
    text = gaps.planned(Needed(15, 308, 11.2, 11_400))
    assert "それぞれ308人の回答" in text
    assert "11,400通" in text
    assert "通" not in gaps.planned(Needed(15, 308, 11.2))
    assert "11.2ポイントを超える変化から" in gaps.planned(Needed(5, None, 11.2))
    assert "785人" in gaps.planned(Needed(10, 785))
    table = gaps.plan_table([Needed(5, None, 11.2), Needed(15, 308, 11.2, 11_400)])
    assert table["各年代に要る回答"].tolist() == ["何人でも見分けられない", "308人"]
    assert table["配布の目安"].tolist() == ["—", "約11,400通"]
    assert "配布の目安" not in gaps.plan_table([Needed(15, 308)])


def test_why_there_is_no_gap() -> None:
    rows = [Share(2023, age, 40, 4, 10.0) for age in ("若", "中")] + [
        Share(2023, "高", 40, None, None, is_hidden=True)
    ]
    seen = wordings({})
    assert "二つ以上" in gaps.no_gap(seen, rows[:1])
    assert gaps.no_gap(seen, rows) == "「LINE」は、秘匿の年代があるため年代の差を示せません。"
    assert "回答した人のいない年代" in gaps.no_gap(seen, rows[:2])
