"""Features of a published map in vector tiles, by what `data/basemap.toml` says of its layers."""

from typing import get_args

import pandas as pd

from ingest.basemap.features import Source
from ingest.basemap.settings import ATTRIBUTE, Basemap, Kind, Values
from ingest.overlays.shapes import text


def draws(layer: str, published: Basemap) -> bool:
    """Return whether anything of a layer of tiles is drawn: it is called as a kind, or the published map has it."""
    return layer in get_args(Kind) or any(one.layer == layer for one in published.layers)


def source(published: Basemap) -> Source:
    """Return where the published map is from."""
    return Source(published.publisher, published.title, published.licence, published.credit)


def told(layer: str, rows: pd.DataFrame, published: Basemap) -> pd.DataFrame:
    """Return kind, name, ref and class of features; the kind None of what fits no entry."""
    cells = {str(column): rows[column].map(text) for column in rows.columns if column != "geometry"}
    nothing = pd.Series([None] * len(rows), index=rows.index, dtype=object)
    if layer in get_args(Kind):
        named = {column: cells.get(column, nothing) for column in ("name", "ref", "class")}
        return pd.DataFrame({"kind": layer, **named}, index=rows.index).astype(object)
    found = pd.DataFrame(
        dict.fromkeys(("kind", "name", "ref", "class"), nothing), index=rows.index, dtype=object
    )
    found["class"] = layer
    for one in published.layers:
        if one.layer != layer:
            continue
        fits = (
            found["kind"].isna() & _fits(cells, one.where, nothing) & ~_fits_any(cells, one.unless, nothing)
        )
        found.loc[fits, "kind"] = one.kind
        found.loc[fits, "class"] = None
        if one.name:
            found.loc[fits, "name"] = [_named(one.name, cells, number) for number in rows.index[fits]]
    return found


def _fits(cells: dict[str, "pd.Series[str]"], values: Values, nothing: "pd.Series[str]") -> "pd.Series[bool]":
    fits = nothing.isna()
    for attribute, among in values.items():
        fits &= cells.get(attribute, nothing).isin([str(value) for value in among])
    return fits


def _fits_any(
    cells: dict[str, "pd.Series[str]"], values: Values, nothing: "pd.Series[str]"
) -> "pd.Series[bool]":
    fits = ~nothing.isna()
    for attribute, among in values.items():
        fits |= cells.get(attribute, nothing).isin([str(value) for value in among])
    return fits


def _named(template: str, cells: dict[str, "pd.Series[str]"], number: object) -> str | None:
    """Return a name with the values of attributes in it; None where one has no value."""
    values = {name: cells[name].get(number) for name in ATTRIBUTE.findall(template) if name in cells}
    if any(not values.get(name) for name in ATTRIBUTE.findall(template)):
        return None
    return ATTRIBUTE.sub(lambda found: str(values[found[1]]), template)
