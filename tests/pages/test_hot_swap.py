"""Editions come, go and are damaged while many look: every run shows a whole page of the right edition."""

import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from threading import Event

import duckdb
import pytest

from tests.holding import held_by_another_process
from tests.serving import served
from tests.viewing import Seen, viewer

PAGES = ("", "goals", "divide")
VIEWERS = 20
STAYING = 8  # of the viewers, who keep their session throughout
RUNS = 2  # of the sessions of the others
SESSIONS = 3  # that begin before the next edition comes or goes
PAUSE = 0.2
LONGEST = 240  # seconds to wait for them
SHOWN = re.compile(r"<div>版 (\S+)\u3000")


def name(number: int) -> str:
    return f"2999010{number}-090000-aaaaaa-sample"


@dataclass
class Stage:
    """A folder of editions, and which of them a new session may be given since when."""

    folder: Path
    aside: Path
    right: list[tuple[float, set[str]]] = field(default_factory=list)
    begun: list[float] = field(default_factory=list)
    given: str = ""

    def wait_for(self, number: int) -> None:
        """Wait until the last session that began was given an edition: new ones are, once their pages are made."""
        until = time.monotonic() + LONGEST
        while self.given != name(number):
            if time.monotonic() > until:
                raise TimeoutError(f"no session is given {name(number)}")
            time.sleep(PAUSE)

    def wait(self) -> None:
        """Wait until some sessions that began from now on have seen a page."""
        now = time.monotonic()
        while sum(moment > now for moment in list(self.begun)) < SESSIONS:
            if time.monotonic() > now + LONGEST:
                raise TimeoutError("no session begins")
            time.sleep(PAUSE)

    @contextmanager
    def changing(self, before: str, after: str) -> Iterator[None]:
        """Note that a session may be given either while the block runs, and the latter alone from then on."""
        self.right.append((time.monotonic(), {before, after}))
        yield
        self.right.append((time.monotonic(), {after}))

    def right_between(self, start: float, end: float) -> set[str]:
        last = max((moment for moment, _ in self.right if moment <= start), default=start)
        return set().union(*(ids for moment, ids in self.right if last <= moment <= end))

    def whole(self, number: int) -> Path:
        return self.aside / f"{name(number)}.duckdb"

    def place(self, number: int) -> Path:
        return self.folder / f"{name(number)}.duckdb"

    def publish(self, number: int) -> None:
        """Put an edition into the folder in one step, as a build does."""
        unfinished = self.folder / "edition.building"
        shutil.copy(self.whole(number), unfinished)
        unfinished.rename(self.place(number))

    def copy_slowly(self, number: int) -> None:
        """Copy as programs do that make a file of its full length first and fill it from both ends."""
        content = self.whole(number).read_bytes()
        part = len(content) // 8 + 1
        with self.place(number).open("wb") as copy:
            copy.truncate(len(content))
            for start in (0, *range(7 * part, 0, -part)):
                copy.seek(start)
                copy.write(content[start : start + part])
                copy.flush()
                time.sleep(2 * PAUSE)

    def play(self) -> None:
        """Let editions come and go."""
        one, two, three, four, five = (name(number) for number in range(1, 6))
        self.wait()
        with self.changing(one, two):
            self.publish(2)
            self.wait_for(2)
        self.place(6).write_bytes(self.whole(1).read_bytes()[:100_000])  # cut off
        self.wait()
        with self.changing(two, three):
            self.copy_slowly(3)
            self.wait_for(3)
        self.place(1).unlink()  # some still read it
        shutil.copy(self.whole(7), self.place(7))  # of an older form
        self.place(8).mkdir()
        self.wait()
        self.place(6).unlink()
        shutil.copy(self.whole(4), unfinished := self.folder / "edition.building")
        with held_by_another_process(unfinished):
            unfinished.rename(self.place(4))
            self.wait()
            self.right.append((time.monotonic(), {three, four}))
        with self.changing(three, four):
            self.wait_for(4)
        with self.changing(four, three):
            self.place(4).unlink()
        self.place(2).unlink()
        with self.changing(three, five):
            self.publish(5)
            self.wait_for(5)
        self.wait()


@pytest.fixture
def stage(sample_edition: Path, tmp_path: Path) -> Stage:
    """Return a stage with the first of several editions that tell different numbers."""
    built = Stage(tmp_path / "editions", tmp_path / "aside")
    for folder in (built.folder, built.aside):
        folder.mkdir()
    for number in (1, 2, 3, 4, 5, 7):
        shutil.copy(sample_edition, built.whole(number))
        with duckdb.connect(str(built.whole(number))) as connection:
            connection.execute(f"update edition set title = '題名{number}'")
            connection.execute(f"update indicator_values set value = value + {number} where value > 10")
            connection.execute(f"update survey_answers set pct = pct * 0.9{number} where pct > 10")
            if number == 7:
                connection.execute("update edition set schema_version = schema_version - 1")
    built.publish(1)
    built.right.append((time.monotonic(), {name(1)}))
    return built


