"""Starting the dashboard: what stands in the way is said in Japanese, with the way out, everywhere the same."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from findings.meeting import order as meeting_order
from pages.frame import start
from pages.frame.start import CannotStartError
from queries import meetings, meetings_file
from tests.queries.test_meetings import decision
from tests.serving import ROOT, free_port


@pytest.fixture(autouse=True)
def no_editions_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
    monkeypatch.delenv("DASHBOARD_EDITIONS", raising=False)
    monkeypatch.delenv("DASHBOARD_MEETING_CODE", raising=False)


@pytest.fixture
def taken() -> int:
    """Return a port another program listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_in_use_is_said_before_anything_is_read(taken: int) -> None:
    command = [sys.executable, "dashboard.py", "--port", str(taken)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == (
        f"ポート{taken}は、ほかのプログラムが使っています。開いているダッシュボードを閉じるか、"
        "別の番号を指定してください（make では PORT=8502、ほかでは --port 8502）。\n"
    )


@pytest.mark.parametrize(
    "host",
    [
        "",
        "203.0.113.9",
        "192.0.2",
        "no such name",
        "http://127.0.0.1",
        "unix://socket",
        "x" * 300,
        "::ffff:1:2:3",
    ],
)
def test_an_address_that_is_not_this_machines_is_named(host: str) -> None:
    with pytest.raises(CannotStartError, match="このPCのアドレスだけを") as refused:
        start.refuse_address(host, free_port())
    assert f"アドレス「{host}」では開けません" in str(refused.value)


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), PermissionError(1, "not permitted")]
)
def test_a_port_that_is_not_allowed_is_said(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "create_server", refuse)
    with pytest.raises(CannotStartError, match="ポート80を開く権限がありません。1024以上の別の番号を"):
        start.refuse_address("127.0.0.1", 80)


@pytest.mark.parametrize("text", ["", "x", "0", "65536", "-1", "８５０１x", "99999999999999999999"])
def test_what_is_no_port_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["dashboard.py", f"--port={text}"])
    with pytest.raises(SystemExit, match="2"):
        start.main(ROOT / "dashboard.py")
    assert f"ポート「{text}」は使えません。1～65535の番号を指定してください" in capsys.readouterr().err


