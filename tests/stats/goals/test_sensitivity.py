"""The four rules, against the table "exactly halfway at half time" and against each other."""

from dataclasses import replace
from datetime import date

import pytest

from stats.goals.judgements import Judgement, judge
from stats.goals.reports import Report
from stats.goals.sensitivity import RULES, differing, growth_ratio, measure_states, rulings
from stats.goals.series import Series
from tests.stats.goals.made import BASELINE_ON, HALF_TIME, TARGET_ON, THRESHOLDS, series


def falling(baseline: float, target: float) -> Series:
    return series("decrease", baseline, target, direction="at_most")


def judged(own: Series, value: float, day: date = HALF_TIME, state: str | None = None) -> Judgement:
    begins = date(day.year - (day.month < 4), 4, 1)
    earlier = [Report(date(year + 1, 3, 31), 0) for year in range(2022, begins.year)]
    reports = [*earlier, Report(day, value, state)]
    return judge(own, reports, begins, date(begins.year + 1, 3, 31), THRESHOLDS)


def states(own: Series, value: float, day: date = HALF_TIME) -> dict[str, str | None]:
    found = rulings(own, judged(own, value, day), THRESHOLDS)
    assert tuple(one.rule for one in found) == RULES
    return {one.rule: one.state or one.undefined for one in found}


@pytest.mark.parametrize(
    ("measure", "baseline", "target", "growth"),
    [
        ("1-1", 208, 600, "1.30"),
        ("2-6", 1, 8, "1.64"),
        ("9-14", 4, 30, "1.62"),
        ("9-3", 3_500_000, 4_000_000, "1.03"),
        ("9-13", 875, 400, "0.82"),
    ],
)
def test_halfway_at_half_time(measure: str, baseline: float, target: float, growth: str) -> None:
    own = series("increase", baseline, target) if target > baseline else falling(baseline, target)
    found = {one.rule: one for one in rulings(own, judged(own, (baseline + target) / 2), THRESHOLDS)}
    assert f"{found['baseline_path'].score:.2f}" == "1.00"
    assert f"{found['growth'].score:.2f}" == growth
    assert found["growth"].state == ("順調" if float(growth) >= 0.95 else "やや遅れ")


def test_the_zero_baseline_of_2_2_has_no_growth_and_0001_would_invent_one() -> None:
    found = {
        one.rule: one
        for one in rulings(series("increase", 0, 6), judged(series("increase", 0, 6), 3), THRESHOLDS)
    }
    assert f"{found['baseline_path'].score:.2f}" == "1.00"
    assert (found["growth"].state, found["growth"].undefined) == (None, "zero_baseline")
    assert f"{growth_ratio(0.001, 3, 6, 2, 4):.1f}" == "6.9"


@pytest.mark.parametrize(
    ("baseline", "target", "share"),
    [
        (208, 600, "34.7%"),
        (1, 8, "12.5%"),
        (4, 30, "13.3%"),
        (350, 400, "87.5%"),
        (875, 400, "45.7%"),
        (0, 6, "0.0%"),
    ],
)
def test_the_share_of_the_target_on_the_first_day(baseline: float, target: float, share: str) -> None:
    own = series("increase", baseline, target) if target > baseline else falling(baseline, target)
    first_day = Judgement("順調", "nothing_expected_yet", BASELINE_ON, baseline, achieved=0.0, expected=0.0)
    ratio = rulings(own, first_day, THRESHOLDS)[3]
    assert f"{ratio.score:.1%}" == share


def test_the_path_from_the_plans_start_expects_less_at_half_time() -> None:
    # 730 of 1,461 days against 364 of 1,095: the same quarter of the way is a pace of 0.50 or of 0.75.
    own = series("increase", 0, 100)
    found = rulings(own, judged(own, 25), THRESHOLDS)
    assert found[0].score == pytest.approx(0.25 / (730 / 1461))
    assert found[1].score == pytest.approx(0.25 / (364 / 1095))
    assert (found[0].state, found[1].state) == ("遅れ", "やや遅れ")
    assert [one.rule for one in differing(found)] == ["plan_path"]


def test_before_the_plan_starts_its_path_expects_nothing() -> None:
    own = series("increase", 0, 100)
    found = rulings(own, judged(own, 0, date(2022, 3, 31)), THRESHOLDS)
    assert (found[0].state, found[1].state, found[1].score) == ("遅れ", "順調", None)


def test_the_share_of_the_target_hides_that_a_value_fell_below_its_baseline() -> None:
    assert states(series("increase", 350, 400), 345) == {
        "baseline_path": "後退",
        "plan_path": "後退",
        "growth": "後退",
        "ratio": "やや遅れ",
    }


