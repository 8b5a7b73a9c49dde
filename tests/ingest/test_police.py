"""The reader of police files, on small files in the layouts of 2019–2021 and of 2022 on."""

import gzip
import hashlib
import random
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from jismesh.utils import to_meshcode

from ingest import police
from ingest.faults import InputError
from ingest.police.names import Form
from ingest.police.reader import Scope
from tests.ingest.police_texts import COLUMNS, PROJECT, put, text

Read = Callable[..., None]


@pytest.fixture(name="connection")
def _connection() -> Iterable[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        police.load_codes(connection, PROJECT / "data")
        yield connection


@pytest.fixture(name="read")
def _read(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> Read:
    def read(path: Path = tmp_path, scope: Scope = "city", code: str = "07207") -> None:
        police.read_police(
            connection, path, scope=scope, municipality_code=code, is_sample=True, progress=lambda _: None
        )

    return read


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def rejected(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return fetch(connection, "select line, reason from rejected_rows order by file_name, line")


def findings(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return fetch(
        connection,
        "select kind, detail, rows from ingest_findings where kind <> 'no_highway_file' order by all",
    )


def counts(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return fetch(
        connection,
        "select file_name, rows_read, rows_loaded, rows_out_of_scope, rows_rejected from ingest_files"
        " order by file_name",
    )


def numbered(count: int) -> list[dict[str, str]]:
    return [{"report_number": f"{number:04}"} for number in range(1, count + 1)]


# --- code tables


def test_code_tables_are_loaded(connection: duckdb.DuckDBPyConnection) -> None:
    assert fetch(connection, "select label from codes where column_name = 'age_code' and code = '75'") == [
        ("75歳以上",)
    ]
    assert fetch(connection, "select prefecture from prefectures where npa_prefecture_code = '25'") == [
        ("福島",)
    ]
    assert fetch(
        connection, "select name, npa_prefecture_code from municipalities where municipality_code = '07207'"
    ) == [("須賀川市", "25")]


def test_fukushima_has_its_59_municipalities(connection: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        connection,
        "select count(*), count(distinct name) from municipalities where left(municipality_code, 2) = '07'",
    ) == [(59, 59)]


def test_a_code_means_one_thing_in_a_year(connection: duckdb.DuckDBPyConnection) -> None:
    assert not fetch(
        connection,
        """
        select a.column_name, a.code, b.code
        from codes as a
        inner join codes as b
            on
                a.column_name = b.column_name
                and a.code || a.label < b.code || b.label
                and a.code <= coalesce(b.code_to, b.code)
                and b.code <= coalesce(a.code_to, a.code)
                and coalesce(a.valid_from_year, 0) <= coalesce(b.valid_to_year, 9999)
                and coalesce(b.valid_from_year, 0) <= coalesce(a.valid_to_year, 9999)
        """,
    )


def test_a_party_type_is_named_by_file_year(connection: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        connection,
        "select label, valid_from_year, valid_to_year from codes"
        " where column_name = 'party_type_code' and code = '36' order by valid_from_year",
    ) == [("二輪車－原付自転車", 2019, 2023), ("二輪車－一般原付自転車", 2024, None)]


def test_every_needed_column_of_the_schema_can_be_read(connection: duckdb.DuckDBPyConnection) -> None:
    stored = {
        name
        for (name,) in fetch(
            connection,
            "select column_name from duckdb_columns() where column_name like '%\\_code' escape '\\'"
            " and table_name in ('accidents', 'accident_people', 'accident_highways')",
        )
    }
    derived = {"prefecture_code", "municipality_code"}
    assert stored - derived <= {column.column_name for column in COLUMNS}


# --- what an accident becomes


def test_accident_of_the_2021_layout(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"deaths": "002", "accident_kind": "1", "injuries": "011"})
    read()
    (row,) = connection.execute("select * from accidents").fetch_df().to_dict("records")
    assert row["accident_id"] == "2021-25-109-0001"
    assert (row["file_year"], row["occurred_at"]) == (2021, datetime(2021, 3, 4, 17, 56))
    assert (row["npa_prefecture_code"], row["prefecture_code"], row["municipality_code"]) == (
        "25",
        "07",
        "07207",
    )
    assert (row["fatal"], row["deaths"], row["injuries"], row["on_motorway"]) == (True, 2, 11, None)
    assert row["latitude"] == pytest.approx(37 + 17 / 60 + 12.345 / 3600, abs=1e-12)
    assert row["longitude"] == pytest.approx(140 + 22 / 60 + 12.345 / 3600, abs=1e-12)
    assert (row["mesh_1km"], row["mesh_250m"]) == ("55407249", "5540724923")
    assert (row["carriageway_code"], row["roundabout_diameter_code"]) == ("1", "01")
    assert row["sunrise"] is None
    assert row["is_sample"]


def test_accident_of_the_2022_layout(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2022, {"automatic_code_b": "2", "cognitive_test_days_a": "0123"})
    read()
    assert fetch(
        connection, "select sunrise, sunset, carriageway_code, roundabout_diameter_code from accidents"
    ) == [(time(6, 2), time(17, 33), None, None)]
    assert fetch(
        connection,
        "select automatic_code, cognitive_test_days, vehicle_shape_code from accident_people"
        " order by party_order",
    ) == [("1", "0123", "01"), ("2", "0001", "01")]


def test_parties_keep_their_own_age(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"party_type_code_a": "61", "party_type_code_b": "51"})
    read()
    assert fetch(
        connection,
        "select party_order, role, age_code, party_type_code, source_form from accident_people order by 1",
    ) == [(1, "pedestrian", "75", "61", "honhyo"), (2, "driver", "35", "51", "honhyo")]


@pytest.mark.parametrize("party_type", ["00", "75", "76", "  "])
def test_things_are_no_people(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, party_type: str
) -> None:
    put(tmp_path, "honhyo", 2021, {"party_type_code_b": party_type})
    put(tmp_path, "hojuhyo", 2021, {"party_type_code": party_type}, {"supplement_number": "002"})
    read()
    assert fetch(connection, "select party_order from accident_people order by 1") == [(1,), (4,)]
    assert counts(connection)[0] == ("hojuhyo_2021.csv", 2, 2, 0, 0)


@pytest.mark.parametrize(
    ("riding", "party_type", "role"),
    [
        ("1", "03", "driver"),
        ("2", "03", "passenger"),
        ("5", "61", "pedestrian"),
        ("5", "71", "other"),
        ("5", "72", "other"),
        ("1", "61", "pedestrian"),
        ("0", "03", "other"),
    ],
)
def test_roles_of_further_people(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    riding: str,
    party_type: str,
    role: str,
) -> None:
    put(tmp_path, "honhyo", 2021, {})
    put(tmp_path, "hojuhyo", 2021, {"riding_code": riding, "party_type_code": party_type})
    read()
    assert fetch(
        connection, "select role, age_code, source_form from accident_people where party_order = 3"
    ) == [(role, None, "hojuhyo")]


def test_roles_of_a_and_b_other_than_drivers(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"party_type_code_a": "71", "party_type_code_b": "72"})
    read()
    assert fetch(connection, "select role from accident_people") == [("other",), ("other",)]


def test_further_people_follow_the_order_of_the_file(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, *numbered(2))
    put(
        tmp_path,
        "hojuhyo",
        2021,
        {"supplement_number": "002", "injury_code": "4"},
        {"report_number": "0002", "injury_code": "1"},
        {"supplement_number": "001", "injury_code": "2"},
    )
    read()
    assert fetch(
        connection,
        "select accident_id, party_order, injury_code from accident_people"
        " where party_order > 2 order by all",
    ) == [("2021-25-109-0001", 3, "4"), ("2021-25-109-0001", 4, "2"), ("2021-25-109-0002", 3, "1")]


def test_motorway_form_marks_its_accident(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, *numbered(2))
    put(tmp_path, "kosokuhyo", 2021, {"report_number": "0002", "tunnel_length": "00930"})
    read()
    assert fetch(connection, "select accident_id, on_motorway from accidents order by 1") == [
        ("2021-25-109-0001", False),
        ("2021-25-109-0002", True),
    ]
    assert fetch(connection, "select accident_id, tunnel_length, gradient_code from accident_highways") == [
        ("2021-25-109-0002", "00930", "1")
    ]
    assert findings(connection) == []


@pytest.mark.parametrize(
    ("change", "fatal", "deaths"), [({"deaths": "001"}, True, 1), ({"accident_kind": "1"}, False, 0)]
)
def test_an_accident_is_kept_whose_kind_and_deaths_contradict_each_other(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    change: dict[str, str],
    fatal: bool,
    deaths: int,
) -> None:
    put(tmp_path, "honhyo", 2021, change, {"report_number": "0002"}, {"report_number": "0003"})
    read()
    assert rejected(connection) == []
    assert findings(connection) == [("severity_mismatch", "accident_kind, deaths", 1)]
    assert fetch(connection, "select fatal, deaths from accidents order by accident_id") == [
        (fatal, deaths),
        (False, 0),
        (False, 0),
    ]


def test_without_a_motorway_file_no_accident_of_its_year_can_be_told_apart(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2020, {"occurred_year": "2020"})
    put(tmp_path, "kosokuhyo", 2020)
    put(tmp_path, "honhyo", 2021, *numbered(2))
    read()
    assert fetch(connection, "select file_year, on_motorway from accidents order by all") == [
        (2020, False),
        (2021, None),
        (2021, None),
    ]


def test_missing_motorway_file_is_noted(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, *numbered(3))
    read()
    assert fetch(connection, "select * from ingest_findings") == [
        ("honhyo_2021.csv", "no_highway_file", "kosokuhyo_2021", 3)
    ]


def test_codes_without_leading_zeros_get_them(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(
        tmp_path,
        "honhyo",
        2021,
        {
            "report_number": "1",
            "police_station_code": " 59",
            "occurred_month": "3",
            "occurred_minute": "5",
            "road_width_code": "1",
            "age_code_b": "0",
            "weather_code": " ",
            "route_code": "40",
            "party_type_code_b": "X",
        },
    )
    read()
    assert fetch(
        connection,
        "select accident_id, occurred_at, road_width_code, weather_code, route_code from accidents",
    ) == [("2021-25-059-0001", datetime(2021, 3, 4, 17, 5), "01", "", "00040")]
    assert fetch(
        connection, "select age_code, party_type_code from accident_people where party_order = 2"
    ) == [("00", "X")]


# --- time and place


@pytest.mark.parametrize(
    "change",
    [
        {"occurred_month": "02", "occurred_day": "30"},
        {"occurred_hour": "24"},
        {"occurred_minute": "60"},
        {"occurred_day": "  "},
        {"occurred_year": "2022"},
        {"occurred_year": "21"},
    ],
)
def test_impossible_time_is_dropped_and_counted(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, change: dict[str, str]
) -> None:
    put(tmp_path, "honhyo", 2021, change, {"report_number": "0002"})
    read()
    assert fetch(connection, "select count(*), count(occurred_at) from accidents") == [(2, 1)]
    assert findings(connection) == [("impossible_time", "occurred_at", 1)]


def test_accident_of_an_earlier_year_keeps_its_date(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"occurred_year": "2016"})
    read()
    assert fetch(connection, "select file_year, year(occurred_at) from accidents") == [(2021, 2016)]


@pytest.mark.parametrize(
    ("latitude", "longitude", "kind"),
    [
        ("         ", "1402212345", "no_coordinates"),
        ("371712345", "          ", "no_coordinates"),
        ("000000000", "0000000000", "no_coordinates"),
        ("000000000", "1402212345", "no_coordinates"),
        ("376012345", "1402212345", "impossible_coordinates"),
        ("371760000", "1402212345", "impossible_coordinates"),
        ("371712345", "1402260000", "impossible_coordinates"),
        ("371712345", "1406012345", "impossible_coordinates"),
        ("195959999", "1402212345", "impossible_coordinates"),
        ("460000001", "1402212345", "impossible_coordinates"),
        ("371712345", "1215959999", "impossible_coordinates"),
        ("371712345", "1540000001", "impossible_coordinates"),
        ("37171234X", "1402212345", "impossible_coordinates"),
        ("37171234", "1402212345", "impossible_coordinates"),
        # As programs rewrite numbers.
        ("371712345", "1.40221E+09", "rounded_coordinates"),
        ("371712345", "1.4022E+09", "rounded_coordinates"),
        ("371712345", "140221E+04", "rounded_coordinates"),
        ("3.71712e8", "1402212345", "rounded_coordinates"),
        ("371712345.0", "1402212345.0", "rounded_coordinates"),
        ("371712345", "1402212345.", "rounded_coordinates"),
        ("37.28", "140.37", "impossible_coordinates"),
        ("-37.286763", "140.370096", "impossible_coordinates"),
        ("140.370096", "37.286763", "impossible_coordinates"),
        ("140221234", "0371712345", "impossible_coordinates"),
        ("0.000000", "0.000000", "no_coordinates"),
    ],
)
def test_useless_coordinates_are_dropped_and_counted(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    latitude: str,
    longitude: str,
    kind: str,
) -> None:
    put(tmp_path, "honhyo", 2021, {"latitude": latitude, "longitude": longitude})
    read()
    assert fetch(connection, "select latitude, longitude, mesh_1km, mesh_250m from accidents") == [
        (None, None, None, None)
    ]
    assert findings(connection) == [(kind, "latitude, longitude", 1)]


@pytest.mark.parametrize(
    ("latitude", "longitude", "mesh"),
    [
        ("200000000", "1220000000", "3022000011"),
        ("460000000", "1540000000", "6954000011"),
        ("371500000", "1402230000", "5540730011"),
        ("371459999", "1402229999", "5540629944"),
    ],
)
def test_a_cell_begins_at_its_south_west_edge(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    latitude: str,
    longitude: str,
    mesh: str,
) -> None:
    put(tmp_path, "honhyo", 2021, {"latitude": latitude, "longitude": longitude})
    read()
    assert fetch(connection, "select mesh_250m from accidents") == [(mesh,)]


def test_cells_are_those_of_jismesh(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    chance = random.Random(20211231)
    rows = [
        {
            "report_number": f"{number:04}",
            "municipality_number": f"{number // 2:03}",  # two places cannot be far from their middle
            "latitude": f"{chance.randint(24, 44)}{chance.randint(0, 59):02}{chance.randint(0, 59999):05}",
            "longitude": f"{chance.randint(123, 145)}{chance.randint(0, 59):02}{chance.randint(0, 59999):05}",
        }
        for number in range(2000)
    ]
    put(tmp_path, "honhyo", 2021, *rows)
    read(scope="prefecture")
    found = connection.execute("select latitude, longitude, mesh_1km, mesh_250m from accidents").fetch_df()
    # Cells end at whole milliseconds of arc; half of one keeps points off the edges, where floats slip.
    north_east = 0.5 / 3_600_000
    latitude, longitude = ((found[name] + north_east).to_numpy() for name in ("latitude", "longitude"))
    assert len(latitude) == 2000
    assert [int(code) for code in found["mesh_1km"]] == to_meshcode(latitude, longitude, 3).tolist()
    assert [int(code) for code in found["mesh_250m"]] == to_meshcode(latitude, longitude, 5).tolist()


# --- rows that are refused


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"form": "2"}, "資料区分が「2」です（本票は1）"),
        ({"form": " "}, "資料区分が「」です（本票は1）"),
        ({"npa_prefecture_code": "2X"}, "都道府県コード「2X」が数字2桁ではありません"),
        ({"npa_prefecture_code": "07"}, "都道府県コード「07」は警察庁のコード表にありません"),
        ({"police_station_code": "   "}, "警察署等コード「」が数字3桁ではありません"),
        ({"report_number": "00A1"}, "本票番号「00A1」が数字4桁ではありません"),
        ({"report_number": "00001"}, "本票番号「00001」が数字4桁ではありません"),
        ({"municipality_number": "   "}, "市区町村コードがありません"),
        ({"municipality_number": "2O7"}, "市区町村コード「2O7」が数字3桁ではありません"),
        ({"accident_kind": "3"}, "事故内容「3」が1（死亡）でも2（負傷）でもありません"),
        ({"deaths": "one"}, "死者数「one」が数字ではありません"),
        ({"injuries": "-01"}, "負傷者数「-01」が数字ではありません"),
        ({"injuries": "   "}, "負傷者数「」が数字ではありません"),
        ({"weather_code": "1,1"}, "列の数が59で、見出しの58と合いません"),
        ({"weather_code": "晴"}, "半角英数字でない文字か、読めないバイトがあります"),
        ({"weather_code": "\t"}, "半角英数字でない文字か、読めないバイトがあります"),
    ],
)
def test_refused_accidents(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    change: dict[str, str],
    reason: str,
) -> None:
    put(tmp_path, "honhyo", 2021, {"report_number": "0002"}, change, {"report_number": "0003"})
    read()
    assert rejected(connection) == [(3, reason)]
    assert counts(connection) == [("honhyo_2021.csv", 3, 2, 0, 1)]


