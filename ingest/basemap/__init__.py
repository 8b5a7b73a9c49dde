"""The background of the map: streets, railways, water and boundaries."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import shapely

from ingest import system, tables
from ingest.basemap import cutting, known, settings
from ingest.basemap.area import bounds
from ingest.basemap.features import TOWN, Layer, joined
from ingest.basemap.notes import HEADINGS, Note
from ingest.basemap.reading import City, File
from ingest.faults import Fault, InputError
from ingest.overlays import contained, notes
from ingest.overlays.files import IN_QGIS_SIMPLER, TILES, MapFile, choose

OPTION = "--basemap"
SAMPLE_SOURCE = "sample"
_CHILD = "ingest.basemap.child"
_DRIVERS = ("PMTiles", "MVT", "MBTiles", "SQLite")
"""What reads tiles beside the drivers of map files."""

_SIMPLIFIED = 1e-4  # degrees: about 10 m
_DECIMALS = 5


Answers = Sequence[tuple[MapFile, File]]


def load(connection: duckdb.DuckDBPyConnection, path: Path, data: Path, *, is_sample: bool) -> pd.DataFrame:
    """Fill `basemap_tiles`, `basemap_layers` and `boundary` with what the files of a folder show around the city.

    Returns the features drawn, and the towns, as rows of `features.joined`. `ingest_files` says what became of each
    feature: those elsewhere or of a class that is not drawn are out of scope, those without a shape are rejected.

    Raises
    ------
    InputError
        With the faults of all files at once, or when the tiles become too large.
    """
    system.refuse_endless(path, path.name)
    choice = choose(path, OPTION, TILES)
    faults = list(choice.faults)
    wanted = [file for file in choice.files if known.is_wanted(file.name)]
    skipped = [*choice.skipped, *(file.name for file in choice.files if file not in wanted)]
    named: notes.Notes[Note] = notes.Notes()
    if choice.notes:
        named = notes.read(choice.notes, choice.files, Note, HEADINGS)
        faults.extend(named.faults)
    cells = [mesh for (mesh,) in connection.execute("select mesh_code from areas").fetchall()]
    city = City(*connection.execute("select municipality_code, prefecture from city").fetchall()[0])
    given = (named, bounds(cells), city, settings.read(data))
    answers, unread = contained.answered(_CHILD, wanted, given, _DRIVERS)
    faults.extend(unread)
    if not faults and not any(layer.loaded for _, read in answers for layer in read.layers):
        problem = "市のまわりに、背景の地図に描くものがありません"
        faults.append(Fault(path.name, "", problem, "市を含む地域のデータを置いてください"))
    if faults:
        raise InputError(faults)
    outlines = [
        (file.name, _outline(layer.boundary))
        for file, read in answers
        for layer in read.layers
        if layer.boundary is not None
    ]
    grounds = dict(outlines[:1])  # of several that tell the city's boundary the first is used
    for file, read in answers:
        _record(connection, file, read.layers, is_sample=is_sample)
        _describe(connection, file, read.layers, city, grounds.get(file.name), is_sample=is_sample)
    if choice.notes:
        tables.record_file(connection, choice.notes, _recorded(notes.FILE), "basemap", 0, is_sample=is_sample)
    _note(connection, path, skipped, answers, outlines)
    rows = joined(
        pd.concat(
            [
                layer.rows.drop(columns="feature").assign(
                    source_id=_source_id(read.layers, is_sample=is_sample)
                )
                for _, read in answers
                for layer in read.layers
            ],
            ignore_index=True,
        )
    )
    _cut(connection, pd.concat([rows, _ground(connection)], ignore_index=True), path.name)
    return rows


def _ground(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the ground of the city as rows of `features.joined`: maps draw it from the tiles, as the streets."""
    shapes = [
        shapely.from_geojson(geojson)
        for (geojson,) in connection.execute("select geojson from boundary").fetchall()
    ]
    unnamed = dict.fromkeys(("name", "ref", "class"), None)
    return pd.DataFrame({"kind": cutting.GROUND, **unnamed, "shape": shapely.get_parts(shapes)}, dtype=object)


def _cut(connection: duckdb.DuckDBPyConnection, rows: pd.DataFrame, name: str) -> None:
    """Fill `basemap_tiles`.

    Raises
    ------
    InputError
        When the tiles become too large.
    """
    tiles = list(cutting.tiles(rows))
    size = sum(len(tile) for *_, tile in tiles)
    if size > cutting.MOST_BYTES:
        most = cutting.MOST_BYTES // 1_000_000
        problem = f"背景の地図が{size / 1_000_000:.0f}MBになり、大きすぎます（{most}MBまで）"
        raise InputError([Fault(name, "", problem, f"細い道路のファイルを除くか、{IN_QGIS_SIMPLER}")])
    found = pd.DataFrame(tiles, columns=["zoom", "tile_column", "tile_row", "tile"])
    connection.register("tiles_found", found)
    connection.execute("insert into basemap_tiles by name from tiles_found")
    connection.unregister("tiles_found")


