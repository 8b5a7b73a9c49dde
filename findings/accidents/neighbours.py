"""The city, its neighbours and the rest of the prefecture, each against the mean of its own earlier years."""

from dataclasses import dataclass, replace

import pandas as pd

from charts.accidents import neighbours
from charts.accidents.neighbours import Change
from findings.accidents import target
from pages.accidents.selection import Chosen
from pages.frame import session
from queries import accidents
from stats.accidents import exact_tests, forecast


@dataclass(frozen=True)
class Comparison:
    """The changes in the order they are shown, the years compared, the name of the rest, and the counts by year."""

    changes: list[Change]
    newest_year: int
    earlier_years: list[int]
    rest: str
    counts: pd.DataFrame


def compare(chosen: Chosen) -> Comparison | None:
    """Return the comparison under the chosen conditions; None with fewer than two years that can be compared."""
    database, about = session.database(), session.about()
    selection = chosen.selection.in_prefecture(about["prefecture_code"])
    years = sorted(chosen.compared)
    if len(years) < 2:
        return None
    *earlier, newest = years
    rows = accidents.per_year_by_municipality(database, selection)
    table = rows.pivot_table(index="municipality_code", columns="year", values="accidents", fill_value=0)
    table = table.reindex(columns=years, fill_value=0).astype(int)
    near = accidents.neighbours(database)
    near = near[near["municipality_code"].str[:2] == about["prefecture_code"]]
    city, rest = str(about["municipality_code"]), f"{about['prefecture']}の他の市町村"
    changes = [
        _change(row.name, _line(table, row.municipality_code), is_city=row.is_city, people=row.people)
        for row in near.itertuples(index=False)
    ]
    lines = {row.name: _line(table, row.municipality_code) for row in near.itertuples(index=False)}
    others = table.drop(index=city, errors="ignore")
    if not others.empty:
        lines[rest] = others.sum()
        changes[0] = _against(changes[0], _line(table, city), lines[rest])
        changes.append(_change(rest, lines[rest], is_city=False))
    counts = pd.DataFrame(
        [(name, year, count) for name, line in lines.items() for year, count in line.items()],
        columns=["name", "year", "accidents"],
    )
    return Comparison(changes, newest, earlier, rest, counts)


def moved(counts: pd.Series) -> str:
    """Return whether the last of the city's counts by year differs from those before, as HTML; nothing for one."""
    if len(counts) < 2:
        return ""
    *earlier, newest = (int(year) for year in counts.index)
    city = _change(str(session.about()["city"]), counts, is_city=True)
    return neighbours.moved(city, newest, earlier)


def _line(table: pd.DataFrame, municipality: str) -> pd.Series:
    """Return a municipality's accidents by year, zeros included."""
    return table.reindex([municipality], fill_value=0).iloc[0]


def _change(name: str, counts: pd.Series, *, is_city: bool, people: float | None = None) -> Change:
    """Return how a place's newest year compares with the mean of the earlier ones."""
    newest, earlier, periods = int(counts.iloc[-1]), int(counts.iloc[:-1].sum()), len(counts) - 1
    mean = earlier / periods
    low, high = (
        exact_tests.rate_ratio_interval(newest, 1, earlier, periods)
        if newest + earlier
        else (0.0, float("inf"))
    )
    return Change(
        name=name,
        is_city=is_city,
        newest=newest,
        earlier_mean=mean,
        ratio=newest / mean if earlier else None,
        low=low,
        high=high,
        per_1000=None if people is None or pd.isna(people) else 1000 * newest / people,
    )


def _against(city: Change, own: pd.Series, others: pd.Series) -> Change:
    """Return the city's change with its probability if the city moved as the others did, where this can be told."""
    if not (own.iloc[:-1].any() and others.all()):
        return city
    chance = forecast.moved_alike_probability(
        own.index.tolist(), own.tolist(), others.tolist(), target.spread(session.database())
    )
    return replace(city, chance=chance)
