"""Pictures and sentences of the digital divide."""

import html
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts import overview, theme, words


def published(rows: pd.DataFrame) -> go.Figure:
    """Return the published shares of one option: one dot a group, the whole city as a line to compare with.

    `rows` has age_group and pct; the row 全体 is the comparison. Nothing is drawn between or around the dots, since
    neither the number of respondents nor the other ages were printed.
    """
    whole = rows[rows["age_group"] == "全体"]
    ages = rows[rows["age_group"] != "全体"].iloc[::-1]
    figure = theme.figure(height=90 + 70 * max(1, len(ages)))
    for value in whole["pct"]:
        figure.add_vline(x=value, line={"color": theme.SECONDARY, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=value,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"市全体 {words.number(value, 1)}%",
            showarrow=False,
            font={"color": theme.SECONDARY, "size": 14},
        )
    colours = theme.AGES[-len(ages) - 1 : -1] if len(ages) else []
    figure.add_scatter(
        x=ages["pct"],
        y=ages["age_group"],
        mode="markers+text",
        marker={"size": 16, "color": list(reversed(colours))},
        text=[f"<b>{words.number(value, 1)}%</b>" for value in ages["pct"]],
        textposition="middle right",
        textfont={"size": 15, "color": theme.INK},
        cliponaxis=False,
        hovertemplate="%{y} %{x:.1f}%<extra></extra>",
    )
    figure.update_xaxes(range=[0, 100], **theme.percent_ticks(100, 20))
    figure.update_yaxes(gridcolor="rgba(0,0,0,0)", type="category")
    figure.update_layout(margin={"t": 34})
    return figure


def services(rows: pd.DataFrame) -> go.Figure:
    """Return the published shares of the services used least, as bars from zero with their values written out.

    `rows` has label and pct, all of the whole city.
    """
    ordered = rows.sort_values("pct")
    highest = next(top for top in (10, 20, 50, 100) if top >= ordered["pct"].max())
    figure = theme.figure(height=60 + 52 * max(1, len(ordered)))
    figure.add_bar(
        x=ordered["pct"],
        y=[words.folded(label, 12) for label in ordered["label"]],
        orientation="h",
        marker={"color": theme.ACCENT},
        width=0.55,
        text=[f"<b>{words.number(value, 1)}%</b>" for value in ordered["pct"]],
        textposition="outside",
        textfont={"size": 15, "color": theme.INK},
        cliponaxis=False,
        hovertemplate="%{y} %{x:.1f}%<extra></extra>",
    )
    figure.update_xaxes(range=[0, highest], **theme.percent_ticks(highest, highest // 5))
    figure.update_yaxes(gridcolor="rgba(0,0,0,0)", type="category")
    return figure


def benchmark(rows: pd.DataFrame, ages: list[str]) -> go.Figure:
    """Return national shares by age: one line a year, the newest in full colour, directly labelled.

    `rows` has year, age_group and pct of one series; `ages` is the order of the age classes.
    """
    figure = theme.figure(height=330)
    newest = rows["year"].max()
    for year, listed in rows[rows["age_group"].isin(ages)].groupby("year"):
        known = listed.set_index("age_group").reindex(
            [age for age in ages if age in set(listed["age_group"])]
        )
        is_newest = year == newest
        colour = theme.ACCENT if is_newest else theme.CONTEXT
        figure.add_scatter(
            x=known.index,
            y=known["pct"],
            mode="lines+markers+text" if len(known) == len(ages) else "markers+text",
            line={"color": colour, "width": 2.5},
            marker={"color": colour, "size": 10, "symbol": "circle" if is_newest else "diamond"},
            text=[f"{words.number(value, 1)}%" for value in known["pct"]],
            textposition="top center" if is_newest else "bottom center",
            textfont={"color": colour if is_newest else theme.SECONDARY, "size": 14},
            cliponaxis=False,
            hovertemplate=f"{words.calendar_year(year)}<br>%{{x}} %{{y:.1f}}%<extra></extra>",
            name=str(year),
        )
        figure.add_annotation(
            x=known.index[0],
            y=known["pct"].iloc[0],
            text=f"{'●' if is_newest else '◆'} {words.calendar_year(year)}",
            showarrow=False,
            xanchor="left",
            yshift=44 if is_newest else -44,
            xshift=-8,
            font={"color": colour if is_newest else theme.SECONDARY, "size": 14},
        )
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=ages, showgrid=False)
    figure.update_layout(margin={"t": 30})
    figure.update_yaxes(range=[0, 118], **theme.percent_ticks(100, 20))
    return figure


def answer(never: pd.DataFrame) -> str:
    """Return the page's answer as HTML, from the published shares of those who never used a service."""
    if never.empty:
        return "市の情報サービスを使ったことがない人の割合は、この版にありません。"
    shares = never.set_index("age_group")["pct"]
    whole = shares.get("全体")
    oldest = shares.drop("全体", errors="ignore").idxmax()
    return (
        f"市の情報サービスを使ったことがない人は、計画に載った調査で<b>市全体の{words.number(whole, 1)}%、"
        f"{html.escape(oldest)}では{words.number(shares[oldest], 1)}%</b>でした。"
        "回答者数が公表されていないため、この差が偶然の範囲かどうかは判断できません。"
    )


def published_in_words(rows: pd.DataFrame) -> str:
    """Return the published shares of one option as a sentence."""
    return "、".join(f"{row.age_group} {words.number(row.pct, 1)}%" for row in rows.itertuples()) + "。"


def services_in_words(rows: pd.DataFrame) -> str:
    """Return the shares of the services as a sentence."""
    return "、".join(f"{row.label} {words.number(row.pct, 1)}%" for row in rows.itertuples()) + "。"


def published_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the published shares as the table under the chart."""
    table = rows[["label", "age_group", "pct"]].rename(
        columns={"label": "選択肢", "age_group": "年代", "pct": "割合（%）"}
    )
    return table.assign(回答者数="未公表", 時期="令和4年3月以前（年不明）")


def age_order(rows: pd.DataFrame) -> list[str]:
    """Return the age classes of a national series from young to old, without the total."""
    ages = {age for age in rows["age_group"] if age != "全体"}
    return sorted(ages, key=lambda age: int("".join(filter(str.isdigit, age[:2]))))


def benchmark_in_words(rows: pd.DataFrame) -> str:
    """Return the newest year of a national series as a sentence."""
    newest = rows[rows["year"] == rows["year"].max()]
    shares = "、".join(f"{row.age_group} {words.number(row.pct, 1)}%" for row in newest.itertuples())
    return f"{words.calendar_year(int(newest['year'].iloc[0]))}：{shares}。"


def benchmark_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a national series as the table under the chart."""
    return pd.DataFrame(
        {
            "年": [words.calendar_year(year) for year in rows["year"]],
            "年代": rows["age_group"].to_numpy(),
            "割合（%）": rows["pct"].to_numpy(),
            "回答者数": [f"{count:,.0f}" if pd.notna(count) else "未公表" for count in rows["respondents"]],
        }
    )


def benchmark_notes(rows: pd.DataFrame) -> list[str]:
    """Return the remarks on a national series, each once, and what the total was."""
    totals = [
        f"{words.calendar_year(row.year)}の全体は{words.number(row.pct, 1)}%"
        for row in rows.itertuples()
        if row.age_group == "全体"
    ]
    return [*totals, *rows["note"].dropna().unique()]


def short_answer(never: pd.DataFrame) -> str:
    """Return the divide in one sentence for the first page, as HTML; empty where nothing was asked."""
    if never.empty:
        return ""
    shares = never.set_index("age_group")["pct"]
    oldest = shares.drop("全体", errors="ignore").idxmax()
    return (
        f"市の情報サービスを使ったことがない人は{html.escape(oldest)}で{words.number(shares[oldest], 1)}%"
        f"（市全体{words.number(shares['全体'], 1)}%）ですが、"
        "<b>差が縮まったかどうかは、比べられる調査がなく分かりません</b>。"
    )


def short_figure(never: pd.DataFrame) -> str:
    """Return the divide as one large figure for the first page, as HTML."""
    if never.empty:
        return overview.big("—", "", "年代別の調査結果がありません。")
    shares = never.set_index("age_group")["pct"]
    oldest = shares.drop("全体", errors="ignore").idxmax()
    gap = shares[oldest] - shares["全体"]
    return overview.big(
        f"{words.number(shares[oldest], 1)}%",
        f"が未利用（{html.escape(oldest)}）",
        f"市全体は{words.number(shares['全体'], 1)}%で、差は{words.number(gap, 1)}ポイント。"
        "令和4年3月以前（年不明）の公表値。回答者数が未公表のため、誤差の範囲は示せません。",
    )


HIDDEN = "秘匿"
FEW = 30
"""Groups with fewer respondents than this are marked 参考値."""


def age_label(row: object) -> str:
    """Return an age class as an axis shows it: with its respondents, and 参考値 where they are few."""
    people = row.respondents  # type: ignore[attr-defined]
    if pd.isna(people):
        return str(row.age_group)  # type: ignore[attr-defined]
    mark = "・参考値" if people < FEW else ""
    return f"{row.age_group}<br>（{people:.0f}人{mark}）"  # type: ignore[attr-defined]


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
            text=f"全体 {words.number(value, 1)}%",
            showarrow=False,
            font={"color": theme.SECONDARY, "size": 14},
        )
    figure.add_scatter(
        x=ages["pct"],
        y=labels,
        mode="markers",
        marker={"size": 14, "color": _ramp(len(ages))},
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
        text = HIDDEN if row.suppressed else f"<b>{words.number(row.pct, 1)}%</b>"
        figure.add_annotation(
            x=0 if row.suppressed else row.pct,
            y=label,
            text=text,
            showarrow=False,
            xanchor="left" if row.suppressed else "center",
            yshift=0 if row.suppressed else 19,
            font={"size": 14, "color": theme.SECONDARY if row.suppressed else theme.INK},
        )
    figure.update_xaxes(range=[0, 100], **theme.percent_ticks(100, 20))
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=labels[::-1], gridcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(margin={"t": 34})
    return figure


def over_years(rows: pd.DataFrame) -> go.Figure:
    """Return a line per survey year with a dot per age and the gap between youngest and oldest written on it.

    `rows` has year, age_group, pct and suppressed, ages from young to old within a year.
    """
    years = sorted(rows["year"].unique())
    figure = theme.figure(height=80 + 62 * len(years))
    labels = [words.fiscal_year(int(year)).replace("（", "<br>（") for year in years]
    for year, label in zip(years, labels, strict=True):
        ages = rows[(rows["year"] == year) & ~rows["suppressed"]]
        if ages.empty:
            figure.add_annotation(x=0, y=label, text=HIDDEN, showarrow=False, xanchor="left")
            continue
        figure.add_scatter(
            x=[ages["pct"].min(), ages["pct"].max()],
            y=[label, label],
            mode="lines",
            line={"color": theme.CONTEXT, "width": 2},
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=ages["pct"],
            y=[label] * len(ages),
            mode="markers",
            marker={"size": 14, "color": _ramp(len(ages)), "line": {"color": "#FFFFFF", "width": 1}},
            text=ages["age_group"],
            hovertemplate="%{text} %{x:.1f}%<extra></extra>",
        )
        gap = ages["pct"].iloc[-1] - ages["pct"].iloc[0]
        figure.add_annotation(
            x=(ages["pct"].iloc[-1] + ages["pct"].iloc[0]) / 2,
            y=label,
            text=f"差 {words.signed(round(gap, 1))} ポイント",
            showarrow=False,
            yshift=17,
            font={"size": 14, "color": theme.SECONDARY},
        )
        if year == years[0]:
            for place in (0, -1):
                figure.add_annotation(
                    x=ages["pct"].iloc[place],
                    y=label,
                    text=f"<b>{ages['age_group'].iloc[place]}</b>",
                    showarrow=False,
                    yshift=38,
                    font={"size": 14, "color": _ramp(len(ages))[place]},
                )
    figure.update_xaxes(range=[0, 100], **theme.percent_ticks(100, 20))
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=labels[::-1], gridcolor="rgba(0,0,0,0)"
    )
    figure.update_layout(margin={"t": 44})
    return figure


def _ramp(count: int) -> list[str]:
    """Return one blue per age class, light (young) to dark (old)."""
    last = len(theme.AGES) - 1
    return [theme.AGES[round(last * place / max(1, count - 1))] for place in range(count)]


@dataclass(frozen=True)
class Gap:
    """The gap between the youngest and the oldest group in one survey.

    `shares` are those of youngest and oldest, `points` oldest minus youngest, `low` and `high` its 95 % interval, all
    in percent.
    """

    year: int
    label: str
    youngest: str
    oldest: str
    shares: tuple[float, float]
    points: float
    low: float
    high: float

    def is_clear(self) -> bool:
        """Return whether the interval leaves out zero."""
        return not self.low <= 0 <= self.high


def survey_answer(gap: Gap) -> str:
    """Return the gap between youngest and oldest in one survey as HTML, only as strong as its interval."""
    verdict = (
        f"{gap.oldest}のほうが{'高い' if gap.points > 0 else '低い'}と言えます"
        if gap.is_clear()
        else "差があるとは言えません"
    )
    return (
        f"{words.fiscal_year(gap.year)}の調査で「{html.escape(gap.label)}」と答えたのは、"
        f"{html.escape(gap.youngest)}の{words.number(gap.shares[0], 1)}%、"
        f"{html.escape(gap.oldest)}の{words.number(gap.shares[1], 1)}%で、"
        f"<b>差は{_points(gap.points)}ポイント</b>（95%区間 {_points(gap.low)}～{_points(gap.high)}）。{verdict}。"
    )


def short_survey_answer(gap: Gap) -> str:
    """Return the gap in one sentence for the first page, as HTML."""
    verdict = "" if gap.is_clear() else "（偶然の範囲で、差があるとは言えません）"
    return (
        f"「{html.escape(gap.label)}」と答えた人は{html.escape(gap.oldest)}で{words.number(gap.shares[1], 1)}%、"
        f"{html.escape(gap.youngest)}との<b>差は{_points(gap.points)}ポイント</b>{verdict}です。"
    )


def short_survey_figure(gap: Gap) -> str:
    """Return the gap as one large figure for the first page, as HTML."""
    return overview.big(
        words.number(abs(gap.points), 0),
        f"ポイントの差（{html.escape(gap.youngest)}と{html.escape(gap.oldest)}）",
        f"{words.fiscal_year(gap.year)}の調査で「{html.escape(gap.label)}」の割合。"
        f"95%区間 {_points(gap.low)}～{_points(gap.high)}ポイント。",
    )


def _points(value: float) -> str:
    return words.signed(round(value, 1))


def survey_table(rows: pd.DataFrame) -> pd.DataFrame:
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
            "選んだ人": shown("count", 0),
            "割合（%）": shown("pct", 1),
            "95%区間 下": shown("lower", 1),
            "95%区間 上": shown("upper", 1),
            "注": ["参考値" if 0 < (people or 0) < FEW else "" for people in rows["respondents"].fillna(0)],
        }
    )


