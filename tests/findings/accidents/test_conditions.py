import pytest

from findings.accidents.conditions import Choice, Definition, Other, choices, codes, other_codes, others
from findings.accidents.years import Asked
from queries.accidents import Selection
from tests.findings.accidents.records import CITY
from tests.findings.conftest import Given

CAR, BICYCLE, ELECTRIC = (
    Choice("乗用車", ("03",), None),
    Choice("自転車", ("51",), "51だけ"),
    Choice("自転車（電動を含む）", ("51", "52"), None),
)
KNOWN = [CAR, BICYCLE, ELECTRIC]
TWO = Asked(frozenset({2020, 2021}))
PLAIN = Selection(CITY)


def test_choices_stand_in_their_order(given: Given) -> None:
    rows = [
        {"group_kind": kind, "group_no": number, "label": label, "codes": list(codes), "definition": told}
        for kind, number, label, codes, told in (
            ("party_type", 2, "自転車", ("51",), "51だけ"),
            ("party_type", 1, "乗用車", ("03",), None),
            ("age", 1, "0～24歳", ("01",), None),
        )
    ]
    assert choices(given(code_groups=rows), "party_type") == [CAR, BICYCLE]


def test_several_choices_are_all_their_codes() -> None:
    assert codes(KNOWN, ["自転車", "乗用車"]) == ["51", "03"]
    assert codes(KNOWN, []) == []


def test_another_definition_is_a_choice_over_the_same_codes() -> None:
    assert other_codes(KNOWN, ["乗用車", "自転車"]) == {"自転車（電動を含む）": ["03", "51", "52"]}
    assert other_codes(KNOWN, ["自転車", "自転車（電動を含む）"]) == {}
    assert other_codes(KNOWN, ["乗用車"]) == {}


def test_conditions_have_another_way_of_counting_years_and_motorways() -> None:
    assert others(PLAIN, {2020}, TWO, roads={}, parties={}) == [
        Other(Definition.WITH_MOTORWAY, Selection(CITY, with_motorway=True)),
        Other(Definition.YEARS_OF_OCCURRENCE, Selection(CITY, year_basis="occurrence")),
    ]
    by_day = Selection(CITY, year_basis="occurrence")
    assert others(by_day, set(), TWO, roads={}, parties={}) == [Other(Definition.FILE_YEARS, PLAIN)]


@pytest.mark.parametrize(
    ("told", "definition"),
    [({2020, 2021}, Definition.WITHOUT_MOTORWAY), ({2021}, Definition.WITHOUT_MOTORWAY_WHERE_TOLD)],
)
def test_without_motorways_counts_only_years_that_tell_them(told: set[int], definition: Definition) -> None:
    found = others(Selection(CITY, with_motorway=True), told, TWO, roads={}, parties={})
    assert found[0] == Other(definition, PLAIN)


def test_other_choices_stand_first() -> None:
    road, party, *_ = others(PLAIN, {2020}, TWO, roads={"幅5.5m未満": ["1"]}, parties={"自転車": ["51"]})
    assert road == Other(Definition.CHOICE, Selection(CITY, road_widths=["1"]), "幅5.5m未満")
    assert party == Other(Definition.CHOICE, Selection(CITY, party_types=["51"]), "自転車")
