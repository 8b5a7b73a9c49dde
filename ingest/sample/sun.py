"""Sunrise and sunset, and the part of the day police forms ask for."""

import math
from dataclasses import dataclass
from datetime import date

TWILIGHT = 60  # minutes the police call 明 and 暮, as the records of 2019-2021 show
HORIZON = math.radians(-0.833)  # the sun's height at rise and set: refraction and half its disc
MERIDIAN = 135.0  # degrees east, where Japan's time is noon at noon


@dataclass(frozen=True)
class Sun:
    """Sunrise and sunset of a day, in minutes after midnight, Japan's time."""

    rise: int
    set: int


def sun_on(day: date, latitude: float, longitude: float) -> Sun:
    """Return sunrise and sunset, right to a few minutes.

    Declination after Cooper (1969), equation of time in its common two-term form, from the day of the year.
    """
    number = day.timetuple().tm_yday
    declination = math.radians(23.45) * math.sin(2 * math.pi * (284 + number) / 365)
    angle = 2 * math.pi * (number - 81) / 364
    equation = 9.87 * math.sin(2 * angle) - 7.53 * math.cos(angle) - 1.5 * math.sin(angle)
    north = math.radians(latitude)
    half_day = math.acos(
        (math.sin(HORIZON) - math.sin(north) * math.sin(declination))
        / (math.cos(north) * math.cos(declination))
    )
    noon = 720 - 4 * (longitude - MERIDIAN) - equation
    minutes = 4 * math.degrees(half_day)
    return Sun(rise=round(noon - minutes), set=round(noon + minutes))


def part_of_day(minute: int, sun: Sun) -> str:
    """Return before_sunrise, dawn, day, dusk, after_sunset or night for a minute of the day."""
    if sun.rise <= minute < sun.set:
        if minute < sun.rise + TWILIGHT:
            return "dawn"
        return "dusk" if minute >= sun.set - TWILIGHT else "day"
    if sun.rise - TWILIGHT <= minute < sun.rise:
        return "before_sunrise"
    return "after_sunset" if sun.set <= minute < sun.set + TWILIGHT else "night"
