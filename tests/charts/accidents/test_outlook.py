"""What the outlook says and draws, for a city of three years and for the cases at its edges."""

from dataclasses import replace

import pytest

from charts.accidents import outlook
from findings.accidents.neighbours import Change, Comparison, Place
from findings.accidents.outlook import Ahead, Coverage, Outlook, Pair, Past, Size
from findings.accidents.target import Counted
from stats.accidents.forecast import Trend
from tests.charts.accidents.newest import NEWEST

KNOWN = Outlook(
    counts=(Counted(2019, 107, 1.0), Counted(2020, 81, 0.8), Counted(2021, 112, 0.8)),
    past=(Past(2020, 2019, 84, 131, 81), Past(2021, 2020, 62, 112, 112)),
    ahead=(Ahead(2022, 89, 137, None), Ahead(2023, 85, 141, None), Ahead(2024, 82, 144, 0.34)),
    target=100.0,
    target_year=2024,
    trend=None,
    drift=0.01,
)
PAIRS = (
    Pair(2019, 2020, 0.814, 100, 299, 300, 80.0, 40.0, None),
    Pair(2019, 2020, 0.814, 1000, None, 100, 90.0, 10.0, None),
    Pair(2020, 2021, 0.9862, 100, 299, 100, 84.0, 80.0, 82.0),
    Pair(2020, 2021, 0.9862, 1000, None, 100, 88.0, 90.0, 66.0),
)
SIZES = (Size(100, 299, 400, 300, 81.0, 50.0, 76.0, 85.0), Size(1000, None, 200, 100, 89.0, 50.0, 81.0, 94.0))
TRIED = (Size(100, 299, 100, 100, 82.0, 80.0, 73.0, 88.0), Size(1000, None, 100, 100, 66.0, 90.0, 56.0, 74.0))
COVERAGE = Coverage(PAIRS, SIZES, TRIED, (2020, 2021))


CITY = Change("須賀川市", Place.CITY, (81, 112), 1.38, 0.93, 1.51)


def compared(**changes: object) -> Comparison:
    return Comparison((replace(CITY, **changes),), (2020, 2021))


def test_the_answer_says_whether_it_rises_and_what_the_next_year_may_bring() -> None:
    assert outlook.outlook_sentence(compared(), NEWEST, KNOWN) == (
        "計画の基準の年までは、増えたとも減ったとも言えず、次の令和4年は<b>89～137件</b>の見込みです。"
    )
    earlier = replace(NEWEST, baseline_year=2020)
    assert outlook.outlook_sentence(compared(low=1.01), earlier, KNOWN).startswith(
        "計画が始まる前の年までは、増えていて、次の"
    )
    within = replace(NEWEST, year=2022)
    assert outlook.outlook_sentence(compared(high=0.99), within, KNOWN).startswith("減っていて、次の")
    assert outlook.outlook_sentence(None, within, KNOWN).startswith("増減を比べられる年がなく、次の")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "増えたとも減ったとも言えません。"),
        ({"low": 1.01}, "増えています。"),
        ({"high": 0.99}, "減っています。"),
        ({"ratio": None}, "増減を比べられる年がありません。"),
    ],
)
def test_what_counts_otherwise_than_the_target_has_no_outlook(changes: dict[str, object], said: str) -> None:
    assert outlook.outlook_sentence(compared(**changes), None, None) == said


@pytest.mark.parametrize(("count", "verdict"), [(100, "目標に届きました"), (101, "目標に届きませんでした")])
def test_a_target_year_that_is_over_is_told_not_forecast(count: int, verdict: str) -> None:
    counts = (Counted(2023, 105, 1.0), Counted(2024, count, 1.0))
    over = replace(KNOWN, counts=counts, ahead=(Ahead(2025, 89, 137, 0.34),))
    assert outlook.reached(over) == f"目標の年の令和6年（2024年）は{count}件で、100件以下という{verdict}。"
    assert outlook.reached(KNOWN) == ""


def test_after_a_year_of_none_it_says_so() -> None:
    none = replace(KNOWN, counts=(Counted(2021, 0, 1.0),), past=(), ahead=())
    assert outlook.caution(none) == "0件の年だけからは、次の年の件数を見通せません。"
    assert outlook.outlook_sentence(compared(), None, none) == "増えたとも減ったとも言えません。"
    assert outlook.table(none)["実績（件）"].tolist() == ["0"]


