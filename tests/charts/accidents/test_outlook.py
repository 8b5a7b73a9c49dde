"""What the outlook says and draws, for a city of three years and for the cases at its edges."""

from dataclasses import replace

import pandas as pd
import pytest

from charts.accidents import outlook
from charts.accidents.outlook import Outlook

NO_PAST = pd.DataFrame(columns=["year", "from_year", "lower", "upper", "count"])
NO_FUTURE = pd.DataFrame(columns=["year", "lower", "upper", "chance"])
KNOWN = Outlook(
    counts=pd.DataFrame({"year": [2019, 2020, 2021], "count": [107, 81, 112]}),
    past=pd.DataFrame(
        {
            "year": [2020, 2021],
            "from_year": [2019, 2020],
            "lower": [84, 62],
            "upper": [131, 112],
            "count": [81, 112],
        }
    ),
    ahead=pd.DataFrame(
        {
            "year": [2022, 2023, 2024],
            "lower": [89, 85, 82],
            "upper": [137, 141, 144],
            "chance": [None, None, 0.34],
        }
    ),
    target=100.0,
    target_year=2024,
    trend=None,
)
COVERAGE = pd.DataFrame(
    {
        "first_year": [2019, 2019, 2020, 2020],
        "last_year": [2020, 2020, 2021, 2021],
        "shift": [0.814, 0.814, 0.9862, 0.9862],
        "least": [100, 1000, 100, 1000],
        "most": [299, None, 299, None],
        "pairs": [300, 100, 100, 100],
        "covered_pct": [80.0, 90.0, 84.0, 88.0],
        "uncorrected_pct": [40.0, 10.0, 80.0, 90.0],
        "foretold_pct": [None, None, 82.0, 66.0],
    }
)
SIZES = outlook.by_size(COVERAGE).assign(lower=[76.0, 81.0], upper=[85.0, 94.0])
TRIED = outlook.foretold(COVERAGE).assign(lower=[73.0, 56.0], upper=[88.0, 74.0])


def test_the_answer_names_the_range_and_what_it_rests_on() -> None:
    assert outlook.answer(KNOWN) == (
        "令和4年（2022年）の人身事故は、これまでの3年の件数からみて、<b>89件から137件</b>の"
        "あいだと見込まれます（80%の幅）。"
    )
    alone = replace(KNOWN, counts=KNOWN.counts[-1:])
    assert "これまでの1年だけの件数からみて" in outlook.answer(alone)


@pytest.mark.parametrize(("count", "verdict"), [(100, "目標に届きました"), (101, "目標に届きませんでした")])
def test_a_target_year_that_is_over_is_told_not_forecast(count: int, verdict: str) -> None:
    counts = pd.DataFrame({"year": [2023, 2024], "count": [105, count]})
    over = replace(KNOWN, counts=counts, ahead=KNOWN.ahead.assign(year=[2025, 2026, 2027]))
    assert f"目標の年の令和6年（2024年）は{count}件で、100件以下という{verdict}" in outlook.answer(over)


def test_without_records_and_after_a_year_of_none_it_says_so() -> None:
    assert "事故の記録がない" in outlook.answer(None)
    none = replace(KNOWN, counts=pd.DataFrame({"year": [2021], "count": [0]}), past=NO_PAST, ahead=NO_FUTURE)
    assert "0件の年だけからは、次の年の件数を見通せません" in outlook.answer(none)
    assert len(outlook.figure(none).data) == 1
    assert outlook.table(none)["実績（件）"].tolist() == ["0"]


def test_forecasts_that_missed_are_confessed() -> None:
    assert "2回のうち1回幅の外でした（令和2年）" in outlook.caution(KNOWN)
    both = replace(KNOWN, past=KNOWN.past.assign(count=[81, 113]))
    assert "2回のうち2回とも幅の外でした（令和2年・令和3年）" in outlook.caution(both)
    held = replace(KNOWN, past=KNOWN.past.assign(count=[90, 90]))
    assert "2回とも幅の中でした" in outlook.caution(held)
    assert "まだ確かめられません" in outlook.caution(replace(KNOWN, past=NO_PAST))


