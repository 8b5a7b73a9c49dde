"""The picture of one indicator series: every kind has a drawing of its own, all on one time axis."""

from collections.abc import Sequence

import plotly.graph_objects as go

from charts import events, labels, theme, words
from charts.goals import trajectory_axes, trajectory_labels
from charts.goals.trajectory_axes import Canvas, Plane
from charts.goals.trajectory_words import EXPECTED, LATE, right_labels
from findings.goals.trajectory import Drawing, Projected
from stats.goals.series import KINDS_WITHOUT_PATH

GOOD_SIDE = "#E6F2ED"
BLANK = (
    "\u00a0"  # a label all the same, so that "the newest label" of a line is the same for every style sheet
)
_BAR = 150 * 24 * 3600 * 1000  # milliseconds of about five months


def progress(drawing: Drawing, canvas: Canvas = trajectory_axes.SCREEN) -> go.Figure:
    """Return the picture of one series against its target.

    increase and decrease are points beside the straight path the rule expects; cumulative is a bar a year that
    stands on the bars before it; milestone moves in steps; keep, zero and a baseline in words show the wanted
    side of their target as a band, zero with a bar for every event.
    Of labels that would cover one another the older ones are left out; the table has every number.
    """
    figure = theme.figure(height=canvas.height)
    on = trajectory_axes.of(figure, drawing, canvas)
    places = trajectory_labels.places(drawing, on)
    _times(figure, drawing, on)
    if drawing.kind in KINDS_WITHOUT_PATH:
        _wanted_side(figure, drawing, on)
    else:
        _path(figure, drawing)
    figure.add_hline(y=drawing.target.value, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
    _baseline(figure, drawing, on, places)
    _grey(figure, drawing, on, places)
    _expected(figure, drawing, on, places)
    if drawing.kind == "cumulative":
        _bars(figure, drawing, on, places)
    elif drawing.kind == "zero":
        _events(figure, drawing, on)
    else:
        _reports(figure, drawing, on, places)
    if drawing.projected:
        _projection(figure, drawing, drawing.projected)
    _labels_on_the_right(figure, drawing, on)
    return figure


def _times(figure: go.Figure, drawing: Drawing, on: Plane) -> None:
    """Draw remarkable times behind the values they have part in, and name them over the plane."""
    marked = [mark.event for mark in drawing.events]
    for event in marked:
        events.band(figure, max(event.starts_on, on.first), min(event.ends_on or on.last, on.last))
    if marked:
        theme.write_above(figure, events.key(marked), color=theme.SECONDARY, size=on.text)


def _path(figure: go.Figure, drawing: Drawing) -> None:
    figure.add_scatter(
        x=[point.on for point in drawing.path],
        y=[point.value for point in drawing.path],
        mode="lines",
        line={"color": theme.SECONDARY, "dash": "dash", "width": 1.5},
        hoverinfo="skip",
        name="期待される経路",
    )


def _wanted_side(figure: go.Figure, drawing: Drawing, on: Plane) -> None:
    """Shade the side of the target a value must stay on."""
    if drawing.kind == "zero":
        return  # the wanted side of nothing is the axis itself
    target, at_least = drawing.target.value, drawing.direction == "at_least"
    figure.add_hrect(
        y0=target if at_least else on.low,
        y1=on.high if at_least else target,
        fillcolor=GOOD_SIDE,
        line={"width": 0},
        layer="below",
    )
    figure.add_annotation(
        x=0,
        xref="paper",
        y=on.high if at_least else on.low,
        text=trajectory_labels.GOOD_WORDS,
        showarrow=False,
        xanchor="left",
        yanchor="top" if at_least else "bottom",
        font={"color": theme.STATES["順調"][0], "size": on.text},
    )


def _baseline(figure: go.Figure, drawing: Drawing, on: Plane, places: trajectory_labels.Places) -> None:
    """Draw the baseline; one in words is written where it would stand."""
    if drawing.baseline is None:
        figure.add_annotation(
            x=1,
            xref="paper",
            y=0.02,
            yref="paper",
            text=trajectory_labels.baseline_words(drawing),
            align="right",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font={"color": theme.SECONDARY, "size": on.text},
        )
        return
    ((_, text),) = trajectory_labels.texts(drawing)["基準"]
    figure.add_scatter(
        x=[drawing.baseline.on],
        y=[drawing.baseline.value],
        mode="markers+text",
        marker={"color": "#FFFFFF", "size": 11, "line": {"color": theme.SECONDARY, "width": 2}},
        text=[text],
        textposition=places["基準"][0] or "top center",
        textfont={"color": theme.SECONDARY, "size": on.text},
        cliponaxis=False,
        hovertemplate=f"{words.period(drawing.baseline.on, drawing.calendar)}<br>"
        f"基準 %{{y:{_written(drawing.unit)}}}{drawing.unit}<extra></extra>",
        name="基準",
    )


def _grey(figure: go.Figure, drawing: Drawing, on: Plane, places: trajectory_labels.Places) -> None:
    """Draw what is shown but not judged: published values of other sources, part years, and what came too late."""
    for name in ("参考", "年の途中", LATE):
        written = trajectory_labels.texts(drawing)[name]
        if not written:
            continue
        figure.add_scatter(
            x=[point.on for point, _ in written],
            y=[point.value for point, _ in written],
            mode="markers+text",
            marker={"color": theme.CONTEXT, "size": 9, "symbol": "diamond-open"},
            **_shown([text for _, text in written], places[name]),
            textfont={"color": theme.SECONDARY, "size": on.text},
            cliponaxis=False,
            hovertext=[words.period(point.on, drawing.calendar) for point, _ in written],
            hovertemplate=f"%{{hovertext}}<br>{name} %{{y:{_written(drawing.unit)}}}{drawing.unit}<extra></extra>",
            name=name,
        )


def _expected(figure: go.Figure, drawing: Drawing, on: Plane, places: trajectory_labels.Places) -> None:
    """Mark where the path is on the day of the value: how far the series should be by then."""
    written = trajectory_labels.texts(drawing)[EXPECTED]
    if not written:
        return
    ((point, text),) = written
    figure.add_scatter(
        x=[point.on],
        y=[point.value],
        mode="markers+text",
        marker={"color": theme.SECONDARY, "size": 9, "symbol": "line-ew-open", "line": {"width": 3}},
        **_shown([text], places[EXPECTED]),
        textfont={"color": theme.SECONDARY, "size": on.text},
        cliponaxis=False,
        hovertemplate=f"{words.period(point.on, drawing.calendar)}<br>{text}<extra></extra>",
        name=EXPECTED,
    )


def _shown(texts: Sequence[str], places: Sequence[str | None]) -> dict[str, list[str]]:
    """Return labels and their places as a trace wants them; one without a place is left blank."""
    return {
        "text": [text if place else BLANK for text, place in zip(texts, places, strict=True)],
        "textposition": [place or "top center" for place in places],
    }


def _reports(figure: go.Figure, drawing: Drawing, on: Plane, places: trajectory_labels.Places) -> None:
    """Draw the reported values, each with its number; the newest of the target's day is named right of the plane."""
    if not drawing.reported:
        return
    colour = theme.STATES[drawing.state][0]
    bare = len(drawing.reported) - len(places["実績"])
    figure.add_scatter(
        x=[point.on for point in drawing.reported],
        y=[point.value for point in drawing.reported],
        mode="lines+markers+text",
        line={"color": colour, "width": 2.5, "shape": "hv" if drawing.kind == "milestone" else "linear"},
        marker={"color": colour, "size": 10},
        **_shown(
            [text for _, text in trajectory_labels.texts(drawing)["実績"]] + [BLANK] * bare,
            [*places["実績"], *[None] * bare],
        ),
        textfont={"color": colour, "size": on.text},
        cliponaxis=False,
        hovertext=[words.period(point.on, drawing.calendar) for point in drawing.reported],
        hovertemplate=f"%{{hovertext}}<br>実績 %{{y:{_written(drawing.unit)}}}{drawing.unit}<extra></extra>",
        name="実績",
    )


def _bars(figure: go.Figure, drawing: Drawing, on: Plane, places: trajectory_labels.Places) -> None:
    """Draw a bar a year, standing on the sum of the years before it."""
    if not drawing.reported:
        return
    colour = theme.STATES[drawing.state][0]
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
            width=_BAR,
            marker={"color": fill},
            hovertext=hover,
            hovertemplate=f"%{{hovertext}}<br>{name} %{{y:,.10~g}}{drawing.unit}<extra></extra>",
            name=name,
        )
    figure.update_layout(barmode="overlay")
    figure.add_scatter(
        x=days,
        y=[total.value for total in drawing.sums],
        mode="text",
        **_shown([text for _, text in trajectory_labels.texts(drawing)["実績"]], places["実績"]),
        textfont={"color": colour, "size": on.text},
        cliponaxis=False,
        hoverinfo="skip",
        name="累計",
    )


