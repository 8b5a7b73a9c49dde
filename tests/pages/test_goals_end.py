"""The end of the plan: the sample's last year is the target date, and no page speaks of 順調 there."""

import re
from pathlib import Path

import pytest

from charts import words
from charts.goals import editions
from findings import material
from findings.goals.board import groups
from findings.goals.editions import between
from findings.goals.reporting import due
from findings.goals.states import counts, is_last, measure_states, reporting_years
from ingest.build import Inputs
from queries import connect
from tests.conftest import BuildEdition
from tests.pages.opening import ABOUT, Open, html_of

LAST = {"fiscal_year": words.fiscal_year(2024)}
BEFORE = {"fiscal_year": words.fiscal_year(2021)}
BOARD, SHEET = "pages/goals/goals.py", "pages/goals/sheet.py"
ON_THE_WAY = ("順調", "やや遅れ", "遅れ", "後退", "後退（発生）")
ANSWER = re.compile(r'<p class="answer">(.*?)</p>')


REPORTS = (
    "指標番号,期間,実績値,状況,報告日\n"
    "9-12,令和6年度,9916,,2025-05-10\n9-12,令和7年度,10200,,2026-05-10\n"
    "1-1,令和5年度,600,,2024-05-10\n1-1,令和7年度,700,,2026-05-10\n"
    "4-4a,令和6年度,16,,2025-05-10\n4-4b,令和5年度,14,,2024-05-10\n"
    "2-3,令和6年度,64,中止,2025-05-10\n9-5,令和6年度,5,評価困難,2025-05-10\n"
    "2-1,2024-10-31,4,,2024-11-10\n2-7,2024-10-31,300,,2024-11-10\n"
    "6-2,令和6年,101,,2025-02-10\n"
)


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory, build_edition: BuildEdition) -> Path:
    """An edition with every way a last year can be reported."""
    file = tmp_path_factory.mktemp("reports") / "reports.csv"
    file.write_text(REPORTS, encoding="utf-8")
    return build_edition(Inputs(reports=file))


