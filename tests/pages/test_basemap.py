"""The background map of an edition as it leaves the server: what its tiles are, for whom, and for how long."""

import asyncio
import gzip
import http.client
import json
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlparse

import duckdb
import pytest
from starlette.responses import PlainTextResponse

from pages.frame import basemap
from pages.frame.edition_files import EditionFiles
from queries import editions, opened
from queries.editions import Edition
from queries.opened import Opened
from tests.serving import ROOT

FOREVER = "public, max-age=31536000, immutable"
TILE = b"as it was packed"
TABLES = (ROOT / "ingest" / "schema.sql").read_text(encoding="utf-8")


class Answer:
    def __init__(self, address: str, path: str, method: str = "GET", **headers: str) -> None:
        connection = http.client.HTTPConnection(urlparse(address).netloc, timeout=30)
        connection.request(method, path, headers={name.replace("_", "-"): it for name, it in headers.items()})
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        connection.close()

    @property
    def kept(self) -> str | None:
        return self.headers["cache-control"]


@pytest.fixture(scope="module")
def tiles(sample_address: str, sample_edition: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        Answer(sample_address, f"/basemap/{sample_edition.stem}/tiles.json").body
    )
    return found


def path_of(tiles: dict[str, object], zoom: int, column: int, row: int) -> str:
    (template,) = tiles["tiles"]  # type: ignore[misc]
    return urlparse(str(template)).path.format(z=zoom, x=column, y=row)


def a_tile(edition: Path) -> tuple[int, int, int, bytes]:
    """Return a tile of an edition, which pages may hold open in this process too, as it lies in a copy."""
    with TemporaryDirectory() as folder:
        copied = shutil.copy(edition, folder)
        with duckdb.connect(copied, read_only=True) as connection:
            return connection.execute("select * from basemap_tiles order by zoom desc limit 1").fetchall()[0]


def test_tiles_lie_beside_the_page_that_asks(
    sample_address: str, tiles: dict[str, object], sample_edition: Path
) -> None:
    assert tiles["tiles"] == [f"{sample_address}/basemap/{sample_edition.stem}/{{z}}/{{x}}/{{y}}.pbf"]
    assert (tiles["minzoom"], tiles["maxzoom"]) == (8, 14)
    west, south, east, north = tiles["bounds"]  # type: ignore[misc]
    assert 139.9 < west < 140.1 < 140.5 < east < 140.7
    assert 37.1 < south < 37.25 < 37.35 < north < 37.5
    assert {"trunk", "rail", "river"} <= {layer["id"] for layer in tiles["vector_layers"]}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "base"),
    [
        ("https://localhost:80/plan/accidents?layer=a/b", "https://localhost:80/plan/"),
        ("http://localhost:80/a/plan/", "http://localhost:80/a/plan/"),
        ("http://localhost:80/accidents", "http://localhost:80/"),
        ("http://evil.example/plan/", "https://localhost:80/"),
        ("http://localhost:80@evil.example/plan/", "https://localhost:80/"),
        ("http://[", "https://localhost:80/"),
    ],
)
def test_tiles_lie_behind_the_proxy_of_a_page_of_this_host_alone(
    page: str, base: str, sample_address: str, sample_edition: Path
) -> None:
    found = Answer(
        sample_address,
        f"/basemap/{sample_edition.stem}/tiles.json",
        Host="localhost:80",
        Referer=page,
        X_Forwarded_Proto="https",
        Forwarded="host=evil.example",
    )
    assert json.loads(found.body)["tiles"] == [f"{base}basemap/{sample_edition.stem}/{{z}}/{{x}}/{{y}}.pbf"]


