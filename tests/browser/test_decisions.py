"""A meeting writes what it decides: by keyboard, seen in every browser, kept whatever happens, with the code only."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from queries import meetings
from queries.meetings import Meeting
from tests.queries.test_meetings import decision
from tests.serving import CHROMIUM, FLAGS, ROOT, free_port, wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
CODE, NEW_CODE = "ACD346", "HJKMNP"
SOON = 30_000
TEXT, OTHER_TEXT = "未達の理由と次の一手をまとめる", "講座を地区ごとに開く"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Server:
    """The dashboard over the sample edition, with a file of decisions and a code; it can be killed."""

    def __init__(self, edition: Path, file: Path) -> None:
        self.edition, self.file, self.port = edition, file, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, code: str = CODE) -> None:
        named = {
            "DASHBOARD_EDITION": str(self.edition),
            "DASHBOARD_MEETINGS": str(self.file),
            "DASHBOARD_MEETING_CODE": code,
        }
        with (self.file.parent / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "dashboard.py", "--port", str(self.port)],
                cwd=ROOT,
                env=os.environ | named,
                stdout=log,
                stderr=log,
            )
        wait_for(f"{self.address}/_stcore/health")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(edition: Path, folder: Path) -> Iterator[Server]:
    started = Server(edition, folder / "meetings.sqlite")
    started.start()
    yield started
    started.kill()


@pytest.fixture(scope="module")
def lasting(sample_edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that neither kill one nor use up its patience with wrong codes."""
    with running(sample_edition, tmp_path_factory.mktemp("meetings")) as server:
        yield server


@pytest.fixture
def server(lasting: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server where nothing has been decided yet."""
    monkeypatch.setenv("DASHBOARD_MEETINGS", str(lasting.file))
    for written in lasting.file.parent.glob(f"{lasting.file.name}*"):
        written.unlink()
    return lasting


@pytest.fixture
def own_server(sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of one test."""
    monkeypatch.setenv("DASHBOARD_MEETINGS", str(tmp_path / "meetings.sqlite"))
    with running(sample_edition, tmp_path) as server:
        yield server


@contextmanager
def looking(chromium: Browser, server: Server, screen: int = 2) -> Iterator[Page]:
    """Open a screen of the meeting in a browser of somebody's own; nothing may be complained about there."""
    context = chromium.new_context(locale="ja-JP", viewport={"width": 1366, "height": 768})
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.address}/meeting?screen={screen}")
    decided(page).wait_for(timeout=20_000)
    yield page
    assert complaints == []
    context.close()


def decided(page: Page) -> object:
    """Return the place of the screen in sight where what was decided stands, once it was filled."""
    return page.locator(".screen:not([hidden]) [data-of]:has([data-meet=write])")


def begin(page: Page, code: str = CODE) -> None:
    """Open the dialog by its key, and give the code where it is asked for."""
    page.keyboard.press("e")
    field = page.locator("[role=dialog] :is(textarea, input)").first
    expect(field).to_be_focused(timeout=SOON)
    if field.get_attribute("aria-label") != f"決めたこと（{200}字まで）":
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    expect(page.locator("[role=dialog] textarea")).to_be_focused(timeout=SOON)


def fill(page: Page, text: str) -> None:
    """Type a decision of the first 課 of the list, by the keyboard alone."""
    department = page.locator("[role=dialog] input[role=combobox]").first
    department.wait_for()  # the form comes piece by piece
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    expect(department).to_be_focused(timeout=SOON)
    page.keyboard.type("長寿福祉課")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")


def send(page: Page) -> None:
    page.keyboard.press("Control+Enter") if page.locator("textarea:focus").count() else None
    page.get_by_role("button", name="書く", exact=True).press("Enter")


def closed(page: Page) -> None:
    page.locator("[role=dialog]").wait_for(state="detached", timeout=SOON)


