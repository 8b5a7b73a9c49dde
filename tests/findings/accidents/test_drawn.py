"""Whatever is chosen, a map shows only cells of the part it is drawn from."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import queries
from findings.accidents.cells import LEAST_DRAWN, counted
from findings.accidents.compared import compared
from findings.accidents.conditions import choices, group, in_scope, select
from findings.accidents.drawn import CITY_BY_DIGITS, Part, drawn
from findings.accidents.ground import ground
from findings.accidents.hotspots import counts, expected
from findings.accidents.rankings import density
from findings.accidents.records import coarse_cells
from findings.city import city
from queries import Connection
from queries.accidents import Selection

KINDS = ("age", "party_type", "accident_type", "hours", "weather", "road_shape", "road_width")


@pytest.fixture(scope="module", params=["sample_edition", "real_edition"])
def edition(request: pytest.FixtureRequest) -> Iterator[Connection]:
    path: Path = request.getfixturevalue(request.param)
    with queries.connect(path) as connection:
        yield connection


def selections(edition: Connection) -> Iterator[Selection]:
    """Yield selections of the city by the first choices of every filter, on both ways of counting years."""
    code = city(edition).municipality_code

    def select_by(*kinds_and_labels: tuple[str, list[str]], **asked) -> Selection:
        given = dict(kinds_and_labels)
        groups = [group(choices(edition, kind), kind, given.get(kind, [])) for kind in KINDS]
        usual = {"year_basis": "file", "years": [], "severity": None, "with_motorway": True}
        return select(code, groups, **usual | asked)

    yield select_by()
    yield select_by(year_basis="occurrence")
    yield select_by(with_motorway=False)
    yield select_by(severity="fatal")
    for kind in KINDS:
        yield from (select_by((kind, [choice.label])) for choice in choices(edition, kind)[:3])


def test_every_cell_of_every_map_is_in_its_part(edition: Connection) -> None:
    here = ground(edition)
    cells = compared(edition, here)
    parts = {part: set(drawn(edition, part)) for part in Part}
    asked = list(selections(edition))
    assert len(asked) > 20
    for selection in asked:
        shown = set(counted(edition, selection, here.names).codes)
        assert shown <= parts[Part.CITY]
        for digits, part in CITY_BY_DIGITS.items():
            assert {cell.name.cell for cell in counts(edition, cells, selection, digits=digits)} <= parts[
                part
            ]
        wider = in_scope(edition, "prefecture", selection)
        several = counted(edition, wider, here.names, least=LEAST_DRAWN["prefecture"])
        assert set(several.codes) <= parts[Part.PREFECTURE]
        everywhere = coarse_cells(edition, in_scope(edition, "nation", selection))
        assert set(everywhere.rows["mesh_10km"]) <= parts[Part.NATION]


def test_places_are_expected_in_the_whole_city_and_counted_where_accidents_are(edition: Connection) -> None:
    cells = compared(edition, ground(edition))
    parts = {part: set(drawn(edition, part)) for part in Part}
    assert parts[Part.CITY] < parts[Part.CITY_WHOLE]
    for selection in selections(edition):
        found = expected(edition, cells, selection)
        shown = found.shown if found else ()
        assert {cell.name.cell for cell in shown} <= parts[Part.CITY_WHOLE]
        assert {cell.name.cell for cell in shown if cell.accidents} <= parts[Part.CITY]
    (first, *_) = selections(edition)
    assert {cell.name.cell for cell in density(edition, cells, first, 1000.0)} <= parts[Part.CITY_WHOLE]


def test_no_part_holds_a_cell_twice_or_out_of_order(edition: Connection) -> None:
    for part in Part:
        codes = drawn(edition, part)
        assert list(codes) == sorted(set(codes))
        assert {len(code) for code in codes} == {
            next(
                (digits for digits, of_city in CITY_BY_DIGITS.items() if of_city == part),
                6 if part == Part.NATION else 10,
            )
        }
    assert set(chain(drawn(edition, Part.CITY))) == {
        code for code in drawn(edition, Part.CITY) if code[:9] in drawn(edition, Part.CITY_500M)
    }


def test_an_edition_without_records_has_parts_without_cells(empty_edition: Path) -> None:
    with queries.connect(empty_edition) as connection:
        assert {drawn(connection, part) for part in Part} == {()}
