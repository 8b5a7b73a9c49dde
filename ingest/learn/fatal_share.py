"""How many average accidents a cell's own are seen with when its share of fatal ones is told."""

from typing import NamedTuple

import numpy as np

from ingest.learn.nation import Records
from stats.accidents import cells, hotspots
from stats.accidents.cells import Numbers, Whole


class Counted(NamedTuple):
    """Cells with accidents off motorways: how many, how many of them fatal, and the share of their prefecture."""

    accidents: Whole
    fatal: Whole
    share: Numbers


def counted(records: Records) -> Counted:
    """Return the cells of one prefecture, over all of its years."""
    plain = records.where(~records.on_motorway)
    rows, columns = cells.indices(plain.cells)
    _, at = np.unique(rows * cells.WIDTH + columns, return_inverse=True)
    accidents, fatal = np.bincount(at), np.bincount(at[plain.fatal], minlength=at.max() + 1)
    return Counted(accidents, fatal, np.full(len(accidents), plain.fatal.mean()))


def learnt(parts: list[Counted], years: list[int]) -> dict[str, object]:
    """Return the likeliest number as the row of `definitions/fatal_share.csv`.

    Prefectures without a fatal accident teach nothing of it. It is rounded to tens: 2019 and 2020 alone give 140,
    2019 alone 190.
    """
    found = Counted(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    telling = (found.share > 0) & (found.share < 1)
    alike = hotspots.likeliest_alike(found.accidents[telling], found.fatal[telling], found.share[telling])
    return {
        "alike": 10 * round(alike / 10),
        "first_year": years[0],
        "last_year": years[-1],
        "accidents": int(found.accidents.sum()),
        "fatal": int(found.fatal.sum()),
        "source_id": "npa",
    }
