"""The command line: `python -m publish bundle --out DIR` makes what is carried to machines without a network."""

import sys
from pathlib import Path

from ingest.commandline import REFUSED, Parser
from publish.bundle.faults import BundleError
from publish.bundle.folder import make
from publish.bundle.wheels import PLATFORMS, PYTHONS


def main(arguments: list[str] | None = None) -> int:
    """Make what is asked for, print its path as the last line, and return 0, or 2 when it cannot be made."""
    parsed = _parser().parse_args(arguments)
    try:
        archive = make(parsed.out, parsed.platforms, parsed.pythons, _say)
    except BundleError as error:
        _say(str(error))
        return REFUSED
    print(archive)
    return 0


def _parser() -> Parser:
    parser = Parser(prog="python -m publish", description="画面を、ファイルにして持ち出せる形にします。")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    text = "ネットワークのないPCへ運ぶ一式を作ります"
    command = commands.add_parser("bundle", help=text, prog=f"{parser.prog} bundle", description=f"{text}。")
    option = command.add_argument
    option("--out", type=Path, required=True, metavar="DIR", help="一式の置き場所")
    option(
        "--platforms", nargs="+", choices=PLATFORMS, default=list(PLATFORMS), help="運ぶ先のPC（標準は両方）"
    )
    option(
        "--pythons",
        nargs="+",
        default=PYTHONS,
        metavar="VERSION",
        help=f"運ぶ先のPython（標準は{'・'.join(PYTHONS)}）",
    )
    return parser


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
