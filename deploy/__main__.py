"""The command line of whoever runs the dashboard for a city hall.

`python -m deploy replicas` serves from several processes on this machine, `nginx` prints what nginx is told where they
are services, and `wait` waits until one of them is ready.
"""

import argparse
import re
import sys
from pathlib import Path

from deploy import health
from ingest.commandline import REFUSED, Parser
from pages.frame import start
from pages.frame.code import UnusableCodeError

_ADDRESS = re.compile(r"([\w.-]+|\[[\da-f:]+\]):\d{1,5}", re.ASCII | re.IGNORECASE)
_LISTEN = re.compile(rf"\d{{1,5}}|{_ADDRESS.pattern}", re.ASCII | re.IGNORECASE)
_NAMES = re.compile(r"[\w.*-]+( [\w.*-]+)*", re.ASCII)


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked for; return 0, or 2 when it cannot be done."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except (start.CannotStartError, UnusableCodeError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 0


def _replicas(parsed: argparse.Namespace) -> int:
    from deploy import replicas

    replicas.serve(parsed.number, parsed.host, parsed.port)
    return 0


def _nginx(parsed: argparse.Namespace) -> int:
    from deploy import nginx

    print(
        nginx.site(parsed.replicas, listen=parsed.listen, name=parsed.name, cache=parsed.cache),
        end="",
    )
    return 0


def _wait(parsed: argparse.Namespace) -> int:
    if health.wait(parsed.port):
        return 0
    print(
        f"ポート{parsed.port}のダッシュボードは、{health.LONGEST}秒待っても準備ができません。",
        file=sys.stderr,
    )
    return 1


def _parser() -> Parser:
    parser = Parser(prog="python -m deploy", description="ダッシュボードを、複数のサーバーで動かします。")
    commands = parser.add_subparsers(title="命令", dest="command", required=True, metavar="命令")

    text = "このPCで、いくつかを nginx の後ろで動かします"
    command = commands.add_parser(
        "replicas", help=text, prog=f"{parser.prog} replicas", description=f"{text}。"
    )
    command.set_defaults(run=_replicas)
    option = command.add_argument
    option("--number", type=_number, default=4, metavar="N", help="いくつ動かすか（標準は4）")
    option("--host", default="127.0.0.1", metavar="ADDRESS", help="待ち受けるアドレス（標準はこのPCだけ）")
    option("--port", type=start.port_number, default=8501, metavar="NUMBER", help="ポート（標準は8501）")

    text = "nginx の設定を書き出します"
    command = commands.add_parser("nginx", help=text, prog=f"{parser.prog} nginx", description=f"{text}。")
    command.set_defaults(run=_nginx)
    option = command.add_argument
    option("replicas", nargs="+", type=_address, metavar="ADDRESS:PORT", help="動いているダッシュボード")
    option("--listen", type=_listen, default="80", metavar="[ADDRESS:]PORT", help="待ち受け先（標準は80）")
    option("--name", type=_names, default="_", metavar="NAME", help="みなさんが開く名前（標準はどれでも）")
    option(
        "--cache",
        type=Path,
        default=Path("/var/cache/nginx-dashboard"),
        metavar="DIR",
        help="nginx が画面の部品をためる場所（標準は /var/cache/nginx-dashboard）",
    )

    text = "このPCのダッシュボードの準備ができるまで待ちます"
    command = commands.add_parser("wait", help=text, prog=f"{parser.prog} wait", description=f"{text}。")
    command.set_defaults(run=_wait)
    command.add_argument("port", type=start.port_number, metavar="PORT", help="ポート")
    return parser


def _number(text: str) -> int:
    from deploy.replicas import MOST

    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"「{text}」個では動かせません。1～{MOST}で指定してください")
    return int(text)


def _address(text: str) -> str:
    return _fitting(_ADDRESS, text, "127.0.0.1:8511 のように、アドレスとポートを書いてください")


def _listen(text: str) -> str:
    return _fitting(_LISTEN, text, "80 か 192.0.2.10:80 のように書いてください")


def _names(text: str) -> str:
    return _fitting(_NAMES, text, "dashboard.city.example のような名前を書いてください")


def _fitting(pattern: re.Pattern[str], text: str, remedy: str) -> str:
    if not pattern.fullmatch(text):
        raise argparse.ArgumentTypeError(f"「{text}」は使えません。{remedy}")
    return text


if __name__ == "__main__":
    sys.exit(main())
