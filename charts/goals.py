"""Pictures and sentences of goal progress."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from charts import theme, words


@dataclass(frozen=True)
class Point:
    """A value with the day it holds for."""

    on: date
    value: float


def theme_name(kind: str, number: int, name: str) -> str:
    """Return a theme of the plan with its kind and number, such as 提言4「…」."""
    kinds = {"goal": "目標", "policy": "基本方針", "recommendation": "提言", "pillar": "官民データの柱"}
    return f"{kinds[kind]}{number}「{name}」"


def state_word(state: str) -> str:
    """Return a state as HTML: symbol and word in the state's colour."""
    colour, symbol = theme.STATES[state]
    return f'<b class="state" style="color:{colour}">{symbol} {state}</b>'


def progress(
    *,
    unit: str,
    calendar: str,
    path: Sequence[Point],
    target: Point,
    target_text: str,
    reported: Sequence[Point],
    context: Sequence[Point],
    state: str,
    is_stepped: bool,
    is_sum: bool,
) -> go.Figure:
    """Return the chart of one series: the path from baseline to target, the target, and the reported values.

    `path` is empty where the rule knows none (keep, zero, words as baseline). `context` are published values
    outside the plan's reporting, in grey. `is_stepped` draws a milestone; `is_sum` a running sum.
    """
    figure = theme.figure(height=380)
    colour = theme.STATES[state][0]
    shape = "hv" if is_stepped else "linear"
    is_year = unit.startswith("年")
    written = "d" if is_year else ",.10~g"
    if path:
        figure.add_scatter(
            x=[point.on for point in path],
            y=[point.value for point in path],
            mode="lines",
            line={"color": theme.SECONDARY, "dash": "dash", "width": 1.5, "shape": shape},
            hoverinfo="skip",
            name="期待される経路",
        )
        figure.add_scatter(
            x=[path[0].on],
            y=[path[0].value],
            mode="markers+text",
            marker={"color": "#FFFFFF", "size": 11, "line": {"color": theme.SECONDARY, "width": 2}},
            text=[f"基準 {words.quantity(path[0].value, unit)}"],
            textposition="bottom right" if target.value > path[0].value else "top right",
            textfont={"color": theme.SECONDARY, "size": 14},
            cliponaxis=False,
            hovertemplate=f"{words.period(path[0].on, calendar)}<br>基準 %{{y:{written}}}{unit}<extra></extra>",
            name="基準",
        )
    figure.add_hline(y=target.value, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
    figure.add_annotation(
        x=0,
        xref="paper",
        y=target.value,
        text=f"目標 {target_text}",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        font={"color": theme.TARGET, "size": 14},
    )
    if context:
        figure.add_scatter(
            x=[point.on for point in context],
            y=[point.value for point in context],
            mode="markers",
            marker={"color": theme.CONTEXT, "size": 9, "symbol": "diamond-open"},
            hovertemplate=f"参考（公表値） %{{y:{written}}}{unit}<extra></extra>",
            name="参考",
        )
    if reported:
        last = len(reported) - 1
        figure.add_scatter(
            x=[point.on for point in reported],
            y=[point.value for point in reported],
            mode="lines+markers+text",
            line={"color": colour, "width": 2.5, "shape": shape},
            marker={"color": colour, "size": 10},
            text=[
                f"<b>{'累計' if is_sum else '実績'} {words.quantity(point.value, unit)}</b>"
                if index == last
                else ""
                for index, point in enumerate(reported)
            ],
            textposition="middle right",
            textfont={"color": colour, "size": 15},
            cliponaxis=False,
            hovertext=[words.period(point.on, calendar) for point in reported],
            hovertemplate=f"%{{hovertext}}<br>実績 %{{y:{written}}}{unit}<extra></extra>",
            name="実績",
        )
    points = [*path, target, *reported, *context]
    low, high = min(point.value for point in points), max(point.value for point in points)
    floor = low - 1 if is_year else min(0, low)
    figure.update_yaxes(
        range=[floor, high + 0.16 * (high - floor or 1)],
        tickformat=written,
        ticksuffix=unit,
        dtick=1 if is_year else None,
    )
    years = range(min(point.on for point in points).year, max(point.on for point in points).year + 1)
    month, day = (3, 31) if calendar == "fiscal" else (12, 31)
    ticks = [date(year, month, day) for year in years]
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[words.period(tick, calendar).replace("年", "<br>年", 1) for tick in ticks],
        range=[
            _months_off(min(point.on for point in points), -4),
            _months_off(max(p.on for p in points), 15),
        ],
        showgrid=False,
    )
    return figure


