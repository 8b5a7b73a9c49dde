"""What 250 m cells with accidents are called by: their town, and the street, station or river they lie at.

Near is what half of a cell's accidents or more lie near to. Of what is about as near, the greater road is named: people
call a crossing by it.
"""

from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
import shapely

from ingest import tables
from ingest.basemap.area import bounds
from ingest.basemap.features import TOWN
from ingest.overlays.nearby import Ground
from stats import mesh

NEAR_METRES = 300
CROSSING_METRES = 100
ABOUT_METRES = 50
"""Distances that differ by less are as good as the same."""

TOWN_METRES, SAME_TOWN_METRES, AT_METRES = 3_000, 1_000, 150
"""From the middle of a cell to a town's place: how far it is called by it, how far without saying on which side, and
how far no side can be said."""

TOLD_TO = 100
"""Metres to which the distance from a town is rounded."""

TOWN_LAYERS = "町丁|町字|大字|小地域"
"""What a user's layer of areas is called whose areas are towns."""

KINDS = {
    "trunk": ("road", 0),
    "motorway": ("road", 1),
    "major": ("road", 2),
    "road_name": ("road", 2),
    "station": ("station", 3),
    "minor": ("road", 4),
    "river": ("river", 5),
    "river_name": ("river", 5),
}
"""Kinds of features that name cells: what they are, and which are named before others."""

_RIVER = 5  # named only where nothing else is near
_SKY = ("east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east")


class _Town(NamedTuple):
    """What a cell is called by: a town, on which side of it it lies, how far from it, whether the side must be said."""

    town: str | None = None
    side: str | None = None
    metres: int | None = None
    is_far: bool = False


def fill(connection: duckdb.DuckDBPyConnection, drawn: pd.DataFrame | None) -> None:
    """Fill `cell_names` of an edition whose accidents, places and layers are loaded.

    `drawn` are the features of the background map (`ingest.basemap.load`), None without one.
    """
    places = _accidents(connection)
    if places.empty:
        return
    ground = Ground.of(connection)
    points = ground.points_in_metres(places["longitude"].to_numpy(), places["latitude"].to_numpy())
    cells = places["mesh_250m"]
    towns = _towns(connection, drawn, ground, cells, points)
    near = _near(drawn, ground, cells, points)
    found = towns.join(near)
    found = _told_apart(found).reset_index()
    columns = [
        "mesh_250m",
        "town",
        "direction",
        "town_m",
        "near",
        "near_kind",
        "crossing",
        "crossing_side",
        "distance_m",
        "source_id",
    ]
    rows = found[columns].astype(object)
    tables.insert(connection, "cell_names", rows.where(rows.notna(), None).to_dict("records"))


