"""What a sheet prints as enough for 順調 is enough by the rule, and one step less is not: every series, every year."""

import re

import pytest

from charts.goals import sums
from findings.goals import states, trajectory
from findings.goals.plan import Indicator
from queries import connect, goals
from stats import calendars
from stats.goals import judgements, state_words
from stats.goals.path import Thresholds
from stats.goals.reports import Report

PRINTED = re.compile(r"「順調」と言えるのは([\d,.]+)(\D+?)(以上|以下)です")


@pytest.mark.parametrize("kind", ["real_edition", "sample_edition"])
def test_the_printed_bound_is_on_track_and_one_step_less_is_not(
    kind: str, request: pytest.FixtureRequest
) -> None:
    database = connect(request.getfixturevalue(kind))
    thresholds = dict(goals.thresholds(database).itertuples(index=False))
    printed = {}
    for year in (2022, 2023, 2024):
        for one in (one for measure in states.measure_states(database, year) for one in measure.series):
            window = calendars.bounds(year, one.indicator.calendar)
            nothing = judgements.judge(one.indicator.series, [], *window, thresholds)
            silent = states.SeriesState(one.indicator, [], nothing)
            worked = trajectory.work(database, silent, year, thresholds)
            found = PRINTED.search("".join(sums.steps(worked.facts)))
            if found is None:
                continue
            indicator = one.indicator
            least, step = float(found[1].replace(",", "")), 0.1 if "." in found[1] else 1.0
            back = -step if found[3] == "以上" else step
            for value, is_enough in ((least, True), (round(least + back, 10), False)):
                state = _state(indicator, year, value, thresholds)
                assert (state in (state_words.ON_TRACK, state_words.ACHIEVED)) == is_enough, (
                    indicator.indicator_id, year, value, state,
                )  # fmt: skip
            printed[indicator.indicator_id, year] = found[1] + found[2]
    # All 54 but two to keep, one of zero, one without a baseline, one of years; in the last year nothing is 順調.
    assert len(printed) == 2 * 49
    assert {year for _, year in printed} == {2022, 2023}
    assert printed["1-1", 2023] == "488件"
    assert printed["9-13", 2023] == "536時間"
    assert printed["10-1a", 2023] == "71.4%"


def _state(indicator: Indicator, year: int, value: float, thresholds: Thresholds) -> str:
    """Return the state of a value at a year's end; a running total had nothing before."""
    start, end = calendars.bounds(year, indicator.calendar)
    earlier = [
        Report(calendars.bounds(before, indicator.calendar)[1], 0.0)
        for before in range(indicator.plan_starts_on.year, year)
    ]
    reports = [*earlier, Report(end, value)] if indicator.kind == "cumulative" else [Report(end, value)]
    return judgements.judge(indicator.series, reports, start, end, thresholds).state
