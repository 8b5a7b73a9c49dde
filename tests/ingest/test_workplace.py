"""Temporary copies lie in one folder, which goes with the command, or with the next one if the command is killed."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest import workplace
from ingest.faults import InputError

PROJECT = Path(__file__).parents[2]
WORKING = """
import sys, tempfile
from ingest import workplace
with workplace.own():
    open(tempfile.mkdtemp() + "/copy", "w").write("unpacked")
    print("working", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@contextmanager
def working() -> Iterator[subprocess.Popen[str]]:
    """Let another process have a workplace with a copy in it."""
    command, pipe = [sys.executable, "-c", WORKING], subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "working\n"
        yield process


def copies(place: Path) -> int:
    return len(list(place.rglob("copy")))


def test_temporary_files_lie_in_the_folder_and_go_with_it(place: Path) -> None:
    with workplace.own() as folder:
        assert Path(tempfile.mkdtemp()).parent == folder
        assert folder.parent == place
    assert list(place.iterdir()) == []
    assert tempfile.gettempdir() == str(place)


def test_what_killed_commands_left_is_removed_by_the_next_and_nothing_else(place: Path) -> None:
    (place / "of somebody else").mkdir()
    for _ in range(3):
        with working() as killed:
            killed.kill()
    assert copies(place) == 1  # each removed what the one before had left
    with working() as lives:
        with workplace.own():
            assert copies(place) == 1
        assert copies(place) == 1
        lives.communicate()
    assert [path.name for path in place.iterdir()] == ["of somebody else"]


def test_a_place_that_cannot_be_written_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(place / "gone"))
    with pytest.raises(InputError) as refused, workplace.own():
        pass
    assert str(refused.value) == (
        "一時ファイルの置き場所：書き込めません（見つかりません）。"
        "空きを作るか、環境変数TMPDIRで別の場所を指定してください。"
    )
