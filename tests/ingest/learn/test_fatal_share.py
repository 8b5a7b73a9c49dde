"""What is counted of fatal accidents, and how far their shares scatter."""

import numpy as np
import pytest

from ingest.learn import fatal_share, nation
from ingest.learn.fatal_share import Counted
from tests.ingest.learn.conftest import MakeNation


def test_cells_are_counted_over_all_years_without_motorways(make_nation: MakeNation) -> None:
    with nation.opened(make_nation(), {2019, 2020, 2021}) as connection:
        records = nation.records(connection, "07")
    found = fatal_share.counted(records)
    kept = records.where(~records.on_motorway)
    assert (found.accidents.sum(), found.fatal.sum()) == (len(kept.years), kept.fatal.sum())
    assert (found.fatal <= found.accidents).all()
    assert len(found.accidents) == len(np.unique(kept.cells))
    assert found.share == pytest.approx(kept.fatal.mean())


def test_the_likeliest_worth_is_rounded_to_tens() -> None:
    random = np.random.default_rng(8)
    accidents = random.integers(1, 60, 20_000)
    fatal = random.binomial(accidents, random.beta(40 * 0.1, 40 * 0.9, 20_000))
    part = Counted(accidents, fatal, np.full(20_000, 0.1))
    found = fatal_share.learnt([part, part], [2019, 2020])
    assert found["alike"] == 40
    assert (found["first_year"], found["last_year"]) == (2019, 2020)
    assert (found["accidents"], found["fatal"]) == (2 * accidents.sum(), 2 * fatal.sum())
