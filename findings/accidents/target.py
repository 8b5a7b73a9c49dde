"""The plan's accident indicator (6-2), counted from the police records of the edition."""

import pandas as pd

from charts.accidents import target as target_chart
from charts.accidents import years
from charts.accidents.target import Newest
from queries import Connection, accidents, goals, overview
from queries.accidents import Selection
from stats import intervals
from stats.accidents import forecast
from stats.accidents.forecast import Prediction, Spread

SHOWN_AHEAD = 5  # years; nobody should look further with a model that knows no causes
UNKNOWN_AGE = "不明"


def latest(connection: Connection) -> Newest | None:
    """Return the newest year's count and the one chance; None without such records or an indicator.

    The chance is that of the target's year while that lies ahead of the records, and that of the next year from then
    on; None where no forecast is made.
    """
    known = history(connection)
    indicators = goals.indicators(connection)
    counted = indicators[indicators["uncertainty"] == "poisson"]
    if known.empty or counted.empty:
        return None
    target, target_year = float(counted.iloc[0]["target_value"]), int(counted.iloc[0]["target_on"].year)
    year = int(known["year"].iloc[-1])
    chance_year = max(target_year, year + 1)
    prediction = predict(known, chance_year - year, spread(connection))
    return Newest(
        year=year,
        count=int(known["count"].iloc[-1]),
        first_year=int(known["year"].iloc[0]),
        first_count=int(known["count"].iloc[0]),
        target=target,
        target_year=target_year,
        baseline_year=int(counted.iloc[0]["baseline_on"].year),
        plan_year=int(counted.iloc[0]["plan_starts_on"].year),
        chance_year=chance_year,
        chance=None if prediction is None else forecast.at_most(target, prediction),
    )


def history(connection: Connection) -> pd.DataFrame:
    """Return year, count and nation, one row per year counted as the target is: by file year without motorways.

    `nation` is in proportion to the nation's count of the year; where that is not known it stays that of the year
    before.
    """
    bases = accidents.official_bases(connection).dropna(subset=["by_file_year_without_motorway"])
    known = bases[["year"]].assign(count=bases["by_file_year_without_motorway"].astype(int))
    nation = known["year"].map(accidents.national_counts(connection).set_index("year")["accidents"])
    return known.assign(nation=(nation / nation.shift()).fillna(1.0).cumprod()).reset_index(drop=True)


def predict(known: pd.DataFrame, years_ahead: int, drift: Spread) -> Prediction | None:
    """Return the count some years after those of a `history`; None where no forecast is made."""
    if not known["count"].any() or years_ahead > SHOWN_AHEAD:
        return None
    years, counts, nation = (known[name].tolist() for name in ("year", "count", "nation"))
    return forecast.predict(counts, years, years_ahead, drift, nation)


def untold_years(known: pd.DataFrame) -> set[int]:
    """Return the years of `accidents.years` whose motorway accidents cannot be told apart."""
    return {int(year) for year in known.loc[~known["tells_motorway"].astype(bool), "year"]}


def not_compared(connection: Connection) -> str:
    """Return which file years are not held against the target, as a sentence; nothing where all can be."""
    return years.not_compared(untold_years(accidents.years(connection, year_basis="file")))


def spread(connection: Connection) -> Spread:
    """Return how fast the levels of yearly counts drift."""
    stored = accidents.forecast_spread(connection).iloc[0]
    return Spread(float(stored["spread"]), float(stored["fall"]))


def answer(newest: Newest | None) -> str:
    """Return what the records say against the target, as HTML."""
    return target_chart.answer(newest)


def chance(newest: Newest | None) -> str:
    """Return the chance of the target as a sentence of HTML; nothing without one."""
    return target_chart.chance(newest)


def figure(newest: Newest | None) -> str:
    """Return the newest count as one large figure for the first page, as HTML."""
    return target_chart.short_figure(newest)


def intervals_of(rows: pd.DataFrame) -> dict[int, tuple[float, float]]:
    """Return the exact 95 % Poisson interval of the level behind each year's count, by year."""
    return {int(row.year): intervals.poisson_interval(row.accidents) for row in rows.itertuples()}


def counts_like_target(selection: Selection) -> bool:
    """Return whether a selection counts what the target counts: all accidents by file year without motorways."""
    plain = Selection(municipality=selection.municipality, years=selection.years)
    return selection == plain


def breaks(connection: Connection) -> dict[int, str]:
    """Return the years from which the forms of the police changed, with the label of the change."""
    events = overview.events(connection, topic="accidents")
    changes = events[events["ends_on"].isna()]
    return {row.starts_on.year: row.label for row in changes.itertuples()}


def mark_sources(connection: Connection) -> list[str]:
    """Return the sources of the changes of forms and remarkable times."""
    return list(overview.events(connection, topic="accidents")["source_id"].unique())


def periods(connection: Connection) -> dict[str, tuple[float, float]]:
    """Return remarkable times by label, from and to on an axis whose year y spans y - 0.5 to y + 0.5."""
    events = overview.events(connection, topic="accidents")
    lasting = events.dropna(subset=["ends_on"])
    return {row.label: (_on_axis(row.starts_on), _on_axis(row.ends_on)) for row in lasting.itertuples()}


def _on_axis(day: pd.Timestamp) -> float:
    return float(day.year - 0.5 + (day.day_of_year - 1) / 365)


def with_shares(people: pd.DataFrame) -> pd.DataFrame:
    """Return people by age band and party with their share (0-1) among the parties of known age."""
    known = people[people["age_band"] != UNKNOWN_AGE]
    totals = known.groupby("party_order")["people"].transform("sum")
    return known.assign(share=known["people"] / totals)


def region_people(connection: Connection, selection: Selection) -> pd.DataFrame:
    """Return the same shares for the whole prefecture; empty where there are no others than the city's."""
    if accidents.extent(connection).at[0, "extent"] == "city":
        return pd.DataFrame()
    prefecture = overview.edition(connection).at[0, "prefecture_code"]
    return with_shares(accidents.people_by_age(connection, selection.in_prefecture(prefecture)))
