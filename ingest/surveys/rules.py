"""The age classes and the thresholds of protection that apply to every survey: data/definitions/*.csv."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

import duckdb
from pydantic import BaseModel, ConfigDict, Field

from ingest import tables
from ingest.faults import Fault, InputError
from stats.divide.suppression import Block, Classification, Thresholds

CLASSES_FILE = "definitions/age_classes.csv"
THRESHOLDS_FILE = "definitions/suppression.csv"
KINDS = ("age6", "age3", "age2")
OLDEST = 120  # years; nobody in Japan is known to have grown older

_REMEDY = "age6の区分を若い順に隙間なく並べ、age3とage2をその集まりとし、最後の区分のmostを空にしてください"


class _Row(BaseModel):
    """A row of a definition file: unknown columns are refused."""

    model_config = ConfigDict(extra="forbid")


class AgeClass(_Row):
    """An age class in completed years; the oldest has no upper end."""

    group_kind: Literal["age6", "age3", "age2"]
    age_group: str
    least: int = Field(ge=0, le=OLDEST)
    most: int | None = Field(default=None, ge=0, le=OLDEST)


class Threshold(_Row):
    """A threshold of stats.suppression by its name there, and what it means for a reader."""

    rule: Literal["least_respondents", "least_count", "least_respondents_of_extremes", "least_range"]
    threshold: int = Field(ge=1)
    meaning: str


@dataclass(frozen=True)
class Rules:
    """The finest classes, youngest first, the classifications made of them by `KINDS`, and the thresholds."""

    classes: tuple[AgeClass, ...]
    classifications: tuple[Classification, ...]
    coarser_labels: dict[Block, str]
    thresholds: Thresholds

    @property
    def labels(self) -> list[str]:
        """Return the names of the finest classes."""
        return [age_class.age_group for age_class in self.classes]

    def place(self, age: int) -> int | None:
        """Return the place of the finest class an age belongs to, or None where none is."""
        for place, age_class in enumerate(self.classes):
            if age_class.least <= age <= (OLDEST if age_class.most is None else age_class.most):
                return place
        return None

    @property
    def blocks(self) -> dict[str, Block]:
        """Return all neighbouring finest classes that can be taken together, by name."""
        places = range(len(self.classes))
        blocks = [tuple(range(first, last + 1)) for first in places for last in places[first:]]
        return {self.label(block): block for block in blocks}

    def label(self, block: Block) -> str:
        """Return the name of neighbouring finest classes taken together."""
        if len(block) == 1:
            return self.classes[block[0]].age_group
        first, last = self.classes[block[0]], self.classes[block[-1]]
        merged = f"{first.least}歳以上" if last.most is None else f"{first.least}～{last.most}歳"
        return self.coarser_labels.get(block, merged)


def read_rules(data: Path) -> Rules:
    """Return the rules of the definition files below `data`.

    Raises
    ------
    InputError
        When a file is faulty, a threshold is missing, or the classes leave gaps or do not nest.
    """
    classes = [row for _, row in tables.read_rows(data / CLASSES_FILE, AgeClass, shown=CLASSES_FILE)]
    rows = tables.read_rows(data / THRESHOLDS_FILE, Threshold, shown=THRESHOLDS_FILE)
    by_kind = {
        kind: tuple(age_class for age_class in classes if age_class.group_kind == kind) for kind in KINDS
    }
    faults = [
        Fault(CLASSES_FILE, f"「{kind}」", problem, _REMEDY) for kind, problem in _class_problems(by_kind)
    ]
    values = {row.rule: row.threshold for _, row in rows}
    if len(rows) > len(values) or set(values) < {threshold.name for threshold in fields(Thresholds)}:
        problem, remedy = "4つの行がちょうど1行ずつありません", "行を補うか、重なった行を消してください"
        faults.append(Fault(THRESHOLDS_FILE, "「rule」", problem, remedy))
    if faults:
        raise InputError(faults)
    try:
        thresholds = Thresholds(**{str(rule): value for rule, value in values.items()})
    except ValueError as error:
        problem = "least_countかleast_rangeが、least_respondentsより大きくなっています"
        remedy = "least_respondents以下の値に直してください"
        raise InputError([Fault(THRESHOLDS_FILE, "「threshold」", problem, remedy)]) from error
    finest = by_kind[KINDS[0]]
    blocks = {kind: [_block(age_class, finest) for age_class in by_kind[kind]] for kind in KINDS}
    return Rules(
        finest,
        tuple(tuple(blocks[kind]) for kind in KINDS),
        {
            block: age_class.age_group
            for kind in KINDS
            for block, age_class in zip(blocks[kind], by_kind[kind], strict=True)
        },
        thresholds,
    )


def load(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Keep the age classes and the thresholds in the edition, for pages to show what the rule was.

    Raises
    ------
    InputError
        As `read_rules`.
    """
    read_rules(data)
    files: tuple[tuple[str, str, type[_Row]], ...] = (
        ("age_classes", CLASSES_FILE, AgeClass),
        ("suppression_thresholds", THRESHOLDS_FILE, Threshold),
    )
    for table, name, model in files:
        rows = tables.read_rows(data / name, model, shown=name)
        tables.insert(connection, table, [row.model_dump() for _, row in rows])
        tables.record_file(connection, data / name, name, "definition", len(rows), is_sample=False)


def _block(age_class: AgeClass, finest: tuple[AgeClass, ...]) -> Block:
    """Return the places of the finest classes within a class."""
    most = OLDEST if age_class.most is None else age_class.most
    return tuple(place for place, inner in enumerate(finest) if age_class.least <= inner.least <= most)


def _class_problems(by_kind: dict[str, tuple[AgeClass, ...]]) -> Iterator[tuple[str, str]]:
    """Yield kind and problem of classifications that have gaps or split a class of the one before."""
    inner_starts: set[int] | None = None
    for kind, classes in by_kind.items():
        starts = [age_class.least for age_class in classes]
        ends = [None if age_class.most is None else age_class.most + 1 for age_class in classes]
        if ends != [*starts[1:], None] or starts != sorted(starts) or len(starts) < 2:
            yield kind, "年齢区分に隙間や重なりがあるか、区分が2つありません"
        elif inner_starts is not None and not (
            set(starts) <= inner_starts and min(starts) == min(inner_starts)
        ):
            yield kind, "区分の境が、より細かい区分の境と合いません"
        inner_starts = set(starts) or inner_starts
