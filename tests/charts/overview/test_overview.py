from dataclasses import replace
from datetime import date

import pytest

from charts.overview import overview
from findings.divide.headline import Headline
from findings.divide.published import Published
from findings.goals.board import Decisions
from findings.goals.states import Overall
from findings.overview.freshness import Freshness
from findings.overview.overview import Overview
from findings.unmeasured import Unmeasured
from stats.goals import state_words

COUNTS = dict.fromkeys(state_words.STATES, 0) | {
    "達成": 5, "順調": 10, "順調（維持）": 2, "やや遅れ": 4, "遅れ": 3, "後退": 2, "後退（発生）": 1,
    "評価困難": 3, "未報告": 18, "指標なし": 4,
}  # fmt: skip
FRESH = Freshness(
    series_total=54,
    series_reported=30,
    last_period_end=date(2024, 3, 31),
    first_file_year=2019,
    last_file_year=2021,
    city_accidents=1300,
    city_accidents_without_place=5,
    rows_rejected=1234,
    rows_read=98765,
    answers_rejected=48,
    surveys_with_year=2,
    surveys_without_year=1,
    last_survey_year=2023,
)
UNTOLD = [Unmeasured("goal", 2, "divide", "性別<国籍>", "")]


def standing(counts: dict[str, int], *, is_last: bool = False) -> Overall:
    return Overall(2023, counts, due=54, reported=30, is_last=is_last, is_before=False)


def never(age_group: str, pct: float) -> Published:
    return Published("a", "調査", None, "利用したことがない", False, age_group, pct, "plan5")


def test_the_first_page_says_one_sentence_a_topic() -> None:
    found = Overview(
        goals=standing(COUNTS),
        decisions=Decisions((), 0),
        divide=Headline(None, None, None, [never("全体", 42.1), never("70歳以上", 54.0)]),
        accidents=None,
        untold_files=frozenset({2023}),
        fresh=FRESH,
        unmeasured=(),
    )
    goals, divide, accidents = overview.sentences(found)
    assert goals.startswith("令和5年度（2023年度）は、52施策のうち<b>達成が5</b>")
    assert "使ったことがない人は70歳以上で54.0%（市全体42.1%）" in divide
    assert "令和5年は、高速票がなく高速道路を見分けられない年なので、目標と比べていません。" in accidents


def test_the_figure_of_goals_counts_every_measure_once() -> None:
    text = overview.goals(standing(COUNTS))
    assert ">5 <small>/ 52施策 が達成<" in text
    assert "順調が12、やや遅れが4、遅れ・後退が6、判定できない25（評価困難3・未報告18・指標なし4）" in text
    assert sum(COUNTS.values()) == 5 + 12 + 4 + 6 + 25


def test_where_most_cannot_be_judged_the_figure_says_so() -> None:
    few = dict.fromkeys(state_words.STATES, 0) | {"順調": 1, "未報告": 47, "指標なし": 4}
    text = overview.goals(standing(few))
    assert ">1 <small>/ 52施策 だけ判定できる<" in text
    assert "達成が0、順調が1、やや遅れが0、遅れ・後退が0。残る51は判定できない（未報告47・指標なし4）" in text


def test_in_the_last_year_the_figure_counts_what_was_achieved_and_names_the_rest_apart() -> None:
    last = dict.fromkeys(state_words.STATES, 0) | {
        "達成": 17, "未達": 26, "中止": 1, "未報告（一部）": 2, "未報告": 2, "指標なし": 4,
    }  # fmt: skip
    text = overview.goals(standing(last, is_last=True))
    assert ">17 <small>/ 52施策 が達成<" in text
    assert "未達が26、未報告が2。ほかに、未報告（一部）が2、中止が1、指標なしが4あります。" in text
    assert "順調" not in text
    assert "未報告の施策 2（ほかに一部の指標が未報告の施策 2）" in overview.freshness(
        FRESH, standing(last), []
    )


@pytest.mark.parametrize(
    "part",
    [
        "54指標のうち30指標に、これまでに報告あり（最新は令和6年3月31日（2024年）時点）",
        "令和元年（2019年）～令和3年（2021年）の1,300件（地図に出せない5件）",
        "年の分かる調査 2回、年不明の公表値 1回（最新は令和5年度（2023年度））",
        "1,234行（読んだ全ファイル98,765行のうち）、調査の答え48個",
        "未報告の施策 18、指標のない施策 4。計画が挙げていて、測れる資料がないもの：性別&lt;国籍&gt;による差（",
    ],
)
def test_freshness_names_what_there_is(part: str) -> None:
    assert part in overview.freshness(FRESH, standing(COUNTS), UNTOLD)


def test_freshness_of_an_edition_with_the_plan_only() -> None:
    empty = replace(
        FRESH,
        last_period_end=None,
        first_file_year=None,
        last_file_year=None,
        last_survey_year=None,
        series_reported=0,
        city_accidents=0,
        rows_rejected=0,
        answers_rejected=0,
        surveys_with_year=0,
    )
    text = overview.freshness(empty, standing(COUNTS), [])
    assert "まだ報告がありません" in text
    assert "<dd>読み込んでいません</dd>" in text
    assert "<dt>読めなかった行と答え</dt><dd>なし</dd>" in text
    assert "最新は" not in text
