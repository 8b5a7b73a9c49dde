"""The squares of cells on maps: at which address a browser finds those of an edition, and what it finds there.

They take more bytes than all else a map says of its cells, and never change. So a figure names an address instead,
which a browser asks for once; it keeps the answer for ever.
"""

import json
from collections.abc import Iterable

from findings.accidents.drawn import Part
from findings.accidents.ground import Ground
from stats import mesh

DECIMALS = 6  # of a degree, a tenth of a metre; neighbours round their common edge alike


def address(ground: Ground, part: Part) -> str:
    """Return where the shapes of a part of an edition's cells are: without host, beside every page."""
    return f"cells/{ground.edition_id}/{part}.geojson"


def collection(codes: Iterable[str]) -> dict[str, object]:
    """Return cells as GeoJSON, each known by its code."""
    return {"type": "FeatureCollection", "features": [_feature(code) for code in codes]}


def written(codes: Iterable[str]) -> bytes:
    """Return the same as the text of a file."""
    return json.dumps(collection(codes), separators=(",", ":")).encode()


def _feature(code: str) -> dict[str, object]:
    ring = [[round(degree, DECIMALS) for degree in corner] for corner in mesh.ring(code)]
    return {"type": "Feature", "id": code, "geometry": {"type": "Polygon", "coordinates": [ring]}}
