from dataclasses import replace
from datetime import date

import pytest

from charts.data import freshness
from findings.goals.states import Overall
from findings.overview.freshness import Freshness
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


def test_a_measure_reported_in_part_is_told_beside_the_silent() -> None:
    last = dict.fromkeys(state_words.STATES, 0) | {"達成": 17, "未報告（一部）": 2, "未報告": 2}
    assert "未報告の施策 2（ほかに一部の指標が未報告の施策 2）" in freshness.facts(FRESH, standing(last), [])


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
    assert part in freshness.facts(FRESH, standing(COUNTS), UNTOLD)


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
    text = freshness.facts(empty, standing(COUNTS), [])
    assert "まだ報告がありません" in text
    assert "<dd>読み込んでいません</dd>" in text
    assert "<dt>読めなかった行と答え</dt><dd>なし</dd>" in text
    assert "最新は" not in text