def test_forecasts_that_missed_are_confessed() -> None:
    assert "2回のうち1回幅の外でした（令和2年）" in outlook.caution(KNOWN)
    both = replace(KNOWN, past=(KNOWN.past[0], replace(KNOWN.past[1], count=113)))
    assert "2回のうち2回とも幅の外でした（令和2年・令和3年）" in outlook.caution(both)
    held = replace(KNOWN, past=tuple(replace(one, count=90) for one in KNOWN.past))
    assert "2回とも幅の中でした" in outlook.caution(held)
    assert "まだ確かめられません" in outlook.caution(replace(KNOWN, past=()))


def test_a_trend_is_only_told_where_there_is_one() -> None:
    assert outlook.trend_said(KNOWN)[0].endswith("記録が3年分で、6年分より少ないためです。")
    falling = replace(KNOWN, trend=Trend(-0.174, -0.27, -0.066))
    first, second, _ = outlook.trend_said(falling)
    assert first == "3年間の変化は、年に平均−17.4%です。"
    assert second == "その95%の幅は−27%～−6.6%で、減る傾向です。"
    unclear = replace(KNOWN, trend=Trend(-0.02, -0.09, 0.05))
    assert "増減の向きは決められません" in outlook.trend_said(unclear)[1]


def test_the_table_says_what_held() -> None:
    table = outlook.table(KNOWN)
    assert table["年"].iloc[-1] == "令和6年（2024年）"
    assert table["実績は幅の"].tolist() == ["—", "外", "中", "—", "—", "—"]
    assert table["目標の件数以下になる確率"].tolist() == ["—", "—", "—", "—", "—", "34%"]


def test_words_for_those_who_cannot_see_the_chart() -> None:
    assert outlook.ahead_in_words(KNOWN.ahead).endswith("令和6年（2024年） 82～144件。")
    assert outlook.ahead_in_words(()) == ""


def test_coverage_names_the_citys_size_and_the_year_it_failed() -> None:
    text = "".join(outlook.coverage_said(COVERAGE, 112, "須賀川市"))
    assert "600組" in text
    assert "須賀川市と同じ規模の100～299件では、81.0%が入りました" in text
    assert (
        "全国が18.6%減った令和元年（2019年）から翌年への見通しは、差し引かなければ32.5%しか入りません" in text
    )
    assert "2020年）から翌年" not in text
    assert "同じ規模" not in "".join(outlook.coverage_said(COVERAGE, 50, "須賀川市"))


def test_sizes_whose_promise_is_missed_by_more_than_chance_are_named() -> None:
    text = "".join(outlook.coverage_said(COVERAGE, 112, "須賀川市"))
    assert "1,000件以上（100市区町村）では89.0%で（偶然の幅81～94%）、幅が広すぎるとみられます" in text
    assert "100～299件（300市区町村）" not in text
    narrow = replace(
        COVERAGE,
        sizes=(Size(1000, None, 200, 100, 70.0, 50.0, 60.0, 78.0),),
        foretold=(),
        foretold_years=None,
    )
    assert "幅が狭すぎるとみられます" in "".join(outlook.coverage_said(narrow, 112, "須賀川市"))


def test_what_a_spread_that_did_not_know_the_year_foretold_is_told() -> None:
    text = "".join(outlook.coverage_said(COVERAGE, 112, "須賀川市"))
    assert (
        "令和3年（2021年）の件数を見ないで求めた幅で試すと、令和2年（2020年）からの見通しは74.0%が入りました"
        in text
    )
    assert text.endswith(
        "そのうち1,000件以上（100市区町村）では66.0%で（偶然の幅56～74%）、幅が狭すぎるとみられます。"
    )
    untried = replace(COVERAGE, foretold=(), foretold_years=None)
    assert "見ないで" not in "".join(outlook.coverage_said(untried, 112, "須賀川市"))


def test_coverage_is_drawn_and_tabled() -> None:
    figure = outlook.coverage_figure(SIZES)
    assert list(figure.data[1].y) == ["100～299件<br>300市区町村", "1,000件以上<br>100市区町村"]
    assert list(figure.data[1].error_x.array) == [4.0, 5.0]
    legend, promised, *numbers = figure.layout.annotations
    assert (legend.text, promised.text) == ("● 全国の増減を差し引く<br>○ 差し引かない", "約束した80%")
    assert [number.text[0] for number in numbers] == ["●", "○"] * len(SIZES)
    assert {number.x for number in numbers} == {figure.layout.xaxis.range[1]}  # beside every mark
    assert outlook.coverage_table(PAIRS)["もとの年の件数"].tolist() == ["100～299件", "1,000件以上"] * 2
