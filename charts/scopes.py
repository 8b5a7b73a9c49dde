"""What the city, its prefecture and the nation are called where an extent of accident records is meant."""

from queries.editions import Extent, Scope

AREAS: dict[Scope, str] = {"city": "市", "prefecture": "県全体", "nation": "全国"}
"""As choices of what a map shows."""

SHORT: dict[Scope, str] = {"city": "市", "prefecture": "県", "nation": "全国"}
"""In sentences."""


def records(extent: Extent, city: str) -> str:
    """Return whose records of accidents an edition has, in words; `city` is the city's name."""
    return {
        "none": "記録なし",
        "city": f"{city}だけの記録",
        "prefecture": "県内の記録",
        "nation": "全国の記録",
    }[extent]


def of_city(title: str, city: str, shown: Scope) -> str:
    """Return the title of a card about the city, which is named where the map beside it shows more than the city."""
    return title if shown == "city" else f"{title}（{city}）"
