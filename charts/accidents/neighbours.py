"""A city beside its neighbours and its prefecture: each against its own earlier mean, never a bare ranking."""

import html
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import plain, theme, words
from charts.accidents.police import INJURY_ONLY
from findings.accidents.neighbours import Change, Comparison, Place
from stats import thresholds

_MOVED = {"▲": "増えています", "▼": "減っています", "●": "増えたとも減ったとも言えません"}


def nothing(left_out: str) -> str:
    """Return why there is nothing to compare, as sentences; `left_out` says which years are not compared."""
    return (
        "比べるには、1年分がそろい、同じ数え方のできる年が2つ以上必要です。年の条件を外すか、資料の年を増やしてください。"
        f"{left_out}"
    )


def alone(city: str) -> str:
    """Return why a city has no others beside it, as a sentence."""
    return f"この版には{city}の記録だけが入っているため、周りとは比べられません。"


def called(change: Change) -> str:
    """Return the name of a place; the rest of a prefecture has none of its own."""
    return f"{change.name}の他の市町村" if change.place == Place.REST else change.name


def verdict(change: Change) -> str:
    """Return whether a place's number rose or fell, only as strongly as its interval allows."""
    if change.ratio is None:
        return "前の年に事故がなく、比べられません"
    if change.low > 1:
        return "▲ 増えた"
    return "▼ 減った" if change.high < 1 else "● 増減は言えない"


def base(earlier_years: Sequence[int]) -> str:
    """Return what the newest year is held against: the mean of the earlier years, or the only one of them."""
    return "前の平均" if len(earlier_years) > 1 else _listed(earlier_years)


def _listed(years: Sequence[int]) -> str:
    return words.listing(f"{words.era_year(year)}年" for year in years)


def averaged(earlier_years: Sequence[int]) -> str:
    """Return which years the mean is of, as a sentence; nothing where there is only one."""
    return f"前の平均は{_listed(earlier_years)}の平均です。" if len(earlier_years) > 1 else ""


def compared_defined(found: Comparison, *, left_out: str) -> str:
    """Return what is compared and how, as sentences; `left_out` says which years are not."""
    return (
        f"{INJURY_ONLY}{averaged(found.earlier_years)}{left_out}"
        f"線は倍率の{words.INTERVAL}区間（ポアソン分布の正確な区間）です。{_others_defined(found)}"
        "人口は読み込まれた市町村だけ、千人あたりの件数を表に示します。"
    )


def counts_defined(found: Comparison, *, left_out: str) -> str:
    """Return what may not be read from counts beside one another, as sentences."""
    unlike = (
        "人口や交通量が違うため、件数の大小をそのまま比べることはできません。" if not found.is_alone else ""
    )
    return f"{INJURY_ONLY}{unlike}{left_out}"


def _others_defined(found: Comparison) -> str:
    """Return which places stand beside the city, in what order, and how it is held against them; nothing if alone."""
    if found.is_alone:
        return ""
    return (
        "「同じ動きでもこれ以上違う確率」は、市の水準がほかの市町村とは別に年ごとに動くこと（見通しと同じ見積もり）も"
        "見込んでいます。"
        "並び順は、市、市域に接する1km区画での事故が多い順で、優劣の順ではありません。"
        "近くの市町村は、市域とその隣の1km区画に事故の記録がある市町村です。"
    )


def moved(found: Comparison | None) -> str:
    """Return whether the city's newest count differs from its earlier years by more than chance, as HTML.

    Nothing without two years to compare.
    """
    if found is None:
        return ""
    change, earlier = found.city, _listed(found.earlier_years)
    if change.ratio is None:
        return f"{html.escape(change.name)}は{earlier}に事故がないため、比べられません。"
    year = words.era_year(found.newest_year)
    mean = (
        f"の平均{change.earlier_mean:,.1f}件"
        if len(found.earlier_years) > 1
        else f"の{change.earlier_mean:,.0f}件"
    )
    word = _MOVED[verdict(change)[0]]
    return (
        f"{html.escape(change.name)}の{year}年は<b>{change.newest:,}件</b>で、{earlier}{mean}の"
        f"<b>{change.ratio:.2f}倍</b>（{words.INTERVAL}区間{change.low:.2f}～{change.high:.2f}倍）。{word}。"
    )


def comparison_sentence(found: Comparison) -> str:
    """Return whether the city moved otherwise than the rest of the prefecture, as a sentence; alone, how it moved."""
    if found.rest is None or found.rest.ratio is None or found.city.chance is None:
        name = html.escape(found.city.name)
        if found.city.ratio is None:
            return f"{name}は前の年に事故がなく、比べられません。"
        return f"{name}は、{_MOVED[verdict(found.city)[0]]}。"
    differs = "違うとは言えません" if found.city.chance >= thresholds.UNLIKELY else "違うとみられます"
    return f"{html.escape(found.city.name)}の動きは、県のほかの市町村と{differs}。"