def _record(
    connection: duckdb.DuckDBPyConnection, file: MapFile, layers: list[Layer], *, is_sample: bool
) -> None:
    """Record a file with what became of its features, and the files that belong to it."""
    read = sum(layer.read for layer in layers)
    loaded = sum(layer.loaded for layer in layers)
    without_shape = [(layer.name, line) for layer in layers for line in layer.without_shape]
    outside = read - loaded - len(without_shape)
    tables.record_file(
        connection,
        file.path,
        _recorded(file.name),
        "basemap",
        loaded,
        is_sample=is_sample,
        out_of_scope=outside,
        rejected=len(without_shape),
    )
    for companion in file.companions:
        tables.record_file(
            connection, companion, _recorded(companion.name), "basemap", 0, is_sample=is_sample
        )
    reason = "形（座標）がありません"
    tables.insert(
        connection,
        "rejected_rows",
        [
            {"file_name": _recorded(file.name), "line": line, "reason": reason, "raw": layer}
            for layer, line in without_shape
        ],
    )


def _describe(
    connection: duckdb.DuckDBPyConnection,
    file: MapFile,
    layers: list[Layer],
    city: City,
    ground: str | None,
    *,
    is_sample: bool,
) -> None:
    """Add where a file is from to `sources`, what it shows to `basemap_layers`, and the city's boundary.

    `ground` is the boundary's outline, where this file tells the one that is used.
    """
    source_id, told = _source_id(layers, is_sample=is_sample), _told(layers)
    if not connection.execute("from sources where source_id = ?", [source_id]).fetchall():
        tables.insert(connection, "sources", [{"source_id": source_id, **told}])
    features: dict[str, int] = {}
    for layer in layers:
        for kind, rows in layer.rows.groupby("kind"):
            if kind != TOWN:
                features[str(kind)] = features.get(str(kind), 0) + int(rows["feature"].nunique())
    if ground:
        features[cutting.GROUND] = 1
    tables.insert(
        connection,
        "basemap_layers",
        [
            {
                "kind": kind,
                **told,
                "attribution": _each(layer.source.credit for layer in layers),
                "source_file": file.name,
                "features": count,
                "min_zoom": cutting.LOWEST_ZOOM[kind],
                "max_zoom": cutting.HIGHEST_ZOOM,
                "source_id": source_id,
                "is_sample": is_sample,
            }
            for kind, count in features.items()
        ],
    )
    if ground:
        tables.insert(
            connection,
            "boundary",
            [
                {
                    "municipality_code": city.code,
                    "geojson": ground,
                    "source_id": source_id,
                    "is_sample": is_sample,
                }
            ],
        )


def _recorded(name: str) -> str:
    """Return what the edition calls a file: layers of a user may have files of the same name."""
    return f"basemap/{name}"


def _told(layers: Sequence[Layer]) -> dict[str, str | None]:
    """Return who published the layers of a file, what they are called, and their terms."""
    sources = [layer.source for layer in layers]
    return {
        "publisher": _each(source.publisher for source in sources),
        "title": _each(source.title for source in sources),
        "licence": _each(source.licence for source in sources if source.licence) or None,
    }


def _source_id(layers: Sequence[Layer], *, is_sample: bool) -> str:
    """Return the source of a file: what is published in several files is one."""
    return SAMPLE_SOURCE if is_sample else f"basemap:{'：'.join(filter(None, _told(layers).values()))}"


def _each(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(texts))


def _outline(boundary: shapely.Geometry) -> str:
    """Return a boundary simplified, as GeoJSON."""
    simple = shapely.set_precision(shapely.simplify(boundary, _SIMPLIFIED), 10.0**-_DECIMALS)
    shape = json.loads(shapely.to_geojson(shapely.normalize(simple)))
    return json.dumps(_rounded(shape), separators=(",", ":"))


def _rounded(part: object) -> object:
    """Return GeoJSON with its coordinates as they are written with few decimals."""
    if isinstance(part, float):
        return round(part, _DECIMALS)
    if isinstance(part, list):
        return [_rounded(each) for each in part]
    return {key: _rounded(each) for key, each in part.items()} if isinstance(part, dict) else part


def _note(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    skipped: Sequence[str],
    answers: Answers,
    outlines: Sequence[tuple[str, str]],
) -> None:
    """Say what was noticed, and which files' outlines of the city are others than the first, which is used."""
    found = [(path.resolve().name, "skipped_file", name, 0) for name in skipped]
    for file, read in answers:
        found += [(_recorded(file.name), "skipped_file", name, 0) for name in read.skipped]
        counts: Counter[tuple[str, str]] = Counter()
        for layer in read.layers:
            counts.update(layer.findings)
        found += [(_recorded(file.name), kind, detail, rows) for (kind, detail), rows in counts.items()]
    others = dict.fromkeys(name for name, outline in outlines if outline != outlines[0][1])
    found += [(_recorded(name), "unused_boundary", outlines[0][0], 1) for name in others]
    columns = ("file_name", "kind", "detail", "rows")
    tables.insert(connection, "ingest_findings", [dict(zip(columns, one, strict=True)) for one in found])
