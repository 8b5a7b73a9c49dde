"""All questions of one survey as cells of item and age, each with its standing to the average of the ages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from findings.divide import ages
from findings.divide.ages import Inhabitants
from findings.divide.shares import Share
from findings.divide.surveys import Answer
from queries import once
from stats.divide import inequality
from stats.divide.inequality import Estimate
from stats.thresholds import CONFIDENCE, UNLIKELY

MOST_RANKED = 15
CHANCE = UNLIKELY
"""Probability that any cell of a survey is wrongly said to stand out."""

Standing = Literal["worse", "better", "unclear", "hidden", "empty"]
"""Standing of a class to the average; hidden (秘匿), or empty where nobody of it answered."""


@dataclass(frozen=True)
class Cell:
    """One age class of one item.

    Attributes
    ----------
    item
        The question or option in words.
    first, last
        Places of the youngest and oldest column the class covers.
    pct
        The share as answered; None where hidden or where nobody answered.
    behind, low, high
        How many points the class is worse off than the average, with the interval.
    people
        The inhabitants in it who do not use the item; None where not known.
    """

    item: str
    age_group: str
    first: int
    last: int
    respondents: float | None
    pct: float | None
    standing: Standing
    behind: float | None = None
    low: float | None = None
    high: float | None = None
    people: float | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether the share is kept back to protect single respondents (秘匿)."""
        return self.standing == "hidden"


@dataclass(frozen=True)
class _Item:
    """An option, or the good answers of a question taken together, by age from young to old."""

    name: str
    is_favourable: bool
    shares: Sequence[Share]

    @property
    def answered(self) -> list[Share]:
        """The classes somebody answered in, or whose number is not told."""
        return [share for share in self.shares if share.respondents != 0]


@once
def cells(
    answers: Sequence[Answer], population: Sequence[Inhabitants], columns: Sequence[int], year: int | None
) -> list[Cell]:
    """Return every cell of the survey.

    Items are the options of multiple questions that are good or bad, and for a single question its good answers taken
    together (someone who uses a thing every day does not use it now and then). A cell stands out where its interval
    leaves out the average even when all cells are tested at once (Bonferroni).

    Parameters
    ----------
    answers
        The answers of the survey, by question, option and class of age.
    population
        Inhabitants by year and class of age; may be empty.
    columns
        First ages of the finest classes, from young to old.
    year
        Year of the population that weights the survey, None where there is none.
    """
    items = _items(answers)
    tests = sum(len(item.answered) for item in items if _is_comparable(item.answered))
    confidence = 1 - CHANCE / max(1, tests)
    return [cell for item in items for cell in _cells_of(item, population, columns, year, confidence)]


def columns_of(answers: Sequence[Answer]) -> list[int]:
    """Return the first ages of the finest classes of a survey, from young to old."""
    return sorted({ages.least(one.share.age_group) for one in answers if not one.is_whole})