def quality(row: pd.Series) -> str:
    """Return the quality facts of a survey as HTML: sent out, returned, how it was asked."""

    def count(value: float, unit: str) -> str:
        return "未公表" if pd.isna(value) else f"{value:,.0f}{unit}"

    known = pd.notna(row["distributed"]) and pd.notna(row["returned"]) and row["distributed"] > 0
    rate = f"（回収率{words.percent(row['returned'] / row['distributed'], 1)}）" if known else ""
    lines = (
        ("調査", row["title"]),
        ("配布", count(row["distributed"], "通")),
        ("回答", f"{count(row['returned'], '人')}{rate}"),
        ("方法", row["mode"] if pd.notna(row["mode"]) else "不明"),
        (
            "読み方",
            "答えた人の割合です。線は、同じ調査をくり返したときに動く範囲の目安（ウィルソンの95%区間）です。",
        ),
        ("参考値", f"回答した人が{FEW}人未満の年代は、偶然の幅が大きいので参考値とします。"),
        (HIDDEN, "人数が少なく個人が分かるおそれのある値は、理由を問わず秘匿と表示します。"),
    )
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{name}</dt><dd>{html.escape(str(text))}</dd>" for name, text in lines)
        + "</dl>"
    )


def survey_in_words(rows: pd.DataFrame) -> str:
    """Return the shares by year and age as a sentence; hidden cells say 秘匿."""
    return (
        "、".join(
            f"{words.era_year(int(row.year))}年度{row.age_group} "
            + (HIDDEN if row.suppressed else f"{words.number(row.pct, 1)}%")
            for row in rows.itertuples()
        )
        + "。"
    )


def classes_note(rows: pd.DataFrame) -> str:
    """Return a warning where the age classes differ between the years, because small ones were put together."""
    classes = {tuple(ages) for _, ages in rows.groupby("year")["age_group"]}
    if len(classes) < 2:
        return ""
    return (
        "人数の少ない年代は合わせて示すため、年代の区分が年によって違います。"
        "差を年どうしで比べるときは注意してください。"
    )
