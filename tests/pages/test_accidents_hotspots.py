"""The pages of hotspots: what they answer, and what they refuse to answer."""

import re
from pathlib import Path

from tests.pages.opening import Open, charts_of, html_of

HOTSPOTS = "pages/accidents/accidents.py"


def test_the_first_ten_are_listed_with_their_chances(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, HOTSPOTS)
    text = html_of(app)
    assert "chart_hotspots" in charts_of(app)
    assert text.count('href="accidents-spot?') == 10
    assert text.count("　確率 ") == 10
    assert "確率は、翌年に上位10に入る確率です" in text
    assert "先の年の予測ではありません" in text
    assert "事故の件数が市内で多い方から10区画に入る確率" in text


def test_no_number_beside_a_rank_rises_with_it(
    open_page: Open, sample_edition: Path, real_edition: Path
) -> None:
    for edition in (sample_edition, real_edition):
        text = html_of(open_page(edition.parent, HOTSPOTS))
        for pattern in (r"見込み 年([\d.]+)件　記録", r"　確率 (\d+)%</span>"):
            shown = [float(number) for number in re.findall(pattern, text)]
            assert len(shown) == 10
            assert shown == sorted(shown, reverse=True)


def test_conditions_travel_to_the_sheet_of_a_place(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, HOTSPOTS, accident_type="車両相互"))
    assert "accident_type=%E8%BB%8A%E4%B8%A1%E7%9B%B8%E4%BA%92" in text
    assert "選んだ条件：" in text


def test_too_few_accidents_are_not_ranked(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, HOTSPOTS, severity="死亡事故のみ", weather="雨")
    text = html_of(app)
    assert "件数が少なく判定不能" in text
    assert "上位10に入る確率" not in text
    assert charts_of(app) == {"chart_hotspots_counts"}


def test_too_few_of_the_city_are_not_ranked_however_many_its_prefecture_has(
    open_page: Open, real_edition: Path
) -> None:
    app = open_page(real_edition.parent, HOTSPOTS, age="75歳以上", road_width="生活道路（狭義）")
    assert "件数が少なく判定不能" in html_of(app)
    assert "市内で10件に足りません" in app.info[0].value
    assert charts_of(app) == {"chart_hotspots_counts"}


def test_filtered_to_nothing_offers_a_way_out(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, HOTSPOTS, accident_type="列車")
    assert "条件を一つ外してください" in app.info[0].value
    assert not app.get("plotly_chart")


def test_the_page_says_whose_accidents_are_counted(
    look_at: Open, sample_edition: Path, real_edition: Path
) -> None:
    of_city, of_all = (html_of(look_at(path.parent, HOTSPOTS)) for path in (sample_edition, real_edition))
    assert "この版には市の記録だけがあります" in of_city
    assert "（市）" in of_city
    assert "隣の市町村の事故も数えています" not in of_city
    assert "隣の市町村の事故も数えています" in of_all
    assert "（県）" in of_all


def test_real_records_give_the_known_answers(look_at: Open, real_edition: Path) -> None:
    text = html_of(look_at(real_edition.parent, HOTSPOTS))
    assert "栄町の西 約400m" in text
    assert "記録 8件" in text
