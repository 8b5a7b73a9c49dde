"""What start.bat and start.sh hand over to: install from the wheels of the bundle, once, and open the dashboard.

It runs with a bare Python, before anything is installed, so it imports nothing but the standard library.
"""

import hashlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

BUNDLE = Path(__file__).absolute().parents[3]
APP = BUNDLE / "app"
WHEELS = BUNDLE / "wheels"
VENV = BUNDLE / ".venv"
STAMP = VENV / "installed"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALL_LOG = BUNDLE / "install.log"
SERVER_LOG = BUNDLE / "dashboard.log"
HOST = "127.0.0.1"
PORTS = range(8501, 8600)
SECONDS_TO_START = 180
REFUSED = 2  # the dashboard's exit code when it cannot start and has said why


class CannotStartError(Exception):
    """Something is in the way; the message says in Japanese what to do about it."""


def main(arguments: list[str]) -> int:
    """Open the dashboard; `--check` compares the files instead, other arguments go to `python -m ingest`."""
    try:
        if arguments == ["--check"]:
            refuse_broken_files("")
            say("すべてのファイルが SHA256SUMS と一致しました。")
            return 0
        install()
        return ingest(arguments) if arguments else serve()
    except CannotStartError as error:
        say(str(error))
    except OSError as error:
        say(
            f"「{error.filename or BUNDLE}」を読み書きできません。開いているダッシュボードがあれば閉じ、"
            "空き容量を確かめてください。"
            f"それでも出るときは、フォルダー「{BUNDLE.name}」ごと、ドキュメントなど書き込める場所にコピーして、そこから始めてください。"
        )
    except KeyboardInterrupt:
        return 0
    return 1


def say(message: str) -> None:
    """Print one sentence to the person at the keyboard, at once."""
    print(message, flush=True)


def sums() -> list[tuple[str, str]]:
    """Return the SHA-256 and the name of every file the bundle was made with."""
    lines = (BUNDLE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return [(line[:64], line[66:]) for line in lines]


def refuse_broken_files(*beginnings: str) -> None:
    """Compare the files whose names begin so with the list.

    Raises
    ------
    CannotStartError
        Naming the files that are lost or differ.
    """
    broken = [
        name for digest, name in sums() if name.startswith(beginnings) and sha256(BUNDLE / name) != digest
    ]
    if broken:
        names = "".join(f"\n・{name}" for name in broken[:10])
        raise CannotStartError(
            f"次のファイルがないか、壊れています（{len(broken)}個）。もう一度コピーしてください。{names}"
        )


def sha256(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None where there is none."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def install() -> None:
    """Install the wheels into `.venv`, unless the same wheels were installed here by the same Python before.

    Raises
    ------
    CannotStartError
        When a file is broken or the installation fails.
    OSError
        When the folder cannot be written.
    """
    packages = [
        f"{digest} {name}" for digest, name in sums() if name.startswith(("wheels/", "app/requirements.txt"))
    ]
    stamp = "\n".join([sys.version, str(VENV), *packages])
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp:
        return
    say("初めての準備をしています。数分かかります。この画面を閉じないでください。")
    refuse_broken_files("app/", "wheels/")
    if importlib.util.find_spec("ensurepip") is None:
        raise CannotStartError(
            "Python の一部（venv）がありません。「apt-get install python3-venv」の実行を、"
            "情報システムの担当者に依頼してください。"
        )
    INSTALL_LOG.write_bytes(b"")
    run_logged([sys.executable, "-I", "-m", "venv", "--clear", str(VENV)])
    # Most modules are never imported, so each is compiled when it is; that halves the time of installing.
    pip = [str(PYTHON), "-I", "-m", "pip", "--isolated", "install", "--no-compile", "--no-index"]
    wheels = ["--disable-pip-version-check", "--find-links", str(WHEELS)]
    run_logged([*pip, *wheels, "--requirement", str(APP / "requirements.txt")])
    STAMP.write_text(stamp, encoding="utf-8")
    say("\n準備ができました。")


def run_logged(command: list[str]) -> None:
    """Run one step of the installation, showing a dot every two seconds and keeping its words in the log.

    Raises
    ------
    CannotStartError
        When the step fails.
    """
    with INSTALL_LOG.open("ab") as log:
        step = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            while step.poll() is None:
                print("・", end="", flush=True)
                with suppress(subprocess.TimeoutExpired):
                    step.wait(timeout=2)
        finally:
            step.kill()
    if step.returncode:
        raise CannotStartError(
            "\n準備が途中で止まりました。空き容量（2GB以上）と、フォルダーの場所（浅いほどよい。例：C:\\dashboard）を確かめて、"
            f"もう一度始めてください。それでも止まるときは、「{INSTALL_LOG}」を情報システムの担当者に見せてください。"
        )


def environment() -> dict[str, str]:
    """Return what the application's processes are told: its modules, and where in this bundle its data lie.

    What meetings decided lies beside the editions, not within the application, which a newer bundle replaces.
    """
    own = {
        "PYTHONPATH": str(APP),
        "PYTHONUTF8": "1",
        "DASHBOARD_EDITIONS": str(BUNDLE / "editions"),
        "DASHBOARD_MEETINGS": str(BUNDLE / "meetings" / "meetings.sqlite"),
    }
    return {**os.environ, **own}


def ingest(arguments: list[str]) -> int:
    """Build or check an edition from where the person stands, so that relative paths mean what they say."""
    command = [str(PYTHON), "-P", "-m", "ingest", *arguments]
    return subprocess.run(command, env=environment(), check=False).returncode


def serve() -> NoReturn:
    """Run the dashboard for this machine alone until the person ends it, and show it in the browser.

    `DASHBOARD_NO_BROWSER` set to anything leaves the browser closed.

    Raises
    ------
    CannotStartError
        When the server does not come up, or ends by itself.
    """
    port = free_port()
    address = f"http://{HOST}:{port}"
    command = [str(PYTHON), "dashboard.py", "--host", HOST, "--port", str(port)]
    say("ダッシュボードを開いています…")
    with SERVER_LOG.open("wb") as log:
        server = subprocess.Popen(
            command, cwd=APP, env=environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        try:
            if answers(address, server):
                say(
                    f"開きました：{address}（このPCからだけ見られます）\n{meeting_code()}\n"
                    "終わるときは、この画面を閉じてください。"
                )
                if not os.environ.get("DASHBOARD_NO_BROWSER"):
                    webbrowser.open(address)
                server.wait()
        finally:
            server.terminate()
            server.wait()
    if server.returncode == REFUSED:
        raise CannotStartError(SERVER_LOG.read_text(encoding="utf-8", errors="replace").strip())
    raise CannotStartError(
        "ダッシュボードが止まりました。もう一度始めてください。"
        f"それでも止まるときは、「{SERVER_LOG}」を情報システムの担当者に見せてください。"
    )


def meeting_code() -> str:
    """Return the line in which the server says the meeting's code; empty where it has said none."""
    said = SERVER_LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line for line in said if line.startswith("会議のコード：")), "")


def free_port() -> int:
    """Return the first port nobody uses.

    Raises
    ------
    CannotStartError
        When there is none.
    """
    for port in PORTS:
        with suppress(OSError), socket.create_server((HOST, port)):
            return port
    raise CannotStartError(
        "空いている通信の口（ポート）がありません。PCを再起動してから、もう一度始めてください。"
    )


def answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers and return True, or False when it ends instead or takes too long.

    It is asked directly, whatever proxy this machine has.
    """
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), directly.open(f"{address}/_stcore/health", timeout=5):
            return True
        time.sleep(0.3)
    return False


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.exit(main(sys.argv[1:]))