def _events(figure: go.Figure, drawing: Drawing, on: Plane) -> None:
    """Draw a bar for every year with an event, and a mark on the axis for a year without."""
    bad, good = theme.STATES["後退（発生）"][0], theme.STATES["順調（維持）"][0]
    broken = [point for point in drawing.reported if point.value > drawing.target.value]
    quiet = [point for point in drawing.reported if point.value <= drawing.target.value]
    figure.add_bar(
        x=[point.on for point in broken],
        y=[point.value for point in broken],
        width=_BAR,
        marker={"color": bad},
        text=[f"<b>{words.compact(point.value, drawing.unit)}</b>" for point in broken],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        textfont={"color": bad, "size": on.text},
        hovertemplate="%{y}" + drawing.unit + "<extra></extra>",
        name="発生",
    )
    figure.add_scatter(
        x=[point.on for point in quiet],
        y=[point.value for point in quiet],
        mode="markers+text",
        marker={"color": good, "size": 11},
        text=[f"<b>{words.compact(point.value, drawing.unit)}</b>" for point in quiet],
        textposition="top center",
        textfont={"color": good, "size": on.text},
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


def _labels_on_the_right(figure: go.Figure, drawing: Drawing, on: Plane) -> None:
    """Write target, last report and projection right of the plane, pushed apart where they would touch."""
    colours = {"目標": theme.TARGET, "見込み": theme.ACCENT, "実績": theme.STATES[drawing.state][0]}
    listed = right_labels(drawing)
    for label, at in zip(listed, labels.apart([one.value for one in listed], on.row), strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            xshift=4,
            y=max(at, on.low + on.row / 2),
            text=label.text,
            showarrow=False,
            xanchor="left",
            yanchor="middle",
            font={"color": colours[label.name], "size": on.text},
        )


def _written(unit: str) -> str:
    return "d" if unit.startswith("年") else ",.10~g"
