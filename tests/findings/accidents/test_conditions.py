import pytest

from findings.accidents.conditions import (
    Choice,
    Definition,
    Group,
    Other,
    choices,
    codes,
    conditions_of,
    group,
    how_many,
    in_scope,
    other_codes,
    others,
    recorded,
    select,
    shown_on_map,
)
from findings.accidents.years import Asked, Recorded
from queries.accidents import Selection
from queries.editions import GroupKind
from tests.findings.accidents.records import CITIES, CITY, EDITIONS, PLANS, accidents
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


KINDS: tuple[GroupKind, ...] = (
    "age",
    "party_type",
    "accident_type",
    "hours",
    "weather",
    "road_shape",
    "road_width",
)


def groups(**chosen: tuple[Choice, ...]) -> list[Group]:
    """A group for every kind, of the choices named."""
    return [Group(kind, chosen.get(kind, ()), {}) for kind in KINDS]


def selected(made: list[Group]) -> Selection:
    return select(CITY, made, year_basis="file", years=[2020], severity="fatal", with_motorway=True)


def test_a_group_has_the_codes_of_its_choices_and_of_the_other_definitions() -> None:
    found = group(KNOWN, "party_type", ["自転車", "乗用車"])
    assert found.chosen == (BICYCLE, CAR)
    assert found.codes == ["51", "03"]
    assert found.others == {"自転車（電動を含む）": ["51", "52", "03"]}
    assert group(KNOWN, "party_type", []).codes is None


def test_a_selection_asks_each_kind_for_its_own_codes() -> None:
    made = groups(**{kind: (Choice(kind, (f"{place}",), None),) for place, kind in enumerate(KINDS)})
    assert selected(made) == Selection(
        CITY,
        years=[2020],
        ages=["0"],
        party_types=["1"],
        accident_types=["2"],
        severity="fatal",
        hours=[3],
        weathers=["4"],
        road_shapes=["5"],
        road_widths=["6"],
        with_motorway=True,
    )


def test_nothing_chosen_asks_for_nothing() -> None:
    plain = select(CITY, groups(), year_basis="file", years=[], severity=None, with_motorway=False)
    assert plain == PLAIN


@pytest.mark.parametrize(
    ("chosen", "is_same"), [({"age"}, False), ({"party_type"}, False), ({"age", "party_type"}, True)]
)
def test_age_and_kind_are_asked_of_one_party(chosen: set[str], is_same: bool) -> None:
    made = groups(**dict.fromkeys(chosen, (CAR,)))
    assert conditions_of([], selected(made), made).of_same_party == is_same


def test_conditions_know_their_years_and_other_definitions() -> None:
    known = [Recorded(2021, False, 2020, 2021), Recorded(2020, True, 2020, 2021)]
    made = [
        *groups()[:-1],
        Group("road_width", (), {"幅5.5m未満": ["1"]}),
    ]
    found = conditions_of(known, PLAIN, made)
    assert found.years == Asked(frozenset({2020, 2021}), untold=frozenset({2021}))
    assert [other.definition for other in found.others] == [
        Definition.CHOICE,
        Definition.WITH_MOTORWAY,
        Definition.YEARS_OF_OCCURRENCE,
    ]
    assert found.others[0].selection.road_widths == ["1"]
    with_them = conditions_of(known, Selection(CITY, with_motorway=True), made)
    assert with_them.others[1].definition == Definition.WITHOUT_MOTORWAY_WHERE_TOLD


@pytest.mark.parametrize(
    ("municipalities", "scopes"),
    [
        ([], ("city",)),
        ([CITY], ("city",)),
        ([CITY, "07342"], ("city", "prefecture")),
        ([CITY, "07342", "08201"], ("city", "prefecture", "nation")),
    ],
)
def test_a_map_shows_as_much_as_is_recorded(
    given: Given, municipalities: list[str], scopes: tuple[str, ...]
) -> None:
    records = [one for code in municipalities for one in accidents(1, municipality_code=code)]
    database = given(
        edition=EDITIONS, plans=PLANS, city=CITIES, **({"accidents": records} if records else {})
    )
    assert shown_on_map(database) == scopes
    assert recorded(database) == scopes[-1]


def test_each_scope_counts_its_own_accidents(given: Given) -> None:
    records = accidents(1) + accidents(2, municipality_code="07342") + accidents(4, municipality_code="08201")
    database = given(edition=EDITIONS, plans=PLANS, city=CITIES, accidents=records)
    every = {scope: in_scope(database, scope, PLAIN) for scope in ("city", "prefecture", "nation")}
    assert how_many(database, every) == {"city": 1, "prefecture": 3, "nation": 7}
