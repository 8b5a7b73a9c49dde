"""What was published without a year or a number of respondents: the plan's percentages and the nation's figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from findings import rows
from findings.divide.shares import WHOLE
from findings.divide.surveys import Survey
from queries import Connection, divide, once


@dataclass(frozen=True)
class Published:
    """The printed share of one option in one group, in percent, of a survey without a printed year."""

    survey_id: str
    title: str
    note: str | None
    label: str
    favourable: bool | None
    age_group: str
    pct: float
    source_id: str

    @property
    def survey(self) -> Survey:
        """The survey as far as it was published."""
        return Survey(self.survey_id, None, self.title, note=self.note)


@dataclass(frozen=True)
class National:
    """A national figure in percent that answers another question than the city's; respondents None where not known."""

    series: str
    series_label: str
    year: int
    age_group: str
    pct: float
    respondents: int | None
    note: str | None
    source_id: str


@once
def published(connection: Connection) -> list[Published]:
    """Return the printed shares by question, option and group, the whole city first."""
    return rows.read(Published, divide.published_answers(connection))


def adverse(listed: Sequence[Published]) -> list[Published]:
    """Return the shares of options less is better of: who used nothing."""
    return [one for one in listed if one.favourable is False]


def favourable(listed: Sequence[Published]) -> list[Published]:
    """Return the shares of options more is better of: who used a service."""
    return [one for one in listed if one.favourable is True]


def whole(listed: Sequence[Published]) -> Published | None:
    """Return the share of the whole city; None where it was not printed."""
    return next((one for one in listed if one.age_group == WHOLE), None)


def by_age(listed: Sequence[Published]) -> list[Published]:
    """Return the shares of classes of age."""
    return [one for one in listed if one.age_group != WHOLE]


def highest(listed: Sequence[Published]) -> Published | None:
    """Return the class of age with the highest share, the first of equals; None without any."""
    return max(by_age(listed), key=lambda one: one.pct, default=None)


@once
def national(connection: Connection) -> list[list[National]]:
    """Return the national figures, one list for each series, oldest first."""
    listed = rows.read(National, divide.benchmarks(connection))
    return [list(of_series) for _, of_series in groupby(listed, lambda one: one.series)]
