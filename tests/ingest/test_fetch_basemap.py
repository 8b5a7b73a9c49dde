"""Taking the city's part of a map from a server of this machine that behaves as servers do, well or badly."""

import errno
import gzip
import hashlib
import io
import random
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry import LineString

from ingest.basemap import area, settings
from ingest.commands import main
from ingest.faults import InputError
from ingest.fetch import archive, basemap, web

DATA = Path(__file__).parents[2] / "data"
ZOOM = settings.read(DATA).zoom
CITY = (14580, 6360)  # the tile at zoom 14 with the city hall in it
LISTED = [
    {"id": rule.layer, "fields": {name: "" for rule in settings.read(DATA).layers for name in NAMES}}
    for NAMES in [("vt_code", "vt_rdctg", "vt_motorway", "vt_rtcode", "vt_sngldbl", "vt_text")]
    for rule in settings.read(DATA).layers
]
METADATA = {"name": "invented", "description": "なにか", "vector_layers": LISTED}


def archive_of(tiles: dict[int, bytes], metadata: object = METADATA, **header: object) -> bytes:
    """Return a PMTiles file."""
    file = io.BytesIO()
    writer = Writer(file)
    for number, content in sorted(tiles.items()):
        writer.write_tile(number, content)
    writer.finalize({"tile_type": TileType.MVT, "tile_compression": Compression.GZIP} | header, metadata)
    return file.getvalue()


def region(reach: int = 55, seed: int = 1) -> dict[int, bytes]:
    """Return tiles around the city, so many that their directory has leaves; a few of them are missing."""
    draw = random.Random(seed)
    return {
        zxy_to_tileid(ZOOM, CITY[0] + east, CITY[1] + south): gzip.compress(
            draw.randbytes(draw.randrange(100, 900)), mtime=0
        )
        for east in range(-reach, reach)
        for south in range(-reach, reach)
        if draw.random() < 0.85
    }


PUBLISHED = region()
WHOLE = archive_of(PUBLISHED)


@dataclass
class Site:
    """A server with one file, and what it does wrong."""

    content: bytes = WHOLE
    port: int = 0
    tag: str | None = '"first"'
    modified: str | None = None
    obeys: bool = True  # answers 412 where another version is asked for
    ranges: bool = True
    cut_after: int | None = None  # bytes of each answer, then the connection ends
    page: str | None = None  # an answer in words instead
    status: list[int] = field(default_factory=list)  # answers instead, one a request
    asked: list[dict[str, str | None]] = field(default_factory=list)
    after: Callable[[int], None] = lambda _: None  # is told of each request

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/map.pmtiles"


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site = self.site
        site.asked.append(
            {name: self.headers.get(name) for name in ("Range", "If-Match", "If-Unmodified-Since")}
        )
        site.after(len(site.asked))
        if site.status:
            self.send_error(site.status.pop(0))
            return
        if site.page is not None:
            body = site.page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        if site.obeys and self.headers.get("If-Match", site.tag) != site.tag:
            self.send_error(412)
            return
        begin, end = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"]).groups())
        body = site.content[begin : end + 1] if site.ranges else site.content
        self.send_response(206 if site.ranges else 200)
        if site.ranges:
            self.send_header("Content-Range", f"bytes {begin}-{begin + len(body) - 1}/{len(site.content)}")
        if site.tag:
            self.send_header("ETag", site.tag)
        if site.modified:
            self.send_header("Last-Modified", site.modified)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # whoever asked need not wait for a whole file
            self.wfile.write(body if site.cut_after is None else body[: site.cut_after])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(web, "PAUSE_SECONDS", 0.0)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    served = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Served", (Handler,), {"site": served}))
    served.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


Fetch = Callable[..., list[str]]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "maps" / "basemap.pmtiles"


@pytest.fixture
def fetch(site: Site, target: Path) -> Fetch:
    """Return a function that fetches the city's part and returns what was said."""

    def fetched(data: Path = DATA) -> list[str]:
        said: list[str] = []
        basemap.fetch(target, data, said.append, lambda _: lambda *_: None, site.address)
        return said

    return fetched


def refusal(fetch: Fetch) -> str:
    with pytest.raises(InputError) as refused:
        fetch()
    (fault,) = refused.value.faults
    return str(fault)


def tiles_of(file: Path) -> dict[int, bytes]:
    return {zxy_to_tileid(*place): bytes(tile) for place, tile in all_tiles(MemorySource(file.read_bytes()))}


