"""The map of accidents in Chromium: on the first screen, drawn before it says so, linked with its list both ways."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.visiting import GO_TO, Visit, settle, window
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
PLOT = ".st-key-stage .js-plotly-plot"
DRAWN = f"() => document.querySelector('{PLOT}')?.dataset.drawn === 'true'"
SIGN = f"getComputedStyle(document.querySelector('{PLOT}'), '::after').content"
LOST = f"() => document.querySelector('{PLOT}')?.dataset.drawn === 'lost'"
CELLS, POINTS = (
    f"""() => {{
      const map = document.querySelector('{PLOT}')?._fullLayout?.map?._subplot?.map;
      const layers = map?.getStyle()?.layers.map(one => one.id).filter(id => /^plotly-trace.*{kind}$/.test(id));
      return layers?.length ? map.queryRenderedFeatures({{layers}}).filter(one => {counts}).length : 0;
    }}"""
    for kind, counts in (("fill", "one.id"), ("circle", "true"))  # the ground has the number 0
)
SEEN = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const high = Math.min(box.bottom, innerHeight) - box.top, wide = Math.min(box.right, innerWidth) - box.left;
  return {y: box.top, share: high * wide / (innerWidth * innerHeight), height: box.height};
}"""
FIRST_CELL = f"""() => {{
  const plot = document.querySelector('{PLOT}');
  const trace = plot.data.find(trace => trace.type === 'choroplethmap' && trace.locations.length > 1);
  const counts = Array.from(plot._fullData[plot.data.indexOf(trace)].z), at = counts.indexOf(Math.max(...counts));
  const shape = PlotlyGeoAssets[trace.geojson].features.find(one => one.id === trace.locations[at]);
  const ring = shape.geometry.coordinates[0];
  const map = plot._fullLayout.map._subplot.map, frame = map.getCanvas().getBoundingClientRect();
  const spot = map.project([(ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2]);
  return {{x: frame.left + spot.x, y: frame.top + spot.y, zoom: map.getZoom()}};
}}"""
RESTS = f"""zoom => {{
  const map = document.querySelector('{PLOT}')._fullLayout.map._subplot.map;
  return map.loaded() && !map.isMoving() && map.getZoom() > zoom;
}}"""


UNDER_THE_LEGEND = f"""() => {{
  const plot = document.querySelector('{PLOT}'), map = plot._fullLayout.map._subplot.map;
  const [west, south] = plot.layout.meta.fit, top = map.getContainer().getBoundingClientRect().top;
  return top + map.project([west, south]).y - plot.querySelector('.infolayer .cbbg').getBoundingClientRect().top;
}}"""


@pytest.fixture(scope="module", params=["見込み", "件数", "通学路など"])
def view(request: pytest.FixtureRequest, browser: BrowserContext, sample_address: str) -> Iterator[Page]:
    """A map in one window for all that is asked of it."""
    page = Visit(browser, f"{sample_address}/accidents?view={quote(request.param)}").page
    yield page
    page.close()


def test_the_map_fills_the_first_screen_with_its_list(view: Page) -> None:
    chart = view.evaluate(SEEN, ".st-key-stage [data-testid=stPlotlyChart]")
    assert chart["y"] <= 190
    assert chart["share"] >= 0.45
    assert chart["share"] + view.evaluate(SEEN, ".st-key-beside")["share"] >= 0.7


@pytest.mark.parametrize("view", ["見込み"], indirect=True)
def test_the_legend_hides_none_of_the_first_places(view: Page) -> None:
    view.wait_for_function(DRAWN, timeout=90_000)
    assert view.evaluate(UNDER_THE_LEGEND) < 0


@pytest.mark.parametrize("view", ["件数"], indirect=True)
def test_a_cell_of_the_list_is_seen_close_by(view: Page) -> None:
    zoom = view.evaluate(FIRST_CELL)["zoom"]
    view.locator(".st-key-card_list .mark").nth(2).click()
    view.wait_for_function(RESTS, arg=zoom + 1, timeout=60_000)


def test_the_bar_hides_nothing_where_there_is_no_map(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/accidents?cell=12").page
    bar = page.evaluate(SEEN, ".st-key-bar")
    assert bar["y"] + bar["height"] <= page.evaluate(SEEN, "[data-testid=stAlert]")["y"]


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
    assert one.page.evaluate(CELLS) > 20


@pytest.fixture
def alone(browser: BrowserContext) -> Iterator[BrowserContext]:
    """A browser that has kept nothing."""
    context = browser.browser.new_context(locale="ja-JP")
    yield context
    context.close()


def test_shapes_of_cells_are_asked_for_once(alone: BrowserContext, sample_address: str) -> None:
    page, asked = window(alone, 1366, 768), []
    page.on("request", lambda one: asked.append(one.url) if "/cells/" in one.url else None)
    for view in ("見込み", "件数"):
        page.goto(f"{sample_address}/accidents?view={quote(view)}")
        page.wait_for_function(DRAWN, timeout=90_000)
        assert page.evaluate(CELLS) > 20
    page.evaluate(GO_TO, f"/accidents?view={quote('見込み')}&severity={quote('死亡事故')}")
    settle(page)
    assert len(set(asked)) == 1
    assert (
        page.evaluate(
            "() => performance.getEntriesByType('resource').filter(one => /cells/.test(one.name)).length"
        )
        == 1
    )
    kept = "() => performance.getEntriesByType('resource').find(one => /cells/.test(one.name)).transferSize"
    assert page.evaluate(kept) == 0  # the second page took it from what the browser keeps


def test_a_map_whose_shapes_are_late_says_so_and_has_all_else(
    alone: BrowserContext, sample_address: str
) -> None:
    page, late = window(alone, 1366, 768), []
    page.route("**/cells/**", lambda route: late.append(route))
    page.goto(f"{sample_address}/accidents?view={quote('件数')}")
    page.wait_for_function(POINTS, timeout=90_000)
    assert (page.evaluate(CELLS), page.evaluate(SIGN)) == (0, '"読み込み中"')
    (route,) = late
    route.continue_()
    page.wait_for_function(DRAWN, timeout=90_000)
    assert page.evaluate(CELLS) > 20


def test_shapes_that_do_not_come_are_asked_for_again(alone: BrowserContext, sample_address: str) -> None:
    page, complaints = window(alone, 1366, 768), []
    page.on("pageerror", lambda error: complaints.append(error))
    page.route("**/cells/**", lambda route: route.abort(), times=1)
    page.goto(f"{sample_address}/accidents?view={quote('件数')}")
    page.wait_for_function(LOST, timeout=90_000)
    page.wait_for_function(DRAWN, timeout=90_000)
    assert page.evaluate(CELLS) > 20
    assert complaints == []


def test_shapes_of_an_edition_that_left_are_missed_in_japanese(
    alone: BrowserContext, sample_address: str
) -> None:
    page, asked, complaints = window(alone, 1366, 768), [], []
    page.on("pageerror", lambda error: complaints.append(error))
    page.route(
        "**/cells/**", lambda route: (asked.append(route), route.fulfill(status=404, body="ありません。"))
    )
    page.goto(f"{sample_address}/accidents?view={quote('件数')}")
    page.wait_for_function(POINTS, timeout=90_000)
    page.wait_for_function(LOST, timeout=90_000)
    assert (
        page.evaluate(SIGN) == '"区画が届いていません。待っても出ないときは、画面を読み込み直してください。"'
    )
    page.wait_for_timeout(6000)
    assert (len(asked), complaints) == (1, [])


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
