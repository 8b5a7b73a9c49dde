"""The shapes of an edition's cells on their way to the browser: a file for each part of them that maps show."""

import gzip
import re

from starlette.requests import Request
from starlette.responses import Response

from charts import shapes
from findings.accidents.drawn import Part, drawn
from pages.frame import static
from queries import Connection, once

MEDIA_TYPE = "application/geo+json"
ADDRESS = re.compile(rf"/cells/(?P<edition>[^/]+)/(?P<part>{'|'.join(Part)})\.geojson", re.ASCII)


def answer(connection: Connection, asked: re.Match[str], request: Request) -> Response:
    """Return the file at an address, as `ADDRESS` takes it apart, packed for whoever reads that."""
    found = packed(connection, Part(asked["part"]))
    headers = {"cache-control": static.FOREVER, "vary": "Accept-Encoding"}
    if static.takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(found, headers=headers | {"content-encoding": "gzip"}, media_type=MEDIA_TYPE)
    return Response(gzip.decompress(found), headers=headers, media_type=MEDIA_TYPE)


@once
def packed(connection: Connection, part: Part) -> bytes:
    """Return the file of a part of an edition's cells, packed with gzip."""
    return gzip.compress(shapes.written(drawn(connection, part)), mtime=0)
