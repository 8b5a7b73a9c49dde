"""Parties A and B of accidents: age, kind and injury, always of the same party."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts import theme, words
from charts.accidents import patterns

PARTIES = {1: "当事者A（過失が重い側）", 2: "当事者B"}
MARK = "※"  # beside a name whose definition stands under the chart


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
        theme.figure(height=400).layout.xaxis,
        ticksuffix="%",
        tickangle=0,
        nticks=3,
        range=[0, 110 * top],
        showgrid=True,
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


def people_in_words(rows: pd.DataFrame) -> str:
    """Return the largest age bands of each party, and the oldest band's share, as sentences.

    Nothing is told of a party with few people.
    """
    parts, few = [], []
    for party, name in PARTIES.items():
        mine = rows[rows["party_order"] == party]
        if mine.empty:
            continue
        if mine["people"].sum() < words.TENDENCY_FROM:
            few.append(f"{name[:4]}は{mine['people'].sum()}人")
            continue
        largest, oldest = mine[mine["people"] == mine["people"].max()], mine.iloc[-1]
        share = words.percent(largest["share"].iloc[0])
        text = f"{name[:4]}では{words.leading(largest['age_band'], share)}で最も多くなっています"
        if oldest["age_band"] not in set(largest["age_band"]):
            text += f"（{oldest['age_band']}は{oldest['people']}人、{words.percent(oldest['share'])}）"
        parts.append(f"{text}。")
    if few:
        parts.append(words.too_few("、".join(few), "人数"))
    return "".join(parts) or "年齢の分かる当事者がいません。"


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


def kinds(rows: pd.DataFrame, *, party: int) -> go.Figure:
    """Return one party (1 = A, 2 = B) by age band and kind as a heat table of people; both are the same party's own.

    `rows` has party_order, age_band, party_kind, its definition and people, ordered by age. A kind with a definition
    stands in the chart by its short name with a mark; `kinds_defined` is what stands under it.
    """
    mine = rows[rows["party_order"] == party]
    defined = set(mine.loc[mine["definition"].notna(), "party_kind"])
    table = _kinds(mine)
    names = [f"{name.split('（')[0]}{MARK}" if name in defined else name for name in table.columns]
    return patterns.heat(
        table.set_axis([words.folded(name, 4) for name in names], axis="columns"),
        height=400,
        unit="人",
    )


def kinds_defined(rows: pd.DataFrame) -> str:
    """Return what the marked kinds of a heat table are counted as, as sentences; nothing where none is marked."""
    defined = rows.dropna(subset=["definition"]).drop_duplicates("party_kind")
    return words.sentence(f"{MARK}{row.party_kind}：{row.definition}" for row in defined.itertuples())


def kinds_in_words(rows: pd.DataFrame) -> str:
    """Return the largest groups of each party and how many were killed or injured, as sentences.

    Nothing more is told of a party with few people.
    """
    parts = []
    for party, name in PARTIES.items():
        mine = rows[rows["party_order"] == party]
        if mine.empty:
            continue
        people, hurt = int(mine["people"].sum()), int((mine["killed"] + mine["injured"]).sum())
        if people < words.TENDENCY_FROM:
            parts.append(words.too_few(f"{name}は{people}人（うち死傷{hurt}人）", "人数"))
            continue
        top = mine[mine["people"] == mine["people"].max()]
        names = [f"{row.age_band}の{row.party_kind}" for row in top.itertuples()]
        amount = f"{int(top['people'].iloc[0]):,}人"
        parts.append(
            f"{name}では{words.leading(names, amount)}で最も多く、"
            f"{name[:4]}のうち死傷した人は{hurt:,}人（{words.percent(hurt / people)}）です。"
        )
    return "".join(parts) or "当事者の記録がありません。"


def kinds_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return parties by age, kind and injury as a table."""
    return pd.DataFrame(
        {
            "当事者": rows["party_order"].map({1: "A", 2: "B"}).to_numpy(),
            "年齢層": rows["age_band"].to_numpy(),
            "種別": rows["party_kind"].to_numpy(),
            "人数": rows["people"].to_numpy(),
            "うち死亡": rows["killed"].to_numpy(),
            "うち負傷": rows["injured"].to_numpy(),
        }
    )


def _kinds(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows.pivot_table(
        index="age_band", columns="party_kind", values="people", aggfunc="sum", fill_value=0, sort=False
    )
    return table[rows.sort_values("kind_no")["party_kind"].unique()].astype(int)


def since_2022_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the items the forms have since 2022 as a table; their codes have no names in the code tables at hand."""
    return pd.DataFrame(
        {
            "項目": rows["item"].to_numpy(),
            "当事者": rows["party_order"].map({1: "A", 2: "B"}).to_numpy(),
            "値": ["日数の記録あり" if code == "days" else f"コード{code}" for code in rows["code"]],
            "人数": rows["people"].to_numpy(),
            "資料年次": [
                words.era_year(first) + "年"
                if first == last
                else f"{words.era_year(first)}～{words.era_year(last)}年"
                for first, last in zip(rows["first_year"], rows["last_year"], strict=True)
            ],
        }
    )


def sunset_in_words(rows: pd.DataFrame) -> str:
    """Return how many accidents happened in the hour after sunset and in the hour before it, as a sentence."""
    if rows.empty:
        return "日の入りの時刻が載っている2022年（令和4年）以降の資料は、この版にありません。"
    before, after, total = (int(rows[name].sum()) for name in ("hour_before", "hour_after", "accidents"))
    years = f"{words.era_year(int(rows['file_year'].min()))}～{words.era_year(int(rows['file_year'].max()))}年の資料"
    return (
        f"日の入りの時刻が載っている{years}では、日の入り後の1時間に{after:,}件、"
        f"前の1時間に{before:,}件の事故がありました（{total:,}件のうち）。"
    )
