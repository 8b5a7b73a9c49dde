"""One option in all surveys that asked it, from either side, and the one a reader sees first."""

from findings.divide.option import adverse, answers
from findings.divide.surveys import options
from tests.findings.divide.conftest import Surveyed

NEVER = {"question_id": "use", "option_no": 1, "label": "なし", "favourable": False}
LINE = {"question_id": "use", "option_no": 2, "label": "LINE", "favourable": True}
GENDER = {"question_id": "who", "option_no": 1, "label": "答えない", "favourable": None}
ANSWERS = {
    (2023, "use", 1): {"全体": (200, 80), "18～59歳": (100, 20), "60歳以上": (100, 60)},
    (2022, "use", 1): {"全体": (100, 30), "18～59歳": (50, None), "60歳以上": (50, None)},
    (2023, "use", 2): {"全体": (200, 50)},
    (2023, "who", 1): {"全体": (200, 10)},
}


def test_surveys_stand_oldest_first_with_all_apart_from_the_ages(surveyed: Surveyed) -> None:
    edition = surveyed([NEVER, LINE], ANSWERS, {2023: {"mode": "郵送", "population_year": 2022}})
    never, line = options(edition)
    seen = answers(edition, never)
    assert list(seen.surveys) == [2022, 2023]
    newest = seen.surveys[2023]
    assert (newest.mode, newest.population_year, newest.asked_as) == ("郵送", 2022, "use")
    assert newest.whole is not None
    assert (newest.whole.respondents, newest.whole.count, newest.whole.pct) == (200, 80, 40)
    assert [(one.age_group, one.count, one.source_id) for one in seen.ages(2023)] == [
        ("18～59歳", 20, "of2023"),
        ("60歳以上", 60, "of2023"),
    ]
    assert [one.is_hidden for one in seen.ages(2022)] == [True, True]
    assert seen.ages(2021) == []
    assert list(seen.by_age()) == [2022, 2023]
    assert answers(edition, line).by_age() == {}


def test_turned_round_counts_the_others_and_turns_what_is_better(surveyed: Surveyed) -> None:
    edition = surveyed([NEVER, LINE, GENDER], ANSWERS)
    edition.cursor().execute(
        "update survey_answers set weighted_pct = 35, effective_n = 150 where option_no = 1 and age_group = '全体'"
    )
    never, line, gender = options(edition)
    turned = answers(edition, never, is_turned=True)
    assert [one.count for one in turned.ages(2023)] == [80, 40]
    asked = turned.surveys[2023]
    assert asked.whole is not None
    assert asked.weighted is not None
    assert (asked.whole.pct, asked.weighted.pct) == (60, 65)
    assert turned.favourable is True
    assert answers(edition, never).favourable is False
    assert answers(edition, line, is_turned=True).favourable is False
    assert answers(edition, gender, is_turned=True).favourable is None


def test_how_a_survey_put_the_question_is_kept(surveyed: Surveyed) -> None:
    edition = surveyed(
        [NEVER],
        ANSWERS,
        survey_wordings=[{"survey_id": "s2022", "question_id": "use", "asked_as": "前の言い方"}],
    )
    seen = answers(edition, options(edition)[0])
    assert [asked.asked_as for asked in seen.surveys.values()] == ["前の言い方", "use"]


def test_first_is_the_worse_option_of_the_question_the_plan_prints(surveyed: Surveyed) -> None:
    other = {"question_id": "aid", "option_no": 1, "label": "頼めない", "favourable": False}
    answered = ANSWERS | {(2023, "aid", 1): {"全体": (200, 10)}}
    edition = surveyed([other, NEVER, LINE], answered)
    assert adverse(edition, options(edition)).label == "頼めない"
    edition = surveyed([other, NEVER, LINE], answered | {(None, "use", 1): {"全体": (None, None)}})
    assert adverse(edition, options(edition)).label == "なし"
    assert adverse(edition, [one for one in options(edition) if one.favourable]).label == "LINE"
