"""The picture of one indicator series: every kind has a drawing of its own, all on one time axis."""

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from charts import theme, words
from charts.drawing import HELD, Drawing, Point, Projected

GOOD_SIDE = "#E6F2ED"
_LABEL = 14  # px of a label beside a point
_ROW = 20  # px one label needs
_TICKS = 75  # px under the value axis


def progress(drawing: Drawing, *, height: int = 380, is_wide: bool = False) -> go.Figure:
    """Return the picture of one series against its target.

    increase and decrease are points beside the straight path the rule expects; cumulative is a bar a year that
    stands on the bars before it; milestone moves in steps; keep, zero and a baseline in words show the wanted
    side of their target as a band, zero with a bar for every event.
    `is_wide` says that there is room for a date on two lines instead of three, and for the baseline's label on one.
    """
    figure = theme.figure(height=height)
    low, high = _axes(figure, drawing, is_wide=is_wide)
    row = _ROW / (height - _TICKS) * (high - low)
    if drawing.kind in HELD:
        _wanted_side(figure, drawing, low, high)
    else:
        _path(figure, drawing)
    _baseline(figure, drawing, low, row, is_wide=is_wide)
    figure.add_hline(y=drawing.target.value, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
    _grey(figure, drawing)
    if drawing.kind == "cumulative":
        _bars(figure, drawing)
    elif drawing.kind == "zero":
        _events(figure, drawing)
    else:
        _reports(figure, drawing)
    if drawing.projected:
        _projection(figure, drawing, drawing.projected)
    _labels_on_the_right(figure, drawing, low, row)
    return figure


def _written(unit: str) -> str:
    return "d" if unit.startswith("年") else ",.10~g"


def _short(value: float, unit: str) -> str:
    """Return a value as a label writes it: 年発行分 as its year alone."""
    return f"{value:.0f}年" if unit.startswith("年") else words.quantity(value, unit)


def _axes(figure: go.Figure, drawing: Drawing, *, is_wide: bool) -> tuple[float, float]:
    """Set both axes and return the ends of the value axis: from 0, but for years and negative values."""
    last = drawing.sums if drawing.kind == "cumulative" else drawing.reported
    points = [
        drawing.target,
        *last,
        *drawing.partial,
        *drawing.context,
        *([drawing.baseline] if drawing.baseline else []),
    ]
    values = [point.value for point in points]
    if drawing.projected:
        values += [drawing.projected.lower, drawing.projected.upper]
    is_year = drawing.unit.startswith("年")
    low = min(values) - 1 if is_year else min(0.0, *values)
    high = max(values) if max(values) > low else low + 3
    if drawing.kind == "zero":
        high = max(high, 3.0)
    top = high + 0.2 * (high - low)
    figure.update_yaxes(
        range=[low, top],
        tickformat=_written(drawing.unit),
        ticksuffix="年" if is_year else drawing.unit,
        dtick=1 if is_year or (drawing.kind == "zero" and high <= 5) else None,
    )
    first = min(point.on for point in points)
    end = max(point.on for point in points)
    if drawing.path_from:
        first = min(first, drawing.path_from)
    month, day = (3, 31) if drawing.calendar == "fiscal" else (12, 31)
    ticks = [date(year, month, day) for year in range(first.year, end.year + 1)]
    step = 1 + (len(ticks) - 1) // 8
    ticks = [tick for tick in ticks if (end.year - tick.year) % step == 0]
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[
            words.period(tick, drawing.calendar).replace("年", "年" if is_wide else "<br>年", 1)
            + f"<br>{tick.year}.{tick.month}"
            for tick in ticks
        ],
        range=[first - (end - first) * 0.16, end + (end - first) * (0.12 + 0.026 * _longest_label(drawing))],
        showgrid=False,
        tickangle=0,
        tickfont={"color": theme.SECONDARY, "size": _LABEL},
    )
    return low, top


