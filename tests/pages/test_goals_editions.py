"""The difference between two editions: known changes are found, no difference is an answer, nothing is written."""

import hashlib
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from charts.goals import editions
from findings import material
from findings.goals.editions import between
from ingest.build import Inputs
from queries import Connection, connect
from tests.conftest import BuildEdition
from tests.pages.opening import Open, html_of

REPORTING = "pages/goals/reporting.py"
VIEW = {"view": "前回の版から変わったこと"}
HEAD = "指標番号,期間,実績値,理由,報告日\n"
FIRST = (
    HEAD
    + "1-1,令和4年度,400,,2023-05-10\n2-2,令和4年度,3,人手不足,2023-05-10\n9-3,令和4年度,3600000,,2023-05-10\n"
)
SECOND = (
    HEAD + "1-1,令和4年度,410,,2024-05-10\n2-2,令和4年度,3,採用難,2023-05-10\n1-1,令和5年度,500,,2024-05-10\n"
)
NAMES = ("20240601-090000-aaaaaa-real", "20250601-090000-bbbbbb-real")


@pytest.fixture(scope="module")
def two(build_edition: BuildEdition, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two real editions in one folder, built from different reports."""
    folder = tmp_path_factory.mktemp("two")
    paths = []
    for name, reports in zip(NAMES, (FIRST, SECOND), strict=True):
        (file := folder / f"{name}.csv").write_text(reports, encoding="utf-8")
        paths.append(shutil.copy(build_edition(Inputs(reports=file)), folder / f"{name}.duckdb"))
    return paths


def tables(before: Connection, after: Connection) -> dict[str, pd.DataFrame]:
    return editions.tables(editions.Changes(between(before, after), material.between(before, after)))


def test_new_corrected_withdrawn_and_reworded_values_are_found(two: list[Path]) -> None:
    found = tables(*map(connect, two))
    assert found["new"][["指標番号", "期間", "後の版"]].values.tolist() == [["1-1", "令和5年度末", "500件"]]
    assert found["corrected"][["指標番号", "前の版", "後の版"]].values.tolist() == [["1-1", "400件", "410件"]]
    assert found["withdrawn"][["指標番号", "前の版", "後の版"]].values.tolist() == [
        ["9-3", "3,600,000件", "なし"]
    ]
    assert found["reworded"][["指標番号", "前の版", "後の版"]].values.tolist() == [
        ["2-2", "理由：人手不足", "理由：採用難"]
    ]
    assert found["figures"].empty


def test_values_are_listed_in_the_plans_order_and_the_oldest_period_of_a_series_first(
    sample_edition: Path, empty_edition: Path
) -> None:
    withdrawn = tables(connect(sample_edition), connect(empty_edition))["withdrawn"]
    named = list(dict.fromkeys(withdrawn["指標番号"]))
    assert [one for one in named if one in ("10-1a", "9-15", "1-1", "2-1")] == ["1-1", "2-1", "9-15", "10-1a"]
    first = withdrawn.loc[withdrawn["指標番号"] == "1-1", "期間"].tolist()
    assert first == ["令和3年度末", "令和4年度末", "令和5年度末", "令和6年度末"]


def test_changed_states_are_named_by_year(two: list[Path]) -> None:
    states = tables(*map(connect, two))["states"]
    assert states[["年度", "前の版", "後の版"]].values.tolist() == [
        ["令和5年度（2023年度）", "○ 未報告", "▲ 順調"],
        ["令和4年度（2022年度）", "▼ 遅れ", "○ 未報告"],
    ]
    assert [name.split()[0] for name in states["施策"]] == ["1-1", "9-3"]


def test_a_changed_target_and_threshold_are_found_and_move_the_states(
    two: list[Path], tmp_path: Path
) -> None:
    changed = Path(shutil.copy(two[1], tmp_path / "changed.duckdb"))
    with duckdb.connect(str(changed)) as connection:
        connection.execute("update indicators set target_value = 410.5 where indicator_id = '1-1'")
        connection.execute("update progress_thresholds set min_pace = 0.9 where state = '順調'")
    found = tables(connect(two[1]), connect(changed))
    assert found["figures"].values.tolist() == [
        ["指標1-1", "目標の値", "600", "410.5"],
        ["判定の区切り", "順調", "進み具合0.95以上", "進み具合0.9以上"],
    ]
    assert "● 達成" in found["states"]["後の版"].tolist()
    assert {kind for kind, rows in found.items() if not rows.empty} == {"states", "figures"}


def test_no_difference_is_an_answer_and_nothing_is_written(
    open_page: Open, two: list[Path], tmp_path: Path
) -> None:
    for name in NAMES:
        shutil.copy(two[0], tmp_path / f"{name}.duckdb")
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()}
    app = open_page(tmp_path, REPORTING, **VIEW)
    assert "前回の版から、<b>変わったことはありません</b>。" in html_of(app)
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()} == before


def test_the_page_says_what_changed_from_the_older_to_the_newer(open_page: Open, two: list[Path]) -> None:
    for pinned, other in (NAMES, NAMES[::-1]):
        app = open_page(two[0].parent, REPORTING, **VIEW, edition=pinned, compare=other)
        text = html_of(app)
        since = "前回の版" if pinned == NAMES[1] else "令和6年6月1日（2024年）9時00分の版"
        assert f"{since}から変わったのは、<b>報告3件・文だけ1件・状態2件</b>です。" in text
        assert f"前の版は{NAMES[0]}、後の版は{NAMES[1]}です" in text
        assert not app.warning


def test_an_unknown_edition_to_compare_with_is_named(open_page: Open, two: list[Path]) -> None:
    app = open_page(two[0].parent, REPORTING, **VIEW, compare="20200101-000000-abcdef-real")
    assert "20200101-000000-abcdef-real" in app.error[0].value
    assert "変わったのは" not in html_of(app)


def test_a_single_edition_has_nothing_to_compare_with(look_at: Open, empty_edition: Path) -> None:
    app = look_at(empty_edition.parent, REPORTING, **VIEW)
    assert "比べる版が、まだありません" in app.info[0].value


def test_a_sample_compared_with_a_real_edition_says_so_loudly(
    open_page: Open, two: list[Path], sample_edition: Path, tmp_path: Path
) -> None:
    for path in (two[0], sample_edition):
        shutil.copy(path, tmp_path)
    app = open_page(tmp_path, REPORTING, **VIEW)
    assert "サンプル版と実データの版を比べています" in app.warning[0].value


def test_an_unreadable_edition_is_passed_over_and_named(
    open_page: Open, two: list[Path], tmp_path: Path
) -> None:
    for path in two:
        shutil.copy(path, tmp_path)
    damaged = "20250101-090000-dddddd-real"
    (tmp_path / f"{damaged}.duckdb").write_bytes(b"no edition")
    app = open_page(tmp_path, REPORTING, **VIEW)
    assert f"版{damaged}は読めません" in app.warning[0].value
    assert "その次に読める版と比べています" in app.warning[0].value
    assert "令和6年6月1日（2024年）9時00分の版から変わったのは、<b>報告3件" in html_of(app)
    asked = open_page(tmp_path, REPORTING, compare=damaged, **VIEW)
    assert damaged in asked.error[0].value
    (tmp_path / two[0].name).unlink()
    alone = open_page(tmp_path, REPORTING, **VIEW)
    assert "どれも読めないため比べられません" in alone.error[0].value


def test_the_surveys_and_accidents_that_came_are_named(
    open_page: Open, sample_edition: Path, empty_edition: Path, tmp_path: Path
) -> None:
    for path in (sample_edition, empty_edition):
        shutil.copy(path, tmp_path)
    app = open_page(tmp_path, REPORTING, edition=sample_edition.stem, **VIEW)
    assert {"市民調査", "事故の記録"} <= {heading.value for heading in app.header}
    surveys = next(table.value for table in app.table if "調査" in table.value.columns)
    assert len(surveys) == 6
    assert set(surveys["変わったこと"]) <= {"後の版で加わりました", "後の版にはありません"}


def test_editions_of_other_plans_are_not_compared(open_page: Open, two: list[Path], tmp_path: Path) -> None:
    for path in two:
        shutil.copy(path, tmp_path)
    with duckdb.connect(str(tmp_path / two[1].name)) as connection:
        connection.execute(
            "insert into plans select '6', title, starts_on, ends_on, published from plans where plan_id = '5'"
        )
        connection.execute("update city set plan_id = '6'")
    app = open_page(tmp_path, REPORTING, **VIEW, edition=NAMES[0])
    assert "別の計画" in app.error[0].value


def test_the_comparison_is_printed(open_page: Open, two: list[Path]) -> None:
    app = open_page(two[0].parent, REPORTING, **VIEW, print="1")
    assert not app.exception
    assert not app.selectbox
    assert "報告3件" in html_of(app)
