"""Shares by age: one survey with its intervals, several surveys as lines of dots, ages over the years."""

import html
import re
from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from charts import events, theme, words
from findings.goals.events import Event
from stats import calendars

HIDDEN = "秘匿"
EMPTY = "回答なし"
"""What stands for the share of a class in which nobody answered."""
FEW = 30
"""Groups with fewer respondents than this are marked 参考値."""
NAMES_APART = 6.5
"""Points between two names at the right end of a chart of 0 to 100."""


def option(label: str, *, is_turned: bool) -> str:
    """Return who is counted, such as 「市公式LINE」を選んだ人, or 選ばなかった人 where the question is turned round."""
    return f"「{label}」を{'選ばなかった' if is_turned else '選んだ'}人"


def age_label(row: object) -> str:
    """Return an age class as an axis shows it: with its respondents, and 参考値 where they are few."""
    people = row.respondents  # type: ignore[attr-defined]
    if pd.isna(people):
        return str(row.age_group)  # type: ignore[attr-defined]
    mark = "・参考値" if 0 < people < FEW else ""
    return f"{row.age_group}<br>（{people:.0f}人{mark}）"  # type: ignore[attr-defined]


def few_note(rows: pd.DataFrame) -> str:
    """Return which classes of age answered in small numbers, as a sentence; empty where none did.

    `rows` has age_group, respondents and suppressed.
    """
    few = rows[~rows["suppressed"] & rows["respondents"].between(1, FEW - 1)].drop_duplicates(
        ["age_group", "respondents"]
    )
    if few.empty:
        return ""
    named = words.listing(f"{row.age_group}（{row.respondents:.0f}人）" for row in few.itertuples())
    return f"{named}は回答が{FEW}人未満の参考値で、差は一人の答えで大きく動きます。"


def _silence(row: object) -> str:
    """Return what stands where a row has no share: 秘匿, or 回答なし where nobody answered; empty where it has one."""
    if row.suppressed:  # type: ignore[attr-defined]
        return HIDDEN
    return EMPTY if pd.isna(row.pct) else ""  # type: ignore[attr-defined]


def by_age(ages: pd.DataFrame, whole: pd.DataFrame) -> go.Figure:
    """Return one survey's shares by age with their intervals, the whole city as a line to compare with.

    `ages` has age_group, respondents, pct, lower, upper (percent) and suppressed, from young to old; `whole` the row
    of all respondents.
    """
    figure = theme.figure(height=100 + 58 * len(ages))
    labels = [age_label(row) for row in ages.itertuples()]
    for value in whole["pct"].dropna():
        figure.add_vline(x=value, line={"color": theme.SECONDARY, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=value,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"回答者全体 {words.number(value, 1)}%",
            showarrow=False,
            font={"color": theme.SECONDARY, "size": 14},
        )
    figure.add_scatter(
        x=ages["pct"],
        y=labels,
        mode="markers",
        marker={"size": 14, "color": ramp(len(ages))},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": ages["upper"] - ages["pct"],
            "arrayminus": ages["pct"] - ages["lower"],
            "color": theme.INK,
            "thickness": 1.3,
            "width": 5,
        },
        hovertemplate="%{y} %{x:.1f}%<extra></extra>",
    )
    for row, label in zip(ages.itertuples(), labels, strict=True):
        silence = _silence(row)
        figure.add_annotation(
            x=0 if silence else row.pct,
            y=label,
            text=silence or f"<b>{words.number(row.pct, 1)}%</b>",
            showarrow=False,
            xanchor="left" if silence or row.pct < 6 else "center",
            yshift=0 if silence else 19,
            font={"size": 14, "color": theme.SECONDARY if silence else theme.INK},
        )
    figure.update_xaxes(range=[0, 100], **theme.percent_ticks(100, 20))
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=labels[::-1], gridcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(margin={"t": 34})
    return figure


