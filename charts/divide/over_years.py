"""Ages over the surveys: a line each with its interval, and the axis of fiscal years all charts of surveys share."""

import re
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from charts import events, theme, words
from charts.divide.shares import EMPTY, ramp
from findings.divide.shares import Share
from findings.events import Event
from stats import calendars

NAMES_APART = 6.5
"""Points between two names at the right end of a chart of 0 to 100."""


def lines(shares: Sequence[Share], times: Sequence[Event] = ()) -> go.Figure:
    """Return one line an age over the surveys, each with the ribbon of its interval and named at its end.

    `shares` are ordered by year, and from young to old within one; `times` are drawn behind them.
    """
    figure = theme.figure(height=380)
    ages: dict[str, list[Share]] = {}
    for share in shares:
        ages.setdefault(share.age_group, []).append(share)
    years = sorted({share.year for share in shares})
    known = {age: [share for share in listed if share.pct is not None] for age, listed in ages.items()}
    heights = _apart({age: listed[-1].pct or 0.0 for age, listed in known.items() if listed}, 100, 0)
    for (age, listed), colour in zip(known.items(), ramp(len(ages)), strict=True):
        of_line = [share.year for share in listed]
        figure.add_scatter(
            x=[*of_line, *of_line[::-1]],
            y=[*(share.high for share in listed), *(share.low for share in listed[::-1])],
            fill="toself",
            fillcolor=_faint(colour),
            mode="lines",
            line={"width": 0},
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=of_line,
            y=[share.pct for share in listed],
            mode="lines+markers",
            line={"color": colour, "width": 2.5},
            marker={"color": colour, "size": 8},
            text=[f"{share.respondents:,}人" for share in listed],
            hovertemplate=f"{age} %{{y:.1f}}%（回答%{{text}}）<extra></extra>",
        )
        if age in heights:
            last = listed[-1]
            figure.add_annotation(
                x=1,
                xref="paper",
                xanchor="left",
                y=heights[age],
                text=f"{age} <b>{words.number(last.pct or 0.0, 1)}%</b>"
                if last.year == years[-1]
                else f"{age} {EMPTY}",
                showarrow=False,
                font={"size": 14, "color": theme.INK},
            )
    figure.update_xaxes(
        tickvals=years,
        ticktext=year_ticks(years),
        range=[min(years) - 0.2, max(years) + 0.1],
        showgrid=False,
    )
    figure.update_yaxes(range=[0, 100], **theme.percent_ticks(100, 20))
    bands(figure, times, years)
    if times:
        theme.write_above(figure, events.key(times), color=theme.SECONDARY)
    figure.update_layout(margin={"r": 150, "t": 34 if times else 14})
    return figure


def within(times: Sequence[Event], years: Sequence[int]) -> list[Event]:
    """Return the times that have part in the surveys' fiscal years or lie between them."""
    first, last = calendars.bounds(min(years), "fiscal")[0], calendars.bounds(max(years), "fiscal")[1]
    return [event for event in times if event.touches(first, last)]


def bands(figure: go.Figure, times: Sequence[Event], years: Sequence[int]) -> None:
    """Draw times behind a plot over fiscal years, each from half a year before its number to half a year after it."""
    for event in times:
        ends = max(years) + 0.5 if event.ends_on is None else calendars.on_axis(event.ends_on, "fiscal")
        events.band(
            figure,
            max(calendars.on_axis(event.starts_on, "fiscal"), min(years) - 0.5),
            min(ends, max(years) + 0.5),
        )


def year_ticks(years: Sequence[int]) -> list[str]:
    """Return fiscal years for a narrow axis: the era with the first and where it changes, else the number alone."""
    named = [re.fullmatch(r"(\D\D)(.+)", words.era_year(int(year))) for year in years]
    pairs = [match.groups() for match in named if match]
    return [
        f"{number}年度<br>{era}" if place == 0 or era != pairs[place - 1][0] else str(number)
        for place, (era, number) in enumerate(pairs)
    ]


def _apart(ends: Mapping[str, float], most: float, least: float) -> dict[str, float]:
    """Return where the name of each age stands at the right end: near its share, but no two on each other."""
    ordered = sorted(ends, key=lambda age: ends[age])
    heights: list[float] = []
    for place, age in enumerate(ordered):
        lowest = heights[-1] + NAMES_APART if heights else least
        highest = most - NAMES_APART * (len(ordered) - 1 - place)
        heights.append(min(max(ends[age], lowest), highest))
    return dict(zip(ordered, heights, strict=True))


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.14)"