def test_two_browsers_see_what_either_writes_and_keys_stay_alive(chromium: Browser, server: Server) -> None:
    with looking(chromium, server) as first, looking(chromium, server) as second:
        begin(first)
        fill(first, TEXT)
        send(first)
        closed(first)
        expect(decided(first)).to_contain_text(f"長寿福祉課：{TEXT}", timeout=SOON)
        expect(decided(second)).to_contain_text(f"長寿福祉課：{TEXT}", timeout=SOON)
        begin(second)
        first.keyboard.press("ArrowRight")
        expect(first.locator(".screen:not([hidden])")).to_have_attribute("data-place", "3")
        first.keyboard.press("ArrowLeft")
        second.keyboard.press("e")  # a letter of the text now
        fill(second, OTHER_TEXT)
        send(second)
        closed(second)
        for page in (first, second):
            expect(decided(page)).to_contain_text(f"長寿福祉課：e{OTHER_TEXT}", timeout=SOON)
            expect(page.locator(".screen:not([hidden])")).to_have_attribute("data-place", "2")
        for page in (first, second):
            page.keyboard.press("End")
            expect(decided(page)).to_contain_text("この会議で2件を決めました", timeout=SOON)


def test_a_killed_server_has_everything_after_the_next_start(chromium: Browser, own_server: Server) -> None:
    with looking(chromium, own_server) as page:
        begin(page)
        fill(page, TEXT)
        send(page)
        expect(decided(page)).to_contain_text(TEXT, timeout=SOON)
        own_server.kill()
        own_server.start()
    with looking(chromium, own_server) as page:
        expect(decided(page)).to_contain_text(TEXT, timeout=SOON)
    assert [row.text for row in meetings.rows().decisions] == [TEXT]
    assert len(list((own_server.file.parent / "copies").iterdir())) == 1


def test_wrong_codes_are_told_and_after_five_the_wait_for_everybody(
    chromium: Browser, own_server: Server
) -> None:
    with looking(chromium, own_server) as guessing, looking(chromium, own_server) as other:
        guessing.keyboard.press("e")
        field = guessing.get_by_label("会議のコード")
        alert = guessing.locator("[role=dialog] [data-testid=stAlert]")
        for number in range(5):
            field.fill(f"AAAAA{number}")
            field.press("Enter")
            expect(alert).to_contain_text("コードが違います", timeout=SOON)
            expect(field).to_have_value(f"AAAAA{number}")
            guessing.wait_for_timeout(500)
        other.keyboard.press("e")
        field = other.get_by_label("会議のコード")
        field.fill(CODE)
        field.press("Enter")
        expect(other.locator("[role=dialog] [data-testid=stAlert]")).to_contain_text(
            "秒待ってから", timeout=SOON
        )
        assert other.locator("[role=dialog] textarea").count() == 0
    assert CODE not in "".join(
        (own_server.file.parent / "server.log").read_text(encoding="utf-8").splitlines()[2:]
    )


def test_the_code_is_asked_for_once_by_browser_and_again_after_a_new_one(
    chromium: Browser, own_server: Server
) -> None:
    with looking(chromium, own_server) as page:
        begin(page)
        page.keyboard.press("Escape")
        closed(page)
        assert CODE not in page.content()
        assert CODE not in page.url
        assert CODE not in str(page.context.cookies())
        page.reload()
        decided(page).wait_for(timeout=20_000)
        begin(page, code="never asked for")
        own_server.kill()
        own_server.start(NEW_CODE)
        page.reload()
        decided(page).wait_for(timeout=20_000)
        page.keyboard.press("e")
        expect(page.get_by_label("会議のコード")).to_be_focused(timeout=SOON)
        page.keyboard.press("Escape")
        closed(page)
        begin(page, NEW_CODE)


