"""The yardstick: police files of 2019–2021 into the tables of accidents, with pandas alone.

It keeps to what pandas is fast at: multi-threaded CSV reading, Arrow strings, whole columns, no loop over rows. Run as
`python -m tests.benchmarks.pandas_pipeline FILES OUT` it reads a folder of police files and writes one Parquet file a
table. Rows and values are those of an edition of the whole nation; keys, comments, reasons of rejected rows, unknown
codes, hashes and everything that is no accident are left out, so the yardstick has the smaller task.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(__file__).parents[2] / "data"
TABLES = ("accidents", "accident_people", "accident_highways")
KEY = {"npa_prefecture_code": 2, "police_station_code": 3, "report_number": 4}  # name, digits
NO_PERSON = ("", "00", "75", "76")
PEOPLE = [
    "age_code",
    "party_type_code",
    "injury_code",
    "use_code",
    "vehicle_shape_code",
    "speed_limit_code",
    "stop_sign_code",
    "stop_mark_code",
    "impact_code",
    "damage_code",
    "airbag_code",
    "side_airbag_code",
]
PRINTED_SINCE_2022 = ["automatic_code", "support_car_code", "cognitive_test_days", "driving_practice_code"]
AS_PRINTED = [
    "weekday_code",
    "holiday_code",
    "day_night_code",
    "weather_code",
    "terrain_code",
    "surface_code",
    "road_shape_code",
    "road_width_code",
    "road_alignment_code",
    "signal_code",
    "collision_point_code",
    "zone_code",
    "median_code",
    "sidewalk_code",
    "accident_type_code",
    "route_code",
    "route_point_code",
]


def build(files: Path, out: Path) -> None:
    """Read all years of a folder and write accidents, accident_people and accident_highways as Parquet to `out`."""
    columns = pd.read_csv(DATA / "columns" / "police.csv", dtype={"party": str}, keep_default_na=False)
    prefectures = pd.read_csv(DATA / "codes" / "prefectures.csv", dtype=str)
    jis = prefectures.set_index("npa_prefecture_code")["prefecture_code"]
    years = [
        _year(files, int(path.name.removeprefix("honhyo_")[:4]), columns, jis)
        for path in sorted(files.iterdir())
        if path.name.startswith("honhyo_")
    ]
    out.mkdir(parents=True, exist_ok=True)
    for table, parts in zip(TABLES, zip(*years, strict=True), strict=True):
        pd.concat(parts, ignore_index=True).to_parquet(out / f"{table}.parquet", index=False)


def _year(
    files: Path, year: int, columns: pd.DataFrame, jis: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return accidents, people and motorway forms of one file year."""
    reports, supplements, highways = (
        _read(next(files.glob(f"{form}_{year}.*")), year, columns[columns["form"] == form])
        for form in ("honhyo", "hojuhyo", "kosokuhyo")
    )
    reports = _first_of_each(reports[_is_report(reports, jis)], ["accident_id"])
    supplements = supplements[
        (supplements["form"] == "2") & supplements["supplement_number"].str.fullmatch("[0-9]{3}")
    ]
    supplements = _first_of_each(supplements, ["accident_id", "supplement_number"])
    highways = _first_of_each(highways[highways["form"] == "3"], ["accident_id"])
    # An inner merge keeps what has a report; isin is many times slower with Arrow strings.
    supplements, highways = (
        form.merge(reports[["accident_id"]], on="accident_id") for form in (supplements, highways)
    )
    on_motorway = reports["accident_id"].isin(highways["accident_id"])
    return (
        _accidents(reports, year, jis).assign(on_motorway=on_motorway),
        _people(reports, supplements),
        highways.drop(columns=["form", *KEY]),
    )


def _read(path: Path, year: int, columns: pd.DataFrame) -> pd.DataFrame:
    """Return a form with our column names, cells stripped and padded to their digits, and accident_id."""
    table = pd.read_csv(path, encoding="cp932", dtype=str, keep_default_na=False, engine="pyarrow")
    names = columns["column_name"] + ("_" + columns["party"].str.lower()).where(columns["party"] != "", "")
    table = table.rename(columns=dict(zip(columns["header"], names, strict=True)))
    for name, width in zip(names, columns["width"], strict=True):
        if name in table:
            cells = table[name].str.strip()
            is_short = cells.str.len().between(1, width - 1) & cells.str.isdigit()
            table[name] = cells.mask(is_short, cells.str.zfill(width)) if is_short.any() else cells
    prefecture, *rest = KEY
    table["accident_id"] = f"{year}-" + table[prefecture].str.cat(table[rest], sep="-")
    return table


def _is_report(reports: pd.DataFrame, jis: pd.Series) -> pd.Series:
    """Return which rows of a 本票 file hold a usable accident."""
    is_report = (
        (reports["form"] == "1")
        & reports["npa_prefecture_code"].isin(jis.index)
        & reports["municipality_number"].str.fullmatch("[0-9]{3}")
        & reports["accident_kind"].isin(["1", "2"])
        & reports["deaths"].str.fullmatch("[0-9]{1,9}")
        & reports["injuries"].str.fullmatch("[0-9]{1,9}")
    )
    for name, width in KEY.items():
        is_report &= reports[name].str.fullmatch(f"[0-9]{{{width}}}")
    return is_report


