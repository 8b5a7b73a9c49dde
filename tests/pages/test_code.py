"""The meeting's code: who may write, how often one may be wrong, and what a browser's token is worth."""

import threading

import pytest

from pages.frame import code
from pages.frame.code import Answer, Code


class Clock:
    """Seconds a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("typed", ["ACD346", "acd346", "ＡＣＤ３４６", " acd-346 ", "A C D 3 4 6"])
def test_the_code_is_known_however_it_is_typed(typed: str) -> None:
    assert Code("ACD346").answer(typed) == Answer(is_right=True)


def test_after_five_wrong_ones_in_a_minute_nobody_is_answered_for_the_rest_of_it() -> None:
    clock = Clock()
    asked = Code("ACD346", clock)
    for _ in range(5):
        assert asked.answer("AAAAAA") == Answer(is_right=False)
        clock.now += 2
    assert asked.answer("ACD346") == Answer(is_right=False, seconds_to_wait=50)
    clock.now += 49.5
    assert asked.answer("ACD346") == Answer(is_right=False, seconds_to_wait=1)
    clock.now += 0.5
    assert asked.answer("ACD346") == Answer(is_right=True)


def test_many_who_try_at_once_have_five_tries_together() -> None:
    asked, answers = Code("ACD346"), []
    trying = [threading.Thread(target=lambda: answers.append(asked.answer("AAAAAA"))) for _ in range(40)]
    for one in trying:
        one.start()
    for one in trying:
        one.join()
    assert len([one for one in answers if not one.seconds_to_wait]) == 5


def test_a_token_is_good_for_its_code_only_and_does_not_hold_it() -> None:
    old, new = Code("ACD346"), Code("ACD347")
    assert old.admits(old.token)
    assert Code("ACD346").admits(old.token)
    assert not new.admits(old.token)
    assert not new.admits("")
    assert not new.admits("é" * 48)
    assert "ACD346" not in old.token.upper()


def test_new_codes_hold_signs_that_are_not_taken_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(code.VARIABLE, raising=False)
    made = {code.current.__wrapped__().text for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("0O1IL2Z5S8BUV")
