"""Which cells the maps of an edition can show, whatever is chosen."""

from enum import StrEnum

from findings.accidents.cells import LEAST_DRAWN
from findings.accidents.compared import compared
from findings.accidents.conditions import in_scope
from findings.accidents.ground import ground
from queries import Connection, accidents, once
from queries.accidents import Selection


class Part(StrEnum):
    """Cells that are shown together.

    Attributes
    ----------
    CITY, CITY_500M, CITY_1KM
        The city's cells with an accident, 250 m, 500 m and 1 km wide.
    CITY_WHOLE
        All of the city's that are compared, of which a few are shown without an accident.
    PREFECTURE
        Those of the prefecture with as many accidents as its map shows.
    NATION
        Those of 10 km with an accident.
    """

    CITY = "city"
    CITY_500M = "city-500m"
    CITY_1KM = "city-1km"
    CITY_WHOLE = "city-whole"
    PREFECTURE = "prefecture"
    NATION = "nation"


CITY_BY_DIGITS = {10: Part.CITY, 9: Part.CITY_500M, 8: Part.CITY_1KM}
"""The city's cells with an accident, by the digits of their codes."""


@once
def drawn(connection: Connection, part: Part) -> tuple[str, ...]:
    """Return the codes of a part of an edition's cells in ascending order, whatever accidents are selected."""
    every = Selection(municipality=None, with_motorway=True)
    match part:
        case Part.CITY_WHOLE:
            found = set(compared(connection, ground(connection)).codes)
        case Part.PREFECTURE:
            counted = accidents.cells(connection, in_scope(connection, "prefecture", every))
            found = set(counted.loc[counted["accidents"] >= LEAST_DRAWN["prefecture"], "mesh_250m"])
        case Part.NATION:
            found = set(accidents.coarse_cells(connection, every)["mesh_10km"])
        case _:
            digits = next(number for number, of_city in CITY_BY_DIGITS.items() if of_city == part)
            occupied = set(accidents.occupied_cells(connection)["cell"].astype(str))
            found = {code[:digits] for code in occupied.intersection(drawn(connection, Part.CITY_WHOLE))}
    return tuple(sorted(found))
