"""The rules across tables, each broken on purpose."""

from pathlib import Path

import duckdb
import pytest

from ingest import checks

CHECKS = {path.stem for path in Path(checks.__file__).parent.glob("*.sql")}

PLAN = """
insert into plans values ('5', '計画', '2022-04-01', '2025-03-31', '令和4年3月');
insert into fields values ('5', 1, '分野', 1);
insert into measures values ('5', '1-1', 1, '施策', '施策', ['課'], true, false, false, '概要', '効果', 1);
insert into measure_links values ('5', '1-1', null, 'goal', '1', null, 'editor');
"""
HIGHWAY = "insert into accident_highways select '{id}', * from (values ({codes}))".format(
    id="{id}", codes=", ".join(["'1'"] * 13)
)


def add_accident(connection: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Insert an accident with the given values; what else must not be null is 1 or false."""
    required = connection.execute(
        "select column_name, data_type from duckdb_columns() where table_name = 'accidents' and not is_nullable"
    ).fetchall()
    row = {name: data_type != "BOOLEAN" and "1" for name, data_type in required} | {"deaths": 0} | values
    names = ", ".join(row)
    connection.execute(
        f"insert into accidents ({names}) values ({', '.join(f'${name}' for name in row)})", row
    )


def add_person(connection: duckdb.DuckDBPyConnection, accident_id: str) -> None:
    connection.execute(
        "insert into accident_people (accident_id, party_order, role, party_type_code, injury_code, source_form)"
        " values ($id, 1, 'driver', '03', '4', 'honhyo')",
        {"id": accident_id},
    )


@pytest.fixture
def sound(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return an edition that meets every rule: a measure, an accident of each sort, a person, a motorway form."""
    connection.execute(PLAN)
    add_accident(connection, accident_id="a", on_motorway=False)
    add_accident(connection, accident_id="b", fatal=True, deaths=1, on_motorway=True)
    add_person(connection, "a")
    connection.execute(HIGHWAY.format(id="b"))
    return connection


def test_a_sound_edition_passes(sound: duckdb.DuckDBPyConnection) -> None:
    checks.run(sound)


BREACHES = [
    ("accidents_are_single", "insert into accidents from accidents where accident_id = 'a'"),
    ("parties_are_single", "insert into accident_people from accident_people"),
    ("only_a_and_b_have_ages", "update accident_people set source_form = 'hojuhyo', age_code = '65'"),
    ("fatal_means_deaths", "update accidents set deaths = 1 where accident_id = 'a'"),
    ("fatal_means_deaths", "update accidents set deaths = 0 where accident_id = 'b'"),
    ("measures_have_links", "update measure_links set link_kind = 'pillar'"),
    ("measures_have_links", "delete from measure_links"),
    ("motorway_means_form", "update accidents set on_motorway = true where accident_id = 'a'"),
    ("motorway_means_form", "update accidents set on_motorway = false where accident_id = 'b'"),
    ("motorway_means_form", "update accidents set on_motorway = null where accident_id = 'a'"),
    ("motorway_means_form", "update accidents set on_motorway = null"),
    ("people_have_accidents", "delete from accidents where accident_id = 'a'"),
    ("people_have_accidents", HIGHWAY.format(id="c")),
]


@pytest.mark.parametrize(("check", "breach"), BREACHES)
def test_a_breach_is_found(check: str, breach: str, sound: duckdb.DuckDBPyConnection) -> None:
    sound.execute(breach)
    with pytest.raises(RuntimeError, match=f"check {check} failed"):
        checks.run(sound)


def test_every_check_is_tried() -> None:
    assert {check for check, _ in BREACHES} == CHECKS
