"""Pictures and sentences of traffic accidents."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts import overview, theme, words

WEEKDAYS = {"2": "月", "3": "火", "4": "水", "5": "木", "6": "金", "7": "土", "1": "日"}
PARTIES = {1: "当事者A（過失が重い側）", 2: "当事者B"}
BASES = {
    "by_file_year_without_motorway": "資料年次・高速道路を除く",
    "by_file_year": "資料年次・高速道路を含む",
    "by_year_of_occurrence": "発生年・高速道路を含む（この版にある資料だけで数えた値）",
    "published": "公表値",
}
ORIGINS = {"plan": "第5次計画", "report": "担当課の報告", "context": "新聞記事"}


@dataclass(frozen=True)
class Newest:
    """The newest year's count on the basis that meets published totals, and the chance of reaching the target.

    `chance_from_year` and `chance_from_level` are the probabilities that one further year has no more accidents
    than the target, if the level stays that of the newest year or of the newest three.
    """

    year: int
    count: int
    first_year: int
    first_count: int
    target: float
    target_year: int
    chance_from_year: float
    chance_from_level: float | None


def answer(newest: Newest | None) -> str:
    """Return what the records say against the target, as HTML; without records, that they are missing."""
    if newest is None:
        return "事故の記録は、この版に読み込まれていません。"
    target = f"{words.era_year(newest.target_year)}年の目標{words.number(newest.target)}件以下"
    reached = "の範囲です" if newest.count <= newest.target else "を上回っています"
    return (
        f"人身事故は{words.era_year(newest.year)}年に<b>{newest.count}件</b>で、{target}{reached}。"
        f"この水準が続く場合、次の1年が目標以下になる確率は<b>{words.probability(newest.chance_from_year)}</b>です。"
    )


def _chance(newest: Newest) -> str:
    target, era = words.number(newest.target), words.era_year(newest.year)
    share = words.probability(newest.chance_from_year)
    chance = f"{era}年の水準のまま続くと、次の1年が{target}件以下になる確率は<b>{share}</b>"
    if newest.chance_from_level is None:
        return f"{chance}です。"
    return f"{chance}、直近3年の水準なら{words.probability(newest.chance_from_level)}です。"


def short_figure(newest: Newest | None) -> str:
    """Return the newest count as one large figure for the first page, as HTML."""
    if newest is None:
        return overview.big("—", "", "警察庁の事故ファイルを読み込むと、件数と地図が表示されます。")
    return overview.big(
        f"{newest.count}",
        f"件（{words.era_year(newest.year)}年）",
        f"資料年次。目標は{words.era_year(newest.target_year)}年に{words.number(newest.target)}件以下。{_chance(newest)}"
        f"（{words.era_year(newest.first_year)}年は{newest.first_count}件）",
    )


def per_year(
    rows: pd.DataFrame,
    *,
    intervals: dict[int, tuple[float, float]],
    target: float | None,
    target_year: int | None,
    incomplete: Collection[int],
    breaks: dict[int, str],
    periods: dict[str, tuple[float, float]],
) -> go.Figure:
    """Return accidents by year as bars from zero, with the interval of chance and the target where it applies.

    `rows` has year and accidents. `intervals` gives the 95 % interval of the level behind each count. `target` is
    drawn only when the bars count what the target counts. `incomplete` years are drawn hatched; `breaks` are years in
    which the forms changed, `periods` are remarkable times (from and to as fractions of years) by label.
    """
    figure = theme.figure(height=360)
    years = rows["year"].astype(int).tolist()
    figure.add_bar(
        x=years,
        y=rows["accidents"],
        width=0.55,
        marker={
            "color": [theme.CONTEXT if year in incomplete else theme.ACCENT for year in years],
            "pattern": {"shape": ["/" if year in incomplete else "" for year in years]},
        },
        error_y={
            "type": "data",
            "array": [
                intervals[year][1] - count for year, count in zip(years, rows["accidents"], strict=True)
            ],
            "arrayminus": [
                count - intervals[year][0] for year, count in zip(years, rows["accidents"], strict=True)
            ],
            "color": theme.INK,
            "thickness": 1.2,
            "width": 5,
        },
        hovertemplate="%{x}年 %{y}件<extra></extra>",
    )
    for year, count in zip(years, rows["accidents"], strict=True):
        figure.add_annotation(
            x=year,
            y=count / 2,
            yanchor="middle" if count else "bottom",
            text=f"<b>{count}</b>" + ("<br>一部" if year in incomplete else ""),
            showarrow=False,
            font={"color": "#FFFFFF" if count and year not in incomplete else theme.INK, "size": 17},
        )
    last = max([*years, target_year or 0])
    if target is not None and target_year is not None:
        figure.add_hline(y=target, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=1,
            xref="paper",
            y=target,
            text=f"目標 {words.number(target)}件以下（{words.era_year(target_year)}年）",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font={"color": theme.TARGET, "size": 14},
            bgcolor="rgba(255,255,255,0.85)",
        )
    for year, label in breaks.items():
        if min(years) < year <= max(years):
            figure.add_vline(x=year - 0.5, line={"color": theme.CONTEXT, "width": 1, "dash": "dash"})
            figure.add_annotation(
                x=year - 0.5,
                y=1,
                yref="paper",
                yanchor="bottom",
                text=label,
                showarrow=False,
                font={"color": theme.SECONDARY, "size": 13},
            )
    first_shown, last_shown = min(years) - 0.6, last + 0.6
    for label, (begins, ends) in periods.items():
        if begins < last_shown and ends > first_shown:
            figure.add_vrect(
                x0=max(begins, first_shown),
                x1=min(ends, last_shown),
                fillcolor="#E8ECF0",
                line={"width": 0},
                layer="below",
                annotation={
                    "text": label,
                    "font": {"color": theme.SECONDARY, "size": 13},
                    "yanchor": "top",
                    "xanchor": "left",
                },
                annotation_position="top left",
            )
    ticks = list(range(min(years), last + 1))
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[f"{words.era_year(year)}年<br>{year}" for year in ticks],
        range=[first_shown, last_shown],
        showgrid=False,
    )
    top = max([high for _, high in intervals.values()] + [target or 0])
    figure.update_yaxes(range=[0, 1.2 * top], ticksuffix="件")
    figure.update_layout(margin={"t": 30})
    return figure


def by_hour_and_weekday(rows: pd.DataFrame) -> go.Figure:
    """Return accidents by weekday and two hours as a heat table, its numbers written in the cells.

    `rows` has weekday_code, from_hour and accidents, zeros included.
    """
    table = rows.pivot_table(index="weekday_code", columns="from_hour", values="accidents", aggfunc="sum")
    table = table.reindex(list(WEEKDAYS))
    hours = [f"{hour}時" for hour in table.columns]
    figure = theme.figure(height=360)
    figure.add_heatmap(
        z=table.to_numpy(),
        x=hours,
        y=list(WEEKDAYS.values()),
        colorscale=[(0, "#FFFFFF"), *((0.02 + 0.98 * at, colour) for at, colour in theme.DENSITY)],
        showscale=False,
        xgap=3,
        ygap=3,
        text=[[str(count) if count else "" for count in line] for line in table.to_numpy()],
        texttemplate="%{text}",
        textfont={"size": 14},
        hovertemplate="%{y} %{x}から2時間 %{z}件<extra></extra>",
        zmin=0,
        zmax=max(5, int(table.to_numpy().max())),
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, ticksuffix="曜")
    figure.update_xaxes(side="top", showgrid=False, tickfont={"size": 14}, tickangle=0)
    return figure


def people_by_age(rows: pd.DataFrame, everywhere: pd.DataFrame, *, region: str) -> go.Figure:
    """Return the share of each age band, one panel for party A and one for B; the wider region's as open marks.

    `rows` and `everywhere` have age_band, party_order, people and share (0-1), ordered by age; `everywhere` may be
    empty.
    """
    figure = make_subplots(
        figure=theme.figure(height=400),
        cols=2,
        shared_yaxes=True,
        horizontal_spacing=0.06,
        subplot_titles=list(PARTIES.values()),
    )
    bands = list(dict.fromkeys(rows["age_band"]))
    for party, name in PARTIES.items():
        mine = rows[rows["party_order"] == party]
        figure.add_bar(
            x=100 * mine["share"],
            y=mine["age_band"],
            orientation="h",
            width=0.6,
            marker={"color": theme.ACCENT},
            text=[f"{people}人" for people in mine["people"]],
            textposition="inside",
            insidetextanchor="start",
            textfont={"color": "#FFFFFF", "size": 14},
            hovertemplate=f"{name}<br>%{{y}} %{{text}}（%{{x:.0f}}%）<extra></extra>",
            col=party,
            row=1,
        )
        if everywhere.empty:
            continue
        theirs = everywhere[everywhere["party_order"] == party]
        figure.add_scatter(
            x=100 * theirs["share"],
            y=theirs["age_band"],
            mode="markers",
            marker={
                "color": "#FFFFFF",
                "size": 11,
                "symbol": "diamond",
                "line": {"width": 2, "color": theme.TARGET},
            },
            hovertemplate=f"{region}の{name}<br>%{{y}} %{{x:.0f}}%<extra></extra>",
            col=party,
            row=1,
        )
    shares = [*rows["share"], *([] if everywhere.empty else everywhere["share"])]
    top = max(shares, default=1.0)
    figure.update_xaxes(
        theme.figure(height=400).layout.xaxis, ticksuffix="%", range=[0, 110 * top], showgrid=True
    )
    figure.update_yaxes(
        theme.figure(height=400).layout.yaxis,
        type="category",
        categoryorder="array",
        categoryarray=bands[::-1],
        showgrid=False,
    )
    figure.update_annotations(font={"size": 15, "color": theme.INK})
    figure.update_layout(margin={"t": 40})
    return figure


def per_year_in_words(rows: pd.DataFrame) -> str:
    """Return accidents by year as a sentence."""
    return (
        "、".join(f"{words.calendar_year(int(row.year))} {row.accidents}件" for row in rows.itertuples())
        + "。"
    )


def busiest(rows: pd.DataFrame) -> str:
    """Return the busiest weekday and hours as a sentence; nothing is claimed about chance."""
    if rows["accidents"].sum() == 0:
        return "条件に合う事故の中に、時刻の分かるものはありません。"
    hours = rows.groupby("from_hour")["accidents"].sum()
    days = rows.groupby("weekday_code")["accidents"].sum().reindex(list(WEEKDAYS))
    busiest_hours = [f"{hour}時から{hour + 2}時" for hour in hours[hours == hours.max()].index]
    busiest_days = [f"{WEEKDAYS[code]}曜" for code in days[days == days.max()].index]
    return (
        f"時間帯では{words.listing(busiest_hours, most=3)}が{hours.max()}件で最も多く、"
        f"曜日では{words.listing(busiest_days, most=3)}が{days.max()}件で最も多くなっています。"
    )


def per_year_table(rows: pd.DataFrame, intervals: dict[int, tuple[float, float]]) -> pd.DataFrame:
    """Return accidents by year as the table under the chart."""
    return pd.DataFrame(
        {
            "年": [words.calendar_year(int(year)) for year in rows["year"]],
            "事故（件）": rows["accidents"].to_numpy(),
            "うち死亡事故（件）": rows["fatal_accidents"].to_numpy(),
            "死者（人）": rows["deaths"].to_numpy(),
            "負傷者（人）": rows["injuries"].to_numpy(),
            "偶然の幅（95%）下": [round(intervals[int(year)][0], 1) for year in rows["year"]],
            "偶然の幅（95%）上": [round(intervals[int(year)][1], 1) for year in rows["year"]],
        }
    )


def hours_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the heat table as a table, one row a weekday."""
    table = rows.pivot_table(index="weekday_code", columns="from_hour", values="accidents", aggfunc="sum")
    table = table.reindex(list(WEEKDAYS))
    table.columns = [f"{hour}–{hour + 2}時" for hour in table.columns]
    table.insert(0, "曜日", list(WEEKDAYS.values()))
    return table.reset_index(drop=True)


