"""The first accident page over a whole nation: known answers, and no payload that grows with the records."""

import json
from pathlib import Path

import pytest

import queries
from findings.accidents.drawn import Part, drawn
from ingest.build import Inputs
from tests.conftest import BuildEdition
from tests.pages.opening import Open, html_of

ACCIDENTS = "pages/accidents/accidents.py"


@pytest.fixture(scope="module")
def nation(build_edition: BuildEdition, npa: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an edition of the nation with one year: 305,164 accidents."""
    files = tmp_path_factory.mktemp("police")
    (files / "honhyo_2021.csv.gz").symlink_to(npa / "honhyo_2021.csv.gz")
    return build_edition(Inputs(npa=files, scope="nation")).parent


def test_the_nation_has_the_known_answers(nation: Path, open_page: Open) -> None:
    strict = html_of(
        open_page(nation, ACCIDENTS, area="全国", road_width="生活道路（狭義）", motorway="含む")
    )
    assert "条件に合う事故は51,121件、死者330人" in strict
    everything = html_of(open_page(nation, ACCIDENTS, area="全国", motorway="含む"))
    assert "条件に合う事故は305,164件" in everything
    assert "区画を選んで一覧を出すこともできません" in everything
    assert "地図の範囲を「市」か「県全体」にすると、区画か点を選んで" in everything
    assert (
        "いまの定義では305,164件）：発生年で数えるなら" in everything
    )  # without its 高速票, no other can be told


def test_the_map_of_the_nation_does_not_grow_with_its_records(nation: Path, open_page: Open) -> None:
    app = open_page(nation, ACCIDENTS, area="全国")
    chart = next(chart for chart in app.get("plotly_chart") if chart.key == "chart_map")
    assert 50_000 < len(chart.proto.spec) < 400_000
    cells = next(trace for trace in json.loads(chart.proto.spec)["data"] if trace["type"] == "choroplethmap")
    (path,) = nation.glob("*.duckdb")
    assert cells["geojson"] == f"cells/{path.stem}/nation.geojson"
    with queries.connect(path) as connection:
        assert set(cells["locations"]) <= set(drawn(connection, Part.NATION))


def test_the_city_and_its_prefecture_are_as_in_smaller_editions(nation: Path, open_page: Open) -> None:
    city = html_of(open_page(nation, ACCIDENTS, view="件数", motorway="含む"))
    prefecture = html_of(open_page(nation, ACCIDENTS, area="県全体", motorway="含む"))
    assert "条件に合う事故は113件" in city
    assert "条件に合う事故は2,997件" in prefecture
