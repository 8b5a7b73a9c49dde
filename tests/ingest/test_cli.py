"""The command line, as the person at the keyboard and the scheduler of a server meet it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ingest import commands as command_line
from ingest.commands import FINDINGS, REJECTED, _print_summary, main
from queries import editions

PROJECT = Path(__file__).parents[2]
NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}-(real|sample)\.duckdb")

Run = Callable[..., subprocess.Popen[str]]
Refused = Callable[..., str]

with_signals = pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without asking them")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder editions go to; temporary files have one of their own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path / "editions"))
    monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
    return tmp_path / "editions"


@pytest.fixture
def run(folder: Path) -> Run:
    """Return a function that starts a command."""

    def start(*arguments: str | Path, **options: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "ingest", *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=PROJECT, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", **options
        )

    return start


@pytest.fixture
def refused(folder: Path, _handlers: None, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Return a function that runs a command that is refused, and returns what it says."""

    def run_refused(*arguments: str | Path) -> str:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as error:
            code = error.code
        captured = capsys.readouterr()
        assert (code, captured.out) == (2, "")
        return captured.err

    return run_refused


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def wait_for_beginning(folder: Path) -> None:
    """Wait until a build has made its unfinished file."""
    end = time.monotonic() + 60
    while not any(name.endswith(".building") for name in names(folder)):
        assert time.monotonic() < end, "the build did not begin"
        time.sleep(0.01)


# What a command does ----------------------------------------------------------------------------------------


def test_build_prints_the_path_last_and_check_leaves_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "報告.csv"
    report.write_text("指標番号,期間,実績値\n9-12,令和5年度,7000\n", encoding="utf-8")
    with run("check", "--reports", report) as checking:
        out, said_by_check = checking.communicate()
    assert (checking.returncode, out) == (0, "")
    assert names(folder) == []
    assert names(tmp_path / "temporary") == []
    with run("build", "--reports", report) as building:
        out, said_by_build = building.communicate()
    assert building.returncode == 0
    (name,) = names(folder)
    assert NAME.fullmatch(name)[1] == "real"
    assert out == f"{folder / name}\n"
    assert [found.path for found in editions.available()] == [folder / name]
    assert said_by_build == said_by_check
    assert said_by_build.splitlines() == [
        "計画と定義を読んでいます…",
        "内容を確かめています…",
        "版を封じています…",
        "reports/published.csv：1行＝読込1＋範囲外0＋不可0",
        "reports/報告.csv：1行＝読込1＋範囲外0＋不可0",
        "surveys/published.yaml：6行＝読込6＋範囲外0＋不可0",
    ]


