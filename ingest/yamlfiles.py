"""Reads YAML without surprises and checks it against a model; every fault names its file, line and field."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ingest import texts
from ingest.faults import Fault, InputError
from ingest.validation import control_character, describe

MOST_BYTES = 200_000
"""Of a file; a survey of a hundred questions takes half of it."""

MOST_VALUES = 30_000
"""Of a file, names of fields among them; a hundred questions counted by age class take half of it."""

Location = tuple[int | str, ...]


class _KeyTwice(yaml.MarkedYAMLError):
    """A mapping has the same key twice."""


class _ControlCharacter(yaml.MarkedYAMLError):
    """A text has a control character, written as an escape."""


class _Mark(yaml.MarkedYAMLError):
    """A value begins with a sign that YAML does not take for text: of an anchor, an alias or a tag."""


class _TooMany(yaml.MarkedYAMLError):
    """A file has more than MOST_VALUES values."""


class _Loader(yaml.SafeLoader):
    """YAML without surprises: `on` and `no` are words, dates stay text, only plain digits make a number."""

    _values = 0

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> str:
        """Build a text, refusing what no reader of an edition could show."""
        text = str(super().construct_scalar(node))
        if refusal := control_character(text):
            problem, _ = refusal
            raise _ControlCharacter(problem=problem, problem_mark=node.start_mark)
        return text

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a value, refusing marks by which a few lines could stand for millions of values."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _Mark(problem_mark=event.start_mark)
        self._values += 1
        if self._values > MOST_VALUES:
            raise _TooMany(problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """Build a mapping, refusing a key that was already written."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise _KeyTwice(problem=key.value, problem_mark=key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_DIGITS = list("-0123456789")
_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), _DIGITS)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"), _DIGITS
)


@dataclass(frozen=True)
class Document:
    """A file that is readable YAML: its name for messages, its syntax tree (for lines) and its content."""

    name: str
    tree: yaml.Node
    content: object
    _found: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(default_factory=dict, repr=False)

    def fault(self, where: Location, problem: str, remedy: str) -> Fault:
        """Return a fault of the record or field at `where`, naming its line and the path to it."""
        node: yaml.Node | None = self.tree
        line = self.tree.start_mark.line + 1
        path = []
        for part in where:
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part]
                line = node.start_mark.line + 1
                path.append(f"{part + 1}番目")
                continue
            key, node = self._fields(node).get(str(part), (None, None))
            line = key.start_mark.line + 1 if key else line
            path.append(str(part))
        place = f"{line}行目「{' › '.join(path)}」" if path else f"{line}行目"
        return Fault(self.name, place, problem, remedy)

    def _fields(self, node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return the fields of a mapping by their names, which a file of a thousand faults asks for as often."""
        if not isinstance(node, yaml.MappingNode):
            return {}
        if id(node) not in self._found:
            self._found[id(node)] = {key.value: (key, value) for key, value in reversed(node.value)}
        return self._found[id(node)]


Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """A file and the checked record it holds."""

    document: Document
    record: Model


def _document(path: Path, name: str) -> Document:
    """Read one YAML file, or raise InputError naming the line that cannot be read."""

    def failure(line: int | None, problem: str, remedy: str) -> InputError:
        return InputError([Fault(name, "" if line is None else f"{line}行目", problem, remedy)])

    content = texts.read_bytes(path, name, MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise failure(line, "文字コードがUTF-8ではありません", "UTF-8で保存し直してください") from None
    try:
        loader = _Loader(text)
        tree = loader.get_single_node()
        document = None if tree is None else Document(name, tree, loader.construct_document(tree))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise failure(line, "使えない制御文字が入っています", "この行を書き直してください") from None
    except _KeyTwice as error:
        problem = f"「{error.problem}」が2回書かれています"
        raise failure(_line_of(error), problem, "どちらか一方を消してください") from None
    except _ControlCharacter as error:
        raise failure(_line_of(error), str(error.problem), "この行を書き直してください") from None
    except _Mark as error:
        remedy = "文字なら引用符で囲み、写しならその内容をここにも書いてください"
        raise failure(_line_of(error), "「&」「*」「!」で始まる値は使えません", remedy) from None
    except _TooMany as error:
        problem = f"値がここまでで{MOST_VALUES:,}個より多くあります"
        raise failure(_line_of(error), problem, "要らないところを消すか、ファイルを分けてください") from None
    except yaml.MarkedYAMLError as error:
        remedy = "この行とその前の行の字下げ、コロン、引用符を確かめてください"
        raise failure(_line_of(error), "YAMLとして読めません", remedy) from None
    except (ValueError, RecursionError):
        remedy = "長すぎる数や何重もの括弧がないか確かめてください"
        raise failure(None, "YAMLとして読めません", remedy) from None
    if document is None:
        raise failure(None, "ファイルが空です", "内容を書いてください")
    return document


def _line_of(error: yaml.MarkedYAMLError) -> int | None:
    return error.problem_mark.line + 1 if error.problem_mark else None


def load(path: Path, name: str, model: type[Model], faults: list[Fault]) -> Loaded[Model] | None:
    """Read and check one file; on failure add every fault found to `faults` and return None."""
    try:
        document = _document(path, name)
    except InputError as error:
        faults.extend(error.faults)
        return None
    try:
        return Loaded(document, model.model_validate(document.content))
    except ValidationError as invalid:
        faults.extend(document.fault(error["loc"], *describe(error)) for error in invalid.errors())
        return None
