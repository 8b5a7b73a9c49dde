"""Accidents near a user's layers, on the page."""

from pathlib import Path

import geopandas as gpd
import pytest

from ingest.build import Inputs
from tests.conftest import BuildEdition
from tests.pages.opening import Open, charts_of, html_of

PAGE, VIEW = "pages/accidents/accidents.py", "通学路など"
SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "overlays"


def test_the_sample_draws_map_and_features_and_calls_the_layer_a_sample(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, PAGE, view=VIEW, layer="通学路（サンプル）", within="50m以内")
    assert charts_of(app) == {"chart_overlay_map", "chart_overlay_features"}
    assert "「通学路（サンプル）」から50m以内で起きた事故は" in html_of(app)
    assert ">GeoPackageで保存<" in html_of(app)
    assert ">GeoJSONで保存<" in html_of(app)


@pytest.mark.parametrize(("parameter", "value"), [("layer", "消防署"), ("within", "5m以内")])
def test_an_unknown_layer_or_distance_is_refused(
    parameter: str, value: str, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, PAGE, view=VIEW, **{parameter: value})
    assert value in app.error[0].value
    assert not charts_of(app)


def test_without_layers_it_invites_with_the_steps_and_whom_to_ask(
    open_page: Open, real_edition: Path
) -> None:
    app = open_page(real_edition.parent, PAGE, view=VIEW)
    text = html_of(app)
    assert "まだ答えられません" in text
    steps = text.split('<ol class="steps">')[1].split("</ol>")[0]
    assert steps.count("<li>") == 3
    assert "行政管理課" in steps
    assert "python" not in text
    assert "goals-sheet?measure=6-2" in text
    assert not charts_of(app)


def test_layers_without_records_wait_for_them(open_page: Open, build_edition: BuildEdition) -> None:
    app = open_page(build_edition(Inputs(overlays=SAMPLE)).parent, PAGE, view=VIEW)
    assert "事故の記録は、この版に読み込まれていません" in html_of(app)
    assert not charts_of(app)


def test_the_invented_layers_are_where_the_city_is() -> None:
    for path in SAMPLE.glob("*.geojson"):
        west, south, east, north = gpd.read_file(path).total_bounds
        assert 140.1 < west < east < 140.6
        assert 37.1 < south < north < 37.5
