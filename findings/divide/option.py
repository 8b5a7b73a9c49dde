"""One option of one question in all surveys that asked it, seen from those who chose it or from the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from findings import rows
from findings.divide.shares import WHOLE, Share, Weighted
from findings.divide.surveys import Option
from queries import Connection, divide, once


@dataclass(frozen=True)
class Asked:
    """An option in one survey: how it was asked, and what was answered.

    `whole` are all respondents, `weighted` the same weighted to the inhabitants of `population_year`, None where it
    cannot be; `ages` are the published classes of age, from young to old.
    """

    year: int
    asked_as: str
    mode: str | None
    population_year: int | None
    whole: Share | None
    weighted: Weighted | None
    ages: Sequence[Share]


@dataclass(frozen=True)
class Answers:
    """An option with its answers by fiscal year, oldest first.

    Where `is_turned`, those who did not choose the option are counted.
    """

    option: Option
    is_turned: bool
    surveys: Mapping[int, Asked]

    @property
    def favourable(self) -> bool | None:
        """Whether more is better as the option is seen, None where it is neither."""
        if self.option.favourable is None:
            return None
        return self.option.favourable != self.is_turned

    def ages(self, year: int) -> list[Share]:
        """Return the classes of age of one fiscal year; none where the option was not asked."""
        return list(self.surveys[year].ages) if year in self.surveys else []

    def by_age(self) -> dict[int, Sequence[Share]]:
        """Return the classes of age of every survey that has some."""
        return {year: asked.ages for year, asked in self.surveys.items() if asked.ages}


@dataclass(frozen=True)
class _Row:
    """A row of queries/divide/answers_by_year.sql."""

    year: int
    asked_as: str
    mode: str | None
    age_group: str
    respondents: int | None
    count: int | None
    pct: float | None
    suppressed: bool
    weighted_pct: float | None
    effective_n: float | None
    population_year: int | None
    source_id: str


@once
def answers(connection: Connection, option: Option, *, is_turned: bool = False) -> Answers:
    """Return an option with its answers, seen from the side of those who chose it or of the others."""
    listed = rows.read(
        _Row,
        divide.answers_by_year(connection, question_id=option.question_id, option_no=option.option_no),
    )
    return Answers(
        option,
        is_turned,
        {year: _asked(list(of_year), is_turned) for year, of_year in groupby(listed, lambda row: row.year)},
    )


@once
def adverse(connection: Connection, options: Sequence[Option]) -> Option:
    """Return the option a reader sees first: one that less is better of, of the question the plan prints too."""
    worse = [one for one in options if one.favourable is False]
    printed = set(divide.published_answers(connection)["wording"])
    same = [one for one in worse if one.wording in printed]
    return next(found for found in (same, worse, options) if found)[0]


def _asked(listed: Sequence[_Row], is_turned: bool) -> Asked:
    first = listed[0]
    shares = [
        Share(row.year, row.age_group, row.respondents, row.count, row.pct, row.suppressed, row.source_id)
        for row in listed
    ]
    if is_turned:
        shares = [share.turned() for share in shares]
    return Asked(
        first.year,
        first.asked_as,
        first.mode,
        first.population_year,
        whole=next((share for share in shares if share.age_group == WHOLE), None),
        weighted=next((_weighted(row, is_turned) for row in listed if row.weighted_pct is not None), None),
        ages=[share for share in shares if share.age_group != WHOLE],
    )


def _weighted(row: _Row, is_turned: bool) -> Weighted:
    weighted = Weighted(
        cast(float, row.weighted_pct), cast(float, row.effective_n)
    )  # the edition has both or none
    return weighted.turned() if is_turned else weighted
