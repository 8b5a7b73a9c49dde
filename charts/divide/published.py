"""What was published: the plan's six percentages and the national tables, as pictures, sentences and tables."""

import html
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from charts.divide import gaps
from findings.divide.published import National, Published, by_age, highest, whole
from findings.divide.shares import WHOLE


def published(listed: Sequence[Published]) -> go.Figure:
    """Return the published shares of one option: one dot a group, the whole city as a line to compare with.

    Nothing is drawn between or around the dots, since neither the number of respondents nor the other ages were
    printed.
    """
    ages = by_age(listed)[::-1]
    figure = theme.figure(height=90 + 70 * max(1, len(ages)))
    city = whole(listed)
    if city is not None:
        figure.add_vline(x=city.pct, line={"color": theme.SECONDARY, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=city.pct,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"市全体 {words.number(city.pct, 1)}%",
            showarrow=False,
            font={"color": theme.SECONDARY, "size": 14},
        )
    colours = theme.AGES[-len(ages) - 1 : -1] if len(ages) else []
    figure.add_scatter(
        x=[one.pct for one in ages],
        y=[one.age_group for one in ages],
        mode="markers+text",
        marker={"size": 16, "color": list(reversed(colours))},
        text=[f"<b>{words.number(value, 1)}%</b>" for value in [one.pct for one in ages]],
        textposition="middle right",
        textfont={"size": 15, "color": theme.INK},
        cliponaxis=False,
        hovertemplate="%{y} %{x:.1f}%<extra></extra>",
    )
    figure.update_xaxes(range=[0, 100], tickangle=0, **theme.percent_ticks(100, 20))
    figure.update_yaxes(gridcolor="rgba(0,0,0,0)", type="category")
    figure.update_layout(margin={"t": 34})
    return figure


def services(listed: Sequence[Published]) -> go.Figure:
    """Return the published shares of the services used least, as bars from zero with their values written out.

    All shares are of the whole city.
    """
    ordered = sorted(listed, key=lambda one: one.pct)
    highest = next(top for top in (10, 20, 50, 100) if top >= max(one.pct for one in ordered))
    figure = theme.figure(height=60 + 52 * max(1, len(ordered)))
    figure.add_bar(
        x=[one.pct for one in ordered],
        y=[words.folded(one.label, 12) for one in ordered],
        orientation="h",
        marker={"color": theme.ACCENT},
        width=0.55,
        text=[f"<b>{words.number(value, 1)}%</b>" for value in [one.pct for one in ordered]],
        textposition="outside",
        textfont={"size": 15, "color": theme.INK},
        cliponaxis=False,
        hovertemplate="%{y} %{x:.1f}%<extra></extra>",
    )
    figure.update_xaxes(range=[0, highest], tickangle=0, **theme.percent_ticks(highest, highest // 5))
    figure.update_yaxes(gridcolor="rgba(0,0,0,0)", type="category")
    return figure


def benchmark(listed: Sequence[National]) -> go.Figure:
    """Return national shares by age: one line a year, the newest in full colour, the years named above.

    A year of which only the total is known has no line.
    """
    figure = theme.figure(height=330)
    ages = age_order(listed)
    by_year = _by_year(listed)
    newest = max(by_year, default=None)
    years: list[str] = []
    for year, shares in by_year.items():
        known = {age: shares[age] for age in ages if age in shares}
        is_newest = year == newest
        colour = theme.ACCENT if is_newest else theme.CONTEXT
        figure.add_scatter(
            x=list(known),
            y=list(known.values()),
            mode="lines+markers+text" if len(known) == len(ages) else "markers+text",
            line={"color": colour, "width": 2.5},
            marker={"color": colour, "size": 10, "symbol": "circle" if is_newest else "diamond"},
            text=[f"{words.number(value, 1)}%" for value in known.values()],
            textposition="top center" if is_newest else "bottom center",
            textfont={"color": colour if is_newest else theme.SECONDARY, "size": 14},
            cliponaxis=False,
            hovertemplate=f"{words.calendar_year(year)}<br>%{{x}} %{{y:.1f}}%<extra></extra>",
            name=str(year),
        )
        key = f"{'●' if is_newest else '◆'} {words.calendar_year(year)}"
        years.insert(0, f'<span style="color:{colour if is_newest else theme.SECONDARY}">{key}</span>')
    theme.write_above(figure, "　".join(years))
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=ages, showgrid=False)
    figure.update_layout(margin={"t": 30})
    figure.update_yaxes(range=[0, 118], **theme.percent_ticks(100, 20))
    return figure


def _by_year(listed: Sequence[National]) -> dict[int, dict[str, float]]:
    """Return the shares of classes of age by year, oldest first."""
    found: dict[int, dict[str, float]] = {}
    for one in sorted(listed, key=lambda one: one.year):
        if one.age_group != WHOLE:
            found.setdefault(one.year, {})[one.age_group] = one.pct
    return found


def answer(never: Sequence[Published]) -> str:
    """Return the page's answer as HTML, from the published shares of those who never used a service."""
    oldest = highest(never)
    if oldest is None:
        return "使ったことがない人の割合も、差が縮まったかも、まだ分かりません。"
    return (
        f"市のサービスを使ったことがない人は{html.escape(oldest.age_group)}で{words.number(oldest.pct, 1)}%、"
        f"{gaps.NOT_KNOWN}。"
    )


def answer_for_reasons(never: Sequence[Published]) -> str:
    """Return the answer to who and why as HTML, from the same shares."""
    oldest = highest(never)
    if oldest is None:
        return "誰が、なぜ使っていないかは、まだ調べられていません。"
    return (
        f"市のサービスを使ったことがない人は{html.escape(oldest.age_group)}で{words.number(oldest.pct, 1)}%、"
        "理由は調べられていません。"
    )


def grounds(never: Sequence[Published]) -> list[str]:
    """Return what that answer rests on, as HTML, a sentence each."""
    if not never:
        return []
    city = whole(never)
    note = html.escape(never[0].note or "")
    return [
        *([f"市全体では{words.number(city.pct, 1)}%です。"] if city else []),
        "計画に載った割合で、令和4年3月以前（年不明）の調査のものです。",
        "回答者数が公表されていないため、差が偶然の範囲かどうかは判断できません。",
        *([note] if note else []),
    ]


def published_in_words(listed: Sequence[Published]) -> str:
    """Return the published shares of one option as a sentence."""
    return "、".join(f"{one.age_group} {words.number(one.pct, 1)}%" for one in listed) + "。"


def least_used(listed: Sequence[Published]) -> str:
    """Return which service the fewest have used, as HTML; empty without any."""
    if not listed:
        return ""
    fewest = min(listed, key=lambda one: one.pct)
    return f"使った人が最も少なかったのは{html.escape(fewest.label)}で、{words.number(fewest.pct, 1)}%です。"


def services_in_words(listed: Sequence[Published]) -> str:
    """Return the shares of the services as a sentence."""
    return "、".join(f"{one.label} {words.number(one.pct, 1)}%" for one in listed) + "。"


def published_table(listed: Sequence[Published]) -> pd.DataFrame:
    """Return the published shares as the table under the chart."""
    return pd.DataFrame(
        {
            "選択肢": [one.label for one in listed],
            "年代": [one.age_group for one in listed],
            "割合（%）": [one.pct for one in listed],
            "回答者数": "未公表",
            "時期": "令和4年3月以前（年不明）",
        }
    )


def age_order(listed: Sequence[National]) -> list[str]:
    """Return the age classes of a national series from young to old, without the total."""
    ages = {one.age_group for one in listed if one.age_group != WHOLE}
    return sorted(ages, key=lambda age: int("".join(filter(str.isdigit, age[:2]))))


def benchmark_in_words(listed: Sequence[National]) -> str:
    """Return a national series as sentences: the newest year with ages, and those after it with the total alone."""
    newest = max((one.year for one in listed if one.age_group != WHOLE), default=None)
    by_year: dict[int, list[National]] = {}
    for one in listed:
        if newest is not None and one.year >= newest:
            by_year.setdefault(one.year, []).append(one)
    return "".join(
        f"{words.calendar_year(year)}："
        + "、".join(f"{one.age_group} {words.number(one.pct, 1)}%" for one in shares)
        + "。"
        for year, shares in sorted(by_year.items())
    )


def benchmark_table(listed: Sequence[National]) -> pd.DataFrame:
    """Return a national series as the table under the chart."""
    return pd.DataFrame(
        {
            "年": [words.calendar_year(one.year) for one in listed],
            "年代": [one.age_group for one in listed],
            "割合（%）": [one.pct for one in listed],
            "回答者数": ["未公表" if one.respondents is None else f"{one.respondents:,}" for one in listed],
        }
    )


def benchmark_notes(listed: Sequence[National]) -> list[str]:
    """Return the remarks on a national series, each once, and what the total was."""
    totals = [
        f"{words.calendar_year(one.year)}の全体は{words.number(one.pct, 1)}%"
        for one in listed
        if one.age_group == WHOLE
    ]
    return [*totals, *dict.fromkeys(one.note for one in listed if one.note is not None)]


def short_answer(never: Sequence[Published]) -> str:
    """Return the divide in one sentence for the first page, as HTML; empty where nothing was asked."""
    city, oldest = whole(never), highest(never)
    if city is None or oldest is None:
        return ""
    return (
        f"市の情報サービスを使ったことがない人は{html.escape(oldest.age_group)}で{words.number(oldest.pct, 1)}%"
        f"（市全体{words.number(city.pct, 1)}%）です。"
        f"比べられる調査がなく、<b>{gaps.NOT_KNOWN}</b>。"
    )


UNKNOWN_YEAR = (
    "令和4年3月以前（年不明）の公表値です。回答者数が公表されていないため、誤差の範囲は示せません。"
)
