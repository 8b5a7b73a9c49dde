"""Four replicas on this machine: one is killed and a new edition comes, and none of a hundred viewers notices."""

import os
import re
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import duckdb

from tests.deploy.running import NEEDS_NGINX, Person, edition_of, running
from tests.viewing import Seen

pytestmark = NEEDS_NGINX
REPLICAS, VIEWERS, AT_ONCE = 4, 100, 8
LONGEST_CLICK = 5  # seconds
LONGEST = 120  # seconds until new viewers are given a new edition
OLD, NEW = (f"2999010{number}-090000-aaaaaa-sample" for number in (1, 2))
VIEWS = [
    ("divide", ""),
    ("goals", f"view={quote('判断順')}"),
    ("goals-sheet", "measure=2-6"),
    ("goals-sheet", "measure=9-13"),
    ("goals-reporting", ""),
    ("goals", ""),
]
SLIDES = re.compile(r'href="(slides/\w+/page)"')
Told = tuple[dict[tuple[int, ...], str], list[str]]


def told(seen: Seen) -> Told:
    """Return what a page tells of its edition: charts, and every text but the one that there is a newer edition."""
    return seen.charts, sorted(text for text in seen.texts.values() if "新しい版" not in text)


def changed(edition: Path, copy: Path) -> Path:
    """Copy an edition and change what is reported and answered."""
    shutil.copy(edition, copy)
    with duckdb.connect(copy) as connection:
        connection.execute("update indicator_values set value = 0.9 * value")
        connection.execute("update survey_answers set pct = 0.9 * pct")
    return copy


def newcomer(address: str, view: tuple[str, str]) -> Seen:
    with ExitStack() as window:
        return Person(address, *view, window).click()[0]


def test_a_killed_replica_and_a_new_edition_change_nothing_for_who_looks(
    sample_edition: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "editions"
    folder.mkdir()
    shutil.copy(sample_edition, folder / f"{OLD}.duckdb")
    coming = changed(sample_edition, tmp_path / f"{NEW}.duckdb")
    surroundings = {
        "DASHBOARD_EDITIONS": str(folder),
        "DASHBOARD_MEETINGS": str(tmp_path / "meetings.sqlite"),
    }
    with ExitStack() as stack:
        served = stack.enter_context(running(REPLICAS, surroundings))
        windows = stack.enter_context(ExitStack())
        pool = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        people = [Person(served.address, *VIEWS[one % len(VIEWS)], windows) for one in range(VIEWERS)]
        before = [seen for seen, _ in pool.map(Person.click, people)]
        right = {(one.page, one.query): told(seen) for one, seen in zip(people, before, strict=True)}
        assert [
            view for view in VIEWS if view[0] != "goals" and not right[view][0]
        ] == []  # the board has no chart
        assert {edition_of(seen) for seen in before} == {OLD}

        killed = min(served.replicas().items())
        os.kill(killed[1], signal.SIGKILL)
        coming.rename(folder / coming.name)

        clicks = list(pool.map(Person.click, people))
        moved = [person for person in people if person.has_lost_connection]
        assert 0 < len(moved) < VIEWERS / 2
        assert [seen.errors for seen, _ in clicks if seen.errors] == []
        assert {edition_of(seen) for seen, _ in clicks} == {OLD}
        for person, seen in zip(people * 2, [*before, *(seen for seen, _ in clicks)], strict=True):
            assert told(seen) == right[person.page, person.query]
        assert max(seconds for _, seconds in clicks) < LONGEST_CLICK

        moved[0].page, moved[0].query = VIEWS[0]
        slides = SLIDES.search("".join(moved[0].click()[0].texts.values()))
        assert slides
        assert moved[0].saved(slides[1]).startswith(b"PK")

        until = time.monotonic() + LONGEST
        while edition_of(seen := newcomer(served.address, VIEWS[0])) != NEW:
            assert told(seen) == right[VIEWS[0]]
            assert time.monotonic() < until
        assert told(seen)[0] != right[VIEWS[0]][0]
        assert killed[0] in served.replicas()
