"""How far long work is: the one bar that all commands draw."""

from collections.abc import Callable
from typing import TextIO

STEPS = 20
MEGABYTE = 1_000_000


def bar(done: int, total: int) -> str:
    """Return a bar of `STEPS` signs, as many of them full as steps are done; of no work at all, all are."""
    full = STEPS * done // total if total else STEPS
    return "■" * full + "□" * (STEPS - full)


def growing(name: str, out: TextIO) -> Callable[[int, int | None], None]:
    """Return what draws to `out` how many bytes of a file there are, of how many (None where nobody knows).

    On a terminal the bar grows in its line; a log gets a line a quarter, or every ten megabytes.
    """
    drawn = -1

    def draw(have: int, total: int | None) -> None:
        nonlocal drawn
        if total is None:
            step, text = have // (10 * MEGABYTE), f"{have / MEGABYTE:.0f}MB"
        else:
            share = bar(have, total)
            step, text = share.count("■"), f"{share} {have / MEGABYTE:.0f}/{total / MEGABYTE:.0f}MB"
        if step == drawn:
            return
        drawn = step
        if out.isatty():
            end = "\n" if have == total else ""
            out.write(f"\r{name} {text}{end}")
        elif total is None or step % (STEPS // 4) == 0:
            out.write(f"{name} {text}\n")
        out.flush()

    return draw
