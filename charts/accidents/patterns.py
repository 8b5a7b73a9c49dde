"""When accidents happen, under which conditions and how: heat tables and the season."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from charts.accidents import police

WEEKDAYS = {"2": "月", "3": "火", "4": "水", "5": "木", "6": "金", "7": "土", "1": "日"}
MONTHS = range(1, 13)
WHOLE_STEPS = 5  # below so many accidents an axis would count in halves


def heat(table: pd.DataFrame, *, height: int, unit: str = "件") -> go.Figure:
    """Return a table of counts as a heat table: rows downwards, columns across, each count written in its cell.

    The names of rows and columns stand beside it; a cell with nothing is white and empty.
    """
    counts = table.to_numpy()
    figure = theme.figure(height=height)
    figure.add_heatmap(
        z=counts,
        x=list(table.columns),
        y=list(table.index),
        colorscale=[(0, "#FFFFFF"), *((0.02 + 0.98 * at, colour) for at, colour in theme.DENSITY)],
        showscale=False,
        xgap=3,
        ygap=3,
        text=[[f"{count:,}" if count else "" for count in line] for line in counts],
        texttemplate="%{text}",
        textfont={"size": 14},
        hovertemplate=f"%{{y}}　%{{x}}<br>%{{z:,}}{unit}<extra></extra>",
        zmin=0,
        zmax=max(5, int(counts.max(initial=0))),
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category", tickfont={"size": 14})
    figure.update_xaxes(side="top", showgrid=False, type="category", tickfont={"size": 14}, tickangle=0)
    return figure


def by_hour_and_weekday(rows: pd.DataFrame) -> go.Figure:
    """Return accidents by weekday and two hours as a heat table, its numbers written in the cells.

    `rows` has weekday_code, from_hour and accidents, zeros included.
    """
    table = _hours(rows)
    names = [f"{hour}時" for hour in table.columns]
    figure = heat(
        table.set_axis(names, axis="columns").set_axis([f"{day}曜" for day in WEEKDAYS.values()]), height=380
    )
    return _short_ticks(figure, names, "時（2時間ごと）")


def _short_ticks(figure: go.Figure, names: Sequence[str], unit: str) -> go.Figure:
    """Write the unit of many columns once beside them, so that their numbers fit on a phone."""
    return figure.update_xaxes(
        tickvals=names,
        ticktext=[name.removesuffix(unit[0]) for name in names],
        title={"text": unit, "standoff": 4, "font": {"size": 14, "color": theme.SECONDARY}},
    )


def busiest(rows: pd.DataFrame, *, hours_chance: float | None, days_chance: float | None) -> str:
    """Return the busiest hours and weekday as a sentence each; where they differ by chance only, that and no name.

    The chances are the probabilities of hours, or weekdays, differing at least so much if all were alike; None where
    there are too few accidents to work them out.
    """
    total = int(rows["accidents"].sum())
    if total == 0:
        return "条件に合う事故の中に、時刻の分かるものはありません。"
    if total < words.TENDENCY_FROM:
        return words.too_few(f"時刻の分かる事故は{total}件")
    hours = rows.groupby("from_hour")["accidents"].sum()
    days = rows.groupby("weekday_code")["accidents"].sum().reindex(list(WEEKDAYS))
    return _leader("時間帯", hours.rename(lambda hour: f"{hour}時から{hour + 2}時"), hours_chance) + _leader(
        "曜日", days.rename(lambda code: f"{WEEKDAYS[code]}曜"), days_chance
    )


def _leader(what: str, counts: pd.Series, chance: float | None) -> str:
    """Return which of the hours or weekdays has most, and what chance says of their differences."""
    most = words.leading(counts.index[counts == counts.max()], f"{counts.max()}件")
    if chance is None:
        return (
            f"{what}では{most}で最も多くなっています（件数が少なく、違いが偶然かどうかは判定していません）。"
        )
    alike = f"どの{what}も同じでもこれ以上ばらつく確率{words.probability(chance)}"
    if chance < words.UNLIKELY:
        return f"{what}では{most}で最も多く、{what}の違いは偶然では起こりにくい大きさです（{alike}）。"
    return f"{what}の違いは偶然の範囲です（{alike}）。"


def hours_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the heat table as a table, one row a weekday."""
    table = _hours(rows)
    table.columns = [f"{hour}–{hour + 2}時" for hour in table.columns]
    table.insert(0, "曜日", list(WEEKDAYS.values()))
    return table.reset_index(drop=True)