def test_raw_text_of_a_refused_row_is_kept(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    path = put(tmp_path, "honhyo", 2021, {"weather_code": "晴"})
    with path.open("ab") as file:
        file.write(b"1,25,109,\x812\r\n")
    read()
    raw = fetch(connection, "select raw from rejected_rows order by line")
    assert raw[0][0] == text("honhyo", 2021, {"weather_code": "晴"}).splitlines()[1]
    assert raw[1][0] == "1,25,109,\ufffd2"


def test_row_cut_short_is_refused(connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path) -> None:
    path = put(tmp_path, "honhyo", 2021, {})
    path.write_bytes(path.read_bytes() + b"1,25,109")
    read()
    assert rejected(connection) == [(3, "列の数が3で、見出しの58と合いません")]


@pytest.mark.parametrize(
    ("change", "words"), [({}, "内容は同じ"), ({"weather_code": "3"}, "内容は異なります")]
)
def test_second_row_of_the_same_number_is_refused(
    connection: duckdb.DuckDBPyConnection,
    read: Read,
    tmp_path: Path,
    change: dict[str, str],
    words: str,
) -> None:
    put(tmp_path, "honhyo", 2021, {"weather_code": "2"}, {"weather_code": "2", **change})
    read()
    assert rejected(connection) == [(3, f"2行目と番号が同じです（{words}）。先の行だけを取り込みます")]
    assert fetch(connection, "select weather_code from accidents") == [("2",)]


def test_a_refused_row_does_not_block_its_number(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"accident_kind": "9"}, {})
    put(tmp_path, "hojuhyo", 2021, {})
    read()
    assert counts(connection) == [("hojuhyo_2021.csv", 1, 1, 0, 0), ("honhyo_2021.csv", 2, 1, 0, 1)]


