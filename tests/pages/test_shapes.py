"""The shapes of cells as they leave the server: a file a part, packed, for ever, with every cell of every map."""

import gzip
import http.client
import json
from pathlib import Path
from urllib.parse import urlparse

import pytest

import queries
from findings.accidents.drawn import Part
from pages.frame import shapes
from stats import mesh
from tests.pages.opening import ABOUT, Open

FOREVER = "public, max-age=31536000, immutable"
ACCIDENTS = "pages/accidents/accidents.py"
METHODS = (
    "Gi*（まわりを含めた集まり）",
    "件数（250m区画）",
    "件数（500m区画）",
    "件数（1km区画）",
    "カーネル密度（幅1,000m、傾向のみ）",
)
OF_CITY = [
    (ACCIDENTS, {}),
    (ACCIDENTS, {"hours": "夜（19～5時台）"}),
    (ACCIDENTS, {"view": "件数"}),
    (ACCIDENTS, {"view": "件数", "basis": "発生年", "motorway": "含む"}),
    *((ABOUT, {"view": "事故", "method": method}) for method in METHODS),
]
OF_PREFECTURE = [
    (ACCIDENTS, {"view": "件数", "area": "県全体", "motorway": motorway}) for motorway in ("含む", "除く")
]


def answer(
    address: str, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlparse(address).netloc, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): it for name, it in headers.items()})
    found = connection.getresponse()
    body = found.read()
    connection.close()
    return found, body


@pytest.mark.parametrize("part", Part)
def test_a_file_comes_packed_and_is_kept_for_ever(
    part: Part, sample_address: str, sample_edition: Path
) -> None:
    path = f"/cells/{sample_edition.stem}/{part}.geojson"
    packed, body = answer(sample_address, path, accept_encoding="gzip")
    assert (packed.status, packed.headers["content-encoding"]) == (200, "gzip")
    assert (packed.headers["cache-control"], packed.headers["vary"]) == (FOREVER, "Accept-Encoding")
    plain, unpacked = answer(sample_address, path)
    assert (plain.status, plain.headers["content-encoding"]) == (200, None)
    assert gzip.decompress(body) == unpacked
    assert len(body) < len(unpacked) / 3
    assert json.loads(unpacked)["features"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "20250101-090000-aaaaaa-real/city.geojson",
            "版「20250101-090000-aaaaaa-real」は、このコンピューターにありません。",
        ),
        ("{}/town.geojson", "ページがありません"),
        ("{}/city", "ページがありません"),
    ],
)
def test_what_is_not_there_is_said_and_not_kept(
    path: str, said: str, sample_address: str, sample_edition: Path
) -> None:
    found, body = answer(sample_address, f"/cells/{path.format(sample_edition.stem)}")
    assert (found.status, said in body.decode()) == (404, True)
    assert found.headers["cache-control"] in ("no-store", None)


def of_cells(folder: Path, page: str, asked: dict[str, str], open_page: Open) -> list[dict]:
    """Return the traces of cells of the maps on a page."""
    app = open_page(folder, page, **asked)
    assert not app.exception
    traces = [trace for chart in app.get("plotly_chart") for trace in json.loads(chart.proto.spec)["data"]]
    return [trace for trace in traces if trace["type"] == "choroplethmap" and trace["locations"] != [0]]


def check(edition: Path, page: str, asked: dict[str, str], open_page: Open) -> None:
    with queries.connect(edition) as connection:
        (trace,) = of_cells(edition.parent, page, asked, open_page)
        _, edition_id, file = trace["geojson"].split("/")
        found = json.loads(gzip.decompress(shapes.packed(connection, Part(file.removesuffix(".geojson")))))
    assert edition_id == edition.stem
    assert trace["locations"]
    assert set(trace["locations"]) <= {feature["id"] for feature in found["features"]}


@pytest.mark.parametrize(("page", "asked"), OF_CITY, ids=str)
def test_a_map_of_the_city_names_a_file_that_has_all_its_cells(
    page: str, asked: dict[str, str], sample_edition: Path, open_page: Open
) -> None:
    check(sample_edition, page, asked, open_page)


@pytest.mark.parametrize(("page", "asked"), [*OF_CITY, *OF_PREFECTURE], ids=str)
def test_a_map_of_real_records_names_a_file_that_has_all_its_cells(
    page: str, asked: dict[str, str], real_edition: Path, open_page: Open
) -> None:
    check(real_edition, page, asked, open_page)


def test_a_cell_seen_close_by_brings_its_few_shapes_along(sample_edition: Path, open_page: Open) -> None:
    (trace,) = of_cells(sample_edition.parent, "pages/accidents/spot.py", {}, open_page)
    assert {feature["id"] for feature in trace["geojson"]["features"]} == set(trace["locations"])
    assert len(trace["locations"]) <= 9


@pytest.mark.parametrize("part", Part)
def test_shapes_are_squares_of_the_grid_without_gaps(part: Part, sample_edition: Path) -> None:
    with queries.connect(sample_edition) as connection:
        found = json.loads(gzip.decompress(shapes.packed(connection, part)))
    edges: dict[float, set[float]] = {}
    for feature in found["features"]:
        west, south, east, north = mesh.bounds(feature["id"])
        (ring,) = feature["geometry"]["coordinates"]
        assert ring == [ring[0], ring[1], ring[2], ring[3], ring[0]]
        for (x, y), (right, up) in zip(
            ring, [(west, south), (east, south), (east, north), (west, north)], strict=False
        ):
            assert (x, y) == pytest.approx((right, up), abs=1e-6)
            edges.setdefault(right, set()).add(x)
            edges.setdefault(up, set()).add(y)
    assert {len(drawn) for drawn in edges.values()} == {1}