def test_what_cannot_be_stored_is_said_and_stays_in_the_form(chromium: Browser, server: Server) -> None:
    meetings.decide(replace(decision("a"), text=OTHER_TEXT))
    whole = server.file.read_bytes()
    with looking(chromium, server) as page:
        begin(page)
        fill(page, TEXT)
        server.file.write_bytes(b"damaged" * 1000)
        send(page)
        alert = page.locator("[role=dialog] [data-testid=stAlert]").last
        expect(alert).to_contain_text("が壊れているので、書き込みません", timeout=SOON)
        expect(page.locator("[role=dialog] textarea")).to_have_value(TEXT)
        expect(page.locator(".screen:not([hidden]) [data-of]")).to_contain_text("壊れている", timeout=SOON)
        server.file.write_bytes(whole)
        send(page)
        closed(page)
        expect(decided(page)).to_contain_text(TEXT, timeout=SOON)
    assert [row.text for row in meetings.rows().decisions] == [OTHER_TEXT, TEXT]


def test_a_double_click_stores_once_and_what_is_missing_is_said(chromium: Browser, server: Server) -> None:
    with looking(chromium, server) as page:
        begin(page)
        button = page.get_by_role("button", name="書く", exact=True)
        page.keyboard.type(TEXT)
        button.click()
        expect(page.locator("[role=dialog] [data-testid=stAlert]")).to_contain_text(
            "課を入れて", timeout=SOON
        )
        page.get_by_label("その他の名前").fill("市民の会")
        page.get_by_role("combobox", name="課").fill("その他")
        page.keyboard.press("Enter")
        button.dblclick()
        closed(page)
        expect(decided(page)).to_contain_text(f"市民の会：{TEXT}", timeout=SOON)
    assert [row.text for row in meetings.rows().decisions] == [TEXT]


def test_a_decision_is_corrected_and_withdrawn_and_nothing_is_forgotten(
    chromium: Browser, server: Server
) -> None:
    meeting = Meeting("地域IT懇話会", "令和8年度")
    meetings.decide(
        replace(decision("a"), meeting=meeting, text=OTHER_TEXT, decided_at=datetime(2026, 11, 30, 14))
    )
    with looking(chromium, server) as page:
        expect(decided(page)).to_contain_text(OTHER_TEXT, timeout=SOON)
        begin(page)
        page.get_by_role("button", name="直す", exact=True).press("Enter")
        page.get_by_role("button", name="直して書く").wait_for()
        page.locator("[role=dialog] textarea").fill(TEXT)
        page.get_by_role("button", name="直して書く").press("Enter")
        closed(page)
        expect(decided(page)).to_contain_text(TEXT, timeout=SOON)
        expect(decided(page)).not_to_contain_text(OTHER_TEXT)
        begin(page)
        page.get_by_role("button", name="取り消す", exact=True).press("Enter")
        expect(page.locator("[role=dialog]")).to_contain_text("取り消しますか", timeout=SOON)
        page.get_by_role("button", name="取り消す", exact=True).press("Enter")
        closed(page)
        expect(decided(page)).to_contain_text("まだありません", timeout=SOON)
    written = [(row.text, row.replaces, row.is_withdrawn) for row in meetings.rows().decisions]
    assert [(text, gone) for text, _, gone in written] == [(OTHER_TEXT, False), (TEXT, False), (TEXT, True)]
    assert written[1][1] == "a"


