"""Whether the chances told for a next year came true in the municipalities of the nation."""

from dataclasses import dataclass

from findings.rows import read
from queries import Connection, accidents, once

FEWEST_JUDGED = 50  # municipalities; a cell of fewer says too little
ERRORS_ALLOWED = 3


@dataclass(frozen=True)
class Cell:
    """Municipalities of a size and a last move: the chance told of at most `most_events`/`of_last` of the last count.

    `least` and `most` bound the last count, `least_move_pct` and `most_move_pct` its change since the year before; None
    where there is no end. `chance_pct` is the mean chance told, `came_pct` how often it came, `error_pct` the standard
    error of their difference; `alone_` are those of the last count alone.
    """

    most_events: int
    of_last: int
    least_move_pct: float | None
    most_move_pct: float | None
    least: int
    most: int | None
    municipalities: int
    came_pct: float
    chance_pct: float
    error_pct: float
    alone_chance_pct: float
    alone_error_pct: float

    @property
    def is_judged(self) -> bool:
        """Return whether there are enough municipalities to judge by."""
        return self.municipalities >= FEWEST_JUDGED

    @property
    def missed(self) -> bool:
        """Return whether the chance told differs from what came by more than chance explains; false where unjudged."""
        return self.is_judged and abs(self.came_pct - self.chance_pct) > ERRORS_ALLOWED * self.error_pct

    @property
    def missed_alone(self) -> bool:
        """Return the same of the chance told from the last count alone."""
        apart = abs(self.came_pct - self.alone_chance_pct)
        return self.is_judged and apart > ERRORS_ALLOWED * self.alone_error_pct


@once
def reliability(connection: Connection) -> list[Cell]:
    """Return the chances told and what came, by bound, last move and size."""
    return read(Cell, accidents.forecast_reliability(connection))
