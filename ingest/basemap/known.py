"""Published files that are known by their columns: what their features are, and what roads are called by.

Sources: Geofabrik, OpenStreetMap Data in Layered GIS Format (the values of fclass); 国土数値情報, the pages of the data
sets N02, N03 and W05 (columns).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ingest.basemap.features import Source

_OSM_FILES = re.compile(r"gis_osm_(?!(roads|railways|waterways|water_a|transport)_)", re.IGNORECASE)
"""Layers of Geofabrik's extracts of which nothing is drawn; houses alone are millions."""

_OSM = {
    2: dict.fromkeys(("water", "reservoir", "river", "riverbank", "dock"), "water"),
    1: {
        **dict.fromkeys(("motorway", "motorway_link"), "motorway"),
        **dict.fromkeys(("trunk", "trunk_link"), "trunk"),
        **dict.fromkeys(("primary", "primary_link", "secondary", "secondary_link"), "major"),
        **dict.fromkeys(("tertiary", "tertiary_link", "unclassified", "residential"), "minor"),
        **dict.fromkeys(("living_street", "service", "unknown"), "minor"),
        **dict.fromkeys(("rail", "light_rail", "subway", "tram", "monorail", "narrow_gauge"), "rail"),
        **dict.fromkeys(("river", "canal"), "river"),
    },
    0: dict.fromkeys(("railway_station", "railway_halt"), "station"),
}
"""Kinds by the dimension of a shape and its fclass."""

_NATIONAL_ROADS = ("trunk", "trunk_link")
_PREFECTURAL_ROADS = ("primary", "primary_link", "secondary", "secondary_link")


@dataclass(frozen=True)
class Known:
    """A file's layer that is known by a column: of what `kind` its features are, None where their class tells."""

    column: str
    source: Source
    kind: str | None
    name: str
    ref: str | None = None
    class_: str | None = None

    @property
    def columns(self) -> list[str]:
        """Return the columns that are read."""
        return [column for column in (self.column, self.name, self.ref, self.class_) if column]


def _of_the_nation(data_set: str) -> Source:
    return Source(
        "国土交通省",
        f"国土数値情報（{data_set}）",
        "国土数値情報の利用約款（データと年度で異なる）",
        "国土数値情報（国土交通省）を加工",
    )


OSM = Known(
    "fclass",
    Source("OpenStreetMap contributors", "OpenStreetMap", "ODbL 1.0", "© OpenStreetMap contributors"),
    None,
    "name",
    "ref",
    "fclass",
)
BOUNDARY = Known("N03_007", _of_the_nation("行政区域データ"), "boundary", "N03_004")
ALL = (
    OSM,
    Known("N02_005", _of_the_nation("鉄道データ"), "station", "N02_005"),
    Known("N02_003", _of_the_nation("鉄道データ"), "rail", "N02_003"),
    BOUNDARY,
    Known("W05_004", _of_the_nation("河川データ"), "river", "W05_004"),
)
"""The first that fits counts: stations have the columns of railways too."""


def is_wanted(name: str) -> bool:
    """Return whether a file of this name may hold something that is drawn."""
    return not _OSM_FILES.match(name)


def by_columns(columns: Collection[str]) -> Known | None:
    """Return what a layer with these columns is."""
    return next((known for known in ALL if {known.column, known.name} <= set(columns)), None)


def kinds_of_osm(classes: pd.Series, dimensions: np.ndarray) -> pd.Series:
    """Return the kinds of features of OpenStreetMap; None of those that are not drawn."""
    found = pd.Series([None] * len(classes), index=classes.index, dtype=object)
    for dimension, kinds in _OSM.items():
        of_it = dimensions == dimension
        found[of_it] = classes[of_it].map(kinds)
    return found.where(found.notna(), None)


def name_of_osm(name: str | None, ref: str | None, class_: str, prefectural: str) -> str | None:
    """Return what a road of OpenStreetMap is called: 国道4号 by its number, else its name, else 県道63号.

    `prefectural` is what roads of the prefecture are called, 県道 in most of them.
    """
    number = (ref or "").split(";")[0].strip()
    if class_ in _NATIONAL_ROADS and number.isascii() and number.isdigit():
        return f"国道{number}号"
    if not name and class_ in _PREFECTURAL_ROADS and number.isascii() and number.isdigit():
        return f"{prefectural}{number}号"
    return name


def prefectural_roads(prefecture: str) -> str:
    """Return what the roads of a prefecture are called: those of 福島県 県道, of 北海道 道道."""
    return f"{prefecture[-1]}道"


_BY_NAME = (
    ("motorway", re.compile("自動車道|高速")),
    ("trunk", re.compile("国道")),
    ("major", re.compile("[都道府県]道|主要地方道")),
)


def kind_by_name(name: str | None) -> str:
    """Return of what kind a road is by its name: 国道118号 is trunk; without a telling name it is minor."""
    return next((kind for kind, words in _BY_NAME if name and words.search(name)), "minor")