@pytest.mark.usefixtures("_handlers")
def test_build_uses_the_names_it_is_given(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "会議" / "第1回.duckdb"
    assert main(["build", "--out", str(out), "--title", "第1回懇話会", "--scope", "city"]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert names(out.parent) == ["第1回.duckdb"]
    assert names(folder) == []
    with editions.opened(out) as connection:
        assert connection.execute("select title, scope, kind from edition").fetchall() == [
            ("第1回懇話会", "city", "real")
        ]


@pytest.mark.usefixtures("_handlers")
def test_a_title_with_a_control_character_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--title", "第1回\x0b懇話会"]) == 2
    assert "・--title：使えない制御文字（U+000B）が入っています。" in capsys.readouterr().err
    assert names(folder) == []


def test_the_summary_tells_what_was_refused_and_noticed(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.duckdb"
    connection.execute(f"attach '{path}' as copy; copy from database memory to copy; use copy")
    connection.execute(
        """
        insert into ingest_files values
            ('honhyo_2021.csv', 'x', 'honhyo', 1500, 1000, 498, 2, false),
            ('sources.csv', 'x', 'definition', 3, 3, 0, 0, false);
        insert into rejected_rows values
            ('honhyo_2021.csv', 1200, '死者数「x」が数字ではありません', 'x'),
            ('honhyo_2021.csv', 7, '死者数「x」が数字ではありません', 'x');
        insert into ingest_findings values
            ('honhyo_2021.csv', 'no_coordinates', 'latitude, longitude', 1234),
            ('raw', 'skipped_file', 'README.md', 0);
        use memory; detach copy;
        """
    )
    _print_summary(path)
    assert capsys.readouterr().err.splitlines() == [
        "honhyo_2021.csv：1,500行＝読込1,000＋範囲外498＋不可2",
        "honhyo_2021.csv：2行に読めないところがありました（死者数「x」が数字ではありません。最初は7行目）。",
        REJECTED,
        "honhyo_2021.csv：緯度と経度のない事故が1,234行あります（地図に出せません）。",
        "raw：「README.md」は読みませんでした"
        "（読む種類のファイルでないか、調査ならどのYAMLの「file」にも書かれていません）。",
    ]


def test_every_kind_of_finding_has_its_words(connection: duckdb.DuckDBPyConnection) -> None:
    ((comment,),) = connection.execute(
        "select comment from duckdb_columns() where table_name = 'ingest_findings' and column_name = 'kind'"
    ).fetchall()
    assert set(re.findall(r"[a-z]+(?:_[a-z]+)+", comment)) == set(FINDINGS)


# Refusals ---------------------------------------------------------------------------------------------------


def test_places_where_nothing_is_are_told_together(refused: Refused, folder: Path, tmp_path: Path) -> None:
    nowhere, elsewhere = tmp_path / "無い", tmp_path / "どこにも"
    assert refused("build", "--npa", nowhere, "--reports", elsewhere).splitlines() == [
        "計画と定義を読んでいます…",
        "版を作れません。直すところが2件あります。",
        f"・{nowhere}：ファイルもフォルダーもありません。--npaの場所を確かめてください。",
        f"・{elsewhere}：ファイルもフォルダーもありません。場所を確かめてください。",
    ]
    assert names(folder) == []


def test_check_refuses_what_build_refuses(refused: Refused, tmp_path: Path) -> None:
    report = tmp_path / "報告.csv"
    report.write_text("指標番号,期間,実績値\n9-12,令和5年度,多い\n9-99,令和5年度,1\n", encoding="utf-8")
    words = refused("build", "--reports", report)
    assert words == refused("check", "--reports", report)
    assert words.splitlines()[1:] == [
        "版を作れません。直すところが2件あります。",
        "・報告.csvの2行目「実績値」：数を書くところに「多い」とあります。"
        "単位や言葉を付けずに、数字だけを書いてください。",
        "・報告.csvの3行目「指標番号」：指標番号「9-99」は計画にありません。"
        "計画の指標番号（例 1-1、2-1）に直してください。",
    ]


def test_an_edition_is_not_written_over(refused: Refused, tmp_path: Path) -> None:
    out = tmp_path / "a.duckdb"
    out.write_bytes(b"an edition")
    assert refused("build", "--out", out).splitlines()[-1] == (
        f"・{out}：同じ名前の版がすでにあります。版は書き換えないので、別の名前を指定してください。"
    )
    assert out.read_bytes() == b"an edition"


def test_a_synthetic_edition_cannot_be_named_real(refused: Refused, tmp_path: Path) -> None:
    out = tmp_path / "20240101-000000-abcdef-real.duckdb"
    assert "名前の終わりがrealですが、作る版はsampleです" in refused("build", "--sample", "--out", out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "命令がありません。書き方は python -m ingest --help で確かめてください。\n"),
        (
            ["make"],
            "命令：「make」は指定できません（build, check, fetch-npa, fetch-basemap, propose, learn のどれかです）。"
            "書き方は python -m ingest --help で確かめてください。\n",
        ),
        (
            ["build", "--scope", "市"],
            "--scope：「市」は指定できません（city, prefecture, nation のどれかです）。"
            "書き方は python -m ingest build --help で確かめてください。\n",
        ),
        (
            ["build", "--npa"],
            "--npa：値がありません。書き方は python -m ingest build --help で確かめてください。\n",
        ),
        (
            ["build", "--sample=はい"],
            "--sample：値「はい」は付けられません。書き方は python -m ingest build --help で確かめてください。\n",
        ),
        (
            ["build", "--rep", "x"],
            "「--rep x」という指定はありません。書き方は python -m ingest --help で確かめてください。\n",
        ),
        (
            ["check", "--out", "x"],
            "「--out x」という指定はありません。書き方は python -m ingest --help で確かめてください。\n",
        ),
    ],
)
def test_a_slip_in_the_command_is_answered_in_one_sentence(
    arguments: list[str], words: str, refused: Refused
) -> None:
    assert refused(*arguments).replace("'", "") == words  # some Pythons put choices in quotes


@pytest.mark.parametrize("arguments", [["--help"], ["build", "-h"], ["check", "--help"]])
def test_help_is_in_japanese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    assert (ended.value.code, captured.err) == (0, "")
    assert captured.out.startswith("使い方: python -m ingest")
    english = set(re.findall(r"[a-z]{3,}", re.sub(r"--[a-z]+|\{[a-z,]+\}", "", captured.out)))
    assert english <= {
        "python",
        "ingest",
        "build",
        "check",
        "fetch",
        "npa",
        "basemap",
        "learn",
        "propose",
        "data",
        "editions",
        "definitions",
    }


# Stopped, killed, at once, without room ---------------------------------------------------------------------


@with_signals
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_leaves_nothing(
    stop: signal.Signals, run: Run, folder: Path, tmp_path: Path
) -> None:
    with run("build", "--sample") as building:
        wait_for_beginning(folder)
        building.send_signal(stop)
        out, said = building.communicate()
    assert (building.returncode, out) == (128 + stop, "")
    assert said.splitlines()[-1] == "中断しました。作りかけの版は残していません。"
    assert "Traceback" not in said
    assert names(folder) == []
    assert names(tmp_path / "temporary") == []


@with_signals
@pytest.mark.usefixtures("_handlers", "folder")
def test_a_build_is_stopped_during_a_query(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DuckDB replaces the exception that a signal raises while a query runs."""

    def stopped_during_a_query(*_: object) -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt:
            raise RuntimeError("Query interrupted") from None

    monkeypatch.setattr(command_line, "build", stopped_during_a_query)
    assert main(["build"]) == 128 + signal.SIGTERM
    assert capsys.readouterr().err == "中断しました。作りかけの版は残していません。\n"


@pytest.mark.usefixtures("_handlers", "folder")
def test_a_fault_of_the_program_is_not_taken_for_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("check failed")

    monkeypatch.setattr(command_line, "build", fail)
    with pytest.raises(RuntimeError, match="check failed"):
        main(["build"])


@with_signals
def test_the_next_build_removes_what_killed_ones_left(run: Run, folder: Path, tmp_path: Path) -> None:
    with run("build", "--sample") as building:
        wait_for_beginning(folder)
        building.kill()
    assert any(name.endswith(".building") for name in names(folder))
    assert names(tmp_path / "temporary") != []
    with run("build") as building:
        out, _ = building.communicate()
    assert [str(folder / name) for name in names(folder)] == [out.strip()]
    assert names(tmp_path / "temporary") == []


def test_two_builds_at_once_do_not_disturb_each_other(run: Run, folder: Path) -> None:
    with run("build") as one, run("build") as other:
        paths = {building.communicate()[0].strip() for building in (one, other)}
    assert (one.returncode, other.returncode) == (0, 0)
    assert len(paths) == 2
    assert {str(folder / name) for name in names(folder)} == paths


@with_signals
def test_a_disk_without_room_is_told_in_one_sentence(run: Run, folder: Path) -> None:
    resource = pytest.importorskip("resource")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    with run("build", preexec_fn=limit) as building:
        out, said = building.communicate()
    assert (building.returncode, out) == (2, "")
    assert re.fullmatch(
        r"・.*\.duckdb：読み書きができません（書き込める大きさを超えました）。"
        r"場所、権限、空き容量を確かめてください。",
        said.splitlines()[-1],
    )
    assert "Traceback" not in said
    assert names(folder) == []
