"""The generator of synthetic records, judged by the readers of real ones."""

import csv
import gzip
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from ingest import definitions, plan, police, reports, sample
from ingest.faults import InputError
from ingest.police.columns import read_columns
from ingest.police.names import Form
from ingest.sample import PARAMETERS
from ingest.sample import accidents as sample_accidents
from ingest.sample import reports as sample_reports
from ingest.sample import surveys as sample_surveys
from ingest.sample.choices import Choices, Weight, valid_in
from ingest.sample.sun import Sun, part_of_day, sun_on

PROJECT = Path(__file__).parents[2]
YEARS = range(2019, 2025)
FORMS: tuple[Form, ...] = ("honhyo", "hojuhyo", "kosokuhyo")
SURVEYS = ["令和元年度", "令和2年度", "令和3年度", "令和4年度", "令和5年度", "令和6年度"]
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
OLDEST, YOUNGEST, SIXTIES = "70歳以上", "18～29歳", "60～69歳"

Survey = list[dict[str, str]]


def definitions_only() -> duckdb.DuckDBPyConnection:
    """An edition with everything the project ships, and no record."""
    connection = duckdb.connect()
    connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
    data = PROJECT / "data"
    definitions.load(connection, data, definitions.read_city(data))
    police.load_codes(connection, data)
    plan.load(connection, data / "plans")
    reports.load(connection, data / "reports" / "published.csv", "5", is_sample=False)
    return connection


@pytest.fixture
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with definitions_only() as connection:
        yield connection


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic files of the usual seed."""
    target = tmp_path_factory.mktemp("sample")
    with definitions_only() as connection:
        sample.write(target, connection)
    return target


@pytest.fixture(scope="module")
def edition(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An edition into which the readers of real files took the synthetic ones."""
    with definitions_only() as connection:
        reports.load(connection, folder / "reports", "5", is_sample=True)
        police.read_police(
            connection,
            folder / "npa",
            scope="city",
            municipality_code="07207",
            is_sample=True,
            progress=lambda _: None,
        )
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> list[tuple[Any, ...]]:
    return connection.execute(query, parameters).fetchall()


def one(connection: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> Any:
    ((value,),) = rows(connection, query, **parameters)
    return value


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.csv")}


# The whole --------------------------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_bytes_and_another_seed_does_not(
    folder: Path, tmp_path: Path, empty: duckdb.DuckDBPyConnection
) -> None:
    sample.write(tmp_path / "again", empty)
    sample.write(tmp_path / "other", empty, seed=1)
    assert contents(tmp_path / "again") == contents(folder)
    other = contents(tmp_path / "other")
    assert other.keys() == contents(folder).keys()
    same = {name for name, content in contents(folder).items() if other[name] == content}
    assert same == {sample.POPULATION}, "only the residents are given, not drawn"


def test_files_are_named_as_real_ones(folder: Path) -> None:
    assert contents(folder).keys() == (
        {f"npa/{form}_{year}.csv" for form in FORMS for year in YEARS}
        | {f"reports/令和{number}年度.csv" for number in (3, 4, 5, 6)}
        | {f"surveys/{name}.csv" for name in SURVEYS}
        | {sample.POPULATION}
    )


def test_every_survey_has_its_mapping_beside_it(folder: Path) -> None:
    assert {path.stem for path in (folder / "surveys").glob("*.yaml")} == set(SURVEYS)


# Police files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("form", FORMS)
def test_police_files_have_the_layout_of_their_year(folder: Path, form: Form, year: int) -> None:
    text = (folder / "npa" / f"{form}_{year}.csv").read_bytes().decode("cp932")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    header, *lines = (line.split(",") for line in text.removesuffix("\r\n").split("\r\n"))
    columns = [column for column in read_columns() if column.form == form and column.printed_in(year)]
    assert header == [column.header for column in columns]
    assert lines
    for line in lines:
        assert [len(cell) for cell in line] == [column.width for column in columns]
    if form == "honhyo":
        assert len(header) == (58 if year < 2022 else 68)


