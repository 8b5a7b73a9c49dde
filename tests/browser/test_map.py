"""The map of accidents in Chromium: on the first screen, drawn before it says so, linked with its list both ways."""

import re
from urllib.parse import quote

import pytest

from tests.browser.visiting import Visit
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
PLOT = ".st-key-stage .js-plotly-plot"
DRAWN = f"() => document.querySelector('{PLOT}')?.dataset.drawn === 'true'"
SIGN = f"getComputedStyle(document.querySelector('{PLOT}'), '::after').content"
SEEN = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const high = Math.min(box.bottom, innerHeight) - box.top, wide = Math.min(box.right, innerWidth) - box.left;
  return {y: box.top, share: high * wide / (innerWidth * innerHeight), height: box.height};
}"""
FIRST_CELL = f"""() => {{
  const plot = document.querySelector('{PLOT}');
  const trace = plot.data.find(trace => trace.type === 'choroplethmap' && trace.locations.length > 1);
  const counts = Array.from(plot._fullData[plot.data.indexOf(trace)].z), at = counts.indexOf(Math.max(...counts));
  const ring = trace.geojson.features[at].geometry.coordinates[0];
  const map = plot._fullLayout.map._subplot.map, frame = map.getCanvas().getBoundingClientRect();
  const spot = map.project([(ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2]);
  return {{x: frame.left + spot.x, y: frame.top + spot.y, zoom: map.getZoom()}};
}}"""
RESTS = f"""zoom => {{
  const map = document.querySelector('{PLOT}')._fullLayout.map._subplot.map;
  return map.loaded() && !map.isMoving() && map.getZoom() > zoom;
}}"""


@pytest.mark.parametrize("view", ["見込み", "件数", "通学路など"])
def test_the_map_fills_the_first_screen_with_its_list(view: str, visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/accidents?view={quote(view)}").page
    chart = page.evaluate(SEEN, ".st-key-stage [data-testid=stPlotlyChart]")
    assert chart["y"] <= 190
    assert chart["share"] >= 0.45
    assert chart["share"] + page.evaluate(SEEN, ".st-key-beside")["share"] >= 0.7


def test_the_bar_hides_nothing_where_there_is_no_map(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/accidents?cell=12").page
    bar = page.evaluate(SEEN, ".st-key-bar")
    assert bar["y"] + bar["height"] <= page.evaluate(SEEN, "[data-testid=stAlert]")["y"]


def test_a_cell_of_the_list_is_seen_close_by(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/accidents?view={quote('件数')}").page
    zoom = page.evaluate(FIRST_CELL)["zoom"]
    page.locator(".st-key-card_list .mark").nth(2).click()
    page.wait_for_function(RESTS, arg=zoom + 1, timeout=60_000)


def test_on_a_phone_the_map_is_one_screen_high(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/accidents", (390, 844)).page
    place = page.locator(".st-key-stage [data-testid=stElementContainer]:has([data-testid=stPlotlyChart])")
    seen = place.evaluate("one => one.offsetHeight + parseFloat(getComputedStyle(one).marginBottom)")
    assert 780 <= seen <= 844


@pytest.mark.parametrize("query", ["", "&print=1"])
def test_a_map_says_that_it_loads_until_its_cells_are_drawn(query: str, visit, sample_address: str) -> None:
    one: Visit = visit(f"{sample_address}/accidents?motorway={quote('含む')}{query}")
    if not one.page.evaluate(DRAWN):
        assert one.page.evaluate(SIGN) == '"読み込み中"'
    one.page.wait_for_function(DRAWN, timeout=90_000)
    assert one.page.evaluate(SIGN) == "none"
    drawn = one.page.evaluate(
        f"""() => {{
          const map = document.querySelector('{PLOT}')._fullLayout.map._subplot.map;
          const layers = map.getStyle().layers.map(one => one.id).filter(id => /^plotly-trace.*fill$/.test(id));
          return map.queryRenderedFeatures({{layers}}).length;
        }}"""
    )
    assert drawn > 20


def test_a_cell_picked_on_the_map_is_marked_in_the_list_and_opens(visit, sample_address: str) -> None:
    one: Visit = visit(f"{sample_address}/accidents")
    one.page.wait_for_function(DRAWN, timeout=90_000)
    whole = one.page.evaluate(FIRST_CELL)
    one.page.mouse.move(whole["x"], whole["y"])
    one.page.mouse.wheel(0, -240)
    one.page.wait_for_function(RESTS, arg=whole["zoom"], timeout=60_000)
    first = one.page.evaluate(FIRST_CELL)
    one.page.mouse.move(first["x"], first["y"])
    one.page.wait_for_timeout(500)
    one.page.mouse.click(first["x"], first["y"])
    one.page.wait_for_url(re.compile(r"cell=\d{10}"), timeout=60_000)
    one.page.wait_for_selector(".st-key-card_cell .records", timeout=60_000)
    marked = one.page.locator(".ranking li.chosen")
    assert marked.locator("b").first.inner_text() == "1"
    assert one.page.evaluate(FIRST_CELL)["zoom"] == first["zoom"]
    cell = re.search(r"cell=(\d{10})", one.page.url)
    assert cell
    one.page.locator(".st-key-card_cell a", has_text="地点のカルテ").click()
    one.page.wait_for_url(re.compile(f"accidents-spot.*cell={cell[1]}"), timeout=60_000)
    assert one.complaints == []


def test_an_entry_of_the_list_frames_its_cell_on_the_map(visit, sample_address: str) -> None:
    one: Visit = visit(f"{sample_address}/accidents")
    entry = one.page.locator(".ranking .mark").nth(2)
    name = entry.inner_text()
    entry.click()
    one.page.wait_for_selector(f".ranking li.chosen:has-text('{name}')", timeout=60_000)
    one.page.wait_for_selector(f".st-key-card_cell :text('選んだ地点：{name}')", timeout=60_000)
    framed = (
        f"() => document.querySelector('{PLOT}').data.filter(trace => trace.mode === 'lines').length === 1"
    )
    one.page.wait_for_function(framed, timeout=60_000)
    assert one.complaints == []
