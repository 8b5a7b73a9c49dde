"""Axes of a figure: where a value lies between their ends, and what is written at their ticks."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.slides import texts, values

Tick = tuple[float, str]
_USUAL_TICKS = 6


@dataclass(frozen=True)
class Axis:
    """One axis. Coordinates are numbers, days of a spreadsheet, places of categories, or powers of ten."""

    kind: str
    low: float
    high: float
    domain: tuple[float, float]
    categories: tuple[str, ...]
    ticks: tuple[Tick, ...]
    title: str
    has_grid: bool
    is_top: bool
    color: str

    def coordinate(self, value: values.Value) -> float | None:
        """Return where a value lies on the axis, None if nowhere."""
        if self.kind == "category":
            name = str(value)
            if name in self.categories:
                return float(self.categories.index(name))
            return values.number(value) if not isinstance(value, str) else None
        found = values.number(value)
        if self.kind == "log":
            return math.log10(found) if found and found > 0 else None
        return found

    def datum(self, value: values.Value) -> float | None:
        """Return a value as a native chart draws it, whose own axis may count in powers."""
        return values.number(value) if self.kind == "log" else self.coordinate(value)

    def share(self, value: values.Value) -> float | None:
        """Return how far between the ends of the axis (0 to 1) a value lies."""
        found = self.coordinate(value)
        return None if found is None else self.part(found)

    def part(self, coordinate: float) -> float:
        """Return how far between the ends of the axis (0 to 1) a coordinate lies."""
        return (coordinate - self.low) / (self.high - self.low)


def axis(spec: Mapping[str, Any], found: Sequence[Any], *, has_bars: bool) -> Axis:
    """Return the axis a figure's layout describes, for all values found on it."""
    kind = spec.get("type") or _kind(found)
    categories = _categories(spec, found) if kind == "category" else ()
    low, high = _ends(spec, found, kind, categories, has_bars=has_bars)
    bare = Axis(kind, low, high, (0.0, 1.0), categories, (), "", False, False, "")
    title, is_seen = spec.get("title") or {}, spec.get("visible") is not False
    first, last = spec.get("domain") or (0.0, 1.0)
    return Axis(
        kind,
        low,
        high,
        (float(first), float(last)),
        categories,
        tuple(_ticks(spec, bare)) if is_seen else (),
        texts.in_one_line((title.get("text") or "") if isinstance(title, Mapping) else str(title)),
        has_grid=is_seen
        and spec.get("showgrid", True)
        and values.color(spec.get("gridcolor"), "#D9DEE4")[1] > 0,
        is_top=spec.get("side") == "top",
        color=values.color((spec.get("tickfont") or {}).get("color"), "#52606D")[0],
    )


def _kind(found: Sequence[Any]) -> str:
    told = [value for value in found if value is not None]
    if told and all(
        hasattr(value, "year") or (isinstance(value, str) and values.time(value)) for value in told
    ):
        return "date"
    return "category" if any(isinstance(value, str) for value in told) else "linear"


def _categories(spec: Mapping[str, Any], found: Iterable[Any]) -> tuple[str, ...]:
    listed = values.listed(spec.get("categoryarray")) if spec.get("categoryorder") == "array" else []
    return tuple(dict.fromkeys([*map(str, listed), *(str(value) for value in found if value is not None)]))


def _ends(
    spec: Mapping[str, Any],
    found: Sequence[Any],
    kind: str,
    categories: Sequence[str],
    *,
    has_bars: bool,
) -> tuple[float, float]:
    asked = [values.number(end) for end in values.listed(spec.get("range"))]
    if len(asked) == 2 and asked[0] is not None and asked[1] is not None:
        return asked[0], asked[1]
    if kind == "category":
        low, high = -0.5, max(1, len(categories)) - 0.5
    else:
        told = [each for each in map(values.number, found) if each is not None] or [0.0, 1.0]
        if kind == "log":
            told = [math.log10(each) for each in told if each > 0] or [0.0, 1.0]
        low, high = min(told), max(told)
        pad = 0.05 * (high - low) or 1.0
        is_from_zero = has_bars or spec.get("rangemode") == "tozero"
        low, high = (min(0.0, low) if is_from_zero and low >= 0 else low - pad), high + pad
    return (high, low) if spec.get("autorange") == "reversed" else (low, high)


def _ticks(spec: Mapping[str, Any], bare: Axis) -> Iterable[Tick]:
    if spec.get("showticklabels") is False:
        return
    before, after = spec.get("tickprefix") or "", spec.get("ticksuffix") or ""
    asked = spec.get("tickvals")
    if asked is not None:
        told = values.listed(asked)
        words = values.listed(spec.get("ticktext")) or [f"{before}{_written(each)}{after}" for each in told]
        pairs = [(bare.coordinate(value), word) for value, word in zip(told, words, strict=False)]
    elif bare.kind == "category":
        pairs = [(float(place), word) for place, word in enumerate(bare.categories)]
    elif bare.kind == "log":
        low, high = sorted((bare.low, bare.high))
        powers = range(math.ceil(low), math.floor(high) + 1)
        pairs = [(float(power), f"{before}{_written(10.0**power)}{after}") for power in powers]
    elif bare.kind == "date":
        low, high = sorted((bare.low, bare.high))
        first, last = (values.EPOCH.year + int(end / 365.2425) for end in (low, high))
        pairs = [(values.number(f"{year}-01-01"), f"{year}") for year in range(first, last + 2)]
    else:
        pairs = [(each, f"{before}{_written(each)}{after}") for each in _even(spec, bare)]
    low, high = sorted((bare.low, bare.high))
    near = 1e-6 * (high - low)
    for coordinate, word in pairs:
        if coordinate is not None and low - near <= coordinate <= high + near:
            yield coordinate, str(word)


def _even(spec: Mapping[str, Any], bare: Axis) -> list[float]:
    low, high = sorted((bare.low, bare.high))
    step = values.number(spec.get("dtick"))
    if not step:
        rough = (high - low) / max(1, int(spec.get("nticks") or _USUAL_TICKS))
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)
    return [
        round(step * n, 10) for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    ]


def _written(value: values.Value) -> str:
    """Return a number with separators and no more digits than it has."""
    if isinstance(value, str):
        return value
    return f"{value:,.10g}" if isinstance(value, float) and value != int(value) else f"{int(value):,}"
