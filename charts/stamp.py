"""What a saved picture says under its chart: title, kind of data, conditions, source and edition."""

import unicodedata
from collections.abc import Sequence

from charts import plain, theme
from queries import once
from stats import characters

SIZE, LINE, EDGE = 13, 17, 10
FOOT = 1e-6  # at 0 exactly Plotly moves all lines but the first below the picture
NEVER_FIRST = "、。・）」％"  # of a line; they may stand a little beyond its end
_COLUMNS = (theme.SAVED_WIDTH - 2 * EDGE) // SIZE - 1  # full-width characters in a line


@once
def stamped(drawing: theme.Drawing, lines: Sequence[tuple[str, str]]) -> tuple[theme.Drawing, int]:
    """Return the figure with these lines (name and text) under it, and by how many pixels it grew.

    The lines are the figure's title at its foot, which pushes up everything else; the style sheet hides the title on
    the screen, where the same words stand around the chart, and cuts off the pixels it takes. A picture saved by the
    chart's toolbar has no style sheet and shows them.
    """
    written = [
        line
        for name, text in lines
        for line in map(plain.figure, wrapped(f"{name}：{characters.in_one_line(text)}", _COLUMNS, "　"))
    ]
    grown, layout = LINE * len(written) + EDGE, drawing["layout"]
    title = {
        "text": "<br>".join(written),
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": FOOT,
        "yref": "container",
        "yanchor": "bottom",
        "pad": {"l": EDGE, "b": EDGE, "t": layout["margin"].get("b", 0)},
        "automargin": True,
        "font": {"family": theme.FONT, "size": SIZE, "color": theme.SECONDARY, "weight": 400},
    }
    return {**drawing, "layout": {**layout, "height": layout["height"] + grown, "title": title}}, grown


def wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    """Return a text in lines of at most so many full-width characters; a half-width one takes half the room.

    All lines but the first begin with `indent`.
    """
    lines, used = [""], 0.0
    for character in text:
        room = 1.0 if unicodedata.east_asian_width(character) in "FWA" else 0.6
        if used + room > columns and character not in NEVER_FIRST:
            lines.append(indent)
            used = float(len(indent))
        lines[-1] += character
        used += room
    return lines
