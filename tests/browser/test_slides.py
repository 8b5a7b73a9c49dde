"""Slides reach the browser: the link of a page or a card saves a file that opens, or says why there is none."""

from pathlib import Path

import pytest
from pptx import Presentation

from pages.frame import slides
from tests.browser.visiting import PAGES
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


def test_a_page_and_a_card_are_saved_as_slides(visit, sample_address: str, tmp_path: Path) -> None:
    one = visit(f"{sample_address}/accidents-outlook")
    one.page.get_by_text("スライド・画像・印刷").click()
    with one.page.expect_download(timeout=60_000) as page:
        one.page.get_by_text("この画面のスライドを保存する").click()
    page.value.save_as(tmp_path / "page.pptx")
    assert page.value.suggested_filename.startswith(f"{PAGES['accidents-outlook']}_")
    one.page.keyboard.press("Escape")
    one.page.locator(".st-key-card_per_year summary", has_text="定義・出典").click()
    with one.page.expect_download(timeout=60_000) as card:
        one.page.locator(".st-key-card_per_year").get_by_text("スライドで保存").click()
    card.value.save_as(tmp_path / "card.pptx")
    assert (
        len(Presentation(tmp_path / "page.pptx").slides)
        > len(Presentation(tmp_path / "card.pptx").slides)
        == 1
    )
    assert one.complaints == []
    assert one.left == set()


def test_a_link_whose_slides_are_gone_says_so_in_its_place(visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/accidents-outlook")
    one.page.get_by_text("スライド・画像・印刷").click()
    link = one.page.locator(".ways a.slides").first
    link.evaluate("one => one.href = one.href.replace(/slides\\/[0-9a-f]+/, 'slides/0')")
    link.click()
    one.page.wait_for_selector(f"text={slides.GONE}", timeout=30_000)