def equiplot(rows: pd.DataFrame, lines: list[str]) -> go.Figure:
    """Return a line for each of `lines` with a dot per age; thick, with its size, the gap of youngest and oldest.

    `rows` has line, age_group, pct and suppressed, ages from young to old within a line. Where nobody of the youngest
    or the oldest answered there is no gap.
    """
    figure = theme.figure(height=70 + 62 * max(1, len(lines)))
    is_named = False
    highest = next(top for top in (20, 50, 100) if top == 100 or top >= 1.2 * rows["pct"].max())
    for line in lines:
        of_line = rows[rows["line"] == line]
        ages = of_line[of_line["pct"].notna()]
        if ages.empty:
            figure.add_scatter(x=[0], y=[line], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
            silence = HIDDEN if of_line["suppressed"].any() else EMPTY
            figure.add_annotation(x=0, y=line, text=silence, showarrow=False, xanchor="left")
            continue
        young, old = of_line["pct"].iloc[0], of_line["pct"].iloc[-1]
        is_gap_known = pd.notna(young) and pd.notna(old)
        lines_between = [((ages["pct"].min(), ages["pct"].max()), 1), ((young, old), 4)]
        for ends, width in lines_between[: 1 + is_gap_known]:
            figure.add_scatter(
                x=ends,
                y=[line, line],
                mode="lines",
                line={"color": theme.CONTEXT, "width": width},
                hoverinfo="skip",
            )
        figure.add_scatter(
            x=ages["pct"],
            y=[line] * len(ages),
            mode="markers",
            marker={"size": 14, "color": ramp(len(ages)), "line": {"color": "#FFFFFF", "width": 1}},
            text=ages["age_group"],
            hovertemplate="%{text} %{x:.1f}%<extra></extra>",
        )
        if is_gap_known:
            is_left = (young + old) / 2 < 0.2 * highest
            figure.add_annotation(
                x=max(ages["pct"]) if is_left else (young + old) / 2,
                y=line,
                text=f"差 {words.number(abs(words.difference(old, young)), 1)} ポイント",
                showarrow=False,
                xanchor="left" if is_left else "center",
                xshift=12 if is_left else 0,
                yshift=0 if is_left else 17,
                font={"size": 14, "color": theme.SECONDARY},
            )
        if not is_named:
            is_named = True
            _name_ends(figure, ages, line, highest)
    figure.update_xaxes(range=[-0.01 * highest, highest], **theme.percent_ticks(highest, highest // 5))
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=lines[::-1], gridcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(margin={"t": 44})
    return figure


def _name_ends(figure: go.Figure, ages: pd.DataFrame, line: str, highest: int) -> None:
    """Write the youngest and the oldest class above their dots, in one where these lie close together."""
    ends = ages.iloc[[0, -1]].sort_values("pct")
    named = [(row.pct, f"<b>{row.age_group}</b>", "center") for row in ends.itertuples()]
    if ends["pct"].iloc[1] - ends["pct"].iloc[0] < 0.3 * highest:
        both = "と".join(
            f"<b>{age}</b>（{side}）" for age, side in zip(ends["age_group"], "左右", strict=True)
        )
        named = [(ends["pct"].iloc[0], both, "left")]
    for at, text, anchor in named:
        figure.add_annotation(
            x=at,
            y=line,
            text=text,
            showarrow=False,
            xanchor=anchor,
            yshift=38,
            font={"size": 14, "color": theme.INK},
        )


def over_years(rows: pd.DataFrame, times: Sequence[Event] = ()) -> go.Figure:
    """Return one line an age over the surveys, each with the ribbon of its interval and named at its end.

    `rows` has year, age_group, respondents, pct, lower and upper (percent), ages from young to old within a year;
    `times` are drawn behind them.
    """
    figure = theme.figure(height=380)
    ages = list(dict.fromkeys(rows["age_group"]))
    years = sorted(rows["year"].unique())
    known = rows[rows["pct"].notna()].sort_values("year", kind="stable")
    heights = _apart(known.drop_duplicates("age_group", keep="last"), most=100, least=0)
    for age, colour in zip(ages, ramp(len(ages)), strict=True):
        listed = known[known["age_group"] == age]
        figure.add_scatter(
            x=[*listed["year"], *listed["year"][::-1]],
            y=[*listed["upper"], *listed["lower"][::-1]],
            fill="toself",
            fillcolor=_faint(colour),
            mode="lines",
            line={"width": 0},
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=listed["year"],
            y=listed["pct"],
            mode="lines+markers",
            line={"color": colour, "width": 2.5},
            marker={"color": colour, "size": 8},
            text=[f"{people:,.0f}人" for people in listed["respondents"]],
            hovertemplate=f"{age} %{{y:.1f}}%（回答%{{text}}）<extra></extra>",
        )
        if age in heights:
            figure.add_annotation(
                x=1,
                xref="paper",
                xanchor="left",
                y=heights[age],
                text=f"{age} <b>{words.number(listed['pct'].iloc[-1], 1)}%</b>"
                if listed["year"].iloc[-1] == years[-1]
                else f"{age} {EMPTY}",
                showarrow=False,
                font={"size": 14, "color": theme.INK},
            )
    figure.update_xaxes(
        tickvals=years,
        ticktext=year_ticks(years),
        range=[min(years) - 0.2, max(years) + 0.1],
        showgrid=False,
    )
    figure.update_yaxes(range=[0, 100], **theme.percent_ticks(100, 20))
    bands(figure, times, years)
    if times:
        theme.write_above(figure, events.key(times), color=theme.SECONDARY)
    figure.update_layout(margin={"r": 150, "t": 34 if times else 14})
    return figure


def within(times: Sequence[Event], years: Sequence[int]) -> list[Event]:
    """Return the times that have part in the surveys' fiscal years or lie between them."""
    first, last = date(min(years), 4, 1), date(max(years) + 1, 3, 31)
    return [event for event in times if event.touches(first, last)]


def bands(figure: go.Figure, times: Sequence[Event], years: Sequence[int]) -> None:
    """Draw times behind a plot over fiscal years, each from half a year before its number to half a year after it."""
    for event in times:
        ends = max(years) + 0.5 if event.ends is None else _on_axis(event.ends)
        events.band(figure, max(_on_axis(event.begins), min(years) - 0.5), min(ends, max(years) + 0.5))


def _on_axis(day: date) -> float:
    year = calendars.fiscal_year_of(day)
    return year - 0.5 + (day - date(year, 4, 1)).days / 365


def year_ticks(years: Sequence[int]) -> list[str]:
    """Return fiscal years for a narrow axis: the era with the first and where it changes, else the number alone."""
    named = [re.fullmatch(r"(\D\D)(.+)", words.era_year(int(year))) for year in years]
    pairs = [match.groups() for match in named if match]
    return [
        f"{number}年度<br>{era}" if place == 0 or era != pairs[place - 1][0] else str(number)
        for place, (era, number) in enumerate(pairs)
    ]


def _apart(ends: pd.DataFrame, most: float, least: float) -> dict[str, float]:
    """Return where the name of each age stands at the right end: near its share, but no two on each other."""
    ordered = ends.sort_values("pct")
    heights: list[float] = []
    for place, share in enumerate(ordered["pct"]):
        lowest = heights[-1] + NAMES_APART if heights else least
        highest = most - NAMES_APART * (len(ordered) - 1 - place)
        heights.append(min(max(share, lowest), highest))
    return dict(zip(ordered["age_group"], heights, strict=True))


def ramp(count: int) -> list[str]:
    """Return one blue per age class, light (young) to dark (old)."""
    last = len(theme.AGES) - 1
    return [theme.AGES[round(last * place / max(1, count - 1))] for place in range(count)]


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.14)"


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the shares by year and age as the table under the charts; hidden cells say 秘匿."""
    hidden = rows["suppressed"].to_numpy()

    def shown(column: str, decimals: int) -> list[str]:
        return [
            HIDDEN if is_hidden else ("—" if pd.isna(value) else words.number(value, decimals))
            for value, is_hidden in zip(rows[column], hidden, strict=True)
        ]

    return pd.DataFrame(
        {
            "調査年度": [words.fiscal_year(int(year)) for year in rows["year"]],
            "年代": rows["age_group"].to_numpy(),
            "回答した人": ["—" if pd.isna(people) else f"{people:,.0f}" for people in rows["respondents"]],
            "当てはまる人": shown("count", 0),
            "割合（%）": shown("pct", 1),
            "95%区間 下": shown("lower", 1),
            "95%区間 上": shown("upper", 1),
            "注": [
                HIDDEN if is_hidden else EMPTY if people == 0 else "参考値" if people < FEW else ""
                for people, is_hidden in zip(rows["respondents"].fillna(FEW), hidden, strict=True)
            ],
        }
    )


def wide_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return published shares as dots on lines are drawn: one row a year, one column an age."""
    shown = rows.assign(
        調査年度=[words.fiscal_year(int(year)) for year in rows["year"]],
        shown=[_silence(row) or f"{words.number(row.pct, 1)}%" for row in rows.itertuples()],
    )
    ages = list(dict.fromkeys(rows["age_group"]))
    wide = shown.pivot(index="調査年度", columns="age_group", values="shown")
    wide = wide.loc[list(dict.fromkeys(shown["調査年度"])), ages]
    return wide.reset_index().rename_axis(columns=None)


def in_words(rows: pd.DataFrame) -> str:
    """Return the shares by year and age as a sentence; hidden cells say 秘匿."""
    return (
        "、".join(
            f"{words.era_year(int(row.year))}年度{row.age_group} "
            + (_silence(row) or f"{words.number(row.pct, 1)}%")
            for row in rows.itertuples()
        )
        + "。"
    )


def total(whole: pd.DataFrame) -> str:
    """Return the total as answered beside the total weighted to the inhabitants, as HTML; or what is missing.

    `whole` is the row of all respondents with pct, respondents, weighted_pct, effective_n, weighted_lower,
    weighted_upper and population_year.
    """
    if whole.empty or whole["suppressed"].iloc[0]:
        return f"回答者全体の割合は{HIDDEN}です。"
    row = whole.iloc[0]
    asked = f"回答者全体では{words.number(row['pct'], 1)}%（{row['respondents']:,.0f}人）。"
    if pd.isna(row["population_year"]):
        return asked + "住民全体の割合に直すための年代別人口は、この版に読み込まれていません。"
    if pd.isna(row["weighted_pct"]):
        return (
            asked
            + "この選択肢は、年代別の値が出せないか一部の人だけに尋ねたため、住民全体の割合には直せません。"
        )
    return (
        asked + f"年代の偏りを{words.calendar_year(int(row['population_year']))}の人口に合わせて直すと"
        f"<b>{words.number(row['weighted_pct'], 1)}%</b>（95%区間 {words.number(row['weighted_lower'], 1)}～"
        f"{words.number(row['weighted_upper'], 1)}%、実質{words.number(row['effective_n'], 0)}人分の回答）。"
    )


def framing_note(*, is_turned: bool) -> str:
    """Return what changes and what does not when the question is turned round, as HTML."""
    now, other = ("選ばなかった", "選んだ") if is_turned else ("選んだ", "選ばなかった")
    return html.escape(
        f"いまは「{now}人」の見方です。「{other}人」の見方に変えても、差（ポイント）は同じですが、"
        "何倍かを表す比は変わります。たとえば10%と20%は2倍、裏返した90%と80%は1.1倍です。"
        "だから、比だけで大きい・小さいを決めず、差と並べて見ます。"
    )


def classes_note(rows: pd.DataFrame) -> str:
    """Return that classes were put together, where the surveys published different ones."""
    classes = {tuple(ages) for _, ages in rows.groupby("year")["age_group"]}
    if len(classes) < 2:
        return ""
    return "年によって発表できる年代の区分が違うため、どの年にも共通する区分に合わせて比べています。"
