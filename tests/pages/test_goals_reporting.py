"""Who has reported what: counts that sum, a list to act on, outputs and outcomes, fresh days."""

import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from charts import words
from findings.goals.reporting import by_department, by_field, due, of_sort
from findings.goals.states import measure_states, reporting_years
from queries import connect
from tests.pages.opening import Open, charts_of, html_of

REPORTING = "pages/goals/reporting.py"
SERIES = 54


def links_of(text: str) -> list[str]:
    return re.findall(r'<li><a href="goals-sheet\?measure=([\d-]+)', text)


def test_every_series_is_reported_or_still_to_be_reported(sample_edition: Path) -> None:
    database = connect(sample_edition)
    for year in reporting_years(database):
        listed = due(database, measure_states(database, year), year)
        # Before the plan neither the two sums nor the count whose baseline is of that year are due.
        expected = SERIES - 3 if year == 2021 else SERIES
        assert len(listed) == expected
        fields = by_field(listed)
        assert sum(field.series for field in fields) == expected
        assert sum(field.reported for field in fields) == sum(one.is_reported for one in listed)
        sorts = [of_sort(listed, sort)[1] for sort in ("outcome", "output")]
        assert sum(sorts) == expected
        assert year == 2021 or sorts == [29, 25]


def test_the_unreported_series_of_a_year_are_asked_for_by_department(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, REPORTING, fiscal_year=words.fiscal_year(2022))
    text = html_of(app)
    assert "令和4年度は、54指標のうち<b>2指標が未報告</b>で、2課に報告が残っています。" in text
    assert links_of(text) == ["2-7", "4-4"]
    assert "令和4年度の1年間の数（件）" in text
    assert "chart_by_field" in charts_of(app)


def test_a_department_in_the_address_narrows_the_list(open_page: Open, sample_edition: Path) -> None:
    app = open_page(
        sample_edition.parent, REPORTING, fiscal_year=words.fiscal_year(2022), department="中央図書館"
    )
    assert links_of(html_of(app)) == ["2-7"]


def test_with_one_published_value_all_the_rest_is_asked_for(look_at: Open, empty_edition: Path) -> None:
    text = html_of(look_at(empty_edition.parent, REPORTING))
    assert "54指標のうち<b>53指標が未報告</b>で、25課に報告が残っています。" in text
    assert "このうち1指標は、年の途中の値だけが報告されています。" in text
    assert "年の途中の値だけが報告されています" in text
    assert len(set(links_of(text))) == 48
    assert "前回 7,365人（令和5年10月31日）" in text


@pytest.mark.parametrize("department", ["文化振興課", "博物館"])
def test_a_series_of_several_departments_is_asked_of_each(
    department: str, open_page: Open, empty_edition: Path
) -> None:
    app = open_page(empty_edition.parent, REPORTING, department=department)
    assert links_of(html_of(app)) == ["2-5"]


def test_the_newest_day_of_a_report_is_shown(empty_edition: Path) -> None:
    database = connect(empty_edition)
    year = reporting_years(database)[0]
    rows = {one.group: one for one in by_department(due(database, measure_states(database, year), year))}
    assert (rows["秘書広報課"].series, rows["秘書広報課"].reported) == (4, 1)
    assert rows["秘書広報課"].newest == date(2024, 3, 4)
    assert rows["こども課"].newest is None


@pytest.mark.parametrize("kind", ["sample_edition", "empty_edition"])
def test_the_list_is_printed(kind: str, open_page: Open, request: pytest.FixtureRequest) -> None:
    edition: Path = request.getfixturevalue(kind)
    app = open_page(edition.parent, REPORTING, print="1")
    assert not app.exception
    assert not app.selectbox
    assert "これから報告するもの" in "".join(heading.value for heading in app.header)


def test_answers_that_wait_for_the_next_survey_are_named(
    open_page: Open, sample_edition: Path, tmp_path: Path
) -> None:
    assert "次の調査まで" not in html_of(open_page(sample_edition.parent, REPORTING))
    edition = Path(shutil.copy(sample_edition, tmp_path))
    with duckdb.connect(str(edition)) as connection:
        connection.execute(
            "insert into ingest_findings values ('survey/a.csv', 'late_answers', '調査<A>', 3),"
            " ('survey/b.csv', 'changed_answers', '調査B', 0)"
        )
    text = html_of(open_page(tmp_path, REPORTING))
    assert "「調査&lt;A&gt;」：追加の3件は次の調査まで載せません。" in text
    assert "「調査B」：回答の直しや取り消しは次の調査まで載せません。" in text