def _hours(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows.pivot_table(index="weekday_code", columns="from_hour", values="accidents", aggfunc="sum")
    return table.reindex(list(WEEKDAYS))


def crossed(rows: pd.DataFrame, down: str, across: str, *, height: int = 320) -> go.Figure:
    """Return accidents by two labelled columns as a heat table in plain words, in the order the rows have."""
    table = _crossed(rows, down, across).rename(index=police.plain, columns=police.plain)
    names = list(table.columns)
    folded = [
        words.folded(name, 2 if len(name) == 4 else 4) for name in names
    ]  # a column of a phone has four
    return heat(table, height=height).update_xaxes(tickvals=names, ticktext=folded)


def crossed_table(rows: pd.DataFrame, down: str, across: str, *, name: str) -> pd.DataFrame:
    """Return the same heat table as a table with the labels of the police; `name` says what a row is."""
    table = _crossed(rows, down, across)
    table.insert(0, name, table.index)
    return table.reset_index(drop=True)


def most_frequent(rows: pd.DataFrame, columns: Sequence[str]) -> str:
    """Return the most frequent combinations of labels with their share, as a sentence in plain words.

    Nothing is claimed about chance, and nothing at all of few accidents.
    """
    if rows.empty:
        return "条件に合う事故がありません。"
    total = int(rows["accidents"].sum())
    if total < words.TENDENCY_FROM:
        return words.too_few(f"条件に合う事故は{total}件")
    top = rows[rows["accidents"] == rows["accidents"].max()]
    names = [
        f"「{'・'.join(map(police.plain, labels))}」" for labels in top[list(columns)].itertuples(index=False)
    ]
    most, each = int(top["accidents"].iloc[0]), "各" if len(top) > 1 else ""
    return (
        f"最も多いのは{words.listing(names, most=3)}の{each}{most:,}件で、"
        f"{total:,}件の{each}{words.percent(most / total)}です。"
    )


def headline(kinds: pd.DataFrame, busiest: str) -> str:
    """Return the most frequent kind of accident and the busiest time; of few accidents, that they are few.

    `busiest` is the time in words.
    """
    text = most_frequent(kinds, ["accident_type", "road_shape"])
    return text if kinds["accidents"].sum() < words.TENDENCY_FROM else f"{text}{busiest}"


def _crossed(rows: pd.DataFrame, down: str, across: str) -> pd.DataFrame:
    table = rows.pivot_table(
        index=down, columns=across, values="accidents", aggfunc="sum", fill_value=0, sort=False
    )
    columns = rows.sort_values(f"{across}_code")[across].unique()
    return table.reindex(rows.sort_values(f"{down}_code")[down].unique())[columns].astype(int)


def season(rows: pd.DataFrame, *, incomplete: Sequence[int]) -> go.Figure:
    """Return accidents by month of occurrence; years that other files hold a part of are a hatched grey part on top.

    `rows` has occurred_year, month and accidents.
    """
    figure = theme.figure(height=320)
    names = [f"{month}月" for month in MONTHS]
    partial = rows["occurred_year"].isin(incomplete)
    whole, part = (_months(rows[mask]) for mask in (~partial, partial))
    figure.add_bar(
        x=names,
        y=whole,
        marker={"color": theme.ACCENT},
        text=[f"<b>{count}</b>" if count else "" for count in whole],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": "#FFFFFF", "size": 14},
        hovertemplate="%{x} %{y}件<extra></extra>",
    )
    if part.any():
        figure.add_bar(
            x=names,
            y=part,
            marker={"color": theme.CONTEXT, "pattern": {"shape": "/"}},
            text=[str(count) if count else "" for count in part],
            textposition="outside",
            textfont={"color": theme.SECONDARY, "size": 14},
            hovertemplate="%{x} 一部の年 %{y}件<extra></extra>",
        )
    figure.update_layout(barmode="stack", bargap=0.25, margin={"t": 20})
    most = max(1, int((whole + part).max()))
    figure.update_yaxes(
        ticksuffix="件", rangemode="tozero", range=[0, 1.2 * most], dtick=1 if most < WHOLE_STEPS else None
    )
    figure.update_xaxes(showgrid=False, tickangle=0)
    return _short_ticks(figure, names, "月")


def season_in_words(rows: pd.DataFrame, *, incomplete: Sequence[int], chance: float | None) -> str:
    """Return the busiest and the quietest month of whole years, and whether the months differ by more than chance.

    `chance` is the probability of months differing at least so much if all were alike; None where there are too few
    accidents to work it out.
    """
    whole = rows[~rows["occurred_year"].isin(incomplete)]
    if whole.empty:
        return "1年分の記録がそろった発生年がないため、季節による違いは分かりません。"
    months = _months(whole)
    years = sorted(int(year) for year in whole["occurred_year"].unique())
    span = (
        f"発生年{words.era_year(years[0])}年から{words.era_year(years[-1])}年まで"
        if len(years) > 1
        else (f"発生年{words.era_year(years[0])}年")
    )
    if months.sum() < words.TENDENCY_FROM:
        return words.too_few(f"{span}の合計は{months.sum()}件")
    most, least = (
        [f"{month}月" for month in months[months == count].index] for count in (months.max(), months.min())
    )
    text = (
        f"{span}の合計では、{words.leading(most, f'{months.max()}件')}で最も多く、"
        f"{words.leading(least, f'{months.min()}件')}で最も少なくなっています。"
    )
    if chance is None:
        return f"{text}件数が少ないため、月による違いが偶然かどうかは判定していません。"
    verdict = (
        "月による違いは、偶然では起こりにくい大きさです"
        if chance < words.UNLIKELY
        else "月による違いは偶然の範囲で、どの月に多いとは言えません"
    )
    return f"{text}{verdict}（どの月も同じでもこれ以上ばらつく確率{words.probability(chance)}）。"


def season_table(rows: pd.DataFrame, *, incomplete: Sequence[int]) -> pd.DataFrame:
    """Return accidents by month and year of occurrence as a table, one row a month."""
    table = pd.DataFrame({"月": [f"{month}月" for month in MONTHS]})
    for year, counts in rows.groupby("occurred_year"):
        mark = "・一部" if year in incomplete else ""
        table[f"{words.calendar_year(int(year))}{mark}"] = _months(counts).to_numpy()
    return table


def _months(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("month")["accidents"].sum().reindex(MONTHS, fill_value=0).astype(int)