def grounds(found: Comparison) -> list[str]:
    """Return what that rests on, as sentences of HTML: the city's change, the others', and what chance says."""
    city, rest, said = found.city, found.rest, [moved(found)]
    if rest is not None and rest.ratio is not None and city.chance is not None:
        said.append(f"{html.escape(called(rest))}は{rest.ratio:.2f}倍です。")
        said.append(f"同じ動きでもこれ以上違う確率は{words.probability(city.chance)}です。")
    return said


def compared(found: Comparison) -> go.Figure:
    """Return each place's ratio to its own earlier years with its interval, in the order given; 1 is no change."""
    changes, earlier_years = found.changes, found.earlier_years
    figure = theme.figure(height=100 + 70 * len(changes))
    shown = [change for change in changes if change.ratio is not None]
    widest = max([2.0, *(min(change.high, 3.0) for change in shown)])
    for change in shown:
        colour = theme.ACCENT if change.place == Place.CITY else theme.SECONDARY
        name = plain.figure(called(change))
        figure.add_scatter(
            x=[change.low, min(change.high, 1.05 * widest)],
            y=[name, name],
            mode="lines",
            line={"color": colour, "width": 5 if change.place == Place.CITY else 3},
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=[change.ratio],
            y=[name],
            mode="markers",
            marker={"color": colour, "size": 14 if change.place == Place.CITY else 11},
            hovertemplate=f"{name}<br>{change.newest:,}件、{base(earlier_years)}の%{{x:.2f}}倍<extra></extra>",
        )
    figure.add_vline(x=1, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
    figure.add_annotation(
        x=1,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"{base(earlier_years)}と同じ",
        showarrow=False,
        font={"color": theme.TARGET, "size": 14},
    )
    ticks = [step / 2 for step in range(int(2 * widest) + 1)]
    figure.update_xaxes(
        range=[0, 1.08 * widest], tickangle=0, tickvals=ticks, ticktext=[f"{tick:g}倍" for tick in ticks]
    )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=[plain.figure(called(change)) for change in changes][::-1],
        tickvals=[plain.figure(called(change)) for change in changes],
        ticktext=[_label(change) for change in changes],
        showgrid=False,
        tickfont={"size": 14, "color": theme.INK},
    )
    figure.update_layout(margin={"t": 34})
    return figure


def _label(change: Change) -> str:
    """Return a place's name with its number and what can be said of it, for the axis."""
    ratio = "" if change.ratio is None else f"・{change.ratio:.2f}倍"
    word = "比べられない" if change.ratio is None else verdict(change)
    return f"<b>{words.folded(called(change), 9)}</b><br>{change.newest:,}件{ratio}<br>{word}"


def in_words(found: Comparison) -> str:
    """Return every place's newest number and ratio as a sentence."""
    earlier_years = found.earlier_years
    return (
        "、".join(
            f"{called(change)} {change.newest:,}件（{base(earlier_years)}の{change.ratio:.2f}倍、"
            f"{words.INTERVAL}区間{change.low:.2f}～"
            f"{'上限なし' if change.high == float('inf') else f'{change.high:.2f}'}）"
            if change.ratio is not None
            else f"{called(change)} {change.newest:,}件（前の年に事故なし）"
            for change in found.changes
        )
        + "。"
    )


def table(found: Comparison) -> pd.DataFrame:
    """Return the comparison as a table; per 1,000 people only where their number is known."""
    changes, earlier_years = found.changes, found.earlier_years
    earlier = "前の年の平均" if len(earlier_years) > 1 else _listed(earlier_years)
    rows = pd.DataFrame(
        {
            "地域": [called(change) for change in changes],
            "最新の年（件）": [change.newest for change in changes],
            f"{earlier}（件）": [round(change.earlier_mean, 1) for change in changes],
            "倍率": [None if change.ratio is None else round(change.ratio, 2) for change in changes],
            f"{words.INTERVAL}区間 下": [
                None if change.ratio is None else round(change.low, 2) for change in changes
            ],
            f"{words.INTERVAL}区間 上": [
                "—"
                if change.ratio is None
                else "上限なし"
                if change.high == float("inf")
                else f"{change.high:.2f}"
                for change in changes
            ],
            "読み方": [verdict(change) for change in changes],
        }
    )
    if any(change.per_1000 is not None for change in changes):
        rows["人口千人あたり（件）"] = [
            "人口なし" if change.per_1000 is None else f"{change.per_1000:.2f}" for change in changes
        ]
    return rows


def yearly_table(found: Comparison) -> pd.DataFrame:
    """Return the places' accidents by year as a table, one row a place."""
    return pd.DataFrame(
        [(called(change), *change.counts) for change in found.changes],
        columns=["地域", *(words.calendar_year(year) for year in found.years)],
    )
