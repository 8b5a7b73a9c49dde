"""The meeting as it is held: by keys alone, of one edition, on any large screen, and back from every live page."""

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import BrowserContext, Page

from charts.meeting import decisions
from findings.meeting.decisions import Decisions, Standing
from tests.browser.test_axe import AXE, FINDINGS, HEADINGS
from tests.browser.visiting import PAGES, Visit
from tests.queries.test_meetings import decision
from tests.serving import CHROMIUM, served
from tests.warming import is_shown, opened, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
SIZES = [(1366, 768), (1920, 1080), (3840, 2160), (1024, 768)]
SCREENS = 7
SEEN = ".screen:not([hidden])"
SMALLEST = """() => {
  const sizes = [...document.querySelectorAll('.above, .above *, .below, .below *, .screen:not([hidden]) *')]
    .filter(one => one.checkVisibility() && !one.matches('.now')
      && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(one => parseFloat(getComputedStyle(one).fontSize));
  return Math.min(...sizes);
}"""
# Boxes that leave the screen, lie under the foot, or hold more than they show; but for the name under a bar, which
# may be wider than the bar beside shorter ones, and for what was decided, which ends in ….
CROWDED = """() => {
  const foot = document.querySelector('.below').getBoundingClientRect().top;
  const named = one => `${one.tagName}.${one.className}`;
  const shown = [...document.querySelectorAll('.above *, .screen:not([hidden]) *')]
    .filter(one => one.checkVisibility() && !one.matches('.minutes bdi'));
  const outside = shown.filter(one => {
    const box = one.getBoundingClientRect();
    return box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > foot + 1;
  });
  const full = shown.filter(one => !one.matches('.bar, .decided li')
    && one.clientWidth && getComputedStyle(one).display !== 'inline'
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 3));
  const main = document.querySelector('[data-testid=stMain]');
  const scrolls = main.scrollHeight > main.clientHeight || document.documentElement.scrollHeight > innerHeight;
  return [...outside.map(one => `outside ${named(one)}`), ...full.map(one => `full ${named(one)}`),
    ...(scrolls ? ['scrolls'] : [])];
}"""
ABOVE_BUTTONS = """() => {
  const [table, buttons] = ['.screen:not([hidden]) .minutes', '.st-key-minutes'].map(one =>
    document.querySelector(one).getBoundingClientRect());
  return table.bottom <= buttons.top ? [] : ['the table lies on the buttons'];
}"""
DECIDED = (
    "<li>長寿福祉課：未達の理由と次の一手をまとめて、懇話会の委員に文書で知らせる。"
    "あわせて使い方の講座を公民館ごとに開き、参加した人の数と年代を次の会議で報告する（令和9年6月末まで）</li>"
)
NOW = f"<h2>決めたこと（Eで書く）</h2><ul>{DECIDED * 3}<li>ほか2件</li></ul>"
FULL = (NOW, f"{NOW}<h2>前回決めたこと</h2><ul>{DECIDED * 3}</ul>")
# From the key to the second picture the browser paints after it.
TIMED = """async key => {
  const from = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - from;
}"""


