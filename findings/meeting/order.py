"""The running order of a meeting, as `data/meeting.toml` gives it: checked, and every fault by line and key."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

FILE = Path(__file__).parents[2] / "data" / "meeting.toml"

ScreenKind = Literal["opening", "theme", "closing", "text"]
"""What a screen shows: the three answers, one part of the plan, what was decided, or a text of the organiser's."""

FaultKind = Literal[
    "absent", "syntax", "missing", "unknown", "choice", "type", "empty", "long", "many", "theme", "needless"
]
"""What is wrong in the file: it is not there, is no TOML, lacks a key, has one nobody knows, or one of its values is
no choice, of another type, empty, too long, too many, of no theme of the plan, or means nothing on such a screen."""

_KINDS: dict[str, FaultKind] = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "literal_error": "choice",
    "string_too_short": "empty",
    "string_too_long": "long",
    "too_long": "many",
}
"""What pydantic calls a fault → what it is here; any other is a value of another type."""

MOST_TEXTS = 5
"""Paragraphs of a screen of the organiser's own, so that it fits without scrolling."""

_Name = Annotated[str, Field(min_length=1, max_length=20)]
_Title = Annotated[str, Field(min_length=1, max_length=28)]
_Text = Annotated[str, Field(min_length=1, max_length=60)]


class Fault(NamedTuple):
    """One fault of the file.

    Attributes
    ----------
    kind
        What is wrong.
    line
        Where it stands; None where the file is not there.
    key
        The key it is about; empty where it is about none.
    given
        What stands there, as it would be written.
    allowed
        What may stand there: choices, or the largest number.
    """

    kind: FaultKind
    line: int | None = None
    key: str = ""
    given: str = ""
    allowed: Sequence[str] = ()


class FaultyOrderError(Exception):
    """The file cannot be followed; it holds every fault found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults in {FILE.name}")
        self.faults = tuple(faults)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class GivenScreen(_Given):
    """One `[[screen]]` of the file: what it shows, which theme, the organiser's title, texts and notes to speak by."""

    kind: ScreenKind
    theme: int | None = None
    title: _Title | None = None
    texts: Annotated[tuple[_Text, ...], Field(max_length=MOST_TEXTS, strict=False)] = ()
    notes: str = ""


class GivenOrder(_Given):
    """The file: what the meeting is called, when it is, and its screens; without any these are made."""

    title: _Name
    when: _Name
    screen: Annotated[tuple[GivenScreen, ...], Field(max_length=20, strict=False)] = ()


@dataclass(frozen=True)
class Order:
    """What the file says, its text, and at which line of it each screen begins."""

    given: GivenOrder
    text: str
    heads: tuple[int, ...]


def order() -> Order:
    """Return what the file of the meeting says.

    Raises
    ------
    FaultyOrderError
        Where it cannot be followed.
    """
    try:
        text = FILE.read_text(encoding="utf-8")
        read = tomllib.loads(text)
    except OSError:
        raise FaultyOrderError([Fault("absent")]) from None
    except UnicodeDecodeError as error:
        raise FaultyOrderError([Fault("syntax", error.object[: error.start].count(b"\n") + 1)]) from None
    except tomllib.TOMLDecodeError as error:
        raise FaultyOrderError([Fault("syntax", _line_of_syntax(str(error), text))]) from None
    lines = text.splitlines()
    heads = _heads(read.get("screen"), lines)
    try:
        given = GivenOrder.model_validate(read)
    except ValidationError as error:
        raise FaultyOrderError([_fault(one, lines, heads) for one in error.errors()]) from None
    faults = [
        fault for one, head in zip(given.screen, heads, strict=True) for fault in _of_screen(one, head, lines)
    ]
    if faults:
        raise FaultyOrderError(faults)
    return Order(given, text, heads)


def _heads(listed: object, lines: Sequence[str]) -> tuple[int, ...]:
    """Return the line at which each screen begins; that of the list where they are written as one."""
    found = [place for place, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*screen\s*\]\]", line)]
    count = len(listed) if isinstance(listed, list) else 0
    return tuple(found) if len(found) == count else (line_of("screen", 0, lines),) * count


def _of_screen(one: GivenScreen, head: int, lines: Sequence[str]) -> list[Fault]:
    """Return what a screen lacks, or has in vain, for what it shows."""
    if one.kind == "theme":
        missing = ["theme"] if one.theme is None else []
        needless = ["texts"] if one.texts else []
    else:
        missing = ["title"] if one.kind == "text" and one.title is None else []
        needless = ["theme"] if one.theme is not None else []
        needless += ["texts"] if one.texts and one.kind != "text" else []
    return [Fault("missing", head, key) for key in missing] + [
        Fault("needless", line_of(key, head, lines), key, one.kind) for key in needless
    ]


def _fault(error: ErrorDetails, lines: Sequence[str], heads: Sequence[int]) -> Fault:
    """Return one of pydantic's errors as a fault, with the line it is about."""
    path, kind = error["loc"], _KINDS.get(error["type"], "type")
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    head = heads[path[1]] if path[0] == "screen" and len(path) > 1 and isinstance(path[1], int) else 0
    context = error.get("ctx", {})
    allowed = re.findall(r"'(\w+)'", str(context.get("expected", "")))
    limit = context.get("max_length")
    given = "" if kind == "missing" else str(error["input"])
    return Fault(
        kind,
        (head or 1) if kind == "missing" else line_of(key, head, lines),
        key,
        given,
        allowed or ([str(limit)] if limit else []),
    )


def line_of(key: str, head: int, lines: Sequence[str]) -> int:
    """Return the line of a key below the head of its screen (0: of the file), else that of the head."""
    for place, line in enumerate(lines[head:], head + 1):
        if line.lstrip().startswith("["):
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", line):
            return place
    return head or 1


def _line_of_syntax(message: str, text: str) -> int:
    """Return the line a message of tomllib names; at the end of the document the last one."""
    found = re.search(r"line (\d+)", message)
    return int(found[1]) if found else max(1, text.count("\n"))
