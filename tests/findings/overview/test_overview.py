"""The first page joins the topics of one edition: of the newest year with a report, and what is missing is named."""

from findings.overview.overview import overview_of
from tests.findings.conftest import Given
from tests.findings.goals.test_editions import TABLES


def test_an_edition_of_a_plan_and_its_reports_says_what_the_reports_say(given: Given) -> None:
    found = overview_of(given(**TABLES))
    assert found.goals.year == 2022
    assert {state: count for state, count in found.goals.counts.items() if count} == {"遅れ": 1}
    assert (found.goals.due, found.goals.reported) == (2, 2)
    assert [one.judged.measure.measure_id for one in found.decisions.urgent] == ["1-1"]
    assert found.accidents is None
    assert found.divide.gap is None
    assert found.untold_files == frozenset()
    assert (found.fresh.series_total, found.fresh.series_reported) == (2, 2)
    assert found.unmeasured == ()
