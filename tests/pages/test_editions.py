"""Which edition a page shows when editions are damaged, locked or removed, and what it says of them."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from pages.frame import session
from pages.frame.readers import Readers
from tests.holding import held_by_another_process
from tests.pages.opening import Open, html_of

NEWER = "29991231-235959-abcdef-sample"


@pytest.fixture
def folder(sample_edition: Path, tmp_path: Path) -> Path:
    """Return a folder with the sample edition."""
    shutil.copy(sample_edition, tmp_path)
    return tmp_path


def put_damaged(folder: Path, whole: Path) -> Path:
    """Put beside an edition a newer one whose copy is not done."""
    path = folder / f"{NEWER}.duckdb"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return path


def badge(app: AppTest) -> str:
    labels = [str(block.proto.popover.label) for block in app.get("popover")]
    return next(label for label in labels if "の版" in label)


def test_the_newest_edition_that_can_be_read_is_shown_and_the_badge_says_why(
    open_page: Open, folder: Path, sample_edition: Path
) -> None:
    put_damaged(folder, sample_edition)
    app = open_page(folder)
    assert not app.exception
    assert f"版 {sample_edition.stem}" in html_of(app)
    assert "●読めない版あり" in badge(app)
    assert f"版のファイル「{NEWER}.duckdb」を開けません（壊れているか、コピーが終わっていません）" in html_of(
        app
    )
    assert "新しい版に切り替える" not in [button.label for button in app.button]


def test_a_copy_that_is_done_is_offered_to_who_reads_another_edition(
    open_page: Open, folder: Path, sample_edition: Path
) -> None:
    copied = put_damaged(folder, sample_edition)
    app = open_page(folder)
    shutil.copy(sample_edition, copied)
    app.run()
    assert f"版 {sample_edition.stem}" in html_of(app)
    assert "●新しい版あり" in badge(app)
    assert "読めない" not in html_of(app)


def test_a_locked_edition_is_told_as_such(open_page: Open, folder: Path, sample_edition: Path) -> None:
    newer = folder / f"{NEWER}.duckdb"
    shutil.copy(sample_edition, newer)
    with held_by_another_process(newer):
        app = open_page(folder)
        assert f"版 {sample_edition.stem}" in html_of(app)
        assert f"「{newer.name}」は、ほかのプログラムが開いているので読めません" in html_of(app)
    assert f"版 {NEWER}" in html_of(open_page(folder))


def test_a_pinned_edition_that_cannot_be_read_is_not_replaced(
    open_page: Open, folder: Path, sample_edition: Path
) -> None:
    put_damaged(folder, sample_edition)
    app = open_page(folder, edition=NEWER)
    assert [title.value for title in app.title] == ["この版は表示できません"]
    assert "コピーが終わるのを待つ" in html_of(app)
    assert f"?edition={sample_edition.stem}" in html_of(app)
    assert "施策" not in html_of(app)


def test_a_page_without_any_edition_that_can_be_read_says_why(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / f"{NEWER}.duckdb").mkdir()
    app = open_page(tmp_path)
    assert [title.value for title in app.title] == ["この版は表示できません"]
    assert "ファイルではありません" in html_of(app)


@pytest.mark.parametrize("is_pinned", [False, True])
def test_a_session_goes_on_when_the_file_of_its_edition_is_removed(
    is_pinned: bool, open_page: Open, folder: Path, sample_edition: Path
) -> None:
    app = open_page(folder, **({"edition": sample_edition.stem} if is_pinned else {}))
    (folder / sample_edition.name).unlink()
    app.run()
    assert not app.exception
    assert f"版 {sample_edition.stem}" in html_of(app)


def test_a_session_that_lost_its_edition_shows_the_newest(
    open_page: Open, folder: Path, sample_edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(folder)
    (folder / sample_edition.name).rename(folder / f"{NEWER}.duckdb")
    monkeypatch.setattr(session, "READERS", Readers())
    app.run()
    assert f"版 {NEWER}" in html_of(app)


def test_an_edition_with_a_view_is_not_shown(open_page: Open, folder: Path, sample_edition: Path) -> None:
    newer = folder / f"{NEWER}.duckdb"
    shutil.copy(sample_edition, newer)
    with duckdb.connect(str(newer)) as connection:
        connection.execute("create view others as from accidents")
    app = open_page(folder)
    assert f"版 {sample_edition.stem}" in html_of(app)
    assert "表でないもの（ビューなど）" in html_of(app)


def test_links_name_the_edition_only_where_the_visitor_has_pinned_it(
    open_page: Open, sample_edition: Path
) -> None:
    board = "pages/goals/goals.py"
    free = html_of(open_page(sample_edition.parent, board))
    pinned = html_of(open_page(sample_edition.parent, board, edition=sample_edition.stem))
    name = f"edition={sample_edition.stem}"
    assert all(name not in link for link in re.findall(r'href="(goals-sheet[^"]*)', free))
    assert all(name in link for link in re.findall(r'href="(goals-sheet[^"]*)', pinned))