def behind(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells that are clearly worse off than the average, the farthest first."""
    worse = [cell for cell in cells if cell.standing == "worse"]
    return sorted(worse, key=lambda cell: -(cell.behind or 0))[:MOST_RANKED]


def most_behind(cells: Sequence[Cell]) -> tuple[str, int] | None:
    """Return the class that is most often clearly worse off, and in how many items; None where there is none."""
    counts = Counter(cell.age_group for cell in cells if cell.standing == "worse")
    return counts.most_common(1)[0] if counts else None


def _items(answers: Sequence[Answer]) -> list[_Item]:
    """Return the items in the order of the questionnaire."""
    listed = []
    judged = [one for one in answers if not one.is_whole and one.option.favourable is not None]
    for _, question in groupby(judged, lambda one: one.option.question_id):
        by_option = [list(rows) for _, rows in groupby(question, lambda one: one.option.option_no)]
        if by_option[0][0].option.kind == "multiple":
            listed += [
                _Item(rows[0].option.label, bool(rows[0].option.favourable), [one.share for one in rows])
                for rows in by_option
            ]
            continue
        good = [rows for rows in by_option if rows[0].option.favourable]
        if good:
            listed.append(_taken_together(good))
    return listed


def _taken_together(good: Sequence[Sequence[Answer]]) -> _Item:
    """Return the good answers of a single question as one item, in the classes of age that all of them have."""
    options = [rows[0].option for rows in good]
    name = f"{options[0].wording}（{'・'.join(option.label for option in options)}）"
    common = ages.shared({rows[0].option.option_no: [one.share for one in rows] for rows in good})
    if len(common) < len(good):
        shown = [one.share for one in good[0]]
        return _Item(
            name,
            True,
            [Share(one.year, one.age_group, one.respondents, None, None, is_hidden=True) for one in shown],
        )
    return _Item(name, True, [_summed(shares) for shares in zip(*common.values(), strict=True)])


def _summed(shares: Sequence[Share]) -> Share:
    """Return those who gave one of several answers, of which each respondent gave only one."""
    first, count = shares[0], sum(share.count or 0 for share in shares)
    pct = 100 * count / first.respondents if first.respondents else None
    return Share(first.year, first.age_group, first.respondents, count, pct, source_id=first.source_id)


def _is_comparable(shares: Sequence[Share]) -> bool:
    """Return whether the classes can be held against their average: none is hidden, and there are two."""
    return all(share.is_known for share in shares) and len(shares) >= 2


def _behind(item: _Item, confidence: float) -> list[Estimate]:
    """Return how far each answered class is worse off than the average of all, as shares."""
    shares = [(share.pct or 0.0) / 100 for share in item.answered]
    respondents = [float(share.respondents or 0) for share in item.answered]
    gaps = [
        inequality.gap_to_average(place, shares, respondents, confidence=confidence)
        for place in range(len(shares))
    ]
    return [gap.turned() if item.is_favourable else gap for gap in gaps]


def _worse_off(item: _Item, population: Sequence[Inhabitants], year: int | None) -> list[float | None]:
    """Return the inhabitants of each answered class who give the worse answer (do not use it); None if unknown."""
    shares = item.answered
    people = ages.inhabitants(population, [share.age_group for share in shares], year)
    if people is None:
        return [None] * len(shares)
    worse = [(share.pct or 0.0) / 100 for share in shares]
    return [
        inhabitants * (1 - share if item.is_favourable else share)
        for inhabitants, share in zip(people, worse, strict=True)
    ]


def _cells_of(
    item: _Item,
    population: Sequence[Inhabitants],
    columns: Sequence[int],
    year: int | None,
    confidence: float,
) -> list[Cell]:
    """Return the cells of an item; classes without a comparison are hidden, or nobody of them answered."""
    compared: dict[str, tuple[Estimate, Estimate, float | None]] = {}
    if _is_comparable(item.answered):
        names = [share.age_group for share in item.answered]
        alone, together = _behind(item, CONFIDENCE), _behind(item, confidence)
        people = _worse_off(item, population, year)
        compared = dict(zip(names, zip(alone, together, people, strict=True), strict=True))
    cells = []
    starts = [ages.least(share.age_group) for share in item.shares]
    for share, start, end in zip(item.shares, starts, [*starts[1:], None], strict=True):
        first = sum(column < start for column in columns)
        last = len(columns) - 1 if end is None else sum(column < end for column in columns) - 1
        if share.age_group not in compared:
            standing: Standing = "empty" if share.respondents == 0 else "hidden"
            cells.append(Cell(item.name, share.age_group, first, last, None, None, standing))
            continue
        gap, strict, worse_off = compared[share.age_group]
        cells.append(
            Cell(
                item.name,
                share.age_group,
                first,
                last,
                respondents=share.respondents,
                pct=share.pct,
                standing=_standing(strict),
                behind=100 * gap.value,
                low=100 * gap.interval.lower,
                high=100 * gap.interval.upper,
                people=worse_off,
            )
        )
    return cells


def _standing(gap: Estimate) -> Standing:
    return "worse" if gap.interval.lower > 0 else "better" if gap.interval.upper < 0 else "unclear"