def opened(monkeypatch: pytest.MonkeyPatch, dashboard: Path) -> tuple[int, list[list[str]]]:
    """Start the dashboard without a server; return how it ended, and what was run."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command[1:])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(start.cli, "main", lambda arguments, **_: ran.append(arguments))
    monkeypatch.setattr(sys, "argv", ["dashboard.py", "--port", str(free_port())])
    return start.main(dashboard), ran


@pytest.mark.parametrize(
    ("variable", "name", "words"),
    [
        ("DASHBOARD_EDITION", "lost", "版のファイル「{}」がありません。そこに置くか、"),
        ("DASHBOARD_EDITION", "folder", "版のファイル「{}」を開けません。"),
        ("DASHBOARD_EDITIONS", "file", "版のフォルダー「{}」を開けません。"),
    ],
)
def test_editions_that_are_named_and_not_there_are_not_replaced_by_a_sample(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    variable: str,
    name: str,
    words: str,
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    monkeypatch.setenv(variable, str(tmp_path / name))
    assert opened(monkeypatch, ROOT / "dashboard.py") == (2, [])
    said = capsys.readouterr().err
    assert said.startswith(words.format(tmp_path / name))
    assert said.endswith(f"環境変数 {variable} を直してください。\n")


def test_editions_that_may_not_be_read_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path))
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(CannotStartError, match="を読む権限がありません"):
        start.refuse_lost_editions()


@pytest.mark.parametrize("folder", ["", "new"])
def test_without_any_edition_a_sample_is_built_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: str
) -> None:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path / folder))
    code, (building, serving) = opened(monkeypatch, ROOT / "dashboard.py")
    assert (code, building) == (0, ["-m", "ingest", "build", "--sample"])
    assert serving[:2] == ["run", str(ROOT / "dashboard.py")]
    said = f"フォルダー「{tmp_path / folder}」に版がないので、サンプル版を作ります。"
    assert said in capsys.readouterr().out


def test_with_an_edition_none_is_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "20261130-120000-abcdef-real.duckdb").touch()
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path))
    assert [command[0] for command in opened(monkeypatch, ROOT / "dashboard.py")[1]] == ["run"]


def test_a_sample_that_cannot_be_built_is_said(tmp_path: Path) -> None:
    """There is no module ingest in an empty folder."""
    with pytest.raises(CannotStartError, match="サンプル版を作れませんでした"):
        start.build_sample(tmp_path)


@pytest.mark.parametrize(
    ("host", "address", "seen"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501", "このPCからだけ"),
        ("localhost", "http://localhost:8501", "このPCからだけ"),
        ("::1", "http://[::1]:8501", "このPCからだけ"),
        ("192.0.2.10", "http://192.0.2.10:8501", "だれでも"),
        ("0.0.0.0", "http://（このPCのアドレス）:8501", "だれでも"),
        ("::", "http://（このPCのアドレス）:8501", "だれでも"),
    ],
)
def test_who_can_see_it_is_said(host: str, address: str, seen: str) -> None:
    words = start.welcome(host, 8501)
    assert address in words
    assert seen in words


def test_where_it_opened_is_said_first(tmp_path: Path) -> None:
    edition, port = tmp_path / "any.duckdb", free_port()
    edition.touch()
    with subprocess.Popen(
        [sys.executable, "dashboard.py", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_EDITION": str(edition)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        try:
            assert server.stdout.readline() == (
                f"ダッシュボードが開きました：http://127.0.0.1:{port}"
                "（このPCからだけ見られます。終わるときは Ctrl+C）\n"
            )
        finally:
            server.terminate()


@pytest.mark.parametrize("word", ["run", "serve"])
def test_make_starts_it_the_same_way(word: str) -> None:
    command = ["make", "--no-print-directory", "--dry-run", word, "HOST=192.0.2.10", "PORT=8502"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    host = ' --host "192.0.2.10"' if word == "serve" else ""
    assert said.rstrip().endswith(f'python dashboard.py{host} --port "8502"')


def started(environment: dict[str, str], until: str) -> list[str]:
    """Start the dashboard and return the lines it says until one holds some words; the process is ended then."""
    command = [sys.executable, "dashboard.py", "--port", str(free_port())]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as server:
        said: list[str] = []
        for line in server.stdout:
            said.append(line.rstrip())
            if until in line:
                break
        server.terminate()
        return said


def test_the_code_is_said_at_the_start_and_is_another_each_time(sample_edition: Path) -> None:
    codes = set()
    for _ in range(2):
        said = started({"DASHBOARD_EDITION": str(sample_edition)}, "会議のコード")[-1]
        told = re.fullmatch("会議のコード：([34679ACDEFGHJKMNPQRTWXY]{6})（.*起動し直すと変わります）", said)
        assert told, said
        codes.add(told[1])
    assert len(codes) == 2


def test_a_code_the_environment_names_is_taken_or_refused_without_being_repeated(
    sample_edition: Path,
) -> None:
    named = {"DASHBOARD_EDITION": str(sample_edition), "DASHBOARD_MEETING_CODE": "acd346"}
    assert "会議のコード：ACD346（" in started(named, "会議のコード")[-1]
    for unusable in ("ACD34", "ACD3467", "OOOOOO", "あいうえおか"):
        said = started(named | {"DASHBOARD_MEETING_CODE": unusable}, "使えません")
        assert said == [
            "会議のコード（環境変数 DASHBOARD_MEETING_CODE）は使えません。数字と英字の6文字で決めてください。"
            "使えるのは、読み間違えない 34679ACDEFGHJKMNPQRTWXY だけです。"
        ]


def test_a_start_copies_what_was_decided_and_says_when_it_cannot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "meetings.sqlite"
    monkeypatch.setenv("DASHBOARD_MEETINGS", str(file))
    start.copy_decisions()
    assert not file.exists()
    meetings.decide(decision("a"))
    start.copy_decisions()
    assert len(meetings_file.copies(file)) == 1
    assert capsys.readouterr().err == ""
    file.write_bytes(b"damaged" * 100)
    start.copy_decisions()
    assert capsys.readouterr().err.startswith(
        f"決めたことの控えを作れませんでした。決めたことのファイル「{file}」が壊れて"
    )


def test_a_faulty_order_of_the_meeting_is_told_at_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    start.say_faults_of_order()
    assert capsys.readouterr().err == ""
    (file := tmp_path / "meeting.toml").write_text('title = "懇話会"\n', encoding="utf-8")
    monkeypatch.setattr(meeting_order, "FILE", file)
    start.say_faults_of_order()
    assert capsys.readouterr().err.startswith("data/meeting.toml の1行目：「when」がありません。")
