"""The process that reads the files of a background map."""

from pathlib import Path

from ingest.basemap.area import Bounds as Area
from ingest.basemap.notes import Note
from ingest.basemap.reading import Asked, City, File, read
from ingest.basemap.settings import Basemap
from ingest.overlays.child import (
    BYTES_PER_SECOND,
    CORNERS_PER_SECOND,
    PACKED_BYTES_PER_SECOND,
    Allowance,
    Bounds,
    serve,
)
from ingest.overlays.files import ZIP, MapFile
from ingest.overlays.notes import Notes

BOUNDS = Bounds(memory=1_200_000_000, seconds=120.0)
"""For an extract of OpenStreetMap of several prefectures, of which the city is a small part."""


def _answer(
    file: MapFile,
    folder: Path,
    allowance: Allowance,
    named: Notes[Note],
    area: Area,
    city: City,
    published: Basemap,
) -> File:
    size = sum(part.stat().st_size for part in file.parts.values())
    allowance.add(size / (PACKED_BYTES_PER_SECOND if file.ending in ZIP else BYTES_PER_SECOND))
    asked = Asked(named, area, city, published, lambda corners: allowance.add(corners / CORNERS_PER_SECOND))
    return read(file, folder, asked)


if __name__ == "__main__":
    serve(_answer, BOUNDS)
