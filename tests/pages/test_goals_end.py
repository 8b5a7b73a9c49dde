"""The end of the plan: the sample's last year is the target date, and no page speaks of 順調 there."""

import re
from pathlib import Path

import pytest

from charts import words
from pages.goals import availability, board, standing
from queries import connect
from tests.pages.opening import Open, html_of

LAST = {"fiscal_year": words.fiscal_year(2024)}
BEFORE = {"fiscal_year": words.fiscal_year(2021)}
BOARD, SHEET = "pages/goals/progress.py", "pages/goals/sheet.py"
ON_THE_WAY = ("順調", "やや遅れ", "遅れ", "後退", "後退（発生）")
ANSWER = re.compile(r'<p class="answer">(.*?)</p>')


def plain(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


def test_the_last_year_knows_only_achieved_missed_and_what_was_not_judged(sample_edition: Path) -> None:
    measures = standing.standings(connect(sample_edition), 2024)
    counted = {state: count for state, count in standing.counts(measures).items() if count}
    assert counted == {"達成": 17, "未達": 28, "中止": 1, "未報告": 2, "指標なし": 4}
    states = {series.judgement.state for one in measures for series in one.series}
    assert not states & set(ON_THE_WAY)
    assert standing.is_last(measures)
    assert not standing.is_last(standing.standings(connect(sample_edition), 2023))


@pytest.mark.parametrize("page", ["pages/overview/overview.py", BOARD])
def test_the_headline_counts_achieved_missed_and_silent_apart(
    page: str, open_page: Open, sample_edition: Path
) -> None:
    text = html_of(open_page(sample_edition.parent, page))
    said = plain(ANSWER.findall(text)[0])
    assert said == (
        "計画の最後の年度、令和6年度（2024年度）は、52施策のうち達成が17、未達が28、未報告が2です。"
        "ほかに、中止が1、指標なしが4あります。"
    )


def test_the_first_page_shows_what_was_achieved_and_asks_about_what_was_missed(
    open_page: Open, sample_edition: Path
) -> None:
    text = html_of(open_page(sample_edition.parent))
    assert '<p class="big">17 <small>/ 52施策 が達成</small></p>' in text
    reasons = re.findall(r'<p class="note"><b>(.*?)</b>　', text)
    assert reasons == ["未達"] * 5


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("9-12", "目標に届きませんでした。目標までの道のりの98%まで来て、目標まであと84人でした（未達）。"),
        ("9-13", "目標までの道のりの96%まで来て、目標まであと16時間でした（未達）。"),
        ("7-1", "指標のうち悪いほう（指標7-1b）の状態です。令和6年度末の値は1,267,830件"),
        ("7-2", "目標の水準に届きませんでした。目標まであと5,302件でした（未達）。"),
        ("9-9", "目標の水準に届きませんでした。目標まであと17.3ポイントでした（未達）。"),
        ("9-1", "ただし計画期間中には、令和5年度末の1件の発生がありました。"),
        ("10-1", "指標10-1bは未報告のため、判定できた指標10-1aだけの状態です。"),
        ("7-4", "直近の報告は令和5年度末の"),
    ],
)
def test_a_sheet_says_how_far_the_target_was(
    measure: str, said: str, open_page: Open, sample_edition: Path
) -> None:
    text = html_of(open_page(sample_edition.parent, SHEET, measure=measure, **LAST))
    answer, page = plain(ANSWER.findall(text)[0]), plain(text)
    assert said in answer
    assert "順調" not in answer
    for word in (
        "期待される割合",
        "「順調」と言えるのは",
        "必要があります",
        "目標に届く確率は",
        "倍の進み具合",
    ):
        assert word not in page
    assert '<table class="rules">' not in text


def test_a_fall_below_the_baseline_names_no_share(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, SHEET, measure="3-1", **LAST))
    assert "基準より悪化しました。" in text
    assert "目標までの道のりの" not in plain(ANSWER.findall(text)[0])


def test_the_tiles_say_by_how_much_a_target_was_missed(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, BOARD, **LAST))
    remarks = dict(
        re.findall(r'<span class="no">([\d-]+)</span> [^<]*<span class="remark">(.*?)</span>', text)
    )
    assert remarks["9-12"] == "目標までの道のりの98%"
    assert remarks["3-1"] == "基準より悪化"
    assert remarks["7-2"] == "目標まであと5,302件"
    assert remarks["9-1"] == "途中の年に発生あり"


def test_decisions_begin_with_the_largest_remaining_way_and_end_with_silence(sample_edition: Path) -> None:
    database = connect(sample_edition)
    groups = board.grouped(standing.standings(database, 2024), board.BY_DECISION, database)
    assert [group.title for group in groups] == ["未達", "未着手・中止", "未報告あり", "いまは該当なし"]
    # Worse than the baseline lacks more than the whole way; kinds without a way come last.
    missed = [one.measure["measure_id"] for one in groups[0].members]
    assert set(missed[:2]) == {"3-1", "7-1"}
    assert set(missed[-2:]) == {"7-2", "9-9"}


def test_the_methods_document_the_end_and_find_no_difference_there(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, "pages/goals/methods.py", **LAST)
    assert "方法による判定の違いはありません" in html_of(app)
    kinds = next(table.value for table in app.table if "最後の年度の判定" in table.value.columns)
    assert kinds["最後の年度の判定"].str.contains("未達").all()
    assert any("施策の状態" in table.value.columns for table in app.table)


def test_the_recommendations_count_achieved_and_missed(open_page: Open, sample_edition: Path) -> None:
    text = plain(html_of(open_page(sample_edition.parent, "pages/goals/themes.py", **LAST)))
    assert "に未達の施策の数が最も多いのは" in text
    assert re.search(r"施策のうち達成が\d+、未達が\d+、判定できないものが", text)


def test_what_was_never_due_is_neither_asked_for_nor_called_silent(
    open_page: Open, sample_edition: Path
) -> None:
    database = connect(sample_edition)
    measures = standing.standings(database, 2021)
    never = [one.measure["measure_id"] for one in measures if one.state == "対象外"]
    assert never == ["6-2", "7-3", "7-5"]
    listed = availability.due(measures, 2021, database)
    assert not {one.measure.measure["measure_id"] for one in listed} & set(never)
    text = plain(html_of(open_page(sample_edition.parent, "pages/goals/reporting.py", **BEFORE)))
    assert "令和3年度（2021年度）は、51指標のうち" in text
    sheet = plain(html_of(open_page(sample_edition.parent, SHEET, measure="7-3", **BEFORE)))
    assert "この年度の報告は求めていません" in sheet


def test_a_year_before_the_plan_is_called_the_baseline(open_page: Open, sample_edition: Path) -> None:
    said = plain(ANSWER.findall(html_of(open_page(sample_edition.parent, BOARD, **BEFORE)))[0])
    assert "計画が始まる前の年度で、いまの進み具合ではなく、基準の時期に当たります" in said
    assert "達成が0、順調が27" in said