def _longest_label(drawing: Drawing) -> int:
    """Return the characters of the longest label right of the target's day."""
    return len("見込み ") + len(_short(drawing.target.value, drawing.unit))


def _path(figure: go.Figure, drawing: Drawing) -> None:
    figure.add_scatter(
        x=[point.on for point in drawing.path],
        y=[point.value for point in drawing.path],
        mode="lines",
        line={"color": theme.SECONDARY, "dash": "dash", "width": 1.5},
        hoverinfo="skip",
        name="期待される経路",
    )


def _wanted_side(figure: go.Figure, drawing: Drawing, low: float, high: float) -> None:
    """Shade the side of the target a value must stay on."""
    target = drawing.target.value
    at_least = drawing.direction == "at_least"
    if drawing.kind == "zero":
        return  # the wanted side of nothing is the axis itself
    figure.add_hrect(
        y0=target if at_least else low,
        y1=high if at_least else target,
        fillcolor=GOOD_SIDE,
        line={"width": 0},
        layer="below",
    )
    figure.add_annotation(
        x=0.01,
        xref="paper",
        y=high if at_least else low,
        text="この範囲なら目標どおり",
        showarrow=False,
        xanchor="left",
        yanchor="top" if at_least else "bottom",
        font={"color": theme.STATES["順調"][0], "size": _LABEL},
    )


def _baseline(figure: go.Figure, drawing: Drawing, low: float, row: float, *, is_wide: bool) -> None:
    """Draw the baseline; one in words is written where it would stand."""
    if drawing.baseline is None:
        figure.add_annotation(
            x=1,
            xref="paper",
            y=0.02,
            yref="paper",
            text=f"基準は言葉だけ：{drawing.baseline_text}",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font={"color": theme.SECONDARY, "size": _LABEL},
        )
        return
    figure.add_scatter(
        x=[drawing.baseline.on],
        y=[drawing.baseline.value],
        mode="markers+text",
        marker={"color": "#FFFFFF", "size": 11, "line": {"color": theme.SECONDARY, "width": 2}},
        text=[f"基準{' ' if is_wide else '<br>'}{_short(drawing.baseline.value, drawing.unit)}"],
        textposition=_baseline_side(
            drawing, is_low=drawing.baseline.value < low + row * (1.5 if is_wide else 2.5)
        ),
        textfont={"color": theme.SECONDARY, "size": _LABEL},
        cliponaxis=False,
        hovertemplate=f"{words.period(drawing.baseline.on, drawing.calendar)}<br>"
        f"基準 %{{y:{_written(drawing.unit)}}}{drawing.unit}<extra></extra>",
        name="基準",
    )


def _baseline_side(drawing: Drawing, *, is_low: bool) -> str:
    """Return where the baseline's label stands: away from the path, never under the axis or over its numbers."""
    return "top center" if is_low or drawing.direction == "at_most" else "bottom center"


def _grey(figure: go.Figure, drawing: Drawing) -> None:
    """Draw what is shown but not judged: published values of other sources, and part years.

    The first of each is named, the others carry their number only, so that neighbours do not touch. Labels stand away
    from the target of a falling series and from the baseline of a rising one.
    """
    if drawing.direction == "at_most":
        turn = drawing.target.value
    else:
        turn = drawing.baseline.value if drawing.baseline else -math.inf
    for name, label, points in (
        ("参考", "参考", drawing.context),
        ("年の途中", "年の途中", drawing.partial),
    ):
        if not points:
            continue
        figure.add_scatter(
            x=[point.on for point in points],
            y=[point.value for point in points],
            mode="markers+text",
            marker={"color": theme.CONTEXT, "size": 9, "symbol": "diamond-open"},
            text=[
                f"{'' if place else f'{label} '}{_short(point.value, drawing.unit)}"
                for place, point in enumerate(points)
            ],
            textposition=["bottom center" if point.value < turn else "top center" for point in points],
            textfont={"color": theme.SECONDARY, "size": _LABEL},
            cliponaxis=False,
            hovertext=[words.period(point.on, drawing.calendar) for point in points],
            hovertemplate=f"%{{hovertext}}<br>{label} %{{y:{_written(drawing.unit)}}}{drawing.unit}<extra></extra>",
            name=name,
        )


