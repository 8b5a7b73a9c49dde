"""The cells of police files by column, made of each file in the background while the one before it is loaded."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from math import ceil
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ingest.police import files, names
from ingest.police.columns import Column, Layout, match_header
from ingest.police.slots import Part

NO_CELL = "cast(null as varchar)"
ROW_GROUP = 122_880
"""DuckDB's most rows of a group. A file's rows are handed over in as many batches of one size as they need groups, so
that no group is so small that DuckDB at the end writes it again with its neighbours."""

ANGLES = {"latitude": "north", "longitude": "east"}  # as milliseconds of arc


class Codes(NamedTuple):
    """The edition's enumerated type: the columns that are of it, and the place of each of its codes, from 1."""

    columns: frozenset[str]
    places: dict[str, int]


class Known(NamedTuple):
    """The cells of all lines of a file that are laid out alike.

    `rows` holds them, and `taken` by name what takes a row's cell from there (`all_codes` are the edition's in order);
    `texts` are those there are of a column, where it has few signs.
    """

    rows: pa.Table
    taken: dict[str, str]
    texts: dict[str, list[str]]


class Arranged(NamedTuple):
    """A file to be loaded: unpacked, laid out as its year is, its cells where all lines are laid out alike."""

    unpacked: files.Unpacked
    layout: Layout
    known: Known | None


@contextmanager
def arranged_ahead(
    chosen: Sequence[names.PoliceFile],
    each_unpacked: Iterable[Future[files.Unpacked]],
    columns: Sequence[Column],
    codes: Codes,
) -> Iterator[Iterator[Future[Arranged]]]:
    """Yield an iterator over files as they are arranged in the background, each while the one before it is loaded.

    `columns` are those of all forms. The result of a file that cannot be unpacked, or whose header lacks a column, is
    an InputError.
    """

    def arrange(file: names.PoliceFile, unpacking: Future[files.Unpacked]) -> Arranged:
        unpacked = unpacking.result()
        layout = match_header(columns, file.form, file.year, unpacked.headings, file.path.name)
        cells = unpacked.cells
        is_known = cells is not None and len(cells) == layout.cells
        return Arranged(unpacked, layout, _known(cells, layout, codes) if cells and is_known else None)

    def in_turn() -> Iterator[Future[Arranged]]:
        turn: deque[Future[Arranged]] = deque()
        for file, unpacking in zip(chosen, each_unpacked, strict=True):
            turn.append(background.submit(arrange, file, unpacking))
            if len(turn) > 1:
                yield turn.popleft()
        yield from turn

    with ThreadPoolExecutor(max_workers=1) as background:
        try:
            yield in_turn()
        finally:
            background.shutdown(cancel_futures=True)


def _known(cells: list[list[Part]], layout: Layout, codes: Codes) -> Known:
    """Return the cells of all lines: as places of codes where the edition has codes and all of them are, else texts."""
    columns: dict[str, object] = {}
    taken, texts = {}, {}
    for name, position in layout.positions.items():
        if position is None:
            taken[name] = NO_CELL
            continue
        parts, width = cells[position - 1], layout.widths[name]
        if len(parts) == 1:
            texts[name] = [_padded(text, width) for text in parts[0].texts]
            if re.sub("_[ab]$", "", name) in codes.columns and codes.places.keys() >= set(texts[name]):
                columns[f"{name}_place"] = _places(parts[0], texts[name], codes.places)
                taken[name] = f"all_codes[{name}_place]"
            else:
                columns[name] = _texts(parts[0], texts[name])
                taken[name] = name
        elif name in ANGLES and (numbers := _numbers(parts)) is not None:
            columns[f"{name}_number"] = pa.array(numbers, from_pandas=True)  # not a number becomes null
            columns[ANGLES[name]] = _milliseconds(numbers)
            number = f"cast(cast({name}_number as bigint) as varchar)"
            taken[name] = f"coalesce(police_padded({number}, {width}), '')"
            taken[ANGLES[name]] = ANGLES[name]
        else:
            columns |= {f"{name}_{number}": _texts(part, part.texts) for number, part in enumerate(parts)}
            joined = " || ".join(["''", *(f"{name}_{number}" for number in range(len(parts)))])
            taken[name] = f"police_padded({joined}, {width})"
    lines = len(cells[0][0].of_line)
    rows = pa.table({"line": np.arange(2, lines + 2), **columns})
    batches = rows.to_batches(max_chunksize=ceil(lines / ceil(lines / ROW_GROUP)))
    return Known(pa.Table.from_batches(batches), taken, texts)


def _milliseconds(numbers: NDArray[np.float64]) -> pa.Array:
    """Return angles as the macro police_milliseconds_of_number does; null where there is no number."""
    is_blank = np.isnan(numbers)
    angle = np.where(is_blank, 0, numbers).astype(np.int64)
    minutes, rest = angle // 100_000 % 100, angle % 100_000
    whole = angle // 10_000_000 * 3_600_000 + minutes * 60_000 + rest
    return pa.array(whole, mask=is_blank | (minutes >= 60) | (rest >= 60_000))


def _places(part: Part, texts: list[str], places: dict[str, int]) -> NDArray[np.unsignedinteger]:
    """Return the places of codes, line by line, given those of the texts of a part."""
    smallest = np.min_scalar_type(len(places))
    return part.each_line(np.array([places[text] for text in texts], dtype=smallest))


def _texts(part: Part, texts: list[str]) -> pa.DictionaryArray:
    """Return what is written for the texts of a part, line by line."""
    smallest = np.min_scalar_type(-len(texts))
    return pa.DictionaryArray.from_arrays(
        part.each_line(np.arange(len(texts), dtype=smallest)), pa.array(texts)
    )


def _numbers(parts: list[Part]) -> NDArray[np.float64] | None:
    """Return the numbers of cells in parts, line by line, NaN where all is blank; None where some are neither."""
    number: NDArray[np.float64] = np.zeros(1)
    blanks = []
    for part in parts:
        if not all(text.isdigit() or text.isspace() for text in part.texts):
            return None
        values = part.each_line(np.array([float(text) if text.isdigit() else np.nan for text in part.texts]))
        number = number * 10 ** len(part.texts[0]) + values
        blanks.append(np.count_nonzero(np.isnan(values)))
    return number if set(blanks) == {np.count_nonzero(np.isnan(number))} else None


def _padded(text: str, width: int) -> str:
    """Return a cell as the macro police_padded does."""
    cell = text.strip()
    return cell.zfill(width) if cell.isdigit() else cell
