"""Numbers a figure writes at its bars and points: the chart's own labels, which follow its data when they are edited.

Only a text that is the value itself, with the same words around it at every point, can be one; others are boxes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.slides import native, texts, values
from exports.slides.canvas import INK, Element
from exports.slides.panels import Panel, Trace

_TEXT = re.compile(r"(?P<before>[^\d.,+\-−]*)(?P<number>\d[\d,]*(?:\.(?P<digits>\d+))?)(?P<after>\D*)")
_INSIDE = {"start": "inBase", "middle": "ctr", "end": "inEnd"}
_BESIDE = {
    "top center": "t",
    "bottom center": "b",
    "middle left": "l",
    "middle right": "r",
    "middle center": "ctr",
}
_LARGEST = 14.0


@dataclass(frozen=True)
class ValueLabels:
    """How the values of a trace are written.

    Attributes
    ----------
    form
        The values as a spreadsheet's number format.
    position
        Where, in the words of the file.
    size, color, is_bold
        The letters; the size is that of a screen.
    without
        Numbers of the points at which nothing is written.
    """

    form: str
    position: str
    size: float
    color: str
    is_bold: bool
    without: frozenset[int]

    def add(self, series: Element, order: Sequence[int | None], scale: float) -> None:
        """Write them at a series whose points are those of the trace with these numbers; None for no point."""
        shows = "".join(
            f'<c:{name} val="{int(name == "showVal")}"/>'
            for name in (
                "showLegendKey",
                "showVal",
                "showCatName",
                "showSerName",
                "showPercent",
                "showBubbleSize",
            )
        )
        none = "".join(
            f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
            for place, number in enumerate(order)
            if number is None or number in self.without
        )
        form = self.form.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        letters = (
            f'<a:defRPr sz="{round(self.size * scale * 100)}" b="{int(self.is_bold)}">'
            f'<a:solidFill><a:srgbClr val="{self.color}"/></a:solidFill></a:defRPr>'
        )
        made = native.element(
            f'<c:dLbls>{none}<c:numFmt formatCode="{form}" sourceLinked="0"/>'
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
            f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr>'
            f'<a:endParaRPr lang="ja-JP"/></a:p></c:txPr><c:dLblPos val="{self.position}"/>{shows}</c:dLbls>'
        )
        series.get_or_add_dLbls().getparent().replace(series.dLbls, made)


def on_their_bars(figure: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a figure whose notes in the middle of upright bars are texts of these bars, where every bar has one."""
    layout = figure.get("layout") or {}
    notes, data = list(layout.get("annotations") or ()), []
    for trace in figure.get("data") or ():
        found = _in_the_middle(trace, notes)
        if found:
            notes = [note for note in notes if not any(note is each for each in found)]
            fonts = [note.get("font") or {} for note in found]
            trace = {
                **trace,
                "text": [note["text"] for note in found],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textfont": {
                    "color": [font.get("color") for font in fonts],
                    "size": fonts[0].get("size"),
                },
            }
        data.append(trace)
    return {**figure, "data": data, "layout": {**layout, "annotations": notes}}


def _in_the_middle(trace: Trace, notes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the note in the middle of each bar of a trace; nothing where one has none, or stands on another ground."""
    if trace.get("type") != "bar" or trace.get("orientation") == "h":
        return []
    if any(trace.get(name) is not None for name in ("text", "base", "xaxis", "yaxis")):
        return []
    found = []
    for place, size in zip(values.listed(trace.get("x")), values.listed(trace.get("y")), strict=False):
        here = [
            note
            for note in notes
            if note.get("x") == place
            and values.number(note.get("y")) == (values.number(size) or 0) / 2
            and note.get("yanchor") == "middle"
            and (note.get("xref") or "x", note.get("yref") or "y") == ("x", "y")
            and not note.get("bgcolor")
        ]
        if len(here) != 1 or not size:
            return []
        found += here
    return found


def of_bars(panel: Panel, trace: Trace) -> ValueLabels | None:
    """Return how the values of bars are written, None where they are not or cannot be by the chart itself."""
    is_flat = trace.get("orientation") == "h"
    is_stacked = any(each.get("base") is not None for each in panel.traces if each.get("type") == "bar")
    measured = values.listed(trace.get("x" if is_flat else "y"))
    inside = _INSIDE[str(trace.get("insidetextanchor") or "end")]
    places = [
        ("" if is_stacked else "outEnd") if each == "outside" else inside
        for each in values.each(trace.get("textposition") or "outside", len(measured))
    ]
    return _of(trace, measured, places)


def of_points(trace: Trace) -> ValueLabels | None:
    """Return how the upright values of points are written, None where they are not or cannot be by the chart itself."""
    if "text" not in str(trace.get("mode") or ""):
        return None
    measured = values.listed(trace.get("y"))
    asked = values.each(trace.get("textposition") or "middle center", len(measured))
    return _of(trace, measured, [_BESIDE.get(str(each), "") for each in asked])


def _of(trace: Trace, measured: Sequence[Any], places: Sequence[str]) -> ValueLabels | None:
    font: Mapping[str, Any] = trace.get("textfont") or {}
    written = [str(text or "") for text in values.each(trace.get("text"), len(measured))]
    colors = values.each(font.get("color"), len(measured))
    used = [number for number, text in enumerate(written) if texts.plain(text).strip()]
    found = {
        (_form(texts.lines(written[number]), measured[number]), places[number], colors[number])
        for number in used
    }
    if len(found) != 1:
        return None
    (form, position, color) = found.pop()
    if form is None or not position:
        return None
    is_bold = {run.is_bold for number in used for line in texts.lines(written[number]) for run in line}
    return ValueLabels(
        form,
        position,
        min(_LARGEST, float(font.get("size") or _LARGEST)),
        values.color(color, INK)[0],
        is_bold == {True},
        frozenset(range(len(measured))) - frozenset(used),
    )


def _form(lines: Sequence[texts.Line], value: values.Value) -> str | None:
    """Return the number format that writes a value as a text does; None where the text says something else."""
    size = None if isinstance(value, str) else values.number(value)
    told = _TEXT.fullmatch("\n".join("".join(run.text for run in line) for line in lines))
    if told is None or size is None or len(lines) > 1 or any(run.color for run in lines[0]):
        return None
    digits = len(told["digits"] or "")
    if f"{size:,.{digits}f}" != told["number"]:
        return None
    around = [f'"{told[end]}"' if told[end] else "" for end in ("before", "after")]
    return f"{around[0]}#,##0{'.' if digits else ''}{'0' * digits}{around[1]}"
