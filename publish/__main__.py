"""The command line: `python -m publish bundle --out DIR` makes what is carried to machines without a network.

`python -m publish slides --topic TOPIC --out FILE` makes a file of slides.
"""

import argparse
import sys
from pathlib import Path

from ingest.commandline import REFUSED, Parser
from publish.bundle.faults import BundleError
from publish.bundle.folder import make
from publish.bundle.wheels import PLATFORMS, PYTHONS
from publish.slides import NAMES
from publish.slides.faults import SlidesError


def main(arguments: list[str] | None = None) -> int:
    """Make what is asked for, print its path as the last line, and return 0, or 2 when it cannot be made."""
    parsed = _parser().parse_args(arguments)
    try:
        made = _slides(parsed) if parsed.command == "slides" else _bundle(parsed)
    except (BundleError, SlidesError) as error:
        _say(str(error))
        return REFUSED
    print(made)
    return 0


def _bundle(parsed: argparse.Namespace) -> Path:
    return make(parsed.out, parsed.platforms, parsed.pythons, _say)


def _slides(parsed: argparse.Namespace) -> Path:
    from publish.slides import files  # figures take long to import, and the bundle needs none

    return files.write(parsed.topic, parsed.out, parsed.edition)


def _parser() -> Parser:
    parser = Parser(prog="python -m publish", description="画面を、ファイルにして持ち出せる形にします。")
    commands = parser.add_subparsers(title="命令", dest="command", required=True, metavar="命令")
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
    text = "分野のおもな図と表を、スライド（PPTX）にします"
    command = commands.add_parser("slides", help=text, prog=f"{parser.prog} slides", description=f"{text}。")
    option = command.add_argument
    told = "、".join(f"{name}は{title}" for name, title in NAMES.items())
    option("--topic", required=True, choices=list(NAMES), help=f"分野（{told}）")
    option("--out", type=Path, required=True, metavar="FILE", help="スライドの置き場所（.pptx）")
    option("--edition", metavar="EDITION", help="版の名前（標準は、画面が初めに開く版）")
    return parser


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
