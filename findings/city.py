"""The city an edition is made for."""

from dataclasses import dataclass

from findings.rows import read_one
from queries import Connection, once, overview


@dataclass(frozen=True)
class City:
    """A city by its JIS X 0402 code and its name (`city`), in its prefecture by the JIS X 0401 code and the name."""

    municipality_code: str
    city: str
    prefecture_code: str
    prefecture: str


@once
def city(connection: Connection) -> City:
    """Return the city an edition is made for."""
    return read_one(City, overview.edition(connection))
