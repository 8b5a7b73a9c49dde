"""Streets under the accidents in Chromium: from this machine alone, on screen, on paper and in pictures."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from charts import theme
from tests.browser.visiting import MAP, MAP_DRAWN, Visit
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
CREDIT = "背景：合成の道路・鉄道・川・境界（サンプル）"
SEEN = f"""() => {{
  const ofStreets = {MAP}.getStyle().layers.map(one => one.id).filter(id => id.startsWith('streets_'));
  const seen = {MAP}.queryRenderedFeatures({{layers: ofStreets}});
  const named = seen.filter(one => one.layer.type === 'symbol').map(one => one.properties.name);
  return {{kinds: [...new Set(seen.map(one => one.sourceLayer))], named: [...new Set(named)]}};
}}"""
PAPER = "document.querySelector('.on-paper').toDataURL()"
RESTS = f"() => {MAP}.loaded() && {MAP}.areTilesLoaded()"


def opened(visit, address: str, size: tuple[int, int] = (1366, 768)) -> Visit:
    one: Visit = visit(address, size)
    one.page.wait_for_selector(MAP_DRAWN, timeout=90_000)
    one.page.wait_for_function(RESTS, timeout=60_000)
    return one


@pytest.mark.parametrize("path", ["accidents", "accidents?print=1", "accidents-spot"])
def test_streets_are_drawn_and_named_with_tiles_of_this_machine_alone(
    path: str, visit, sample_address: str
) -> None:
    one = opened(visit, f"{sample_address}/{path}")
    seen = one.page.evaluate(SEEN)
    assert {"minor", "trunk"} <= set(seen["kinds"])
    assert any(name.startswith("サンプル") for name in seen["named"])
    assert one.page.locator(f".js-plotly-plot .annotation-text:has-text('{CREDIT}')").first.is_visible()
    assert not one.left
    assert not one.complaints


def points_of(colour: str, picture: Path | BytesIO) -> int:
    """Return how many points of a picture have nearly a colour that nothing but the background has."""
    wanted = ImageColor.getrgb(colour)
    found = Image.open(picture).convert("RGB").getcolors(2**24) or []
    return sum(
        count for count, seen in found if all(abs(a - b) <= 4 for a, b in zip(seen, wanted, strict=True))
    )


def test_paper_and_a_saved_picture_have_the_streets_of_the_screen(
    visit, sample_address: str, tmp_path: Path
) -> None:
    page = opened(visit, f"{sample_address}/accidents").page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = base64.b64decode(page.evaluate(PAPER).partition(",")[2])
    page.locator(".st-key-stage [data-testid=stPlotlyChart]").hover(position={"x": 300, "y": 300})
    with page.expect_download() as saving:
        page.locator(".st-key-stage [data-title='図をPNGで保存']").click(force=True)
    saving.value.save_as(tmp_path / "saved.png")
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


@pytest.mark.parametrize(("milliseconds", "is_slow"), [(16, False), (50, True)])
def test_a_slow_machine_moves_a_map_without_its_details(
    milliseconds: int, is_slow: bool, visit, sample_address: str
) -> None:
    page = opened(visit, f"{sample_address}/accidents").page
    moving, stopped = page.evaluate(MOVED, milliseconds)
    assert stopped == []
    assert bool(moving) == is_slow
    assert not {"streets_trunk", "streets_river", "streets_water"} & set(moving)
