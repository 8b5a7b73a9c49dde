"""Filter after filter, and every file saved: nothing comes out that the edition does not publish."""

import io
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts import words
from pages.divide.option import FRAMINGS
from pages.frame import slides
from queries import editions
from tests.pages.opening import Open

HIDDEN = "秘匿"
EVERYBODY = "全体"
SHARE, ASKED = "割合（%）", "回答した人"
COUNTS = ("選んだ人", "当てはまる人")
LABELS = ("項目", "理由")

Cell = tuple[int, int] | None  # respondents and count; None where hidden
Cells = dict[tuple[str, str], dict[str, Cell]]
"""By survey year and option: the groups of the edition."""


def ages(group: str) -> range:
    if group == EVERYBODY:
        return range(200)
    first, *rest = map(int, re.findall(r"\d+", group))
    return range(first, rest[0] + 1 if rest else 200)


@pytest.fixture(scope="module")
def cells(sample_edition: Path) -> Cells:
    found: Cells = {}
    with editions.opened(sample_edition) as connection:
        for year, label, group, respondents, count, suppressed in connection.execute(
            "select s.year, o.label, a.age_group, a.respondents, a.count, a.suppressed from survey_answers as a"
            " inner join surveys as s using (survey_id) inner join survey_options as o using (question_id, option_no)"
            " where s.year is not null"
        ).fetchall():
            groups = found.setdefault((words.fiscal_year(year), label), {})
            groups[group] = None if suppressed else (respondents, count)
    return found


def known(groups: dict[str, Cell], group: str) -> Cell:
    """What the edition says of a group: its own cell, or the sum of those that make it up if none is hidden."""
    if group in groups:
        return groups[group]
    parts = [other for other in groups if other != EVERYBODY and set(ages(other)) <= set(ages(group))]
    shown = [cell for other in parts if (cell := groups[other]) is not None]
    if len(shown) < len(parts):
        return None
    assert sum(len(ages(other)) for other in parts) == len(ages(group)), f"{group} is not made up of groups"
    return sum(cell[0] for cell in shown), sum(cell[1] for cell in shown)


