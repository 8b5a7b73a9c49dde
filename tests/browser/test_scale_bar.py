"""The bar of a map that says how far a distance is: true at every zoom, and clear of who made the background."""

import pytest

from tests.browser.visiting import MAP, MAP_DRAWN
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
BAR = ".bar-of-scale"
CREDIT = ".infolayer .annotation .bg"
CLEAR = f"""() => {{
  const [bar, credit, chart] = ['{BAR}', '{CREDIT}', '.js-plotly-plot']
    .map(one => document.querySelector(one).getBoundingClientRect());
  return bar.height && bar.bottom <= credit.top && bar.right <= chart.right;
}}"""
ACROSS = f"""() => {{
  const bar = document.querySelector('{BAR}').getBoundingClientRect(), map = {MAP};
  const {{left, top, height}} = map.getContainer().getBoundingClientRect();
  const [west, east] = [bar.left, bar.right].map(x => map.unproject([x - left, height / 2]));
  return [west.distanceTo(east), document.querySelector('{BAR}').textContent];
}}"""


def metres(told: str) -> float:
    return float(told.removesuffix("km")) * 1000 if told.endswith("km") else float(told.removesuffix("m"))


@pytest.mark.parametrize(
    "path", ["accidents", "accidents?view=通学路など", "accidents-spot", "accidents?print=1"]
)
def test_the_bar_is_as_long_as_it_says(path: str, visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/{path}", (1366, 768))
    one.page.wait_for_selector(f"{MAP_DRAWN} {BAR}:not(:empty)", timeout=90_000)
    for zoom in (11, 15):
        one.page.evaluate(
            f"async zoom => {{const rests = {MAP}.once('idle'); {MAP}.setZoom(zoom); await rests;}}", zoom
        )
        length, told = one.page.evaluate(ACROSS)
        assert length == pytest.approx(metres(told), rel=0.03)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_bar_keeps_clear_of_who_made_the_background(
    size: tuple[int, int], visit, sample_address: str
) -> None:
    one = visit(f"{sample_address}/accidents-spot", size)
    one.page.wait_for_selector(f"{MAP_DRAWN} {BAR}:not(:empty)", timeout=90_000)
    one.page.wait_for_selector(CREDIT, state="attached")
    one.page.wait_for_function(CLEAR)