def _months_off(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def answer(counts: dict[str, int], when: str, reported: int, series: int) -> str:
    """Return the page's answer as HTML: how many measures are where they should be, and what is not known."""
    total = sum(counts.values())
    good = counts["達成"] + counts["順調"] + counts["順調（維持）"]
    bad = counts["遅れ"] + counts["後退"] + counts["後退（発生）"]
    unknown = counts["未報告"]
    if unknown == total - counts["指標なし"]:
        return (
            f"{when}の報告はまだ1件もありません。<b>{total}施策がどこまで進んだかは、まだ分かりません</b>。"
            f"指標のない施策が{counts['指標なし']}あります。"
        )
    if reported * 2 < series:
        return (
            f"{when}は{series}指標のうち<b>{reported}指標しか報告がなく</b>、計画全体が順調かどうかは言えません。"
            f"報告のある施策では、達成・順調が{good}、遅れ・後退が{bad}です。"
        )
    return (
        f"{when}は、{total}施策のうち<b>{good}施策が達成または順調</b>、"
        f"やや遅れが{counts['やや遅れ']}、遅れと後退が{bad}です。"
        f"判定できない施策は{total - good - bad - counts['やや遅れ']}"
        f"（未報告{unknown}・指標なし{counts['指標なし']}など）あります。"
    )


def sheet_answer(title: str, state: str, when: str) -> str:
    """Return the answer of a measure's sheet as HTML: its state in the year."""
    return f"<b>{html.escape(title)}</b>は、{when}の報告で{state_word(state)}です。"


REASONS = {
    "achieved": "目標に届いています。",
    "keep": "目標の水準を保っています。",
    "keep_missed": "保つはずの水準を外れています。",
    "breach": "起きてはならないことが起きました。",
    "below_baseline": "基準より悪くなっています。",
    "nothing_expected_yet": "まだ到達を求められる時期ではありません。",
    "text_baseline": "基準が言葉だけのため、進み具合は計算できません。目標に届いたかどうかだけを判定します。",
    "part_year_flow": "年の途中までの数のため、判定しません。",
    "missing_years": "これまでの年度に報告のない年があり、累計できません。",
    "no_number": "数の報告がないため、判定しません。",
    "department_word": "担当課の報告にある状況をそのまま示しています。",
    "not_reported": "この年度の報告がありません。",
    "pace": "",
}


def reading(
    *,
    state: str,
    reason_code: str,
    value: float | None,
    unit: str,
    target_text: str,
    remaining: float | None,
    shortfall: float | None,
    achieved: float | None,
    expected: float | None,
    pace: float | None,
    period_end: date | None,
    calendar: str,
) -> str:
    """Return what a series' judgement says, in one or two sentences built from its numbers."""
    if value is None or period_end is None:
        return REASONS[reason_code]
    when, shown = words.period(period_end, calendar), words.quantity(value, unit)
    step = "ポイント" if unit == "%" else unit
    parts = [f"{when}の値は{shown}、目標は{target_text}です。"]
    if reason_code == "pace" and achieved is not None and expected is not None and pace is not None:
        parts.append(
            f"目標までの道のりの{words.percent(achieved)}まで来ており、"
            f"この時点で期待される{words.percent(expected)}に対して{pace:.2f}倍の進み具合です（{state}）。"
        )
        if shortfall and round(shortfall, 1):
            parts.append(f"期待される値との差は{words.number(shortfall)}{step}です。")
    else:
        parts.append(REASONS[reason_code])
    if remaining and round(remaining, 1) and reason_code not in ("achieved", "breach"):
        parts.append(f"目標まであと{words.number(remaining)}{step}です。")
    return "".join(parts)