def known_of(cells: Cells, year: str, option: str, group: str) -> Cell:
    """What the edition says of a group and an option, or of several taken together: 質問（一つ・もう一つ）."""
    together = re.fullmatch(r".+（(.+)）", option)
    if (year, option) in cells or not together:
        return known(cells[year, option], group)
    parts = [known(cells[year, one], group) for one in together[1].split("・")]
    shown = [part for part in parts if part is not None]
    assert len(shown) == len(parts), f"{option} is made up of hidden options"
    assert len({respondents for respondents, _ in shown}) == 1
    return shown[0][0], sum(count for _, count in shown)


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Every file the last run of a page offered, by name."""
    offered: dict[str, bytes] = {}

    def offer(key: str, made: Callable[[], slides.Saved]) -> str:
        file = made()
        offered[file.name] = file.content
        return key

    monkeypatch.setattr(slides, "offer", offer)
    return offered


def frames(app: AppTest, saved: dict[str, bytes]) -> Iterator[pd.DataFrame]:
    """Every table on screen, and every table of every file."""
    yield from (table.value for table in app.table)
    yield from (table.value for table in app.dataframe)
    yield from (read(data, is_csv=name.endswith(".csv")) for name, data in saved.items())


@cache
def read(data: bytes, *, is_csv: bool) -> pd.DataFrame:
    """The table of a saved file; most files are the same after the next choice."""
    if is_csv:
        return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    return pd.read_excel(io.BytesIO(data), sheet_name="データ", dtype=str, keep_default_na=False)


def check(frame: pd.DataFrame, cells: Cells, year: str, label: str, *, is_turned: bool) -> int:
    """Compare every row about answers with the edition; return how many hidden ones were among them."""
    if not {SHARE, ASKED} <= set(frame.columns):
        return 0
    hidden = 0
    counted = next((name for name in COUNTS if name in frame.columns), None)
    named = next((name for name in LABELS if name in frame.columns), None)
    for row in frame.to_dict("records"):
        option = row[named] if named else label
        found = known_of(cells, row.get("調査年度", year), option, row.get("年代", EVERYBODY))
        if found is None:
            hidden += 1
            assert row[SHARE] == HIDDEN, row
            assert row[ASKED] in (HIDDEN, "—", ""), row
            assert counted is None or row[counted] == HIDDEN, row
            continue
        respondents, count = found
        count = respondents - count if is_turned else count
        assert row[ASKED] == str(respondents), row
        assert float(row[SHARE]) == float(words.number(100 * count / respondents, 1)), row
        assert counted is None or row[counted] == str(count), row
    return hidden


VIEWS = {
    "divide": ("いまの差", "差の変化", "六つの見方", "計画と国の値"),
    "questions": ("誰が", "項目ごとの開き", "なぜ"),
}


def steps(sample_edition: Path) -> Iterator[dict[str, str | int]]:
    """What a visitor asks for, one after the other: options with hidden ages from both sides, then anything."""
    draw = random.Random(20241001)
    with editions.opened(sample_edition) as connection:
        worst = connection.execute(
            "select distinct s.year, q.wording, o.label from survey_answers as a inner join surveys as s"
            " using (survey_id) inner join survey_questions as q using (question_id) inner join survey_options as o"
            " using (question_id, option_no) where a.suppressed and s.year is not null order by all"
        ).fetchall()
    for year, wording, label in draw.sample(worst, 4):
        yield {"survey_year": words.fiscal_year(year), "question": wording, "option": label}
        yield {"framing": "選ばなかった人"}
        yield {"age": 1}
        yield {"age": 0, "framing": "選んだ人", "view": "差の変化"}
        yield {"view": "いまの差"}
    for _ in range(12):
        key = draw.choice(["survey_year", "option", "framing", "age", "view"])
        yield {key: draw.randint(0, 2) if key == "age" else ""}


def test_no_sequence_of_conditions_shows_what_is_hidden(
    open_page: Open, sample_edition: Path, cells: Cells, saved: dict[str, bytes]
) -> None:
    draw = random.Random(7)
    address: dict[str, str] = {}
    app = open_page(sample_edition.parent, "pages/divide/divide.py")
    hidden = seen = 0
    for step in steps(sample_edition):
        for key, value in step.items():
            if key == "age":
                year, label = address["survey_year"], address["option"]
                offered = sorted(group for group in cells.get((year, label), ()) if group != EVERYBODY)
                chosen = draw.sample(offered, min(int(value), len(offered)))
                address["age"] = chosen[0] if chosen else ""
                continue
            offered = {"framing": FRAMINGS, "view": VIEWS["divide"]}.get(key) or [
                option for box in app.selectbox if box.key == key for option in box.options
            ]
            address[key] = str(value) or draw.choice(offered or [address[key]])
            if key in ("survey_year", "option"):
                address["age"] = ""
        saved.clear()
        asked = {key: value for key, value in address.items() if value}
        app = open_page(sample_edition.parent, "pages/divide/divide.py", **asked)
        assert not app.exception
        for frame in frames(app, saved):
            if "選択肢" in frame.columns or "年" in frame.columns:  # what the plan and the nation printed
                continue
            seen += 1
            hidden += check(
                frame,
                cells,
                address["survey_year"],
                address["option"],
                is_turned=address.get("framing") == FRAMINGS[1],
            )
    assert seen > 100
    assert hidden > 20


@pytest.mark.parametrize("view", VIEWS["questions"])
def test_who_and_why_show_only_what_is_published(
    view: str,
    open_page: Open,
    sample_edition: Path,
    cells: Cells,
    saved: dict[str, bytes],
) -> None:
    checked = 0
    for year in sorted({year for year, _ in cells}):
        saved.clear()
        app = open_page(sample_edition.parent, "pages/divide/questions.py", view=view, survey_year=year)
        if app.error:  # a year in which nobody was asked for reasons
            continue
        for frame in frames(app, saved):
            check(frame, cells, year, "", is_turned=False)
            checked += {SHARE, ASKED} <= set(frame.columns)
    assert checked > 0
