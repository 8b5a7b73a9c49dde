"""`python -m publish slides`: the file it makes, and what it says when it cannot."""

from pathlib import Path

import pytest

from publish.__main__ import main as publish
from tests.publish.slides import reading


@pytest.fixture
def of_sample(sample_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(sample_edition.parent))
    monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
    return sample_edition


def test_a_topic_is_written_where_it_is_asked_for(
    of_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "目標.pptx"
    assert publish(["slides", "--topic", "goals", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert of_sample.stem in reading.texts(reading.opened(out.read_bytes()))
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_an_edition_that_is_not_there_is_refused_and_no_other_is_taken(
    of_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "slides",
        "--topic",
        "goals",
        "--out",
        str(tmp_path / "a.pptx"),
        "--edition",
        "20200101-000000-aaaaaa-real",
    ]
    assert publish(asked) == 2
    said = capsys.readouterr().err
    assert "版「20200101-000000-aaaaaa-real」はありません" in said
    assert of_sample.stem in said
    assert list(tmp_path.iterdir()) == []


def test_without_any_edition_it_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path))
    monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
    assert publish(["slides", "--topic", "divide", "--out", str(tmp_path / "a.pptx")]) == 2
    assert "python -m ingest build" in capsys.readouterr().err


@pytest.mark.usefixtures("of_sample")
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ない" / "a.pptx"
    assert publish(["slides", "--topic", "divide", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert str(out) in said
    assert "フォルダーがありません" in said
