"""Inputs that change while an edition is built from them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import Inputs, build
from ingest.faults import InputError
from ingest.unchanged import watched

REMEDY = "読んでいるあいだに変わりました。保存や書き込みが終わってから、もう一度実行してください。"


def overwrite_with_the_same_size_and_time(folder: Path) -> None:
    before = (folder / "a.csv").stat()
    (folder / "a.csv").write_text("b", encoding="utf-8")
    os.utime(folder / "a.csv", ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("change", "file"),
    [
        (lambda folder: (folder / "a.csv").write_text("ab", encoding="utf-8"), "a.csv"),
        (overwrite_with_the_same_size_and_time, "a.csv"),
        (lambda folder: (folder / "a.csv").unlink(), "a.csv"),
        (lambda folder: (folder / "b.csv").touch(), "b.csv"),
        (lambda folder: (folder / "中" / "c.yaml").write_text("x", encoding="utf-8"), "c.yaml"),
    ],
)
def test_a_file_that_changes_comes_or_goes_is_named(
    change: Callable[[Path], object], file: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("a", encoding="utf-8")
    (tmp_path / "中").mkdir()
    (tmp_path / "中" / "c.yaml").touch()
    with pytest.raises(InputError) as error, watched([None, tmp_path, tmp_path / "nowhere"]):
        change(tmp_path)
    assert str(error.value) == f"{file}：{REMEDY}"


@pytest.mark.parametrize("name", ["~$a.xlsx", ".DS_Store", "a.duckdb.building", "a.gpkg-wal"])
def test_what_programs_keep_beside_files_may_come(name: str, tmp_path: Path) -> None:
    with watched([tmp_path]):
        (tmp_path / name).touch()


def test_no_edition_is_made_of_a_report_that_changes_meanwhile(tmp_path: Path) -> None:
    report = tmp_path / "報告.csv"
    report.write_text("指標番号,期間,実績値\n9-12,令和5年度,7000\n", encoding="utf-8")

    def save_again(message: str) -> None:
        if message.startswith("内容を"):
            report.write_text("指標番号,期間,実績値\n9-12,令和5年度,8000\n", encoding="utf-8")

    with pytest.raises(InputError, match=f"^報告.csv：{REMEDY}$"):
        build(Inputs(reports=report), save_again, tmp_path / "版" / "a.duckdb")
    assert list((tmp_path / "版").iterdir()) == []
