"""The meeting's code: who has it may write what is decided. Reading needs none.

It is printed where the server starts, and nowhere else. A browser that gave it keeps a token made from it, which says
nothing about the code and is good for this code only: after a start with a new one it counts no more.
"""

import hashlib
import hmac
import math
import os
import secrets
import time
import unicodedata
from collections import deque
from collections.abc import Callable
from functools import cache, cached_property
from threading import Lock
from typing import NamedTuple

VARIABLE = "DASHBOARD_MEETING_CODE"
SIGNS = "34679ACDEFGHJKMNPQRTWXY"
"""Signs nobody takes for one another, however they are written: without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V."""

LENGTH = 6
MOST_WRONG, SECONDS = 5, 60
"""So many wrong codes in so many seconds, of all browsers together, which behind a proxy look like one."""


class UnusableCodeError(Exception):
    """The environment names a code that is none; the message says in Japanese what one is, and does not repeat it."""


class Answer(NamedTuple):
    """Whether a code was the right one; or that it was not looked at, and after how many seconds one is again."""

    is_right: bool
    seconds_to_wait: int = 0


class Code:
    """One code, and the wrong ones that were tried lately.

    Parameters
    ----------
    text
        The code.
    clock
        Seconds that only go on.
    """

    def __init__(self, text: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.text = text
        self._clock = clock
        self._lock = Lock()
        self._wrong: deque[float] = deque()

    @cached_property
    def token(self) -> str:
        """Return what a browser keeps that gave the code: slow to compute, so that no code is found from it."""
        return hashlib.scrypt(self.text.encode(), salt=b"meeting", n=2**14, r=8, p=1, dklen=24).hex()

    def admits(self, token: str) -> bool:
        """Tell whether a token was made from this code."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def answer(self, typed: str) -> Answer:
        """Tell whether somebody typed this code, in whatever width and case.

        After too many wrong ones nobody is answered for a while, not even who has the right one.
        """
        given = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", typed))).upper()
        with self._lock:
            now = self._clock()
            while self._wrong and self._wrong[0] <= now - SECONDS:
                self._wrong.popleft()
            if len(self._wrong) >= MOST_WRONG:
                return Answer(is_right=False, seconds_to_wait=math.ceil(self._wrong[0] + SECONDS - now))
            is_right = hmac.compare_digest(given.encode(), self.text.encode())
            if not is_right:
                self._wrong.append(now)
            return Answer(is_right)


@cache
def current() -> Code:
    """Return the code of this server: the one the environment names, else a new one.

    Raises
    ------
    UnusableCodeError
        When the one of the environment is none.
    """
    given = os.environ.get(VARIABLE)
    if not given:
        return Code("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))
    text = given.strip().upper()
    if len(text) != LENGTH or not set(text) <= set(SIGNS):
        raise UnusableCodeError(
            f"会議のコード（環境変数 {VARIABLE}）は使えません。数字と英字の{LENGTH}文字で決めてください。"
            f"使えるのは、読み間違えない {SIGNS} だけです。"
        )
    return Code(text)