def test_same_number_at_another_station_or_year_is_another_accident(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2020, {"occurred_year": "2020"})
    put(tmp_path, "honhyo", 2021, {}, {"police_station_code": "059"})
    read()
    assert fetch(connection, "select accident_id from accidents order by 1") == [
        ("2020-25-109-0001",),
        ("2021-25-059-0001",),
        ("2021-25-109-0001",),
    ]


def test_refused_further_forms(connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path) -> None:
    put(tmp_path, "honhyo", 2021, {}, {"report_number": "0002", "accident_kind": "9"})
    put(
        tmp_path,
        "hojuhyo",
        2021,
        {},
        {},
        {"supplement_number": "   "},
        {"form": "1", "supplement_number": "002"},
        {"report_number": "0002"},
        {"report_number": "0003"},
    )
    put(tmp_path, "kosokuhyo", 2021, {}, {}, {"report_number": "0002"}, {"report_number": "0003"})
    read()
    same = "2行目と番号が同じです（内容は同じ）。先の行だけを取り込みます"
    assert fetch(
        connection,
        "select line, reason from rejected_rows where file_name = 'hojuhyo_2021.csv' order by line",
    ) == [
        (3, same),
        (4, "補充票番号「」が数字3桁ではありません"),
        (5, "資料区分が「1」です（補充票は2）"),
        (6, "本票の行が取り込めなかったため、この行も取り込めません"),
        (7, "本票が見つかりません"),
    ]
    assert fetch(
        connection,
        "select line, reason from rejected_rows where file_name = 'kosokuhyo_2021.csv' order by line",
    ) == [
        (3, same),
        (4, "本票の行が取り込めなかったため、この行も取り込めません"),
        (5, "本票が見つかりません"),
    ]
    assert fetch(connection, "select count(*) from accident_people where party_order > 2") == [(1,)]
    assert fetch(connection, "select count(*) from accident_highways") == [(1,)]


