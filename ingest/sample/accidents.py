"""Synthetic police files: 本票, 補充票 and 高速票 of the city, in the layouts the police publish."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np

from ingest import tables
from ingest.police.columns import Column, read_columns
from ingest.police.names import Form
from ingest.sample.choices import Choice, Choices, Weight, pick, valid_in
from ingest.sample.positions import Position, Positions
from ingest.sample.settings import AccidentSettings, Year, read_settings
from ingest.sample.sun import part_of_day, sun_on

FORMS: tuple[Form, ...] = ("honhyo", "hojuhyo", "kosokuhyo")
SEATED = {"car", "truck"}
VULNERABLE = {"motorbike", "scooter", "bicycle", "pedestrian"}
DRIVEN = {"car", "truck", "motorbike", "scooter"}
DAYS_BETWEEN_COGNITIVE_TESTS = 3 * 365  # drivers of 75 and over renew their licence every three years

# A row of a form: texts and numbers by the staging name of the column; what is absent stays blank.
Record = dict[str, str | int]
Rank = Literal["first", "second"]


@dataclass(frozen=True)
class _City:
    """The city's codes as the police write them."""

    npa_prefecture_code: str
    municipality_number: str


@dataclass(frozen=True)
class _Scene:
    """When, where and under which conditions an accident happens."""

    moment: datetime
    position: Position
    on_motorway: bool
    is_placed: bool
    kind: Choice
    shape: Choice
    signal: Choice


@dataclass
class _Party:
    """A party of an accident: its group (car, pedestrian, nobody …) and what the form says about it."""

    group: str
    codes: Record
    state: Literal["killed", "injured", "unhurt", "nobody"]


def write(folder: Path, connection: duckdb.DuckDBPyConnection, parameters: Path, seed: int) -> dict[int, int]:
    """Write the files of all years and return how many accidents off the motorway each file year has.

    Parameters
    ----------
    folder
        Where the files go; made if it is not there.
    connection
        An edition whose tables city, municipalities, places, areas and codes are filled.
    parameters
        The folder with accidents.yaml and accident_codes.csv.
    seed
        The same seed makes the same bytes.

    Raises
    ------
    InputError
        When the parameters are faulty or name unknown places.
    """
    settings = read_settings(parameters / "accidents.yaml", AccidentSettings)
    weights = [weight for _, weight in tables.read_rows(parameters / "accident_codes.csv", Weight)]
    columns = read_columns()
    municipality_code, npa_prefecture_code = connection.execute(
        "select municipality_code, npa_prefecture_code"
        " from city inner join municipalities using (municipality_code)"
    ).fetchall()[0]
    city = _City(npa_prefecture_code, municipality_code[2:])
    folder.mkdir(parents=True, exist_ok=True)
    for year, figures in settings.years.items():
        random = np.random.default_rng([seed, year])
        records = _Generator(
            settings,
            city,
            Choices(valid_in(connection, year, weights), random),
            Positions(settings, connection, random),
            random,
        ).year(year, figures)
        for form in FORMS:
            printed = [column for column in columns if column.form == form and column.printed_in(year)]
            (folder / f"{form}_{year}.csv").write_bytes(_file(printed, records[form]))
    return {year: figures.accidents - figures.on_motorway for year, figures in settings.years.items()}


def _file(columns: list[Column], records: list[Record]) -> bytes:
    lines = [[column.header for column in columns]]
    lines += [
        [_cell(record.get(column.staged_name), column.width) for column in columns] for record in records
    ]
    return "".join(",".join(line) + "\r\n" for line in lines).encode("cp932")


def _cell(value: str | int | None, width: int) -> str:
    """Return a cell as the police pad it: spaces for nothing, zeros before a number."""
    return " " * width if value is None else str(value).zfill(width)


def packed(degrees: float, width: int) -> str:
    """Return an angle as the police write it: degrees, minutes, seconds and milliseconds in one number."""
    minutes, milliseconds = divmod(round(degrees * 3_600_000), 60_000)
    return f"{minutes // 60}{minutes % 60:02d}{milliseconds:05d}".zfill(width)