@pytest.mark.skipif("NPA_DATA_DIR" not in os.environ, reason="NPA_DATA_DIR names no folder of police files")
@pytest.mark.parametrize(
    "real",
    [
        *(f"{form}_{year}.csv.gz" for form in FORMS for year in (2019, 2020, 2021)),
        "layout_2022/honhyo_2022.csv.gz",
    ],
)
def test_headers_are_those_of_the_real_files(folder: Path, real: str) -> None:
    with gzip.open(Path(os.environ["NPA_DATA_DIR"]) / real) as file:
        expected = file.readline().decode("cp932").strip().split(",")
    name = Path(real).name.removesuffix(".gz")
    header = (folder / "npa" / name).read_bytes().decode("cp932").splitlines()[0]
    assert header.split(",") == expected


def test_the_reader_of_police_files_takes_every_row(edition: duckdb.DuckDBPyConnection) -> None:
    read, loaded, rejected = rows(
        edition,
        "select sum(rows_read), sum(rows_loaded), sum(rows_rejected) from ingest_files"
        " where reader like '%hyo'",
    )[0]
    assert read == loaded
    assert rejected == 0
    assert one(edition, "select count(*) from rejected_rows") == 0


def test_the_only_thing_the_reader_notices_is_missing_positions(edition: duckdb.DuckDBPyConnection) -> None:
    noticed = rows(edition, "select file_name, rows from ingest_findings where kind = 'no_coordinates'")
    assert one(edition, "select count(*) from ingest_findings") == len(noticed) > 0
    assert all(count <= 2 for _, count in noticed)


def test_yearly_counts_are_plausible_and_none_is_a_real_figure(edition: duckdb.DuckDBPyConnection) -> None:
    counts = rows(
        edition,
        "select file_year, count(*), count(*) filter (not on_motorway), count(*) filter (on_motorway),"
        " count(*) filter (fatal), sum(deaths), sum(injuries)"
        " from accidents group by file_year order by file_year",
    )
    assert [year for year, *_ in counts] == list(YEARS)
    real = {2019: (3, 3, 134), 2020: (7, 7, 79), 2021: (4, 4, 126)}
    for year, accidents, on_roads, on_motorway, fatal, deaths, injuries in counts:
        assert 80 <= accidents <= 120
        assert not {accidents, on_roads} & {107, 108, 110, 81, 112, 113}
        assert 1 <= on_motorway <= 3
        assert 2 <= fatal <= 5
        assert all(
            mine != theirs
            for mine, theirs in zip((fatal, deaths, injuries), real.get(year, ()), strict=False)
        )


def test_motorway_accidents_belong_to_the_motorway_police(edition: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        edition,
        "select distinct on_motorway, police_station_code, municipality_code from accidents order by all",
    ) == [(False, "109", "07207"), (True, "059", "07207")]


def test_a_few_accidents_of_each_file_happened_late_in_the_year_before(
    edition: duckdb.DuckDBPyConnection,
) -> None:
    for year, late, total in rows(
        edition,
        "select file_year, count(*) filter (year(occurred_at) < file_year), count(*)"
        " from accidents group by file_year",
    ):
        assert 0.01 <= late / total <= 0.04, year
    assert (
        one(
            edition,
            "select count(*) from accidents where year(occurred_at) < file_year"
            " and (year(occurred_at), month(occurred_at)) <> (file_year - 1, 12)",
        )
        == 0
    )


def test_positions_lie_in_the_city(edition: duckdb.DuckDBPyConnection) -> None:
    outside = "select count(*) from accidents anti join areas on accidents.mesh_1km = areas.mesh_code"
    assert one(edition, outside + " where mesh_1km is not null") == 0


def test_accidents_gather_in_some_cells_and_in_no_cell_too_much(edition: duckdb.DuckDBPyConnection) -> None:
    cells = [
        count
        for (count,) in rows(
            edition, "select count(*) from accidents where mesh_250m is not null group by mesh_250m"
        )
    ]
    assert sum(8 <= count <= 20 for count in cells) >= 10
    assert max(cells) <= 20
    assert sum(count == 1 for count in cells) >= 100


def test_hours_have_the_peaks_of_commuting(edition: duckdb.DuckDBPyConnection) -> None:
    hours = dict(rows(edition, "select hour(occurred_at), count(*) from accidents group by all"))
    total = sum(hours.values())
    assert sum(hours[hour] for hour in (7, 8, 16, 17, 18)) / total > 0.33
    assert sum(hours.get(hour, 0) for hour in (22, 23, 0, 1, 2, 3, 4, 5)) / total < 0.12


