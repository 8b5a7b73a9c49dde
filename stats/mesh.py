"""The standard grid of Japan (JIS X 0410): where a cell of 10 km, 1 km, 500 m or 250 m lies, and how large it is."""

import re

PER_DEGREE_NORTH, PER_DEGREE_EAST = 480, 320
"""250 m cells to a degree of latitude (7.5 seconds each) and of longitude (11.25 seconds each)."""

METRES_PER_DEGREE = 40_000_000 / 360
"""Of latitude (of longitude: times its cosine): the metre was defined so that a meridian is 40,000 km long."""

WEST = 100
"""Longitude in degrees from which columns are counted."""

_QUARTER = re.compile(
    r"\d{4}[0-7]{2}\d{2}[1-4]{2}", re.ASCII
)  # eighths run from 0 to 7, quadrants from 1 to 4
_CELL = re.compile(r"\d{4}[0-7]{2}(?:\d{2}[1-4]{0,2})?", re.ASCII)
_TEN_KM = 40  # 250 m cells to a side
_TEN_KM_DIGITS = 6


def bounds(code: str) -> tuple[float, float, float, float]:
    """Return west, south, east, north in degrees of a cell of 10 km, 1 km, 500 m or 250 m (6, 8, 9 or 10 digits).

    Digits: 2+2 for the first-level cell (40 minutes by 1 degree), 1+1 (eighths), 1+1 (tenths), then a quadrant
    (1 south-west, 2 south-east, 3 north-west, 4 north-east) for each halving. Source: JIS X 0410.
    """
    # Counted in 250 m cells from 0 N 100 E, so that neighbours share their edges to the last bit.
    south = (int(code[0:2]) * 80 + int(code[4]) * 10) * 4
    west = (int(code[2:4]) * 80 + int(code[5]) * 10) * 4
    size = _TEN_KM
    if len(code) > _TEN_KM_DIGITS:
        size = _TEN_KM // 10
        south, west = south + size * int(code[6]), west + size * int(code[7])
    for digit in code[8:]:
        size //= 2
        south += size * ((int(digit) - 1) // 2)
        west += size * ((int(digit) - 1) % 2)
    return (
        WEST + west / PER_DEGREE_EAST,
        south / PER_DEGREE_NORTH,
        WEST + (west + size) / PER_DEGREE_EAST,
        (south + size) / PER_DEGREE_NORTH,
    )


def ring(code: str) -> list[tuple[float, float]]:
    """Return longitude and latitude in degrees of a cell's corners, from the south-west round to it again."""
    west, south, east, north = bounds(code)
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def is_250m(code: str) -> bool:
    """Return whether a text is the code of a 250 m cell. Source: JIS X 0410."""
    return _QUARTER.fullmatch(code) is not None


def is_cell(code: str) -> bool:
    """Return whether a text is the code of a cell of 10 km, 1 km, 500 m or 250 m. Source: JIS X 0410."""
    return _CELL.fullmatch(code) is not None


def middle(code: str) -> tuple[float, float]:
    """Return longitude and latitude of the middle of a cell in degrees."""
    west, south, east, north = bounds(code)
    return (west + east) / 2, (south + north) / 2
