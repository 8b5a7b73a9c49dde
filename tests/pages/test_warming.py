"""Pages are made before anybody asks for them: behind a shut door at start, beside the viewers for a new edition."""

import asyncio
import http.client
import shutil
import time
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from findings.accidents.drawn import Part
from pages.frame import static, warming
from pages.frame.menu import PAGES
from tests.serving import wait_for
from tests.viewing import Seen, viewer
from tests.warming import Held, held_up, is_shown, opened, wait_until

OLD, NEW = (f"2999010{number}-090000-aaaaaa-sample" for number in (1, 2))
FILE = next(path for path in static.FILES if path.endswith(".woff2"))


@pytest.fixture
def editions(sample_edition: Path, tmp_path: Path) -> Path:
    """Return a folder with one edition."""
    folder = tmp_path / "editions"
    folder.mkdir()
    shutil.copy(sample_edition, folder / f"{OLD}.duckdb")
    return folder


def put(sample_edition: Path, editions: Path) -> None:
    shutil.copy(sample_edition, editions / "unfinished")
    (editions / "unfinished").rename(editions / f"{NEW}.duckdb")


def answer(
    address: str, path: str, accept: str = "*/*", method: str = "GET"
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request(method, f"/{path}", headers={"Accept": accept})
    found = connection.getresponse()
    body = found.read().decode(errors="replace")
    connection.close()
    return found.status, body, {name.lower(): value for name, value in found.headers.items()}


def is_answered(address: str) -> bool:
    """Return whether the server answers anything."""
    try:
        answer(address, "_stcore/health")
    except OSError:
        return False
    return True


def is_offered(seen: Seen) -> bool:
    return any("新しい版に切り替える" in text for text in seen.texts.values())


def test_until_its_pages_are_made_the_server_asks_for_patience(editions: Path, tmp_path: Path) -> None:
    with held_up(editions, tmp_path) as address:
        wait_until(lambda: is_answered(address))
        assert answer(address, "_stcore/health")[0] == 503
        status, body, headers = answer(address, "goals?state=%E9%81%94%E6%88%90", "text/html")
        assert (status, headers["cache-control"], headers["retry-after"]) == (503, "no-store", "1")
        assert "default-src 'self'" in headers["content-security-policy"]
        assert '<html lang="ja">' in body
        assert "準備中です" in body
        assert answer(address, "slides/any/page")[:2] == (503, "準備中です。")
        assert answer(address, "nothing", "text/html")[0] == 404
        assert answer(address, FILE)[0] == 200
        with pytest.raises(InvalidStatus), viewer(address):
            pass
        address.go_on()
        wait_for(f"{address}/_stcore/health")
        assert answer(address, "goals", "text/html")[0] == 200


def test_the_first_viewers_ask_the_edition_nothing_and_nothing_is_left_of_making_their_pages(
    editions: Path, tmp_path: Path
) -> None:
    with held_up(editions, tmp_path) as address:
        address.go_on()
        wait_for(f"{address}/_stcore/health")
        assert (tmp_path / "left").read_text() == "({}, {})"
        asked = address.asked()
        assert asked
        for entry in PAGES:
            assert opened(address, entry.path).errors == {}
        for part in Part:
            assert answer(address, f"cells/{OLD}/{part}.geojson")[0] == 200
        assert address.asked() == asked


@pytest.mark.parametrize("fault", ["too slow", "broken"])
def test_the_door_opens_also_where_pages_cannot_be_made_before(
    fault: str, editions: Path, tmp_path: Path
) -> None:
    if fault == "broken":
        (tmp_path / "is_broken").touch()
        (tmp_path / "may_go_on").touch()
    with held_up(editions, tmp_path, longest_shut=1 if fault == "too slow" else 60) as address:
        wait_for(f"{address}/_stcore/health")
        seen = opened(address)
        assert seen.errors == {}
        assert is_shown(seen, OLD)


def test_a_new_edition_is_offered_once_its_pages_are_made(
    editions: Path, sample_edition: Path, tmp_path: Path
) -> None:
    with held_up(editions, tmp_path) as address:
        address.go_on()
        wait_for(f"{address}/_stcore/health")
        with viewer(address) as visitor:
            assert is_shown(visitor.open(""), OLD)
            address.hold_up()
            put(sample_edition, editions)
            wait_until(lambda: is_open(address, NEW))
            seen = visitor.open("goals")
            assert is_shown(seen, OLD)
            assert not is_offered(seen)
            assert is_shown(opened(address), OLD)
            assert is_shown(opened(address, query=f"edition={NEW}"), NEW)  # who asks for it gets it

            address.go_on()
            wait_until(lambda: is_shown(opened(address), NEW))
            asked = address.asked()
            assert is_shown(visitor.open(""), OLD)
            for entry in PAGES:
                assert opened(address, entry.path).errors == {}
            assert address.asked() == asked


def is_open(address: Held, edition: str) -> bool:
    """Return whether the server has the file of an edition open."""
    handles = Path(f"/proc/{address.process}/fd").iterdir()
    return any(edition in str(handle.readlink()) for handle in handles if handle.is_symlink())


def test_the_first_edition_ever_and_the_last_one_left_are_shown_at_once(
    editions: Path, sample_edition: Path, tmp_path: Path
) -> None:
    only = editions / f"{OLD}.duckdb"
    with held_up(editions, tmp_path) as address:
        address.go_on()
        wait_for(f"{address}/_stcore/health")
        address.hold_up()
        put(sample_edition, editions)
        wait_until(lambda: is_open(address, NEW))
        only.unlink()
        assert is_shown(opened(address), NEW)


def test_a_page_waits_for_the_viewers_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "LONGEST_PAUSE", 0.5)
    beside = warming.Warming()

    async def waited(seconds: float) -> float:
        start = time.monotonic()
        with beside.run():
            waiting = asyncio.create_task(beside._pause())
            await asyncio.sleep(seconds)
            is_waiting = not waiting.done()
        assert is_waiting is (seconds < warming.LONGEST_PAUSE)
        await waiting
        return time.monotonic() - start

    assert 0.2 <= asyncio.run(waited(0.2)) < 0.5
    asyncio.run(waited(1))
