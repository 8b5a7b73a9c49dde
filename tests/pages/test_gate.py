"""Whom the running server answers, over real sockets, and that it asks nobody outside the machine itself."""

import asyncio
import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from pages.frame.gate import Gate
from pages.frame.menu import MENU, PAGES
from tests.serving import served

# Notes and stops whatever a Python process wants of an address, before anything is sent.
RECORDER = """
import os, sys

def note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        with open(os.environ["ASKED"], "a") as asked:
            asked.write(f"{event} {arguments}\\n")
        raise OSError("stopped")

sys.addaudithook(note)
"""
FURTHER = "dashboard.city.example *.office.example"
PAGE = MENU["目標"][0].path


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("recorder")
    (folder / "sitecustomize.py").write_text(RECORDER)
    edition = folder / "any.duckdb"
    edition.touch()  # what is asked here reads no edition
    return {
        "ASKED": str(folder / "asked"),
        "PYTHONPATH": str(folder),
        "DASHBOARD_EDITION": str(edition),
        "STREAMLIT_SERVER_ALLOWED_HOSTS": FURTHER,
        "STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS": "https://portal.city.example",
    }


@pytest.fixture(scope="module")
def port(environment: dict[str, str]) -> Iterator[int]:
    """Return the port of a server that listens at every address of the machine."""
    with served(Path(), "0.0.0.0", environment) as address:
        yield int(address.rsplit(":", 1)[1])


def got(port: int, path: str, at: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(at, port, timeout=30)
    connection.request("GET", path, headers={"Host": f"{at}:{port}"} | headers)
    answer = connection.getresponse()
    status, text = answer.status, answer.read().decode(errors="replace")
    connection.close()
    return status, text


def connected(port: int, **headers: str) -> int:
    """Return the status with which the socket of pages is opened (101) or not."""
    asked = {
        "Host": f"127.0.0.1:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "c29tZXRoaW5nIHNob3J0IQ==",
        "Sec-WebSocket-Protocol": "streamlit",
    } | headers
    lines = ["GET /_stcore/stream HTTP/1.1", *(f"{name}: {value}" for name, value in asked.items()), "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as opened:
        opened.sendall("\r\n".join(lines).encode())
        return int(opened.recv(100).split()[1])


@pytest.mark.parametrize(
    "name",
    ["localhost", "LOCALHOST", "127.0.0.1", "[::1]", "dashboard.city.example", "pc7.office.example"],
)
def test_its_own_names_and_those_of_the_setting_are_answered(port: int, name: str) -> None:
    assert got(port, f"/{PAGE}", Host=name)[0] == 200
    assert connected(port, Host=f"{name}:{port}", Origin=f"http://{name}:{port}") == 101


@pytest.mark.parametrize(
    "name",
    [
        "evil.example",
        "localhost.evil.example",
        "office.example",
        "127.0.0.9",
        "someone@localhost",
        "localhost:80;x",
        "localhost:8501/",
        "",
    ],
)
def test_no_other_name_is_answered(port: int, name: str) -> None:
    status, words = got(port, f"/{PAGE}", Host=name)
    assert status == 421
    assert f"アドレス「{name}」では開けません" in words
    assert "STREAMLIT_SERVER_ALLOWED_HOSTS" in words
    assert connected(port, Host=name, Origin=f"http://{name}") == 403


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has 127.0.0.2 without being told")
def test_the_address_a_request_came_in_by_is_its_own(port: int) -> None:
    assert got(port, "/_stcore/health", at="127.0.0.2")[0] == 200


@pytest.mark.parametrize(
    ("arrived_at", "name", "status"),
    [
        (("192.0.2.10", 8501), "192.0.2.10:8501", 200),
        (("::ffff:192.0.2.10", 8501), "192.0.2.10:8501", 200),
        (("2001:db8::a", 8501), "[2001:db8:0::a]:8501", 200),
        (("192.0.2.10", 8501), "192.0.2.11:8501", 421),
        (("/run/dashboard.sock", None), "192.0.2.10", 421),
        (None, "192.0.2.10", 421),
        (None, "localhost", 200),
    ],
)
def test_an_address_by_number_is_compared_as_a_number(
    arrived_at: tuple[str, int | None] | None, name: str, status: int
) -> None:
    gate = Gate(PlainTextResponse("ok"), ["localhost"], [])
    scope = {"type": "http", "server": arrived_at, "headers": [(b"host", name.encode())]}
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    asyncio.run(gate(scope, None, send))
    assert sent[0]["status"] == status


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9", "http://["])
def test_no_page_of_another_site_is_answered(port: int, origin: str) -> None:
    status, words = got(port, "/_stcore/health", Origin=origin)
    assert (status, connected(port, Origin=origin)) == (403, 403)
    assert f"ほかのサイト「{origin}」の画面からは開けません" in words


def test_a_site_of_the_setting_is_answered(port: int) -> None:
    assert connected(port, Origin="https://portal.city.example") == 101
    assert connected(port, Origin="http://portal.city.example") == 403


def test_what_somebody_sent_is_shown_as_text(port: int) -> None:
    status, words = got(port, "/", Host="a\x9b31mé" + 200 * "b")
    assert status == 421
    assert "「a\\x9b31m\\xe9bbb" in words
    assert len(words) < 250


@pytest.mark.parametrize(
    "path",
    [
        "/overview",
        "/goals.html",
        "/index.html",
        "/robots.txt",
        f"/{PAGE}/data.csv",
        f"/{PAGE}/{PAGE}",
        f"//{PAGE}",
        "/static",
        "/static/js/none.js",
        "/static/%2e%2e/%2e%2e/version.py",
        "/app/static/x.png",
        "/_stcore/upload_file/a/b",
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/auth/login",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_what_is_no_page_is_answered_in_japanese(port: int, path: str, accept: str) -> None:
    status, words = got(port, path, Accept=accept)
    assert status == 404
    assert '<html lang="ja">' in words
    assert "のページはありません" in words


def test_an_address_that_is_no_page_is_shown_as_text(port: int) -> None:
    status, words = got(port, "/%3Ca%20href=%22//evil.example%22%3E&lt;x.html")
    assert status == 404
    assert "アドレス「/&lt;a href=&quot;//evil.example&quot;&gt;&amp;lt;x.html」" in words


@pytest.mark.parametrize("path", ["/", *(f"/{entry.path}" for entry in PAGES)])
def test_every_page_is_answered(port: int, path: str) -> None:
    status, text = got(port, path, Accept="text/html")
    assert (status, '<html lang="ja">' in text) == (200, True)


def test_what_a_page_loads_is_answered(port: int) -> None:
    _, text = got(port, "/", Accept="text/html")
    loaded = re.findall(r'(?:src|href)="\.(/(?:static/|favicon)[^"]+)"', text)
    assert len(loaded) > 2
    asked = [*loaded, "/_stcore/health", "/_stcore/host-config"]
    assert {path: got(port, path)[0] for path in asked} == dict.fromkeys(asked, 200)


def test_nothing_outside_is_asked(port: int, environment: dict[str, str]) -> None:
    """Neither at the start at every address, nor when a foreign page or name is refused."""
    asked = Path(environment["ASKED"])
    connected(port, Origin="http://evil.example")
    connected(port, Host="evil.example")
    got(port, "/", Origin="http://evil.example")
    assert not asked.exists()
    attempt = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    subprocess.run(
        [sys.executable, "-c", attempt], env=os.environ | environment, stderr=subprocess.DEVNULL, check=False
    )
    assert "192.0.2.1" in asked.read_text()
