"""Colours, symbols and type of all figures: few, calm, and never meaning by colour alone."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from stats.goals.state_words import State

Figure = go.Figure
Drawing = Mapping[str, Any]
"""A finished figure as Plotly's JSON has it, its arrays packed; it is shared, and nobody changes it."""

FONT = '"BIZ UDPGothic", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif'
INK, SECONDARY, LINE, GROUND, ACCENT = "#1F2933", "#52606D", "#D9DEE4", "#F6F7F9", "#00558C"
TARGET = "#A86300"
CONTEXT = "#98A2AE"
COMING = "#BFD9EA"
"""What a forecast holds possible, beside what was counted."""
PERIOD = "#E8ECF0"
"""Behind a remarkable time on a time axis."""
OUTLINE = "#B8C2CC"
"""Around the ground of the city on a map."""
WATER = "#EDF1F4"
"""Beyond the city on a map without streets."""
LAND, BEYOND = "#F7F7F5", "#ECEEEF"
"""The city, and what lies beyond it, on a map with streets."""
MOTORWAY, TRUNK_ROAD, MAIN_ROAD, ROAD_EDGE = "#CFA95A", "#DFC183", "#EAD8AC", "#FFFFFF"
STREET, STREET_EDGE = "#FFFFFF", "#D3D9DE"
RAILWAY = "#7B8794"
WATER_BODY, WATER_NAME = "#C3DBEB", "#2B6289"
"""Rivers, ponds and their names."""
SAVED_WIDTH = 1200
"""Width of a saved picture in pixels, whatever the width of the window."""
COMPARED: dict[str, Any] = {
    "color": "#FFFFFF",
    "size": 11,
    "symbol": "diamond",
    "line": {"width": 2, "color": TARGET},
}
"""The open mark of what a share is compared with: the city, or a wider region."""
AGES = ["#9ECAE1", "#6BAED6", "#4292C6", "#2171B5", "#08519C", "#08306B", "#041C40"]
DENSITY: list[tuple[float, str]] = [
    (0.0, "#FDE3C8"),
    (0.3, "#F9B77F"),
    (0.6, "#EF8A3C"),
    (0.85, "#C8560B"),
    (1.0, "#8C3204"),
]

STATES: dict[State, tuple[str, str]] = {
    "達成": ("#0072B2", "●"),
    "順調": ("#007A5A", "▲"),
    "順調（維持）": ("#007A5A", "▲"),
    "やや遅れ": ("#9A5B00", "◆"),
    "遅れ": ("#C2410C", "▼"),
    "未達": ("#9D2B62", "✕"),
    "後退": ("#9D2B62", "✕"),
    "後退（発生）": ("#9D2B62", "✕"),
    "未着手": ("#52606D", "□"),
    "中止": ("#52606D", "■"),
    "評価困難": ("#52606D", "△"),
    "未報告（一部）": ("#5F6B77", "○"),
    "未報告": ("#5F6B77", "○"),
    "対象外": ("#6B7682", "／"),
    "指標なし": ("#6B7682", "–"),
}
"""State → colour and symbol; the word itself is always written beside them."""

# What Plotly's toolbar says, in Japanese; no locale file has to be fetched.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
    "locale": "ja",
    "locales": {
        "ja": {
            "dictionary": {
                "Autoscale": "自動で合わせる",
                "Box Select": "範囲を選ぶ",
                "Double-click to zoom back out": "ダブルクリックで元に戻す",
                "Download plot as a PNG": "図をPNGで保存",
                "Download plot": "図を保存",
                "Lasso Select": "囲んで選ぶ",
                "Pan": "動かす",
                "Reset": "元に戻す",
                "Reset axes": "元に戻す",
                "Reset view": "元に戻す",
                "Preparing image - this may take a few seconds": "図を保存しています",
                "Image download succeeded": "保存しました",
                "Sorry, there was a problem downloading your image!": "図を保存できませんでした",
                "Zoom": "拡大",
                "Zoom in": "拡大",
                "Zoom out": "縮小",
            },
            "format": {
                "days": ["日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"],
                "shortDays": ["日", "月", "火", "水", "木", "金", "土"],
                "months": [f"{month}月" for month in range(1, 13)],
                "shortMonths": [f"{month}月" for month in range(1, 13)],
                "date": "%Y/%m/%d",
            },
        }
    },
}


def config(name: str) -> dict[str, Any]:
    """Return what a chart is told about its toolbar; `name` is that of a saved picture, without its ending."""
    return CONFIG | {
        "toImageButtonOptions": {"format": "png", "scale": 2, "width": SAVED_WIDTH, "filename": name}
    }


def percent_ticks(highest: int, step: int) -> dict[str, list[Any]]:
    """Return ticks of a percentage axis from 0 to `highest`, each written with its sign."""
    values = list(range(0, highest + 1, step))
    return {"tickvals": values, "ticktext": [f"{value}%" for value in values]}


def write_above(figure: go.Figure, text: str, *, color: str = INK, shift: int = 0, size: int = 14) -> None:
    """Write what lines and marks mean over a plot, at its left, where nothing lies under it at any width.

    `shift` are the pixels kept free below for names that stand at a place of their own.
    """
    figure.add_annotation(
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=shift,
        align="left",
        showarrow=False,
        text=text,
        font={"color": color, "size": size},
    )


def figure(height: int) -> go.Figure:
    """Return an empty figure in the house style: white ground, quiet grid, no legend, Japanese system fonts."""
    empty = go.Figure()
    empty.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="#FFFFFF",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 15, "color": INK},
        showlegend=False,
        hoverlabel={
            "font": {"family": FONT, "size": 14, "color": INK},
            "bgcolor": "#FFFFFF",
            "bordercolor": LINE,
        },
        modebar={"bgcolor": "rgba(255,255,255,0.85)", "color": SECONDARY, "activecolor": ACCENT},
        separators=".,",
        dragmode=False,
    )
    axis = {
        "gridcolor": LINE,
        "zeroline": False,
        "linecolor": LINE,
        "automargin": True,
        "fixedrange": True,
        "ticklabeloverflow": "allow",
    }
    empty.update_xaxes(**axis, tickfont={"color": SECONDARY})
    empty.update_yaxes(**axis, tickfont={"color": SECONDARY})
    return empty


def drawn(figure: go.Figure) -> Drawing:
    """Return a figure that is finished."""
    drawing: Drawing = figure.to_dict()
    return drawing


class Finished(BaseFigure):  # type: ignore[misc] # Plotly has no types
    """A figure that is finished, on its way to a browser: not built, checked or copied again."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing  # and nothing of what a figure that can still be changed needs

    def to_dict(self) -> Drawing:
        """Return it as Plotly's JSON has it."""
        return self._drawing
