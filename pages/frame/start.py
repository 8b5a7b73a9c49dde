"""Opening the dashboard from the command line, and what is said when it cannot be opened."""

import argparse
import errno
import os
import socket
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path

from streamlit import config
from streamlit.web import cli

from charts.meeting import order_faults
from findings.meeting.order import FaultyOrderError, order
from ingest.commandline import REFUSED, Parser
from pages.frame import code
from queries import editions, meetings_file
from queries.meetings_file import MeetingsError

PORTS = range(1, 65536)
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - said to people, not listened at unless they ask for it


class CannotStartError(Exception):
    """Something is in the way; the message says in Japanese what to do about it."""


def main(dashboard: Path) -> int:
    """Serve the dashboard until the person ends it, with a sample edition when there is none; 2 if it cannot start."""
    parsed = _parser().parse_args()
    try:
        prepare(dashboard.parent, parsed.host, parsed.port)
    except (CannotStartError, code.UnusableCodeError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    options = ["--server.address", parsed.host, "--server.port", str(parsed.port)]
    cli.main(["run", str(dashboard), *options], prog_name="streamlit")
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="python dashboard.py",
        description="ダッシュボードを開きます。版がないときは、先にサンプル版を作ります。",
    )
    option = parser.add_argument
    option("--host", default="127.0.0.1", metavar="ADDRESS", help="待ち受けるアドレス（標準はこのPCだけ）")
    option("--port", type=port_number, default=8501, metavar="NUMBER", help="ポート（標準は8501）")
    return parser


def prepare(project: Path, host: str, port: int) -> None:
    """See that nothing is in the way of a server at an address, and that there is an edition to show.

    Raises
    ------
    CannotStartError, pages.frame.code.UnusableCodeError
        When something is.
    """
    refuse_address(host, port)
    refuse_lost_editions()
    code.current()
    if not editions.available():
        build_sample(project)


def port_number(text: str) -> int:
    """Return a port as somebody typed it, for a command line to call.

    Raises
    ------
    argparse.ArgumentTypeError
        When there is no such port.
    """
    if not text.isdecimal() or int(text) not in PORTS:
        raise argparse.ArgumentTypeError(
            f"ポート「{text}」は使えません。{PORTS.start}～{PORTS.stop - 1}の番号を指定してください"
        )
    return int(text)


def refuse_address(host: str, port: int) -> None:
    """Try to listen at an address.

    Raises
    ------
    CannotStartError
        When it is taken, not this machine's, or not allowed.
    """
    remedy = "別の番号を指定してください（make では PORT=8502、ほかでは --port 8502）。"
    try:
        if not host:
            raise OSError(errno.EADDRNOTAVAIL, "")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, port), family=family):
            return
    except (OSError, UnicodeError) as error:
        match getattr(error, "errno", None):
            case errno.EADDRINUSE:
                words = f"ポート{port}は、ほかのプログラムが使っています。開いているダッシュボードを閉じるか、{remedy}"
            case errno.EACCES | errno.EPERM:
                words = f"ポート{port}を開く権限がありません。1024以上の{remedy}"
            case _:
                words = (
                    f"アドレス「{host}」では開けません。このPCのアドレスだけを、192.0.2.10 のように指定してください"
                    "（make では HOST=、ほかでは --host）。"
                )
        raise CannotStartError(words) from error


def refuse_lost_editions() -> None:
    """Look for the editions the environment names: one file, or else a folder, which may be new.

    Raises
    ------
    CannotStartError
        When the file is not there, or either cannot be read.
    """
    single, folder = os.environ.get("DASHBOARD_EDITION"), os.environ.get("DASHBOARD_EDITIONS")
    try:
        if single:
            Path(single).open("rb").close()
        elif folder and Path(folder).exists():
            next(Path(folder).iterdir(), None)
    except OSError as error:
        named = f"ファイル「{single}」" if single else f"フォルダー「{folder}」"
        variable = "DASHBOARD_EDITION" if single else "DASHBOARD_EDITIONS"
        match error:
            case FileNotFoundError():
                words = f"版の{named}がありません。そこに置くか、環境変数 {variable} を直してください。"
            case PermissionError():
                words = f"版の{named}を読む権限がありません。読めるようにするか、環境変数 {variable} を直してください。"
            case _:
                words = f"版の{named}を開けません。環境変数 {variable} を直してください。"
        raise CannotStartError(words) from error


def build_sample(project: Path) -> None:
    """Let the building of editions, which pages know nothing of, make a sample edition; it says itself what it does.

    Raises
    ------
    CannotStartError
        When it fails.
    """
    print(f"フォルダー「{editions.folder()}」に版がないので、サンプル版を作ります。", flush=True)
    command = [sys.executable, "-m", "ingest", "build", "--sample"]
    if subprocess.run(command, cwd=project, check=False).returncode:
        raise CannotStartError("サンプル版を作れませんでした。上に出た理由を直して、もう一度始めてください。")


def say_where() -> None:
    """Print where the server that is about to answer opens, and the code to write what a meeting decides."""
    address = config.get_option("server.address"), config.get_option("server.port")
    print(welcome(*address), code_of_meeting(), sep="\n", flush=True)


def code_of_meeting() -> str:
    """Return the code to write what a meeting decides, and how long it is good."""
    kept = (
        f"環境変数 {code.VARIABLE} で決めたもの"
        if os.environ.get(code.VARIABLE)
        else "起動し直すと変わります"
    )
    return f"会議のコード：{code.current().text}（「決めたこと」を書くときに入れます。{kept}）"


def copy_decisions() -> None:
    """Copy what meetings decided, if it changed since the last start; say so where that is not possible."""
    try:
        meetings_file.copy()
    except MeetingsError as error:
        print(f"決めたことの控えを作れませんでした。{error}", file=sys.stderr, flush=True)


def say_faults_of_order() -> None:
    """Say what is wrong in the running order of the meeting, before anybody stands in front of it."""
    try:
        order()
    except FaultyOrderError as error:
        print(*order_faults.sentences(error.faults), sep="\n", file=sys.stderr, flush=True)


def welcome(host: str, port: int) -> str:
    """Return where the dashboard opens, who can see it there, and how it ends."""
    written = f"[{host}]" if ":" in host else host
    shown = "（このPCのアドレス）" if host in EVERY_ADDRESS else written
    seen = "このPCからだけ見られます" if _is_loopback(host) else "届く人は、だれでも版の中身を見られます"
    return f"ダッシュボードが開きました：http://{shown}:{port}（{seen}。終わるときは Ctrl+C）"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
