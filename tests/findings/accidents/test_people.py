from datetime import datetime, time

from findings.accidents.people import (
    AgeShare,
    Item,
    PartyKind,
    Sunset,
    around_sunset,
    by_age,
    by_age_of_prefecture,
    by_kind,
    of_newer_forms,
    of_party,
)
from queries.accidents import Selection
from tests.findings.accidents.records import CITIES, CITY, EDITIONS, PLANS, accidents
from tests.findings.conftest import Given

GROUPS = [
    {"group_kind": "age", "group_no": 1, "label": "0～24歳", "codes": ["01"]},
    {"group_kind": "age", "group_no": 2, "label": "75歳以上", "codes": ["75"]},
    {"group_kind": "age", "group_no": 3, "label": "不明", "codes": ["00"]},
    {"group_kind": "party_type", "group_no": 1, "label": "乗用車", "codes": ["03"]},
]


def party(accident: dict[str, object], order: int, age: str, **columns: object) -> dict[str, object]:
    plain = {"age_code": age, "party_type_code": "03", "injury_code": "0"}
    return {"accident_id": accident["accident_id"], "party_order": order, **plain, **columns}


def edition(given: Given, people: list[dict[str, object]], records: list[dict[str, object]]) -> object:
    parties = {"accident_people": people} if people else {}
    return given(edition=EDITIONS, plans=PLANS, city=CITIES, code_groups=GROUPS, accidents=records, **parties)


def test_shares_are_of_the_people_of_known_age_of_the_same_party(given: Given) -> None:
    one, two, three, four = records = accidents(4)
    people = [
        party(one, 1, "01", injury_code="2"),
        party(two, 1, "75"),
        party(three, 1, "75", injury_code="1"),
        party(four, 1, "00"),
        party(one, 2, "01"),
    ]
    database = edition(given, people, records)
    assert by_age(database, Selection(CITY)) == [
        AgeShare("0～24歳", 1, 1, 1, 1 / 3),
        AgeShare("0～24歳", 2, 1, 0, 1.0),
        AgeShare("75歳以上", 1, 2, 1, 2 / 3),
    ]
    assert by_age_of_prefecture(database, Selection(CITY)) == []


def test_the_prefecture_stands_beside_where_its_records_are_there(given: Given) -> None:
    (own,), (other,) = accidents(1), accidents(1, municipality_code="07342")
    (abroad,) = accidents(1, municipality_code="08201")
    people = [party(own, 1, "01"), party(other, 1, "75"), party(abroad, 1, "75")]
    found = by_age_of_prefecture(edition(given, people, [own, other, abroad]), Selection(CITY))
    assert [(one.age_band, one.share) for one in found] == [("0～24歳", 0.5), ("75歳以上", 0.5)]


def test_kinds_without_a_group_have_no_number(given: Given) -> None:
    one, two = records = accidents(2)
    people = [party(one, 1, "01", injury_code="1"), party(two, 1, "01", party_type_code="99")]
    assert by_kind(edition(given, people, records), Selection(CITY)) == [
        PartyKind(1, "0～24歳", 1, "乗用車", None, 1, 1, 0),
        PartyKind(1, "0～24歳", None, "その他・不明", None, 1, 0, 0),
    ]


def test_each_party_has_its_own_rows() -> None:
    first, second = (PartyKind(party, "0～24歳", 1, "乗用車", None, 1, 0, 0) for party in (1, 2))
    assert of_party([first, second, first], 1) == [first, first]
    assert of_party([first], 2) == []


def test_items_of_newer_forms(given: Given) -> None:
    one, two = records = accidents(2, file_year=2022)
    people = [party(one, 1, "01", support_car_code="11"), party(two, 1, "01", support_car_code="11")]
    assert of_newer_forms(edition(given, people, records), Selection(CITY)) == [
        Item("サポカー", 1, "11", 2, 2022, 2022)
    ]


def test_years_around_sunset_are_added_up(given: Given) -> None:
    at = {"sunset": time(18, 0)}
    records = [
        *accidents(2, file_year=2022, occurred_at=datetime(2022, 6, 1, 18, 30), **at),
        *accidents(1, file_year=2023, occurred_at=datetime(2023, 6, 1, 17, 30), **at),
        *accidents(4, file_year=2023, occurred_at=datetime(2023, 6, 1, 9, 0), **at),
    ]
    assert around_sunset(edition(given, [], records), Selection(CITY)) == Sunset(2022, 2023, 7, 1, 2)


def test_without_the_sunset_nothing_is_said_of_it(given: Given) -> None:
    assert around_sunset(edition(given, [], accidents(3)), Selection(CITY)) is None
