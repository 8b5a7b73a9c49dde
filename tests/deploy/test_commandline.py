"""What stands in the way of several replicas is said in Japanese, with the way out."""

import socket
from pathlib import Path

import pytest

from deploy import health, nginx, replicas
from deploy.__main__ import main
from tests.serving import free_port


@pytest.fixture(autouse=True)
def an_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = tmp_path / "any.duckdb"
    edition.touch()
    monkeypatch.setenv("DASHBOARD_EDITION", str(edition))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what is said where a command is refused."""
    try:
        code = main(list(arguments))
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    return said.err


def test_without_nginx_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(nginx, "program", lambda: None)
    assert "apt-get install nginx-light" in refused(capsys, "replicas")


@pytest.mark.parametrize("place", [0, 2])
def test_a_port_in_use_is_named(
    place: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(nginx, "program", lambda: "nginx")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(capsys, "replicas", "--number", "2", "--port", str(port - place))
    assert f"ポート{port}は、ほかのプログラムが使っています" in said


def test_more_replicas_than_ports_or_sense_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(nginx, "program", lambda: "nginx")
    assert "小さい番号" in refused(capsys, "replicas", "--port", "65534")
    for number in ("0", str(replicas.MOST + 1), "four"):
        assert f"1～{replicas.MOST}" in refused(capsys, "replicas", "--number", number)


def test_what_is_waited_for_in_vain_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(health, "LONGEST", 0.5)
    port = free_port()
    assert main(["wait", str(port)]) == 1
    assert f"ポート{port}のダッシュボードは" in capsys.readouterr().err
