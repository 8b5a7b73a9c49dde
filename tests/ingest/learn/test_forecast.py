"""What learning the forecast costs: ten times the years may not cost a hundred or a thousand times as much."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import optimize

from ingest.learn import forecast as learning
from stats.accidents import forecast, forecast_spread
from stats.accidents.forecast import Spread
from stats.accidents.forecast_spread import START, History


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], int]:
    """Return a function that counts the levels and forecasts something makes, where drift is tried with one value."""
    made = [0]

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def counting(numbers: object, *arguments: object) -> object:
            made[0] += np.size(numbers[0] if isinstance(numbers, tuple) else numbers)
            return function(numbers, *arguments)

        return counting

    def tried_once(loss: Callable[..., float], start: object, **_: object) -> optimize.OptimizeResult:
        loss(start)
        return optimize.OptimizeResult(x=start)

    def of(work: Callable[[], object]) -> int:
        made[0] = 0
        work()
        return made[0]

    monkeypatch.setattr(optimize, "minimize", tried_once)
    for name in ("levels", "shape_ahead"):
        monkeypatch.setattr(forecast, name, counted(getattr(forecast, name)))
    return of


def history(years: int) -> History:
    """Return the history of 100 places that never had a year without an event."""
    counts = np.random.default_rng(1).integers(1, 300, (100, years))
    return forecast_spread.history_of(counts, np.arange(2022 - years, 2022))


def test_a_try_at_the_drift_costs_as_much_for_each_year(cost: Callable[[Callable[[], object]], int]) -> None:
    ten, hundred = (cost(lambda n=n: forecast_spread.estimate(history(n))) for n in (10, 100))
    assert 1000 < ten < 100 * 10 * 2
    assert hundred < 11 * ten


def test_what_is_told_of_pairs_of_years_costs_as_much_for_each_pair(
    cost: Callable[[Callable[[], object]], int],
) -> None:
    ten, fifty = (cost(lambda n=n: list(learning.coverage(history(n), Spread(*START)))) for n in (10, 50))
    pairs = (10 * 9 / 2, 50 * 49 / 2)
    assert fifty / ten < 1.1 * pairs[1] / pairs[0]


def test_what_is_told_of_the_next_year_costs_as_much_for_each_year(
    cost: Callable[[Callable[[], object]], int],
) -> None:
    is_odd = np.arange(100) % 2 == 1
    ten, hundred = (cost(lambda n=n: list(learning.reliability(history(n), is_odd))) for n in (10, 100))
    assert hundred < 11.5 * ten