def wanted() -> dict[int, bytes]:
    """Return the published tiles that touch the city with three kilometres around, by their own corners."""
    west, south, east, north = area.bounds(
        line.split(",")[0] for line in (DATA / "areas" / "cells.csv").read_text().splitlines()[1:]
    )
    corners = gpd.GeoSeries.from_xy([west, east], [south, north], crs=4326).to_crs(3857)
    side, edge = 2 * 20037508.342789244 / 2**ZOOM, 20037508.342789244
    columns = range(int((corners[0].x + edge) // side), int((corners[1].x + edge) // side) + 1)
    rows = range(int((edge - corners[1].y) // side), int((edge - corners[0].y) // side) + 1)
    numbers = {zxy_to_tileid(ZOOM, column, row) for column in columns for row in rows}
    return {number: tile for number, tile in PUBLISHED.items() if number in numbers}


def test_the_tiles_of_the_city_and_three_kilometres_around_arrive_byte_for_byte(
    fetch: Fetch, target: Path
) -> None:
    assert Reader(MemorySource(WHOLE)).header()["leaf_directory_length"], "the test's file has no leaves"
    said = fetch()
    assert tiles_of(target) == wanted()
    assert 250 < len(wanted()) < len(PUBLISHED) / 10
    assert [path.name for path in target.parent.iterdir()] == ["basemap.pmtiles"]
    assert said == [
        f"basemap.pmtiles：タイル{len(wanted())}枚、{target.stat().st_size:,}バイト（サーバーへの要求"
        f"{said[0].split('要求')[1].split('回')[0]}回）、SHA-256 {hashlib.sha256(target.read_bytes()).hexdigest()}"
    ]


def test_few_requests_have_them_and_little_besides(
    fetch: Fetch, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "GAP_BYTES", 2_000)  # a few of these small tiles
    fetch()
    ranges = [re.findall(r"\d+", asked["Range"]) for asked in site.asked]
    assert len(ranges) < 20
    assert sum(int(end) - int(begin) + 1 for begin, end in ranges) < len(WHOLE) / 10


def test_far_neighbours_are_asked_for_apart(
    fetch: Fetch, site: Site, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "GAP_BYTES", 0)
    fetch()
    assert len(site.asked) > 20
    assert tiles_of(target) == wanted()
    site.asked.clear()
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000)
    fetch()
    assert tiles_of(target) == wanted()
    lengths = [
        int(end) - int(begin) + 1 for begin, end in (re.findall(r"\d+", a["Range"]) for a in site.asked)
    ]
    assert max(lengths[3:]) <= 10_000


def test_the_file_says_where_it_is_from_beside_the_publishers_words(
    fetch: Fetch, site: Site, target: Path
) -> None:
    fetch()
    metadata = Reader(MemorySource(target.read_bytes())).metadata()
    assert metadata["description"] == "なにか"
    assert metadata["vector_layers"] == LISTED
    assert metadata["attribution"] == "国土地理院最適化ベクトルタイル"
    assert metadata["source"]["address"] == site.address
    assert metadata["source"]["licence"] == "国土地理院コンテンツ利用規約"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", metadata["source"]["retrieved_on"])


def test_gdal_reads_what_was_fetched(fetch: Fetch, site: Site, target: Path, tmp_path: Path) -> None:
    street = gpd.GeoDataFrame(
        {"vt_rdctg": ["国道"]}, geometry=[LineString([(140.36, 37.28), (140.39, 37.30)])], crs=4326
    )
    made = tmp_path / "made.pmtiles"
    pyogrio.write_dataframe(
        street,
        made,
        layer="RdCL",
        driver="PMTiles",
        dataset_options={"MINZOOM": str(ZOOM), "MAXZOOM": str(ZOOM)},
    )
    site.content = made.read_bytes()
    fetch()
    read = pyogrio.read_dataframe(target, layer="RdCL")
    assert set(read["vt_rdctg"]) == {"国道"}
    assert read.to_crs(4326).total_bounds == pytest.approx([140.36, 37.28, 140.39, 37.30], abs=1e-4)


def test_the_same_map_gives_the_same_file(fetch: Fetch, target: Path) -> None:
    fetch()
    first = target.read_bytes()
    fetch()
    assert target.read_bytes() == first


def test_all_parts_are_asked_for_as_of_one_version(fetch: Fetch, site: Site) -> None:
    fetch()
    assert [asked["If-Match"] for asked in site.asked] == [None] + ['"first"'] * (len(site.asked) - 1)
    site.tag, site.modified = 'W/"weak"', "Sun, 29 Nov 2026 00:00:00 GMT"
    site.asked.clear()
    fetch()
    assert [asked["If-Match"] for asked in site.asked] == [None] * len(site.asked)
    assert {asked["If-Unmodified-Since"] for asked in site.asked[1:]} == {site.modified}


def test_a_cut_connection_is_continued_where_it_ended(fetch: Fetch, site: Site, target: Path) -> None:
    def cut_once(number: int) -> None:
        site.cut_after = 5_000 if number == 4 else None

    site.after = cut_once
    fetch()
    fourth, fifth = (re.findall(r"\d+", asked["Range"]) for asked in site.asked[3:5])
    assert int(fifth[0]) == int(fourth[0]) + 5_000
    assert fifth[1] == fourth[1]
    assert tiles_of(target) == wanted()


def test_a_server_in_trouble_is_asked_again_and_not_for_ever(fetch: Fetch, site: Site, target: Path) -> None:
    site.status = [503, 503]
    fetch()
    target.unlink()
    site.status = [503] * 9
    assert refusal(fetch) == (
        f"{site.address}：ダウンロードできません。サーバーが応じません（503）（3回試しました）。"
        "しばらくしてから、もう一度実行してください。"
    )
    assert not list(target.parent.iterdir())


def changed(site: Site, *, obeys: bool, tag: str | None) -> None:
    """Let another file take the place of the first after two requests."""

    def after(number: int) -> None:
        if number == 3:
            site.content, site.tag, site.obeys = WHOLE + b"more", tag, obeys

    site.after = after


@pytest.mark.parametrize(("obeys", "tag"), [(True, '"second"'), (False, '"second"'), (False, '"first"')])
def test_two_versions_of_the_file_are_never_mixed(
    obeys: bool, tag: str, fetch: Fetch, site: Site, target: Path
) -> None:
    """Whether the server obeys the condition, ignores it, or names both versions alike."""
    changed(site, obeys=obeys, tag=tag)
    assert refusal(fetch) == (
        f"{site.address}：ダウンロードできません。ダウンロードのあいだに、公開元のファイルが新しくなりました。"
        "もう一度実行してください（はじめから取り直します）。"
    )
    assert not target.parent.exists()


def test_a_server_that_sends_whole_files_only_is_left_at_once(fetch: Fetch, site: Site) -> None:
    site.ranges = False
    assert (
        "ファイルの一部だけを送ることに、サーバーが応じません。プロキシを通しているときは管理者に"
        in refusal(fetch)
    )
    assert len(site.asked) == 1


def test_a_page_of_a_proxy_is_called_a_page(fetch: Fetch, site: Site) -> None:
    site.page = "<html><body>利用者の確認</body></html>"
    assert "地図のファイルではなく、ウェブページ（HTML）が届きました" in refusal(fetch)


def test_a_map_that_is_no_longer_there_leads_to_the_address(fetch: Fetch, site: Site) -> None:
    site.status = [404]
    assert refusal(fetch) == (
        f"{site.address}：ダウンロードできません。公表されていません（404）。"
        "公開元のお知らせを見て、basemap.toml のアドレスを直してください。"
    )


def with_bytes(at: int, new: bytes) -> bytes:
    return WHOLE[:at] + new + WHOLE[at + len(new) :]


ROOT = Reader(MemorySource(WHOLE)).header()
ELSEWHERE = archive_of({zxy_to_tileid(ZOOM, 100 + n, 100): b"tile%d" % n for n in range(9)})


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"GIF89a" + bytes(50_000), "PMTilesのファイルではありません"),
        (b"", "PMTilesのファイルではありません"),
        (with_bytes(7, b"\x02"), "PMTilesの第3版ではありません"),
        (WHOLE[:100], "壊れています"),
        (with_bytes(97, b"\x03"), "目次の圧縮がgzipではありません"),
        (with_bytes(99, b"\x02"), "ベクトルタイルの地図ではありません"),
        (with_bytes(99, b"\xee"), "壊れています"),
        (with_bytes(16, (1 << 20).to_bytes(8, "little")), "壊れています"),
        (with_bytes(ROOT["root_offset"] + 20, bytes(40)), "壊れています"),
        (with_bytes(ROOT["leaf_directory_offset"], bytes(ROOT["leaf_directory_length"])), "壊れています"),
        (with_bytes(ROOT["metadata_offset"], bytes(40)), "壊れています"),
        (WHOLE[: ROOT["tile_data_offset"] + 100], "壊れています"),
        (archive_of(PUBLISHED, ["no", "object"]), "壊れています"),
        (ELSEWHERE, "市のまわりのタイルがありません"),
        (
            archive_of({zxy_to_tileid(5, 28, 12): b"tile"}),
            "ズームレベル14のタイルがありません（5から5までです）",
        ),
    ],
)
def test_what_is_no_map_of_the_city_is_refused(
    content: bytes, problem: str, fetch: Fetch, site: Site, target: Path
) -> None:
    site.content = content
    assert refusal(fetch) == (
        f"{site.address}：ダウンロードできません。{problem}。"
        "公開元のお知らせを見て、basemap.toml のアドレスとズームレベルを確かめてください。"
    )
    assert not target.parent.exists()


