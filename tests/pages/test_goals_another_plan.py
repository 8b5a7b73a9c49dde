"""Another plan is data: an invented one, with other dates and numbers, is shown on every page."""

import re
import shutil
from pathlib import Path

import pytest

from charts.goals import board
from findings.goals import states
from findings.goals.years import shown_years
from ingest.build import Inputs
from pages.goals.goals_cards import VIEWS
from queries import connect
from tests.conftest import BuildEdition
from tests.pages.opening import OVERVIEW, Open, html_of

ROOT = Path(__file__).parents[2]
MEASURES, SERIES = 5, 7
HEAD = "指標番号,期間,実績値,状況,報告日\n"
REPORTS = (
    "1-1a,令和8年度,4,,2027-05-10\n1-1a,令和9年度,5,,2028-05-10\n1-1b,令和8年度,12,,2027-05-10\n"
    "1-1b,令和9年度,14,,2028-05-10\n1-2a,令和9年度,18,,2028-05-10\n1-2b,令和9年度,2022,,2028-05-10\n"
    "2-1,令和8年,48,,2027-02-10\n2-1,令和9年,45,,2028-02-10\n2-2a,令和9年度,0,,2028-05-10\n"
    "2-2b,2027-10-31,40,,2027-11-10\n"
)
GOALS = {
    "pages/goals/goals.py",
    "pages/goals/sheet.py",
    "pages/about/about.py",
    "pages/goals/reporting.py",
}
OF_THE_CITYS_PLAN = re.compile(r"52施策|54指標|第5次|令和[2-5]年度")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's texts with the invented plan in place of the city's."""
    copy = tmp_path_factory.mktemp("another") / "data"
    shutil.copytree(ROOT / "data", copy, ignore=shutil.ignore_patterns("editions", "raw", "plans"))
    shutil.copytree(ROOT / "tests" / "plans" / "invented", copy / "plans" / "invented")
    city = (copy / "city.toml").read_text(encoding="utf-8")
    (copy / "city.toml").write_text(
        re.sub('plan_id = "[^"]*"', 'plan_id = "invented"', city), encoding="utf-8"
    )
    for name in ("published.csv", "context.csv"):
        head = (copy / "reports" / name).read_text(encoding="utf-8").splitlines()[0]
        (copy / "reports" / name).write_text(f"{head}\n", encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def reported(data: Path, build_edition: BuildEdition) -> Path:
    (file := data.parent / "reports.csv").write_text(HEAD + REPORTS, encoding="utf-8")
    return build_edition(Inputs(reports=file, data=data))


@pytest.fixture(scope="module")
def silent(data: Path, build_edition: BuildEdition) -> Path:
    return build_edition(Inputs(data=data))


@pytest.mark.parametrize("page", sorted({OVERVIEW} | GOALS))
@pytest.mark.parametrize("kind", ["reported", "silent"])
def test_every_page_shows_the_other_plan(
    kind: str, page: str, open_page: Open, request: pytest.FixtureRequest
) -> None:
    edition: Path = request.getfixturevalue(kind)
    for parameters in ({}, {"print": "1"}):
        app = open_page(edition.parent, page, **parameters)
        assert not app.exception
        assert not app.error
        assert "架空の計画" in html_of(app)
        assert not OF_THE_CITYS_PLAN.search(html_of(app))


def test_the_board_counts_its_measures(open_page: Open, reported: Path) -> None:
    text = html_of(open_page(reported.parent, "pages/goals/goals.py"))
    chips = text.split('<ul class="chips">')[1].split("</ul>")[0]
    assert re.sub("<[^>]+>", "", chips).startswith(f"{MEASURES}施策：")
    assert sum(map(int, re.findall(r"</b>(\d+)", chips))) == MEASURES
    assert len(re.findall('<span class="no">', text)) == MEASURES


def test_states_follow_the_other_plans_dates(reported: Path) -> None:
    measures = states.measure_states(connect(reported), 2027)
    assert {one.measure.measure_id: one.state for one in measures} == {
        "1-1": "順調",  # 5 of 10 rooms after 3 of 6 years; 26 of 60 times after 2 of 5 years
        "1-2": "後退",  # 18 minutes where 15 are allowed
        "2-1": "遅れ",  # 5 of 20 fewer after 3 of 6 years
        "2-2": "順調（維持）",
        "3-1": "指標なし",
    }


def test_the_years_are_those_of_the_other_plan(open_page: Open, reported: Path) -> None:
    assert shown_years(connect(reported)) == [2026, 2027, 2028, 2029, 2030]
    text = html_of(open_page(reported.parent, "pages/goals/goals.py", view="年度の推移"))
    assert text.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") == SERIES
    assert "指標2-1だけは暦年" in text


@pytest.mark.parametrize("measure", ["1-1", "1-2", "2-1", "2-2", "3-1"])
def test_every_measure_has_its_sheet(measure: str, open_page: Open, reported: Path) -> None:
    app = open_page(reported.parent, "pages/goals/sheet.py", measure=measure)
    assert not app.exception
    assert not app.error
    assert not OF_THE_CITYS_PLAN.search(html_of(app))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_the_other_plan(view: str, open_page: Open, reported: Path) -> None:
    app = open_page(reported.parent, "pages/goals/goals.py", view=view)
    assert not app.exception
    assert not app.error
    assert not OF_THE_CITYS_PLAN.search(html_of(app))


@pytest.mark.parametrize("grouping", board.GROUPINGS)
def test_every_grouping_works(grouping: str, open_page: Open, reported: Path) -> None:
    app = open_page(reported.parent, "pages/goals/goals.py", group=grouping)
    assert not app.exception
    assert len(set(re.findall(r'<span class="no">([\d-]+)', html_of(app)))) == MEASURES


def test_a_meeting_goes_by_the_other_plans_recommendations(open_page: Open, reported: Path) -> None:
    app = open_page(reported.parent, "pages/meeting/meeting.py")
    assert not app.exception
    said = html_of(app)
    assert re.findall('data-screen="([^"]+)"', said) == [
        "opening",
        "recommendation-1",
        "recommendation-2",
        "closing",
    ]
    assert not OF_THE_CITYS_PLAN.search(said)


def test_synthetic_reports_are_made_for_the_other_plan_too(data: Path, build_edition: BuildEdition) -> None:
    measures = states.measure_states(connect(build_edition(Inputs(with_sample=True, data=data))), 2027)
    assert [one.state for one in measures].count("未報告") < MEASURES