def _reports(figure: go.Figure, drawing: Drawing) -> None:
    """Draw the reported values, each with its number on the side away from the path."""
    if not drawing.reported:
        return
    colour = theme.STATES[drawing.state][0]
    at_the_end = [point.on >= drawing.target.on for point in drawing.reported]
    figure.add_scatter(
        x=[point.on for point in drawing.reported],
        y=[point.value for point in drawing.reported],
        mode="lines+markers+text",
        line={"color": colour, "width": 2.5, "shape": "hv" if drawing.kind == "milestone" else "linear"},
        marker={"color": colour, "size": 10},
        text=[
            "" if is_bare else f"<b>{_short(point.value, drawing.unit)}</b>"
            for point, is_bare in zip(drawing.reported, at_the_end, strict=True)
        ],
        textposition=[
            "top center" if _lies_above_path(drawing, point) else "bottom center"
            for point in drawing.reported
        ],
        textfont={"color": colour, "size": 15},
        cliponaxis=False,
        hovertext=[words.period(point.on, drawing.calendar) for point in drawing.reported],
        hovertemplate=f"%{{hovertext}}<br>実績 %{{y:{_written(drawing.unit)}}}{drawing.unit}<extra></extra>",
        name="実績",
    )


def _lies_above_path(drawing: Drawing, point: Point) -> bool:
    """Tell whether a label belongs above its point: away from the path, and never under the axis."""
    if not drawing.path:
        return point.value >= drawing.target.value or point.value < 0.15 * drawing.target.value
    start, end = drawing.path
    share = min(max((point.on - start.on) / (end.on - start.on), 0.0), 1.0)
    expected = start.value + share * (end.value - start.value)
    top = max(start.value, end.value)
    return point.value >= expected or (point.value < 0.12 * top and not drawing.unit.startswith("年"))


def _bars(figure: go.Figure, drawing: Drawing) -> None:
    """Draw a bar a year, standing on the sum of the years before it."""
    colour = theme.STATES[drawing.state][0]
    width = 150 * 24 * 3600 * 1000  # milliseconds of about five months
    days = [point.on for point in drawing.reported]
    before = [total.value - point.value for total, point in zip(drawing.sums, drawing.reported, strict=True)]
    hover = [words.period(day, drawing.calendar) for day in days]
    for name, heights, base, fill in (
        ("前年度までの累計", before, [0.0] * len(days), theme.LINE),
        ("実績", [point.value for point in drawing.reported], before, colour),
    ):
        figure.add_bar(
            x=days,
            y=heights,
            base=base,
            width=width,
            marker={"color": fill},
            hovertext=hover,
            hovertemplate=f"%{{hovertext}}<br>{name} %{{y:,.10~g}}{drawing.unit}<extra></extra>",
            name=name,
        )
    figure.update_layout(barmode="overlay")
    for total, point in zip(drawing.sums, drawing.reported, strict=True):
        figure.add_annotation(
            x=point.on,
            y=total.value,
            text=f"<b>累計 {_short(total.value, drawing.unit)}</b><br>"
            f"この年 {_short(point.value, drawing.unit)}",
            showarrow=False,
            yanchor="bottom",
            font={"color": colour, "size": _LABEL},
            bgcolor="rgba(255,255,255,0.85)",
        )


