"""The running dashboard in Chromium: it paints, stays on this machine, speaks Japanese and fits the screen."""

import csv
import gzip
import re
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext

from charts import theme
from tests.browser.visiting import DRAWN, GO_TO, PAGES, Visit, window
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
# Every chart is drawn anew for the width it has.
FITTED = """() => [...document.querySelectorAll('.js-plotly-plot')]
  .every(one => Math.abs(one._fullLayout.width - one.clientWidth) < 1)"""
# Names of one kind of axis that run into one another, tables wider than their card, and choices cut off without a sign.
CRAMPED = """() => {
  const found = [];
  for (const chart of document.querySelectorAll('.js-plotly-plot')) for (const axis of ['x', 'y']) {
    const labels = [...chart.querySelectorAll(`:is(.${axis}tick, .${axis}2tick) text`)]
      .filter(one => one.textContent.trim()).map(one => [one.textContent, one.getBoundingClientRect()]);
    labels.forEach(([text, a], at) => labels.slice(at + 1).forEach(([other, b]) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > -1 && high > 1) found.push(`${text} / ${other}`);
    }));
  }
  for (const table of document.querySelectorAll('[class*=st-key-card] :is(.grid, .waiting, .heat)')) {
    const card = table.closest('[class*=st-key-card]');
    const [inner, outer] = [table, card].map(one => one.getBoundingClientRect());
    if (inner.right > outer.right - parseFloat(getComputedStyle(card).paddingRight) + 1) found.push(table.className);
  }
  for (const chosen of document.querySelectorAll('[data-testid=stSelectbox] input'))
    if (chosen.scrollWidth > chosen.clientWidth && getComputedStyle(chosen).textOverflow !== 'ellipsis')
      found.push(chosen.value);
  return found;
}"""
COUNT_RUNS = """() => {
  window.runs = 0;
  new MutationObserver(changes => {
    window.runs += changes.filter(one => one.target.dataset.testScriptState === 'running').length;
  }).observe(document.querySelector('[data-testid=stApp]'), {attributeFilter: ['data-test-script-state']});
}"""
LARGE, NARROWER = (1920, 1080), [(1366, 768), (390, 844)]
FEWEST_CHARTS = {"goals-sheet": 1, "divide": 2, "accidents": 1, "accidents-patterns": 3}
# Streamlit's own hidden link to the content (the style sheet shows it in Japanese), and proper names.
ALLOWED = {"Skip to main content", "ICT-BCP", "LINE", "SDGs", "Slack", "Geolonia", "OpenFlights", "Wikipedia"}
ENGLISH = r"""() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
    if (!parent || !parent.offsetParent || ['SCRIPT', 'STYLE', 'CODE', 'NOSCRIPT'].includes(parent.tagName)) continue;
    if (parent.closest('[data-testid=stIconMaterial]')) continue;
    if (/\.(csv|md|yaml|toml)$/.test(text)) continue;  // names of files
    if (/^[A-Za-z][A-Za-z .,'!?-]{3,}$/.test(text)) found.push(text);
  }
  return found;
}"""

COPIED = """element => {
  const chosen = getSelection();
  chosen.selectAllChildren(element);
  return chosen.toString();
}"""
SIGNS = [
    "https://www.e.example/a_b?c=d&e=f#g",
    "HTTP://WWW.e.example",
    "www.e.example",
    "a.b+c@e.example",
    "<http://e.example>",
    "[x](http://e.example)",
    "![x](http://e.example/x.png)",
    "[^1]",
    ":smile: :+1: :material/home: :material_home: :streamlit:",
    ":red[x] :red-badge[x] :help[x] :small[] :町{x} 10:30{x}",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "**a** __b__ ~~c~~ `d` $e$ $$f$$ *g _h",
    "<i>&amp; \\* C:\\data | x",
]
"""Texts in which Streamlit's Markdown would read links, pictures, icons, letters of another form, or other signs."""


def assert_clean(one: Visit, title: str) -> None:
    assert one.page.locator("h1").all_inner_texts() == [title]
    assert one.left == set()
    assert one.complaints == []
    assert one.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert one.page.evaluate("document.documentElement.lang") == "ja"
    assert set(one.page.evaluate(ENGLISH)) <= ALLOWED
    assert one.page.evaluate(CRAMPED) == []
    assert one.page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0


