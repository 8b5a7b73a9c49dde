"""Places as a list beside their map: each entry marks its cell on the map and leads to the place's sheet."""

import html
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Links:
    """Where a cell leads: the address of the map that marks it, and of its sheet where it has one.

    `is_chosen` says that the map marks it already.
    """

    to_map: str
    to_sheet: str | None
    is_chosen: bool


@dataclass(frozen=True)
class Listed:
    """One place of a list: what stands before its name, its name, what is told of it; `links` where it is a cell."""

    lead: str
    name: str
    told: str
    links: Links | None = None


def listed(places: Sequence[Listed]) -> str:
    """Return places as a list with their links, as HTML."""
    return f'<ol class="ranking">{"".join(map(_item, places))}</ol>'


def _item(place: Listed) -> str:
    name, links = html.escape(place.name), place.links
    parted = name.replace("・", "・<wbr>")  # a long name breaks before its street
    told = f'<span class="note">{html.escape(place.told)}</span>' if place.told else ""
    if links is None:
        return f'<li><span class="head"><b>{html.escape(place.lead)}</b><b>{parted}</b></span>{told}</li>'
    marked, current = (' class="chosen"', ' aria-current="true"') if links.is_chosen else ("", "")
    sheet = (
        f'<a class="go" href="{html.escape(links.to_sheet)}" target="_self" aria-label="{name}の地点カルテ">見る ›</a>'
        if links.to_sheet
        else ""
    )
    return (
        f'<li{marked}><span class="head"><b>{html.escape(place.lead)}</b>'
        f'<a class="mark" href="{html.escape(links.to_map)}" target="_self"{current}>{parted}</a>'
        f"{sheet}</span>{told}</li>"
    )
