"""The cells of police files by column, made of each file in the background while the one before it is loaded."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ingest.police import files, names
from ingest.police.columns import Column, Layout, match_header
from ingest.police.slots import Part

NO_CELL = "cast(null as varchar)"
ANGLES = {"latitude": "north", "longitude": "east"}  # as milliseconds of arc


class Known(NamedTuple):
    """The cells of all lines of a file that are laid out alike.

    `rows` holds them, and `taken` by name what takes a row's cell from there; `texts` are those there are of a column,
    where it has few signs.
    """

    rows: pd.DataFrame
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
    codes: Sequence[str],
) -> Iterator[Iterator[Future[Arranged]]]:
    """Yield an iterator over files as they are arranged in the background, each while the one before it is loaded.

    `columns` are those of all forms, `codes` what the edition's enumerated type holds. The result of a file that cannot
    be unpacked, or whose header lacks a column, is an InputError.
    """
    kinds = _kinds(codes)

    def arrange(file: names.PoliceFile, unpacking: Future[files.Unpacked]) -> Arranged:
        unpacked = unpacking.result()
        layout = match_header(columns, file.form, file.year, unpacked.headings, file.path.name)
        cells = unpacked.cells
        is_known = cells is not None and len(cells) == layout.cells
        return Arranged(unpacked, layout, _known(cells, layout, kinds) if cells and is_known else None)

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


def _known(cells: list[list[Part]], layout: Layout, codes: pd.CategoricalDtype) -> Known:
    """Return the cells of all lines, as `codes` where each of them is one."""
    columns: dict[str, object] = {}
    taken, texts = {}, {}
    for name, position in layout.positions.items():
        if position is None:
            taken[name] = NO_CELL
            continue
        parts, width = cells[position - 1], layout.widths[name]
        if len(parts) == 1:
            texts[name] = [_padded(text, width) for text in parts[0].texts]
            columns[name] = _categorical(parts[0], texts[name], codes)
            taken[name] = name
        elif name in ANGLES and (numbers := _numbers(parts)) is not None:
            columns[f"{name}_number"] = numbers
            number = f"cast({name}_number as bigint)"
            taken[name] = f"coalesce(police_padded(cast({number} as varchar), {width}), '')"
            taken[ANGLES[name]] = f"police_milliseconds_of_number({number})"
        else:
            columns |= {
                f"{name}_{number}": _categorical(part, part.texts, codes) for number, part in enumerate(parts)
            }
            joined = " || ".join(["''", *(f"{name}_{number}" for number in range(len(parts)))])
            taken[name] = f"police_padded({joined}, {width})"
    lines = len(cells[0][0].of_line)
    return Known(pd.DataFrame({"line": np.arange(2, lines + 2), **columns}), taken, texts)


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


def _categorical(part: Part, texts: list[str], codes: pd.CategoricalDtype) -> pd.Categorical:
    """Return what is written for the texts of a part, line by line: as codes where each of them is one."""
    kinds = codes if set(texts) <= set(codes.categories) else _kinds(sorted(set(texts)))
    positions = kinds.categories.get_indexer(texts)
    smallest = np.min_scalar_type(-len(kinds.categories))
    return pd.Categorical.from_codes(part.each_line(positions.astype(smallest)), dtype=kinds, validate=False)


def _kinds(texts: Sequence[str]) -> pd.CategoricalDtype:
    """Return the type of columns that hold these texts; every statement reads them, which is fastest of objects."""
    return pd.CategoricalDtype(pd.Index(texts, dtype=object))


def _padded(text: str, width: int) -> str:
    """Return a cell as the macro police_padded does."""
    cell = text.strip()
    return cell.zfill(width) if cell.isdigit() else cell
