"""Every item and class of age of one survey against the average of the ages."""

import pytest

from findings.divide.ages import Inhabitants
from findings.divide.questions import Cell, behind, cells, columns_of, most_behind
from findings.divide.shares import Share
from findings.divide.surveys import Answer, Option
from stats.divide.inequality import gap_to_average

AGES = ("18～39歳", "40～59歳", "60歳以上")
COLUMNS = [18, 40, 60]
NEVER = Option("use", "使ったもの", "multiple", 1, "なし", False)
LINE = Option("use", "使ったもの", "multiple", 2, "LINE", True)
OTHER = Option("use", "使ったもの", "multiple", 3, "その他", None)
DAILY = Option("phone", "スマホ", "single", 1, "毎日", True)
SOMETIMES = Option("phone", "スマホ", "single", 2, "ときどき", True)
NOT = Option("phone", "スマホ", "single", 3, "使わない", False)


def given(
    option: Option, *counts: int | None, ages: tuple[str, ...] = AGES, respondents: int = 200
) -> list[Answer]:
    return [
        Answer(
            option,
            option.wording,
            None,
            Share(
                2024,
                age,
                respondents if count is not None else None,
                count,
                None if count is None or not respondents else 100 * count / respondents,
                is_hidden=count is None,
            ),
        )
        for age, count in zip(ages, counts, strict=True)
    ]


def test_more_of_the_worse_and_less_of_the_better_is_behind() -> None:
    whole = given(NEVER, 180, ages=("全体",), respondents=600)
    found = cells([*whole, *given(NEVER, 20, 40, 120), *given(LINE, 120, 100, 20)], [], COLUMNS, None)
    assert [(one.item, one.age_group, one.standing) for one in found] == [
        ("なし", "18～39歳", "better"),
        ("なし", "40～59歳", "better"),
        ("なし", "60歳以上", "worse"),
        ("LINE", "18～39歳", "better"),
        ("LINE", "40～59歳", "better"),
        ("LINE", "60歳以上", "worse"),
    ]
    worst = found[2]
    assert worst.behind == pytest.approx(30)
    low, high = gap_to_average(2, [0.1, 0.2, 0.6], [200, 200, 200]).interval
    assert (worst.low, worst.high) == pytest.approx((100 * low, 100 * high))
    assert found[5].behind == pytest.approx(100 * (240 / 600 - 0.1))


def test_all_cells_are_tested_at_once() -> None:
    """A cell that stands out alone does not among many: the interval stays, the standing does not."""
    alone = cells(given(NEVER, 40, 40, 60), [], COLUMNS, None)
    assert alone[2].standing == "worse"
    crowd = [Option("use", "使ったもの", "multiple", number, f"{number}", False) for number in range(2, 30)]
    many = cells(
        [*given(NEVER, 40, 40, 60), *(one for option in crowd for one in given(option, 40, 40, 40))],
        [],
        COLUMNS,
        None,
    )
    assert many[2].standing == "unclear"
    assert many[2].low == alone[2].low
    assert many[2].low is not None
    assert many[2].low > 0


@pytest.mark.parametrize(("counts", "standing"), [((20, 21, 36), "worse"), ((20, 20, 35), "unclear")])
def test_corrected_is_for_the_cells_that_can_be_compared(counts: tuple[int, ...], standing: str) -> None:
    """Five: the first would not stand out among six, the second would among four."""
    lower = [
        gap_to_average(2, [n / 200 for n in counts], [200] * 3, confidence=1 - 0.05 / tests).interval.lower
        for tests in (4, 5, 6)
    ]
    assert lower[2] < 0 < lower[0]
    assert (lower[1] > 0) == (standing == "worse")
    two_of_three = [*given(LINE, 100, 100, ages=AGES[:2]), *given(LINE, 0, ages=AGES[2:], respondents=0)]
    hidden = given(Option("use", "使ったもの", "multiple", 4, "窓口", True), None, None, None)
    found = cells([*given(NEVER, *counts), *two_of_three, *hidden], [], COLUMNS, None)
    assert found[2].standing == standing


def test_good_answers_of_a_single_question_are_one_item() -> None:
    found = cells(
        [*given(DAILY, 150, 100, 0), *given(SOMETIMES, 40, 60, 50), *given(NOT, 10, 40, 150)],
        [],
        COLUMNS,
        None,
    )
    assert [(one.item, one.pct) for one in found] == [
        ("スマホ（毎日・ときどき）", 95),
        ("スマホ（毎日・ときどき）", 80),
        ("スマホ（毎日・ときどき）", 25),
    ]


def test_an_item_is_hidden_where_one_of_its_answers_is() -> None:
    found = cells([*given(DAILY, 150, 100, 50), *given(SOMETIMES, None, None, None)], [], COLUMNS, None)
    assert {(one.standing, one.pct) for one in found} == {("hidden", None)}
    assert all(one.is_hidden for one in found)
    assert behind(found) == []


def test_wider_classes_cover_several_columns_and_silence_has_two_reasons() -> None:
    wide = given(LINE, 100, 30, ages=("18～59歳", "60歳以上"))
    nobody = [*given(NEVER, 20, 40, ages=AGES[:2]), *given(NEVER, 0, ages=AGES[2:], respondents=0)]
    found = cells([*nobody, *wide], [], COLUMNS, None)
    assert [(one.first, one.last) for one in found] == [(0, 0), (1, 1), (2, 2), (0, 1), (2, 2)]
    assert [one.standing for one in found][2] == "empty"
    hidden = cells(given(LINE, None, None, ages=("18～59歳", "60歳以上")), [], COLUMNS, None)
    assert [(one.standing, one.first, one.last) for one in hidden] == [("hidden", 0, 1), ("hidden", 2, 2)]


def test_neither_good_nor_bad_is_no_item() -> None:
    assert cells(given(OTHER, 20, 40, 120), [], COLUMNS, None) == []


def test_people_are_the_inhabitants_who_do_not_use_it() -> None:
    people = [Inhabitants(2024, age, number) for age, number in zip(AGES, (1000, 2000, 3000), strict=True)]
    found = cells([*given(NEVER, 20, 40, 120), *given(LINE, 120, 100, 20)], people, COLUMNS, 2024)
    assert [one.people for one in found] == pytest.approx([100, 400, 1800, 400, 1000, 2700])
    assert {one.people for one in cells(given(NEVER, 20, 40, 120), people, COLUMNS, 2020)} == {None}


def test_columns_are_the_first_ages_of_all_classes() -> None:
    whole = Answer(NEVER, "", None, Share(2024, "全体", 400, 100, 25.0))
    assert (
        columns_of([whole, *given(NEVER, 1, 2, 3), *given(LINE, 1, 2, ages=("18～59歳", "60歳以上"))])
        == COLUMNS
    )


def test_the_farthest_behind_come_first_and_most_often_behind_is_one_class() -> None:
    def cell(age: str, behind: float, standing: str = "worse") -> Cell:
        return Cell("x", age, 0, 0, 100, 50.0, standing, behind)  # type: ignore[arg-type]

    found = [
        cell("若", 1.0),
        cell("高", 3.0),
        cell("高", 2.0),
        cell("若", 9.0, "unclear"),
        cell("中", 9.0, "better"),
    ]
    assert [one.behind for one in behind(found)] == [3, 2, 1]
    assert most_behind(found) == ("高", 2)
    assert most_behind(found[3:]) is None
    assert len(behind([cell("若", 1.0)] * 20)) == 15
