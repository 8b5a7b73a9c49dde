"""The gap between youngest and oldest, in one survey, between two and over all; and what the next one needs."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from findings.divide import gaps
from findings.divide.gaps import comparison
from findings.divide.option import Answers, Asked
from findings.divide.planner import needed, needed_twice
from findings.divide.shares import Share
from findings.divide.surveys import Option, YearlySurvey, options
from stats.divide.inequality import Estimate, difference
from stats.intervals import Interval
from tests.findings.divide.conftest import Surveyed

NEVER = Option("use", "使ったもの", "multiple", 1, "なし", False)
YOUNG, OLD = "18～59歳", "60歳以上"


def share(year: int, age: str, respondents: int, count: int | None) -> Share:
    pct = None if count is None else 100 * count / respondents
    return Share(year, age, respondents, count, pct, is_hidden=count is None, source_id=f"of{year}")


def answers(
    counts: Mapping[int, tuple[int | None, int | None]],
    option: Option = NEVER,
    *,
    asked_as: Mapping[int, str] | None = None,
    mode: Mapping[int, str | None] | None = None,
) -> Answers:
    """Two hundred answers a class; `counts` are those of youngest and oldest who chose the option."""
    return Answers(
        option,
        False,
        {
            year: Asked(
                year,
                (asked_as or {}).get(year, "使ったもの"),
                (mode or {}).get(year),
                None,
                None,
                None,
                [share(year, YOUNG, 200, young), share(year, OLD, 200, old)],
            )
            for year, (young, old) in counts.items()
        },
    )


@pytest.mark.parametrize(
    ("ends", "is_clear"),
    [((0.0, 0.1), False), ((-0.1, 0.0), False), ((0.001, 0.1), True), ((-0.1, -0.001), True)],
)
def test_an_interval_that_touches_zero_is_not_clear(ends: tuple[float, float], is_clear: bool) -> None:
    seen = answers({2023: (20, 120)})
    found = gaps.gap(seen, seen.ages(2023), 2023)
    assert found is not None
    touching = replace(found, estimate=Estimate(sum(ends) / 2, 0.02, Interval(*ends)))
    assert touching.is_clear() is is_clear


def test_the_gap_is_that_of_the_shares_as_shown_turned_to_the_worse_off() -> None:
    seen = answers({2023: (20, 120)})
    found = gaps.gap(seen, seen.ages(2023), 2023)
    assert found is not None
    assert (found.youngest, found.oldest, found.shares, found.points) == (YOUNG, OLD, (10, 60), 50)
    low, high = difference(0.6, 200, 0.1, 200).interval
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))
    assert found.is_clear()
    assert found.higher_first()[:3] == (OLD, YOUNG, 50)


def test_a_favourable_option_is_read_the_other_way_round() -> None:
    line = Option("use", "使ったもの", "multiple", 2, "LINE", True)
    seen = answers({2023: (120, 20)}, line)
    found = gaps.gap(seen, seen.ages(2023), 2023)
    assert found is not None
    assert found.points == 50
    assert found.low > 0
    assert found.higher_first()[:3] == (YOUNG, OLD, 50)
    younger = gaps.gap(answers({2023: (20, 120)}, line), answers({2023: (20, 120)}).ages(2023), 2023)
    assert younger is not None
    assert younger.points == -50
    assert younger.is_clear()
    assert younger.higher_first() == (
        OLD,
        YOUNG,
        50,
        pytest.approx(-younger.high),
        pytest.approx(-younger.low),
    )


def test_a_faint_gap_is_not_clear_and_a_hidden_one_is_none() -> None:
    seen = answers({2023: (20, 22), 2024: (None, None)})
    faint = gaps.gap(seen, seen.ages(2023), 2023)
    assert faint is not None
    assert not faint.is_clear()
    assert gaps.gap(seen, seen.ages(2024), 2024) is None
    assert gaps.gap(seen, seen.ages(2023)[:1], 2023) is None


def test_surveys_with_hidden_classes_are_kept_without_numbers() -> None:
    found = comparison(answers({2021: (20, 120), 2022: (None, None), 2023: (20, 100)}))
    assert list(found.gaps) == [2021, 2023]
    assert [one.year for one in found.shares()] == [2021, 2021, 2023, 2023]
    every = found.with_hidden()
    assert list(every) == [2021, 2022, 2023]
    assert [(one.age_group, one.is_hidden, one.pct) for one in every[2022]] == [
        (YOUNG, True, None),
        (OLD, True, None),
    ]


def test_the_change_is_later_less_earlier_with_what_else_differs() -> None:
    modes = {2021: "郵送", 2023: "Web"}
    found = comparison(answers({2021: (20, 120), 2023: (20, 80)}, asked_as={2021: "前の言い方"}, mode=modes))
    change = gaps.change(found, 2021, 2023)
    assert (change.earlier.points, change.later.points, change.points) == (50, 30, -20)
    assert change.low < -20 < change.high < 0
    assert change.verdict == "smaller"  # two surveys alone never show that it goes on
    assert change.unlike == ["wording", "mode"]
    unknown = comparison(answers({2021: (20, 120), 2023: (20, 80)}, mode={2021: "郵送"}))
    assert gaps.change(unknown, 2021, 2023).unlike == []


def test_a_gap_that_shrinks_in_every_survey_has_narrowed() -> None:
    found = comparison(answers({2021: (20, 140), 2022: (20, 110), 2023: (20, 80), 2024: (20, 50)}))
    assert gaps.change(found, 2021, 2024).verdict == "narrowed"
    last = gaps.last_change(found)
    assert last is not None
    assert (last.earlier.year, last.later.year) == (2023, 2024)
    trend = gaps.trend(found)
    assert trend is not None
    assert trend.surveys == 4
    assert trend.points == pytest.approx(-15, abs=0.2)
    assert trend.low < trend.points < trend.high < 0
    assert not trend.is_scattered


def test_of_two_surveys_there_is_no_trend_and_no_other_last_change() -> None:
    found = comparison(answers({2021: (20, 120), 2023: (20, 80)}))
    assert gaps.trend(found) is None
    assert gaps.last_change(found) is None


def test_comparable_are_the_options_two_surveys_published(surveyed: Surveyed) -> None:
    both = {"18～59歳": (200, 20), "60歳以上": (200, 120)}
    hidden = {"18～59歳": (200, None), "60歳以上": (200, None)}
    edition = surveyed(
        [
            {"question_id": "use", "option_no": 1, "label": "なし", "favourable": False},
            {"question_id": "use", "option_no": 2, "label": "LINE", "favourable": True},
        ],
        {(2022, "use", 1): both, (2023, "use", 1): both, (2022, "use", 2): both, (2023, "use", 2): hidden},
    )
    assert [one.label for one in gaps.comparable(edition, options(edition))] == ["なし"]


def test_two_new_surveys_need_785_answers_for_ten_points() -> None:
    """2 V z^2 / d^2 with V = 0.5, z = 1.95996 + 0.84162, d = 0.1: 784.9."""
    assert needed_twice(10).answers == 785
    assert needed_twice(10).smallest is None
    assert needed_twice(20).answers == 197


def test_the_next_survey_is_sent_to_as_many_as_the_last_needed_for_an_answer() -> None:
    found = comparison(answers({2021: (20, 120), 2023: (20, 80)}))
    sent = needed(found, [YearlySurvey("t", 2021, "調査", 9_000), YearlySurvey("s", 2023, "調査", 1_000)], 20)
    assert sent.answers is not None
    assert sent.sent == pytest.approx(1_000 * sent.answers / 200, abs=100)
    assert sent.sent % 100 == 0
    assert needed(found, [YearlySurvey("s", 2023, "調査")], 20).sent is None
    impossible = needed(found, [YearlySurvey("s", 2023, "調査", 1_000)], 1)
    assert (impossible.answers, impossible.sent) == (None, None)
    z, error = 1.959964 + 0.841621, found.gaps[2023].estimate.standard_error
    assert impossible.smallest == pytest.approx(100 * z * error, rel=1e-5)


def test_of_equal_shares_the_older_class_is_named_first() -> None:
    seen = answers({2023: (60, 60)})
    found = gaps.gap(seen, seen.ages(2023), 2023)
    assert found is not None
    assert found.higher_first() == (OLD, YOUNG, 0, found.low, found.high)