def people_table(rows: pd.DataFrame, everywhere: pd.DataFrame, *, region: str) -> pd.DataFrame:
    """Return people by age band and party as the table under the chart."""
    table = pd.DataFrame(
        {
            "年齢層": rows["age_band"].to_numpy(),
            "当事者": rows["party_order"].map({1: "A", 2: "B"}).to_numpy(),
            "人数": rows["people"].to_numpy(),
            "割合（%）": (100 * rows["share"]).round(1).to_numpy(),
            "うち死傷（人）": rows["killed_or_injured"].to_numpy(),
        }
    )
    if everywhere.empty:
        return table
    wider = everywhere.set_index(["age_band", "party_order"])["share"]
    keys = list(zip(rows["age_band"], rows["party_order"], strict=True))
    return table.assign(**{f"{region}の割合（%）": [round(100 * wider.get(key, 0), 1) for key in keys]})


def bases_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the ways of counting side by side, one row a year."""
    table = pd.DataFrame({"年": [words.calendar_year(int(year)) for year in rows["year"]]})
    for column, label in BASES.items():
        table[label] = [f"{value:.0f}" if pd.notna(value) else "—" for value in rows[column]]
    return table.assign(公表値の出典=[ORIGINS.get(origin, "—") for origin in rows["published_origin"]])


def change(rows: pd.DataFrame, same_level_probability: Callable[[float, float], float]) -> str:
    """Return whether the last two years differ by more than chance, as a sentence.

    `same_level_probability` gives the probability of a difference at least as large if the level did not change.
    """
    if len(rows) < 2:
        return per_year_in_words(rows)
    before, after = rows.iloc[-2], rows.iloc[-1]
    if after["year"] - before["year"] != 1:
        return per_year_in_words(rows)
    chance = same_level_probability(float(before["accidents"]), float(after["accidents"]))
    verdict = (
        "この差は偶然では起こりにくい大きさです"
        if chance < 0.05
        else "この差は偶然の範囲で、増えた・減ったとは言えません"
    )
    return (
        f"{words.era_year(int(before['year']))}年の{before['accidents']}件から"
        f"{words.era_year(int(after['year']))}年の{after['accidents']}件へ。{verdict}"
        f"（水準が同じでもこれ以上の差が出る確率{words.probability(chance)}）。"
    )


def bases_answer(rows: pd.DataFrame) -> str:
    """Return how the newest year's count depends on the way of counting, as a sentence."""
    last = rows.iloc[-1]
    published = f"、公表値は{last['published']:.0f}件" if pd.notna(last["published"]) else ""
    return (
        f"{words.calendar_year(int(last['year']))}は、資料年次で高速道路を除くと"
        f"{last['by_file_year_without_motorway']}件、含めると{last['by_file_year']}件、"
        f"発生年では{last['by_year_of_occurrence']}件{published}です。"
    )