def _first_of_each(table: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    return table.drop_duplicates(key).reset_index(drop=True)


def _accidents(reports: pd.DataFrame, year: int, jis: pd.Series) -> pd.DataFrame:
    prefecture = reports["npa_prefecture_code"].map(jis)
    return pd.DataFrame(
        {
            "accident_id": reports["accident_id"],
            "file_year": year,
            "occurred_at": _occurred_at(reports, year),
            **{name: reports[name] for name in KEY},
            "prefecture_code": prefecture,
            "municipality_code": prefecture + reports["municipality_number"],
            "fatal": reports["deaths"].astype("int32") > 0,
            "deaths": reports["deaths"].astype("int32"),
            "injuries": reports["injuries"].astype("int32"),
            **_place(reports["latitude"], reports["longitude"]),
            **{name: reports[name] for name in AS_PRINTED},
            "carriageway_code": _blank_as_missing(reports["carriageway_code"]),
            "roundabout_diameter_code": _blank_as_missing(reports["roundabout_diameter_code"]),
            "sunrise": pd.NaT,
            "sunset": pd.NaT,
            "is_sample": False,
        }
    )


def _occurred_at(reports: pd.DataFrame, year: int) -> pd.Series:
    """Return date and time; missing where they cannot be, or lie after the file's year."""
    parts = [reports[f"occurred_{part}"] for part in ("month", "day", "hour", "minute")]
    text = reports["occurred_year"].str.cat(parts, sep="-")
    time = pd.to_datetime(text, format="%Y-%m-%d-%H-%M", errors="coerce")
    return time.where(time.dt.year.between(1900, year))


def _place(latitude: pd.Series, longitude: pd.Series) -> dict[str, pd.Series]:
    """Return degrees and cells of JIS X 0410 from DDDMMSSsss; missing where that is no place in Japan."""
    north, east = _milliseconds(latitude), _milliseconds(longitude)
    in_japan = north.between(20 * 3_600_000, 46 * 3_600_000) & east.between(122 * 3_600_000, 154 * 3_600_000)
    north, east = north.where(in_japan), east.where(in_japan)
    y, x = (angle.fillna(0).to_numpy("int64") for angle in (north, east))
    mesh = y // 2_400_000 * 100 + x // 3_600_000 - 100
    mesh = mesh * 100 + y % 2_400_000 // 300_000 * 10 + x % 3_600_000 // 450_000
    mesh_1km = mesh * 100 + y % 300_000 // 30_000 * 10 + x % 450_000 // 45_000
    half = 1 + 2 * (y % 30_000 // 15_000) + x % 45_000 // 22_500
    quarter = 1 + 2 * (y % 15_000 // 7_500) + x % 22_500 // 11_250
    mesh_250m = mesh_1km * 100 + half * 10 + quarter
    return {
        "latitude": north / 3_600_000,
        "longitude": east / 3_600_000,
        "mesh_1km": pd.Series(mesh_1km).astype(str).where(in_japan),
        "mesh_250m": pd.Series(mesh_250m).astype(str).where(in_japan),
    }


def _milliseconds(angle: pd.Series) -> pd.Series:
    """Return milliseconds of arc; missing where the angle is blank or its minutes or seconds reach 60."""
    number = pd.to_numeric(angle, errors="coerce")
    minutes, seconds = number // 100_000 % 100, number % 100_000
    milliseconds = number // 10_000_000 * 3_600_000 + minutes * 60_000 + seconds
    return milliseconds.where((minutes < 60) & (seconds < 60_000))


def _people(reports: pd.DataFrame, supplements: pd.DataFrame) -> pd.DataFrame:
    """Return parties A and B of the 本票 and the rows of the 補充票, without those that are no person."""
    parties = [
        reports[["accident_id", *(f"{name}_{party}" for name in PEOPLE)]]
        .set_axis(["accident_id", *PEOPLE], axis="columns")
        .assign(party_order=order, riding_code="1", source_form="honhyo")
        for order, party in enumerate("ab", start=1)
    ]
    further = supplements.reindex(columns=["accident_id", "riding_code", *PEOPLE]).assign(
        party_order=3 + supplements.groupby("accident_id").cumcount(), source_form="hojuhyo"
    )
    people = pd.concat([*parties, further], ignore_index=True)
    people = people[~people["party_type_code"].isin(NO_PERSON)].reset_index(drop=True)
    party_type, riding = people["party_type_code"], people.pop("riding_code")
    people["role"] = np.select(
        [party_type == "61", party_type.isin(["71", "72"]), riding == "1", riding == "2", riding == "5"],
        ["pedestrian", "other", "driver", "passenger", "pedestrian"],
        default="other",
    )
    may_be_blank = [name for name in PEOPLE if name not in ("party_type_code", "injury_code")]
    people[may_be_blank] = people[may_be_blank].apply(_blank_as_missing)
    return people.assign(**dict.fromkeys(PRINTED_SINCE_2022))


def _blank_as_missing(cells: pd.Series) -> pd.Series:
    return cells.where(cells != "")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