def _events(figure: go.Figure, drawing: Drawing) -> None:
    """Draw a bar for every year with an event, and a mark on the axis for a year without."""
    bad, good = theme.STATES["後退（発生）"][0], theme.STATES["順調（維持）"][0]
    broken = [point for point in drawing.reported if point.value > drawing.target.value]
    quiet = [point for point in drawing.reported if point.value <= drawing.target.value]
    figure.add_bar(
        x=[point.on for point in broken],
        y=[point.value for point in broken],
        width=150 * 24 * 3600 * 1000,
        marker={"color": bad},
        text=[f"<b>{_short(point.value, drawing.unit)}</b>" for point in broken],
        textposition="outside",
        textfont={"color": bad, "size": 15},
        hovertemplate="%{y}" + drawing.unit + "<extra></extra>",
        name="発生",
    )
    figure.add_scatter(
        x=[point.on for point in quiet],
        y=[point.value for point in quiet],
        mode="markers+text",
        marker={"color": good, "size": 11},
        text=[f"<b>{_short(point.value, drawing.unit)}</b>" for point in quiet],
        textposition="top center",
        textfont={"color": good, "size": 15},
        cliponaxis=False,
        hovertemplate="%{y}" + drawing.unit + "<extra></extra>",
        name="実績",
    )


def _projection(figure: go.Figure, drawing: Drawing, projected: Projected) -> None:
    """Draw the straight continuation to the target's day, with its interval as a vertical bar."""
    last = drawing.reported[-1]
    figure.add_scatter(
        x=[last.on, projected.on],
        y=[last.value, projected.value],
        mode="lines",
        line={"color": theme.ACCENT, "dash": "dot", "width": 2},
        hoverinfo="skip",
        name="見込みの線",
    )
    figure.add_scatter(
        x=[projected.on],
        y=[projected.value],
        mode="markers",
        marker={"color": "#FFFFFF", "size": 10, "line": {"color": theme.ACCENT, "width": 2}},
        error_y={
            "type": "data",
            "array": [projected.upper - projected.value],
            "arrayminus": [projected.value - projected.lower],
            "color": theme.ACCENT,
            "thickness": 2,
            "width": 7,
        },
        cliponaxis=False,
        hovertemplate=f"見込み %{{y:,.0f}}{drawing.unit}<extra></extra>",
        name="見込み",
    )


def _labels_on_the_right(figure: go.Figure, drawing: Drawing, low: float, row: float) -> None:
    """Write target, last report and projection right of the target's day, pushed apart where they would touch."""
    asked = {"at_least": "以上", "at_most": "以下"}[drawing.direction] if drawing.kind in HELD else ""
    if drawing.kind == "zero":
        asked = "を続ける"
    labels = [
        (
            drawing.target.value,
            f"目標 {_short(drawing.target.value, drawing.unit)}{asked}",
            theme.TARGET,
        )
    ]
    if drawing.projected:
        shown = words.rounded(drawing.projected.value, drawing.unit)
        labels.append((drawing.projected.value, f"見込み {shown}", theme.ACCENT))
    drawn_apart = ("cumulative", "zero")
    if drawing.reported and drawing.kind not in drawn_apart and drawing.reported[-1].on >= drawing.target.on:
        value = drawing.reported[-1].value
        text = f"<b>実績 {_short(value, drawing.unit)}</b>"
        labels.append((value, text, theme.STATES[drawing.state][0]))
    for (_, text, colour), at in zip(labels, apart([value for value, _, _ in labels], row), strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            y=max(at, low + row / 2),
            text=text,
            showarrow=False,
            xanchor="right",
            yanchor="middle",
            font={"color": colour, "size": _LABEL},
            bgcolor="rgba(255,255,255,0.85)",
        )


def apart(values: Sequence[float], least: float) -> list[float]:
    """Return places for labels near their values, in the same order, at least `least` from one another."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places = list(values)
    for lower, upper in pairwise(order):
        places[upper] = max(places[upper], places[lower] + least)
    shift = sum(place - value for place, value in zip(places, values, strict=True)) / max(1, len(values))
    return [place - shift for place in places]
