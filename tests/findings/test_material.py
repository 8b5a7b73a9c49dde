"""What came, changed or went in surveys and accidents, of tables given by hand."""

from findings.material import ChangedAnswer, Material, YearOfRecords, between
from queries import Connection
from tests.findings.conftest import Given

CITY = {
    "edition": [{"edition_id": "e", "kind": "real"}],
    "city": [{"plan_id": "5", "municipality_code": "07207", "name": "須賀川市", "prefecture_code": "07",
              "prefecture": "福島県"}],
    "plans": [{"plan_id": "5"}],
}  # fmt: skip
QUESTION = [{"question_id": "q1", "wording": "使ったことがありますか"}]
OPTIONS = [
    {"question_id": "q1", "option_no": 1, "label": "ある"},
    {"question_id": "q1", "option_no": 2, "label": "ない"},
]


def survey(
    survey_id: str, year: int | None, respondents: int, *shares: float
) -> dict[str, list[dict[str, object]]]:
    return {
        "surveys": [{"survey_id": survey_id, "title": f"{survey_id}の調査", "year": year}],
        "survey_answers": [
            {"survey_id": survey_id, "question_id": "q1", "option_no": number, "group_kind": kind, "age_group": kind,
             "respondents": respondents, "pct": share, "suppressed": False}
            for number, share in enumerate(shares, start=1)
            for kind in ("all", "age2")
        ],
    }  # fmt: skip


def accident(year: int, number: int, *, on_motorway: bool = False) -> dict[str, object]:
    return {"accident_id": f"{year}-{number}", "file_year": year, "municipality_code": "07207", "fatal": False,
            "deaths": 0, "injuries": 1, "on_motorway": on_motorway}  # fmt: skip


def file(name: str, reader: str, sha256: str = "a") -> dict[str, object]:
    return {"file_name": name, "reader": reader, "sha256": sha256, "is_sample": False, "rows_read": 1,
            "rows_loaded": 1, "rows_out_of_scope": 0, "rows_rejected": 0}  # fmt: skip


def edition(given: Given, **tables: list[dict[str, object]]) -> Connection:
    return given(**CITY, survey_questions=QUESTION, survey_options=OPTIONS, **tables)


def test_the_same_material_differs_in_nothing(given: Given) -> None:
    tables = survey("s1", 2023, 100, 40.0, 60.0) | {"accidents": [accident(2021, 1)]}
    assert between(edition(given, **tables), edition(given, **tables)) == Material((), ())


def test_a_survey_comes_and_goes(given: Given) -> None:
    one, other = edition(given), edition(given, **survey("s1", 2023, 100, 40.0, 60.0))
    (came,), (went,) = between(one, other).surveys, between(other, one).surveys
    assert (came.is_new, came.is_gone, came.before, came.after) == (True, False, None, 100)
    assert (went.is_new, went.is_gone, went.before, went.after) == (False, True, 100, None)
    assert came.has_new_files
    assert came.shares == ()  # there was nothing to differ from


def test_other_answers_of_as_many_people_are_named_as_without_new_files(given: Given) -> None:
    files = {"ingest_files": [file("a.csv", "survey")]}
    before = edition(given, **survey("s1", 2023, 100, 40.0, 60.0), **files)
    (found,) = between(before, edition(given, **survey("s1", 2023, 100, 41.0, 60.0), **files)).surveys
    assert found.shares == (ChangedAnswer("使ったことがありますか", "ある", 40.0, 41.0),)
    assert (found.changed, found.has_new_files) == (1, False)
    more = edition(given, **survey("s1", 2023, 110, 41.0, 60.0), **files)
    assert between(before, more).surveys[0].has_new_files
    corrected = {"ingest_files": [file("a.csv", "survey", "b")]}
    (found,) = between(before, edition(given, **survey("s1", 2023, 100, 41.0, 60.0), **corrected)).surveys
    assert found.has_new_files


def test_an_answer_of_one_age_alone_changes_the_survey_but_no_share_of_the_city(given: Given) -> None:
    tables = survey("s1", 2023, 100, 40.0)
    before = edition(given, **tables)
    first, second = tables["survey_answers"]
    after = edition(
        given, **(tables | {"survey_answers": [first, second | {"suppressed": True, "pct": None}]})
    )
    (found,) = between(before, after).surveys
    assert (found.changed, found.shares) == (1, ())


def test_years_of_records_come_change_and_go_with_or_without_files(given: Given) -> None:
    old = [accident(2020, 1), accident(2021, 1), accident(2021, 2, on_motorway=True)]
    new = [accident(2021, 1), accident(2022, 1)]
    before = edition(given, accidents=old, ingest_files=[file("honhyo_2021.csv", "honhyo")])
    files = [
        file("honhyo_2021.csv", "honhyo"),
        file("honhyo_2022.csv", "honhyo"),
        file("a_2021.csv", "survey"),
    ]
    came, changed, went = between(before, edition(given, accidents=new, ingest_files=files)).years
    assert (came.year, came.before, came.after) == (2022, None, YearOfRecords(2022, 1, 0, 1, 1))
    assert (changed.before, changed.after) == (
        YearOfRecords(2021, 2, 0, 2, 1),
        YearOfRecords(2021, 1, 0, 1, 1),
    )
    assert (went.year, went.after) == (2020, None)
    assert [one.has_new_files for one in (came, changed, went)] == [True, False, False]


def test_a_file_that_names_no_year_can_be_of_every_year(given: Given) -> None:
    before = edition(given, accidents=[accident(2021, 1)])
    after = edition(
        given,
        accidents=[accident(2021, 1), accident(2021, 2)],
        ingest_files=[file("honhyo.csv", "honhyo")],
    )
    (found,) = between(before, after).years
    assert found.has_new_files