def plain(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


def remarks_of(text: str) -> dict[str, str]:
    """Return the remarks of tiles by the number of their measure."""
    tiles = re.findall(r'<span class="remark">(.*?)</span></span> <span class="no">([\d-]+)</span>', text)
    return {number: plain(remark) for remark, number in tiles}


def test_the_last_year_knows_only_achieved_missed_and_what_was_not_judged(sample_edition: Path) -> None:
    measures = measure_states(connect(sample_edition), 2024)
    counted = {state: count for state, count in counts(measures).items() if count}
    assert counted == {"達成": 17, "未達": 28, "中止": 1, "未報告": 2, "指標なし": 4}
    states = {series.judgement.state for one in measures for series in one.series}
    assert not states & set(ON_THE_WAY)
    assert is_last(measures)
    assert not is_last(measure_states(connect(sample_edition), 2023))


@pytest.mark.parametrize("page", [BOARD])
def test_the_headline_counts_achieved_missed_and_silent_apart(
    page: str, look_at: Open, sample_edition: Path
) -> None:
    text = html_of(look_at(sample_edition.parent, page))
    said = plain(ANSWER.findall(text)[0])
    assert said == "52施策のうち達成17、未達28、未報告2。計画の最後の年度（令和6年度）の結果です。"
    assert "ほかに、中止が1、指標なしが4あります。" in plain(text)


def test_the_first_page_shows_what_was_achieved_and_asks_about_what_was_missed(
    look_at: Open, sample_edition: Path
) -> None:
    text = html_of(look_at(sample_edition.parent))
    assert '<p class="big">17 <small>／52施策が目標に届きました</small></p>' in text
    assert "未達が28、未報告が2</b>です。ほかに、中止が1、指標なしが4あります。" in text
    assert text.split('class="decisions"')[1].count("✕ 未達") == 5


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
    assert said in page
    assert len(answer) <= 60
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
    remarks = remarks_of(text)
    assert remarks["9-12"] == "98%"
    assert remarks["3-1"] == "悪化"
    assert remarks["7-2"] == "あと5,302件"
    assert remarks["9-1"] == "途中で発生"


def test_decisions_begin_with_the_largest_remaining_way_and_end_with_silence(sample_edition: Path) -> None:
    database = connect(sample_edition)
    listed = groups(measure_states(database, 2024), "decision")
    assert [group.name for group in listed] == ["未達", "未着手・中止", "未報告あり", "いまは該当なし"]
    # Worse than the baseline lacks more than the whole way; kinds without a way come last.
    missed = [one.judged.measure.measure_id for one in listed[0].members]
    assert set(missed[:2]) == {"3-1", "7-1"}
    assert set(missed[-2:]) == {"7-2", "9-9"}


def test_the_methods_document_the_end_and_find_no_difference_there(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, ABOUT, **LAST)
    assert "どの方法でも判定は同じ" in html_of(app)
    kinds = next(table.value for table in app.table if "最後の年度の判定" in table.value.columns)
    assert kinds["最後の年度の判定"].str.contains("未達").all()
    assert any("施策の状態" in table.value.columns for table in app.table)


def test_the_recommendations_count_achieved_and_missed(open_page: Open, sample_edition: Path) -> None:
    text = plain(html_of(open_page(sample_edition.parent, BOARD, view="提言と目標", **LAST)))
    assert "に未達の施策が最も多いのは" in text
    assert re.search(r"施策のうち達成が\d+、未達が\d+、判定できないもの", text)


def test_what_was_never_due_is_neither_asked_for_nor_called_silent(
    open_page: Open, sample_edition: Path
) -> None:
    database = connect(sample_edition)
    measures = measure_states(database, 2021)
    never = [one.measure.measure_id for one in measures if one.state == "対象外"]
    assert never == ["6-2", "7-3", "7-5"]
    listed = due(database, measures, 2021)
    assert not {one.judged.measure.measure_id for one in listed} & set(never)
    text = plain(html_of(open_page(sample_edition.parent, "pages/goals/reporting.py", **BEFORE)))
    assert "令和3年度は、51指標" in text
    sheet = plain(html_of(open_page(sample_edition.parent, SHEET, measure="7-3", **BEFORE)))
    assert "この年度の報告は求めていません" in sheet
    assert "「順調」と言えるのは" not in sheet


def test_a_year_before_the_plan_is_called_the_baseline(open_page: Open, sample_edition: Path) -> None:
    said = plain(ANSWER.findall(html_of(open_page(sample_edition.parent, BOARD, **BEFORE)))[0])
    assert "達成0、順調27" in said
    assert "計画が始まる前の令和3年度（基準）の結果です" in said


def test_late_values_words_and_parts_of_a_year_change_no_state(ended: Path) -> None:
    database = connect(ended)
    assert reporting_years(database) == [2024, 2023]
    states = {
        one.measure.measure_id: (one.state, one.unjudged_present)
        for one in measure_states(database, 2024)
        if one.state not in ("未報告", "指標なし")
    }
    assert states == {
        "2-1": ("評価困難", True),
        "2-3": ("中止", True),
        "2-7": ("評価困難", True),
        "4-4": ("未報告（一部）", True),
        "6-2": ("未達", False),
        "9-5": ("評価困難", True),
        "9-12": ("未達", False),
    }


def test_the_comparison_of_editions_calls_late_values_late(empty_edition: Path, ended: Path) -> None:
    pair = connect(empty_edition), connect(ended)
    new = editions.tables(editions.Changes(between(*pair), material.between(*pair)))["new"]
    periods = new.loc[new["指標番号"] == "9-12", "期間"].tolist()
    assert periods == ["令和6年度末", "令和7年度末（期限後の値）"]
    assert new.loc[new["指標番号"] == "6-2", "期間"].tolist() == ["令和6年末"]


def test_a_value_after_the_target_stands_beside_the_state(open_page: Open, ended: Path) -> None:
    app = open_page(ended.parent, SHEET, measure="9-12", **LAST)
    text = plain(html_of(app))
    assert "令和6年度末の値は9,916人" in text
    assert "期限後の値：令和7年度末 10,200人（目標の日より後の値のため、状態には使いません）" in text
    table = next(table.value for table in app.table if "区分" in table.value.columns)
    assert table.loc[table["区分"] == "期限後の値", "値"].tolist() == ["10,200人"]
    assert "令和7年度末" not in table.loc[table["区分"] == "実績", "期間"].tolist()
    before = plain(
        html_of(open_page(ended.parent, SHEET, measure="9-12", fiscal_year=words.fiscal_year(2023)))
    )
    assert "期限後の値" not in before
    printed = plain(html_of(open_page(ended.parent, SHEET, measure="9-12", print="1", **LAST)))
    assert "期限後の値：令和7年度末 10,200人" in printed


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("1-1", "令和6年度（2024年度）の報告がありません。直近の報告は令和5年度末の600件です。"),
        ("4-4", "4-4bは未報告です。指標4-4b：この年度の報告がありません。直近の報告は令和5年度末の14台です。"),
        ("2-3", "の報告：令和6年度末の値は64%、目標は100%です。担当課の報告にある状況をそのまま示しています。"),
        ("2-1", "目標の日より前の値のため、目標に届いたかどうかはまだ判定しません。"),
        ("2-7", "年の途中までの数のため、判定しません。"),
        ("6-2", "令和6年末の値は101件、目標は100件/年です。目標に届きませんでした。目標までの道のりの91%まで来て"),
    ],
)  # fmt: skip
def test_a_sheet_says_what_is_known_of_a_last_year(
    measure: str, said: str, open_page: Open, ended: Path
) -> None:
    text = html_of(open_page(ended.parent, SHEET, measure=measure, **LAST))
    assert said in plain(text)
    assert len(plain(ANSWER.findall(text)[0])) <= 60


def test_the_departments_word_has_the_numbers_beside_it(open_page: Open, ended: Path) -> None:
    text = html_of(open_page(ended.parent, BOARD, **LAST))
    remarks = remarks_of(text)
    assert (remarks["2-3"], remarks["9-5"]) == ("数だけでは未達", "数だけでは達成")
    assert remarks["6-2"] == "91%・偶然の範囲"
    sheet = plain(html_of(open_page(ended.parent, SHEET, measure="9-5", **LAST)))
    assert "数だけで計算すると● 達成です。" in sheet
    first = plain(html_of(open_page(ended.parent)))
    assert "数だけでは未達" in first
    assert "偶然の範囲" in first
