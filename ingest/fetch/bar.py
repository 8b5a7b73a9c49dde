"""How far a download is, on a terminal as a bar that grows, in a log as one line a quarter."""

from typing import TextIO

from ingest.fetch.download import Progress

STEPS = 20
MEGABYTE = 1_000_000


def bar(name: str, out: TextIO) -> Progress:
    """Return what draws the progress of one file to `out`."""
    drawn = -1

    def draw(have: int, total: int | None) -> None:
        nonlocal drawn
        if total is None:
            step, text = have // (10 * MEGABYTE), f"{have / MEGABYTE:.0f}MB"
        else:
            step = STEPS * have // total if total else STEPS
            share = "■" * step + "□" * (STEPS - step)
            text = f"{share} {have / MEGABYTE:.0f}/{total / MEGABYTE:.0f}MB"
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
