"""Streets under the accidents in Chromium, on screen, on paper and in pictures, and the bar that says how far it is."""

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import BrowserContext

from charts import theme
from tests.browser.visiting import MAP, MAP_DRAWN, RESTS, SEEN, Visit
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
CREDIT = "背景：合成の道路・鉄道・川・境界（サンプル）"
PAPER = "document.querySelector('.on-paper').toDataURL()"


BAR = ".bar-of-scale"
MADE_BY = ".infolayer .annotation .bg"
CLEAR = f"""() => {{
  const [bar, credit, chart] = ['{BAR}', '{MADE_BY}', '.js-plotly-plot']
    .map(one => document.querySelector(one).getBoundingClientRect());
  return bar.height && bar.bottom <= credit.top && bar.right <= chart.right;
}}"""
ZOOMED = f"async zoom => {{const rests = {MAP}.once('idle'); {MAP}.setZoom(zoom); await rests;}}"
ACROSS = f"""() => {{
  const bar = document.querySelector('{BAR}').getBoundingClientRect(), map = {MAP};
  const {{left, top, height}} = map.getContainer().getBoundingClientRect();
  const [west, east] = [bar.left, bar.right].map(x => map.unproject([x - left, height / 2]));
  return [west.distanceTo(east), document.querySelector('{BAR}').textContent];
}}"""

COPIED = """() => new MutationObserver(() => {
  const bar = document.querySelector('g.bar-of-scale'), plot = bar?.closest('.js-plotly-plot');
  if (!plot) return;
  const {x, y, width, height} = bar.querySelector('path').getBBox();
  const map = plot._fullLayout.map._subplot.map, middle = map.getContainer().clientHeight / 2;
  const [west, east] = [x - 1, x + width + 1].map(at => map.unproject([at, middle]));
  window.copied = [x, x + width, y + height, bar.textContent.trim(), west.distanceTo(east)];
}).observe(document, {subtree: true, childList: true})"""
LOOKED_AT = f"""async () => {{
  const map = {MAP}, order = map.getLayersOrder;
  let times = 0;
  map.getLayersOrder = () => {{ times++; return order.call(map); }};
  await new Promise(done => setTimeout(done, 500));
  delete map.getLayersOrder;
  return times;
}}"""


def opened(browser: BrowserContext, address: str, size: tuple[int, int] = (1366, 768)) -> Visit:
    one = Visit(browser, address, size)
    one.page.wait_for_selector(MAP_DRAWN, timeout=90_000)
    one.page.wait_for_function(RESTS, timeout=60_000)
    return one


@pytest.fixture(
    scope="module", params=["accidents", "accidents?print=1", "accidents?view=通学路など", "accidents-spot"]
)
def drawn(request: pytest.FixtureRequest, browser: BrowserContext, sample_address: str) -> Iterator[Visit]:
    """A map that rests, in one window for all that is asked of it; who moves it puts it back."""
    one = opened(browser, f"{sample_address}/{request.param}")
    yield one
    one.page.close()


ACCIDENTS = pytest.mark.parametrize("drawn", ["accidents"], indirect=True)


def test_streets_are_drawn_and_named_with_tiles_of_this_machine_alone(drawn: Visit) -> None:
    seen = drawn.page.evaluate(SEEN)
    assert {"minor", "trunk"} <= set(seen["kinds"])
    assert any(name.startswith("サンプル") for name in seen["named"])
    assert drawn.page.locator(f".js-plotly-plot .annotation-text:has-text('{CREDIT}')").first.is_visible()
    assert not drawn.left
    assert not drawn.complaints


def metres(told: str) -> float:
    return float(told.removesuffix("km")) * 1000 if told.endswith("km") else float(told.removesuffix("m"))


def test_the_bar_is_as_long_as_it_says(drawn: Visit) -> None:
    drawn.page.wait_for_selector(f"{MAP_DRAWN} {BAR}:not(:empty)", timeout=90_000)
    before = drawn.page.evaluate(f"{MAP}.getZoom()")
    for zoom in (11, 15):
        drawn.page.evaluate(ZOOMED, zoom)
        length, told = drawn.page.evaluate(ACROSS)
        assert length == pytest.approx(metres(told), rel=0.03)
    drawn.page.evaluate(ZOOMED, before)


def assert_clear(one: Visit) -> None:
    one.page.wait_for_selector(f"{MAP_DRAWN} {BAR}:not(:empty)", timeout=90_000)
    one.page.wait_for_selector(MADE_BY, state="attached")
    one.page.wait_for_function(CLEAR)


