"""Reads layers a user has (school routes, schools, ゾーン30, boundaries), with their distances to accidents."""

from pathlib import Path

import duckdb

from ingest import system, tables
from ingest.faults import InputError
from ingest.overlays import contained, nearby, notes
from ingest.overlays.files import MapFile, choose
from ingest.overlays.layers import Layer

UNNAMED_PUBLISHER = "利用者の地図データ（出典の記載なし）"
SAMPLE_SOURCE = "sample"


def load(connection: duckdb.DuckDBPyConnection, path: Path, *, is_sample: bool) -> None:
    """Fill `overlays` with the features of a folder or file, `overlay_surroundings` and `overlay_reach`.

    `ingest_files` says what became of each feature: those farther than `nearby.LIMIT_METRES` from the city's cells are
    out of scope, those without a shape are rejected; shapes that cross themselves are repaired, which is noted.
    `measure` computes the distances later, when the accidents are there.

    Raises
    ------
    InputError
        With the faults of all files at once.
    """
    system.refuse_endless(path, path.name)
    choice = choose(path)
    faults = list(choice.faults)
    named: notes.Notes[notes.Note] = notes.Notes()
    if choice.notes:
        named = notes.read(choice.notes, choice.files, notes.Note, notes.HEADINGS)
    faults.extend(named.faults)
    answers, unread = contained.read(choice.files, named, nearby.Ground.of(connection))
    faults.extend(unread)
    faults.extend(notes.repeated_layers((file, layer) for file, layers, _ in answers for layer in layers))
    if faults:
        raise InputError(faults)
    number = 0
    findings = [(path.resolve().name, "skipped_file", name, 0) for name in choice.skipped]
    for file, layers, skipped in answers:
        _record(connection, file, layers, is_sample=is_sample)
        if skipped:
            findings.append((file.name, "skipped_file", skipped, 0))
        for layer in layers:
            source_id = SAMPLE_SOURCE if is_sample else _add_source(connection, file, layer)
            _insert(connection, number, layer, source_id, is_sample=is_sample)
            number += len(layer.features)
            findings += [(file.name, kind, detail, rows) for (kind, detail), rows in layer.findings.items()]
    if choice.notes:
        tables.record_file(connection, choice.notes, notes.FILE, "overlay", 0, is_sample=is_sample)
    columns = ("file_name", "kind", "detail", "rows")
    tables.insert(
        connection, "ingest_findings", [dict(zip(columns, finding, strict=True)) for finding in findings]
    )


def measure(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `overlay_accidents` with the distances of accidents from the features."""
    nearby.measure(connection)


def _record(
    connection: duckdb.DuckDBPyConnection, file: MapFile, layers: list[Layer], *, is_sample: bool
) -> None:
    """Record a file with what became of its features, and the files that belong to it."""
    read = sum(layer.read for layer in layers)
    loaded = sum(len(layer.features) for layer in layers)
    without_shape = [(layer, *one) for layer in layers for one in layer.without_shape]
    tables.record_file(connection, file.path, file.name, "overlay", read, is_sample=is_sample)
    connection.execute(
        "update ingest_files set rows_loaded = $loaded, rows_rejected = $rejected, rows_out_of_scope = $outside"
        " where file_name = $file",
        {
            "loaded": loaded,
            "rejected": len(without_shape),
            "outside": read - loaded - len(without_shape),
            "file": file.name,
        },
    )
    for companion in file.companions:
        tables.record_file(connection, companion, companion.name, "overlay", 0, is_sample=is_sample)
    tables.insert(
        connection,
        "rejected_rows",
        [
            {
                "file_name": file.name,
                "line": line,
                "reason": "形（座標）がありません",
                "raw": f"{layer.name}：{name or '名称なし'}",
            }
            for layer, line, name in without_shape
        ],
    )


def _insert(
    connection: duckdb.DuckDBPyConnection, before: int, layer: Layer, source_id: str, *, is_sample: bool
) -> None:
    """Insert the features of a layer, numbered after those before, and what lies around them."""
    numbered = list(enumerate(layer.features, before + 1))
    tables.insert(
        connection,
        "overlays",
        [
            {
                "overlay_id": number,
                "layer": layer.name,
                "name": feature.name,
                "kind": feature.kind,
                "geometry": feature.geometry,
                "metres": feature.metres,
                "square_metres": feature.square_metres,
                "source_id": source_id,
                "is_sample": is_sample,
            }
            for number, feature in numbered
        ],
    )
    tables.insert(
        connection,
        "overlay_surroundings",
        [
            {"overlay_id": number, "within_metres": within, "square_metres": square_metres}
            for number, feature in numbered
            for within, square_metres in feature.surroundings.items()
        ],
    )
    tables.insert(
        connection,
        "overlay_reach",
        [
            {"layer": layer.name, "within_metres": within, "share_of_city": share}
            for within, share in layer.reach.items()
        ],
    )


def _add_source(connection: duckdb.DuckDBPyConnection, file: MapFile, layer: Layer) -> str:
    """Add where a layer comes from to `sources` and return its name there."""
    source_id = f"overlay:{layer.name}"
    source: dict[str, object] = {
        "source_id": source_id,
        "publisher": layer.publisher or UNNAMED_PUBLISHER,
        "title": f"{layer.name}（{file.name}）",
        "licence": layer.licence,
    }
    tables.insert(connection, "sources", [source])
    return source_id
