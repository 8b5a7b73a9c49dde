"""Whether a gap closes: known answers, every verdict, and a planner that keeps its promise."""

import numpy as np
import pytest

from stats.divide.gaps import Trend, answers_needed, answers_needed_twice, change, trend, verdict
from stats.divide.inequality import around, difference

YEARS = [2019, 2020, 2021, 2022, 2023, 2024]
ERRORS = [0.040, 0.042, 0.039, 0.041, 0.044, 0.040]


def test_the_errors_of_two_surveys_add_as_squares() -> None:
    moved = change(around(0.50, 0.03), around(0.40, 0.04))
    assert moved[:2] == pytest.approx((-0.10, 0.05))
    assert moved.interval == pytest.approx((-0.198, -0.002), abs=1e-4)


def test_a_change_between_two_gaps_of_nothing_has_the_width_of_both() -> None:
    """0 of 10 and 0 of 20 each time: Newcombe's -0.1611 to 0.2775, and both distances in squares."""
    gap = difference(0, 10, 0, 20)
    moved = change(gap, gap)
    half = np.hypot(0.1611, 0.2775)
    assert moved.value == 0
    assert moved.interval == pytest.approx((-half, half), abs=1e-4)
    assert verdict(gap, gap, trend([2019, 2020, 2021], [gap] * 3)) == "unclear"


def test_a_gap_that_vanished_has_the_same_verdict_whichever_side_it_was_on() -> None:
    wide, none = difference(0.9, 60, 0.2, 60), difference(0, 60, 0, 60)
    assert verdict(wide, none, None) == verdict(wide.turned(), none, None) == "smaller"
    assert verdict(none, wide, None) == verdict(none, wide.turned(), None) == "larger"


@pytest.mark.parametrize(
    ("earlier", "later", "slope", "said"),
    [
        (0.50, 0.35, -0.03, "narrowed"),
        (0.35, 0.50, 0.03, "widened"),
        (0.50, 0.45, -0.03, "unclear"),
        (-0.50, -0.35, 0.03, "narrowed"),
        (-0.35, -0.50, -0.03, "widened"),
        (0.30, -0.03, -0.03, "narrowed"),
        (-0.03, 0.30, 0.03, "widened"),
        (0.30, -0.30, -0.03, "reversed"),
        (0.05, -0.05, -0.03, "unclear"),
        (0.50, 0.35, -0.01, "smaller"),
        (0.50, 0.35, 0.03, "smaller"),
        (0.50, 0.35, None, "smaller"),
        (0.35, 0.50, 0.01, "larger"),
        (-0.50, -0.35, 0.01, "smaller"),
    ],
)
def test_every_verdict(earlier: float, later: float, slope: float | None, said: str) -> None:
    over_all = None if slope is None else Trend(around(slope, 0.01), 1)
    assert verdict(around(earlier, 0.03), around(later, 0.04), over_all) == said


def test_the_trend_is_that_of_statsmodels() -> None:
    """statsmodels 0.15.0, WLS with weights 1/SE^2, cov_type='fixed scale'; 14 digits."""
    gaps = [0.60, 0.62, 0.57, 0.58, 0.55, 0.56]
    fitted = trend(YEARS, [around(*pair) for pair in zip(gaps, ERRORS, strict=True)])
    assert fitted.slope.value == pytest.approx(-0.011027549176788, abs=1e-12)
    assert fitted.slope.standard_error == pytest.approx(0.009731189010373, abs=1e-12)
    assert fitted.scatter == 1


def test_scatter_beyond_chance_widens_the_interval_as_statsmodels_does() -> None:
    """The same with the scale estimated: sqrt(scale) 2.6016144659970, SE 0.0253168021007."""
    gaps = [0.60, 0.72, 0.47, 0.63, 0.45, 0.60]
    fitted = trend(YEARS, [around(*pair) for pair in zip(gaps, ERRORS, strict=True)])
    assert fitted.slope[:2] == pytest.approx((-0.015993966618888, 0.025316802100737), abs=1e-12)
    assert fitted.scatter == pytest.approx(2.601614465997)


def test_the_interval_of_a_trend_knows_that_its_scatter_is_learnt_from_few_surveys() -> None:
    """Student's 97.5 % quantile with 4 degrees of freedom is 2.776445; the normal one 1.959964 is the least."""
    scattered = trend(
        YEARS, [around(g, e) for g, e in zip([0.60, 0.72, 0.47, 0.63, 0.45, 0.60], ERRORS, strict=True)]
    )
    half = 2.776445 * 0.025316802100737
    assert scattered.slope.interval == pytest.approx(
        (-0.015993966618888 - half, -0.015993966618888 + half), abs=1e-6
    )
    straight = trend(YEARS, [around(0.60 - 0.01 * place, error) for place, error in enumerate(ERRORS)])
    assert straight.slope.interval == pytest.approx(around(*straight.slope[:2]).interval)


