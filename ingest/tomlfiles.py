"""Reads TOML and checks it against a model; every fault names its file, line and field."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ingest import system
from ingest.faults import Fault, InputError
from ingest.validation import describe

Location = tuple[int | str, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Document(Generic[Model]):
    """A file and the checked record it holds."""

    name: str
    text: str
    record: Model

    def fault(self, where: Location, problem: str, remedy: str) -> Fault:
        """Return a fault of the field at `where`, naming its line."""
        return Fault(self.name, _place(self.text, where), problem, remedy)


def read(path: Path, name: str, model: type[Model]) -> Document[Model]:
    """Return what a file holds.

    Raises
    ------
    InputError
        With every fault of the file, which messages call `name`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError([system.not_opened(name, error)]) from error
    except UnicodeDecodeError as error:
        problem, remedy = "文字コードがUTF-8ではありません", "UTF-8で保存し直してください"
        raise InputError([Fault(name, "", problem, remedy)]) from error
    try:
        return Document(name, text, model.model_validate(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line ([0-9]+)", str(error))
        remedy = 'この行の「項目 = "値"」の形と引用符を確かめ、同じ項目が二度あれば一方を消してください'
        place = f"{line[1]}行目" if line else "最後の行"
        raise InputError([Fault(name, place, "TOMLとして読めません", remedy)]) from error
    except ValidationError as error:
        raise InputError(
            [Fault(name, _place(text, detail["loc"]), *describe(detail)) for detail in error.errors()]
        ) from error


def _place(text: str, where: Location) -> str:
    """Return where a field stands: its line and name; a missing one stands nowhere, or in its [[table]]."""
    begin, line, key = 0, "", str(where[0])
    if len(where) > 1 and isinstance(where[1], int):
        tables = list(re.finditer(rf"^\[\[{re.escape(key)}\]\]", text, re.MULTILINE))
        if where[1] < len(tables):
            begin = tables[where[1]].end()
            line, key = _line(text, begin), str(where[2]) if len(where) > 2 else key
    table = re.search(r"^\[", text[begin:], re.MULTILINE)
    fields = text[begin : begin + table.start()] if table else text[begin:]
    found = re.search(rf"^\s*{re.escape(key)}\s*=\s*", fields, re.MULTILINE)
    return (_line(text, begin + found.end()) if found else line) + f"「{key}」"


def _line(text: str, position: int) -> str:
    return f"{text.count(chr(10), 0, position) + 1}行目"
