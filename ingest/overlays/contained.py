"""Map files read in a process of their own: libraries that read maps cannot be trusted with every file.

The process has only the drivers of the formats that are read, reaches no network, and ends itself (`child`) when a file
takes too long or too much memory.
"""

import io
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.faults import Fault
from ingest.overlays.files import IN_QGIS_SIMPLER, MapFile
from ingest.overlays.layers import Layer
from ingest.overlays.nearby import Ground
from ingest.overlays.notes import Note, Notes

Answer = tuple[MapFile, list[Layer], str | None]
"""A file, its layers, and what else a zip holds."""

READY = "ready"
SKIPPED_DRIVERS = (
    "ADBC",
    "AIVector",
    "AVCBin",
    "AVCE00",
    "AmigoCloud",
    "CSV",
    "CSW",
    "Carto",
    "DGN",
    "DXF",
    "EDIGEO",
    "EEDA",
    "ESRIJSON",
    "Elasticsearch",
    "FlatGeobuf",
    "GDALG",
    "GML",
    "GPSBabel",
    "GPX",
    "GTFS",
    "GeoJSONSeq",
    "GeoRSS",
    "HTTP",
    "Idrisi",
    "JML",
    "JSONFG",
    "KML",
    "LIBKML",
    "LVBAG",
    "MBTiles",
    "MVT",
    "MapInfo File",
    "MapML",
    "MiraMonVector",
    "NGW",
    "OAPIF",
    "ODS",
    "OGCAPI",
    "OGR_GMT",
    "OGR_PDS",
    "OGR_VRT",
    "OSM",
    "OpenFileGDB",
    "PCIDSK",
    "PDF",
    "PDS4",
    "PGDUMP",
    "PLSCENES",
    "PMTiles",
    "S57",
    "SQLite",
    "SXF",
    "Selafin",
    "TopoJSON",
    "VDV",
    "VFK",
    "VICAR",
    "WAsP",
    "WFS",
    "XLSX",
)
"""All other drivers for vectors that pyogrio's wheels hold; there is no list of drivers to keep."""

_NOWHERE = "127.0.0.1:1"  # no program listens there, so that no request gets out
_ENVIRONMENT = {
    "GDAL_HTTP_PROXY": _NOWHERE,
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "PROJ_NETWORK": "OFF",
}
_PROJECT = Path(__file__).parents[2]
_CHILD = "ingest.overlays.child"


def read(files: Sequence[MapFile], named: Notes[Note], ground: Ground) -> tuple[list[Answer], list[Fault]]:
    """Return map files with their layers and what else a zip holds, and the faults of those that cannot be read."""
    answers, faults = answered(_CHILD, files, (named, ground))
    return [(file, *answer) for file, answer in answers], faults


def answered(
    module: str, files: Sequence[MapFile], given: tuple[object, ...], drivers: Collection[str] = ()
) -> tuple[list[tuple[MapFile, Any]], list[Fault]]:
    """Return what a process that runs a module, which serves by `child.serve`, makes of each file, and its faults.

    `given` is handed to it; it has `drivers` beside those of the formats that are always read.
    """
    read: list[tuple[MapFile, Any]] = []
    faults: list[Fault] = []
    left = list(files)
    while left:
        answers = _answers(module, left, given, drivers)
        for file, answer in zip(left, answers, strict=False):
            if isinstance(answer, str):
                raise RuntimeError(answer)
            if isinstance(answer, list):
                faults.extend(answer)
            else:
                read.append((file, answer))
        if len(answers) < len(left):
            faults.append(_too_much(left[len(answers)]))
        left = left[len(answers) + 1 :]
    return read, faults


def _answers(
    module: str, files: Sequence[MapFile], given: tuple[object, ...], drivers: Collection[str]
) -> list[Any]:
    """Return the answers of a process of its own about files, as many as it lived to give."""
    environment = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"}
    paths = os.pathsep.join(filter(None, (str(_PROJECT), environment.get("PYTHONPATH"))))
    skipped = ",".join(driver for driver in SKIPPED_DRIVERS if driver not in drivers)
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(
            [sys.executable, "-m", module],
            input=pickle.dumps((list(files), given, Path(folder))),
            capture_output=True,
            env=environment | _ENVIRONMENT | {"GDAL_SKIP": skipped, "PYTHONPATH": paths},
            check=False,
        )
    answers = list(_unpickled(ended.stdout))
    if answers[:1] != [READY]:
        raise RuntimeError(ended.stderr.decode("utf-8", "replace"))
    return answers[1:]


def _unpickled(output: bytes) -> Iterator[object]:
    stream = io.BytesIO(output)
    while stream.tell() < len(output):
        try:
            yield pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):  # ended in the middle of an answer
            return


def _too_much(file: MapFile) -> Fault:
    return Fault(file.name, "", "地物が複雑すぎるか多すぎて、読み切れません", IN_QGIS_SIMPLER)
