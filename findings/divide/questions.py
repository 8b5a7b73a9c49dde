"""All questions of one survey as cells of item and age, each with its standing to the average of the ages."""

from collections.abc import Mapping

import pandas as pd

from charts.divide.questions import Cell
from findings.divide import ages
from stats.divide import inequality
from stats.divide.inequality import Estimate

MOST_RANKED = 15

Compared = tuple[Estimate, Estimate, float | None]
"""How far a class is worse off than the average, the same with all cells tested at once, and its people."""


def cells(
    answers: pd.DataFrame, population: pd.DataFrame, columns: list[int], year: float | None
) -> list[Cell]:
    """Return every cell of the survey.

    Items are the options of multiple questions that are good or bad, and for a single question its good answers taken
    together (someone who uses a thing every day does not use it now and then). A cell stands out where its interval
    leaves out the average even when all cells are tested at once (Bonferroni).

    Parameters
    ----------
    answers
        One row per question, option and group of the survey.
    population
        Inhabitants by year and class of age; may be empty.
    columns
        First ages of the finest classes, from young to old.
    year
        Year of the population that weights the survey, None where there is none.
    """
    items = [
        (item, rows[rows["respondents"] != 0], rows, favourable) for item, rows, favourable in _items(answers)
    ]
    tests = sum(len(answered) for _, answered, _, _ in items if _is_comparable(answered))
    return [
        cell
        for item, answered, rows, favourable in items
        for cell in _cells_of(
            item,
            rows,
            dict(
                zip(
                    answered["age_group"],
                    zip(
                        _behind(answered, favourable, 0.95),
                        _behind(answered, favourable, 1 - 0.05 / max(1, tests)),
                        _worse_off(answered, favourable, population, year),
                        strict=False,
                    ),
                    strict=False,
                )
            ),
            columns,
        )
    ]


def columns_of(answers: pd.DataFrame) -> list[int]:
    """Return the first ages of the finest classes of a survey, from young to old."""
    groups = answers.loc[answers["group_kind"] != "all", "age_group"]
    return sorted({ages.least(group) for group in groups})


def behind(cells: list[Cell]) -> list[Cell]:
    """Return the cells that are clearly worse off than the average, the farthest first."""
    worse = [cell for cell in cells if cell.standing == "worse"]
    return sorted(worse, key=lambda cell: -(cell.behind or 0))[:MOST_RANKED]


def _items(answers: pd.DataFrame) -> list[tuple[str, pd.DataFrame, bool]]:
    """Return the items with their rows by age, young to old, and whether more is better."""
    listed = []
    by_age = answers[answers["group_kind"] != "all"]
    for _, question in by_age.groupby("question_id", sort=False):
        judged = question[question["favourable"].notna()]
        if judged.empty:
            continue
        if judged["kind"].iloc[0] == "multiple":
            for _, option in judged.groupby("option_no", sort=False):
                listed.append((str(option["label"].iloc[0]), option, bool(option["favourable"].iloc[0])))
            continue
        good = judged[judged["favourable"].astype(bool)]
        if not good.empty:
            listed.append(_taken_together(good))
    return listed


def _taken_together(good: pd.DataFrame) -> tuple[str, pd.DataFrame, bool]:
    """Return the good answers of a single question as one item, in the classes of age that all of them have."""
    labels = list(dict.fromkeys(good["label"]))
    name = f"{good['wording'].iloc[0]}（{'・'.join(labels)}）"
    common = ages.shared(good, "option_no")
    if common.empty or common["option_no"].nunique() < len(labels):
        return (
            name,
            good[good["option_no"] == good["option_no"].iloc[0]].assign(
                suppressed=True, pct=None, count=None
            ),
            True,
        )
    summed = common.groupby("age_group", sort=False).agg(
        count=("count", "sum"), respondents=("respondents", "first")
    )
    rows = summed.reset_index().assign(suppressed=False)
    return name, rows.assign(pct=100 * rows["count"].astype(float) / rows["respondents"].astype(float)), True


def _is_comparable(rows: pd.DataFrame) -> bool:
    """Return whether the classes can be held against their average: none is hidden, and there are two."""
    return not rows["suppressed"].any() and not rows["count"].isna().any() and len(rows) >= 2


def _behind(rows: pd.DataFrame, favourable: bool, confidence: float) -> list[Estimate]:
    """Return how far each class is worse off than the average of all, as shares; nothing where they are hidden."""
    if not _is_comparable(rows):
        return []
    shares, respondents = [float(pct) / 100 for pct in rows["pct"]], [float(n) for n in rows["respondents"]]
    gaps = [
        inequality.gap_to_average(place, shares, respondents, confidence=confidence)
        for place in range(len(shares))
    ]
    return [gap.turned() if favourable else gap for gap in gaps]


def _worse_off(
    rows: pd.DataFrame, favourable: bool, population: pd.DataFrame, year: float | None
) -> list[float | None]:
    """Return the inhabitants of each class who give the worse answer (do not use it); None if unknown."""
    people = ages.inhabitants(population, list(rows["age_group"]), year)
    if people is None or rows["suppressed"].any():
        return [None] * len(rows)
    return [
        inhabitants * (1 - pct / 100 if favourable else pct / 100)
        for inhabitants, pct in zip(people, rows["pct"], strict=True)
    ]


def _cells_of(
    item: str,
    rows: pd.DataFrame,
    compared: Mapping[str, Compared],
    columns: list[int],
) -> list[Cell]:
    """Return the cells of an item; classes without a comparison are hidden, or nobody of them answered."""
    starts = [ages.least(age) for age in rows["age_group"]]
    ends = [*starts[1:], None]
    cells = []
    for row, start, end in zip(rows.itertuples(), starts, ends, strict=True):
        first = sum(column < start for column in columns)
        last = len(columns) - 1 if end is None else sum(column < end for column in columns) - 1
        if row.age_group not in compared:
            standing = "empty" if row.respondents == 0 else "hidden"
            cells.append(Cell(item, row.age_group, first, last, None, None, standing))
            continue
        gap, strict, people = compared[row.age_group]
        cells.append(
            Cell(
                item,
                row.age_group,
                first,
                last,
                respondents=float(row.respondents),
                pct=float(row.pct),
                standing=_standing(strict),
                behind=100 * gap.value,
                low=100 * gap.interval.lower,
                high=100 * gap.interval.upper,
                people=people,
            )
        )
    return cells


def _standing(gap: Estimate) -> str:
    return "worse" if gap.interval.lower > 0 else "better" if gap.interval.upper < 0 else "unclear"