# --- scope


def test_scope(connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path) -> None:
    put(
        tmp_path,
        "honhyo",
        2021,
        {},
        {"report_number": "0002", "municipality_number": "201"},
        {"report_number": "0003", "npa_prefecture_code": "30"},
        {"report_number": "0004", "npa_prefecture_code": "30", "accident_kind": "9"},
    )
    put(
        tmp_path,
        "hojuhyo",
        2021,
        {},
        {"report_number": "0002"},
        {"report_number": "0003", "npa_prefecture_code": "30"},
        {"report_number": "0009", "npa_prefecture_code": "30"},
    )
    put(
        tmp_path,
        "kosokuhyo",
        2021,
        {},
        {"report_number": "0002"},
        {"report_number": "0003", "npa_prefecture_code": "30"},
    )
    expected: dict[Scope, tuple[int, int]] = {"city": (1, 2), "prefecture": (2, 1), "nation": (3, 0)}
    for scope, (loaded, outside) in expected.items():
        for table in ("ingest_files", "ingest_findings", "rejected_rows", "accidents", "accident_people"):
            connection.execute(f"delete from {table}")
        connection.execute("delete from accident_highways")
        read(scope=scope)
        assert counts(connection) == [
            ("hojuhyo_2021.csv", 4, loaded, outside, 1),
            ("honhyo_2021.csv", 4, loaded, outside, 1),
            ("kosokuhyo_2021.csv", 3, loaded, outside, 0),
        ]
        assert fetch(connection, "select count(*) from accidents where on_motorway") == [(loaded,)]
        assert fetch(connection, "select count(*) from accident_people") == [(3 * loaded,)]