def test_the_bar_keeps_clear_of_who_made_the_background(drawn: Visit) -> None:
    assert_clear(drawn)


def test_on_a_phone_the_bar_keeps_clear_too(visit, sample_address: str) -> None:
    assert_clear(visit(f"{sample_address}/accidents-spot", (390, 844)))


@ACCIDENTS
def test_a_saved_picture_has_the_bar_too(drawn: Visit, tmp_path: Path) -> None:
    drawn.page.evaluate(COPIED)
    drawn.page.locator(".st-key-stage [data-testid=stPlotlyChart]").hover(position={"x": 300, "y": 300})
    with drawn.page.expect_download() as saving:
        drawn.page.locator(".st-key-stage [data-title='図をPNGで保存']").click(force=True)
    saving.value.save_as(tmp_path / "saved.png")
    left, right, foot, told, across = drawn.page.evaluate("window.copied")
    assert across == pytest.approx(metres(told), rel=0.03)
    ends = [
        round(2 * at) for at in (left + 1, foot - 0.5, right - 1, foot + 0.5)
    ]  # in a picture twice as large
    assert Image.open(tmp_path / "saved.png").convert("L").crop(ends).getextrema()[1] < 90


@ACCIDENTS
def test_a_map_that_stands_is_let_alone(drawn: Visit) -> None:
    assert drawn.page.evaluate(LOOKED_AT) == 0


def points_of(colour: str, picture: Path | BytesIO) -> int:
    """Return how many points of a picture have nearly a colour that nothing but the background has."""
    wanted = ImageColor.getrgb(colour)
    found = Image.open(picture).convert("RGB").getcolors(2**24) or []
    return sum(
        count for count, seen in found if all(abs(a - b) <= 4 for a, b in zip(seen, wanted, strict=True))
    )


@ACCIDENTS
def test_paper_and_a_saved_picture_have_the_streets_of_the_screen(drawn: Visit, tmp_path: Path) -> None:
    page = drawn.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = base64.b64decode(page.evaluate(PAPER).partition(",")[2])
    page.emulate_media(media="print")
    assert page.locator(".on-paper").is_visible()
    page.emulate_media(media="screen")
    page.locator(".st-key-stage [data-testid=stPlotlyChart]").hover(position={"x": 300, "y": 300})
    with page.expect_download() as saving:
        page.locator(".st-key-stage [data-title='図をPNGで保存']").click(force=True)
    saving.value.save_as(tmp_path / "saved.png")
    assert len(Image.open(BytesIO(paper)).convert("RGB").getcolors(2**24) or []) > 20
    assert points_of(theme.WATER_BODY, BytesIO(paper)) > 300
    assert points_of(theme.WATER_BODY, tmp_path / "saved.png") > 300


MOVED = f"""async milliseconds => {{
  const map = {MAP}, {{lng, lat}} = map.getCenter(), asked = requestAnimationFrame;
  const streets = map.getStyle().layers.filter(layer => layer.id.startsWith('streets_'));
  const opacity = ({{id, type}}) => map.getPaintProperty(id, `${{type === 'symbol' ? 'text' : type}}-opacity`);
  const leftOut = () => streets.filter(layer => opacity(layer) === 0).map(layer => layer.id);
  let frame, now = 0;
  window.requestAnimationFrame = then => asked(begun => {{
    if (frame !== begun) now += milliseconds;
    frame = begun;
    then(now);
  }});
  map.easeTo({{center: [lng + 0.05, lat], duration: 60000, essential: true}});
  for (let step = 0; step < 8; step++) await map.once('render');
  const moving = leftOut();
  window.requestAnimationFrame = asked;
  map.stop();
  await new Promise(done => setTimeout(done, 1000));
  return [moving, leftOut()];
}}"""


@ACCIDENTS
@pytest.mark.parametrize(("milliseconds", "is_slow"), [(16, False), (50, True)])
def test_a_slow_machine_moves_a_map_without_its_details(
    milliseconds: int, is_slow: bool, drawn: Visit
) -> None:
    moving, stopped = drawn.page.evaluate(MOVED, milliseconds)
    assert stopped == []
    assert ("streets_water" in moving, "streets_minor" in moving) == (is_slow, is_slow)
    assert bool(moving) == is_slow
    assert not {"streets_trunk", "streets_river"} & set(moving)