def test_what_the_map_no_longer_lists_is_told(fetch: Fetch, site: Site, target: Path) -> None:
    layers = [layer for layer in LISTED if layer["id"] != "RailCL"]
    layers = [{**layer, "fields": {"vt_code": ""}} if layer["id"] == "Anno" else layer for layer in layers]
    site.content = archive_of(PUBLISHED, {"vector_layers": layers})
    said = fetch()
    end = "が、届いた地図の一覧にありません。描けないものがあるので、公開元の説明を見て basemap.toml を直してください。"
    assert said[:-1] == [f"レイヤー「RailCL」{end}", f"レイヤー「Anno」の属性「vt_text」{end}"]
    assert target.exists()


@pytest.mark.parametrize(
    "metadata", [{}, {"vector_layers": None}, {"vector_layers": ["RdCL", {"fields": 3}]}]
)
def test_a_map_without_a_list_of_layers_arrives(
    metadata: object, fetch: Fetch, site: Site, target: Path
) -> None:
    site.content = archive_of(PUBLISHED, metadata)
    fetch()
    assert tiles_of(target) == wanted()
    listed = Reader(MemorySource(target.read_bytes())).metadata()["vector_layers"]
    fields = {layer.get("id"): layer["fields"] for layer in listed}
    assert {"RdCL", "Anno", "WA"} <= set(fields)  # without a list GDAL reads nothing
    assert {"vt_code", "vt_text"} <= set(fields["Anno"])