def test_prefecture_takes_all_its_police_codes(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(
        tmp_path,
        "honhyo",
        2021,
        *[{"npa_prefecture_code": code} for code in ("10", "11", "12", "13", "14", "25")],
    )
    read(scope="prefecture", code="01101")
    assert counts(connection) == [("honhyo_2021.csv", 6, 5, 1, 0)]
    assert fetch(connection, "select distinct municipality_code from accidents") == [("01207",)]


# --- findings


def test_unknown_codes_are_kept_and_counted(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(
        tmp_path,
        "honhyo",
        2021,
        {"weather_code": "9", "party_type_code_a": "99", "party_type_code_b": "99"},
        {"report_number": "0002", "party_type_code_b": "99", "impact_code_a": "77"},
        {"report_number": "0003", "municipality_number": "201", "weather_code": "8"},
    )
    read()
    assert findings(connection) == [
        ("unknown_code", "party_type_code=99", 2),
        ("unknown_code", "weather_code=9", 1),
    ]
    assert fetch(connection, "select count(*) from accident_people where party_type_code = '99'") == [(3,)]


@pytest.mark.parametrize("code", ["A", "123", "-1"])
def test_codes_no_list_foresees_are_kept_beside_what_was_loaded_before(
    code: str, connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2020, {"occurred_year": "2020", "weather_code": "3", "age_code_b": "65"})
    put(tmp_path, "honhyo", 2021, {"weather_code": code, "age_code_b": code})
    read()
    assert fetch(connection, "select weather_code from accidents order by file_year") == [("3",), (code,)]
    ages = "select age_code from accident_people where party_order = 2 order by accident_id"
    assert fetch(connection, ages) == [("65",), (code,)]
    assert findings(connection) == [
        ("unknown_code", f"age_code={code}", 1),
        ("unknown_code", f"weather_code={code}", 1),
    ]


@pytest.mark.parametrize(
    ("year", "code", "known"),
    [(2023, "43", False), (2024, "43", True), (2023, "36", True), (2024, "36", True)],
)
def test_a_code_is_known_in_its_years_only(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, year: int, code: str, known: bool
) -> None:
    put(tmp_path, "honhyo", year, {"party_type_code_a": code})
    read()
    assert findings(connection) == ([] if known else [("unknown_code", f"party_type_code={code}", 1)])


def test_a_code_is_unknown_after_its_years(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"speed_limit_code_a": "09"})
    put(tmp_path, "honhyo", 2022, {"speed_limit_code_a": "09"})
    read()
    assert fetch(connection, "select file_name, detail from ingest_findings where kind = 'unknown_code'") == [
        ("honhyo_2022.csv", "speed_limit_code=09")
    ]


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("00010", True),
        ("09999", True),
        ("95003", True),
        ("95013", False),
        ("00003", False),
        ("000101", False),
    ],
)
def test_route_codes_are_known_by_ranges(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, code: str, known: bool
) -> None:
    put(tmp_path, "honhyo", 2021, {"route_code": code})
    read()
    assert findings(connection) == ([] if known else [("unknown_code", f"route_code={code}", 1)])


