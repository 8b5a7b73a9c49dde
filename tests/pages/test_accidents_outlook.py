"""The outlook on every kind of edition."""

from pathlib import Path

import pytest

from tests.pages.opening import OVERVIEW, Open, charts_of, html_of

PAGE = "pages/accidents/outlook.py"


def test_real_records_give_the_range_and_the_chance(look_at: Open, real_edition: Path) -> None:
    app = look_at(real_edition.parent, PAGE)
    text = html_of(app)
    assert (
        "計画の基準の年までは、増えたとも減ったとも言えず、次の令和4年は<b>80～123件</b>の見込みです。"
        in text
    )
    (fared,) = [table.value for table in app.table if "実績は幅の" in table.value.columns]
    assert fared["目標の件数以下になる確率"].tolist() == ["—", "—", "—", "—", "—", "52%"]
    assert "2回のうち2回とも幅の外でした（令和2年・令和3年）" in text
    assert "記録が3年分で、6年分より少ないためです" in text


def test_the_methods_say_how_often_ranges_and_chances_held(look_at: Open, real_edition: Path) -> None:
    text = html_of(look_at(real_edition.parent, "pages/about/about.py", view="事故"))
    assert "全国の市区町村では、80%の幅に80.3%が入りました。" in text
    assert "ある年の件数から後の年を見通した5,513組で、全国の増減を差し引いて確かめました。" in text
    assert (
        "令和3年（2021年）の件数を見ないで求めた幅で試すと、令和2年（2020年）からの見通しは80.6%が入りました"
        in text
    )
    assert "30～99件（410市区町村）では85.4%で（偶然の幅82～88%）、幅が広すぎるとみられます" in text
    assert "1,000件以上（46市区町村）では63.0%で（偶然の幅49～75%）、幅が狭すぎるとみられます" in text
    assert "言った確率と実際の割合を30通りで比べ、偶然では説明しにくいほど違ったのは1通りでした" in text


TOLD = {
    "real": "全国の件数がいまのままなら、目標の令和6年に100件以下になる確率は<b>52%</b>です。",
    "sample": "全国の件数がいまのままなら、次の令和7年も100件以下を保つ確率は<b>57%</b>です。",
}
MOVED = {
    "real": "須賀川市の令和3年は<b>112件</b>で、令和元年・令和2年の平均94.0件の<b>1.19倍</b>"
    "（95%区間0.93～1.51倍）。増えたとも減ったとも言えません。",
    "sample": "須賀川市の令和6年は<b>94件</b>で、令和元年・令和2年・令和3年・令和4年・令和5年の平均100.8件の"
    "<b>0.93倍</b>（95%区間0.74～1.16倍）。増えたとも減ったとも言えません。",
}
WHERE, SHEET = "pages/accidents/accidents.py", "pages/goals/sheet.py"


@pytest.mark.parametrize("kind", ["real", "sample"])
@pytest.mark.parametrize("page", [OVERVIEW, WHERE, PAGE, SHEET])
def test_the_chance_of_the_target_is_one_on_all_pages(
    open_page: Open, request: pytest.FixtureRequest, page: str, kind: str
) -> None:
    edition = request.getfixturevalue(f"{kind}_edition")
    asked = {SHEET: {"measure": "6-2"}, WHERE: {"view": "件数"}}.get(page, {})
    text = html_of(open_page(edition.parent, page, **asked))
    assert TOLD[kind] in text
    assert text.count("全国の件数がいまのままなら") == text.count(TOLD[kind])
    assert "この水準が動かない" not in text


@pytest.mark.parametrize("kind", ["real", "sample"])
@pytest.mark.parametrize(("page", "view"), [(PAGE, ""), (PAGE, "周りとの比較"), (SHEET, "")])
def test_whether_the_count_moved_has_one_answer_on_all_pages(
    open_page: Open, request: pytest.FixtureRequest, page: str, view: str, kind: str
) -> None:
    edition = request.getfixturevalue(f"{kind}_edition")
    asked = {"view": view} if view else {"measure": "6-2"} if page == SHEET else {}
    text = html_of(open_page(edition.parent, page, **asked))
    assert MOVED[kind] in text
    assert "偶然では起こりにくい" not in text


def test_counts_and_outlook_are_one_chart(look_at: Open, sample_edition: Path) -> None:
    assert "chart_per_year" in charts_of(look_at(sample_edition.parent, PAGE))


def test_what_counts_otherwise_than_the_target_has_no_outlook(open_page: Open, real_edition: Path) -> None:
    text = html_of(open_page(real_edition.parent, PAGE, weather="雨"))
    assert '<p class="answer">増えたとも減ったとも言えません。</p>' in text
    assert "見込みです" not in text
    assert "全国の件数がいまのままなら" not in text


def test_without_records_it_says_whom_to_ask(look_at: Open, empty_edition: Path) -> None:
    app = look_at(empty_edition.parent, PAGE)
    assert "に問い合わせてください" in html_of(app)
    assert "python -m" not in html_of(app)
    assert not charts_of(app)
