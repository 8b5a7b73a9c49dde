"""Classes of age that surveys have in common, made from the classes each of them could publish."""

import re

import pandas as pd


def least(age_group: str) -> int:
    """Return the first age of a class, 18 for 18～29歳 and 70 for 70歳以上."""
    return int(re.findall(r"\d+", age_group)[0])


def label(first: int, following: int | None) -> str:
    """Return a class from its first age and that of the following class, None where there is none."""
    return f"{first}歳以上" if following is None else f"{first}～{following - 1}歳"


def shared(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the published classes of age put together into those that every `by` (a survey, an option) has.

    Counts and respondents are summed, nothing is split; a survey whose classes are hidden is left out. No row where
    the surveys have fewer than two classes in common.

    Parameters
    ----------
    rows
        One row per `by` and class of age, with age_group, respondents, count and suppressed.
    by
        Column that tells the surveys (or options) apart.
    """
    hidden = set(rows.loc[rows["suppressed"] | rows["count"].isna(), by])
    published = rows[~rows[by].isin(hidden)]
    starts = [{least(age) for age in ages} for _, ages in published.groupby(by)["age_group"]]
    common = sorted(set.intersection(*starts)) if starts else []
    if len(common) < 2 or len({min(start) for start in starts}) > 1:
        return published.iloc[:0]
    merged = put_together(published, common)
    return (
        merged.groupby([by, "age_group"], sort=False)
        .agg(respondents=("respondents", "sum"), count=("count", "sum"), source_id=("source_id", "first"))
        .reset_index()
        .assign(
            pct=lambda summed: 100 * summed["count"].astype(float) / summed["respondents"].astype(float),
            suppressed=False,
            first=lambda summed: summed["age_group"].map(least),
        )
        .sort_values([by, "first"])
        .drop(columns="first")
        .reset_index(drop=True)
    )


def put_together(rows: pd.DataFrame, starts: list[int]) -> pd.DataFrame:
    """Return the rows with each class renamed to the wider one, beginning at one of `starts`, that it lies in."""
    names = {
        first: label(first, following) for first, following in zip(starts, [*starts[1:], None], strict=True)
    }
    return rows.assign(
        age_group=[names[max(start for start in starts if start <= least(age))] for age in rows["age_group"]]
    )


def inhabitants(population: pd.DataFrame, age_groups: list[str], year: float | None) -> list[float] | None:
    """Return the inhabitants of each class; None where the year is not known or its classes are too coarse.

    `population` has year, age_group and people; `year` is the one whose people weight the survey.
    """
    known = population[population["year"] == year]
    starts = sorted(least(age) for age in age_groups)
    finest = {least(age) for age in known["age_group"]}
    if not starts or not set(starts) <= finest or min(finest) != starts[0]:
        return None
    people = put_together(known, starts).groupby("age_group")["people"].sum()
    return [float(people[name]) for name in _renamed(age_groups, starts)]


def _renamed(age_groups: list[str], starts: list[int]) -> list[str]:
    return list(put_together(pd.DataFrame({"age_group": age_groups}), starts)["age_group"])
