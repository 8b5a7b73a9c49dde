"""How a ranking is judged by a later year, by hand."""

import math

import numpy as np
import pytest

from ingest.learn import backtest, methods, nation
from ingest.learn.trials import CHOICE, EXAMINATION, Stage, Trial, trial
from stats.accidents import cells
from stats.accidents.empirical_bayes import Levels
from tests.ingest.learn.conftest import MakeNation


def asked(counts: list[int], later: list[int], outside: int = 0) -> Trial:
    """Return a trial of cells in a row, of which the earlier accidents' places do not matter."""
    row = np.full(len(counts), 17900)
    sites = cells.Sites(row, 12920 + np.arange(len(counts)))
    nowhere = cells.Places(*(np.array([]) for _ in range(4)))
    return Trial(sites, nowhere, np.array(counts), np.array(later), sum(later) + outside)


def test_a_trial_knows_earlier_years_and_is_asked_about_a_later_one(make_nation: MakeNation) -> None:
    with nation.opened(make_nation(), {2019, 2020, 2021}) as connection:
        records = nation.records(connection, "07")
    found = trial(records, EXAMINATION)
    assert (len(found.places.rows), found.counts.sum(), found.accidents) == (80, 80, 40)
    assert found.later.sum() <= 40
    assert (len(trial(records, CHOICE).places.rows), trial(records, CHOICE).accidents) == (40, 40)
    far = records._replace(cells=np.where(records.years == 2021, 5339000011, records.cells))
    assert trial(far, Stage("far", (2019,), 2021)).later.sum() == 0


def test_a_score_is_judged_by_the_share_that_later_accidents_got() -> None:
    found = backtest.judged(
        asked([2, 1, 0, 0], [1, 0, 1, 0], outside=3), np.array([4, 2, 1, 1]), is_share=True
    )
    assert found["log_share"] == pytest.approx((math.log(1 / 2) + math.log(1 / 8)) / 2, abs=1e-4)
    assert (found["sites"], found["accidents"], found["outside"]) == (4, 5, 3)
    no_share = backtest.judged(asked([2, 1], [1, 0]), np.array([-1.0, 2.0]), is_share=False)
    assert no_share["log_share"] is None
    assert no_share["caught_1"] == 0  # the first by score had none


def test_the_first_cells_are_those_with_an_earlier_accident_and_equal_scores_share() -> None:
    known = asked([1] * 10 + [0], [4, 0, 2, 0, 0, 0, 0, 0, 0, 0, 9])
    scores = np.array([3.0] + [2.0] * 4 + [1.0] * 5 + [99.0])
    assert backtest.caught(known, scores, 0.1) == 4
    assert backtest.caught(known, scores, 0.3) == 4 + 2 * 2 / 4
    assert backtest.caught(known, scores, 0.001) == 4  # one cell at least


def test_an_interval_holds_as_many_counts_as_it_says() -> None:
    random = np.random.default_rng(2)
    shapes = np.full(20_000, 2.0)
    later = random.poisson(random.gamma(shapes) / 0.5)
    level = Levels(shapes, np.full(20_000, 0.5 * later.sum() / 80_000))
    known = asked([1] * 20_000, later.tolist())
    assert backtest.held(known, level) / 20_000 == pytest.approx(0.9, abs=0.01)
    assert backtest.held(asked([1] * 20_000, (later * 3).tolist()), level) / 20_000 < 0.9


def test_candidates_are_tried_in_the_choice_only(
    make_nation: MakeNation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(methods, "CANDIDATES", {"local_700": methods.CANDIDATES["local_700"]})
    with nation.opened(make_nation(), {2019, 2020, 2021}) as connection:
        records = nation.records(connection, "07")
    choice, examination = (list(backtest.rows("07", records, stage)) for stage in (CHOICE, EXAMINATION))
    assert [row["method"] for row in choice] == [*methods.METHODS, "local_700"]
    assert [row["method"] for row in examination] == [*methods.METHODS]
    assert [row["method"] for row in examination if row["held"] is not None] == ["shipped"]
    assert [row["method"] for row in examination if row["log_share"] is None] == ["gi_star"]
    assert {row["stage"] for row in examination} == {"examination"}


def test_the_shipped_method_is_not_tried_twice_under_another_name() -> None:
    assert "growing_exact_130_1000" not in methods.CANDIDATES
    assert {"count_0.2", "power_250", "powers_exact_180_1000", "growing_exact_500"} <= set(methods.CANDIDATES)
    assert not set(methods.CANDIDATES) & set(methods.METHODS)
