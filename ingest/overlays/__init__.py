"""Reads layers a user has (school routes, schools, ゾーン30, boundaries), with their distances to accidents."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import shapely

from ingest import tables
from ingest.faults import InputError
from ingest.overlays import nearby, notes
from ingest.overlays.files import Choice, Layer, choose, companions, read

UNNAMED_PUBLISHER = "利用者の地図データ（出典の記載なし）"
SAMPLE_SOURCE = "sample"


def load(connection: duckdb.DuckDBPyConnection, path: Path, *, is_sample: bool) -> None:
    """Fill `overlays` with the features of a folder or file, and say in `ingest_files` what became of each.

    Features farther than `nearby.LIMIT_METRES` from the city's cells are out of scope; those without a shape are
    rejected; shapes that cross themselves are repaired, which is noted. `measure` computes the distances later, when
    the accidents are there.

    Raises
    ------
    InputError
        With the faults of all files at once.
    """
    choice = choose(path)
    faults = list(choice.faults)
    named = notes.read(choice.notes, choice.files) if choice.notes else notes.NONE
    faults.extend(named.faults)
    layers: list[Layer] = []
    for file in choice.files:
        try:
            layers.extend(read(file, named))
        except InputError as error:
            faults.extend(error.faults)
    faults.extend(notes.repeated_layers(layers))
    if faults:
        raise InputError(faults)
    ground = nearby.Ground.of(connection)
    number = 0
    for file in choice.files:
        of_file = [layer for layer in layers if layer.file == file]
        rows, rejected = [], []
        for layer in of_file:
            source_id = SAMPLE_SOURCE if is_sample else _add_source(connection, layer)
            for line, name, shape in _features(layer):
                if shape is None or shape.is_empty:
                    rejected.append((layer, line, name))
                elif ground.is_near(shape):
                    number += 1
                    rows.append(_row(number, layer, name, shape, ground, source_id, is_sample=is_sample))
        read_rows = sum(len(layer.shapes) for layer in of_file)
        tables.record_file(connection, file.path, file.path.name, "overlay", read_rows, is_sample=is_sample)
        connection.execute(
            "update ingest_files set rows_loaded = $loaded, rows_rejected = $rejected, rows_out_of_scope = $outside"
            " where file_name = $file",
            {
                "loaded": len(rows),
                "rejected": len(rejected),
                "outside": read_rows - len(rows) - len(rejected),
                "file": file.path.name,
            },
        )
        for companion in companions(file):
            tables.record_file(connection, companion, companion.name, "overlay", 0, is_sample=is_sample)
        tables.insert(connection, "overlays", rows)
        tables.insert(
            connection,
            "rejected_rows",
            [
                {
                    "file_name": file.path.name,
                    "line": line,
                    "reason": "形（座標）がありません",
                    "raw": f"{layer.name}：{name or '名称なし'}",
                }
                for layer, line, name in rejected
            ],
        )
        tables.insert(connection, "ingest_findings", _findings(of_file))
    if choice.notes:
        tables.record_file(connection, choice.notes, notes.FILE, "overlay", 0, is_sample=is_sample)
    _note_skipped(connection, path, choice)


def measure(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `overlay_accidents` with distances, `overlay_surroundings` and `overlay_reach` with the ground so near."""
    nearby.measure(connection)


def _features(layer: Layer) -> Iterator[tuple[int, str | None, shapely.Geometry | None]]:
    yield from zip(range(1, len(layer.shapes) + 1), layer.names, layer.shapes, strict=True)


def _row(
    number: int,
    layer: Layer,
    name: str | None,
    shape: shapely.Geometry,
    ground: "nearby.Ground",
    source_id: str,
    *,
    is_sample: bool,
) -> dict[str, object]:
    """Return a feature as a row of `overlays`."""
    metric = ground.in_metres(shape)
    kind = ("point", "line", "area")[int(np.max(shapely.get_dimensions(shapely.get_parts(shape))))]
    return {
        "overlay_id": number,
        "layer": layer.name,
        "name": name,
        "kind": kind,
        "geometry": shapely.to_wkb(shape),
        "metres": round(float(shapely.length(metric)), 1) if kind == "line" else None,
        "square_metres": round(float(shapely.area(metric))) if kind == "area" else None,
        "source_id": source_id,
        "is_sample": is_sample,
    }


def _add_source(connection: duckdb.DuckDBPyConnection, layer: Layer) -> str:
    """Add where a layer comes from to `sources` and return its name there."""
    source_id = f"overlay:{layer.name}"
    source: dict[str, object] = {
        "source_id": source_id,
        "publisher": layer.publisher or UNNAMED_PUBLISHER,
        "title": f"{layer.name}（{layer.file.path.name}）",
        "licence": layer.licence,
    }
    tables.insert(connection, "sources", [source])
    return source_id


def _findings(layers: list[Layer]) -> Iterator[dict[str, object]]:
    """Yield what was noticed in the layers of one file."""
    for layer in layers:
        for kind, rows in layer.findings.items():
            yield {"file_name": layer.file.path.name, "kind": kind, "detail": layer.name, "rows": rows}


def _note_skipped(connection: duckdb.DuckDBPyConnection, path: Path, choice: Choice) -> None:
    """Record which entries of the folder were not read."""
    tables.insert(
        connection,
        "ingest_findings",
        [
            {"file_name": path.resolve().name, "kind": "skipped_file", "detail": name, "rows": 0}
            for name in choice.skipped
        ],
    )
