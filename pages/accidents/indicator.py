"""The plan's accident indicator (6-2), counted from the police records of the edition."""

import pandas as pd

from charts import accidents as charts
from charts import hotspots
from charts.accidents import Newest
from pages.frame import session
from queries import Connection, accidents, goals, overview
from queries.accidents import Selection
from stats import forecast, intervals
from stats.forecast import Spread

LEVEL_YEARS = 3
SHOWN_AHEAD = 5  # years; nobody should look further with a model that knows no causes
UNKNOWN_AGE = "不明"


def latest(connection: Connection) -> Newest | None:
    """Return the newest year's count; None without records or without such an indicator."""
    bases = accidents.official_bases(connection)
    indicators = goals.indicators(connection)
    counted = indicators[indicators["uncertainty"] == "poisson"]
    if bases.empty or counted.empty:
        return None
    target = counted.iloc[0]
    counts = [int(count) for count in bases["by_file_year_without_motorway"]]
    year = int(bases["year"].iloc[-1])
    return Newest(
        year=year,
        count=counts[-1],
        first_year=int(bases["year"].iloc[0]),
        first_count=counts[0],
        target=float(target["target_value"]),
        target_year=target["target_on"].year,
        chance_from_year=intervals.predictive_at_most(target["target_value"], counts[-1:]),
        chance_from_level=intervals.predictive_at_most(target["target_value"], counts[-LEVEL_YEARS:])
        if len(counts) >= LEVEL_YEARS
        else None,
        chance_in_target_year=chance_of(
            float(target["target_value"]), counts[-1], target["target_on"].year - year, spread(connection)
        ),
        chance_in_next_year=chance_of(float(target["target_value"]), counts[-1], 1, spread(connection)),
    )


def spread(connection: Connection) -> Spread:
    """Return how fast the levels of yearly counts drift."""
    stored = accidents.forecast_spread(connection).iloc[0]
    return Spread(float(stored["spread"]), float(stored["fall"]))


def chance_of(target: float, last: int, years_ahead: int, drift: Spread) -> float | None:
    """Return the chance of at most `target` some years after a count; None where no forecast is made."""
    if last < 1 or not 1 <= years_ahead <= SHOWN_AHEAD:
        return None
    return forecast.at_most(target, forecast.predict(last, years_ahead, drift))


def two_chances(newest: Newest | None) -> str:
    """Return why the next year and the target's year have different chances, with links, as HTML."""
    edition = {session.PARAMETER: [session.current().edition_id]}
    return charts.two_chances(
        newest,
        of_year=hotspots.link("accidents", edition, "どこで・何件"),
        of_target_year=hotspots.link("accidents-outlook", edition, "見通し"),
    )


def answer(newest: Newest | None) -> str:
    """Return what the records say against the target, as HTML."""
    return charts.answer(newest)


def figure(newest: Newest | None) -> str:
    """Return the newest count as one large figure for the first page, as HTML."""
    return charts.short_figure(newest)


def intervals_of(rows: pd.DataFrame) -> dict[int, tuple[float, float]]:
    """Return the exact 95 % Poisson interval of the level behind each year's count, by year."""
    return {int(row.year): tuple(intervals.poisson_interval(row.accidents)) for row in rows.itertuples()}


def counts_like_target(selection: Selection) -> bool:
    """Return whether a selection counts what the target counts: all accidents by file year without motorways."""
    plain = Selection(municipality=selection.municipality, years=selection.years)
    return selection == plain


def breaks(connection: Connection) -> dict[int, str]:
    """Return the years from which the forms of the police changed, with the label of the change."""
    events = accidents.events(connection)
    changes = events[events["ends_on"].isna()]
    return {row.starts_on.year: row.label for row in changes.itertuples()}


def periods(connection: Connection) -> dict[str, tuple[float, float]]:
    """Return remarkable times by label, from and to on an axis whose year y spans y - 0.5 to y + 0.5."""
    events = accidents.events(connection)
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
