"""The outlook on every kind of edition."""

from pathlib import Path

import pytest

from tests.pages.opening import Open, charts_of, html_of

PAGE = "pages/accidents/outlook.py"


def test_real_records_give_the_range_and_the_chance(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, PAGE)
    text = html_of(app)
    assert (
        "令和4年（2022年）の人身事故は、令和3年の112件の水準が大きく変わらなければ、<b>88件から138件</b>"
        in text
    )
    assert "令和6年（2024年）に100件以下になる確率は<b>35%</b>" in text
    assert app.table[0].value["目標の件数以下になる確率"].tolist() == ["—", "—", "—", "—", "—", "35%"]
    assert "2回のうち2回とも幅の外でした（令和2年・令和3年）" in text
    assert "5,513組では、全国の増減を差し引くと80%の幅に入ったのは80.6%でした" in text
    assert (
        "令和3年（2021年）の件数を見ないで求めた幅で試すと、令和2年（2020年）からの見通しは80.5%が入りました"
        in text
    )
    assert "1,000件以上（46市区町村）では65.2%で（偶然の幅51〜77%）、幅が狭すぎるとみられます" in text
    assert "広すぎる" not in text
    assert "記録が3年分で、6年分より少ないためです" in text


@pytest.mark.parametrize("page", [PAGE, "pages/accidents/accidents.py", "pages/goals/sheet.py"])
def test_both_chances_are_named_by_their_basis_wherever_one_is_told(
    open_page: Open, real_edition: Path, page: str
) -> None:
    text = html_of(open_page(real_edition.parent, page, measure="6-2"))
    assert "次の1年（令和4年）の22%は、令和3年の水準が動かないとした値です（動くことも見込むと29%）。" in text
    assert "目標の年（令和6年）の35%は、それまでの3年に水準が上にも下にも動くことを見込んだ値です。" in text
    assert 'href="accidents-outlook?' in text


def test_the_sample_draws_both_cards(open_page: Open, sample_edition: Path) -> None:
    assert charts_of(open_page(sample_edition.parent, PAGE)) == {"chart_outlook", "chart_coverage"}


def test_without_records_it_says_how_to_load_them(open_page: Open, empty_edition: Path) -> None:
    app = open_page(empty_edition.parent, PAGE)
    assert "python -m ingest build --npa" in app.info[0].value
    assert not charts_of(app)
