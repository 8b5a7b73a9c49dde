"""Values of a figure as Plotly packs them, read into plain lists."""

import base64
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import numpy as np

Value = Any
"""Whatever Plotly takes at a place: a number, a text, a time, a list of them, or a packed one."""
EPOCH = datetime(1899, 12, 30)
"""The day spreadsheets count from."""
A_DAY = 86_400


def listed(values: Value) -> list[Any]:
    """Return the values of an axis or of a property, packed or not; nested lists for a matrix."""
    if values is None:
        return []
    if isinstance(values, Mapping) and "bdata" in values:
        found = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])
        shape = values.get("shape")
        if shape:
            sizes = shape.split(",") if isinstance(shape, str) else shape
            found = found.reshape([int(size) for size in sizes])
        return list(found.tolist())
    if hasattr(values, "tolist"):
        return list(values.tolist())
    return list(values)


def each(value: Value, count: int) -> list[Any]:
    """Return a property for each of some points, whether it is given for all of them or one by one."""
    if isinstance(value, str) or not (hasattr(value, "tolist") or isinstance(value, Sequence | Mapping)):
        return [value] * count
    found = listed(value)
    return (found + [None] * count)[:count]


def number(value: Value) -> float | None:
    """Return a number or a time as what a spreadsheet counts with; None for nothing and for words."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - EPOCH).total_seconds() / A_DAY
    if isinstance(value, date):
        return float((value - EPOCH.date()).days)
    if isinstance(value, str):
        return number(time(value)) if time(value) else None
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if np.isfinite(found) else None


def time(text: str) -> datetime | None:
    """Return a text as Plotly writes times as a time; None for other texts."""
    if len(text) < 10 or text[4:5] != "-":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def color(value: Value, usual: str) -> tuple[str, float]:
    """Return a colour as RRGGBB with its opacity, whether it is written as #RRGGBB or as rgb(a)."""
    text = str(value or usual).strip()
    if text.startswith("#") and len(text) == 7:
        return text[1:].upper(), 1.0
    if text.startswith("rgb"):
        parts = [float(part) for part in text.partition("(")[2].rstrip(")").split(",")]
        opacity = parts[3] if len(parts) > 3 else 1.0
        return "".join(f"{round(part):02X}" for part in parts[:3]), opacity
    return usual.lstrip("#").upper(), 1.0


def on_scale(scale: Value, share: float) -> str:
    """Return the colour of a colour scale at a share of its length (0 to 1) as RRGGBB."""
    stops = [(float(stop), color(name, "#FFFFFF")[0]) for stop, name in scale]
    share = min(1.0, max(0.0, share))
    for (low, first), (high, second) in pairwise(stops):
        if share <= high:
            part = (share - low) / (high - low) if high > low else 0.0
            return mixed(first, second, part)
    return stops[-1][1]


def mixed(first: str, second: str, part: float) -> str:
    """Return the colour between two, `part` (0 to 1) of the way to the second."""
    channels = (
        round(int(first[at : at + 2], 16) * (1 - part) + int(second[at : at + 2], 16) * part)
        for at in (0, 2, 4)
    )
    return "".join(f"{each:02X}" for each in channels)


def is_dark(rgb: str) -> bool:
    """Tell whether white letters are read better on a colour than dark ones."""
    channels = [int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.2
