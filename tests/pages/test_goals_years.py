"""Over the years: a cell for every series and year, counts that sum, the city's words."""

import re
from pathlib import Path

import pytest

from charts import words
from findings.goals import states
from findings.goals.years import counts, over_years, shown_years
from queries import connect
from stats.goals import change
from tests.pages.opening import Open, html_of

BOARD = "pages/goals/goals.py"
YEARS = {"view": "年度の推移"}
SERIES = 54


def rows_of(text: str) -> list[str]:
    return text.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]


def counts_of(text: str) -> list[int]:
    (said,) = re.findall("前の年度より<b>(.*?)</b>です", text)
    return [int(count) for count in re.findall(r"\d+", said)]


@pytest.mark.parametrize("kind", ["sample_edition", "empty_edition"])
def test_every_series_has_a_cell_for_every_year(
    kind: str, open_page: Open, request: pytest.FixtureRequest
) -> None:
    edition: Path = request.getfixturevalue(kind)
    text = html_of(open_page(edition.parent, BOARD, **YEARS))
    years = shown_years(connect(edition))
    assert years[-3:] == [2022, 2023, 2024]
    assert len(rows_of(text)) == SERIES
    assert all(len(re.findall('<td class="(?:heat|silent)"', row)) == len(years) for row in rows_of(text))


def test_what_is_not_reported_is_seen_by_symbol_and_word(look_at: Open, empty_edition: Path) -> None:
    text = html_of(look_at(empty_edition.parent, BOARD, **YEARS))
    silent = re.findall(r'<td class="silent"[^>]*><b>○ 未報告</b>(.*?)</td>', text)
    assert len(silent) == SERIES * 3 - 1  # three years of the plan; 9-12 was published once
    # In the last year its last value stands beside the silence.
    assert [beside for beside in silent if beside] == ["<span>直近は令和5年10月31日の7,365人</span>"]


def test_with_nothing_before_nothing_is_called_better(look_at: Open, empty_edition: Path) -> None:
    text = html_of(look_at(empty_edition.parent, BOARD, **YEARS))
    assert "良くなったかどうかは比べられません" in text


def test_words_of_known_series(sample_edition: Path) -> None:
    database = connect(sample_edition)
    listed = over_years(database, [2022, 2023], 2023)
    found = {one.series.indicator.indicator_id: one for one in listed}
    assert (found["3-1a"].change.word, found["3-1a"].change.difference) == (change.WORSE, -7)
    assert found["1-1"].change.word == change.BETTER
    assert found["2-7"].change.reason_code == "nothing_before"


def test_a_running_sum_stands_beside_the_counts_its_change_is_of(look_at: Open, sample_edition: Path) -> None:
    text = html_of(look_at(sample_edition.parent, BOARD, **YEARS))
    row = next(row for row in rows_of(text) if "7-5 " in row)
    sums = [int(value) for value in re.findall(r"<span>累計(\d+)</span>", row)]
    alone = [int(value) for value in re.findall(r"<small>この年だけで(\d+)</small>", row)]
    assert [sum(alone[: count + 1]) for count in range(3)] == sums
    difference = words.signed(alone[2] - alone[1], "件")
    assert f"<small>{difference}（1年ごとの数の差）</small>" in row


def test_every_year_has_words_for_all_series(sample_edition: Path) -> None:
    database = connect(sample_edition)
    for year in states.reporting_years(database):
        listed = over_years(database, [year], year)
        assert sum(counts(listed).values()) == SERIES


def test_the_counts_of_a_year_sum_to_all_series(look_at: Open, sample_edition: Path) -> None:
    text = html_of(look_at(sample_edition.parent, BOARD, **YEARS))
    assert sum(counts_of(text)) == SERIES
    assert f"です（{SERIES}指標）" in text


def test_the_address_narrows_the_table_and_what_is_said_of_it(open_page: Open, sample_edition: Path) -> None:
    everything = html_of(open_page(sample_edition.parent, BOARD, **YEARS))
    worse = html_of(open_page(sample_edition.parent, BOARD, **YEARS, change="低下"))
    assert counts_of(worse) == [0, 0, counts_of(everything)[2], 0]
    assert len(rows_of(worse)) == counts_of(everything)[2]
    assert all("↘ 低下" in row for row in rows_of(worse))


def test_the_calendar_year_is_named_beside_the_fiscal_year(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, BOARD, **YEARS, fiscal_year=words.fiscal_year(2023)))
    assert "指標6-2だけは暦年（1月から12月まで、令和5年（2023年））" in text


def test_a_series_leads_to_its_sheet_and_the_table_is_printed(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, BOARD, **YEARS, print="1")
    assert not app.exception
    assert not app.selectbox
    assert len(rows_of(html_of(app))) == SERIES
    assert "goals-sheet?measure=9-12&amp;fiscal_year=" in html_of(app)


def test_times_that_have_part_in_the_baselines_are_told(look_at: Open, empty_edition: Path) -> None:
    """Baselines are of the end of 2020 in fiscal years, 6-2's of the calendar year 2021: all lie in it."""
    text = html_of(look_at(empty_edition.parent, BOARD, **YEARS))
    assert "は令和4年度・令和5年度に重なり、54指標の基準が、この期間（一部だけの年を含む）の値です。" in text
