"""Which characters are no text: they break a workbook, a terminal or a page, and nobody meant to write them."""

import re

CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters (Unicode's Cc) but tab and line breaks, and what no XML may hold (XML 1.0, production Char)."""

REPLACEMENT = "\ufffd"
"""What stands for a character that cannot be shown (Unicode)."""


def visible(text: str) -> str:
    """Return a text with every control character replaced, and its line breaks as one sort."""
    return CONTROL.sub(REPLACEMENT, re.sub("\r\n?", "\n", text))


def in_one_line(text: str) -> str:
    """Return a text to stand in a sentence: control characters replaced, line breaks and tabs as spaces."""
    return re.sub(r"[\t\n]+", " ", visible(text))
