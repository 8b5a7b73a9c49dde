"""Small police files in the layouts of 2019–2021 and of 2022 on, as tests write them."""

from collections.abc import Mapping
from pathlib import Path

from ingest.police.columns import read_columns
from ingest.police.names import Form

PROJECT = Path(__file__).parents[2]
COLUMNS = read_columns()

# One accident of two cars in Sukagawa; cells not named here hold a one of the column's width.
ACCIDENT = {
    "form": "1",
    "npa_prefecture_code": "25",
    "police_station_code": "109",
    "report_number": "0001",
    "accident_kind": "2",
    "deaths": "000",
    "injuries": "001",
    "route_code": "00040",
    "municipality_number": "207",
    "occurred_year": "2021",
    "occurred_month": "03",
    "occurred_day": "04",
    "occurred_hour": "17",
    "occurred_minute": "56",
    "day_night_code": "12",
    "sunrise_hour": "06",
    "sunrise_minute": "02",
    "sunset_hour": "17",
    "sunset_minute": "33",
    "stop_sign_code_a": "09",
    "stop_sign_code_b": "09",
    "stop_mark_code_a": "22",
    "stop_mark_code_b": "22",
    "age_code_a": "75",
    "age_code_b": "35",
    "party_type_code_a": "03",
    "party_type_code_b": "04",
    "accident_type_code": "21",
    "latitude": "371712345",
    "longitude": "1402212345",
}
FURTHER_PERSON = {
    "form": "2",
    "npa_prefecture_code": "25",
    "police_station_code": "109",
    "report_number": "0001",
    "supplement_number": "001",
    "party_type_code": "03",
    "riding_code": "2",
    "riding_class_code": "01",
    "injury_code": "2",
}
MOTORWAY = {
    "form": "3",
    "npa_prefecture_code": "25",
    "police_station_code": "109",
    "report_number": "0001",
    "highway_class_code": "03",
    "structure_code": "04",
}
BASES: dict[Form, Mapping[str, str]] = {"honhyo": ACCIDENT, "hojuhyo": FURTHER_PERSON, "kosokuhyo": MOTORWAY}


def text(form: Form, year: int, *rows: Mapping[str, str]) -> str:
    """Return a file in the layout of its year, each row changing what the base row of the form holds."""
    columns = [column for column in COLUMNS if column.form == form and column.printed_in(year)]
    lines = [",".join(column.header for column in columns)]
    for row in rows:
        cells = {**BASES[form], **row}
        lines.append(",".join(cells.get(column.staged_name, "1".zfill(column.width)) for column in columns))
    return "".join(f"{line}\r\n" for line in lines)


def put(folder: Path, form: Form, year: int, *rows: Mapping[str, str]) -> Path:
    path = folder / f"{form}_{year}.csv"
    path.write_bytes(text(form, year, *rows).encode("cp932"))
    return path