def test_headings_match_whatever_their_width_and_spaces(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    content = text("honhyo", 2021, {})
    for printed, varied in (
        ("車両形状（当事者A）", "車両形状等（当事者Ａ）"),
        ("発生日時　　年", "発生日時 年"),
        ("地点　緯度（北緯）", "地点緯度(北緯)"),
        ("速度規制（指定のみ）（当事者B）", "速度規制(指定のみ)(当事者B) "),
    ):
        assert printed in content
        content = content.replace(printed, varied)
    (tmp_path / "honhyo_2021.csv").write_bytes(content.encode("cp932"))
    read()
    assert findings(connection) == []
    assert fetch(connection, "select count(occurred_at), count(latitude) from accidents") == [(1, 1)]


def test_unknown_column_is_noted(connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path) -> None:
    header, row, _ = text("honhyo", 2021, {}).split("\r\n")
    (tmp_path / "honhyo_2021.csv").write_bytes(f"新しい項目,{header}\r\n7,{row}\r\n".encode("cp932"))
    read()
    assert findings(connection) == [("unknown_header", "新しい項目", 1)]
    assert fetch(connection, "select accident_id, latitude is not null from accidents") == [
        ("2021-25-109-0001", True)
    ]


def test_missing_column_that_is_not_needed(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    header, row, _ = text("honhyo", 2021, {}).split("\r\n")
    headings, cells = header.split(","), row.split(",")
    place = headings.index("上下線")
    del headings[place], cells[place]
    content = f"{','.join(headings)}\r\n{','.join(cells)}\r\n"
    (tmp_path / "honhyo_2021.csv").write_bytes(content.encode("cp932"))
    read()
    assert fetch(connection, "select carriageway_code, route_point_code from accidents") == [(None, "0001")]


def test_skipped_files_are_noted(connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path) -> None:
    folder = tmp_path / "事故"
    (folder / "古い資料").mkdir(parents=True)
    (folder / "codebook_2021.pdf").touch()
    (folder / "honhyo_2021.csv.bak").touch()
    path = put(folder, "honhyo", 2021, {})
    path.rename(folder / "HonHyo_2021.CSV")
    read(folder)
    assert fetch(connection, "select * from ingest_findings where kind = 'skipped_file' order by detail") == [
        ("事故", "skipped_file", "codebook_2021.pdf", 0),
        ("事故", "skipped_file", "honhyo_2021.csv.bak", 0),
        ("事故", "skipped_file", "古い資料", 0),
    ]
    assert counts(connection) == [("HonHyo_2021.CSV", 1, 1, 0, 0)]


# --- files


def test_zip_and_gz_hold_the_same(connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path) -> None:
    content = text("honhyo", 2020, {"occurred_year": "2020"}).encode("cp932")
    (tmp_path / "honhyo_2020.csv.gz").write_bytes(gzip.compress(content))
    with zipfile.ZipFile(tmp_path / "honhyo_2021.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("説明.txt", "")
        archive.writestr("../../どこか/data.CSV", text("honhyo", 2021, {}).encode("cp932"))
    read()
    assert counts(connection) == [("honhyo_2020.csv.gz", 1, 1, 0, 0), ("honhyo_2021.zip", 1, 1, 0, 0)]
    expected = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    assert dict(fetch(connection, "select file_name, sha256 from ingest_files")) == expected
    assert not list(tmp_path.parent.rglob("data.CSV"))


def test_one_file_alone(connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path) -> None:
    put(tmp_path, "honhyo", 2020, {"occurred_year": "2020"})
    read(put(tmp_path, "honhyo", 2021, {}))
    assert counts(connection) == [("honhyo_2021.csv", 1, 1, 0, 0)]


def test_utf8_with_mark_and_unix_lines(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    content = text("honhyo", 2021, {}, {"weather_code": "晴"}).replace("\r\n", "\n")
    (tmp_path / "honhyo_2021.csv").write_text(content, encoding="utf-8-sig", newline="")
    read()
    assert counts(connection) == [("honhyo_2021.csv", 2, 1, 0, 1)]
    assert "晴" in fetch(connection, "select raw from rejected_rows")[0][0]


def test_header_alone_is_a_file_of_no_rows(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021)
    put(tmp_path, "kosokuhyo", 2021)
    read()
    assert counts(connection) == [("honhyo_2021.csv", 0, 0, 0, 0), ("kosokuhyo_2021.csv", 0, 0, 0, 0)]


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("suffix", [".csv", ".csv.gz"])
def test_lines_are_numbered_as_in_the_file(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, newline: str, suffix: str
) -> None:
    rows = [
        {"police_station_code": f"{n // 10000:03}", "report_number": f"{n % 10000:04}"} for n in range(30000)
    ]
    header, *lines = text("honhyo", 2021, *rows).splitlines()
    broken = {4, 5, 9000, 22000, 29999}
    blank = {5, 12000, 29998}
    for place in broken:
        lines[place] = f"broken {place}"
    for before in sorted(blank, reverse=True):
        lines.insert(before, "")
    content = (newline.join([header, *lines, "", ""])).encode("cp932")
    assert len(content) > 4_000_000
    path = tmp_path / f"honhyo_2021{suffix}"
    path.write_bytes(gzip.compress(content) if suffix.endswith("gz") else content)
    read()
    assert counts(connection) == [(path.name, 30000, 29995, 0, 5)]
    assert fetch(connection, "select line, raw from rejected_rows order by line") == [
        (line, raw) for line, raw in enumerate([header, *lines], start=1) if raw.startswith("broken")
    ]


@pytest.mark.parametrize("blank", ["\r\n", "\r\n" * 4, "   \r\n"])
def test_blank_lines_are_no_rows_but_count_as_lines(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path, blank: str
) -> None:
    header, row, _ = text("honhyo", 2021, {}).split("\r\n")
    content = f"{header}\r\n{blank}{row}\r\n{blank}broken\r\n{blank}"
    (tmp_path / "honhyo_2021.csv").write_bytes(content.encode("cp932"))
    read()
    assert counts(connection) == [("honhyo_2021.csv", 2, 1, 0, 1)]
    assert rejected(connection)[0][0] == 3 + 2 * blank.count("\n")


def test_same_year_twice_with_the_same_content_is_read_once(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    path = put(tmp_path, "honhyo", 2021, {})
    (tmp_path / "honhyo_2021.csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    read()
    assert counts(connection) == [("honhyo_2021.csv", 1, 1, 0, 0)]
    assert fetch(connection, "select * from ingest_findings where kind = 'repeated_file'") == [
        ("honhyo_2021.csv.gz", "repeated_file", "honhyo_2021.csv", 0)
    ]


def test_progress_names_form_and_year(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(tmp_path, "hojuhyo", 2021, {})
    put(tmp_path, "honhyo", 2021, {})
    messages: list[str] = []
    police.read_police(
        connection,
        tmp_path,
        scope="city",
        municipality_code="07207",
        is_sample=False,
        progress=messages.append,
    )
    assert messages == [
        "■■■■■■■■■■□□□□□□□□□□ 本票 2021年を読んでいます…（1/2）",
        "■■■■■■■■■■■■■■■■■■■■ 補充票 2021年を読んでいます…（2/2）",
    ]
    assert fetch(connection, "select is_sample from accidents") == [(False,)]


def test_nothing_but_rows_stays_behind(
    connection: duckdb.DuckDBPyConnection, read: Read, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {})
    read()
    assert not fetch(connection, "select table_name from duckdb_tables() where temporary")


# --- files that are refused


def refused(read: Read, path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return [str(fault) for fault in caught.value.faults]


def test_missing_columns_are_listed(read: Read, tmp_path: Path) -> None:
    content = text("honhyo", 2021, {}).replace("天候", "天気").replace("死者数", "死亡者")
    path = tmp_path / "honhyo_2021.csv"
    path.write_bytes(content.encode("cp932"))
    assert refused(read, path) == [
        "honhyo_2021.csvの1行目：必要な列「死者数」「天候」がありません。"
        "警察庁のサイトからダウンロードした元のファイルを使ってください。"
    ]


def test_missing_column_is_named_as_its_year_prints_it(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "honhyo_2022.csv"
    path.write_bytes(text("honhyo", 2022, {}).replace("車両形状等（当事者B）", "形").encode("cp932"))
    assert "「車両形状等（当事者B）」" in refused(read, path)[0]


def test_column_twice(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "honhyo_2021.csv"
    path.write_bytes(text("honhyo", 2021, {}).replace("地形", "天 候", 1).encode("cp932"))
    assert any("同じ内容の列「天候」「天候」があります" in fault for fault in refused(read, path))


def test_file_without_header(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "honhyo_2021.csv"
    path.write_bytes(text("honhyo", 2021, {}).encode("cp932").split(b"\r\n", 1)[1])
    assert refused(read, path) == [
        "honhyo_2021.csvの1行目：見出し行がないか、見出しが警察庁のものではありません（「1」で始まっています）。"
        "見出しの上の行を消すか、警察庁のサイトからダウンロードした元のファイルを使ってください。"
    ]


@pytest.mark.parametrize("content", [b"", b"\r\n", b"\xef\xbb\xbf"])
def test_empty_file(read: Read, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "honhyo_2021.csv"
    path.write_bytes(content)
    assert "見出し行がありません" in refused(read, path)[0]


def test_header_in_another_encoding(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "honhyo_2021.csv"
    path.write_bytes(text("honhyo", 2021, {}).encode("utf-16"))
    assert "文字コードがUTF-16です" in refused(read, path)[0]


@pytest.mark.parametrize("kept", [0, 5, 200])
def test_truncated_gz(read: Read, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "honhyo_2021.csv.gz"
    path.write_bytes(gzip.compress(text("honhyo", 2021, *numbered(500)).encode("cp932"))[:kept] or b"x")
    assert refused(read, path) == [
        "honhyo_2021.csv.gz：圧縮ファイルを展開できません。"
        "壊れているか途中で切れているので、ダウンロードし直してください。"
    ]


def test_broken_zip(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "honhyo_2021.zip"
    path.write_bytes(b"PK no archive")
    assert "圧縮ファイルを展開できません" in refused(read, path)[0]


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ([], "中にCSVがありません"),
        (["a.csv", "b.csv"], "中にCSVが2個あり、どれを読むか決められません（「a.csv」「b.csv」）"),
    ],
)
def test_zip_needs_one_csv_to_read(read: Read, tmp_path: Path, names: list[str], problem: str) -> None:
    path = tmp_path / "honhyo_2021.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "")
        for name in names:
            archive.writestr(name, text("honhyo", 2021, {}).encode("cp932"))
    assert refused(read, path) == [
        f"honhyo_2021.zip：{problem}。honhyo_2021.csvを1個だけ入れたzipにするか、CSVのまま置いてください。"
    ]


def test_endless_line(read: Read, tmp_path: Path) -> None:
    path = put(tmp_path, "honhyo", 2021, {})
    with path.open("ab") as file:
        file.write(b"1" * 1_000_000)
    assert "改行のない長すぎる行があります" in refused(read, path)[0]


def test_same_year_twice_with_different_content(read: Read, tmp_path: Path) -> None:
    put(tmp_path, "honhyo", 2021, {})
    content = text("honhyo", 2021, {"weather_code": "2"}).encode("cp932")
    (tmp_path / "honhyo_2021.csv.gz").write_bytes(gzip.compress(content))
    assert refused(read, tmp_path) == [
        "honhyo_2021.csvとhonhyo_2021.csv.gz：どちらも本票 2021年で、内容が異なります。"
        "正しい方だけを残してください。"
    ]


@pytest.mark.parametrize("form", ["hojuhyo", "kosokuhyo"])
def test_further_form_without_its_main_form(read: Read, tmp_path: Path, form: Form) -> None:
    put(tmp_path, "honhyo", 2020, {"occurred_year": "2020"})
    put(tmp_path, form, 2021, {})
    assert refused(read, tmp_path) == [
        f"{form}_2021.csv：2021年の本票がないため読めません。"
        "honhyo_2021.csv（.csv.gz、.zip も可）を加えたフォルダーを指定してください。"
    ]


def test_file_of_another_name(read: Read, tmp_path: Path) -> None:
    path = put(tmp_path, "honhyo", 2021, {}).rename(tmp_path / "事故.csv")
    assert refused(read, path) == [
        "事故.csv：警察庁の事故データのファイル名ではありません。"
        "honhyo_2021.csv のような、警察庁が付けた名前のまま指定してください。"
    ]


def test_folder_without_police_files(read: Read, tmp_path: Path) -> None:
    (tmp_path / "readme.txt").touch()
    assert "警察庁の事故データがありません" in refused(read, tmp_path)[0]


def test_path_that_is_not_there(read: Read, tmp_path: Path) -> None:
    assert "ファイルもフォルダーもありません" in refused(read, tmp_path / "npa")[0]


def test_all_faults_are_listed_at_once(read: Read, tmp_path: Path) -> None:
    (tmp_path / "honhyo_2019.csv").touch()
    (tmp_path / "honhyo_2020.csv.gz").write_bytes(b"x")
    (tmp_path / "honhyo_2020.csv").write_bytes(b"x")
    put(tmp_path, "honhyo", 2021, {})
    (tmp_path / "hojuhyo_2021.csv").write_bytes(
        text("hojuhyo", 2021, {}).replace("人身", "心身").encode("cp932")
    )
    put(tmp_path, "kosokuhyo", 2018, {})
    faults = refused(read, tmp_path)
    assert [fault.partition("：")[0] for fault in faults] == [
        "honhyo_2020.csv.gz",
        "kosokuhyo_2018.csv",
        "honhyo_2019.csvの1行目",
        "honhyo_2020.csvの1行目",
        "hojuhyo_2021.csvの1行目",
    ]
