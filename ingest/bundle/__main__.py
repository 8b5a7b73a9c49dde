"""The command line: `python -m ingest.bundle --out DIR` makes the folder and its zip."""

import sys
from pathlib import Path

from ingest.bundle.folder import make
from ingest.bundle.wheels import PLATFORMS
from ingest.commandline import REFUSED, Parser
from ingest.faults import InputError

PYTHONS = ["3.13", "3.12", "3.11"]


def main(arguments: list[str] | None = None) -> int:
    """Make a bundle, print the path of its zip as the last line, and return 0, or 2 when it cannot be made."""
    parser = Parser(prog="python -m ingest.bundle", description="ネットワークのないPCへ運ぶ一式を作ります。")
    option = parser.add_argument
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
    parsed = parser.parse_args(arguments)
    try:
        archive = make(parsed.out, parsed.platforms, parsed.pythons, _say)
    except InputError as error:
        for fault in error.faults:
            _say(str(fault))
        return REFUSED
    print(archive)
    return 0


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