def test_weekday_and_part_of_day_agree_with_the_time(edition: duckdb.DuckDBPyConnection) -> None:
    assert (
        one(edition, "select count(*) from accidents where weekday_code <> dayofweek(occurred_at) + 1") == 0
    )
    assert (
        one(
            edition,
            "select count(*) from accidents where sunrise is not null"
            " and day_night_code[1] <> case when cast(occurred_at as time) >= sunrise"
            " and cast(occurred_at as time) < sunset then '1' else '2' end",
        )
        == 0
    )
    by_year = "select distinct file_year >= 2022, sunrise is not null from accidents order by all"
    assert rows(edition, by_year) == [(False, False), (True, True)]


def test_snow_and_ice_are_for_winter(edition: duckdb.DuckDBPyConnection) -> None:
    months = {
        month
        for (month,) in rows(
            edition,
            "select distinct month(occurred_at) from accidents"
            " where weather_code = '5' or surface_code in ('3', '4')",
        )
    }
    assert months
    assert months <= {12, 1, 2, 3}


def test_kinds_of_accident_have_the_parties_they_need(edition: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(
        rows(
            edition, "select accident_type_code, count(*) / sum(count(*)) over () from accidents group by all"
        )
    )
    assert kinds["21"] == pytest.approx(0.85, abs=0.04)
    assert kinds["01"] == pytest.approx(0.08, abs=0.03)
    assert kinds["41"] == pytest.approx(0.07, abs=0.03)
    seconds = rows(
        edition,
        "select a.accident_type_code, p.role, count(*) from accidents as a"
        " left join accident_people as p on a.accident_id = p.accident_id and p.party_order = 2"
        " group by all",
    )
    assert {(kind, role) for kind, role, _ in seconds} == {
        ("21", "driver"),
        ("01", "pedestrian"),
        ("41", None),
    }


def test_totals_of_killed_and_hurt_are_those_of_the_people(edition: duckdb.DuckDBPyConnection) -> None:
    differing = rows(
        edition,
        "select a.accident_id from accidents as a inner join accident_people as p using (accident_id)"
        " group by a.accident_id, a.deaths, a.injuries"
        " having a.deaths <> count(*) filter (p.injury_code = '1')"
        " or a.injuries <> count(*) filter (p.injury_code = '2')",
    )
    assert differing == []
    assert one(edition, "select min(deaths + injuries) from accidents") == 1
    assert one(edition, "select avg(cast(injuries <= 1 as integer)) from accidents") > 0.7


def test_supplements_are_mostly_passengers(edition: duckdb.DuckDBPyConnection) -> None:
    share = one(
        edition,
        "select avg(cast(role = 'passenger' as integer)) from accident_people where source_form = 'hojuhyo'",
    )
    assert 0.75 <= share <= 0.88
    assert (
        one(
            edition,
            "select count(*) from accident_people where role = 'driver' and source_form = 'hojuhyo'",
        )
        >= 5
    )


def test_about_every_seventh_driver_more_at_fault_is_75_or_older(
    edition: duckdb.DuckDBPyConnection,
) -> None:
    share = one(
        edition,
        "select avg(cast(age_code = '75' as integer)) from accident_people where party_order = 1",
    )
    assert 0.12 <= share <= 0.18


def test_codes_appear_only_in_years_that_have_them(edition: duckdb.DuckDBPyConnection) -> None:
    first_years = dict(
        rows(
            edition,
            "select 'party ' || p.party_type_code, min(a.file_year) from accident_people as p"
            " inner join accidents as a using (accident_id) where p.party_type_code = '43' group by all"
            " union all"
            " select 'use ' || p.use_code, min(a.file_year) from accident_people as p"
            " inner join accidents as a using (accident_id) where p.use_code = '41' group by all",
        )
    )
    assert first_years == {"party 43": 2024, "use 41": 2022}


def test_an_unknown_place_is_named(tmp_path: Path, empty: duckdb.DuckDBPyConnection) -> None:
    empty.execute("delete from places where name = '森宿'")
    with pytest.raises(InputError, match=r"地点「森宿」がplaces\.csvにありません"):
        sample_accidents.write(tmp_path, empty, PARAMETERS, 1)


def test_places_outside_the_city_are_refused(tmp_path: Path, empty: duckdb.DuckDBPyConnection) -> None:
    empty.execute("delete from areas where mesh_code <> '55406382'")
    with pytest.raises(InputError, match="市のメッシュの中にほとんどありません"):
        sample_accidents.write(tmp_path, empty, PARAMETERS, 1)


def test_a_draw_takes_the_first_situation_known_and_else_the_usual_one() -> None:
    choices = Choices(
        [
            Weight(column_name="signal_code", situation="crossing", code="1", weight=1, leads_to="signalled"),
            Weight(column_name="signal_code", situation="always", code="7", weight=1),
        ],
        np.random.default_rng(1),
    )
    assert choices.draw("signal_code", "motorway", "crossing").leads_to == "signalled"
    assert choices.draw("signal_code", "motorway").code == "7"
    with pytest.raises(KeyError):
        choices.draw("weather_code", "winter")


def test_draws_follow_the_weights() -> None:
    choices = Choices(
        [
            Weight(column_name="weather_code", situation="always", code=code, weight=weight)
            for code, weight in (("1", 3.0), ("2", 1.0))
        ],
        np.random.default_rng(1),
    )
    drawn = [choices.draw("weather_code").code for _ in range(4000)]
    assert drawn.count("1") == pytest.approx(3000, abs=110)  # four standard deviations


@pytest.mark.parametrize(("year", "expected"), [(2021, {"51", "99"}), (2024, {"43", "51", "99"})])
def test_codes_of_other_years_are_left_out(
    empty: duckdb.DuckDBPyConnection, year: int, expected: set[str]
) -> None:
    weights = [
        Weight(column_name=column, situation="always", code=code, weight=1)
        for column, code in (("party_type_code", "43"), ("party_type_code", "51"), ("impact_code", "99"))
    ]
    assert {weight.code for weight in valid_in(empty, year, weights)} == expected


# Times of 国立天文台 for Tokyo (35.6581 N, 139.7414 E).
@pytest.mark.parametrize(
    ("day", "rise", "set_"),
    [
        (date(2024, 6, 21), 4 * 60 + 25, 19 * 60),
        (date(2024, 12, 21), 6 * 60 + 47, 16 * 60 + 32),
    ],
)
def test_the_sun_rises_and_sets_within_a_few_minutes_of_the_almanac(day: date, rise: int, set_: int) -> None:
    sun = sun_on(day, 35.6581, 139.7414)
    assert sun.rise == pytest.approx(rise, abs=4)
    assert sun.set == pytest.approx(set_, abs=4)


@pytest.mark.parametrize(
    ("minute", "expected"),
    [
        (299, "night"),
        (300, "before_sunrise"),
        (360, "dawn"),
        (420, "day"),
        (1019, "day"),
        (1020, "dusk"),
        (1080, "after_sunset"),
        (1140, "night"),
    ],
)
def test_parts_of_the_day_change_an_hour_around_sunrise_and_sunset(minute: int, expected: str) -> None:
    assert part_of_day(minute, Sun(rise=360, set=1080)) == expected


@pytest.mark.parametrize(
    ("degrees", "width", "expected"),
    [
        (37 + 21 / 60 + 25.123 / 3600, 9, "372125123"),
        (140 + 5 / 60 + 3.045 / 3600, 10, "1400503045"),
        (37.999999999, 9, "380000000"),
    ],
)
def test_angles_are_packed_as_the_police_do(degrees: float, width: int, expected: str) -> None:
    assert sample_accidents.packed(degrees, width) == expected


# Reports ----------------------------------------------------------------------------------------------------


def test_nearly_every_series_is_reported_every_year(edition: duckdb.DuckDBPyConnection) -> None:
    absent = {
        year: {
            indicator_id
            for (indicator_id,) in rows(
                edition,
                "select indicator_id from indicators anti join indicator_values as v"
                " on indicators.indicator_id = v.indicator_id and v.is_sample"
                " and year(v.period_end) - (month(v.period_end) = 3)::integer = $year"
                " where indicators.baseline_on < make_date($year, 4, 1)"
                " and not (indicators.period_type = 'plan_total' and $year = 2021)"
                " and not (indicators.calendar = 'calendar' and $year = 2021)",
                year=year,
            )
        }
        for year in range(2021, 2025)
    }
    assert all(1 <= len(missing) <= 4 for missing in absent.values())
    assert len(set(map(frozenset, absent.values()))) == 4
    assert set.intersection(*absent.values()) == set()


def test_one_series_is_stopped_with_a_reason_and_one_begins_late(edition: duckdb.DuckDBPyConnection) -> None:
    states = rows(
        edition,
        "select state, indicator_id, min(year(period_end)), bool_and(reason is not null)"
        " from indicator_values where state is not null group by all order by all",
    )
    assert [(state, has_reasons) for state, _, _, has_reasons in states] == [("中止", True), ("未着手", True)]
    assert {state: year for state, _, year, _ in states}["未着手"] == 2022


def test_no_leak_but_one(edition: duckdb.DuckDBPyConnection) -> None:
    values = rows(
        edition,
        "select value, reason is not null from indicator_values"
        " where indicator_id = '9-1' order by period_end",
    )
    assert sorted(values) == [(0, False), (0, False), (0, False), (1, True)]


def test_the_accident_indicator_is_the_count_of_the_records(edition: duckdb.DuckDBPyConnection) -> None:
    reported = rows(
        edition,
        "select year(period_end), value from indicator_values where indicator_id = '6-2' order by all",
    )
    counted = rows(
        edition,
        "select file_year, count(*) from accidents where not on_motorway and file_year >= 2022"
        " group by file_year order by file_year",
    )
    assert reported == counted
    assert len(reported) == 3


def test_line_friends_pass_the_published_figure_in_time(edition: duckdb.DuckDBPyConnection) -> None:
    published = one(
        edition, "select value from indicator_values where indicator_id = '9-12' and not is_sample"
    )
    assert published == 7365
    reported = dict(
        rows(
            edition,
            "select period_end, value from indicator_values where indicator_id = '9-12' and is_sample",
        )
    )
    assert 2528 < reported[date(2023, 3, 31)] < published < reported[date(2024, 3, 31)]


def test_values_keep_to_their_kind(edition: duckdb.DuckDBPyConnection) -> None:
    values = rows(
        edition,
        "select i.indicator_id, i.unit, i.kind, v.value, v.numerator from indicators as i"
        " inner join indicator_values as v using (plan_id, indicator_id)"
        " where v.is_sample and v.value is not null",
    )
    for indicator_id, unit, kind, value, numerator in values:
        assert value >= 0, indicator_id
        if unit == "%":
            assert value <= 100, indicator_id
        elif "/" not in unit:
            assert value == int(value), indicator_id
        if kind == "milestone":
            assert 2010 <= value <= 2013
        assert (numerator is None) == (indicator_id != "5-3")
    cumulative = [value for indicator_id, _, _, value, _ in values if indicator_id == "7-3"]
    assert len(cumulative) == 3
    assert max(cumulative) < 12


def paces(edition: duckdb.DuckDBPyConnection) -> list[tuple[str, int, float, float, bool]]:
    """Series, year, achieved share, pace and whether there is a reason, for series with a way to go."""
    return [
        (indicator_id, year, achieved, achieved / expected, has_reason)
        for indicator_id, year, achieved, expected, has_reason in rows(
            edition,
            "select i.indicator_id, year(v.period_end),"
            " (v.value - i.baseline_value) / (i.target_value - i.baseline_value),"
            " (v.period_end - i.baseline_on) / (i.target_on - i.baseline_on),"
            " v.reason is not null and v.next_step is not null"
            " from indicators as i inner join indicator_values as v using (plan_id, indicator_id)"
            " where v.is_sample and v.value is not null"
            " and i.kind in ('increase', 'decrease', 'milestone')",
        )
    ]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_story_of_a_year_has_every_kind_of_progress(
    edition: duckdb.DuckDBPyConnection, year: int
) -> None:
    of_year = [(achieved, pace) for _, when, achieved, pace, _ in paces(edition) if when == year]
    assert sum(achieved >= 1 for achieved, _ in of_year) >= 1
    assert sum(pace >= 0.6 for _, pace in of_year) > len(of_year) / 2
    assert sum(0.6 <= pace < 0.95 for _, pace in of_year) >= 4
    assert sum(0 <= pace < 0.6 for _, pace in of_year) >= 4


def test_some_series_go_backwards(edition: duckdb.DuckDBPyConnection) -> None:
    assert {indicator_id for indicator_id, _, _, pace, _ in paces(edition) if pace < 0} >= {"3-1a", "7-1b"}


def test_late_and_reversed_series_say_why_and_what_next(edition: duckdb.DuckDBPyConnection) -> None:
    silent = [
        (indicator_id, year)
        for indicator_id, year, _, pace, has_reason in paces(edition)
        if pace < 0.6 and not has_reason
    ]
    assert silent == []
    reasons = [
        text for (text,) in rows(edition, "select reason from indicator_values where reason is not null")
    ]
    assert len(reasons) == len(set(reasons))


def test_every_remark_belongs_to_a_reported_value(edition: duckdb.DuckDBPyConnection) -> None:
    with (PARAMETERS / "remarks.csv").open(encoding="utf-8") as file:
        written = {row["reason"] for row in csv.DictReader(file)}
    kept = rows(edition, "select reason from indicator_values where reason is not null")
    assert {reason for (reason,) in kept} == written


def test_departments_report_in_may(edition: duckdb.DuckDBPyConnection) -> None:
    strange = rows(
        edition,
        "select v.indicator_id from indicator_values as v"
        " inner join indicators using (plan_id, indicator_id)"
        " inner join measures as m using (plan_id, measure_id)"
        " where v.is_sample and (not list_contains(m.departments, v.department)"
        " or month(v.reported_on) <> 5 or isodow(v.reported_on) > 5"
        " or year(v.reported_on) <> year(v.period_end) + (month(v.period_end) = 12)::integer)",
    )
    assert strange == []


def test_another_plan_takes_the_usual_courses(tmp_path: Path, empty: duckdb.DuckDBPyConnection) -> None:
    empty.execute(
        "insert into plans select 'next', title, date '2025-04-01', date '2028-03-31', published from plans;"
        "insert into fields select 'next', field_no, name, page from fields;"
        "insert into measures select 'next', * exclude plan_id from measures;"
        "insert into indicators select 'next', * exclude plan_id"
        " replace (baseline_on + interval 3 year as baseline_on, target_on + interval 3 year as target_on)"
        " from indicators;"
        "update city set plan_id = 'next';"
    )
    sample_reports.write(tmp_path, empty, PARAMETERS, {}, 1)
    reports.load(empty, tmp_path, "next", is_sample=True)
    assert sorted(path.stem for path in tmp_path.iterdir()) == [
        "令和6年度",
        "令和7年度",
        "令和8年度",
        "令和9年度",
    ]
    reported = "select count(distinct indicator_id) from indicator_values where plan_id = 'next'"
    assert one(empty, reported) == 54
    assert one(empty, reported + " and (state is not null or reason is not null)") == 0


def test_an_unknown_course_is_named(tmp_path: Path, empty: duckdb.DuckDBPyConnection) -> None:
    for name in ("courses.csv", "remarks.csv"):
        (tmp_path / name).write_bytes((PARAMETERS / name).read_bytes())
    (tmp_path / "stories.csv").write_text(
        "plan_id,indicator_id,course,unreported,denominator\n5,1-1,sideways,,\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"stories\.csvの2行目「course」：経過「sideways」がありません"):
        sample_reports.write(tmp_path / "reports", empty, tmp_path, {}, 1)


# Surveys ----------------------------------------------------------------------------------------------------


def read_survey(folder: Path, name: str) -> Survey:
    content = (folder / "surveys" / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def age_class(answer: dict[str, str]) -> str:
    age = answer["年齢"]
    return CLASSES[min(max(int(age) // 10 - 2, 0), 5)] if age.isdigit() else age


def share(survey: Survey, option: str, group: str | None = None) -> float:
    """The percentage that chose an option of the question on services, of those who answered it."""
    question = "須賀川市の情報サービスを利用したことがあるもの："
    columns = [name for name in survey[0] if name.startswith(question)]
    answered = [
        answer
        for answer in survey
        if group in (None, age_class(answer)) and any(answer[name] for name in columns)
    ]
    return 100 * sum(answer[question + option] == "1" for answer in answered) / len(answered)


@pytest.mark.parametrize("name", SURVEYS)
def test_a_survey_has_as_many_answers_as_a_survey_by_mail(folder: Path, name: str) -> None:
    survey = read_survey(folder, name)
    assert 1100 <= len(survey) <= 1300
    assert [answer["回答番号"] for answer in survey] == [str(number + 1) for number in range(len(survey))]
    groups = [age_class(answer) for answer in survey]
    assert set(groups) == set(CLASSES)
    assert 60 <= groups.count(YOUNGEST) <= 80
    assert 330 <= groups.count(OLDEST) <= 380


def test_age_is_asked_in_classes_and_in_years_by_turns(folder: Path) -> None:
    asked_in_years = [
        all(answer["年齢"].isdigit() for answer in read_survey(folder, name)) for name in SURVEYS
    ]
    assert asked_in_years == [False, True, False, True, False, True]
    assert all(int(answer["年齢"]) >= 18 for answer in read_survey(folder, SURVEYS[1]))


@pytest.mark.parametrize("name", SURVEYS)
def test_no_survey_comes_near_the_published_figures(
    folder: Path, name: str, edition: duckdb.DuckDBPyConnection
) -> None:
    survey = read_survey(folder, name)
    published = rows(
        edition,
        "select o.label, nullif(a.age_group, '全体'), a.pct from survey_answers as a"
        " inner join survey_options as o using (question_id, option_no)"
        " inner join surveys as s using (survey_id) where not s.is_sample",
    )
    assert len(published) == 6
    for label, group, pct in published:
        assert abs(share(survey, label, group) - pct) >= 4, (label, group)


@pytest.mark.parametrize("name", SURVEYS)
def test_the_oldest_use_the_services_least(folder: Path, name: str) -> None:
    survey = read_survey(folder, name)
    never = {group: share(survey, "利用したことがない", group) for group in CLASSES}
    assert never[OLDEST] > never[SIXTIES] > never["50～59歳"]
    assert never[OLDEST] - never[YOUNGEST] > 40


def test_the_gap_narrows_slowly(folder: Path) -> None:
    first, last = read_survey(folder, SURVEYS[0]), read_survey(folder, SURVEYS[-1])
    gaps = [
        share(survey, "利用したことがない", OLDEST) - share(survey, "利用したことがない", YOUNGEST)
        for survey in (first, last)
    ]
    assert 3 < gaps[0] - gaps[1] < 25


@pytest.mark.parametrize("name", SURVEYS)
def test_answers_do_not_contradict_one_another(folder: Path, name: str) -> None:
    survey = read_survey(folder, name)
    services = [column for column in survey[0] if column.startswith("須賀川市の情報サービス")]
    never, *used = services
    online = [
        column
        for column in used
        if column.endswith(("公共施設予約システム", "ダウンロード", "電子申請システム"))
    ]
    assert len(online) == 3
    for answer in survey:
        assert not (answer[never] and any(answer[column] for column in used))
        if any(text for column, text in answer.items() if column.startswith("利用しない理由：")):
            assert answer[never]
        if answer["オンライン申請の満足度"]:
            assert any(answer[column] for column in online)


def test_a_service_is_asked_about_once_it_exists(folder: Path) -> None:
    asked = [
        any(column.endswith("：市公式LINE") for column in read_survey(folder, name)[0]) for name in SURVEYS
    ]
    assert asked == [False, True, True, True, True, True]


def test_people_without_a_smartphone_use_fewer_services(folder: Path) -> None:
    survey = [answer for answer in read_survey(folder, SURVEYS[-1]) if age_class(answer) == OLDEST]
    without = [answer for answer in survey if answer["スマートフォンの利用"] == "持っていない"]
    daily = [answer for answer in survey if answer["スマートフォンの利用"] == "毎日使う"]
    assert share(without, "利用したことがない") > share(daily, "利用したことがない") + 20


def test_an_option_that_was_never_published_is_named(
    tmp_path: Path, empty: duckdb.DuckDBPyConnection
) -> None:
    empty.execute("delete from survey_answers; delete from survey_options where option_no = 3")
    with pytest.raises(InputError, match="選択肢3が公表済みの調査にありません"):
        sample_surveys.write(tmp_path, empty, PARAMETERS, 1)