@pytest.mark.parametrize("surveys", [3, 4, 6])
@pytest.mark.parametrize("out_of_line", [0.0, 1.0, 4.0])
def test_the_interval_of_a_trend_holds_what_it_promises(surveys: int, out_of_line: float) -> None:
    """4,000 times surveys whose gaps stray from a straight line by nothing, by one and by four times their error."""
    random = np.random.default_rng(11)
    years = list(range(surveys))
    gaps = -0.02 * np.arange(surveys) + random.normal(
        0, 0.04 * np.hypot(1, out_of_line), size=(4_000, surveys)
    )
    held = np.mean(
        [
            fitted.lower <= -0.02 <= fitted.upper
            for fitted in (trend(years, [around(gap, 0.04) for gap in row]).slope.interval for row in gaps)
        ]
    )
    assert 0.94 <= held <= 0.995


@pytest.mark.parametrize(
    ("years", "error"), [([2019, 2020], 0.1), ([2019, 2019, 2019], 0.1), ([1, 2, 3], 0.0)]
)
def test_a_trend_needs_three_years_and_errors(years: list[int], error: float) -> None:
    with pytest.raises(ValueError, match=r"needed|needs"):
        trend(years, [around(0.1, error) for _ in years])


def test_the_planner_by_hand() -> None:
    """z = 1.959964 + 0.841621; V = 0.6 x 0.4 + 0.08 x 0.92; 0.3136 / ((0.15 / z)^2 - 0.04^2) = 247.6."""
    needed = answers_needed(around(0.54, 0.04), (0.60, 0.08), 0.15)
    assert needed.answers == 248
    assert needed.smallest == pytest.approx(0.1121, abs=1e-4)


def test_no_number_of_answers_mends_the_last_survey() -> None:
    assert answers_needed(around(0.54, 0.04), (0.60, 0.08), 0.11).answers is None
    assert answers_needed(around(0.54, 0.04), (0.60, 0.08), 0.113).answers is not None


def test_a_planned_survey_sees_the_change_in_80_percent() -> None:
    """10,000 pairs of surveys; the gap falls from 50 to 35 points, the last survey's group size is given."""
    random = np.random.default_rng(8)
    before, after, people = (0.60, 0.10), (0.50, 0.15), 300
    last = difference(before[0], people, before[1], people)
    answers = answers_needed(last, after, 0.15).answers
    assert answers is not None
    old = random.binomial(people, before, size=(10_000, 2)) / people
    new = random.binomial(answers, after, size=(10_000, 2)) / answers
    seen = np.mean(
        [
            change(difference(a, people, b, people), difference(c, answers, d, answers)).interval.upper < 0
            for (a, b), (c, d) in zip(old, new, strict=True)
        ]
    )
    assert 0.78 <= seen <= 0.83


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": 0.0},
        {"shares": (0.5, 1.2)},
        {"shares": (-0.1, 0.5)},
        {"power": 0.0},
        {"power": 1.0},
        {"level": 0.0},
        {"level": 1.0},
    ],
)
def test_impossible_plans_are_refused(wrong: dict[str, object]) -> None:
    arguments = {"last": around(0.5, 0.04), "shares": (0.6, 0.1), "points": 0.2} | wrong
    with pytest.raises(ValueError, match="must"):
        answers_needed(**arguments)
    with pytest.raises(ValueError, match="must"):
        answers_needed_twice(**{name: value for name, value in arguments.items() if name != "last"})


def test_two_surveys_of_one_size_by_hand() -> None:
    """2 x (0.25 + 0.25) x (2.801585 / 0.1)^2 = 784.9; twenty points need a quarter of it."""
    assert answers_needed_twice((0.5, 0.5), 0.10) == 785
    assert answers_needed_twice((0.5, 0.5), 0.20) == 197


def test_shares_of_nobody_and_everybody_need_one_answer() -> None:
    assert answers_needed(around(1.0, 0.01), (0.0, 1.0), 0.15).answers == 1
    assert answers_needed_twice((0.0, 1.0), 0.15) == 1


def test_every_survey_of_a_trend_needs_a_year() -> None:
    with pytest.raises(ValueError, match="needed"):
        trend([2019, 2020, 2021, 2022], [around(0.1, 0.1)] * 3)
