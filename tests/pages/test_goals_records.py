"""6-2 from the records of the police: judged without a report, beside one where there is one, never before the plan."""

from pathlib import Path

import pytest

from charts.goals import states as states_words
from findings.goals import states
from findings.goals.reporting import due
from findings.goals.states import SeriesState
from ingest.build import Inputs
from queries import Connection, connect
from tests.conftest import BuildEdition
from tests.ingest.police_texts import put
from tests.pages.opening import Open, html_of

COUNTS = {2019: 107, 2021: 112, 2022: 99, 2023: 120, 2024: 90}
SHEET, REPORTING = "pages/goals/sheet.py", "pages/goals/reporting.py"
HEADINGS = "指標番号,期間,実績値,状況,理由,次の取組,担当課,報告日"


def police(folder: Path, counts: dict[int, int]) -> Path:
    """Write files of some years: so many accidents and one more, which is on the motorway."""
    for year, count in counts.items():
        rows = [{"report_number": f"{no:04}", "occurred_year": str(year)} for no in range(count + 1)]
        put(folder, "honhyo", year, *rows)
        if year != 2023:
            put(folder, "kosokuhyo", year, rows[0])
    return folder


@pytest.fixture(scope="module")
def recorded(build_edition: BuildEdition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an edition of records to 2024, with no report on accidents but one of 2024; 2023 has no 高速票."""
    reports = tmp_path_factory.mktemp("reports")
    (reports / "reports.csv").write_text(
        f"{HEADINGS}\n6-2,令和6年,92,,,,市民安全課,2025-05-20\n", encoding="utf-8"
    )
    return build_edition(Inputs(npa=police(tmp_path_factory.mktemp("police"), COUNTS), reports=reports))


@pytest.fixture(scope="module")
def database(recorded: Path) -> Connection:
    return connect(recorded)


def of_year(database: Connection, year: int) -> SeriesState:
    (series,) = (
        one
        for measure in states.measure_states(database, year)
        for one in measure.series
        if one.indicator.indicator_id == "6-2"
    )
    return series


def test_a_year_with_both_forms_is_judged_from_the_records(database: Connection) -> None:
    one = of_year(database, 2022)
    assert (one.judgement.state, one.judgement.value, one.is_recorded) == ("達成", 99, True)
    reading = states_words.reading(one)
    assert "警察の資料から数えた値で、担当課の報告はまだありません" in reading
    assert (
        "公表値で確かめてください" in reading
    )  # within 2 of the target, and 2019 differs from its published 108
    assert "令和元年" in reading
    assert "令和3年" not in reading  # 112, as published
    assert "目標との差がわずか" in reading


def test_a_year_without_its_motorway_file_is_not_judged(database: Connection) -> None:
    assert of_year(database, 2023).judgement.state == "未報告"


def test_a_report_wins_over_the_records(database: Connection) -> None:
    one = of_year(database, 2024)
    assert (one.judgement.value, one.is_recorded) == (92, False)
    assert "警察の資料" not in states_words.reading(one)
    assert one.recorded is not None
    assert (one.recorded.count, one.recorded.reported) == (90, 92)


def test_a_year_before_the_plan_is_not_judged(database: Connection) -> None:
    one = of_year(database, 2021)
    assert (one.judgement.state, one.recorded) == ("対象外", None)
    assert min(states.reporting_years(database)) == 2022


def test_the_department_has_still_to_report(database: Connection, recorded: Path, open_page: Open) -> None:
    listed = due(database, states.measure_states(database, 2022), 2022)
    (asked,) = (one for one in listed if one.series.indicator.indicator_id == "6-2")
    assert not asked.is_reported
    page = html_of(open_page(recorded.parent, REPORTING, fiscal_year="令和4年度（2022年度）"))
    assert "判定は、警察の資料から数えた値によります" in page


def test_the_sheet_marks_where_the_value_is_from(recorded: Path, open_page: Open) -> None:
    alone = open_page(recorded.parent, SHEET, measure="6-2", fiscal_year="令和4年度（2022年度）")
    assert "（2022年度）の警察の資料：" in html_of(alone)
    assert "（2022年度）の報告：" not in html_of(alone)
    assert "警察の資料から数えた値で" in html_of(alone)
    assert "警察の資料から" in {cell for table in alone.table for cell in table.value.get("区分", [])}
    both = html_of(open_page(recorded.parent, SHEET, measure="6-2", fiscal_year="令和6年度（2024年度）"))
    assert "警察の資料から数えると90件で、判定した担当課の報告との差は−2件です" in both


def test_the_real_files_before_the_plan_judge_nothing(real_edition: Path) -> None:
    database = connect(real_edition)
    assert all(of_year(database, year).judgement.state == "未報告" for year in (2022, 2023, 2024))


def test_the_sample_is_judged_by_its_reports(sample_edition: Path) -> None:
    one = of_year(connect(sample_edition), 2023)
    assert not one.is_recorded
    assert one.recorded is not None
    assert one.recorded.count == one.recorded.reported == one.judgement.value
