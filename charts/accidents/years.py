"""Accidents by year: the chart, its sentences, and the ways of counting side by side."""

import math
from collections.abc import Collection, Mapping

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words

BASES = {
    "by_file_year_without_motorway": "資料年次・高速道路を除く",
    "by_file_year": "資料年次・高速道路を含む",
    "by_year_of_occurrence_without_motorway": "発生年・高速道路を除く",
    "by_year_of_occurrence": "発生年・高速道路を含む",
    "published": "公表値・報告値",
}
PART, WHOLE = "一部", "そろっている"  # what files hold of a year
UNTOLD = "高速道路を見分けられない"
UNTOLD_SHORT = ("高速", "込み")  # in the two lines a bar has room for
LINE = 0.1  # height of a line of text, as a share of the tallest thing in the chart
MOST_YEARS_NAMED = 7  # more leave years out, so that their names fit on a phone
ORIGINS = {"plan": "公表値（計画）", "report": "担当課の報告", "context": "公表値（新聞記事）"}


def per_year(
    rows: pd.DataFrame,
    *,
    intervals: dict[int, tuple[float, float]],
    target: float | None,
    target_year: int | None,
    incomplete: Collection[int],
    untold: Collection[int] = (),
    breaks: dict[int, str],
    periods: dict[str, tuple[float, float]],
    other: tuple[str, pd.DataFrame] | None = None,
) -> go.Figure:
    """Return accidents by year as bars from zero, with the interval of chance and the target where it applies.

    `rows` has year and accidents. `intervals` gives the 95 % interval of the level behind each whole year's count; a
    year without one has no line. `target` is drawn only when the bars count what the target counts. `incomplete` years
    are drawn hatched, and so are `untold` ones, which cannot tell motorway accidents apart and count them; a number
    that has no room in its bar stands over it. `breaks` are years in which the forms
    changed, `periods` are remarkable times (from and to as fractions of years) by label. `other` are the rows under
    another definition, by its name: a grey mark beside each bar, its number under the year, where it has room at any
    width.
    """
    figure = theme.figure(height=360)
    years = rows["year"].astype(int).tolist()
    hatched = {*incomplete, *untold}
    tops = [intervals.get(year, (0, count))[1] for year, count in zip(years, rows["accidents"], strict=True)]
    figure.add_bar(
        x=years,
        y=rows["accidents"],
        width=0.62,
        marker={
            "color": [theme.CONTEXT if year in hatched else theme.ACCENT for year in years],
            "pattern": {"shape": ["/" if year in hatched else "" for year in years]},
        },
        hovertemplate="%{x}年 %{y}件<extra></extra>",
    )
    _add_intervals(figure, rows, intervals)
    beside = [] if other is None else other[1]["accidents"].tolist()
    top = max([*tops, target or 0, *beside])
    for year, count, high in zip(years, rows["accidents"], tops, strict=True):
        written = [f"<b>{count}</b>"]
        written += [PART] if year in incomplete else []
        written += UNTOLD_SHORT if year in untold else []
        has_room = count > LINE * top * len(written)
        # The number has the colour of its bar behind it, so that the interval's line does not cross it.
        behind = "#FFFFFF" if year in hatched else theme.ACCENT
        figure.add_annotation(
            x=year,
            y=count / 2 if has_room else high,
            yanchor="middle" if has_room else "bottom",
            text="<br>".join(written),
            showarrow=False,
            bgcolor=behind if has_room else None,
            font={"color": "#FFFFFF" if has_room and year not in hatched else theme.INK, "size": 15},
        )
    if other is not None:
        _add_other(figure, *other, years)
    names = (
        [] if other is None else [f'<span style="color:{theme.SECONDARY}">灰色の印と数字：{other[0]}</span>']
    )
    if target is not None and target_year is not None:
        figure.add_hline(y=target, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
        named = f"点線：目標 {words.number(target)}件以下（{words.era_year(target_year)}年）"
        names.append(f'<span style="color:{theme.TARGET}">{named}</span>')
    drawn_breaks = {year: label for year, label in breaks.items() if min(years) < year <= max(years)}
    if names:
        theme.write_above(figure, "<br>".join(names), shift=20 if drawn_breaks else 0)
    for year, label in sorted(drawn_breaks.items()):
        figure.add_vline(x=year - 0.5, line={"color": theme.CONTEXT, "width": 1, "dash": "dash"})
        figure.add_annotation(
            x=year - 0.5,
            y=1,
            yref="paper",
            yanchor="bottom",
            text="様式変更",
            hovertext=label,
            showarrow=False,
            font={"color": theme.SECONDARY, "size": 14},
        )
    first_shown, last_shown = min(years) - 0.6, max(years) + 0.6
    for label, (begins, ends) in periods.items():
        if begins < last_shown and ends > first_shown:
            figure.add_vrect(
                x0=max(begins, first_shown),
                x1=min(ends, last_shown),
                fillcolor="#E8ECF0",
                line={"width": 0},
                layer="below",
                annotation={
                    "text": label.split("（")[0],
                    "font": {"color": theme.SECONDARY, "size": 14},
                    "yanchor": "top",
                    "xanchor": "right" if begins > sum(years) / len(years) else "left",
                },
                annotation_position="top right" if begins > sum(years) / len(years) else "top left",
            )
    ticks = list(range(min(years), max(years) + 1))[:: 1 + len(years) // MOST_YEARS_NAMED]
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[
            f"{words.folded(words.era_year(year), 2)}年<br>{year}{_beside(year, other)}" for year in ticks
        ],
        tickangle=0,
        range=[first_shown, last_shown],
        showgrid=False,
    )
    figure.update_yaxes(range=[0, 1.2 * top], ticksuffix="件")
    figure.update_layout(margin={"t": 10 + (20 if drawn_breaks else 0) + 20 * len(names)})
    return figure


def _add_intervals(
    figure: go.Figure, rows: pd.DataFrame, intervals: Mapping[int, tuple[float, float]]
) -> None:
    """Draw the interval of each year that has one; Plotly gives a bar without one the cap of a line."""
    whole = rows[rows["year"].isin(list(intervals))]
    levels = [intervals[int(year)] for year in whole["year"]]
    figure.add_scatter(
        x=whole["year"].astype(int).tolist(),
        y=whole["accidents"],
        mode="markers",
        marker={"opacity": 0},
        error_y={
            "type": "data",
            "array": [high - count for count, (_, high) in zip(whole["accidents"], levels, strict=True)],
            "arrayminus": [count - low for count, (low, _) in zip(whole["accidents"], levels, strict=True)],
            "color": theme.INK,
            "thickness": 1.2,
            "width": 5,
        },
        hoverinfo="skip",
    )


def _add_other(figure: go.Figure, name: str, rows: pd.DataFrame, years: list[int]) -> None:
    """Draw the counts under another definition as grey marks right of the bars."""
    shown = rows[rows["year"].isin(years)]
    figure.add_scatter(
        x=shown["year"] + 0.33,
        y=shown["accidents"],
        mode="markers",
        marker={"symbol": "line-ew-open", "size": 14, "color": theme.CONTEXT, "line": {"width": 3}},
        hovertemplate=f"%{{y:,}}件（{name}）<extra></extra>",
        cliponaxis=False,
    )


def _beside(year: int, other: tuple[str, pd.DataFrame] | None) -> str:
    """Return a year's count under another definition as a further line of its label; nothing where there is none."""
    if other is None:
        return ""
    counts = other[1].set_index("year")["accidents"]
    return (
        f'<br><span style="color:{theme.SECONDARY}">{counts[year]:,}</span>' if year in counts.index else ""
    )


def left_out(incomplete: Collection[int], unlike: Collection[int] = ()) -> str:
    """Return which years are not counted, and why, as sentences; nothing where all are.

    `incomplete` are years of occurrence these files hold a part of, `unlike` years that cannot tell motorways apart
    while others can.
    """
    parts = []
    if incomplete:
        parts.append(
            f"発生年の{_named(incomplete)}は、前後の年の資料にも記録があり件数がそろわないため、含めていません。"
        )
    if unlike:
        parts.append(
            f"{_named(unlike)}は、高速票がなく高速道路を見分けられない年で、ほかの年と比べられないため、含めていません。"
        )
    return "".join(parts)


def untold(years: Collection[int]) -> str:
    """Return the years that cannot tell motorway accidents apart, and what is counted of them, as a condition."""
    listed = words.listing(words.calendar_year(year) for year in sorted(years))
    return f"{listed}（高速票がないため、高速道路の事故も数えています）"


def untold_defined(years: Collection[int]) -> str:
    """Return what the hatched bars of years are that cannot tell motorways apart; nothing where there are none."""
    if not years:
        return ""
    return (
        f"「{''.join(UNTOLD_SHORT)}」は高速道路を見分けられない年です（{_named(years)}）。高速票がなく、高速道路の事故も"
        "数えているので、除いて数えた年や目標とは比べられません。"
    )


def not_compared(years: Collection[int]) -> str:
    """Return which years are not held against the target, as a sentence; nothing where all can be."""
    if not years:
        return ""
    return f"{_named(years)}は、高速票がなく高速道路を見分けられない年なので、目標と比べていません。"


def _named(years: Collection[int]) -> str:
    return words.listing(f"{words.era_year(year)}年" for year in sorted(years))


def marks_in_words(
    rows: pd.DataFrame, breaks: dict[int, str], periods: dict[str, tuple[float, float]]
) -> str:
    """Return in full what the changes of forms and the times marked in the chart are; nothing where none is drawn."""
    first, last = rows["year"].min(), rows["year"].max()
    named = [label for year, label in sorted(breaks.items()) if first < year <= last]
    named += [
        label for label, (begins, ends) in periods.items() if begins < last + 0.6 and ends > first - 0.6
    ]
    return f"図の中の印：{'、'.join(named)}。" if named else ""


def per_year_in_words(
    rows: pd.DataFrame, incomplete: Collection[int] = (), untold: Collection[int] = ()
) -> str:
    """Return accidents by year as a sentence, with what is to be known of `incomplete` and `untold` years."""
    if rows.empty:
        return "1年分の資料がそろった年がありません。"
    return (
        "、".join(
            f"{words.calendar_year(int(row.year))} {row.accidents}件{f'（{mark}）' if mark else ''}"
            for row in rows.itertuples()
            for mark in [_mark(row.year, incomplete, untold)]
        )
        + "。"
    )


def _mark(year: int, incomplete: Collection[int], untold: Collection[int]) -> str:
    """Return why a year is not like the others, in a few words; nothing where it is."""
    return "・".join([*([PART] if year in incomplete else []), *([UNTOLD] if year in untold else [])])


def per_year_table(
    rows: pd.DataFrame,
    intervals: dict[int, tuple[float, float]],
    other: tuple[str, pd.DataFrame] | None = None,
    incomplete: Collection[int] = (),
    untold: Collection[int] = (),
) -> pd.DataFrame:
    """Return accidents by year as the table under the chart, with those under another definition beside them.

    A year without an interval leaves its bounds empty. Where any year is `incomplete` or `untold`, a column says of
    each whether its files are all there.
    """
    levels = [intervals.get(int(year), (math.nan, math.nan)) for year in rows["year"]]
    table = pd.DataFrame(
        {
            "年": [words.calendar_year(int(year)) for year in rows["year"]],
            "事故（件）": rows["accidents"].to_numpy(),
            "うち死亡事故（件）": rows["fatal_accidents"].to_numpy(),
            "死者（人）": rows["deaths"].to_numpy(),
            "負傷者（人）": rows["injuries"].to_numpy(),
            "水準の95%区間 下": [round(low, 1) for low, _ in levels],
            "水準の95%区間 上": [round(high, 1) for _, high in levels],
        }
    )
    marks = [_mark(year, incomplete, untold) for year in rows["year"]]
    if any(marks):
        table.insert(1, "資料", [mark or WHOLE for mark in marks])
    if other is None:
        return table
    name, counted = other
    beside = counted.set_index("year")["accidents"].reindex(rows["year"]).fillna(0).astype(int)
    return table.assign(**{f"参考：{name}（件）": beside.to_numpy()})


def origin(name: str, *, is_sample: bool) -> str:
    """Return what a figure beside the counts is; a department's report of a sample edition is synthetic."""
    return f"{ORIGINS[name]}{'（合成）' if is_sample and name == 'report' else ''}"


def bases_table(rows: pd.DataFrame, *, is_sample: bool) -> pd.DataFrame:
    """Return the ways of counting side by side, one row a year; a year without a count says why."""
    table = pd.DataFrame({"年": [words.calendar_year(int(year)) for year in rows["year"]]})
    for column, label in BASES.items():
        missing = "—" if column == "published" else UNTOLD
        table[label] = [f"{value:.0f}" if pd.notna(value) else missing for value in rows[column]]
    return table.assign(
        出どころ=[
            origin(name, is_sample=is_sample) if isinstance(name, str) else "—"
            for name in rows["published_origin"]
        ]
    )


def bases_answer(rows: pd.DataFrame, *, is_sample: bool) -> str:
    """Return how the newest year's count depends on the way of counting, as a sentence."""
    last = rows.iloc[-1]
    year = words.calendar_year(int(last["year"]))
    published = (
        f"、{origin(last['published_origin'], is_sample=is_sample)}は{last['published']:.0f}件"
        if pd.notna(last["published"])
        else ""
    )
    if pd.isna(last["by_file_year_without_motorway"]):
        return (
            f"{year}は高速道路を見分けられない年です（高速票がありません）。高速道路を含めると、資料年次で"
            f"{last['by_file_year']:.0f}件、発生年で{last['by_year_of_occurrence']:.0f}件{published}です。"
        )
    return (
        f"{year}は、資料年次で高速道路を除くと"
        f"{last['by_file_year_without_motorway']:.0f}件、含めると{last['by_file_year']:.0f}件、"
        f"発生年で高速道路を除くと{last['by_year_of_occurrence_without_motorway']:.0f}件、"
        f"含めると{last['by_year_of_occurrence']:.0f}件{published}です。"
    )


def bases_note(rows: pd.DataFrame, *, is_sample: bool) -> str:
    """Return what the ways of counting mean, and which one comes nearest to the published figures.

    Held against them are years that all ways can count, of which one alone proves nothing; ways that come equally near
    are all named.
    """
    meaning = (
        "資料年次は警察の資料が作られた年で、前の年の事故も少し含みます。"
        "発生年はこの版にある資料だけで数えた値で、最新年は、翌年の資料がそろうまで少なく出ます。"
    )
    if is_sample:
        return f"{meaning}サンプルの記録は合成したものなので、公表値とは一致しません。"
    known = rows.dropna(subset=list(BASES))
    if len(known) < 2:
        return meaning
    misses = {
        column: (known[column] - known["published"]).abs().sum() for column in BASES if column != "published"
    }
    nearest = [f"「{BASES[column]}」" for column, miss in misses.items() if miss == min(misses.values())]
    equally = "で、差は同じ" if len(nearest) > 1 else ""
    return f"{meaning}公表値か報告のある{len(known)}年でみて、それに最も近いのは{words.listing(nearest)}{equally}です。"


def others_in_words(now: int, others: dict[str, int]) -> str:
    """Return how many accidents there are under each other definition, as a sentence."""
    listed = "、".join(f"{name}なら{count:,}件" for name, count in others.items())
    return f"定義を変えた場合（いまの定義では{now:,}件）：{listed}。"