class Held(Visit):
    """A meeting opened in a window."""

    def settle(self) -> None:
        """Wait until its screens are there, or the live page that was opened."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        self.page.wait_for_selector(f"{SEEN}, .footer", timeout=60_000)
        self.page.wait_for_timeout(300)

    @property
    def place(self) -> int:
        """Return the number of the screen in sight; it is the only one, and the address names it."""
        seen = self.page.locator(".screen:not([hidden])")
        assert seen.count() == 1
        place = int(seen.get_attribute("data-place") or "0")
        assert int(self.asked().get("screen", "1")) == place
        assert self.page.locator(".dots [aria-current=step]").get_attribute("data-go") == str(place)
        return place

    def asked(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlparse(self.page.url).query).items()}

    def press(self, *keys: str) -> "Held":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def arrive(self, title: str) -> None:
        self.page.wait_for_selector(f"h1:has-text('{title}')", timeout=30_000)
        self.settle()

    def come_back(self) -> None:
        """Return from a live page by Esc."""
        self.press("Escape")
        self.page.wait_for_selector(SEEN, timeout=30_000)
        self.settle()


@pytest.fixture
def hold(browser: BrowserContext) -> Iterator[object]:
    opened: list[Held] = []

    def begin(address: str, query: str = "", size: tuple[int, int] = (1920, 1080)) -> Held:
        opened.append(Held(browser, f"{address}/meeting{query}", size))
        return opened[-1]

    yield begin
    for one in opened:
        one.page.close()


def test_every_key_shows_its_screen(hold, sample_address: str) -> None:
    one = hold(sample_address)
    assert one.place == 1
    for key, place in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("Space", 4),
        ("ArrowLeft", 3),
        ("PageUp", 2),
        ("End", SCREENS),
        ("ArrowRight", SCREENS),
        ("Home", 1),
        ("PageUp", 1),
    ):
        assert one.press(key).place == place, key
    assert one.press("End").page.locator(".now").inner_text() == f"画面{SCREENS}／{SCREENS}"
    assert one.page.evaluate("document.activeElement.matches('.screen:not([hidden]) h1')")
    one.page.locator("[data-go='4']").click()
    assert one.place == 4
    assert one.press("Space").place == 5  # the click left no button under the keys
    assert one.complaints == []
    assert one.left == set()


def test_f_fills_the_screen_and_escape_leaves_it_before_the_meeting(hold, sample_address: str) -> None:
    one = hold(sample_address)
    one.press("ArrowRight", "f")
    one.page.wait_for_function("() => document.fullscreenElement")
    one.press("Escape")
    one.page.wait_for_function("() => !document.fullscreenElement")
    assert one.place == 2
    edition = one.asked()["edition"]
    one.press("Escape")
    one.arrive(PAGES[""])
    assert one.asked() == {"edition": edition}
    assert one.page.locator(".meet:visible").inner_text() == "▶ 会議"
    one.press("Escape")
    assert one.page.locator("h1").inner_text() == PAGES[""]


def test_the_next_screen_is_there_before_it_is_missed(hold, sample_address: str) -> None:
    one = hold(sample_address)
    times = [one.page.evaluate(TIMED, key) for key in [*["ArrowRight"] * 6, *["PageUp"] * 6]]
    assert one.place == 1
    assert max(times) < 300


@pytest.fixture(scope="module", params=product(["sample_address", "real_address"], SIZES), ids=str)
def held(request: pytest.FixtureRequest, browser: BrowserContext) -> Iterator[Held]:
    """A meeting of an edition in a window of one size, for all that is asked of its screens."""
    edition, size = request.param
    one = Held(browser, f"{request.getfixturevalue(edition)}/meeting", size)
    yield one
    one.page.close()


def test_every_screen_is_whole_and_large_at_every_size(held: Held) -> None:
    held.press("Home")
    width = held.page.evaluate("innerWidth")
    for _ in range(SCREENS):
        assert held.page.evaluate(CROWDED) == [], held.place
        assert held.page.evaluate(SMALLEST) >= (24 * width / 1920 if width != 1024 else 14), held.place
        held.press("ArrowRight")
    assert held.complaints == []
    assert held.left == set()


def test_a_screen_stays_whole_however_much_is_decided(held: Held) -> None:
    held.press("Home")
    for place in range(1, SCREENS):
        assert held.place == place
        for decided in FULL:
            filled = f"document.querySelector('{SEEN} .decided').innerHTML = {decided!r}"
            assert held.page.evaluate(f"() => {{ {filled}; return ({CROWDED})(); }}") == [], (place, decided)
        held.press("ArrowRight")


def test_the_closing_screen_stays_whole_however_much_was_decided(held: Held) -> None:
    held.press("End")
    names = {"closing": "決めたこと", "recommendation-1": "提言1　誰も取り残さない情報発信"}
    for count in range(1, 9):
        listed = tuple(Standing((decision(str(number), "長い文" * 66),)) for number in range(count))
        closing = decisions.slots(Decisions(listed), names)["closing"]
        filled = f"document.querySelector('{SEEN} [data-of]').innerHTML = {closing!r}"
        said = held.page.evaluate(f"() => {{ {filled}; return [...({CROWDED})(), ...({ABOVE_BUTTONS})()]; }}")
        assert said == [], count


def test_on_a_phone_a_screen_is_read_from_top_to_bottom(hold, sample_address: str) -> None:
    one = hold(sample_address, size=(390, 844))
    for place in range(1, SCREENS + 1):
        assert one.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert one.page.evaluate(SMALLEST) >= 14
        if place < SCREENS:
            one.page.locator(f"[data-go='{place + 1}']").click()
            assert one.place == place + 1
            assert one.page.locator(SEEN).bounding_box()["y"] >= 0  # it begins at its beginning


def test_on_a_phone_no_key_is_named(hold, sample_address: str) -> None:
    page = hold(sample_address, size=(390, 844)).page
    page.wait_for_selector("[data-meet=write]", state="attached")
    assert page.locator("kbd").count() > 0
    assert not any(key.is_visible() for key in page.locator("kbd").all())


@pytest.mark.parametrize("edition", ["sample_address", "real_address"])
def test_every_screen_is_for_everybody(edition: str, hold, request: pytest.FixtureRequest) -> None:
    one = hold(request.getfixturevalue(edition))
    one.page.evaluate(AXE)
    for _ in range(SCREENS):
        assert one.page.evaluate(FINDINGS) == []
        levels = one.page.evaluate(HEADINGS)
        assert levels[0] == 1
        assert levels.count(1) == 1
        one.press("ArrowRight")


def test_a_link_opens_the_same_screen_of_the_same_edition_elsewhere(
    hold, browser: BrowserContext, sample_address: str
) -> None:
    one = hold(sample_address).press("End", "ArrowLeft")
    title = one.page.locator(f"{SEEN} h1").inner_text()
    assert one.asked().keys() == {"edition", "screen"}
    other = browser.browser.new_context(locale="ja-JP")
    there = Held(other, one.page.url, (1366, 768))
    assert there.page.locator(f"{SEEN} h1").inner_text() == title
    assert there.asked() == one.asked()
    other.close()


@pytest.mark.parametrize("asked", ["0", "8", "x", "２"])
def test_a_screen_there_is_not_is_told(asked: str, browser: BrowserContext, sample_address: str) -> None:
    page = browser.new_page()
    page.goto(f"{sample_address}/meeting?screen={asked}")
    page.wait_for_selector("[data-testid=stAlert]", timeout=60_000)
    assert f"会議に画面「{asked}」はありません" in page.locator(".st-key-body").inner_text()
    assert page.locator(".screen").count() == 0
    page.close()


def test_a_tile_opens_its_live_page_and_escape_returns_to_its_screen(hold, sample_address: str) -> None:
    one = hold(sample_address).press("ArrowRight", "ArrowRight")
    edition, tile = one.asked()["edition"], one.page.locator(f"{SEEN} .measures a").first
    measure = parse_qs(urlparse(tile.get_attribute("href") or "").query)["measure"][0]
    tile.focus()
    one.press("Enter")
    one.arrive(PAGES["goals-sheet"])
    assert one.asked()["measure"] == measure
    assert one.asked()["edition"] == edition
    assert one.page.locator(".meet:visible").inner_text() == "会議に戻る（Esc）"
    one.page.locator(".submenu a", has_text="一覧").click()  # a way on does not lose the way back
    one.arrive(PAGES["goals"])
    one.come_back()
    assert one.place == 3
    assert one.asked() == {"edition": edition, "screen": "3"}
    one.page.locator(f"{SEEN} .measures a").first.click()
    one.arrive(PAGES["goals-sheet"])
    one.page.locator(".meet:visible").click()
    one.page.wait_for_selector(SEEN, timeout=30_000)
    assert one.place == 3
    assert one.complaints == []


def test_escape_closes_what_is_open_before_it_returns(hold, sample_address: str) -> None:
    one = hold(sample_address).press("ArrowRight")
    one.page.locator(f"{SEEN} .picture a").click()
    one.arrive(PAGES["divide"])
    one.page.locator(".st-key-badge button").click()
    one.page.wait_for_selector("[data-testid=stPopoverBody]:visible")
    one.press("Escape")
    one.page.wait_for_selector("[data-testid=stPopoverBody]", state="hidden")
    assert urlparse(one.page.url).path == "/divide"
    chosen = one.page.locator("[data-testid=stSelectbox] input").first
    chosen.click()
    one.page.wait_for_selector("[role=listbox]:visible")
    one.press("Escape")
    one.page.wait_for_timeout(200)
    assert urlparse(one.page.url).path == "/divide"
    one.press("ArrowRight", "Home", "f")
    assert not one.page.evaluate("!!document.fullscreenElement")
    one.page.locator("h1").click()
    one.come_back()
    assert one.place == 2


def test_keys_are_dead_while_text_is_typed(hold, sample_address: str) -> None:
    one = hold(sample_address).press("ArrowRight")
    one.page.evaluate("document.querySelector('.st-key-meeting').append(document.createElement('input'))")
    one.page.locator(".st-key-meeting > input").focus()
    one.press("ArrowRight", "End", "Space", "f", "PageDown")
    assert one.place == 2
    assert not one.page.evaluate("!!document.fullscreenElement")
    one.press("Escape", "End")
    assert one.place == SCREENS


def test_the_edition_stays_when_a_newer_one_comes(
    browser: BrowserContext, sample_edition: Path, tmp_path: Path
) -> None:
    shutil.copy(sample_edition, tmp_path)
    newer = "29991231-235959-abcdef-sample"
    with served(tmp_path) as address:
        one = Held(browser, f"{address}/meeting")
        said = one.page.locator(".above").inner_text()
        assert one.asked() == {"edition": sample_edition.stem}
        shutil.copy(sample_edition, tmp_path / f"{newer}.building")
        (tmp_path / f"{newer}.building").rename(tmp_path / f"{newer}.duckdb")
        one.press("ArrowRight")
        one.page.locator(f"{SEEN} .measures a").first.click()
        one.arrive(PAGES["goals-sheet"])
        assert f"版 {sample_edition.stem}" in one.page.locator(".footer").inner_text()
        badge = one.page.locator(".st-key-badge button")
        assert "新しい版" not in badge.inner_text()
        badge.click()
        one.page.wait_for_selector("[data-testid=stPopoverBody]:visible")
        assert not one.page.get_by_role("button", name="新しい版に切り替える").is_visible()
        one.press("Escape")
        one.come_back()
        assert clockless(one.page.locator(".above").inner_text()) == clockless(said)
        one.page.reload()
        one.settle()
        assert one.place == 2
        assert clockless(one.page.locator(".above").inner_text()) == clockless(said)
        wait_until(lambda: is_shown(opened(address), newer))
        one.press("Escape")
        one.arrive(PAGES[""])
        assert f"版 {sample_edition.stem}" in one.page.locator(".footer").inner_text()
        assert "新しい版あり" in one.page.locator(".st-key-badge button").inner_text()
        assert one.complaints == []
        one.page.close()


def clockless(text: str) -> str:
    return re.sub(r"\d\d:\d\d", "", text)


def test_the_clock_runs_and_says_the_time_of_this_computer(hold, sample_address: str) -> None:
    one = hold(sample_address)
    clock = one.page.locator(".clock").inner_text()
    hour, minute = one.page.evaluate("[new Date().getHours(), new Date().getMinutes()]")
    assert clock in {f"{hour:02d}:{minute:02d}", f"{hour:02d}:{minute - 1:02d}"}


def test_a_meeting_is_held_without_a_mouse(hold, sample_address: str) -> None:
    """Forty minutes: through all screens, at each into the first live page and back, then again from the start."""
    one = hold(sample_address)
    edition = one.asked()["edition"]
    for place in range(1, SCREENS + 1):
        assert one.place == place
        first = one.page.locator(f"{SEEN} a").first
        if first.count():
            one.press("Tab")
            assert first.evaluate("one => one === document.activeElement"), place
            one.press("Enter")
            one.page.wait_for_selector(".st-key-masthead", timeout=30_000)
            one.settle()
            assert one.asked()["edition"] == edition
            one.come_back()
            assert one.place == place
        one.press("PageDown")
    one.press("Home", *["PageDown"] * 10, *["PageUp"] * 10)
    assert one.place == 1
    one.press("End", "Escape")
    one.arrive(PAGES[""])
    assert one.complaints == []
    assert one.left == set()


@pytest.mark.parametrize("edition", ["sample_address", "real_address"])
def test_the_handout_has_two_screens_a_page(
    edition: str, browser: BrowserContext, request: pytest.FixtureRequest
) -> None:
    page: Page = browser.new_page()
    page.set_viewport_size({"width": 720, "height": 1100})
    page.goto(f"{request.getfixturevalue(edition)}/meeting?print=1")
    page.wait_for_selector(".footer", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    assert page.locator(".screen:visible").count() == SCREENS
    assert page.locator(".clock, .dots, .keys").count() == 0
    assert ("サンプル版" in page.locator("[data-testid=stMain]").inner_text()) == (
        edition == "sample_address"
    )
    over = "all => all.map(one => Math.max(one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth))"
    assert max(page.locator(".screen").evaluate_all(over)) <= 1
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == (SCREENS + 1) // 2
