"""Map files made to hurt: what pretends to be a map, reaches for other files or the network, or never ends."""

import http.server
import json
import shutil
import sqlite3
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyogrio
import pytest

from ingest.overlays import contained, contents
from tests.ingest.map_files import loaded, near, refusal, table, write_shapefile

POINT = {"type": "Point", "coordinates": [140.37, 37.28]}
VIRTUAL = (
    '<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource relativeToVRT="1">secret.csv</SrcDataSource>'
    '<GeometryField encoding="PointFromColumns" x="x" y="y"/></OGRVRTLayer></OGRVRTDataSource>'
)


@pytest.fixture
def requests() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server of this machine, and the paths it is asked for."""
    asked: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def collection(*shapes: object, **members: object) -> str:
    features = [{"type": "Feature", "properties": {"名称": "a"}, "geometry": shape} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", **members, "features": features})


def geopackage(path: Path, *statements: str) -> None:
    """Write a GeoPackage and change it by SQL."""
    table([near(), near(9)]).to_file(path, layer="学校", driver="GPKG")
    with sqlite3.connect(path) as package:
        for statement in statements:
            package.execute(statement)
    package.close()


REGISTERED = (
    "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('v', 'features', 'v', 6668)",
    "insert into gpkg_geometry_columns values ('v', 'geom', 'POINT', 6668, 0, 0)",
)

# What it is -------------------------------------------------------------------------------------------------


def test_a_virtual_file_of_gdal_is_no_map(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "secret.csv").write_text("name,x,y\nSECRET,140.37,37.28\n")
    for stem, begin in (("a", ""), ("b", "\ufeff \n")):
        for ending in ("geojson", "gpkg", "json", "shp", "zip"):
            (folder / f"{stem}.{ending}").write_text(begin + VIRTUAL, encoding="utf-8")
    lines = refusal(edition, folder).splitlines()
    assert len(lines) == 10
    for line in lines:
        assert line.partition("：")[2].startswith("名前の終わりは「.")
        assert "（中身はXMLかHTMLの文書です）" in line


def test_nor_is_one_in_a_zip(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a.geojson", VIRTUAL)
        archive.writestr("secret.csv", "name,x,y\nSECRET,140.37,37.28\n")
    assert refusal(edition, folder).startswith("a.zipの中のa.geojson：")


def test_another_kind_of_file_is_told_as_what_it_is(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    kinds = {
        "a.geojson": (b"", "（空です）"),
        "b.geojson": (b"PK\x03\x04...", "（中身はzipです）"),
        "c.gpkg": (b"{}", "GeoPackageではありません（中身はGeoJSONです）"),
        "d.zip": (b"SQLite format 3\0", "zipではありません（中身はGeoPackageです）"),
        "e.json": (b'{"type": "gdal_streamed_alg", "command_line": "x"}', "地図データとして読めません"),
        "f.json": (b'{"type": "Topology", "objects": {}}', "地図データとして読めません"),
        "g.json": (
            b'{"type": "FeatureCollection", "features": ' + b"[" * 99_999,
            "地図データとして読めません",
        ),
        "h.gpkg": (b"SQLite format 3\0" + bytes(2000), "GeoPackageとして読めません"),
    }
    for name, (content, _) in kinds.items():
        (folder / name).write_bytes(content)
    lines = refusal(edition, folder).splitlines()
    for line, (name, (_, problem)) in zip(lines, kinds.items(), strict=True):
        assert line.startswith(name)
        assert problem in line


def test_only_the_drivers_of_maps_that_are_read_are_there() -> None:
    kept = {"GeoJSON", "GPKG", "ESRI Shapefile", "MEM"}
    assert set(pyogrio.list_drivers()) - set(contained.SKIPPED_DRIVERS) == kept
    assert not kept & set(contained.SKIPPED_DRIVERS)


def test_a_coordinate_system_is_not_fetched(
    requests: tuple[str, list[str]],
    edition: duckdb.DuckDBPyConnection,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, asked = requests
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for kind in ("link", "url"):
        crs = {"type": kind, "properties": {"href": f"{address}/crs", "url": f"{address}/crs"}}
        (folder / f"{kind}.geojson").write_text(collection(POINT, crs=crs))
    loaded(edition, folder)
    assert asked == []


# GeoPackages ------------------------------------------------------------------------------------------------


def test_of_a_geopackage_only_stored_tables_are_read(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    no_table = "レイヤー「v」：計算で作られる表（ビューなど）か、ない表です"
    endless = "with recursive t (n) as (select 1 union all select n + 1 from t)"
    packages = {
        "a.gpkg": (no_table, f"create view v as {endless} select n as fid, null as geom from t", *REGISTERED),
        "b.gpkg": (no_table, "create virtual table v using fts5(geom)", *REGISTERED),
        "c.gpkg": (no_table, *REGISTERED),
        "d.gpkg": (
            "表「学校」：計算で作られる列があります",
            'alter table "学校" add column z generated always as (hex(zeroblob(300000000))) virtual',
        ),
        "e.gpkg": (
            "GeoPackageの一覧の表がありません",
            "alter table gpkg_contents rename to other",
            f"create view gpkg_contents as {endless} select other.* from other, t",
        ),
    }
    for name, (_, *statements) in packages.items():
        geopackage(folder / name, *statements)
    lines = refusal(edition, folder).splitlines()
    for line, (name, (problem, *_)) in zip(lines, packages.items(), strict=True):
        assert line.startswith(name)
        assert problem in line


def test_what_a_geopackage_would_compute_is_left_out(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    endless = "with recursive t (n) as (select 1 union all select n + 1 from t) select max(n) from t"
    path = folder / "市.gpkg"
    geopackage(
        path,
        f"create view unused as {endless}",
        f'create trigger endless after update on "学校" begin {endless}; end',
    )
    before = path.read_bytes()
    assert loaded(edition, folder)["name"].tolist() == ["第0", "第1"]
    assert path.read_bytes() == before


# Shapefiles -------------------------------------------------------------------------------------------------


def shapefile(path: Path, ending: str, content: Callable[[bytes], bytes]) -> None:
    """Write a Shapefile and change the content of one of its files."""
    write_shapefile(table([near(), near(9)]), path, "utf-8", "UTF-8")
    part = path.with_suffix(ending)
    part.write_bytes(content(part.read_bytes()))


def test_counts_of_a_dbf_that_do_not_hold_are_refused(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    counts = (0, 1, 3, 2_000_000_000, 4_000_000_000)
    for count in counts:
        number = struct.pack("<I", count)
        shapefile(folder / f"{count}.shp", ".dbf", lambda dbf, n=number: dbf[:4] + n + dbf[8:])
        shapefile(
            folder / f"{count}x.shp",
            ".dbf",
            lambda dbf, n=number: dbf[:4] + n + dbf[8:10] + b"\0\0" + dbf[12:],
        )
    lines = refusal(edition, folder).splitlines()
    assert len(lines) == 2 * len(counts)
    assert all(".dbfが壊れています" in line or "数が合いません" in line for line in lines)


def test_a_prj_that_is_no_text_is_refused(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    texts = (b'GEOGCS["D_WGS_1\xff984"]', b"\0" * 50, b"GEOGCS" * 20_000, b"\xff\xfeG\0", b'GEOGCS["\x07"]')
    for number, text in enumerate(texts):
        shapefile(folder / f"{number}.shp", ".prj", lambda _, prj=text: prj)
    lines = refusal(edition, folder).splitlines()
    assert [line.split("。")[0] for line in lines] == [
        f"{number}.shp：.prjが壊れています" for number in range(len(texts))
    ]


def test_a_shapefile_cut_short_is_refused(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    names = []
    for ending in (".dbf", ".shp", ".shx"):
        for kept in (0, 40, 110):
            names.append(f"{ending[1:]}{kept:03}.shp")
            shapefile(folder / names[-1], ending, lambda content, kept=kept: content[:kept])
    lines = refusal(edition, folder).splitlines()
    assert [line[: len(name)] for line, name in zip(lines, names, strict=True)] == names


# Time and memory --------------------------------------------------------------------------------------------


def crossing(corners: int, seed: int) -> list[list[float]]:
    """Return places at random in the city: every line between them crosses many others."""
    places = np.random.default_rng(seed).uniform((140.30, 37.22), (140.45, 37.34), (corners, 2))
    return places.round(6).tolist()


def comb(teeth: int) -> list[list[list[float]]]:
    """Return a sound polygon whose edges all lie beside one another, so that each is compared with all others."""
    east = np.linspace(140.30, 140.45, teeth)
    upper = np.column_stack([east, np.where(np.arange(teeth) % 2, 37.34, 37.22)])
    ring = np.vstack([upper, upper[::-1] - (-2e-6, 1e-4), upper[:1]])
    return [ring.round(8).tolist()]


SHAPES = {
    "spaghetti": [{"type": "Polygon", "coordinates": [crossing(3000, 1)]}],
    "much spaghetti": [{"type": "Polygon", "coordinates": [crossing(200, n)]} for n in range(150)],
    "crossing line": [{"type": "LineString", "coordinates": crossing(3000, 2)}],
    "crossing lines": [{"type": "LineString", "coordinates": crossing(100, n)} for n in range(60)],
    "comb": [{"type": "Polygon", "coordinates": comb(30_000)}],
}


def closed(shape: dict[str, Any]) -> dict[str, Any]:
    """Return a polygon with its rings closed, and anything else as it is."""
    if shape["type"] != "Polygon":
        return shape
    return shape | {"coordinates": [[*ring, ring[0]] for ring in shape["coordinates"]]}


def test_what_would_take_forever_is_refused_and_the_rest_is_read(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    for name, shapes in SHAPES.items():
        (folder / f"{name}.geojson").write_text(collection(*map(closed, shapes)))
    (folder / "z.geojson").write_text("{ これは地図ではない")
    *lines, last = refusal(edition, folder).splitlines()
    assert [line.partition(".")[0] for line in lines] == sorted(SHAPES)
    assert all("複雑すぎる" in line for line in lines)
    assert last.startswith("z.geojson")


def test_more_features_than_can_be_measured_in_time_are_counted(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    (folder / "街路灯.geojson").write_text(collection(*[POINT] * 11_200))
    assert refusal(edition, folder) == (
        "街路灯.geojsonのレイヤー「街路灯」：市の近くの地物が多すぎるか、細かすぎます（11,200個、頂点は合わせて11,200個"
        "あります）。要る地物だけを残すか、QGISの「簡素化」で頂点を減らし、頂点の数に、地物1個につき8を足して100,000までに"
        "してください。"
    )


def test_coordinates_that_are_none_are_refused(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    written = ("[NaN, NaN]", "[1e400, 1e400]", "[140.37]", '["a", "b"]', "[]", "{}")
    for number, coordinates in enumerate(written):
        point = f'{{"type": "Point", "coordinates": {coordinates}}}'
        (folder / f"{number}.geojson").write_text(
            f'{{"type": "Feature", "properties": {{}}, "geometry": {point}}}'
        )
    lines = refusal(edition, folder).splitlines()
    assert [line[:1] for line in lines] == [str(number) for number in range(len(written))]


def test_a_damaged_zip_is_refused(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for packing in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        path = folder / f"{packing}.zip"
        with zipfile.ZipFile(path, "w", packing) as archive:
            archive.writestr("a.geojson", collection(*[POINT] * 50))
        content = bytearray(path.read_bytes())
        content[60:70] = b"\xff" * 10
        path.write_bytes(bytes(content))
    lines = refusal(edition, folder).splitlines()
    assert len(lines) == 3
    assert all("zipを展開できません" in line for line in lines)


def test_a_zip_of_too_much_is_refused(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b" " * (contents.MOST_BYTES + 1))
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.geojson", "")
    first, second = refusal(edition, folder).splitlines()
    assert "a.zip：大きすぎます（展開して100MBまで）" in first
    assert "b.zip：中に10,000個より多くのファイルがあります" in second


def test_nothing_is_left_of_what_was_unpacked(
    edition: duckdb.DuckDBPyConnection, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    (folder / "a.geojson").write_text(collection(*SHAPES["crossing line"]))
    shutil.make_archive(str(folder / "b"), "zip", folder)
    refusal(edition, folder)
    assert list(scratch.iterdir()) == []
