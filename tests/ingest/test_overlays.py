"""Layers as their owners have them: every format, coordinate system and encoding, and what is wrong with some."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pyproj
import pytest
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box

from ingest import overlays
from ingest.build import Inputs
from ingest.faults import InputError
from ingest.overlays import nearby, shapefile
from ingest.overlays.files import choose
from queries import editions
from tests.conftest import BuildEdition
from tests.ingest.map_files import loaded, near, refusal, table, write_shapefile


def counts(edition: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, ...]]:
    """Return rows read, loaded, out of scope and rejected by file of layers that has any."""
    rows = edition.execute(
        "select file_name, rows_read, rows_loaded, rows_out_of_scope, rows_rejected from ingest_files"
        " where reader = 'overlay' and rows_read > 0"
    ).fetchall()
    return {name: numbers for name, *numbers in rows}


# Formats, coordinate systems, encodings ---------------------------------------------------------------------


def as_geojson(frame: gpd.GeoDataFrame, folder: Path) -> None:
    frame.to_crs(4326).to_file(folder / "学校.geojson", driver="GeoJSON")


def as_geopackage(frame: gpd.GeoDataFrame, folder: Path) -> None:
    frame.to_crs(6677).to_file(folder / "市の資料.gpkg", layer="学校", driver="GPKG")


def as_shapefile_of_windows(frame: gpd.GeoDataFrame, folder: Path) -> None:
    write_shapefile(frame.to_crs(2451), folder / "学校.shp", "cp932", None)


def as_shapefile_in_utf8(frame: gpd.GeoDataFrame, folder: Path) -> None:
    write_shapefile(frame.to_crs(32654), folder / "学校.shp", "utf-8", "UTF-8")


def as_shapefile_with_a_wrong_cpg(frame: gpd.GeoDataFrame, folder: Path) -> None:
    write_shapefile(frame, folder / "学校.shp", "cp932", "UTF-8")


def as_zip_of_windows(frame: gpd.GeoDataFrame, folder: Path) -> None:
    parts = folder.parent / "parts"
    parts.mkdir()
    write_shapefile(frame, parts / "学校.shp", "cp932", None)
    with zipfile.ZipFile(folder / "data.zip", "w") as archive:
        for path in parts.iterdir():
            archive.write(path, f"配布用/{path.name}")


@pytest.mark.parametrize(
    "write",
    [
        as_geojson,
        as_geopackage,
        as_shapefile_of_windows,
        as_shapefile_in_utf8,
        as_shapefile_with_a_wrong_cpg,
        as_zip_of_windows,
    ],
)
def test_every_format_gives_the_same_features(
    write: Callable[[gpd.GeoDataFrame, Path], None], edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    names = ["須賀川市立第一小学校", "仁井田小学校"]
    write(table([near(), near(400, 300)], names), folder)
    rows = loaded(edition, folder)
    assert rows["layer"].tolist() == ["学校", "学校"]
    assert rows["name"].tolist() == names
    assert rows["kind"].tolist() == ["point", "point"]
    for shape, expected in zip(rows["shape"], [near(), near(400, 300)], strict=True):
        assert shape.distance(expected) < 2e-5  # JGD2000 and JGD2011 are a metre apart here
    assert list(counts(edition).values()) == [[2, 2, 0, 0]]
    noticed = edition.execute("select kind from ingest_findings").fetchall()
    assert noticed == ([("wrong_encoding",)] if write is as_shapefile_with_a_wrong_cpg else [])


def test_all_layers_of_a_geopackage_are_read(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    table([near()]).to_file(folder / "市.gpkg", layer="学校", driver="GPKG")
    table([box(140.37, 37.28, 140.38, 37.29)]).to_file(folder / "市.gpkg", layer="ゾーン30", driver="GPKG")
    rows = loaded(edition, folder / "市.gpkg")
    assert sorted(rows["layer"]) == ["ゾーン30", "学校"]


def test_a_companion_is_part_of_what_an_edition_was_built_from(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    as_shapefile_of_windows(table([near()]), folder)
    loaded(edition, folder)
    files = edition.execute("select file_name from ingest_files where reader = 'overlay'").fetchall()
    assert {name for (name,) in files} == {"学校.shp", "学校.shx", "学校.dbf", "学校.prj"}


def test_cells_cut_in_the_middle_of_a_character_are_still_cp932(folder: Path) -> None:
    as_shapefile_of_windows(table([near()], ["学"]), folder)
    path = folder / "学校.dbf"
    content = path.read_bytes()
    path.write_bytes(content.replace("学".encode("cp932"), "学".encode("cp932")[:1] + b" "))
    (file,) = choose(folder).files
    assert shapefile.encoding(file.shown, file.parts) == ("cp932", False)


# Shapes and names -------------------------------------------------------------------------------------------


def test_kinds_lengths_and_areas(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    line = LineString([near(), near(300, 400)])
    square = Polygon([near(), near(100, 0), near(100, 200), near(0, 200)])
    table([line, square, MultiPoint([near(), near(9, 9)])]).to_file(folder / "混合.geojson", driver="GeoJSON")
    rows = loaded(edition, folder)
    assert rows["kind"].tolist() == ["line", "area", "point"]
    assert rows["metres"].iloc[0] == pytest.approx(500, abs=0.2)
    assert rows["square_metres"].iloc[1] == pytest.approx(20_000, rel=1e-3)
    assert rows[["metres", "square_metres"]].isna().to_numpy().tolist() == [
        [False, True],
        [True, False],
        [True, True],
    ]


def test_a_shape_that_crosses_itself_is_repaired_and_noted(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    bow = Polygon([near(), near(100, 100), near(100, 0), near(0, 100)])
    table([bow, near()]).to_file(folder / "区域.geojson", driver="GeoJSON")
    rows = loaded(edition, folder)
    assert rows["shape"].map(lambda shape: shape.is_valid).all()
    assert edition.execute("select kind, detail, rows from ingest_findings").fetchall() == [
        ("repaired_geometry", "区域", 1)
    ]


def test_features_without_shape_are_rejected_and_far_ones_out_of_scope(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    far = Point(139.7, 35.7)
    table([near(), None, Point(), far], ["近い", "なし", "空", "東京"]).to_file(
        folder / "学校.gpkg", layer="学校", driver="GPKG"
    )
    assert loaded(edition, folder)["name"].tolist() == ["近い"]
    assert counts(edition) == {"学校.gpkg": [4, 1, 1, 2]}
    assert edition.execute("select line, raw from rejected_rows order by line").fetchall() == [
        (2, "学校：なし"),
        (3, "学校：空"),
    ]


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("名称", True),
        ("学校名", True),
        ("Name", True),
        ("P29_004", True),
        ("通学路名称", True),
        ("備考", False),
    ],
)
def test_the_column_of_names_is_found(
    column: str, found: bool, edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    frame = gpd.GeoDataFrame({"番号": [7], column: [" 第一 "]}, geometry=[near()], crs=6668)
    frame.to_crs(4326).to_file(folder / "学校.geojson", driver="GeoJSON")
    assert loaded(edition, folder)["name"].tolist() == (["第一"] if found else [None])


@pytest.mark.parametrize("write", [as_geojson, as_geopackage])
def test_a_control_character_in_a_name_is_refused(
    write: Callable[[gpd.GeoDataFrame, Path], None], edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    write(table([near(), near(10)], ["第一\t北\n校舎", "第二\x0b小"]), folder)
    assert "2番目の地物の「名称」に、使えない制御文字（U+000B）が入っています" in refusal(edition, folder)


def test_a_user_may_say_which_column_and_where_from(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    frame = gpd.GeoDataFrame({"名称": ["A"], "備考": ["第一"]}, geometry=[near()], crs=4326)
    frame.to_file(folder / "学校.geojson", driver="GeoJSON")
    (folder / "layers.csv").write_text(
        "ファイル,レイヤー,名称の列,出典,利用条件\n学校.geojson,,備考,須賀川市教育委員会,庁内限り\n",
        encoding="utf-8",
    )
    rows = loaded(edition, folder)
    assert rows["name"].tolist() == ["第一"]
    assert edition.execute(
        "select publisher, title, licence from sources where source_id = $id", {"id": rows["source_id"][0]}
    ).fetchall() == [("須賀川市教育委員会", "学校（学校.geojson）", "庁内限り")]


def test_without_a_source_it_says_that_none_is_written(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    as_geojson(table([near()]), folder)
    source = loaded(edition, folder)["source_id"][0]
    (publisher,) = edition.execute(
        "select publisher from sources where source_id = $id", {"id": source}
    ).fetchall()[0]
    assert publisher == "利用者の地図データ（出典の記載なし）"


# What is refused --------------------------------------------------------------------------------------------


def test_all_faults_of_a_folder_are_told_at_once(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "壊れた.geojson").write_text("{ これは地図ではない")
    (folder / "空.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    (folder / "区域.kml").write_text("<kml/>")
    (folder / "壊れた.zip").write_text("zipではない")
    write_shapefile(table([near()], crs=None), folder / "座標系なし.shp", "utf-8", None)
    write_shapefile(table([near()]), folder / "相棒なし.shp", "utf-8", None)
    (folder / "相棒なし.dbf").unlink()
    plane = {"type": "Point", "coordinates": [43210.0, 145678.0]}
    (folder / "平面.geojson").write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": plane}))
    with zipfile.ZipFile(folder / "文書.zip", "w") as archive:
        archive.writestr("readme.txt", "")
    (folder / "メモ.txt").write_text("")
    lines = refusal(edition, folder).splitlines()
    assert [line.split("：")[0] for line in lines] == [
        "区域.kml",
        "壊れた.geojson",
        "壊れた.zip",
        "平面.geojsonのレイヤー「平面」",
        "座標系なし.shpのレイヤー「座標系なし」",
        "文書.zip",
        "相棒なし.shp",
        "空.geojsonのレイヤー「空」",
    ]
    assert all(line.endswith(("てください。", "置きます）。")) for line in lines)
    assert "座標系が書かれていません" in lines[4]
    assert ".dbfがありません" in lines[6]
    assert edition.execute("select count(*) from overlays").fetchall() == [(0,)]


def test_the_same_layer_twice_is_refused(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    as_geojson(table([near()]), folder)
    as_geopackage(table([near()]), folder)
    assert "「学校」という名前のレイヤーは学校.geojsonにもあります" in refusal(edition, folder)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "学校.geojson,,校名,,",
            "layers.csvに書かれた列「校名」がありません。次の列から選んで書いてください：名称",
        ),
        ("通学路.geojson,,,,", "「通学路.geojson」というファイルはありません"),
    ],
)
def test_a_wrong_note_is_refused(
    row: str, problem: str, edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    as_geojson(table([near()]), folder)
    (folder / "layers.csv").write_text(f"ファイル,レイヤー,名称の列,出典,利用条件\n{row}\n", encoding="utf-8")
    assert problem in refusal(edition, folder)


@pytest.mark.parametrize("name", ["layers", "nothing", "memo.txt"])
def test_nothing_to_read_is_refused(name: str, edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder.parent / "memo.txt").write_text("")
    assert name in refusal(edition, folder.parent / name)


def test_texts_in_no_known_encoding_are_refused(folder: Path) -> None:
    as_shapefile_of_windows(table([near()], ["学校"]), folder)
    path = folder / "学校.dbf"
    path.write_bytes(path.read_bytes().replace("学校".encode("cp932"), b"\x85\x39\x85\x39"))
    with pytest.raises(InputError, match="文字コードを決められません"):
        shapefile.encoding("学校.shp", choose(folder).files[0].parts)


# Distances --------------------------------------------------------------------------------------------------


def place_accidents(edition: duckdb.DuckDBPyConnection, places: dict[str, Point]) -> None:
    """Put accidents into a copy of the table that asks for nothing else."""
    edition.execute("drop table accidents")
    edition.execute("create table accidents (accident_id varchar, longitude double, latitude double)")
    edition.executemany(
        "insert into accidents values ($id, $x, $y)",
        [{"id": name, "x": point.x, "y": point.y} for name, point in places.items()],
    )
    edition.execute("insert into accidents values ('nowhere', null, null)")


def test_distances_are_those_on_the_ground(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    far_corner = Point(140.17, 37.35)
    table([near(), far_corner]).to_file(folder / "学校.geojson", driver="GeoJSON")
    loaded(edition, folder)
    geod = pyproj.Geod(ellps="GRS80")
    west, north, _ = geod.fwd(far_corner.x, far_corner.y, 300, 432.1)
    place_accidents(
        edition,
        {
            "at": near(),
            "beside": near(30, 0),
            "limit": near(300, 399),
            "beyond": near(0, 501),
            "edge": Point(west, north),
        },
    )
    overlays.measure(edition)
    found = edition.execute(
        "select overlay_id, accident_id, metres from overlay_accidents order by all"
    ).fetchall()
    assert [(number, name) for number, name, _ in found] == [
        (1, "at"),
        (1, "beside"),
        (1, "limit"),
        (2, "edge"),
    ]
    expected = [0.0, 30.0, np.hypot(300, 399), 432.1]
    assert [metres for *_, metres in found] == pytest.approx(expected, abs=0.06)


def test_inside_an_area_the_distance_is_nothing(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    square = Polygon([near(-50, -50), near(50, -50), near(50, 50), near(-50, 50)])
    table([square]).to_file(folder / "ゾーン30.geojson", driver="GeoJSON")
    loaded(edition, folder)
    place_accidents(edition, {"inside": near(10, 10), "outside": near(80, 0)})
    overlays.measure(edition)
    assert edition.execute("select accident_id, metres from overlay_accidents order by all").fetchall() == [
        ("inside", 0.0),
        ("outside", 30.0),
    ]
    shares = dict(edition.execute("select within_metres, share_of_city from overlay_reach").fetchall())
    assert list(shares) == list(nearby.WITHIN_METRES)
    assert shares[0] * nearby.Ground.of(edition).city.area == pytest.approx(10_000, rel=0.2)
    assert list(shares.values()) == sorted(shares.values())
    ground = dict(edition.execute("select within_metres, square_metres from overlay_surroundings").fetchall())
    assert ground[0] == pytest.approx(10_000, rel=1e-3)
    assert ground[100] == pytest.approx(100**2 + 4 * 100 * 100 + np.pi * 100**2, rel=1e-2)


def test_the_city_on_the_plane_is_as_large_as_its_cells(edition: duckdb.DuckDBPyConnection) -> None:
    ground = nearby.Ground.of(edition)
    geod = pyproj.Geod(ellps="GRS80")
    cells = [
        abs(geod.geometry_area_perimeter(box(*cell))[0])
        for cell, share in zip(ground.cells, ground.shares, strict=True)
        if share >= 0.5
    ]
    assert ground.city.area == pytest.approx(sum(cells), rel=1e-4)


def test_a_built_edition_has_distances_and_hashes_its_layers(
    build_edition: BuildEdition, folder: Path
) -> None:
    as_geojson(table([near()]), folder)
    hashes = []
    for name in ("第0", "改名"):
        path = folder / "学校.geojson"
        path.write_text(path.read_text(encoding="utf-8").replace("第0", name), encoding="utf-8")
        with editions.opened(build_edition(Inputs(overlays=folder))) as built:
            hashes.append(built.execute("select source_hash, content_hash from edition").fetchall()[0])
            assert built.execute("select count(*) from overlay_reach").fetchall() == [(6,)]
    assert hashes[0][0] != hashes[1][0]
    assert hashes[0][1] != hashes[1][1]


def test_the_sample_has_invented_layers(sample_edition: Path) -> None:
    with editions.opened(sample_edition) as connection:
        layers = connection.execute(
            "select layer, bool_and(is_sample), any_value(source_id) from overlays group by all order by all"
        ).fetchall()
        near_accidents = connection.execute("select count(*) from overlay_accidents").fetchall()[0][0]
    assert layers == [(f"{name}（サンプル）", True, "sample") for name in ("ゾーン30", "学校", "通学路")]
    assert near_accidents > 20
