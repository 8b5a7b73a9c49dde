"""What nginx is told holds: its configuration, the services, and what comes through it as a replica sends it."""

import gzip
import http.client
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from deploy import nginx
from deploy.__main__ import main
from pages.frame import slides, static
from tests.deploy.running import NEEDS_NGINX, Person, Running, running

HERE = Path(nginx.__file__).parent
SCRIPT = max(
    (path for path in static.FILES if path.endswith(".js")),
    key=lambda path: static.FILES[path].stat().st_size,
)
FONT = next(path for path in static.FILES if path.endswith(".woff2"))
OF_EACH = {
    "date",
    "server",
    "connection",
    "accept-ranges",
}  # headers in which no two answers need be the same
BY_NAME = "dashboard.city.example"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run two replicas over what is no edition: what is asked here reads none."""
    edition = tmp_path_factory.mktemp("edition") / "any.duckdb"
    edition.touch()
    surroundings = {"DASHBOARD_EDITION": str(edition), "STREAMLIT_SERVER_ALLOWED_HOSTS": BY_NAME}
    with running(2, surroundings) as replicas:
        yield replicas


class Answer:
    def __init__(self, port: int, path: str, method: str = "GET", **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/{path}", headers={"Host": BY_NAME, "Accept-Encoding": "gzip"} | named)
        answer = connection.getresponse()
        self.status, self.body = answer.status, answer.read()
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()

    def told(self) -> tuple[int, bytes, dict[str, str]]:
        return self.status, self.body, {name: self.headers[name] for name in self.headers.keys() - OF_EACH}


@NEEDS_NGINX
@pytest.mark.parametrize(
    "options",
    [["127.0.0.1:8511"], ["192.0.2.1:8511", "[::1]:8512", "--listen", "127.0.0.1:8080", "--name", BY_NAME]],
)
def test_nginx_takes_its_configuration(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["nginx", *options, "--cache", str(tmp_path / "static")]) == 0
    (tmp_path / "dashboard.conf").write_text(capsys.readouterr().out)
    (tmp_path / "nginx.conf").write_text(nginx.alone(tmp_path))
    tried = subprocess.run(
        [nginx.program(), "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "ADDRESS:PORT"),
        (["8511"], "127.0.0.1:8511 のように"),
        (["127.0.0.1:8511; evil"], "127.0.0.1:8511 のように"),
        (["127.0.0.1:8511", "--listen", "http"], "192.0.2.10:80 のように"),
        (["127.0.0.1:8511", "--name", "a;b"], "dashboard.city.example のような"),
    ],
)
def test_what_nginx_would_not_understand_is_refused(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["nginx", *options])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_the_services_are_as_systemd_wants_them(tmp_path: Path) -> None:
    shutil.copy(HERE / "dashboard@.service", tmp_path / "dashboard@8511.service")
    shutil.copy(HERE / "dashboard.target", tmp_path)
    command = ["systemd-analyze", "verify", *tmp_path.iterdir()]
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")


@NEEDS_NGINX
def test_files_come_from_disk_with_the_headers_of_the_replica(served: Running) -> None:
    (port, process), (_, other) = sorted(served.replicas().items())
    asked = [
        (SCRIPT, {}),
        (SCRIPT, {"Accept_Encoding": "identity"}),
        (SCRIPT, {"method": "HEAD"}),
        (FONT, {}),
    ]
    from_replica = [Answer(port, path, **more).told() for path, more in asked]
    assert [Answer(served.port, path, **more).told() for path, more in asked] == from_replica
    assert gzip.decompress(from_replica[0][1]) == static.FILES[SCRIPT].read_bytes()
    for one in (process, other):
        os.kill(one, signal.SIGSTOP)
    try:
        assert [Answer(served.port, path, **more).told() for path, more in asked] == from_replica
        part = Answer(served.port, FONT, Range="bytes=10-19")
    finally:
        for one in (process, other):
            os.kill(one, signal.SIGCONT)
    assert (part.status, part.body) == (206, static.FILES[FONT].read_bytes()[10:20])


@NEEDS_NGINX
def test_shapes_of_cells_come_from_disk_too(sample_edition: Path) -> None:
    surroundings = {
        "DASHBOARD_EDITIONS": str(sample_edition.parent),
        "STREAMLIT_SERVER_ALLOWED_HOSTS": BY_NAME,
    }
    path = f"cells/{sample_edition.stem}/city.geojson"
    with running(1, surroundings) as alone:
        ((port, process),) = alone.replicas().items()
        from_replica = Answer(port, path).told()
        assert (from_replica[0], from_replica[2]["content-encoding"]) == (200, "gzip")
        assert Answer(alone.port, path).told() == from_replica
        assert Answer(alone.port, "cells/20250101-090000-aaaaaa-sample/city.geojson").status == 404
        os.kill(process, signal.SIGSTOP)
        try:
            assert Answer(alone.port, path).told() == from_replica
        finally:
            os.kill(process, signal.SIGCONT)


@NEEDS_NGINX
def test_a_browser_whose_connection_breaks_comes_back_to_its_session(served: Running) -> None:
    with ExitStack() as windows:
        people = [Person(served.address, "goals", "", windows) for _ in range(8)]
        for person in people:
            person.click()
        sessions = [person.visitor.session for person in people]
        for person in people:
            person.visitor.socket.close()
            person.click()
        assert [person.visitor.session for person in people] == sessions
        assert len({person.cookies["viewer"] for person in people}) == len(people)


@NEEDS_NGINX
def test_names_and_files_nobody_knows_are_answered_as_a_replica_does(served: Running) -> None:
    port = min(served.replicas())
    for path, headers in [("goals", {"Host": "evil.example"}), ("goals", {"Origin": "http://evil.example"})]:
        refused = Answer(served.port, path, **headers)
        assert refused.status in (421, 403)
        assert refused.told() == Answer(port, path, **headers).told()
    gone = Answer(served.port, "slides/none/page")
    assert (gone.status, gone.body.decode()) == (404, slides.GONE)


@NEEDS_NGINX
def test_without_a_replica_people_are_told_to_wait(tmp_path: Path) -> None:
    edition = tmp_path / "any.duckdb"
    edition.touch()
    with running(1, {"DASHBOARD_EDITION": str(edition)}) as alone:
        (process,) = alone.replicas().values()
        os.kill(process, signal.SIGKILL)
        lost = Answer(alone.port, "slides/none/page", Host="localhost")
        page = Answer(alone.port, "goals", Host="localhost")
        assert (lost.status, lost.body.decode()) == (404, slides.GONE)
        assert page.status == 503
        assert '<html lang="ja">' in page.body.decode()
        assert "準備中です" in page.body.decode()
        until = time.monotonic() + 60
        while Answer(alone.port, "goals", Host="localhost").status != 200:
            assert time.monotonic() < until
            time.sleep(0.5)