def test_a_trend_is_only_told_where_there_is_one() -> None:
    assert "記録が3年分で、6年分より少ないためです" in outlook.trend(KNOWN, 6)
    falling = replace(KNOWN, trend=(-0.174, -0.27, -0.066))
    assert "年に平均−17.4%（95%の幅 −27%〜−6.6%）で、減る傾向です" in outlook.trend(falling, 6)
    unclear = replace(KNOWN, trend=(-0.02, -0.09, 0.05))
    assert "増減の向きは決められません" in outlook.trend(unclear, 6)


def test_the_chart_draws_counts_from_zero_and_both_kinds_of_range() -> None:
    figure = outlook.figure(KNOWN)
    known, past, ahead = figure.data
    assert list(known.y) == [107, 81, 112]
    assert [low + height for low, height in zip(past.base, past.y, strict=True)] == [131, 112]
    assert list(ahead.base) == [89, 85, 82]
    assert figure.layout.yaxis.range[0] == 0
    texts = [note.text for note in figure.layout.annotations]
    assert "89〜<br>137件" in texts
    assert any("目標 100件以下（令和6年）" in text for text in texts)


def test_the_table_says_what_held() -> None:
    table = outlook.table(KNOWN)
    assert table["年"].iloc[-1] == "令和6年（2024年）"
    assert table["実績は幅の"].tolist() == ["—", "外", "中", "—", "—", "—"]
    assert table["目標の件数以下になる確率"].tolist() == ["—", "—", "—", "—", "—", "34%"]


def test_words_for_those_who_cannot_see_the_chart() -> None:
    assert "令和3年（2021年） 112件" in outlook.in_words(KNOWN)
    assert "令和6年（2024年） 82〜144件" in outlook.in_words(KNOWN)


def test_coverage_is_added_up_by_municipalities() -> None:
    sizes = outlook.by_size(COVERAGE).set_index("least")
    assert sizes.loc[100, "covered_pct"] == pytest.approx((300 * 80 + 100 * 84) / 400)
    assert sizes.loc[1000, "pairs"] == 200


def test_coverage_in_words_names_the_citys_size_and_the_year_it_failed() -> None:
    text = outlook.coverage_in_words(COVERAGE, SIZES, TRIED, 112, "須賀川市")
    assert "600組" in text
    assert "須賀川市と同じ規模の100〜299件では81.0%" in text
    assert (
        "全国が18.6%減った令和元年（2019年）から翌年への見通しは、差し引かなければ32.5%しか入りません" in text
    )
    assert "2020年）から翌年" not in text
    assert "同じ規模" not in outlook.coverage_in_words(COVERAGE, SIZES, TRIED, 50, "須賀川市")


def test_sizes_whose_promise_is_missed_by_more_than_chance_are_named() -> None:
    text = outlook.coverage_in_words(COVERAGE, SIZES, TRIED, 112, "須賀川市")
    assert "1,000件以上（100市区町村）では89.0%で（偶然の幅81〜94%）、幅が広すぎるとみられます" in text
    assert "100〜299件（300市区町村）" not in text
    narrow = SIZES.assign(covered_pct=[81.0, 70.0], lower=[76.0, 60.0], upper=[85.0, 78.0])
    assert "幅が狭すぎるとみられます" in outlook.coverage_in_words(
        COVERAGE, narrow, TRIED[:0], 112, "須賀川市"
    )


def test_what_a_spread_that_did_not_know_the_year_foretold_is_told() -> None:
    text = outlook.coverage_in_words(COVERAGE, SIZES, TRIED, 112, "須賀川市")
    assert (
        "令和3年（2021年）の件数を見ないで求めた幅で試すと、令和2年（2020年）からの見通しは74.0%が入りました"
        in text
    )
    assert text.endswith(
        "そのうち1,000件以上（100市区町村）では66.0%で（偶然の幅56〜74%）、幅が狭すぎるとみられます。"
    )
    untried = COVERAGE.assign(foretold_pct=None)
    assert outlook.foretold(untried).empty
    assert "見ないで" not in outlook.coverage_in_words(
        untried, SIZES, outlook.foretold(untried), 112, "須賀川市"
    )


def test_coverage_is_drawn_and_tabled() -> None:
    figure = outlook.coverage_figure(SIZES)
    assert list(figure.data[1].y) == ["100〜299件<br>300市区町村", "1,000件以上<br>100市区町村"]
    assert list(figure.data[1].error_x.array) == [4.0, 5.0]
    assert outlook.coverage_table(COVERAGE)["もとの年の件数"].tolist() == ["100〜299件", "1,000件以上"] * 2
