"""The small pictures of the first page, as HTML: they fit any width, their text keeps its size, nothing is loaded."""

import html
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from charts import theme
from stats.goals.state_words import State

NEAR = 24
"""Percentage points from which on the names of two ends stand beside each other."""


class Ends(NamedTuple):
    """Two shares in percent on one line, what they are of, and how the line is called."""

    name: str
    low: float
    high: float
    low_name: str
    high_name: str


class Bar(NamedTuple):
    """A bar with what is written under it; the chosen one is the answer."""

    name: str
    value: float
    text: str
    is_chosen: bool = False


class Strip(NamedTuple):
    """How many measures are in each state at one time, and how that time is called."""

    name: str
    counts: Mapping[State, int]


def squares(counts: Mapping[State, int]) -> str:
    """Return a square a measure in the colour and with the symbol of its state, and what each means with its count."""
    named = "".join(
        f'<li style="color:{colour}">{symbol} {state} {count}</li>'
        for state, count in counts.items()
        for colour, symbol in [theme.STATES[state]]
        if count
    )
    return f'<div class="squares" aria-hidden="true">{_cells(counts)}</div><ul class="legend">{named}</ul>'


def strips(listed: Sequence[Strip]) -> str:
    """Return a row of squares for each time, one below the other, and what each symbol means."""
    rows = "".join(f"<span>{html.escape(one.name)}</span><div>{_cells(one.counts)}</div>" for one in listed)
    alike: dict[tuple[str, str], dict[str, None]] = {}  # words of the states that share a symbol
    for state, look in theme.STATES.items():
        if any(one.counts[state] for one in listed):
            alike.setdefault(look, {})[state.split("（")[0]] = None
    named = "".join(
        f'<li style="color:{colour}">{symbol} {"・".join(states)}</li>'
        for (colour, symbol), states in alike.items()
    )
    said = "。".join(
        f"{one.name}は{'、'.join(f'{state}{count}' for state, count in one.counts.items() if count)}"
        for one in listed
    )
    return (
        f'<div class="strips" role="img" aria-label="{html.escape(said)}">{rows}</div>'
        f'<ul class="legend" aria-hidden="true">{named}</ul>'
    )


def _cells(counts: Mapping[State, int]) -> str:
    """Return a square a measure in the colour and with the symbol of its state."""
    known = [(count, *theme.STATES[state]) for state, count in counts.items() if count]
    return "".join(f'<i style="background:{colour}">{symbol}</i>' * count for count, colour, symbol in known)


def lines(listed: Sequence[Ends]) -> str:
    """Return shares on lines from 0 to 100 percent, one below the other, the last one strongest."""
    drawn = "".join(_line(one, is_last=one is listed[-1]) for one in listed)
    said = "。".join(
        f"{one.name}は{one.low_name}{one.low:.1f}%、{one.high_name}{one.high:.1f}%" for one in listed
    )
    return f'<div class="lines" role="img" aria-label="{html.escape(said)}">{drawn}</div>'


def _line(one: Ends, *, is_last: bool) -> str:
    named = (
        f'<small class="low" style="left:{one.low:.1f}%">{html.escape(one.low_name)}</small>'
        f'<small style="left:{one.high:.1f}%">{html.escape(one.high_name)}</small>'
    )
    kinds = ("line", *(["last"] if is_last else []), *(["near"] if one.high - one.low < NEAR else []))
    return (
        f'<div class="{" ".join(kinds)}"><span>{html.escape(one.name)}</span><div>'
        f'<i class="between" style="left:{one.low:.1f}%;width:{one.high - one.low:.1f}%"></i>'
        f'<i class="end" style="left:{one.low:.1f}%"></i><b class="low" style="left:{one.low:.1f}%">{one.low:.1f}%</b>'
        f'<i class="end high" style="left:{one.high:.1f}%"></i><b style="left:{one.high:.1f}%">{one.high:.1f}%</b>'
        f"{named if is_last else ''}</div></div>"
    )


def bars(listed: Sequence[Bar], *, target: tuple[float, str] | None = None) -> str:
    """Return bars from zero with their numbers; `target` is a dashed line and its name."""
    highest = max([*(one.value for one in listed), *([target[0]] if target else [])]) or 1
    drawn = "".join(
        f'<div class="bar{" chosen" if one.is_chosen else ""}">'
        f'<i style="--part:{one.value / highest:.3f}">'
        f"<b>{html.escape(one.text)}</b></i><span>{html.escape(one.name)}</span></div>"
        for one in listed
    )
    line = (
        f'<div class="target" style="--part:{target[0] / highest:.3f}"></div>'
        f'<div class="aim">{html.escape(target[1])}</div>'
        if target
        else ""
    )
    said = "、".join(f"{one.name}{one.text}" for one in listed) + (f"。{target[1]}" if target else "")
    return f'<div class="bars" role="img" aria-label="{html.escape(said)}">{drawn}{line}</div>'