def test_a_reached_target_is_reached_under_every_rule() -> None:
    assert set(states(series("increase", 208, 600), 600).values()) == {"達成"}
    assert set(states(falling(875, 400), 400).values()) == {"達成"}
    assert states(falling(875, 400), 0)["ratio"] == "達成"
    assert states(falling(875, 400), 0)["growth"] == "not_positive"


def test_in_the_last_year_no_rule_has_another_state() -> None:
    # Actual / target would say 95.9 % and on track of what was missed.
    own, late = series("increase", 350, 1000), series("increase", 0, 100)
    found = rulings(own, judged(own, 959, TARGET_ON), THRESHOLDS)
    assert [(one.state, one.undefined) for one in found] == [
        ("未達", None), (None, "at_the_end"), (None, "at_the_end"), (None, "at_the_end"),
    ]  # fmt: skip
    assert differing(found) == ()
    silent = judge(late, [], date(2024, 4, 1), TARGET_ON, THRESHOLDS)
    reached = judged(own, 1000, TARGET_ON)
    ruled = [(one, rulings(own, one, THRESHOLDS)) for one in (reached, silent)]
    assert set(measure_states(ruled).values()) == {"未報告（一部）"}


def test_a_sum_begins_with_the_plan_and_is_not_counted_twice() -> None:
    assert states(series("cumulative", 0, 12, period_type="plan_total"), 2) == {
        "baseline_path": "遅れ",
        "plan_path": "same_as_default",
        "growth": "zero_baseline",
        "ratio": "遅れ",
    }


def test_a_label_of_a_year_has_no_growth_and_no_share() -> None:
    found = states(series("milestone", 2010, 2013), 2011)
    assert (found["growth"], found["ratio"]) == ("ordinal", "ordinal")
    assert found["plan_path"] == "順調"


@pytest.mark.parametrize(
    ("own", "value", "state"),
    [
        (series("keep", 30, 30), 31, "順調（維持）"),
        (series("zero", 0, 0, direction="at_most", period_type="yearly"), 1, "後退（発生）"),
        (series("text_baseline", None, 80), 85, "達成"),
    ],
)
def test_kinds_without_a_path_have_one_rule(own: Series, value: float, state: str) -> None:
    found = rulings(own, judged(own, value), THRESHOLDS)
    assert found[0].state == state
    assert {one.undefined for one in found[1:]} == {"no_path"}
    assert differing(found) == ()


def test_what_was_not_judged_flips_with_no_rule() -> None:
    own = series("increase", 0, 100, period_type="yearly")
    part = judge(
        own, [Report(date(2022, 9, 30), 5, is_part_year=True)], date(2022, 4, 1), HALF_TIME, THRESHOLDS
    )
    found = rulings(own, part, THRESHOLDS)
    assert {one.undefined for one in found} == {"no_number_judged"}
    assert differing(found) == ()


def test_a_measure_flips_when_the_worse_of_its_series_differs() -> None:
    late, good = series("increase", 0, 100), series("increase", 208, 600)
    judgements = [(late, judged(late, 25)), (good, judged(good, 560))]
    ruled = [(judgement, rulings(own, judgement, THRESHOLDS)) for own, judgement in judgements]
    assert measure_states(ruled) == {
        "baseline_path": "遅れ",
        "plan_path": "やや遅れ",
        "growth": "遅れ",
        "ratio": "遅れ",
    }


def test_the_departments_word_stands_under_every_rule() -> None:
    own = series("increase", 0, 100)
    judgement = judged(own, 25, state="中止")
    found = rulings(own, judgement, THRESHOLDS)
    assert [one.state for one in found[:2]] == ["遅れ", "やや遅れ"]
    assert set(measure_states([(judgement, found)]).values()) == {"中止"}


def test_a_measure_without_series_has_no_indicator_under_every_rule() -> None:
    assert set(measure_states([]).values()) == {"指標なし"}


@pytest.mark.parametrize("wrong", [(0, 1, 2, 1, 2), (1, 0, 2, 1, 2), (1, 1, 2, 0, 2), (2, 1, 2, 1, 2)])
def test_growth_from_nothing_or_to_nothing_is_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="growth needs"):
        growth_ratio(*wrong)


def test_thresholds_are_data_for_every_rule() -> None:
    own = series("increase", 208, 600)
    lenient = {"順調": 0.1, "遅れ": 0.0}
    found = rulings(own, replace(judged(own, 300), state="順調"), lenient)
    assert {one.state for one in found} == {"順調"}