def bases_note(rows: pd.DataFrame, *, is_sample: bool) -> str:
    """Return what the ways of counting mean, and which one comes nearest to the published figures."""
    meaning = (
        "資料年次は警察の資料が作られた年で、前の年の事故も少し含みます。"
        "発生年の最新年は、翌年の資料がそろうまで少なく出ます。"
    )
    if is_sample:
        return f"{meaning}サンプルの記録は合成したものなので、実際の公表値とは一致しません。"
    known = rows.dropna(subset=["published"])
    if known.empty:
        return meaning
    misses = {
        column: (known[column] - known["published"]).abs().sum() for column in BASES if column != "published"
    }
    nearest = min(misses, key=lambda column: misses[column])
    return f"{meaning}公表値のある{len(known)}年でみて、公表値に最も近いのは「{BASES[nearest]}」です。"


def people_in_words(rows: pd.DataFrame) -> str:
    """Return the largest age band of each party, and the oldest band's share, as a sentence."""
    parts = []
    for party, name in ((1, "当事者A"), (2, "当事者B")):
        mine = rows[rows["party_order"] == party]
        if mine.empty:
            continue
        largest, oldest = mine.loc[mine["share"].idxmax()], mine.iloc[-1]
        text = f"{name}では{largest['age_band']}が{words.percent(largest['share'])}で最も多い"
        if oldest["age_band"] != largest["age_band"]:
            text += f"（{oldest['age_band']}は{oldest['people']}人、{words.percent(oldest['share'])}）"
        parts.append(text)
    return "、".join(parts) + "です。" if parts else "年齢の分かる当事者がいません。"