class _Generator:
    """Makes the records of one year."""

    def __init__(
        self,
        settings: AccidentSettings,
        city: _City,
        choices: Choices,
        positions: Positions,
        random: np.random.Generator,
    ) -> None:
        self._settings = settings
        self._city = city
        self._draw = choices.draw
        self._positions = positions
        self._random = random

    def year(self, year: int, figures: Year) -> dict[Form, list[Record]]:
        """Return the records of each form, by station and number of the report."""
        scenes = self._scenes(year, figures)
        chance = np.array([self._settings.fatal_weight[scene.kind.leads_to] for scene in scenes])
        fatal = set(
            self._random.choice(len(scenes), figures.fatal, replace=False, p=chance / chance.sum()).tolist()
        )
        records: dict[Form, list[Record]] = {"honhyo": [], "hojuhyo": [], "kosokuhyo": []}
        for on_motorway in (True, False):
            number = 0
            for index, scene in enumerate(scenes):
                if scene.on_motorway == on_motorway:
                    # The numbers in between belong to the other municipalities of the station.
                    number += int(self._random.integers(1, 3))
                    self._report(records, scene, number, is_fatal=index in fatal)
        return records

    def _scenes(self, year: int, figures: Year) -> list[_Scene]:
        moments = self._moments(year, figures.accidents)
        on_motorway = set(self._some(figures.accidents, figures.on_motorway))
        unplaced = set(self._some(figures.accidents, figures.without_position))
        positions = {
            True: iter(self._positions.draw(len(on_motorway), on_motorway=True)),
            False: iter(self._positions.draw(len(moments) - len(on_motorway), on_motorway=False)),
        }
        return [
            self._scene(
                moment,
                next(positions[index in on_motorway]),
                is_placed=index not in unplaced,
            )
            for index, moment in enumerate(moments)
        ]

    def _scene(self, moment: datetime, position: Position, *, is_placed: bool) -> _Scene:
        kind = self._draw("accident_type_code", position.spot)
        shape = self._draw("road_shape_code", position.spot, kind.leads_to)
        signal = self._draw("signal_code", position.spot, shape.leads_to)
        return _Scene(moment, position, position.spot == "motorway", is_placed, kind, shape, signal)

    def _some(self, count: int, wanted: int) -> list[int]:
        return [int(index) for index in self._random.choice(count, wanted, replace=False)]

    def _moments(self, year: int, count: int) -> list[datetime]:
        """Draw days and times; a few fall into the end of the year before, as the police file some late."""
        late = max(1, round(count * self._settings.late_share))
        first, last_year = date(year, 1, 1), date(year - 1, 12, 16)
        days = [first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1)]
        late_days = [last_year + timedelta(days=number) for number in range((first - last_year).days)]
        chance = np.array(
            [self._settings.months[day.month - 1] * self._settings.weekdays[day.weekday()] for day in days]
        )
        drawn = [
            days[index] for index in self._random.choice(len(days), count - late, p=chance / chance.sum())
        ]
        drawn += [late_days[index] for index in self._random.choice(len(late_days), late)]
        return sorted(self._moment(day) for day in drawn)

    def _moment(self, day: date) -> datetime:
        settings = self._settings
        at_work = day.weekday() < 5 and not self._is_holiday(day)
        hour = pick(settings.hours_of_workdays if at_work else settings.hours_of_weekends, self._random)
        rounded = self._random.random() < settings.share_of_minutes_rounded_to_five
        minute = 5 * int(self._random.integers(12)) if rounded else int(self._random.integers(60))
        return datetime(day.year, day.month, day.day, hour, minute)

    def _is_holiday(self, day: date) -> bool:
        return f"{day.month}-{day.day}" in self._settings.holidays

    def _report(
        self, records: dict[Form, list[Record]], scene: _Scene, number: int, *, is_fatal: bool
    ) -> None:
        stations = self._settings.police_stations
        key: Record = {
            "npa_prefecture_code": self._city.npa_prefecture_code,
            "police_station_code": stations.motorway if scene.on_motorway else stations.city,
            "report_number": number,
        }
        first, second = self._party("first", scene), self._party("second", scene)
        hurt = self._hurt(first, second, is_fatal=is_fatal)
        supplements = self._supplements(scene, first, second, hurt)
        states = [first.state, second.state]
        outcome: Record = {
            "accident_kind": self._draw("accident_kind", "fatal" if is_fatal else "injury").code,
            "deaths": states.count("killed"),
            "injuries": states.count("injured") + len(supplements),
        }
        records["honhyo"].append(
            {"form": self._draw("form", "honhyo").code}
            | key
            | outcome
            | self._conditions(scene)
            | self._codes_of(first, "a")
            | self._codes_of(second, "b")
        )
        for order, supplement in enumerate(supplements, start=1):
            head: Record = {"form": self._draw("form", "hojuhyo").code, "supplement_number": order}
            records["hojuhyo"].append(head | key | supplement)
        if scene.on_motorway:
            records["kosokuhyo"].append(
                {"form": self._draw("form", "kosokuhyo").code} | key | self._motorway(scene)
            )

    def _conditions(self, scene: _Scene) -> Record:
        moment, position = scene.moment, scene.position
        day, shape = moment.date(), scene.shape.leads_to
        sun = sun_on(day, position.latitude, position.longitude)
        season = "winter" if day.month in self._settings.winter_months else "other"
        weather = self._draw("weather_code", season)
        off_road = shape == "off_road"
        motorway = "motorway" if scene.on_motorway else ""
        record: Record = {
            "route_code": self._draw("route_code", shape).code if off_road else position.route_code,
            "carriageway_code": self._draw("carriageway_code", position.spot).code,
            "route_point_code": 0 if off_road else position.route_point,
            "municipality_number": self._city.municipality_number,
            "occurred_year": day.year,
            "occurred_month": day.month,
            "occurred_day": day.day,
            "occurred_hour": moment.hour,
            "occurred_minute": moment.minute,
            "day_night_code": self._draw(
                "day_night_code", part_of_day(moment.hour * 60 + moment.minute, sun)
            ).code,
            "sunrise_hour": sun.rise // 60,
            "sunrise_minute": sun.rise % 60,
            "sunset_hour": sun.set // 60,
            "sunset_minute": sun.set % 60,
            "weather_code": weather.code,
            "terrain_code": self._draw("terrain_code", position.terrain).code,
            "surface_code": self._draw("surface_code", f"{weather.leads_to}_{season}", weather.leads_to).code,
            "road_shape_code": scene.shape.code,
            "roundabout_diameter_code": self._draw("roundabout_diameter_code").code,
            "signal_code": scene.signal.code,
            "accident_type_code": scene.kind.code,
            "weekday_code": self._draw("weekday_code", str(day.isoweekday())).code,
            "holiday_code": self._draw("holiday_code", self._holiday(day)).code,
        }
        for column in (
            "road_width_code",
            "road_alignment_code",
            "collision_point_code",
            "zone_code",
            "median_code",
            "sidewalk_code",
        ):
            record[column] = self._draw(column, motorway, shape).code
        if scene.is_placed:
            record["latitude"] = packed(position.latitude, 9)
            record["longitude"] = packed(position.longitude, 10)
        return record

    def _holiday(self, day: date) -> str:
        if self._is_holiday(day):
            return "holiday"
        return "eve" if self._is_holiday(day + timedelta(days=1)) else "ordinary"

    def _party(self, rank: Rank, scene: _Scene) -> _Party:
        kind = scene.kind.leads_to
        on_motorway = scene.on_motorway and (rank, kind) != ("second", "single")
        party_type = self._draw("party_type_code", f"{rank}_motorway" if on_motorway else f"{rank}_{kind}")
        group = party_type.leads_to
        is_driven = group in DRIVEN
        age = self._draw("age_code", group, rank)
        stop_sign = self._draw("stop_sign_code", self._priority(rank, group, scene))
        speed_situations = ("motorway" if scene.on_motorway else "", "vehicle") if is_driven else ()
        codes: Record = {
            "party_type_code": party_type.code,
            "age_code": age.code,
            "stop_sign_code": stop_sign.code,
            "stop_mark_code": self._draw("stop_mark_code", stop_sign.leads_to).code,
            "speed_limit_code": self._draw("speed_limit_code", *speed_situations).code,
            "impact_code": self._draw("impact_code", group, rank).code,
            "damage_code": self._draw("damage_code", group, kind).code,
            "cognitive_test_days": self._draw("cognitive_test_days", "driver" if is_driven else "").code,
            "driving_practice_code": self._draw(
                "driving_practice_code", *((f"driver_{age.leads_to}", "driver") if is_driven else ())
            ).code,
        }
        for column in (
            "use_code",
            "vehicle_shape_code",
            "automatic_code",
            "support_car_code",
            "airbag_code",
            "side_airbag_code",
        ):
            codes[column] = self._draw(column, group).code
        if is_driven and age.leads_to == "older":
            codes["cognitive_test_days"] = int(self._random.integers(1, DAYS_BETWEEN_COGNITIVE_TESTS))
        return _Party(group, codes, "nobody" if group == "nobody" else "unhurt")

    def _priority(self, rank: Rank, group: str, scene: _Scene) -> str:
        """Return the situation of a party at a crossing, where stop signs count."""
        if scene.shape.leads_to != "crossing" or group in {"pedestrian", "nobody"}:
            return ""
        if scene.signal.leads_to == "signalled":
            return "crossing_signalled"
        return f"crossing_unsignalled_{rank}"

    def _hurt(self, first: _Party, second: _Party, *, is_fatal: bool) -> str:
        """Set the state of both parties and return who of them is hurt: first, second, both or neither."""
        chances = self._settings.hurt[second.group].model_dump()
        hurt = list(chances)[pick(list(chances.values()), self._random)]
        if first.group in VULNERABLE and second.group not in VULNERABLE:
            hurt = "first"
        if hurt == "neither" and (is_fatal or not SEATED & {first.group, second.group}):
            hurt = "first" if second.group == "nobody" else "second"
        if hurt in {"first", "both"}:
            first.state = "injured"
        if hurt in {"second", "both"}:
            second.state = "injured"
        if is_fatal:
            (first if hurt == "first" else second).state = "killed"
        return hurt

    def _supplements(self, scene: _Scene, first: _Party, second: _Party, hurt: str) -> list[Record]:
        """Return the 補充票 of an accident: hurt passengers of its vehicles, and further parties."""
        vehicles = [party for party in (first, second) if party.group in SEATED]
        passengers = pick(self._settings.hurt_passengers, self._random) if vehicles else 0
        if hurt == "neither":
            passengers = max(1, passengers)
        is_collision = scene.kind.leads_to == "collision"
        third_parties = pick(self._settings.hurt_third_parties, self._random) if is_collision else 0
        supplements = [
            self._passenger(vehicles[int(self._random.integers(len(vehicles)))]) for _ in range(passengers)
        ]
        return supplements + [self._third_party() for _ in range(third_parties)]

    def _passenger(self, vehicle: _Party) -> Record:
        return {
            "party_type_code": vehicle.codes["party_type_code"],
            "riding_code": self._draw("riding_code", "passenger").code,
            "riding_class_code": self._draw("riding_class_code", "passenger").code,
            "airbag_code": self._draw("airbag_code", vehicle.group).code,
            "side_airbag_code": self._draw("side_airbag_code", vehicle.group).code,
            "injury_code": self._draw("injury_code", "injured").code,
        }

    def _third_party(self) -> Record:
        party_type = self._draw("party_type_code", "third")
        group = party_type.leads_to
        riding = "pedestrian" if group == "pedestrian" else "driver"
        record: Record = {
            "party_type_code": party_type.code,
            "riding_code": self._draw("riding_code", riding).code,
            "riding_class_code": self._draw("riding_class_code", riding).code,
            "injury_code": self._draw("injury_code", "injured").code,
            "impact_code": self._draw("impact_code", group, "second").code,
        }
        for column in (
            "support_car_code",
            "airbag_code",
            "side_airbag_code",
            "use_code",
            "vehicle_shape_code",
            "damage_code",
        ):
            record[column] = self._draw(column, group).code
        return record

    def _codes_of(self, party: _Party, letter: str) -> Record:
        codes = party.codes | {"injury_code": self._draw("injury_code", party.state).code}
        return {f"{column}_{letter}": code for column, code in codes.items()}

    def _motorway(self, scene: _Scene) -> Record:
        kind = scene.kind.leads_to
        limit = self._draw("temporary_speed_code")
        record: Record = {
            "highway_point_code": scene.position.route_point,
            "temporary_speed_code": limit.code,
            "temporary_speed_limit_code": self._draw("temporary_speed_limit_code", limit.leads_to).code,
        }
        for column in (
            "manager_code",
            "highway_class_code",
            "structure_code",
            "curve_radius_code",
            "gradient_code",
            "tunnel_number",
            "vehicles_code",
            "highway_accident_type_code",
            "single_vehicle_object_code",
            "tunnel_length",
        ):
            record[column] = self._draw(column, kind).code
        return record
