from dataclasses import replace
from datetime import datetime

import pytest

from findings.accidents.years import (
    Asked,
    Bases,
    Break,
    Nearest,
    Recorded,
    Way,
    YearCount,
    asked,
    bases,
    compared,
    counts,
    in_part,
    incomplete,
    known_years,
    marks,
    nearest,
    per_year,
    untold,
    untold_files,
)
from queries.accidents import Selection
from tests.findings.accidents.records import CITIES, CITY, accidents
from tests.findings.conftest import Given

RECORDS = [
    *accidents(10, file_year=2019),
    *accidents(1, file_year=2020, fatal=True, deaths=2, injuries=3),
    *accidents(2, file_year=2020, on_motorway=True),
    *accidents(1, file_year=2021, on_motorway=None),
    *accidents(1, file_year=2021, occurred_at=datetime(2020, 12, 31, 23)),
]
TWO = [Bases(2020, 85, 81, 86, 82, 81.0, "context"), Bases(2021, 121, 112, 118, 109, 112.0, "plan")]


def test_years_say_whether_they_tell_motorways_apart(given: Given) -> None:
    edition = given(city=CITIES, accidents=RECORDS)
    assert known_years(edition, "file") == [
        Recorded(2021, False, 2019, 2021),
        Recorded(2020, True, 2019, 2021),
        Recorded(2019, True, 2019, 2021),
    ]
    assert untold_files(edition) == {2021}
    assert untold(known_years(edition, "occurrence")) == {2021}


def test_the_first_year_of_occurrence_before_the_files_and_the_last_are_not_whole() -> None:
    years = [Recorded(year, True, 2019, 2021) for year in (2021, 2020, 2019, 2018)]
    assert incomplete(years, "occurrence") == {2018, 2021}
    assert incomplete(years, "file") == set()


def test_a_year_has_its_level_only_where_it_is_compared(given: Given) -> None:
    edition = given(city=CITIES, accidents=RECORDS)
    asked_for = Asked(frozenset({2019, 2020, 2021}), frozenset({2021}), frozenset({2021}))
    first, second, third = per_year(edition, Selection(CITY), asked_for)
    assert (first.year, first.accidents) == (2019, 10)
    assert first.level == pytest.approx((4.795, 18.390), abs=0.001)  # Garwood's interval of 10
    assert (second.accidents, second.fatal_accidents, second.deaths, second.injuries) == (1, 1, 2, 3)
    assert (second.is_incomplete, second.is_untold) == (False, False)
    assert third == YearCount(2021, 2, 0, 0, 2, None, is_incomplete=True, is_untold=True)


def test_only_years_that_can_be_compared_are(given: Given) -> None:
    edition = given(city=CITIES, accidents=RECORDS)
    asked_for = Asked(frozenset({2021, 2020, 2019}), incomplete=frozenset({2019}), untold=frozenset({2021}))
    rows = per_year(edition, Selection(CITY), asked_for)
    assert compared(rows, asked_for) == {2020: 1}
    assert counts(edition, Selection(CITY, with_motorway=True)) == {2019: 10, 2020: 3, 2021: 2}


def test_a_part_has_zeros_in_the_years_of_the_whole(given: Given) -> None:
    records = [{**one, "mesh_250m": "x" if one["file_year"] == 2019 else "y"} for one in RECORDS]
    edition = given(city=CITIES, accidents=records)
    asked_for = Asked(frozenset({2021, 2020, 2019}), untold=frozenset({2021}))
    found = in_part(edition, Selection(CITY).in_cells(["x"]), asked_for)
    assert [(one.year, one.accidents, one.is_untold) for one in found] == [
        (2019, 10, False),
        (2020, 0, False),
    ]
    assert found[1].level == pytest.approx((0, 3.689), abs=0.001)


def test_changes_of_forms_and_times_are_marks(given: Given) -> None:
    days = (
        (datetime(2022, 1, 1), None, "様式", "npa", "accidents"),
        (datetime(2020, 1, 1), datetime(2021, 12, 31), "流行", "who", "all"),
        (datetime(2020, 1, 1), None, "改選", "city", "goals"),
    )
    names = ("starts_on", "ends_on", "label", "source_id", "topic")
    found = marks(given(events=[dict(zip(names, one, strict=True)) for one in days]))
    assert found.breaks == (Break(2022, "様式"),)
    (period,) = found.periods
    assert (period.label, period.begins) == ("流行", 2019.5)
    assert period.ends == pytest.approx(2021.5, abs=0.003)
    assert found.sources == ("who", "npa")


def test_ways_of_counting_without_a_published_figure(given: Given) -> None:
    first, second, third = bases(given(city=CITIES, accidents=RECORDS))
    assert first == Bases(2019, 10, 10, 10, 10, None, None)
    assert second == Bases(2020, 3, 1, 4, 2, None, None)
    assert third == Bases(2021, 2, None, 1, None, None, None)
    assert third.counted(Way.BY_FILE_YEAR_WITHOUT_MOTORWAY) is None
    assert third.counted(Way.BY_FILE_YEAR) == 2


def test_the_nearest_way_of_counting_has_the_smallest_misses() -> None:
    assert nearest(TWO) == Nearest((Way.BY_FILE_YEAR_WITHOUT_MOTORWAY,), 2)
    included = [replace(one, published=float(one.by_file_year)) for one in TWO]
    assert nearest(included) == Nearest((Way.BY_FILE_YEAR,), 2)
    under = [replace(TWO[0], published=90.0), replace(TWO[1], published=100.0)]
    assert nearest(under) == Nearest((Way.BY_YEAR_OF_OCCURRENCE_WITHOUT_MOTORWAY,), 2)  # misses 8 and 9


def test_equally_near_ways_are_all_named() -> None:
    equal = [replace(one, by_file_year=one.by_file_year_without_motorway or 0) for one in TWO]
    assert nearest(equal) == Nearest((Way.BY_FILE_YEAR_WITHOUT_MOTORWAY, Way.BY_FILE_YEAR), 2)


def test_one_year_that_all_ways_can_count_proves_nothing() -> None:
    assert nearest(TWO[1:]) is None
    assert nearest([TWO[0], replace(TWO[1], published=None)]) is None
    assert nearest([TWO[0], replace(TWO[1], by_year_of_occurrence_without_motorway=None)]) is None


KNOWN = [
    Recorded(2021, False, 2019, 2021),
    Recorded(2020, True, 2019, 2021),
    Recorded(2019, True, 2019, 2021),
]


def test_years_asked_for_are_those_chosen_or_all() -> None:
    assert asked(KNOWN, Selection(CITY)) == Asked(
        frozenset({2019, 2020, 2021}), frozenset(), frozenset({2021})
    )
    assert asked(KNOWN, Selection(CITY, years=[2020])) == Asked(frozenset({2020}))
    assert asked(KNOWN, Selection(CITY, with_motorway=True)).untold == frozenset()
    assert asked(KNOWN, Selection(CITY, year_basis="occurrence", years=[2020])).incomplete == {2021}


def test_compared_are_whole_years_that_are_alike() -> None:
    found = Asked(frozenset({2018, 2019, 2020, 2021}), frozenset({2017, 2018}), frozenset({2021}))
    assert (found.compared, found.partial, found.unlike) == ({2019, 2020}, {2018}, {2021})


def test_where_no_whole_year_is_told_all_of_them_are_compared() -> None:
    found = Asked(frozenset({2020, 2021}), frozenset(), frozenset({2020, 2021}))
    assert (found.compared, found.unlike) == ({2020, 2021}, frozenset())
