"""The files that are learnt: which, what is in them, and that the same edition gives the same."""

from pathlib import Path

import duckdb
import pytest

from ingest import definitions as readers
from ingest.bar import STEPS
from ingest.commands import main
from ingest.faults import InputError
from ingest.learn import definitions, methods
from tests.ingest.learn.conftest import MakeNation

FILES = {
    *("backtest.csv", "fatal_share.csv", "forecast_coverage.csv", "forecast_reliability.csv"),
    *("forecast_spread.csv", "top_ten_calibration.csv", "top_ten_reliability.csv"),
}


@pytest.fixture
def nation(make_nation: MakeNation, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an edition of the nation, and let only the quickest methods be tried."""
    monkeypatch.setattr(methods, "METHODS", {name: methods.METHODS[name] for name in ("count", "gi_star")})
    monkeypatch.setattr(methods, "CANDIDATES", {"count_0.2": methods.CANDIDATES["count_0.2"]})
    return make_nation()


@pytest.mark.usefixtures("_handlers")
def test_the_same_edition_gives_the_same_files_which_can_be_read(
    nation: Path, data: Path, connection: duckdb.DuckDBPyConnection, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = data / "definitions"
    others = {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in FILES}
    command = ["learn", str(nation), "--to", str(folder)]
    assert main(command) == 0
    captured = capsys.readouterr()
    assert captured.out == f"{folder}\n"
    first, second, *_, last = said = captured.err.splitlines()
    assert first == "件数の予測のばらつきを学んでいます…"
    assert second.endswith("（0/47区域）")
    assert last == "次は python -m ingest build で版を作り直すと、新しい値が入ります。"
    assert len(said) == 2 + STEPS + len(FILES)
    assert {line for line in said if line.endswith("書きました")} == {f"{name}：書きました" for name in FILES}

    written = {name: (folder / name).read_bytes() for name in FILES}
    assert main(command) == 0
    same = {line for line in capsys.readouterr().err.splitlines() if line.endswith("いまと同じです")}
    assert same == {f"{name}：いまと同じです" for name in FILES}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == others | written

    readers.load(connection, data, readers.read_city(data))
    for name, content in written.items():
        remark, *rows = content.decode().splitlines()
        assert remark == "# Learnt from files 2019-2021 by: python -m ingest learn EDITION (do not edit)"
        table = connection.execute(f"select count(*) from {name.removesuffix('.csv')}").fetchall()
        assert table == [(len(rows) - 1,)]
    tried = "select stage, list(distinct method order by method) from backtest group by stage order by stage"
    assert connection.execute(tried).fetchall() == [
        ("choice", ["count", "count_0.2", "gi_star"]),
        ("examination", ["count", "gi_star"]),
    ]


def test_nothing_stays_empty_but_what_there_is_not() -> None:
    text = definitions.written([{"least": 1, "most": None, "share": 60.0}], [2019, 2021])
    assert text.splitlines()[1:] == ["least,most,share", "1,,60.0"]


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_computed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="書けません（フォルダーではありません）"):
        definitions.learn(tmp_path / "nowhere.duckdb", tmp_path / "file", lambda _: None)


@pytest.mark.usefixtures("_handlers")
def test_the_command_refuses_what_cannot_teach(
    make_nation: MakeNation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", str(make_nation(kind="sample")), "--to", str(tmp_path / "definitions")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(
        "この版からは学べません。直すところが1件あります。\n・nation.duckdb：サンプル版です。"
    )
    assert list((tmp_path / "definitions").iterdir()) == []
