"""The divide in one figure: from the newest survey, else from what the plan printed."""

from findings.divide.headline import divide_headline
from tests.findings.divide.conftest import Surveyed

NEVER = {"question_id": "use", "option_no": 1, "label": "なし", "favourable": False}
PRINTED = {(None, "use", 1): {"全体": (None, None)}}


def counts(young: int | None, old: int | None) -> dict[str, tuple[int | None, int | None]]:
    return {"全体": (400, 100), "18～59歳": (200, young), "60歳以上": (200, old)}


def test_the_newest_gap_with_its_way_since_the_first_and_the_last(surveyed: Surveyed) -> None:
    edition = surveyed(
        [NEVER],
        {
            (2021, "use", 1): counts(20, 120),
            (2022, "use", 1): counts(20, 110),
            (2023, "use", 1): counts(20, 80),
        },
    )
    found = divide_headline(edition)
    assert found.gap is not None
    assert (found.gap.year, found.gap.points) == (2023, 30)
    assert found.since_first is not None
    assert (found.since_first.earlier.year, found.since_first.points) == (2021, -20)
    assert found.last is not None
    assert (found.last.earlier.year, found.last.points) == (2022, -15)
    assert found.never == []


def test_one_survey_has_a_gap_and_no_change(surveyed: Surveyed) -> None:
    found = divide_headline(surveyed([NEVER], {(2023, "use", 1): counts(20, 80)}))
    assert found.gap is not None
    assert (found.since_first, found.last) == (None, None)


def test_two_surveys_are_compared_once(surveyed: Surveyed) -> None:
    found = divide_headline(
        surveyed([NEVER], {(2022, "use", 1): counts(20, 110), (2023, "use", 1): counts(20, 80)})
    )
    assert found.since_first is not None
    assert (found.since_first.points, found.last) == (-15, None)


def test_a_hidden_newest_survey_is_not_replaced_by_an_older_one(surveyed: Surveyed) -> None:
    found = divide_headline(
        surveyed([NEVER], {(2022, "use", 1): counts(20, 80), (2023, "use", 1): counts(None, None)})
    )
    assert (found.gap, found.since_first) == (None, None)


def test_without_surveys_there_is_what_the_plan_printed(surveyed: Surveyed) -> None:
    edition = surveyed([NEVER], PRINTED)
    edition.cursor().execute("update survey_answers set pct = 42.1, suppressed = false")
    found = divide_headline(edition)
    assert found.gap is None
    assert [(one.age_group, one.pct) for one in found.never] == [("全体", 42.1)]


def test_a_change_between_older_surveys_is_not_told_of_a_hidden_newest_one(surveyed: Surveyed) -> None:
    found = divide_headline(
        surveyed(
            [NEVER],
            {
                (2020, "use", 1): counts(20, 120),
                (2021, "use", 1): counts(20, 110),
                (2022, "use", 1): counts(20, 80),
                (2023, "use", 1): counts(None, None),
            },
        )
    )
    assert (found.gap, found.since_first, found.last) == (None, None, None)
