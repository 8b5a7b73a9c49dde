from dataclasses import replace

import pytest

from charts.accidents import conditions
from findings.accidents.conditions import Choice, Conditions, Definition, Group, Other
from findings.accidents.years import Asked
from queries.accidents import Selection

PLAIN = Selection("07207")
OLD = Group("age", (Choice("65～74歳", ("65",), None), Choice("75歳以上", ("75",), None)), {})
BICYCLE = Group("party_type", (Choice("自転車", ("51",), "51だけ"),), {})
OTHERS = (
    Other(Definition.CHOICE, replace(PLAIN, party_types=["51", "52"]), "自転車（電動を含む）"),
    Other(Definition.WITH_MOTORWAY, replace(PLAIN, with_motorway=True)),
)


def found(selection: Selection = PLAIN, *groups: Group, untold: frozenset[int] = frozenset()) -> Conditions:
    return Conditions(selection, groups, Asked(frozenset({2020, 2021}), untold=untold), OTHERS)


def test_without_a_choice_the_ways_of_counting_are_told() -> None:
    assert conditions.in_words(found(PLAIN, Group("weather", (), {}))) == [
        "年の数え方：資料年次",
        "年：すべて",
        "高速道路（高速票のある事故）：除く",
    ]


def test_every_choice_is_told_and_what_its_words_mean() -> None:
    selection = Selection(
        "07207",
        year_basis="occurrence",
        years=[2021, 2020],
        ages=["65", "75"],
        party_types=["51"],
        severity="fatal",
        with_motorway=True,
    )
    assert conditions.in_words(found(selection, OLD, BICYCLE)) == [
        "年の数え方：発生年",
        "年：令和3年（2021年）・令和2年（2020年）",
        "当事者（A・B）の年齢層：65～74歳・75歳以上",
        "当事者の種別：自転車",
        "死亡・負傷：死亡事故のみ",
        "高速道路（高速票のある事故）：含む",
        "自転車は51だけ",
        "年齢層と種別は同じ当事者についての条件",
    ]


def test_in_short_years_ages_and_motorways_are_always_told() -> None:
    assert conditions.in_short(found(PLAIN, OLD), "city") == [
        "令和2～3年",
        "65～74歳・75歳以上",
        "高速道路を除く",
    ]
    selection = Selection("07207", year_basis="occurrence", severity="fatal", with_motorway=True)
    assert conditions.in_short(found(selection, BICYCLE), "prefecture") == [
        "発生年の令和2～3年",
        "全年齢",
        "自転車",
        "死亡事故のみ",
        "高速道路を含む",
        "県全体",
    ]
    assert conditions.in_short(found(untold=frozenset({2021})), "city")[-1].endswith(
        "（見分けられない年あり）"
    )


def test_years_that_cannot_tell_motorways_apart_are_a_condition() -> None:
    *_, last = conditions.in_words(found(untold=frozenset({2021})))
    assert last.startswith("高速道路を見分けられない年：令和3年（2021年）（高速票がない")


def test_other_definitions_have_words_and_the_first_stands_beside_charts() -> None:
    chosen = conditions.chosen(found(), "city")
    assert list(chosen.others) == ["自転車（電動を含む）", "高速道路を含む"]
    assert chosen.reference == ("自転車（電動を含む）", OTHERS[0].selection)


def test_what_only_a_card_asks_for_stands_behind_the_conditions() -> None:
    chosen = conditions.chosen(found(), "prefecture")
    assert chosen.with_map_of("東県") == [*chosen.conditions, "地図の範囲：東県"]
    assert chosen.of_cell("5540726922") == [*chosen.conditions, "250m区画：5540726922"]


@pytest.mark.parametrize("definition", [each for each in Definition if each != Definition.CHOICE])
def test_every_definition_has_words(definition: Definition) -> None:
    one = replace(found(), others=(Other(definition, PLAIN),))
    (name,) = conditions.chosen(one, "city").others
    assert name == conditions.DEFINITIONS[definition]
