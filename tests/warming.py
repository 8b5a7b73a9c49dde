"""A server whose making of pages before they are asked for can be stopped, broken and watched."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import Address, started
from tests.viewing import Seen, viewer

LONGEST = 60
SERVER = """
import asyncio, sys
from pathlib import Path
import queries
from pages.frame import readers, slides, start, warming

folder = Path({folder!r})
ask, pause, opens = queries.Connection.ask, warming.Warming._pause, warming.Warming._open

def noted(self, name, parameters):
    with (folder / "asked").open("a") as notes:
        print(self.opening.path.stem, name, file=notes)
    return ask(self, name, parameters)

async def held_up(self):
    while not (folder / "may_go_on").exists():
        await asyncio.sleep(0.05)
    if (folder / "is_broken").exists():
        raise RuntimeError("broken")
    await pause(self)

def tell_what_is_left(self):
    (folder / "left").write_text(repr((readers.READERS._held, slides.REGISTER._shown)))
    opens(self)

queries.Connection.ask = noted
warming.Warming._pause = held_up
warming.Warming._open = tell_what_is_left
warming.LONGEST_SHUT = {longest_shut}
sys.exit(start.main(Path("dashboard.py")))
"""


class Held(Address):
    """Where the server answers; before each page it makes by itself it waits until it may go on."""

    folder: Path

    def go_on(self) -> None:
        (self.folder / "may_go_on").touch()

    def hold_up(self) -> None:
        (self.folder / "may_go_on").unlink()

    def asked(self) -> list[str]:
        """Return what its editions have been asked so far: edition and question."""
        notes = self.folder / "asked"
        return notes.read_text().splitlines() if notes.exists() else []


@contextmanager
def held_up(
    editions: Path, folder: Path, longest_shut: float = 60, port: int | None = None
) -> Iterator[Held]:
    """Start a server over a folder of editions that is held up; what it is told and notes lies in `folder`."""
    program = ("-c", SERVER.format(folder=str(folder), longest_shut=longest_shut))
    with started(editions, port=port, program=program) as address:
        held = Held(address)
        held.process, held.folder = address.process, folder
        yield held


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + LONGEST
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)


def is_shown(seen: Seen, edition: str) -> bool:
    return any(f"<div>版 {edition}" in text for text in seen.texts.values())


def opened(address: str, page: str = "", query: str = "") -> Seen:
    with viewer(address) as visitor:
        return visitor.open(page, query)