def test_a_tile_comes_packed_as_the_edition_has_it_and_is_kept_for_ever(
    sample_address: str, tiles: dict[str, object], sample_edition: Path
) -> None:
    zoom, column, row, packed = a_tile(sample_edition)
    found = Answer(sample_address, path_of(tiles, zoom, column, row))
    assert (found.status, found.body, found.kept) == (200, packed, FOREVER)
    assert found.headers["content-encoding"] == "gzip"
    assert found.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert gzip.decompress(found.body)
    head = Answer(sample_address, path_of(tiles, zoom, column, row), "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(packed)))


def test_where_nothing_is_drawn_there_is_no_tile(sample_address: str, tiles: dict[str, object]) -> None:
    for zoom, column, row in ((14, 1, 1), (22, 9_999_999, 9_999_999), (0, 0, 0)):
        found = Answer(sample_address, path_of(tiles, zoom, column, row))
        assert (found.status, found.body, found.kept) == (204, b"", FOREVER)


@pytest.mark.parametrize("end", ["tiles.json", "14/1/1.pbf"])
def test_an_unknown_edition_is_said_and_not_kept(sample_address: str, end: str) -> None:
    found = Answer(sample_address, f"/basemap/20250101-090000-aaaaaa-real/{end}")
    assert (found.status, found.kept) == (404, "no-store")
    assert "版「20250101-090000-aaaaaa-real」は、このコンピューターにありません。" in found.body.decode()


def test_only_names_of_this_machine_are_answered(sample_address: str, sample_edition: Path) -> None:
    path = f"/basemap/{sample_edition.stem}/tiles.json"
    assert Answer(sample_address, path, Host="evil.example").status == 421
    assert Answer(sample_address, path, Origin="http://evil.example").status == 403


def test_nothing_is_written_to_a_background_map(sample_address: str, sample_edition: Path) -> None:
    assert Answer(sample_address, f"/basemap/{sample_edition.stem}/tiles.json", "POST").status == 405


@pytest.mark.parametrize(
    "path", ["/basemap/x/14/1/1.png", "/basemap/x/14/-1/1.pbf", "/basemap/x/14/999999999/1.pbf"]
)
def test_what_is_no_address_of_a_tile_is_no_page(sample_address: str, path: str) -> None:
    found = Answer(sample_address, path)
    assert (found.status, "ページがありません" in found.body.decode()) == (404, True)


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """Return an edition with one tile, the only one there is."""
    path = tmp_path / "20250101-090000-aaaaaa-real.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        row = (path.stem, "real", "版", "2025-01-01", "", "", editions.SCHEMA_VERSION, "1", "city", [])
        connection.execute(f"insert into edition values ({', '.join('?' * len(row))})", row)
        connection.execute("insert into basemap_tiles values (14, 1, 2, ?)", [TILE])
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path))
    monkeypatch.setattr(opened, "OPENED", Opened())
    return Edition(path.stem, "real", datetime(2025, 1, 1), path)


def got(edition: Edition, end: str) -> tuple[int, bytes]:
    """Return what is answered within this process."""
    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/basemap/{edition.edition_id}/{end}",
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "headers": [(b"host", b"127.0.0.1")],
    }
    asyncio.run(EditionFiles(PlainTextResponse("another's"))(scope, receive, send))
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:])


def test_an_edition_without_background_says_so(edition: Edition) -> None:
    with duckdb.connect(str(edition.path)) as connection:
        connection.execute("delete from basemap_tiles")
    status, said = got(edition, "tiles.json")
    assert (status, "背景の地図はありません" in said.decode()) == (404, True)


def test_who_still_reads_an_edition_has_its_tiles_when_its_file_is_gone(edition: Edition) -> None:
    held = opened.OPENED.connection(edition)
    edition.path.unlink()
    assert got(edition, "14/1/2.pbf") == (200, TILE)
    held.close()
    assert got(edition, "14/1/2.pbf")[0] == 404


def test_an_edition_closed_while_a_tile_is_read_is_opened_anew(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, closed = basemap.basemap.tile, []

    def close_first(connection, **at):
        if not closed:
            closed.append(connection)
            opened.OPENED.close_unread(())
        return read(connection, **at)

    monkeypatch.setattr(basemap.basemap, "tile", close_first)
    assert got(edition, "14/1/2.pbf") == (200, TILE)


def test_a_file_that_is_no_edition_is_said(edition: Edition) -> None:
    edition.path.write_bytes(b"no database")
    status, said = got(edition, "14/1/2.pbf")
    assert (status, "壊れている" in said.decode()) == (404, True)


def test_a_tile_is_read_from_the_edition_the_environment_names(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DASHBOARD_EDITION", str(edition.path.rename(tmp_path / "any.duckdb")))
    assert got(edition, "14/1/2.pbf") == (200, TILE)
