"""The background map of an edition on its way to the browser: what tiles there are, and each of them.

The dashboard's own maps need no description: figures name the tiles (`charts.streets`). It is for other programs, which
need whole addresses: the page that asks names its own (`Referer`), which alone tells what a proxy puts before.
"""

import re

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from findings.accidents import ground
from pages.frame import static
from queries import Connection, basemap

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
ADDRESS = re.compile(
    r"/basemap/(?P<edition>[^/]+)/"
    r"(?:tiles\.json|(?P<zoom>\d{1,2})/(?P<column>\d{1,8})/(?P<row>\d{1,8})\.pbf)",
    re.ASCII,
)

_FOREVER = {"cache-control": static.FOREVER}
_NO_BACKGROUND = "版「{}」に、背景の地図はありません。"


def answer(connection: Connection, asked: re.Match[str], request: Request) -> Response:
    """Return what an edition has at an address, as `ADDRESS` takes it apart."""
    return _tile(connection, asked) if asked["zoom"] else _description(connection, asked, request)


def _tile(connection: Connection, asked: re.Match[str]) -> Response:
    zoom, column, row = (int(asked[name]) for name in ("zoom", "column", "row"))
    found = basemap.tile(connection, zoom=zoom, tile_column=column, tile_row=row)
    if found is None:
        return Response(status_code=204, headers=_FOREVER)
    packed = _FOREVER | {"content-encoding": "gzip"}
    return Response(found, headers=packed, media_type=MEDIA_TYPE)


def _description(connection: Connection, asked: re.Match[str], request: Request) -> Response:
    """Return the TileJSON of an edition; its tiles lie beside the page that asks.

    It names no credit, which Plotly would write into pictures a second time: figures have it.
    """
    where = ground.tiled(connection)
    if where is None:
        return PlainTextResponse(
            _NO_BACKGROUND.format(asked["edition"]), 404, {"cache-control": static.NEVER}
        )
    kinds = dict.fromkeys(basemap.layers(connection)["kind"])
    return JSONResponse(
        {
            "tilejson": "3.0.0",
            "scheme": "xyz",
            "tiles": [f"{_base(request)}basemap/{asked['edition']}/{{z}}/{{x}}/{{y}}.pbf"],
            "minzoom": where.min_zoom,
            "maxzoom": where.max_zoom,
            "bounds": where.bounds,
            "vector_layers": [{"id": kind, "fields": {}} for kind in kinds],
        },
        headers=_FOREVER,
    )


def _base(request: Request) -> str:
    """Return where the page that asks lies, its last part taken away; the root where it names none of this host."""
    host = request.headers["host"]
    page = request.headers.get("referer", "")
    beside = re.match(rf"https?://{re.escape(host)}(?:/[^/?#]+)*/", page, re.ASCII | re.IGNORECASE)
    return beside[0] if beside else f"{request.url.scheme}://{host}/"