def test_the_small_example_of_a_method_fits_a_phone(visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/about?view={quote('事故')}", (390, 844))
    one.page.wait_for_selector(".grid")
    assert one.page.evaluate(CRAMPED) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_sample_at_every_size(path: str, visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/{path}", LARGE)
    assert_clean(one, PAGES[path])
    assert one.page.locator(".sample-banner").is_visible()
    assert one.page.locator(".js-plotly-plot:has(.main-svg)").count() >= FEWEST_CHARTS.get(path, 0)
    for width, height in NARROWER:
        one.page.set_viewport_size({"width": width, "height": height})
        one.page.wait_for_function("width => innerWidth === width", arg=width)
        one.page.wait_for_function(FITTED, timeout=30_000)
        assert_clean(one, PAGES[path])


@pytest.fixture(scope="module")
def real_window(browser: BrowserContext, real_address: str) -> Visit:
    return Visit(browser, f"{real_address}/goals-sheet")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_real_edition(path: str, real_window: Visit) -> None:
    real_window.go_to(path, PAGES[path])
    assert_clean(real_window, PAGES[path])
    assert real_window.page.locator(".sample-banner").count() == 0


def test_a_deep_link_to_a_measure_opens_it_and_its_menu_entry(visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/goals-sheet?measure=2-6")
    assert_clean(one, PAGES["goals-sheet"])
    assert "2-6 市民のICT利活用への支援" in one.page.locator(".st-key-sheet").inner_text()
    assert one.page.locator(".menu .row a[aria-current]").inner_text() == "目標"


def test_the_menu_leads_to_every_page(visit, sample_address: str) -> None:
    one = visit(sample_address)
    for name, title in (
        ("目標", PAGES["goals"]),
        ("デジタルデバイド", PAGES["divide"]),
        ("交通事故", PAGES["accidents"]),
        ("方法と出典", PAGES["about"]),
    ):
        one.page.locator(".menu .row a", has_text=name).click()
        one.page.wait_for_selector(f"h1:has-text('{title}')", timeout=30_000)
    assert one.complaints == []


def test_conditions_are_applied_together_in_one_run(visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/accidents?severity={quote('死亡事故のみ')}")
    assert "死亡事故のみ" in one.page.locator(".st-key-body").inner_text()
    one.page.evaluate(COUNT_RUNS)
    one.page.get_by_role("button", name="条件を変える").click()
    drawer = one.page.locator("[data-testid=stPopoverBody]")
    for choice in ("含む", "65歳以上", "雨", "雪", "死亡・負傷"):
        drawer.get_by_text(choice, exact=True).last.click()
    assert one.page.evaluate("window.runs") == 0
    one.page.get_by_role("button", name="適用").click()
    one.page.wait_for_url(re.compile("motorway="), timeout=30_000)
    one.page.wait_for_selector("[data-testid=stPopoverBody]", state="detached", timeout=30_000)
    one.settle()
    assert one.page.evaluate("window.runs") == 1
    assert "severity=" not in one.page.url
    assert one.page.locator(".chips.conditions li").all_inner_texts()[1:] == [
        "65歳以上",
        "雨・雪",
        "高速道路を含む",
    ]


def test_addresses_of_sources_are_copied_as_they_are(visit, sample_address: str) -> None:
    with Path("data/sources.csv").open(encoding="utf-8") as file:
        known = {row["url"] for row in csv.DictReader(file)} - {""}
    cells = visit(f"{sample_address}/about?view=資料と出典").page.locator(
        ".st-key-card_sources tbody td:nth-child(3)"
    )
    shown = [cell for cell in cells.all() if cell.inner_text() != "—"]
    assert len(shown) > 5
    assert {cell.inner_text() for cell in shown} <= known
    assert {cell.evaluate(COPIED) for cell in shown} <= known
    assert cells.locator("a").count() == 0


def test_a_text_with_signs_of_markdown_is_copied_as_it_is(visit, sample_address: str) -> None:
    asked = "&".join(f"weather={quote(text)}" for text in SIGNS)
    alert = visit(f"{sample_address}/accidents?{asked}").page.locator("[data-testid=stAlert]")
    told = alert.evaluate(COPIED)
    assert [text for text in SIGNS if text not in told] == []
    assert alert.inner_text() == told
    assert alert.locator("a, img, em, strong, del, code, sup, .katex, [role=img]").all_inner_texts() == []


def test_tables_and_downloads_are_one_click_away(visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/divide?view={quote('計画と国の値')}")
    card = one.page.locator(".st-key-card_never")
    card.locator("summary").click()
    card.locator("[data-testid=stExpanderDetails]:not([inert]) [data-testid=stTable]").wait_for()
    # A busy machine unrolls the opened part twice, and a pointer would meet what lies below it meanwhile.
    with one.page.expect_download() as waiting:
        card.get_by_role("link", name="CSVで保存").press("Enter")
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "サンプル" in content.decode("utf-8-sig")


def test_the_policy_lets_nothing_leave_the_machine(sample_address: str) -> None:
    request = urllib.request.Request(
        sample_address, headers={"Accept": "text/html", "Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert b'<html lang="ja">' in gzip.decompress(answer.read())
    assert "default-src 'self'" in policy
    assert "http:" not in policy
    assert "https:" not in policy


def test_an_address_that_is_no_page_is_answered_in_japanese(sample_address: str) -> None:
    with pytest.raises(HTTPError, match="404") as refused:
        urllib.request.urlopen(
            urllib.request.Request(f"{sample_address}/overview", headers={"Accept": "text/html"})
        )
    answer = refused.value.read().decode()
    assert '<html lang="ja">' in answer
    assert "アドレス「/overview」のページはありません" in answer
    assert "default-src 'self'" in refused.value.headers["Content-Security-Policy"]


MEASURES = Path(__file__).parents[2] / "data/plans/5/measures"
LONGEST = ("3-1", "4-4", "6-2", "6-3", "7-1", "7-2", "9-12", "10-1")


def assert_one_page_each(browser: BrowserContext, address: str, measures: Iterable[str]) -> None:
    """Go through printed sheets in one window, as the back button does, and count the pages of each."""
    page = window(browser, 720, 1100)
    page.goto(f"{address}/goals-sheet?print=1")
    page.wait_for_selector(".footer", timeout=60_000)
    pages = {}
    for measure in measures:
        page.evaluate(GO_TO, f"?measure={measure}&print=1")
        page.wait_for_selector(f".answer b:text-matches('^{measure} ')", timeout=30_000)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
        page.wait_for_function(DRAWN, timeout=30_000)
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        pages[measure] = len(re.findall(rb"/Type\s*/Page\b", printed))
    page.close()
    assert pages == dict.fromkeys(pages, 1)


def test_the_printed_sheet_of_every_measure_is_one_page_of_a4(
    browser: BrowserContext, sample_address: str
) -> None:
    measures = sorted(path.stem for path in MEASURES.glob("*.yaml"))
    assert len(measures) == 52
    assert_one_page_each(browser, sample_address, measures)


def test_the_longest_printed_sheets_of_the_real_edition_are_one_page_of_a4(
    browser: BrowserContext, real_address: str
) -> None:
    assert_one_page_each(browser, real_address, LONGEST)


@pytest.mark.parametrize("measure", ["1-1", "3-1", "4-1", "6-2"])
def test_the_columns_of_a_sheet_end_together_and_a_phone_has_the_state_first(
    measure: str, visit, sample_address: str
) -> None:
    page = visit(f"{sample_address}/goals-sheet?measure={measure}").page
    columns = page.locator(".st-key-sheet [data-testid=stColumn]").all()
    ends = [column.locator("[class*=st-key-card]").last.bounding_box() for column in columns]
    assert len({round(end["y"] + end["height"]) for end in ends}) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => innerWidth === 390")
    order = [
        page.locator(f"[class*={name}]").first.bounding_box()["y"]
        for name in ("card_series_", "card_workings_", "card_measure", "card_neighbours")
        if page.locator(f"[class*={name}]").count()
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("view", "most", "is_wide"),
    [
        ("分野", 1, False),
        ("判断順", 1, False),
        ("提言と目標", 5, False),
        ("年度の推移", 5, True),
        ("表", 4, True),
    ],
)
def test_the_views_of_the_goals_fill_their_printed_pages(
    view: str, most: int, is_wide: bool, browser: BrowserContext, sample_address: str
) -> None:
    page = window(browser, 1366, 768)
    page.goto(f"{sample_address}/goals?view={quote(view)}&print=1")
    page.wait_for_selector(".footer", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert 1 <= len(sizes) <= most
    assert {float(width) > float(height) for width, height in sizes} == {is_wide}


@pytest.mark.parametrize(
    ("edition", "address", "most"),
    [
        ("real_address", "accidents-patterns", 5),
        ("real_address", "accidents-spot", 2),
        ("sample_address", "accidents-spot", 2),  # which lists more than twice as many records
    ],
)
def test_an_accident_page_prints_on_few_sheets(
    browser: BrowserContext, request: pytest.FixtureRequest, edition: str, address: str, most: int
) -> None:
    page = window(browser, 720, 1100)
    page.goto(f"{request.getfixturevalue(edition)}/{address}?print=1")
    page.wait_for_selector(".footer", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= most


def test_a_saved_picture_says_below_what_the_page_says_around_the_chart(
    visit, sample_address: str, tmp_path: Path
) -> None:
    page = visit(f"{sample_address}/accidents-patterns").page
    chart = page.locator("[data-testid=stPlotlyChart]").first
    assert chart.locator(".gtitle").evaluate("one => getComputedStyle(one).visibility") == "hidden"
    on_screen = page.locator(".st-key-card_people [data-testid=stElementContainer]:has(.js-plotly-plot)")
    cut = on_screen.evaluate("one => -parseFloat(getComputedStyle(one).marginBottom)")
    chart.hover(position={"x": 40, "y": 20})
    with page.expect_download() as saving:
        chart.locator("[data-title='図をPNGで保存']").click(force=True)
    saving.value.save_as(tmp_path / "saved.png")
    assert saving.value.suggested_filename.endswith("-sample.png")
    picture = Image.open(tmp_path / "saved.png").convert("L")
    assert picture.width == 2 * theme.SAVED_WIDTH
    foot = picture.crop((0, picture.height - 2 * int(cut), picture.width, picture.height))
    assert cut > 0
    assert foot.getextrema() == (pytest.approx(82, abs=25), 255)
