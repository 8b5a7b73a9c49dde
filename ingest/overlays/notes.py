"""What a user may write beside the layers, in `layers.csv`: which column holds the names, and where a layer is from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from ingest import tables
from ingest.faults import Fault
from ingest.texts import composed

if TYPE_CHECKING:
    from ingest.overlays.files import MapFile
    from ingest.overlays.layers import Layer

FILE = "layers.csv"
HEADINGS = {
    "ファイル": "file",
    "レイヤー": "layer",
    "名称の列": "name_column",
    "出典": "publisher",
    "利用条件": "licence",
}


class Note(BaseModel):
    """What is written about a file, or about one layer of it."""

    model_config = ConfigDict(extra="forbid")

    file: str
    layer: str | None = None
    name_column: str | None = None
    publisher: str | None = None
    licence: str | None = None


AnyNote = TypeVar("AnyNote", bound=Note)


@dataclass(frozen=True)
class Notes(Generic[AnyNote]):
    """All that is written, and what is wrong with it."""

    rows: list[AnyNote] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def about(self, file: str, layer: Sequence[str]) -> AnyNote | None:
        """Return what is written about a layer by its names: its own row, else that of its file, else nothing."""
        rows = [row for row in self.rows if composed(row.file) == composed(file)]
        for name in layer:
            of_layer = [row for row in rows if row.layer and composed(row.layer) == name]
            if of_layer:
                return of_layer[0]
        return next((row for row in rows if row.layer is None), None)


def read(
    path: Path, files: "Sequence[MapFile]", model: type[AnyNote], headings: dict[str, str]
) -> Notes[AnyNote]:
    """Return the notes of `layers.csv`; a row about a file that is not there is a fault."""
    rows, faults = tables.sound_rows(path, model, headings)
    known = {composed(file.name) for file in files}
    faults += [
        Fault(
            path.name,
            f"{line}行目「ファイル」",
            f"「{row.file}」というファイルはありません",
            "同じフォルダーの地図データの名前を、拡張子まで書いてください",
        )
        for line, row in rows
        if composed(row.file) not in known
    ]
    return Notes([row for _, row in rows], faults)


def repeated_layers(layers: "Iterable[tuple[MapFile, Layer]]") -> Iterator[Fault]:
    """Yield a fault for each layer whose name another file has used."""
    first: dict[str, str] = {}
    for file, layer in layers:
        other = first.setdefault(layer.name, file.name)
        if other != file.name:
            yield Fault(
                file.name,
                "",
                f"「{layer.name}」という名前のレイヤーは{other}にもあります",
                "一方のファイルかレイヤーの名前を変えてください",
            )
