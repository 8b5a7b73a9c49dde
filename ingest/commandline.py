"""A command line that speaks Japanese."""

import argparse
import gettext
import os
from pathlib import Path
from typing import Any, NoReturn

REFUSED = 2
"""The exit code of a command that is refused."""

_CATALOGS = Path(__file__).with_name("locale")
_DOMAIN = "argparse"


class Parser(argparse.ArgumentParser):
    """A parser whose words are those of `locale/`, and which answers a slip in one sentence.

    argparse takes its words from gettext, which looks for the language in the variable LANGUAGE before any other, so
    it is set for this process: a command speaks Japanese whatever the machine does.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse hands its own options to the parser of a command
        os.environ["LANGUAGE"] = "ja"
        gettext.bindtextdomain(_DOMAIN, _CATALOGS)
        gettext.textdomain(_DOMAIN)
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong with the command, and end."""
        self.exit(REFUSED, f"{message}。書き方は {self.prog} --help で確かめてください。\n")
