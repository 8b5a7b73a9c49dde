"""Records of the police: how many, when, where, and who was involved."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

import pandas as pd

from queries import Connection, rows

YearBasis = Literal["file", "occurrence"]
Severity = Literal["fatal", "injury"]


@dataclass(frozen=True)
class Selection:
    """Which accidents are counted; None asks for nothing.

    `year_basis` is 'file' (資料年次, the year published totals use) or 'occurrence' (発生年). `ages` and `party_types`
    are asked of the same party. `hours` are hours of the day, `cells` 250 m cells. `severity` is 'fatal' or
    'injury'. By year of occurrence, accidents without a possible date are left out, since they belong to no year.
    Without motorways, every accident counts of a file year whose 高速票 is missing: `years` says which can tell.
    """

    municipality: str | None
    prefecture: str | None = None
    year_basis: YearBasis = "file"
    years: list[int] | None = None
    ages: list[str] | None = None
    party_types: list[str] | None = None
    accident_types: list[str] | None = None
    severity: Severity | None = None
    hours: list[int] | None = None
    weathers: list[str] | None = None
    road_shapes: list[str] | None = None
    road_widths: list[str] | None = None
    cells: list[str] | None = None
    with_motorway: bool = False

    def everywhere(self) -> "Selection":
        """Return the same conditions without the municipality, for comparison with all records loaded."""
        return replace(self, municipality=None)

    def in_prefecture(self, code: str) -> "Selection":
        """Return the same conditions for a whole prefecture (JIS X 0401), whatever else is loaded."""
        return replace(self, municipality=None, prefecture=code)

    def in_cells(self, cells: list[str]) -> "Selection":
        """Return the same conditions for some 250 m cells, in whatever municipality they lie."""
        return replace(self, municipality=None, cells=cells)


def years(connection: Connection, *, year_basis: YearBasis) -> pd.DataFrame:
    """Return one row per year of the city's records on a basis, and whether it tells motorway accidents apart.

    The oldest and the newest file year stand beside it.
    """
    return rows(connection, "accidents/years", year_basis=year_basis)


def extent(connection: Connection) -> pd.DataFrame:
    """Return one row: the widest extent of which the edition has records; files may hold less than was asked for."""
    return rows(connection, "accidents/extent")


def code_groups(connection: Connection, *, group_kind: str) -> pd.DataFrame:
    """Return one row per choice of a filter."""
    return rows(connection, "accidents/code_groups", group_kind=group_kind)


def official_bases(connection: Connection) -> pd.DataFrame:
    """Return one row per year with the city's count on each way of counting, and the published figure.

    Without motorways, a year has no count whose 高速票 is missing.
    """
    return rows(connection, "accidents/official_bases")


def per_year(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per year of records: accidents, fatal accidents, deaths, injuries, zeros included."""
    return rows(connection, "accidents/per_year", selection=asdict(selection))