def test_without_a_connection_it_says_where_to_go(fetch: Fetch, site: Site, target: Path) -> None:
    site.port = 1
    text = refusal(fetch)
    assert (
        "サーバーに接続を断られました。インターネットにつながるPCで実行し、できたファイルをこのPCに運んで"
        in text
    )


def test_the_proxy_of_the_environment_is_used(
    fetch: Fetch, site: Site, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(urllib.request, "_opener", None)  # it remembers the proxy of the first request
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.port}")
    said: list[str] = []
    far = "http://maps.invalid/map.pmtiles"
    basemap.fetch(target, DATA, said.append, lambda _: lambda *_: None, far)
    assert tiles_of(target) == wanted()


def test_a_map_that_is_there_stays_until_the_new_one_is_whole(fetch: Fetch, site: Site, target: Path) -> None:
    fetch()
    before = target.read_bytes()
    site.asked.clear()
    changed(site, obeys=True, tag='"second"')
    refusal(fetch)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["basemap.pmtiles"]


def test_a_file_that_is_no_map_is_not_written_over(fetch: Fetch, site: Site, target: Path) -> None:
    target.parent.mkdir()
    target.write_text("報告")
    assert refusal(fetch) == (
        f"{target}：地図（PMTiles）でないファイルがもうあります。--out で別の名前を指定してください。"
    )
    assert target.read_text() == "報告"
    assert not site.asked


def test_a_folder_in_its_place_is_named(fetch: Fetch, target: Path) -> None:
    target.mkdir(parents=True)
    assert "開けません（フォルダーです）" in refusal(fetch)


def test_a_full_disk_leaves_nothing_behind(
    fetch: Fetch, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Writer, "finalize", full)
    assert refusal(fetch) == (
        f"{target}：書き込めません（空き容量がありません）。"
        "空き容量と権限を確かめるか、--out で別の場所を指定してください。"
    )
    assert not list(target.parent.iterdir())


def test_a_slip_in_the_settings_is_told_before_anything_is_asked(
    site: Site, fetch: Fetch, tmp_path: Path
) -> None:
    (tmp_path / "basemap.toml").write_text('address = "ftp://"')
    with pytest.raises(InputError, match="「publisher」の行を書き加えてください"):
        fetch(tmp_path)
    assert not site.asked


@pytest.mark.usefixtures("_handlers")
def test_the_command_prints_the_file_last(
    site: Site, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch-basemap", "--out", str(target), "--address", site.address]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{target}\n"
    assert "■■■■■ 0/0MB" in printed.err
    assert "SHA-256" in printed.err
    assert f"build --basemap {target.parent}" in printed.err
    assert "まだ取り込んだことがありません" not in printed.err


@pytest.mark.usefixtures("_handlers")
def test_the_publishers_address_is_marked_as_not_yet_tried(
    site: Site, target: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    assert main(["fetch-basemap", "--out", str(target)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "まだ取り込んだことがありません" in printed.err
    assert "背景の地図をダウンロードできません。直すところが1件あります。" in printed.err
    assert "cyberjapandata.gsi.go.jp" in printed.err
