"""Streets behind the map: what is read of the files people have, where it is cut, and what is said of the rest."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from ingest import basemap
from ingest.basemap import cutting
from ingest.basemap.area import bounds
from ingest.build import Inputs
from ingest.faults import InputError
from tests.conftest import BuildEdition
from tests.ingest.basemap import tiles
from tests.ingest.basemap.street_files import HERE, line, streets, write_osm
from tests.ingest.conftest import PROJECT

DATA = PROJECT / "data"


def loaded(edition: duckdb.DuckDBPyConnection, folder: Path) -> pd.DataFrame:
    return basemap.load(edition, folder, DATA, is_sample=False)


def refusal(edition: duckdb.DuckDBPyConnection, folder: Path) -> str:
    with pytest.raises(InputError) as refused:
        loaded(edition, folder)
    return str(refused.value)


def drawn(edition: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the number of features by kind."""
    return dict(edition.execute("select kind, features from basemap_layers order by kind").fetchall())


def in_tiles(edition: duckdb.DuckDBPyConnection, zoom: int) -> dict[str, set[tuple[str, ...]]]:
    """Return name, ref and class of the features of each layer in all tiles of a zoom."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for (tile,) in edition.execute(
        "select tile from basemap_tiles where zoom = $zoom", {"zoom": zoom}
    ).fetchall():
        for layer, features in tiles.layers(tile).items():
            told = {tuple(each.get(key, "") for key in ("name", "ref", "class")) for each in features}
            found.setdefault(layer, set()).update(told)
    return found


def counts(edition: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, ...]]:
    """Return rows read, loaded, out of scope and rejected by file of the map that has any."""
    rows = edition.execute(
        "select file_name, rows_read, rows_loaded, rows_out_of_scope, rows_rejected from ingest_files"
        " where reader = 'basemap' and rows_read > 0"
    ).fetchall()
    return {name.removeprefix("basemap/"): tuple(numbers) for name, *numbers in rows}


def noticed(edition: duckdb.DuckDBPyConnection) -> set[tuple[str, str, int]]:
    return set(edition.execute("select kind, detail, rows from ingest_findings").fetchall())


# OpenStreetMap ----------------------------------------------------------------------------------------------


def test_an_extract_of_openstreetmap_is_drawn_as_it_comes(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    streets(folder)
    loaded(edition, folder)
    assert in_tiles(edition, 14) == {
        "motorway": {("東北自動車道", "E4", "motorway")},
        "trunk": {("国道4号", "4", "trunk")},
        "major": {("県道54号", "54", "primary")},
        "minor": {("", "", "residential")},
        "rail": {("東北本線", "", "rail")},
        "station": {("須賀川駅", "", "railway_station")},
        "river": {("釈迦堂川", "", "river")},
        "water": {("池", "", "water")},
    }
    assert set(in_tiles(edition, 8)) == {"motorway", "trunk"}
    assert set(in_tiles(edition, 11)) == {"motorway", "trunk", "major", "rail", "station", "river", "water"}
    credit = edition.execute("select distinct attribution, licence from basemap_layers").fetchall()
    assert credit == [("© OpenStreetMap contributors", "ODbL 1.0")]
    sources = edition.execute("select title from sources where source_id like 'basemap:%'").fetchall()
    assert sources == [("OpenStreetMap",)]  # once for all its files


def test_of_minor_streets_only_the_greater_are_drawn_from_afar(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    classes = ("tertiary", "residential", "service")
    rows = [(one, one, None, line((0, north), (900, north))) for north, one in enumerate(classes)]
    write_osm(folder, "roads", rows)
    loaded(edition, folder)
    drawn_at = [{name for name, _, _ in in_tiles(edition, zoom)["minor"]} for zoom in (12, 13, 14)]
    assert drawn_at == [{"tertiary"}, set(classes), set(classes)]


def test_every_feature_is_accounted_for(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    rows = [
        ("trunk", "国道4号", "4", line((0, 0), (0, 900))),
        ("trunk", None, "4", None),
        ("footway", None, None, line((0, 0), (900, 0))),
        ("motorway", None, None, line((0, 0), (900, 0), at=(141.5, 38.5))),
    ]
    write_osm(folder, "roads", rows)
    loaded(edition, folder)
    assert counts(edition) == {"gis_osm_roads_free_1.shp": (4, 1, 2, 1)}
    assert ("undrawn_class", "gis_osm_roads_free_1：footway", 1) in noticed(edition)
    rejected = edition.execute("select file_name, line, reason from rejected_rows").fetchall()
    assert rejected == [("basemap/gis_osm_roads_free_1.shp", 2, "形（座標）がありません")]


def test_only_what_lies_within_three_kilometres_of_the_city_is_kept(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    write_osm(folder, "roads", [("trunk", None, "4", line((-200_000, 0), (200_000, 0)))])
    (shape,) = loaded(edition, folder)["shape"]
    west, _, east, _ = shape.bounds
    cells = edition.execute("select mesh_code from areas").fetchall()
    assert (west, east) == pytest.approx(bounds(mesh for (mesh,) in cells)[::2])


def test_houses_and_other_layers_of_an_extract_are_not_opened(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    streets(folder)
    (folder / "gis_osm_buildings_a_free_1.shp").write_bytes(b"no map at all")
    loaded(edition, folder)
    assert ("skipped_file", "gis_osm_buildings_a_free_1.shp", 0) in noticed(edition)


def test_a_zip_of_the_extract_is_read_as_its_files_are(
    edition: duckdb.DuckDBPyConnection, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "parts").mkdir()
    streets(tmp_path / "parts")
    (tmp_path / "parts" / "gis_osm_pois_free_1.shp").write_bytes(b"no map at all")
    with zipfile.ZipFile(folder / "tohoku-latest-free.shp.zip", "w") as archive:
        for part in sorted((tmp_path / "parts").iterdir()):
            archive.write(part, part.name)
    loaded(edition, folder)
    assert drawn(edition) == dict.fromkeys(
        ("major", "minor", "motorway", "rail", "river", "station", "water"), 1
    ) | {"trunk": 2}
    assert ("skipped_file", "gis_osm_pois_free_1.shp", 0) in noticed(edition)


# 国土数値情報 -----------------------------------------------------------------------------------------------


def of_the_nation(folder: Path, name: str, columns: dict[str, object], shape: object, **written: str) -> None:
    frame = gpd.GeoDataFrame({key: [cell] for key, cell in columns.items()}, geometry=[shape], crs=6668)
    pyogrio.write_dataframe(frame, folder / name, **written)


def test_files_of_the_national_land_numerical_information_are_known_by_their_columns(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    own = line((-4000, -4000), (4000, 4000)).envelope
    of_the_nation(folder, "N02-22_RailroadSection.geojson", {"N02_003": "東北線"}, line((0, 0), (900, 0)))
    station = {"N02_003": "東北線", "N02_005": "須賀川"}
    of_the_nation(folder, "N02-22_Station.geojson", station, line((0, 0), (100, 0)))
    of_the_nation(folder, "N03-21_07_210101.geojson", {"N03_004": "須賀川市", "N03_007": "07207"}, own)
    of_the_nation(
        folder, "W05-08_07-g_Stream.shp", {"W05_004": "釈迦堂川"}, line((0, 50), (900, 50)), encoding="cp932"
    )
    (folder / "W05-08_07-g_Stream.cpg").unlink(missing_ok=True)
    loaded(edition, folder)
    assert in_tiles(edition, 14) == {
        "rail": {("東北線", "", "")},
        "station": {("須賀川駅", "", "")},
        "boundary": {("須賀川市", "", "")},
        "ground": {("", "", "")},
        "river": {("釈迦堂川", "", "")},
    }
    ((code, geojson),) = edition.execute("select municipality_code, geojson from boundary").fetchall()
    assert code == "07207"
    assert shapely.from_geojson(geojson).symmetric_difference(own).area < 0.001 * own.area
    credit = edition.execute(
        "select attribution, features from basemap_layers where kind in ('river', 'ground')"
    ).fetchall()
    assert credit == [("国土数値情報（国土交通省）を加工", 1)] * 2
    titles = edition.execute(
        "select title from sources where publisher = '国土交通省' order by title"
    ).fetchall()
    assert ("国土数値情報（行政区域データ）",) in titles


def test_of_several_boundaries_of_the_city_the_first_is_taken_and_the_others_are_told(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    columns = {"N03_004": "須賀川市", "N03_007": "07207"}
    old = line((-4000, -4000), (4000, 4000)).envelope
    for year, own in (("21", old), ("22", old), ("23", line((-3000, -3000), (3000, 3000)).envelope)):
        of_the_nation(folder, f"N03-{year}_07_{year}0101.geojson", columns, own)
    loaded(edition, folder)
    ((geojson,),) = edition.execute("select geojson from boundary").fetchall()
    assert shapely.from_geojson(geojson).symmetric_difference(old).area < 0.001 * old.area
    assert noticed(edition) == {("unused_boundary", "N03-21_07_210101.geojson", 1)}
    names = edition.execute("select file_name from ingest_findings").fetchall()
    assert names == [("basemap/N03-23_07_230101.geojson",)]


def test_the_boundary_of_another_municipality_is_drawn_but_not_the_citys(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    columns = {"N03_004": "郡山市", "N03_007": "07203"}
    of_the_nation(folder, "N03.geojson", columns, line((0, 0), (4000, 4000)).envelope)
    loaded(edition, folder)
    assert drawn(edition) == {"boundary": 1}
    assert edition.execute("from boundary").fetchall() == []


def test_the_real_boundary_becomes_the_citys(
    edition: duckdb.DuckDBPyConnection, folder: Path, geo: Path
) -> None:
    shutil.copy(geo / "sukagawa_boundary_n03_2021.geojson", folder)
    loaded(edition, folder)
    ((geojson,),) = edition.execute("select geojson from boundary").fetchall()
    found = gpd.GeoSeries([shapely.from_geojson(geojson)], crs=6668).to_crs(6677)
    assert found.area.iloc[0] / 1e6 == pytest.approx(279.43, abs=0.5)  # km², 全国都道府県市区町村別面積調
    assert len(geojson) < 60_000


def test_the_same_layer_in_two_encodings_of_a_zip_is_read_once(
    edition: duckdb.DuckDBPyConnection, folder: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(folder / "N02-22_GML.zip", "w") as archive:
        for encoding, kept in (("UTF-8", "UTF-8"), ("cp932", "Shift-JIS")):
            parts = tmp_path / kept
            parts.mkdir()
            of_the_nation(
                parts, "N02-22_Rail.shp", {"N02_003": "東北線"}, line((0, 0), (900, 0)), encoding=encoding
            )
            for part in sorted(parts.iterdir()):
                if part.suffix != ".cpg":
                    archive.write(part, f"{kept}/{part.name}")
    loaded(edition, folder)
    assert drawn(edition) == {"rail": 1}
    assert {kind for kind, *_ in noticed(edition)} == {"repeated_layer"}


# The city's own files ---------------------------------------------------------------------------------------


def roads_of_the_city(folder: Path, crs: int = 6677) -> None:
    names = ["国道４号", "県道須賀川三春線", "市道1号", "あぶくま高原道路（自動車道）"]
    frame = gpd.GeoDataFrame(
        {"路線": names, "番号": ["4", None, "1", None]},
        geometry=[line((0, offset), (900, offset)) for offset in (0, 100, 200, 300)],
        crs=4326,
    ).to_crs(crs)
    frame.to_file(folder / "道路台帳.gpkg", layer="路線", driver="GPKG")


@pytest.mark.parametrize("crs", [6677, 2451, 4612, 32654, 3857])
def test_layers_csv_tells_what_a_file_of_the_city_shows(
    edition: duckdb.DuckDBPyConnection, folder: Path, crs: int
) -> None:
    roads_of_the_city(folder, crs)
    (folder / "layers.csv").write_text(
        "ファイル,種類,名称の列,番号の列,出典,利用条件\n道路台帳.gpkg,道路,路線,番号,須賀川市建設部,庁内のみ\n",
        encoding="utf-8",
    )
    loaded(edition, folder)
    assert in_tiles(edition, 14) == {
        "motorway": {("あぶくま高原道路(自動車道)", "", "")},
        "trunk": {("国道4号", "4", "")},
        "major": {("県道須賀川三春線", "", "")},
        "minor": {("市道1号", "1", "")},
    }
    about = "select distinct publisher, licence, attribution, title from basemap_layers"
    assert edition.execute(about).fetchall() == [
        ("須賀川市建設部", "庁内のみ", "須賀川市建設部", "道路台帳.gpkg")
    ]


def test_a_file_that_does_not_tell_what_it_shows_is_refused_with_the_way_out(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    roads_of_the_city(folder)
    text = refusal(edition, folder)
    assert "道路台帳.gpkgのレイヤー「路線」：何の地図か分かりません（列は 路線、番号）" in text
    assert "layers.csvに、このファイルの「種類」を書いてください（高速道路、国道、" in text


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("道路台帳.gpkg,街道,", "「街道」"),
        ("道路台帳.gpkg,道路,名前", "layers.csvに書かれた列「名前」がありません"),
        ("道路.gpkg,道路,", "「道路.gpkg」というファイルはありません"),
    ],
)
def test_a_slip_in_layers_csv_is_told(
    row: str, words: str, edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    roads_of_the_city(folder)
    (folder / "layers.csv").write_text(f"ファイル,種類,名称の列\n{row}\n", encoding="utf-8")
    assert words in refusal(edition, folder)


# Vector tiles as fetched ------------------------------------------------------------------------------------


def fetched(folder: Path, layers: dict[str, gpd.GeoDataFrame]) -> None:
    """Write an archive of vector tiles for each layer: GDAL writes one layer a file."""
    for name, frame in layers.items():
        pyogrio.write_dataframe(
            frame,
            folder / f"{name}.pmtiles",
            driver="PMTiles",
            layer=name,
            dataset_options={"MINZOOM": 14, "MAXZOOM": 14},
        )


def test_a_published_map_is_drawn_by_what_basemap_toml_says_of_its_layers(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    roads = gpd.GeoDataFrame(
        {
            "vt_rdctg": ["国道", "都道府県道", "市区町村道等", "市区町村道等"],
            "vt_code": [2703, 2703, 2703, 2731],
        },
        geometry=[line((0, offset), (900, offset)) for offset in (0, 100, 200, 300)],
        crs=4326,
    )
    texts = gpd.GeoDataFrame(
        {"vt_code": [422, 2901, 999], "vt_text": ["須賀川", "4", "学校"]},
        geometry=[shapely.Point(HERE[0] + step, HERE[1]) for step in (0, 0.001, 0.002)],
        crs=4326,
    )
    fetched(folder, {"RdCL": roads, "Anno": texts})
    loaded(edition, folder)
    assert in_tiles(edition, 14) == {
        "trunk": {("", "", "")},
        "major": {("", "", "")},
        "minor": {("", "", "")},
        "station": {("須賀川駅", "", "")},
        "road_name": {("国道4号", "", "")},
    }
    assert drawn(edition)["minor"] == 1  # a footpath is none
    credit = edition.execute("select distinct attribution from basemap_layers").fetchall()
    assert credit == [("国土地理院最適化ベクトルタイル",)]


# What is wrong with some ------------------------------------------------------------------------------------


def not_a_map(folder: Path) -> None:
    (folder / "gis_osm_roads_free_1.geojson").write_text("<html>", encoding="utf-8")


def without_crs(folder: Path) -> None:
    write_osm(folder, "roads", [("trunk", None, "4", line((0, 0), (900, 0)))])
    (folder / "gis_osm_roads_free_1.prj").unlink()


def swapped(folder: Path) -> None:
    shape = shapely.transform(line((0, 0), (900, 0)), lambda corners: corners[:, ::-1])
    write_osm(folder, "roads", [("trunk", None, "4", shape)])


def elsewhere(folder: Path) -> None:
    write_osm(folder, "roads", [("trunk", None, "4", line((0, 0), (900, 0), at=(135.5, 34.7)))])


def no_tiles(folder: Path) -> None:
    (folder / "a.pmtiles").write_bytes(b"PMTiles\x03 and nothing more")


def unknown_format(folder: Path) -> None:
    (folder / "a.kml").write_text("<kml/>")


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (not_a_map, "GeoJSONではありません（中身はXMLかHTMLの文書です）"),
        (without_crs, "座標系が書かれていません"),
        (swapped, "座標が緯度、経度の順に書かれています"),
        (elsewhere, "市のまわりに、背景の地図に描くものがありません"),
        (no_tiles, "地図データとして読めません"),
        (unknown_format, ".kmlの地図データは読めません"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_sentence(
    write: Callable[[Path], None], words: str, edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    write(folder)
    text = refusal(edition, folder)
    assert words in text
    assert text.count("\n") == 0
    assert edition.execute("from basemap_tiles").fetchall() == []


def test_too_many_bytes_of_tiles_are_refused(
    edition: duckdb.DuckDBPyConnection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streets(folder)
    monkeypatch.setattr(cutting, "MOST_BYTES", 1000)
    assert "大きすぎます" in refusal(edition, folder)


# The same inputs give the same bytes ------------------------------------------------------------------------


def test_the_same_files_give_the_same_edition_in_whatever_order_they_are_read(
    build_edition: BuildEdition, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streets(folder)
    hashes, listed = [], Path.iterdir
    for backwards in (False, True):

        def entries(path: Path, backwards: bool = backwards) -> list[Path]:
            return sorted(listed(path), reverse=backwards)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "iterdir", entries)
            path = build_edition(Inputs(basemap=folder))
        with duckdb.connect(str(path), read_only=True) as connection:
            hashes.append(connection.execute("select content_hash from edition").fetchall())
    assert hashes[0] == hashes[1]


def test_features_in_another_order_give_the_same_tiles(
    edition: duckdb.DuckDBPyConnection, folder: Path, tmp_path: Path
) -> None:
    rows = [
        ("trunk", "国道4号", "4", line((0, 0), (0, 900))),
        ("trunk", "国道4号", "4", line((0, 900), (0, 1800))),
        ("residential", None, None, line((0, 0), (900, 100))),
    ]
    found = []
    for order in (rows, rows[::-1]):
        write_osm(folder, "roads", order)
        loaded(edition, folder)
        found.append(edition.execute("from basemap_tiles order by all").fetchall())
        for table in ("basemap_tiles", "basemap_layers", "rejected_rows", "ingest_findings"):
            edition.execute(f"delete from {table}")
        edition.execute("delete from ingest_files where reader = 'basemap'")
        edition.execute("delete from sources where source_id like 'basemap:%'")
    assert found[0] == found[1] != []


def test_water_of_openstreetmap_has_no_road_numbers_and_is_read(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    pond = gpd.GeoDataFrame(
        {"fclass": ["water"], "name": ["池"]}, geometry=[line((0, 0), (200, 200)).envelope], crs=4326
    )
    pyogrio.write_dataframe(pond, folder / "gis_osm_water_a_free_1.geojson")
    loaded(edition, folder)
    assert drawn(edition) == {"water": 1}