def totals(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row: accidents, deaths, injuries and accidents without a place on the map."""
    return rows(connection, "accidents/totals", selection=asdict(selection))


def by_hour_and_weekday(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per weekday and two hours of the day, zeros included."""
    return rows(connection, "accidents/by_hour_and_weekday", selection=asdict(selection))


def people_by_age(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per age band and party (A or B) with the number of people and of the killed or injured."""
    return rows(connection, "accidents/people_by_age", selection=asdict(selection))


def records(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per accident with a place, newest first, with labels for what its codes mean."""
    return rows(connection, "accidents/records", selection=asdict(selection))


def cells(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per 250 m cell with an accident, most accidents first, with the municipality it is called by."""
    return rows(connection, "accidents/cells", selection=asdict(selection))


def coarse_cells(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per cell of about 10 km with an accident, most accidents first, with its prefecture."""
    return rows(connection, "accidents/coarse_cells", selection=asdict(selection))


def positions(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per accident with a place: its 250 m cell as a number, its degrees, whether it was fatal."""
    return rows(connection, "accidents/positions", selection=asdict(selection))


def backtest(connection: Connection) -> pd.DataFrame:
    """Return one row per stage and method of ranking cells: how well it foretold the accidents of a later year."""
    return rows(connection, "accidents/backtest")


def top_ten_calibration(connection: Connection) -> pd.DataFrame:
    """Return one row: how the chance of the next year's top ten is corrected, and where that was learnt."""
    return rows(connection, "accidents/top_ten_calibration")


def top_ten_reliability(connection: Connection) -> pd.DataFrame:
    """Return one row per band of corrected chances of the top ten: how many of its cells were."""
    return rows(connection, "accidents/top_ten_reliability")


def fatal_share(connection: Connection) -> pd.DataFrame:
    """Return one row: with how many average accidents a cell's own are seen when its share of fatal ones is told."""
    return rows(connection, "accidents/fatal_share")


def occupied_cells(connection: Connection) -> pd.DataFrame:
    """Return one row per 250 m cell with any accident of the edition, and whether one of them is the city's."""
    return rows(connection, "accidents/occupied_cells")


def areas(connection: Connection) -> pd.DataFrame:
    """Return one row per 1 km cell of the city."""
    return rows(connection, "accidents/areas")


def municipalities(connection: Connection, *, prefecture: str) -> pd.DataFrame:
    """Return one row per municipality of a prefecture with the middle of its accidents, the city first."""
    return rows(connection, "accidents/municipalities", prefecture=prefecture)


def places(connection: Connection) -> pd.DataFrame:
    """Return one row per place, with whether its label is written on the map."""
    return rows(connection, "accidents/places")


def record_list(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per accident, newest first, with both parties in labels and without coordinates."""
    return rows(connection, "accidents/record_list", selection=asdict(selection))


def by_month(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per year of occurrence and month with an accident."""
    return rows(connection, "accidents/by_month", selection=asdict(selection))


def by_light_and_weather(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per light (昼夜) and weather with an accident."""
    return rows(connection, "accidents/by_light_and_weather", selection=asdict(selection))


def by_type_and_shape(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per accident type and road shape with an accident."""
    return rows(connection, "accidents/by_type_and_shape", selection=asdict(selection))


def parties(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per party (A or B), age band and kind of party, all three of the same party."""
    return rows(connection, "accidents/parties", selection=asdict(selection))


def since_2022(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per item the forms have since 2022, party and code."""
    return rows(connection, "accidents/since_2022", selection=asdict(selection))


def around_sunset(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per file year with accidents in the hour before and after sunset, where it is recorded."""
    return rows(connection, "accidents/around_sunset", selection=asdict(selection))


def groups_in_cells(connection: Connection, selection: Selection, *, place: Sequence[str]) -> pd.DataFrame:
    """Return one row per group of codes: accidents that meet it, in the cells of a place and everywhere."""
    return rows(connection, "accidents/groups_in_cells", selection=asdict(selection), place=list(place))


def cell_names(connection: Connection) -> pd.DataFrame:
    """Return one row per 250 m cell with an accident around the city, and what it is called by."""
    return rows(connection, "accidents/cell_names")


def neighbours(connection: Connection) -> pd.DataFrame:
    """Return one row per municipality with an accident within about a kilometre of the city, the city first."""
    return rows(connection, "accidents/neighbours")


def per_year_by_municipality(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per municipality and year with an accident."""
    return rows(connection, "accidents/per_year_by_municipality", selection=asdict(selection))


def by_municipality(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return one row per municipality with an accident, most accidents first, and whether it is the city."""
    return rows(connection, "accidents/by_municipality", selection=asdict(selection))


def forecast_spread(connection: Connection) -> pd.DataFrame:
    """Return one row: how fast yearly counts drift, and from which records that was learnt."""
    return rows(connection, "accidents/forecast_spread")


def forecast_coverage(connection: Connection) -> pd.DataFrame:
    """Return one row per pair of years and size of municipality with how often an 80 % interval held."""
    return rows(connection, "accidents/forecast_coverage")


def forecast_reliability(connection: Connection) -> pd.DataFrame:
    """Return one row per bound, last move and size with the chance told for a next year and how often it came."""
    return rows(connection, "accidents/forecast_reliability")


def national_counts(connection: Connection) -> pd.DataFrame:
    """Return one row per file year read for the whole nation with its accidents off motorways."""
    return rows(connection, "accidents/national_counts")


def overlay_layers(connection: Connection) -> pd.DataFrame:
    """Return one row per layer of a user with its number of features and their kinds."""
    return rows(connection, "accidents/overlay_layers")


def overlay_counts(connection: Connection, selection: Selection, *, layer: str, within: int) -> pd.DataFrame:
    """Return one row per feature of a layer with the accidents within some metres, zeros included."""
    return rows(
        connection, "accidents/overlay_counts", selection=asdict(selection), layer=layer, within=within
    )


def overlay_totals(connection: Connection, selection: Selection, *, layer: str, within: int) -> pd.DataFrame:
    """Return one row: accidents with a place, those near any feature of a layer, and how much of the city is."""
    return rows(
        connection, "accidents/overlay_totals", selection=asdict(selection), layer=layer, within=within
    )


def overlay_nearest(connection: Connection, selection: Selection, *, layer: str, within: int) -> pd.DataFrame:
    """Return one row per accident near a feature of a layer, with its distance and the nearest feature's name."""
    return rows(
        connection, "accidents/overlay_nearest", selection=asdict(selection), layer=layer, within=within
    )
