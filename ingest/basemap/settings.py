"""What `data/basemap.toml` says of a published background map: where it lies, and what of it is drawn."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ingest import tomlfiles
from ingest.validation import Day, Text

FILE = "basemap.toml"

Kind = Literal[
    "motorway",
    "trunk",
    "major",
    "minor",
    "rail",
    "river",
    "water",
    "boundary",
    "station",
    "road_name",
    "river_name",
]
"""What a feature of a published map is drawn as; kinds ending in _name are drawn as their name only."""

Values = dict[Text, Annotated[list[int | str], Field(min_length=1)]]
"""Values by the attribute that has one of them."""

NAMED = ("station", "road_name", "river_name")
ATTRIBUTE = re.compile(r"\{(\w+)\}")
"""Stands in a name for the value of an attribute."""


class _Settings(BaseModel):
    """A part of the file: no unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Layer(_Settings):
    """Features of a publisher's layer that are drawn as one kind.

    A feature fits where each attribute of `where` has one of the values and none of `unless` has; `name` is its name,
    with the names of attributes in braces.
    """

    kind: Kind
    layer: Text
    where: Values = {}
    unless: Values = {}
    name: Text | None = None

    @model_validator(mode="after")
    def _has_its_name(self) -> "Layer":
        if self.kind in NAMED and not (self.name and ATTRIBUTE.search(self.name)):
            remedy = 'name = "{vt_text}" のように、名前の入っている属性を波かっこで書いてください'
            raise PydanticCustomError("rule", f"「{self.kind}」の名前がありません", {"remedy": remedy})
        return self


class Basemap(_Settings):
    """A published map: one PMTiles file, the terms it is published by, and what of it is drawn.

    `credit` stands on the map; `zoom` is the level whose tiles are taken; `tried_on` the day it was first read from its
    publisher, None where that is still to be done. A feature is of the first of the `layers` it fits.
    """

    address: Annotated[Text, Field(pattern=r"^https?://")]
    publisher: Text
    title: Text
    url: Text
    licence: Text
    credit: Text
    zoom: Annotated[int, Field(ge=0, le=22)]
    tried_on: Day | None = None
    layers: Annotated[list[Layer], Field(min_length=1)]


def read(data: Path) -> Basemap:
    """Return what `basemap.toml` below a folder of definitions says.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    return tomlfiles.read(data / FILE, FILE, Basemap).record