def test_a_whole_meeting_decides_without_a_mouse(chromium: Browser, server: Server) -> None:
    """Forty minutes: at three screens something is decided, one is corrected, one withdrawn, a live page seen."""
    with looking(chromium, server, screen=1) as page, looking(chromium, server, screen=7) as other:
        for place, text in ((2, "一つ目"), (4, "二つ目"), (6, "三つ目")):
            while page.locator(".screen:not([hidden])").get_attribute("data-place") != str(place):
                page.keyboard.press("PageDown")
            begin(page)
            fill(page, text)
            send(page)
            closed(page)
            expect(decided(page)).to_contain_text(f"長寿福祉課：{text}", timeout=SOON)
            expect(decided(other)).to_contain_text(text, timeout=SOON)
            page.locator(".screen:not([hidden]) .measures a").first.press("Enter")
            page.locator("h1:has-text('この施策は')").wait_for(timeout=SOON)
            page.keyboard.press("Escape")
            page.locator(f".screen[data-place='{place}']:not([hidden])").wait_for(timeout=SOON)
        begin(page)
        page.get_by_role("button", name="取り消す", exact=True).press("Enter")
        expect(page.locator("[role=dialog]")).to_contain_text("取り消しますか", timeout=SOON)
        page.get_by_role("button", name="取り消す", exact=True).press("Enter")
        closed(page)
        page.keyboard.press("PageUp")
        page.keyboard.press("PageUp")
        begin(page)
        page.get_by_role("button", name="直す", exact=True).press("Enter")
        page.get_by_role("button", name="直して書く").wait_for()
        page.locator("[role=dialog] textarea").focus()
        page.keyboard.press("End")
        page.keyboard.type("を直した")
        page.get_by_role("button", name="直して書く").press("Enter")
        closed(page)
        page.keyboard.press("End")
        for seen in (page, other):
            expect(decided(seen)).to_contain_text("この会議で2件を決めました", timeout=SOON)
            expect(decided(seen)).to_contain_text("二つ目を直した", timeout=SOON)
            expect(decided(seen)).not_to_contain_text("三つ目")
        page.get_by_role("link", name="会議の記録を開く").press("Enter")
        page.locator("h1:has-text('会議で、何を決めたか')").wait_for(timeout=SOON)
        expect(page.locator(".minutes")).to_contain_text("二つ目を直した", timeout=SOON)
        page.keyboard.press("Escape")
        page.locator(".screen.closing:not([hidden])").wait_for(timeout=SOON)


def test_the_last_meetings_decisions_stand_beside_their_screen_with_what_became_of_them(
    chromium: Browser, server: Server
) -> None:
    last = Meeting("地域IT懇話会", "令和7年度")
    meetings.decide(replace(decision("a"), meeting=last, text=OTHER_TEXT, decided_at=datetime(2025, 11, 28)))
    with looking(chromium, server) as page:
        expect(decided(page)).to_contain_text("前回決めたこと", timeout=SOON)
        expect(decided(page)).to_contain_text("その後の記入なし")
        begin(page)
        page.get_by_role("button", name="その後を書く").press("Enter")
        page.get_by_text("進行中", exact=True).click()
        page.get_by_label("ひとこと").fill("9地区で開いた")
        page.get_by_role("button", name="書く", exact=True).press("Enter")
        closed(page)
        expect(decided(page)).to_contain_text(
            "▲ 進行中 長寿福祉課（令和9年6月まで）：講座を地区ごとに開く → 9地区で開いた", timeout=SOON
        )


def test_the_closing_screen_saves_the_minutes(chromium: Browser, server: Server) -> None:
    meetings.decide(replace(decision("a"), text="=1+1 <b>", meeting=Meeting("地域IT懇話会", "令和8年度")))
    with looking(chromium, server) as page:
        assert not page.locator(".st-key-minutes").is_visible()
        page.keyboard.press("End")
        expect(decided(page)).to_contain_text("=1+1 <b>", timeout=SOON)
        with page.expect_download() as saved:
            page.get_by_role("link", name="会議の記録をExcelで保存").press("Enter")
        book = openpyxl.load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes()))
        assert [row[1] for row in book["データ"].iter_rows(values_only=True)] == ["決めたこと", "=1+1 <b>"]
        notes = dict(book["注記"].iter_rows(values_only=True))
        assert "サンプル" in notes["データの種類"]
        assert "決めたこと：1件" in notes["条件"]
        with page.expect_download() as saved:
            page.get_by_role("link", name="Markdownで保存").press("Enter")
        assert "\\=1\\+1 \\<b\\>" in Path(saved.value.path()).read_text(encoding="utf-8")
        with page.context.expect_page() as printed:
            page.get_by_role("link", name="印刷する形で開く").press("Enter")
        expect(printed.value.locator(".minutes").first).to_contain_text("=1+1 <b>", timeout=20_000)
