"""Reasons for not using services and the measures that answer them."""

from dataclasses import replace

import pytest

from findings.divide.measures import Answering
from findings.divide.reasons import Reason, ReasonQuestion, by_age, named, questions, rivals
from findings.divide.shares import Share
from findings.divide.surveys import Answer, Option
from tests.findings.divide.conftest import Surveyed

COURSE = Answering("2-6", "講座", "達成", "「分からない」に応えます。")
BOTH = Answering("9-1", "窓口", "順調", "「分からない」と「不安」に応えます。")


def given(label: str, number: int, counts: dict[str, tuple[int | None, int | None]]) -> list[Answer]:
    option = Option("why", "理由", "multiple", number, label, None)
    return [
        Answer(
            option,
            "理由",
            None,
            Share(
                2024,
                age,
                n,
                count,
                100 * count / n if n and count is not None else None,
                is_hidden=count is None,
            ),
        )
        for age, (n, count) in counts.items()
    ]


WORRY = given("不安", 1, {"全体": (200, 40), "18～59歳": (100, 10), "60歳以上": (100, 30)})
UNKNOWN = given(
    "分からない", 2, {"全体": (200, 90), "18～39歳": (40, 10), "40～59歳": (60, 20), "60歳以上": (100, 60)}
)
SECRET = given("その他", 3, {"全体": (None, None), "18～59歳": (None, None), "60歳以上": (None, None)})


def test_the_most_frequent_first_without_hidden_ones_and_with_what_answers_them() -> None:
    found = named([*WORRY, *UNKNOWN, *SECRET], [COURSE, BOTH])
    assert [(one.label, one.count, one.respondents, one.pct) for one in found] == [
        ("分からない", 90, 200, 45),
        ("不安", 40, 200, 20),
    ]
    assert [one.answered_by for one in found] == [[COURSE, BOTH], [BOTH]]
    assert (found[1].low, found[1].high) == pytest.approx((15.05, 26.08), abs=0.01)
    assert named(SECRET, [COURSE]) == []


def test_rivals_are_those_that_chance_may_have_put_behind_the_first() -> None:
    first = Reason("分からない", 90, 200, 45.0, 38.3, 51.9, [])
    near, far = replace(first, low=30.0, high=38.3), replace(first, low=30.0, high=38.2)
    assert rivals([first, near, far]) == [near]


def test_by_age_all_stand_in_the_classes_they_share_and_hidden_ones_follow() -> None:
    found = by_age([*SECRET, *WORRY, *UNKNOWN])
    assert list(found) == ["不安", "分からない", "その他"]
    assert [(one.age_group, one.count) for one in found["分からない"]] == [("18～59歳", 30), ("60歳以上", 60)]
    assert [one.is_hidden for one in found["その他"]] == [True, True]


def test_questions_for_reasons_have_only_options_that_are_neither_good_nor_bad(surveyed: Surveyed) -> None:
    whole = {"全体": (10, 5)}
    edition = surveyed(
        [
            {"question_id": "why", "option_no": 1, "label": "不安", "favourable": None},
            {"question_id": "mixed", "option_no": 1, "label": "ない", "favourable": False},
            {"question_id": "mixed", "option_no": 2, "label": "ある", "favourable": None},
            {"question_id": "one", "option_no": 1, "label": "一つ", "favourable": None, "kind": "single"},
        ],
        {
            (year, name, number): whole
            for year in (2023, 2024)
            for name, number in (("why", 1), ("mixed", 1), ("mixed", 2), ("one", 1))
        },
    )
    assert questions(edition) == [ReasonQuestion(2024, "why"), ReasonQuestion(2023, "why")]
