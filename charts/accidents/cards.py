"""The cards of accidents, put together from findings: the same on a page and on a slide."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from charts import theme, words
from charts.accidents import hotspots, neighbours, outlook, patterns, people, target, years
from charts.accidents.conditions import Chosen
from charts.cards import Card
from findings.accidents.ground import Ground
from findings.accidents.hotspots import CellCount, Hotspots
from findings.accidents.neighbours import Comparison
from findings.accidents.outlook import Learnt, Outlook
from findings.accidents.patterns import Crossing, Hours, Season
from findings.accidents.people import AgeShare, Item, Party, PartyKind, of_party
from findings.accidents.target import Newest
from findings.accidents.years import Marks, YearCount
from queries import once
from queries.editions import Scope


@once
def expected(
    chosen: Chosen,
    found: Hotspots,
    here: Ground,
    sources: Sequence[str],
    *,
    without_place: int,
    recorded: Scope,
    framed: str | None = None,
    can_move: bool = False,
) -> Card:
    """Return the map of what is to be expected of every cell; the cell `framed` stands in a frame.

    `without_place` accidents cannot be shown, `recorded` is whose records the edition has, `can_move` whether a reader
    can move the map.
    """
    note = hotspots.map_note(without_place, can_move=can_move)
    defined = hotspots.expected_defined(found.years, is_part=bool(chosen.years.incomplete), recorded=recorded)
    return Card(
        "hotspots",
        "250m区画ごとの事故の見込み",
        theme.drawn(hotspots.expected_map(here, found, framed)),
        alt=hotspots.in_words(found.top, found.recorded, without_place),
        table=hotspots.expected_table(found.shown),
        definition=note + defined,
        sources=[*sources, *here.sources],
        conditions=chosen.conditions,
        headline=hotspots.top_sentence(found.top),
    )


@once
def top(chosen: Chosen, found: Hotspots, here: Ground, sources: Sequence[str]) -> Card:
    """Return the first cells as a table."""
    rows = hotspots.expected_table(found.top)
    said, *grounds = hotspots.top_grounds(found.top)
    return Card(
        "top",
        "上位の地点",
        None,
        alt="",
        table=rows[[name for name in rows if name != "250m区画"]],
        definition=hotspots.LEVEL_AND_CHANCE,
        sources=[*sources, *here.sources],
        conditions=chosen.conditions,
        headline=said,
        grounds=grounds,
    )


@once
def counted(
    chosen: Chosen, cells: Sequence[CellCount], here: Ground, sources: Sequence[str], recorded: Scope
) -> Card:
    """Return the map of the plain counts, where nothing more can be said."""
    text = hotspots.counts_sentence(cells)
    return Card(
        "hotspots_counts",
        "250m区画ごとの件数",
        theme.drawn(hotspots.counts_map(here, cells)),
        alt=text,
        table=hotspots.counts_table(cells),
        definition=f"{text}{hotspots.counts_defined(recorded)}",
        sources=[*sources, *here.sources],
        conditions=chosen.conditions,
    )


@once
def hours(chosen: Chosen, found: Hours, sources: Sequence[str]) -> Card:
    """Return accidents by weekday and hour."""
    return _of_records(
        chosen,
        sources,
        "hours",
        "何曜日の何時に多いか",
        patterns.by_hour_and_weekday(found),
        patterns.busiest_sentence(found),
        patterns.hours_table(found),
        patterns.hours_defined(found),
        patterns.busiest_grounds(found),
    )


@once
def kinds(chosen: Chosen, rows: Sequence[Crossing], sources: Sequence[str]) -> Card:
    """Return accidents by type and road shape."""
    one = _of_records(
        chosen,
        sources,
        "kinds",
        "どんな道で、どんな事故か",
        patterns.crossed(rows, turned=True, height=420),
        patterns.frequent_sentence(rows),
        patterns.crossed_table(rows, name="道路形状", turned=True),
        patterns.kinds_defined(rows),
    )
    return replace(one, headline=html.escape(f"人身事故で{patterns.frequent_sentence(rows)}"))


@once
def ages(
    chosen: Chosen, rows: Sequence[AgeShare], wider: Sequence[AgeShare], region: str, sources: Sequence[str]
) -> Card:
    """Return parties A and B by age band, beside the prefecture (`region`) where its records are there."""
    return _of_records(
        chosen,
        sources,
        "people",
        people.AGES,
        people.people_by_age(rows, wider, region=region),
        people.people_in_words(rows),
        people.people_table(rows, wider, region=region),
        people.ages_defined(region if wider else None),
        people.oldest_said(rows),
    )


def _of_records(
    chosen: Chosen,
    sources: Sequence[str],
    key: str,
    title: str,
    figure: theme.Figure,
    text: str,
    table: pd.DataFrame,
    definition: str,
    grounds: Sequence[str] = (),
) -> Card:
    """Return a card of records alone, whose answer is what its chart says in words (`text`)."""
    return Card(
        key,
        title,
        theme.drawn(figure),
        alt=text,
        table=table,
        definition=definition,
        sources=sources,
        conditions=chosen.conditions,
        answer=html.escape(text),
        grounds=[html.escape(ground) for ground in grounds],
        is_drawn=True,
    )


@once
def light(chosen: Chosen, rows: Sequence[Crossing], sources: Sequence[str]) -> Card:
    """Return accidents by light and weather."""
    return _of_records(
        chosen,
        sources,
        "light",
        "明るさと天候",
        patterns.crossed(rows),
        patterns.frequent_sentence(rows),
        patterns.crossed_table(rows, name="昼夜"),
        patterns.light_defined(rows),
    )


@once
def season(chosen: Chosen, found: Season, sources: Sequence[str]) -> Card:
    """Return accidents by month of occurrence, with the shortfall of years that are not whole."""
    return _of_records(
        chosen,
        sources,
        "season",
        "何月に多いか",
        patterns.season(found),
        patterns.season_in_words(found),
        patterns.season_table(found),
        patterns.season_defined(found),
        patterns.season_grounds(found),
    )


@once
def since_2022(chosen: Chosen, rows: Sequence[Item], sources: Sequence[str]) -> Card:
    """Return what only the forms from 2022 on say."""
    return Card(
        "since_2022",
        people.NEWER_FORMS,
        None,
        alt="",
        table=people.since_2022_table(rows),
        definition=people.SINCE_2022,
        sources=sources,
        conditions=chosen.conditions,
    )


@once
def party_kinds(chosen: Chosen, rows: Sequence[PartyKind], party: Party, sources: Sequence[str]) -> Card:
    """Return one of the parties of accidents by age band and kind; `rows` are those of both."""
    mine = of_party(rows, party)
    return _of_records(
        chosen,
        sources,
        f"party_{party}",
        f"{people.PARTIES[party]}：年齢層と種別",
        people.kinds(rows, party=party),
        people.kinds_in_words(mine),
        people.kinds_table(mine),
        people.kinds_defined(mine),
        people.hurt_said(mine),
    )


@once
def per_year(
    chosen: Chosen,
    rows: Sequence[YearCount],
    other: Mapping[int, int],
    marked: Marks,
    newest: Newest | None,
    found: Outlook | None,
    sources: Sequence[str],
) -> Card:
    """Return accidents by year, against the target and with the years ahead where these count the same.

    `other` are the accidents by year under the other definition that the conditions are shown beside.
    """
    name, _ = chosen.reference
    ahead = found.ahead if found is not None else ()
    return Card(
        "per_year",
        "年ごとの件数と、これからの見通し" if ahead else "年ごとの件数",
        theme.drawn(years.per_year(rows, marks=marked, target=newest, ahead=ahead)),
        alt=f"{years.per_year_in_words(rows)}{outlook.ahead_in_words(ahead)}",
        table=years.per_year_table(rows, (name, other), ahead),
        definition=years.per_year_defined(rows, chosen.years, marked, other=name, target=newest),
        sources=[*sources, *marked.sources],
        conditions=chosen.conditions,
        answer=f"{target.not_yet_counted(newest)}{target.chance_sentence(newest)}",
    )


@once
def fared(found: Outlook, spread: Learnt, sources: Sequence[str]) -> Card:
    """Return how such forecasts fared for the years that are known."""
    said = [outlook.reached(found), *outlook.trend_said(found)]
    return Card(
        "outlook",
        "見通しは、これまで当たったか",
        None,
        alt="",
        table=outlook.table(found),
        definition=outlook.outlook_defined(found, spread),
        sources=[*sources, spread.source_id],
        conditions=[outlook.COUNTED],
        answer=html.escape(f"{outlook.caution(found)}{outlook.MISSING}"),
        headline=html.escape(f"件数の見通しは、{outlook.caution(found)}") if found.past else "",
        grounds=[html.escape(sentence) for sentence in said if sentence],
    )


@once
def beside_neighbours(
    chosen: Chosen, found: Comparison, city: str, contact: str, sources: Sequence[str]
) -> Card:
    """Return the city beside its neighbours and its prefecture; where it stands alone, what to ask for."""
    return Card(
        "compared",
        f"{words.calendar_year(found.newest_year)}は、それぞれの{neighbours.base(found.earlier_years)}の何倍か",
        theme.drawn(neighbours.compared(found)),
        alt=neighbours.in_words(found),
        table=neighbours.table(found),
        definition=neighbours.compared_defined(found, left_out=chosen.left_out),
        sources=sources,
        conditions=chosen.conditions,
        answer=html.escape(f"{neighbours.alone(city)}{words.ask(contact)}") if found.is_alone else "",
    )


@once
def counts_beside(chosen: Chosen, found: Comparison, sources: Sequence[str]) -> Card:
    """Return the counts by year of the city, its neighbours and its prefecture."""
    return Card(
        "counts",
        "周りとの比較：年ごとの件数",
        None,
        alt="",
        table=neighbours.yearly_table(found),
        definition=neighbours.counts_defined(found, left_out=chosen.left_out),
        sources=sources,
        conditions=chosen.conditions,
    )
