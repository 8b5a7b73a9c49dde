"""What is said and drawn of accidents near a user's layer."""

from pathlib import Path

import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, box

from charts.accidents import overlays

AREAS = pd.read_csv(Path(__file__).parents[3] / "data" / "areas" / "cells.csv", dtype={"mesh_code": str})
PLACES = pd.DataFrame({"name": ["須賀川駅"], "latitude": [37.3003], "longitude": [140.372], "on_map": [True]})
SHAPES = [
    Point(140.37, 37.29),
    LineString([(140.37, 37.29), (140.38, 37.30)]),
    MultiPolygon([box(140.36, 37.28, 140.365, 37.285), box(140.35, 37.28, 140.355, 37.285)]),
]
FEATURES = pd.DataFrame(
    {
        "name": ["第一小学校", None, "駅東"],
        "kind": ["point", "line", "area"],
        "metres": [None, 1420.0, None],
        "square_metres": [None, None, 350_000.0],
        "geometry": [bytearray(shapely.to_wkb(shape)) for shape in SHAPES],
        "accidents": [14, 3, 0],
        "fatal_accidents": [1, 0, 0],
        "lower": [7.7, 0.6, 0.0],
        "upper": [23.5, 8.8, 3.7],
        "expected": [4.0, 6.0, 7.0],
        "probability": [0.001, 1.0, 1.0],
    }
)
RECORDS = pd.DataFrame(
    {
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


def totals(placed: int = 300, near: int = 12) -> pd.Series:
    return pd.Series({"placed": placed, "near": near, "without_place": 2, "share_of_city": 0.00912})


def test_the_answer_gives_count_share_and_what_to_compare_with() -> None:
    assert overlays.answer("学校", 100, totals()) == (
        "「学校」から100m以内で起きた事故は<b>12件</b>（位置の分かる300件の4.0%）です。"
        "この範囲は、市の広さの0.9%にあたります。"
    )
    assert "「ゾーン30」の中で起きた事故は<b>0件</b>です" in overlays.answer("ゾーン30", 0, totals(0, 0))
    assert "<script>" not in overlays.answer("<script>", 50, totals())


def test_a_feature_stands_out_only_beyond_chance() -> None:
    text = overlays.verdict(FEATURES, 10)
    assert "「第一小学校」は、まわりの広さからみた平均より多いと言えます（3か所を比べること" in text
    assert "駅東" not in text
    assert "平均より多いと言える場所はありません" in overlays.verdict(FEATURES.assign(probability=0.05), 10)


@pytest.mark.parametrize(
    ("features", "words"),
    [
        (FEATURES.assign(accidents=[3, 3, 3]), "合わせて9件と少ないため"),
        (FEATURES.iloc[:1], "場所が1つなので"),
        (FEATURES.assign(expected=float("nan")), "0mでは場所どうしを比べられません"),
    ],
)
def test_where_nothing_can_be_compared_it_says_why(features: pd.DataFrame, words: str) -> None:
    assert words in overlays.verdict(features, 10)


def test_points_lines_and_all_parts_of_areas_are_drawn_under_the_accidents() -> None:
    figure = overlays.layer_map(AREAS, FEATURES, RECORDS, PLACES)
    areas, lines, points = figure.data[1:4]
    assert (areas.mode, areas.fill, list(areas.lon).count(None)) == ("lines", "toself", 2)
    assert list(lines.lon) == [140.37, 140.38, None]
    assert lines.text[0] == "（名称なし）<br>近くの事故3件"
    assert (points.mode, list(points.lat)) == ("markers", [37.29])
    assert list(figure.data[5].lat) == [37.3]
    assert 140.35 < figure.layout.map.center.lon < 140.38
    assert "//" not in figure.to_json()


def test_the_chart_keeps_features_of_the_same_name_apart() -> None:
    figure = overlays.features_figure(FEATURES.assign(name="同じ名"))
    assert list(figure.data[0].y) == [0, 1, 2]
    assert list(figure.data[0].x) == [0, 3, 14]
    assert list(figure.data[0].error_x.array) == pytest.approx([3.7, 5.8, 9.5])
    assert list(figure.data[1].x) == [7, 6, 4]
    assert len(overlays.features_figure(FEATURES.assign(expected=float("nan"))).data) == 1


def test_the_chart_is_of_the_most_and_the_table_of_all() -> None:
    many = pd.concat([FEATURES] * 10, ignore_index=True)
    assert len(overlays.features_figure(many).data[0].x) == overlays.MOST_SHOWN
    table = overlays.features_table(many)
    assert len(table) == 30
    assert table["種類"].tolist()[:3] == ["点", "線", "面"]
    assert table["長さ（km）"].tolist()[:3] == ["—", "1.42", "—"]
    assert table["広さ（km²）"].tolist()[:3] == ["—", "—", "0.350"]


def test_words_and_points_of_an_export() -> None:
    assert "第一小学校 14件（95%の幅 7.7〜23.5）" in overlays.features_in_words(FEATURES)
    table = overlays.records_table(RECORDS)
    assert table["最も近い場所"].tolist() == ["（名称なし）"]
    assert table["市区町村"].tolist() == ["須賀川市"]
    assert table["距離（m）"].tolist() == [12.3]
