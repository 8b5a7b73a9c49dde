"""Texts without characters that break what reads them."""

import pytest

from stats import characters


def test_layout_stays_and_line_breaks_are_one_sort() -> None:
    assert characters.visible("一\t二\r\n三\r四\n五") == "一\t二\n三\n四\n五"


@pytest.mark.parametrize("control", ["\0", "\b", "\v", "\f", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_a_control_character_is_seen_and_replaced(control: str) -> None:
    assert characters.CONTROL.search(f"前{control}後")
    assert characters.visible(f"前{control}後") == "前\ufffd後"


def test_a_sentence_stands_on_one_line() -> None:
    assert characters.in_one_line("一\r\n\t二\x1b[31m") == "一 二\ufffd[31m"


def test_letters_of_any_language_are_no_control_characters() -> None:
    assert not characters.CONTROL.search("須賀川 é 𠮷 ́ \u200d \u3000 \t\r\n")
