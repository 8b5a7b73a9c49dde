"""What is said and drawn of accidents near a user's layer."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, box

from charts.accidents import overlays
from findings.accidents.ground import Gazetteer, Ground, Place
from findings.accidents.overlays import Feature, FeatureCount, Near, NearRecords, NearTotals
from stats.intervals import Interval

AREAS = pd.read_csv(Path(__file__).parents[3] / "data" / "areas" / "cells.csv", dtype={"mesh_code": str})
PLACES = (Place("須賀川駅", 37.3003, 140.372, True, "ekidata"),)
GROUND = Ground(
    "20250101-090000-aaaaaa-real",
    tuple(AREAS.loc[AREAS["share_inside"] >= 0.5, "mesh_code"]),
    frozenset(),
    Gazetteer(PLACES),
)
SHAPES = [
    Point(140.37, 37.29),
    LineString([(140.37, 37.29), (140.38, 37.30)]),
    MultiPolygon([box(140.36, 37.28, 140.365, 37.285), box(140.35, 37.28, 140.355, 37.285)]),
]
SCHOOL, LANE, EAST = (
    Feature(
        FeatureCount(name, kind, metres, size, 1.0, shapely.to_wkb(shape), accidents, fatal),
        level,
        expected,
        p,
    )
    for (name, kind, metres, size, accidents, fatal, level, expected, p), shape in zip(
        [
            ("第一小学校", "point", None, None, 14, 1, Interval(7.7, 23.5), 4.0, 0.001),
            (None, "line", 1420.0, None, 3, 0, Interval(0.6, 8.8), 6.0, 1.0),
            ("駅東", "area", None, 350_000.0, 0, 0, Interval(0.0, 3.7), 7.0, 1.0),
        ],
        SHAPES,
        strict=True,
    )
)
RECORDS = pd.DataFrame(
    {
        "accident_id": ["1"],
        "mesh_250m": ["5540726922"],
        "municipality": ["須賀川市"],
        "file_year": [2021],
        "latitude": [37.3],
        "longitude": [140.37],
        "fatal": [True],
        "occurred_at": [pd.Timestamp("2021-04-03 08:59")],
        "accident_type": ["人対車両"],
        "road_shape": ["交差点"],
        "weather": ["晴"],
        "deaths": [1],
        "injuries": [0],
        "metres": [12.3],
        "nearest": [None],
    }
)


def near(
    *features: Feature, layer: str = "学校", within: int = 100, placed: int = 300, close: int = 12
) -> Near:
    totals = NearTotals(placed=placed, without_place=2, near=close, share_of_city=0.00912)
    return Near(layer, within, "user", totals, features or (SCHOOL, LANE, EAST))


def test_the_answer_gives_count_share_and_what_to_compare_with() -> None:
    assert overlays.near_sentence(near()) == (
        "「学校」から100m以内で起きた事故は<b>12件</b>（位置の分かる300件の4.0%）です。"
        "この範囲は、市の広さの0.9%にあたります。"
    )
    inside = near(layer="ゾーン30", within=0, placed=0, close=0)
    assert "「ゾーン30」の中で起きた事故は<b>0件</b>です" in overlays.near_sentence(inside)
    assert "<script>" not in overlays.near_sentence(near(layer="<script>"))


def test_the_answer_counts_the_part_of_a_whole() -> None:
    assert overlays.answer(near()) == "「学校」から100m以内の事故は、300件のうち<b>12件</b>です。"
    assert "「ゾーン30」の中の事故は" in overlays.answer(near(layer="ゾーン30", within=0))
    assert "<script>" not in overlays.answer(near(layer="<script>"))


def test_the_list_has_the_features_by_count_and_says_which_stand_out() -> None:
    items = overlays.feature_list(near()).split("<li>")[1:]
    assert [item.count("▲ 平均より多いと言えます") for item in items] == [1, 0, 0]
    assert "<b>14件</b><b>第一小学校</b>" in items[0]
    assert "（名称なし）" in items[1]


def test_the_invitation_names_whom_to_ask_and_escapes_it() -> None:
    assert "総務課&lt;b&gt;に渡し" in overlays.invitation("総務課<b>")


def test_a_feature_stands_out_only_beyond_chance() -> None:
    text = overlays.verdict_sentence(near())
    assert "「第一小学校」は、まわりの広さからみた平均より多いと言えます（3か所を比べること" in text
    assert "駅東" not in text
    usual = near(replace(SCHOOL, probability=0.05), LANE, EAST)
    assert "平均より多いと言える場所はありません" in overlays.verdict_sentence(usual)


@pytest.mark.parametrize(
    ("features", "words"),
    [
        ((LANE, LANE, LANE), "合わせて9件と少ないため、場所による差は判定できません（10件から"),
        ((SCHOOL,), "場所が1つなので"),
        ((SCHOOL, replace(LANE, expected=None)), "0mでは場所どうしを比べられません"),
    ],
)
def test_where_nothing_can_be_compared_it_says_why(features: tuple[Feature, ...], words: str) -> None:
    assert words in overlays.verdict_sentence(near(*features))


def test_points_lines_and_all_parts_of_areas_are_drawn_under_the_accidents() -> None:
    figure = overlays.layer_map(GROUND, (SCHOOL, LANE, EAST), NearRecords(RECORDS))
    areas, lines, points = figure.data[1:4]
    assert (areas.mode, areas.fill, list(areas.lon).count(None)) == ("lines", "toself", 2)
    assert list(lines.lon) == [140.37, 140.38, None]
    assert lines.text[0] == "（名称なし）<br>近くの事故3件"
    assert (points.mode, list(points.lat)) == ("markers", [37.29])
    assert list(figure.data[5].lat) == [37.3]
    west, south, east, north = figure.layout.meta["fit"]
    assert west < 140.37 < 140.38 <= east
    assert south < north
    assert "//" not in figure.to_json()


def test_the_chart_keeps_features_of_the_same_name_apart() -> None:
    figure = overlays.features_figure(
        near(*(replace(each, count=replace(each.count, name="同じ名")) for each in (SCHOOL, LANE, EAST)))
    )
    assert list(figure.data[0].y) == [0, 1, 2]
    assert list(figure.data[0].x) == [0, 3, 14]
    assert list(figure.data[0].error_x.array) == pytest.approx([3.7, 5.8, 9.5])
    assert list(figure.data[1].x) == [7, 6, 4]
    assert len(overlays.features_figure(near(replace(SCHOOL, expected=None))).data) == 1


def test_the_chart_is_of_the_most_and_the_table_of_all() -> None:
    many = near(*[SCHOOL, LANE, EAST] * 10)
    assert len(overlays.features_figure(many).data[0].x) == overlays.MOST_SHOWN
    more = len(many.features) - overlays.MOST_SHOWN
    assert f"ほかの{more}か所は表にあります" in overlays.features_defined(many)
    few = replace(many, features=many.features[: overlays.MOST_SHOWN])
    assert "表にあります" not in overlays.features_defined(few)
    table = overlays.features_table(many.features)
    assert len(table) == 30
    assert table["種類"].tolist()[:3] == ["点", "線", "面"]
    assert table["長さ（km）"].tolist()[:3] == ["—", "1.42", "—"]
    assert table["広さ（km²）"].tolist()[:3] == ["—", "—", "0.350"]


def test_words_and_points_of_an_export() -> None:
    assert "第一小学校 14件（95%の幅 7.7～23.5）" in overlays.features_in_words(near())
    table = overlays.records_table(NearRecords(RECORDS))
    assert table["最も近い場所"].tolist() == ["（名称なし）"]
    assert table["市区町村"].tolist() == ["須賀川市"]
    assert table["距離（m）"].tolist() == [12.3]
