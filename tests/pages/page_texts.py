"""What every page says, as text in a stable order, so that two states of the code can be compared with diff.

    python -m tests.pages.page_texts EDITIONS_FOLDER > file

writes the pages as a visitor of that folder of editions meets them, then the sheet of every measure. What names the
edition or the time it was built is masked: it differs between two editions that say the same.
"""

import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

import pandas as pd
from streamlit.testing.v1 import AppTest

import queries.goals
from pages.frame.menu import PAGES
from queries import connect, editions
from tests.pages.opening import at_rest, opened

SHEET = "pages/goals/sheet.py"
_MASKS = [
    (re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}-(real|sample)"), "〈版の名前〉"),
    (re.compile(r"内容 [0-9a-f]{12}"), "内容 〈内容〉"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), "〈作成〉"),
    (re.compile(r"令和\d+年\d+月\d+日（\d{4}年）\d+時\d\d分"), "〈作成〉"),
]
_BREAKING = {
    "p",
    "div",
    "li",
    "tr",
    "dt",
    "dd",
    "h2",
    "h3",
    "h4",
    "br",
    "text",
    "caption",
    "section",
    "footer",
}
_SPOKEN = {"aria-label", "title", "alt", "data-label"}


class Piece(NamedTuple):
    """One thing a page says: under which heading, as what (title, html, table, alt …), and the text."""

    heading: str
    kind: str
    text: str


def pieces(app: AppTest) -> Iterator[Piece]:
    """Yield what stands on a page, in the order of the page."""
    heading = ""
    for node in app.main:
        kind, proto = str(node.type), node.proto
        match kind:
            case "title" | "header" | "subheader":
                heading = node.value
                yield Piece(heading, kind, node.value)
            case "html":
                yield Piece(heading, kind, plain(proto.body))
            case "markdown" | "caption" | "text":
                yield Piece(heading, kind, node.value)
            case "info" | "error" | "warning" | "success" | "exception":
                yield Piece(heading, kind, node.value)
            case "table" | "dataframe":
                yield Piece(heading, kind, written(node.value))
            case "plotly_chart":
                yield Piece(heading, "alt", proto.alt)
            case "expander" | "tab" | "popover" | "button" | "download_button" | "page_link":
                yield Piece(heading, kind, (proto.popover if kind == "popover" else proto).label)
            case "selectbox" | "multiselect" | "radio" | "button_group" | "number_input" | "checkbox":
                yield Piece(heading, kind, f"{node.label}：{node.value}")


def plain(markup: str) -> str:
    """Return the text of HTML, a line for every block of it; what is read aloud but not seen stands in []."""
    reader = _Text()
    reader.feed(at_rest(markup))
    lines = ("".join(reader.parts)).split("\n")
    return "\n".join(line for line in (re.sub(r"[ \t]+", " ", line).strip(" ｜") for line in lines) if line)


def written(table: pd.DataFrame) -> str:
    """Return a table, a line for every row, its cells apart by ｜."""
    rows = [list(map(str, table.columns)), *(list(map(str, row)) for row in table.itertuples(index=False))]
    return "\n".join("｜".join(row) for row in rows)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_style = tag == "style"
        if tag in _BREAKING:
            self.parts.append("\n")
        self.parts.extend(f"[{value}]" for name, value in attrs if name in _SPOKEN and value)

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False
        if tag in {"td", "th"}:
            self.parts.append("｜")
        elif tag in _BREAKING:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.is_style:
            self.parts.append(data.replace("\n", " "))


def masked(text: str) -> str:
    """Return text without what names the edition or the time it was built."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


def _visits() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the pages to open and what their address asks for: every page, then every measure's sheet."""
    yield from ((entry.file, {}) for entry in PAGES)
    newest = editions.available()[0]
    for measure_id in queries.goals.measures(connect(newest.path))["measure_id"]:
        yield SHEET, {"measure": measure_id}


def main(folder: str) -> None:
    """Write every page of a folder of editions."""
    os.environ["DASHBOARD_EDITIONS"] = folder
    os.environ.pop("DASHBOARD_EDITION", None)
    for file, parameters in _visits():
        sys.stdout.write(f"\n######## {' '.join([file, *parameters.values()])}\n")
        for piece in pieces(opened(file, **parameters)):
            sys.stdout.writelines(f"{piece.kind}: {line}\n" for line in masked(piece.text).split("\n"))


if __name__ == "__main__":
    main(sys.argv[1])
