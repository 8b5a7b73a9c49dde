"""Figures as pages write them: what a card draws, says and lists, and which figure a sentence is about."""

import base64
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.pages.page_texts import plain

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Card(NamedTuple):
    """What stands under one heading of a page: its sentences, alt texts, figures (as Plotly's JSON) and tables."""

    page: str
    heading: str
    sentences: list[str]
    alts: list[str]
    figures: list[dict]
    tables: list[pd.DataFrame]

    @property
    def place(self) -> str:
        """Return where the card stands, for a message."""
        return f"{self.page}「{self.heading}」"


class Claim(NamedTuple):
    """One figure told in one place: what it is of, the number as it is written, and where."""

    subject: str
    number: str
    place: str


def cards_of(page: str, app: AppTest) -> list[Card]:
    """Return the cards of a page, in its order; what stands before the first heading has an empty one."""
    cards = [Card(page, "", [], [], [], [])]
    for node in app.main:
        match node.type:
            case "title" | "header" | "subheader":
                cards.append(Card(page, node.value, [], [], [], []))
            case "html":
                cards[-1].sentences.append(plain(node.proto.body))
            case "table" | "dataframe":
                cards[-1].tables.append(node.value)
            case "plotly_chart":
                cards[-1].alts.append(node.proto.alt)
                cards[-1].figures.append(json.loads(node.proto.spec))
    return cards


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as they are written, without their signs and thousands separators."""
    return [found.replace(",", "") for found in NUMBER.findall(text)]


def is_among(written: str, known: set[float]) -> bool:
    """Tell whether a written number is one of some figures, rounded as finely as it is written."""
    places = len(written.partition(".")[2])
    return any(abs(float(written) - figure) <= 0.5 * 10**-places + 1e-9 for figure in known)


def drawn(figure: dict) -> set[float]:
    """Return the sizes a figure draws and writes: data with the ends of bars, notes, times behind them."""
    ends = (
        np.add(_values(trace["base"]), _values(trace["y"])).tolist()
        for trace in figure["data"]
        if trace["type"] == "bar" and isinstance(trace.get("base"), dict | list)
    )
    found = [
        *_sizes([figure["data"], *(figure["layout"].get(part, []) for part in ("annotations", "shapes"))]),
        *(x for end in ends for x in end),
    ]
    return {abs(size) for size in found if size == size}


def listed(table: pd.DataFrame) -> set[float]:
    """Return the sizes a table lists, with the totals of its rows and columns, by every column of words, and shares."""
    cells = {size for column in table for size in _sizes([str(column), *table[column].tolist()])}
    counted = table.select_dtypes("number").astype(float)  # a number that is missing counts for none
    by = [table[column] for column in table.columns.difference(counted.columns)]
    totals = pd.concat(
        [counted.sum(axis=1), counted.sum(), *(counted.groupby(key).sum().sum(axis=1) for key in by)]
    ).tolist()
    by_column = [size for key in by for size in counted.groupby(key).sum().to_numpy().ravel()]
    whole = [*totals, counted.to_numpy().sum()]
    shares = [100 * size / total for total in set(whole) if total for size in counted.to_numpy().ravel()]
    return {abs(float(size)) for size in [*cells, *whole, *by_column, *shares, len(table)] if size == size}


def _values(values: object) -> list[float]:
    """Return the numbers of an axis, which Plotly may have packed."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).tolist()
    return list(values)


def _sizes(value: object) -> Iterator[float]:
    """Yield all numbers in JSON, packed ones and those within words too."""
    match value:
        case {"bdata": _}:
            yield from map(float, _values(value))
        case dict():
            for part in value.values():
                yield from _sizes(part)
        case list():
            for part in value:
                yield from _sizes(part)
        case str():
            yield from map(float, numbers(value))
        case bool() | None:
            pass
        case int() | float() | np.number():
            yield float(value)
