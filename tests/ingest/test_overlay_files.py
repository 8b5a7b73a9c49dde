"""Map files as they circulate: zips, encodings, capitals, names written in two ways, layers without names."""

import json
import os
import shutil
import sqlite3
import unicodedata
import zipfile
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Polygon

from ingest import names
from tests.ingest.map_files import loaded, near, refusal, table, write_shapefile

NAMES = ["公園", "西袋第二小"]


def pack(path: Path, members: dict[str, Path | str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            if isinstance(content, Path):
                archive.write(content, name)
            else:
                archive.writestr(name, content)


def packed_shapefile(frame: gpd.GeoDataFrame, parts: Path, stem: str) -> dict[str, Path]:
    """Write a Shapefile and return its parts by the names they have in a zip."""
    folder = parts / str(len(list(parts.iterdir())))
    folder.mkdir()
    write_shapefile(frame, folder / "x.shp", "utf-8", "UTF-8")
    return {f"{stem}{path.suffix}": path for path in sorted(folder.iterdir())}


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """Return a folder for what is packed."""
    (tmp_path / "parts").mkdir()
    return tmp_path / "parts"


def noticed(edition: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return edition.execute("select * from ingest_findings order by all").fetchall()


# Encodings --------------------------------------------------------------------------------------------------


def test_japanese_texts_are_read_whatever_the_cpg_says(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    right = (b"932\r\n", b"ANSI 932", b"SHIFT-JIS", b"cp943", b"Windows-31J")
    wrong = (
        b"1252",
        b"ANSI 1252",
        b"437",
        b"ISO-8859-1",
        b"ISO 8859-1",
        b"\xef\xbb\xbfUTF-8",
        b"65001",
        b"EUC-JP",
        b"KOI8-R",
        b"ISO 8859-5",
        b"Mac-Cyrillic",
    )
    nothing = (
        b"undefined",
        b"hex",
        b"x" * 60_000,
        b"utf-16",
        b"a\0b",
        b"\xff\xff",
        b"9" * 100_000,
        None,
    )
    for number, cpg in enumerate((*wrong, *right, *nothing), 10):
        write_shapefile(table([near(), near(9, 9)], NAMES), folder / f"{number}.shp", "cp932", None)
        if cpg is not None:
            (folder / f"{number}.cpg").write_bytes(cpg)
    rows = loaded(edition, folder)
    assert len(rows) == 2 * len(right + wrong + nothing)
    assert set(rows["name"]) == set(NAMES)
    assert noticed(edition) == [
        (f"{number}.shp", "wrong_encoding", f"{number}", 2) for number in range(10, 10 + len(wrong))
    ]


def test_texts_in_utf_8_are_no_other_japanese_whatever_the_cpg_says(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    """第一小 in UTF-8 could be read in cp932 too, as 隨ｬ荳蟆."""
    for number, cpg in enumerate(("CP932", "SJIS")):
        write_shapefile(table([near()], ["第一小"]), folder / f"{number}.shp", "utf-8", cpg)
    assert set(loaded(edition, folder)["name"]) == {"第一小"}
    assert noticed(edition) == [(f"{number}.shp", "wrong_encoding", f"{number}", 1) for number in range(2)]


def test_western_texts_are_read_as_the_cpg_says(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["Café à gogo"]}, geometry=[near()], crs=6668)
    write_shapefile(frame, folder / "a.shp", "cp1252", "1252")
    assert loaded(edition, folder)["name"].tolist() == ["Café à gogo"]
    assert noticed(edition) == []


def test_a_geojson_that_cannot_be_read_is_told_why(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "a.geojson").write_bytes("{}".encode("utf-16"))
    (folder / "b.geojson").write_bytes('{"type": "FeatureCollection", "名": "学校"}'.encode("cp932"))
    (folder / "c.geojson").write_bytes(b'{"type": "FeatureCollection",\n"features": [}')
    assert [line.split("。")[0] for line in refusal(edition, folder).splitlines()] == [
        "a.geojson：文字コードがUTF-16です",
        "b.geojson：文字コードがUTF-8ではありません",
        "c.geojsonの2行目：地図データとして読めません",
    ]


def test_swapped_coordinates_are_told_as_such(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    point = {"type": "Point", "coordinates": [37.2868, 140.3701]}
    (folder / "a.geojson").write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": point}))
    assert "座標が緯度、経度の順に書かれています" in refusal(edition, folder)


# Zips -------------------------------------------------------------------------------------------------------


def test_two_files_of_one_name_in_a_zip_are_two_layers(
    edition: duckdb.DuckDBPyConnection, folder: Path, parts: Path
) -> None:
    pack(
        folder / "通学路.zip",
        packed_shapefile(table([near(n) for n in range(4)]), parts, "A小/route")
        | packed_shapefile(table([near(), near(5)]), parts, "B小/route"),
    )
    rows = loaded(edition, folder)
    assert rows["layer"].value_counts().to_dict() == {"A小/route": 4, "B小/route": 2}


def test_the_same_layer_in_several_formats_is_read_once(
    edition: duckdb.DuckDBPyConnection, folder: Path, parts: Path
) -> None:
    line, ring = LineString([near(), near(300, 400)]), [near(), near(90), near(90, 90)]
    frame = table([line, line], NAMES)
    areas = table([Polygon(ring), Polygon(ring)], NAMES)
    frame.to_crs(4326).to_file(parts / "line.geojson", driver="GeoJSON")
    areas.to_crs(4326).to_file(parts / "area.geojson", driver="GeoJSON")
    geojson = {
        "GeoJSON/道路.geojson": parts / "line.geojson",
        "GeoJSON/区域.geojson": parts / "area.geojson",
    }
    pack(
        folder / "N01-24_GML.zip",
        geojson
        | packed_shapefile(frame, parts, "UTF-8/道路")
        | packed_shapefile(areas, parts, "UTF-8/区域")
        | {"KS-META.xml": "<x/>", "codelist.html": "", "区域.kml": "", "readme.txt": "", "説明.pdf": ""},
    )
    rows = loaded(edition, folder)
    assert rows[["layer", "name"]].value_counts().to_dict() == {
        (layer, name): 1 for layer in ("道路", "区域") for name in NAMES
    }
    assert noticed(edition) == [
        ("N01-24_GML.zip", "repeated_layer", "GeoJSON/区域とUTF-8/区域", 2),
        ("N01-24_GML.zip", "repeated_layer", "GeoJSON/道路とUTF-8/道路", 2),
        ("N01-24_GML.zip", "skipped_file", "KS-META.xml、codelist.html、readme.txt ほか2個", 0),
    ]


def test_a_zip_of_a_mac_is_read(edition: duckdb.DuckDBPyConnection, folder: Path, parts: Path) -> None:
    taken_apart = unicodedata.normalize("NFD", "学校データ/学校が")
    frame = table([near()], ["第一"])
    members = packed_shapefile(frame, parts, taken_apart)
    pack(
        folder / "a.zip",
        members
        | {f"__MACOSX/{name}": "Mac" for name in members}
        | {"学校データ/._学校が.shp": "Mac", "学校データ/.DS_Store": "Mac"},
    )
    assert loaded(edition, folder)[["layer", "name"]].to_numpy().tolist() == [["学校が", "第一"]]
    assert noticed(edition) == []


def test_names_of_an_old_mac_are_not_taken_for_cp932(
    edition: duckdb.DuckDBPyConnection, folder: Path, parts: Path
) -> None:
    pack(folder / "a.zip", packed_shapefile(table([near()]), parts, "学校"))
    path = folder / "a.zip"
    content = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags + 1] &= 0xF7  # the names are not declared as UTF-8
            at = content.find(signature, at + 4)
    path.write_bytes(bytes(content))
    assert loaded(edition, folder)["layer"].tolist() == ["学校"]


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"readme.txt": ""}, "中に地図データ（GeoJSON、GeoPackage、Shapefile）がありません"),
        ({"a/x.shp": "\0\0\x27\x0a"}, "a.zipの中のa/x.shp：.shxと.dbfがありません"),
    ],
)
def test_a_zip_without_a_whole_map_is_refused(
    members: dict[str, Path | str], problem: str, edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    pack(folder / "a.zip", members)
    assert problem in refusal(edition, folder)


def test_the_same_entry_twice_in_a_zip_is_refused(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a.geojson", "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.geojson", "{ }")
    assert "中に「a.geojson」が2つあります" in refusal(edition, folder)


def test_a_locked_zip_says_so(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    pack(folder / "a.zip", {"a.geojson": "{}"})
    content = bytearray((folder / "a.zip").read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    (folder / "a.zip").write_bytes(bytes(content))
    assert "パスワードが付いています" in refusal(edition, folder)


# Names of files and layers ----------------------------------------------------------------------------------


def test_capitals_are_the_same_files(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    write_shapefile(table([near()], ["第一"]), folder / "gakko.shp", "cp932", None)
    for path in list(folder.iterdir()):
        path.rename(folder / path.name.upper())
    assert loaded(edition, folder)["name"].tolist() == ["第一"]


def test_names_written_in_two_ways_are_the_same(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    columns = {unicodedata.normalize("NFD", "がく"): [unicodedata.normalize("NFD", "だい一")]}
    frame = gpd.GeoDataFrame(columns, geometry=[near()], crs=6668)
    write_shapefile(frame, folder / "x.shp", "utf-8", "UTF-8")
    for path in list(folder.iterdir()):
        form = "NFC" if path.suffix == ".dbf" else "NFD"
        path.rename(folder / unicodedata.normalize(form, f"がっこう{path.suffix}"))
    (folder / "layers.csv").write_text(
        "ファイル,レイヤー,名称の列,出典,利用条件\nがっこう.shp,がっこう,がく,教育委員会,\n",
        encoding="utf-8",
    )
    rows = loaded(edition, folder)
    assert rows[["layer", "name"]].to_numpy().tolist() == [["がっこう", "だい一"]]
    assert edition.execute(
        "select publisher from sources where source_id = 'overlay:がっこう'"
    ).fetchall() == [("教育委員会",)]


def test_a_path_is_found_however_its_kana_are_written(tmp_path: Path) -> None:
    there = (
        tmp_path
        / unicodedata.normalize("NFD", "ダウンロード")
        / unicodedata.normalize("NFD", "人口（が）.csv")
    )
    there.parent.mkdir()
    there.write_text("")
    assert names.found(tmp_path / "ダウンロード" / "人口（が）.csv") == there
    exact = there.with_name("人口（が）.csv")
    exact.write_text("")
    assert names.found(exact) == exact
    missing = tmp_path / "ダウンロード" / "ない.csv"
    assert names.found(missing) == missing


def test_layers_without_names_point_to_the_file_that_names_them(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    frame = gpd.GeoDataFrame({"番号": [7, 8], "備考": ["x", "y"]}, geometry=[near(), near(9)], crs=4326)
    frame.to_file(folder / "施設.geojson", driver="GeoJSON")
    assert loaded(edition, folder)["name"].tolist() == [None, None]
    assert noticed(edition) == [("施設.geojson", "unnamed_layer", "「施設」（列は 番号、備考）", 2)]


def test_a_name_is_one_line_of_text(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    written: list[tuple[object, str | None]] = [
        (["甲", "乙"], "甲、乙"),
        ([["甲"], "乙"], "甲、乙"),
        ({"名": "甲", "番号": 1}, "甲、1"),
        ("甲\t乙\n丙", "甲 乙 丙"),
        ("か\u3099", "が"),
        (7, "7"),
        (None, None),
        ("　", None),
        ([], None),
    ]
    point = {"type": "Point", "coordinates": [140.37, 37.28]}
    for number, (given, _) in enumerate(written):
        features = [
            {"type": "Feature", "properties": {"名称": value}, "geometry": point} for value in (given, None)
        ]
        (folder / f"{number}.geojson").write_text(
            json.dumps({"type": "FeatureCollection", "features": features})
        )
    read = [None if pd.isna(text) else text for text in loaded(edition, folder)["name"]]
    assert read == [text for _, name in written for text in (name, None)]


def test_a_geopackage_somebody_has_open_is_read_as_they_see_it(
    edition: duckdb.DuckDBPyConnection, folder: Path, parts: Path
) -> None:
    table([near(), near(9)], NAMES).to_file(parts / "a.gpkg", layer="施設", driver="GPKG")
    with sqlite3.connect(parts / "a.gpkg") as open_elsewhere:
        open_elsewhere.execute("pragma journal_mode = wal")
        open_elsewhere.execute("pragma wal_autocheckpoint = 0")
        open_elsewhere.create_function("ST_IsEmpty", 1, lambda _: 0)
        for (trigger,) in open_elsewhere.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            open_elsewhere.execute(f'drop trigger "{trigger}"')
        open_elsewhere.execute("""update "施設" set 名称 = '直した' where fid = 1""")
        open_elsewhere.commit()
        for name in ("a.gpkg", "a.gpkg-wal"):
            shutil.copy(parts / name, folder / name)
    assert loaded(edition, folder)["name"].tolist() == ["直した", NAMES[1]]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_file_is_not_read(edition: duckdb.DuckDBPyConnection, folder: Path) -> None:
    os.mkfifo(folder / "a.geojson")
    (folder / "b.shp").mkdir()
    (folder / "c.json").symlink_to("/dev/zero")
    assert "読める地図データがありません" in refusal(edition, folder)
    assert "ふつうのファイルではありません" in refusal(edition, folder / "a.geojson")