def _accidents(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return where accidents happened in the city and around it."""
    cells = [code for (code,) in connection.execute("select mesh_code from areas").fetchall()]
    if not cells:
        return pd.DataFrame()
    west, south, east, north = bounds(cells)
    return connection.execute(
        "select mesh_250m, longitude, latitude from accidents where mesh_250m is not null"
        " and longitude between $west and $east and latitude between $south and $north"
        " order by mesh_250m, accident_id",
        {"west": west, "south": south, "east": east, "north": north},
    ).df()


def _towns(
    connection: duckdb.DuckDBPyConnection,
    drawn: pd.DataFrame | None,
    ground: Ground,
    cells: "pd.Series[str]",
    points: np.ndarray,
) -> pd.DataFrame:
    """Return one row a cell: its town, on which side of it the cell lies, and whether that must be said."""
    codes = sorted(set(cells))
    middles = ground.points_in_metres(*np.array([mesh.middle(code) for code in codes]).T)
    found = _by_places(connection, ground, codes, middles)
    names, areas = _areas(connection, drawn)
    if len(names):
        of_point, of_area = shapely.STRtree(ground.in_metres(areas)).query(points, predicate="within")
        inside = (
            pd.DataFrame({"cell": cells.to_numpy()[of_point], "area": of_area}).value_counts().reset_index()
        )
        inside = inside.sort_values(["count", "cell", "area"], ascending=[False, True, True])
        most = inside.drop_duplicates("cell").set_index("cell")["area"].to_dict()
        middle_of = shapely.centroid(ground.in_metres(areas))
        for position, code in enumerate(codes):
            if code in most:
                middle = middle_of[most[code]]
                metres = _rounded(shapely.distance(middles[position], middle))
                found[code] = _Town(names[most[code]], _side(middles[position], middle), metres, is_far=False)
    rows = [found.get(code, _Town()) for code in codes]
    return pd.DataFrame(rows, index=pd.Index(codes, name="mesh_250m"), dtype=object)


def _areas(connection: duckdb.DuckDBPyConnection, drawn: pd.DataFrame | None) -> tuple[list[str], np.ndarray]:
    """Return the towns that files tell as areas, by name, in EPSG:6668."""
    rows = connection.execute(
        "select name, geometry from overlays where kind = 'area' and name is not null"
        " and regexp_matches(layer, $layers) order by name, overlay_id",
        {"layers": TOWN_LAYERS},
    ).fetchall()
    names = [name for name, _ in rows]
    areas = [shapely.from_wkb(bytes(geometry)) for _, geometry in rows]
    if drawn is not None:
        of_map = drawn[(drawn["kind"] == TOWN) & drawn["name"].notna()]
        names += list(of_map["name"])
        areas += list(of_map["shape"])
    return names, np.asarray(areas, dtype=object)


def _by_places(
    connection: duckdb.DuckDBPyConnection, ground: Ground, codes: list[str], middles: np.ndarray
) -> dict[str, _Town]:
    """Return the nearest town of `places` by cell, where one is near; without towns, the nearest place."""
    found: dict[str, _Town] = {}
    rows = connection.execute(
        "select name, longitude, latitude from places"
        " where kind = 'district' or not exists (from places where kind = 'district') order by name"
    ).fetchall()
    if not rows:
        return found
    names, longitudes, latitudes = zip(*rows, strict=True)
    spots = ground.points_in_metres(np.array(longitudes), np.array(latitudes))
    for code, middle in zip(codes, middles, strict=True):
        metres = shapely.distance(spots, middle)
        nearest = int(np.argmin(metres))
        if metres[nearest] <= TOWN_METRES:
            side = _side(middle, spots[nearest])
            is_far = bool(metres[nearest] > SAME_TOWN_METRES)
            found[code] = _Town(names[nearest], side, _rounded(metres[nearest]), is_far)
    return found


def _rounded(metres: float) -> int:
    return round(metres / TOLD_TO) * TOLD_TO


def _side(middle: shapely.Point, town: shapely.Point) -> str | None:
    """Return in which eighth of the sky a cell lies, seen from its town; None at the place itself."""
    return None if shapely.distance(middle, town) < AT_METRES else _part_of_sky(middle, town)


def _part_of_sky(it: shapely.Point, place: shapely.Point) -> str:
    """Return in which eighth of the sky something lies, seen from a place."""
    east, north = it.x - place.x, it.y - place.y
    return _SKY[round(float(np.degrees(np.arctan2(north, east))) / 45) % len(_SKY)]


def _near(
    drawn: pd.DataFrame | None, ground: Ground, cells: "pd.Series[str]", points: np.ndarray
) -> pd.DataFrame:
    """Return one row a cell near something: what is nearest, how far, who says so, a road that crosses, what else."""
    columns = ["near", "near_kind", "distance_m", "source_id", "other", "further", "further_side"]
    nothing = pd.DataFrame(columns=columns, index=pd.Index([], name="mesh_250m"), dtype=object)
    if drawn is None:
        return nothing
    lines = drawn[drawn["kind"].isin(KINDS) & drawn["name"].notna()].reset_index(drop=True)
    if lines.empty:
        return nothing
    shapes = ground.in_metres(np.asarray(lines["shape"], dtype=object))
    of_line, of_point = shapely.STRtree(points).query(shapes, predicate="dwithin", distance=NEAR_METRES)
    found = pd.DataFrame(
        {
            "mesh_250m": cells.to_numpy()[of_point],
            "point": of_point,
            "line": of_line,
            "near": lines["name"].to_numpy()[of_line],
            "near_kind": [KINDS[kind][0] for kind in lines["kind"].to_numpy()[of_line]],
            "rank": [KINDS[kind][1] for kind in lines["kind"].to_numpy()[of_line]],
            "source_id": lines["source_id"].to_numpy()[of_line],
            "metres": shapely.distance(shapes[of_line], points[of_point]),
        }
    ).sort_values(["mesh_250m", "near", "metres", "rank", "source_id"])
    found = found.drop_duplicates(["near", "near_kind", "point"])
    numbers = cells.value_counts()
    names = ["mesh_250m", "near", "near_kind"]
    found["place"] = found.groupby(names).cumcount()
    found["rank"] = found.groupby(names)["rank"].transform("min")
    middle = found[found["place"] == (found["mesh_250m"].map(numbers) - 1) // 2]  # of all its accidents
    middle = middle.assign(
        distance_m=middle["metres"].round().astype(int),
        is_river=middle["rank"] == _RIVER,
        about=middle["metres"] // ABOUT_METRES,
    ).sort_values(["mesh_250m", "is_river", "about", "rank", "metres", "near"])
    first = middle.drop_duplicates("mesh_250m").set_index("mesh_250m")
    others = middle[middle["near"] != middle["mesh_250m"].map(first["near"])]
    is_crossing = (others["near_kind"] == "road") & (others["metres"] <= CROSSING_METRES)
    first["other"] = _first(others[is_crossing])["near"].where(first["near_kind"] == "road")
    others = others.assign(side=None)
    beside = others[~is_crossing]
    there = shapely.get_point(shapely.shortest_line(shapes[beside["line"]], points[beside["point"]]), 0)
    others.loc[~is_crossing, "side"] = list(map(_part_of_sky, points[beside["point"]], there))
    further = _first(others[others["near"] != others["mesh_250m"].map(first["other"])])
    first[["further", "further_side"]] = further[["near", "side"]]
    return first[columns]


def _first(found: pd.DataFrame) -> pd.DataFrame:
    """Return what comes first of each cell."""
    return found.drop_duplicates("mesh_250m").set_index("mesh_250m")


def _told_apart(found: pd.DataFrame) -> pd.DataFrame:
    """Return cells with what tells those of one name apart, no more than does.

    It is the road that crosses there, else the side of the town, else what else is near, else how far from the town.
    """
    is_far = found["is_far"].astype(bool)
    found = found.assign(
        direction=found["side"].where(is_far), crossing=None, crossing_side=None, town_m=None
    )
    for columns, by in (
        (["crossing"], ["other"]),
        (["direction"], ["side"]),
        (["crossing", "crossing_side"], ["further", "further_side"]),
    ):
        name = _shared_name(found)
        numbers = found.groupby(by, dropna=False).ngroup()
        tells = found[by[0]].notna() & (numbers.groupby(name).transform("nunique") > 1)
        found.loc[tells, columns] = found.loc[tells, by].to_numpy()
    by_distance = _shared_name(found).notna() & found["side"].notna()
    found.loc[by_distance, ["direction", "town_m"]] = found.loc[by_distance, ["side", "metres"]].to_numpy()
    found.loc[by_distance & found["crossing_side"].notna(), ["crossing", "crossing_side"]] = None
    found.loc[found["near"].isna(), "direction"] = None
    return found


def _shared_name(found: pd.DataFrame) -> "pd.Series[float]":
    """Return the number of the name that a cell near something shares with others; none for the others."""
    number = found.groupby(["town", "direction", "near", "crossing", "crossing_side"], dropna=False).ngroup()
    return number.where(found["near"].notna() & number.duplicated(keep=False))