def shown(seen: Seen) -> str:
    """Return the edition the foot of a page names."""
    return next(found[1] for text in seen.texts.values() if (found := SHOWN.search(text)))


PINNED = re.compile(r"&(?:amp;)?edition=[\w-]+|edition=[\w-]+&(?:amp;)?|\?edition=[\w-]+(?![\w&-])")


def content(seen: Seen) -> tuple[object, ...]:
    """Return what a page tells of its edition: title, body and foot, but not what the badge says of others.

    Links name the edition where the visitor has pinned it, and only there.
    """
    body = next(
        place[:2] for place, text in seen.texts.items() if text.startswith("いま") or text[-1:] == "か"
    )
    texts = {place: PINNED.sub("", text) for place, text in seen.texts.items() if place[:2] == body}
    frame = [
        PINNED.sub("", text)
        for text in seen.texts.values()
        if 'class="brand"' in text or 'class="footer"' in text
    ]
    return seen.charts, texts, frame, seen.errors


def visits(stage: Stage, address: str, number: int, is_over: Event) -> list[tuple[str, str, Seen]]:
    """Look at pages until it is over, and return page, edition and what was seen of every run."""
    found = []
    pages = islice(cycle(PAGES), number % len(PAGES), None)
    while not is_over.is_set():
        with viewer(address) as visitor:
            edition, runs = "", 0
            while not is_over.is_set() and (number < STAYING or runs < RUNS):
                start, page = time.monotonic(), next(pages)
                seen = visitor.open(page)
                assert seen.errors == {}
                if not edition:
                    edition = shown(seen)
                    assert edition in stage.right_between(start, time.monotonic())
                    stage.begun.append(start)
                    stage.given = edition
                found.append((page, edition, seen))
                runs += 1
                time.sleep(PAUSE)
            visitor.ask(next(pages))  # and leave in the middle of a run
    return found


def open_editions(folder: Path) -> set[str]:
    """Return the editions of a folder that any process has open, also those removed meanwhile."""
    found = set()
    for handle in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            target = str(handle.readlink())
        except OSError:
            continue
        if target.startswith(f"{folder}/"):
            found.add(Path(target.removesuffix(" (deleted)")).stem)
    return found


def test_every_run_shows_a_whole_page_of_the_right_edition(stage: Stage) -> None:
    is_over = Event()
    with served(stage.folder) as address:
        with ThreadPoolExecutor(VIEWERS) as viewers:
            watching = [viewers.submit(visits, stage, address, number, is_over) for number in range(VIEWERS)]
            try:
                stage.play()
            finally:
                is_over.set()
            found = [visit for viewer in watching for visit in viewer.result()]

        seen_editions = {edition for _, edition, _ in found}
        assert seen_editions >= {name(1), name(2), name(3), name(5)}
        for number in (1, 2, 4):
            shutil.copy(stage.whole(number), stage.place(number))
        with viewer(address) as visitor:
            alone = {
                (page, edition): content(visitor.open(page, f"edition={edition}"))
                for edition in seen_editions
                for page in PAGES
            }
        assert len({str(content) for content in alone.values()}) == len(alone)
        wrong = [(page, edition) for page, edition, seen in found if content(seen) != alone[page, edition]]
        assert wrong == []

        for _ in range(20):
            with viewer(address) as visitor:
                assert shown(visitor.open("")) == name(5)
                if open_editions(stage.folder) <= {name(5)}:
                    break
            time.sleep(PAUSE)
        else:
            assert open_editions(stage.folder) <= {name(5)}


def test_a_browser_that_comes_back_is_shown_the_edition_it_read(stage: Stage) -> None:
    """After a restart the server knows no session; a page that is opened anew shows the newest edition."""
    stage.publish(2)
    cookie = f"edition={name(1)}"
    with served(stage.folder) as address:

        def edition(before: str, cookie: str) -> str:
            with viewer(address, before=before, cookie=cookie) as visitor:
                return shown(visitor.open("goals"))

        assert edition("", cookie) == name(2)
        assert edition("a-session-of-before", cookie) == name(1)
        assert edition("a-session-of-before", "") == name(2)
        assert edition("a-session-of-before", "edition=20200101-090000-aaaaaa-sample") == name(2)
