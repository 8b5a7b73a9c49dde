"""Several replicas on this machine behind one nginx, for as long as somebody lets them run."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from deploy import health, nginx
from pages.frame import code, start
from pages.frame.start import CannotStartError

PROJECT = Path(__file__).parents[1]
MOST = 32
"""More replicas than this are a slip of the hand."""

SECONDS_TO_END = 20
"""How long a replica may take to end before it is killed."""

Processes = dict[int, subprocess.Popen[bytes]]
"""Replicas by their ports."""


def serve(number: int, host: str, port: int) -> None:
    """Serve the dashboard from so many replicas until the person ends it.

    Browsers ask nginx at `host` and `port`; the replicas listen at the ports after it, for this machine alone.

    Raises
    ------
    CannotStartError, pages.frame.code.UnusableCodeError
        When something is in the way, or the replicas do not start.
    """
    program = nginx.program()
    if program is None:
        raise CannotStartError(
            "nginx がないので、複数では動かせません。「apt-get install nginx-light」で入れるか、"
            "make serve で一つだけ動かしてください。"
        )
    start.prepare(PROJECT, host, port)
    ports = range(port + 1, port + 1 + number)
    if ports.stop > start.PORTS.stop:
        raise CannotStartError(
            f"ポート{port}の後ろに、{number}個のポートがありません。小さい番号を指定してください。"
        )
    for one in ports:
        start.refuse_address("127.0.0.1", one)
    # What a shell starts in the background is deaf to Ctrl+C unless it says otherwise.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    environment = os.environ | _shared(host)
    replicas: Processes = {}
    with tempfile.TemporaryDirectory(prefix="dashboard-") as folder:
        proxy = _proxy(program, Path(folder), host, port, ports)
        try:
            replicas |= {one: _replica(one, environment) for one in ports}
            _wait(replicas)
            print(start.welcome(host, port), start.code_of_meeting(), sep="\n", flush=True)
            _watch(replicas, proxy, environment)
        finally:
            _end([proxy, *replicas.values()])


def _shared(host: str) -> Mapping[str, str]:
    """Return what all replicas must agree on, and the name they are asked by."""
    hosts = os.environ.get("STREAMLIT_SERVER_ALLOWED_HOSTS", "")
    secret = os.environ.get("STREAMLIT_SERVER_COOKIE_SECRET") or secrets.token_hex()
    return {
        code.VARIABLE: code.current().text,
        "STREAMLIT_SERVER_COOKIE_SECRET": secret,
        "STREAMLIT_SERVER_ALLOWED_HOSTS": f"{hosts} {host}".strip(),
    }


def _proxy(program: str, folder: Path, host: str, port: int, ports: Iterable[int]) -> subprocess.Popen[bytes]:
    written = f"[{host}]" if ":" in host else host
    site = nginx.site(
        [f"127.0.0.1:{one}" for one in ports], listen=f"{written}:{port}", name="_", cache=folder / "static"
    )
    (folder / "dashboard.conf").write_text(site, encoding="utf-8")
    (folder / "nginx.conf").write_text(nginx.alone(folder), encoding="utf-8")
    # As root nginx would work as somebody who may not enter the folder.
    as_root = ["-g", "user root;"] if os.geteuid() == 0 else []
    return _started([program, "-e", "stderr", "-c", str(folder / "nginx.conf"), *as_root], os.environ)


def _replica(port: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return _started([sys.executable, "dashboard.py", "--port", str(port)], environment)


def _started(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a program that says only what goes wrong, and that Ctrl+C does not reach: it is ended in turn."""
    return subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )


def _wait(replicas: Processes) -> None:
    """Wait until all replicas are ready.

    Raises
    ------
    CannotStartError
        When one ends before; it has said why.
    """
    waiting = set(replicas)
    while waiting:
        if any(process.poll() is not None for process in replicas.values()):
            raise CannotStartError("起動できませんでした。上に出た理由を直して、もう一度始めてください。")
        waiting = {port for port in waiting if not health.is_ready(port)}
        time.sleep(0.2)


def _watch(replicas: Processes, proxy: subprocess.Popen[bytes], environment: Mapping[str, str]) -> NoReturn:
    """Start again whatever replica ends, as long as nginx runs.

    Raises
    ------
    CannotStartError
        When nginx has ended; it has said why.
    """
    while proxy.poll() is None:
        for port, process in replicas.items():
            if process.poll() is not None:
                print(f"ポート{port}のサーバーが止まったので、起動し直します。", file=sys.stderr, flush=True)
                replicas[port] = _replica(port, environment)
        time.sleep(1)
    raise CannotStartError("nginx が止まったので、終わります。上に出た理由を直して、もう一度始めてください。")


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + SECONDS_TO_END
    for process in processes:
        try:
            process.wait(timeout=max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
