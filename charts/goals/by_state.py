"""Bars of measures by state, one below the other: what strips of squares show, for a slide."""

from collections.abc import Mapping

from charts import plain, theme, words
from stats.goals.state_words import State

ROW = 40
"""Pixels of a row."""


def bars(rows: Mapping[str, Mapping[State, int]]) -> theme.Figure:
    """Return a bar a row, the first on top, in parts by state; states that share a symbol share a part."""
    figure = theme.figure(height=70 + ROW * len(rows))
    names = [plain.figure(name) for name in rows]
    alike: dict[tuple[str, str], list[State]] = {}
    for state, look in theme.STATES.items():
        if any(counted[state] for counted in rows.values()):
            alike.setdefault(look, []).append(state)
    for (colour, symbol), states in alike.items():
        counts = [sum(counted[state] for state in states) for counted in rows.values()]
        figure.add_bar(
            y=names,
            x=counts,
            orientation="h",
            marker={"color": colour, "line": {"color": "#FFFFFF", "width": 1}},
            text=[f"{symbol}{count}" if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textfont={"size": 14, "color": "#FFFFFF"},
            name=f"{symbol} {_called(states)}",
        )
    named = "　".join(
        f'<span style="color:{colour}">{symbol} {_called(states)}</span>'
        for (colour, symbol), states in alike.items()
    )
    figure.add_annotation(
        text=named,
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=6,
        align="left",
        showarrow=False,
    )
    figure.update_layout(barmode="stack", bargap=0.3)
    most = max((sum(counted.values()) for counted in rows.values()), default=0)
    figure.update_xaxes(range=[0, max(1, most)], visible=False)
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"color": theme.INK})
    return figure


def in_words(rows: Mapping[str, Mapping[State, int]]) -> str:
    """Return the bars in words, for who does not see them."""
    return "".join(
        f"{name}は{words.listing(f'{state}{count}' for state, count in counted.items() if count)}。"
        for name, counted in rows.items()
    )


def _called(states: list[State]) -> str:
    """Return states that share a symbol as words, each once, without what stands in brackets."""
    return "・".join(dict.fromkeys(state.partition("（")[0] for state in states))
