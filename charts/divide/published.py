"""What was published: the plan's six percentages and the national tables, as pictures, sentences and tables."""

import html

import pandas as pd
import plotly.graph_objects as go

from charts import headline, theme, words


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
    """Return national shares by age: one line a year, the newest in full colour, the years named above.

    `rows` has year, age_group and pct of one series; `ages` is the order of the age classes. A year of which only the
    total is known has no line.
    """
    figure = theme.figure(height=330)
    by_age = rows[rows["age_group"].isin(ages)]
    newest = by_age["year"].max()
    years: list[str] = []
    for year, listed in by_age.groupby("year"):
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
        key = f"{'●' if is_newest else '◆'} {words.calendar_year(year)}"
        years.insert(0, f'<span style="color:{colour if is_newest else theme.SECONDARY}">{key}</span>')
    theme.write_above(figure, "　".join(years))
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
    """Return a national series as sentences: the newest year with ages, and those after it with the total alone."""
    newest = rows.loc[rows["age_group"] != "全体", "year"].max()
    return "".join(
        f"{words.calendar_year(int(year))}："
        + "、".join(f"{row.age_group} {words.number(row.pct, 1)}%" for row in listed.itertuples())
        + "。"
        for year, listed in rows[rows["year"] >= newest].groupby("year")
    )


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
        return headline.big("—", "", "年代別の調査結果がありません。")
    shares = never.set_index("age_group")["pct"]
    oldest = shares.drop("全体", errors="ignore").idxmax()
    gap = words.difference(shares[oldest], shares["全体"])
    return headline.big(
        f"{words.number(shares[oldest], 1)}%",
        f"が未利用（{html.escape(oldest)}）",
        f"市全体は{words.number(shares['全体'], 1)}%で、差は{words.number(gap, 1)}ポイント。"
        "令和4年3月以前（年不明）の公表値。回答者数が未公表のため、誤差の範囲は示せません。",
    )
