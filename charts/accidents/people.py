"""Parties A and B of accidents: age, kind and injury, always of the same party."""

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts import plain, theme, words
from charts.accidents import patterns
from charts.accidents.police import INJURY_ONLY
from charts.accidents.police import PARTIES as WHO
from findings.accidents.people import AgeShare, Item, Party, PartyKind, Sunset
from stats import thresholds

PARTIES: dict[Party, str] = {1: "過失の重い側", 2: "過失の軽い側"}
LETTERS: dict[Party, str] = {1: "A", 2: "B"}
SINCE_2022 = (
    "2022年（令和4年）の様式変更で加わった項目です。それより前の年と続けて比べることはできません。"
    "コードの名称は手元のコード表にないため、番号のまま示します。"
)
AGES = "過失の重い側と軽い側の年齢"
NEWER_FORMS = "2022年の様式から分かること"
FILTERED_BY_AGE = "年齢層で絞り込んでいるあいだは、年齢の内訳を表示しません。"
MARK = "※"  # beside a name whose definition stands under the chart


def people_by_age(rows: Sequence[AgeShare], everywhere: Sequence[AgeShare], *, region: str) -> go.Figure:
    """Return the share of each age band, one panel for party A and one for B; the wider region's as open marks.

    Both are ordered by age; `everywhere` may be empty.
    """
    figure = make_subplots(
        figure=theme.figure(height=400),
        cols=2,
        shared_yaxes=True,
        horizontal_spacing=0.12,  # room on a phone between the last number of one axis and the first of the next
        subplot_titles=list(PARTIES.values()),
    )
    bands = list(dict.fromkeys(one.age_band for one in rows))
    for party, name in PARTIES.items():
        mine = [one for one in rows if one.party_order == party]
        figure.add_bar(
            x=[100 * one.share for one in mine],
            y=[plain.figure(one.age_band) for one in mine],
            orientation="h",
            width=0.6,
            marker={"color": theme.ACCENT},
            text=[f"{one.people}人" for one in mine],
            textposition="inside",
            insidetextanchor="start",
            textfont={"color": "#FFFFFF", "size": 14},
            hovertemplate=f"{name}<br>%{{y}} %{{text}}（%{{x:.0f}}%）<extra></extra>",
            col=party,
            row=1,
        )
        if not everywhere:
            continue
        theirs = [one for one in everywhere if one.party_order == party]
        figure.add_scatter(
            x=[100 * one.share for one in theirs],
            y=[plain.figure(one.age_band) for one in theirs],
            mode="markers",
            marker=theme.COMPARED,
            hovertemplate=f"{plain.figure(region)}の{name}<br>%{{y}} %{{x:.0f}}%<extra></extra>",
            col=party,
            row=1,
        )
    top = max((one.share for one in [*rows, *everywhere]), default=1.0)
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
        categoryarray=[plain.figure(band) for band in bands[::-1]],
        showgrid=False,
    )
    figure.update_annotations(font={"size": 15, "color": theme.INK})
    if everywhere:
        theme.write_above(figure, f"◇ {plain.figure(region)}全体", color=theme.SECONDARY, shift=22)
    figure.update_layout(margin={"t": 62 if everywhere else 40})
    return figure


def people_in_words(rows: Sequence[AgeShare]) -> str:
    """Return the largest age bands of each party, as a sentence each; of a party with few people, that they are few."""
    parts = []
    for party, name in PARTIES.items():
        mine = [one for one in rows if one.party_order == party]
        if not mine:
            continue
        total = sum(one.people for one in mine)
        if total < thresholds.TENDENCY_FROM:
            parts.append(f"{name}は{total}人と少なく、傾向は言えません。")
            continue
        most = max(one.people for one in mine)
        largest = [one for one in mine if one.people == most]
        bands = words.listing((one.age_band for one in largest), most=3)
        each = "各" if len(largest) > 1 else ""
        parts.append(f"{name}では{bands}が最も多く、{each}{words.percent(largest[0].share)}です。")
    return "".join(parts) or "年齢の分かる当事者がいません。"


def oldest_said(rows: Sequence[AgeShare]) -> list[str]:
    """Return the share of the oldest band of each party, as a sentence each; of a party with few people, nothing."""
    said = []
    for party, name in PARTIES.items():
        mine = [one for one in rows if one.party_order == party]
        if sum(one.people for one in mine) >= thresholds.TENDENCY_FROM:
            said.append(f"{name}のうち{mine[-1].age_band}は{words.percent(mine[-1].share)}です。")
    return said


def people_table(rows: Sequence[AgeShare], everywhere: Sequence[AgeShare], *, region: str) -> pd.DataFrame:
    """Return people by age band and party as the table under the chart."""
    table = pd.DataFrame(
        {
            "年齢層": [one.age_band for one in rows],
            "当事者": [LETTERS[one.party_order] for one in rows],
            "人数": [one.people for one in rows],
            "割合（%）": pd.Series([100 * one.share for one in rows], dtype=float).round(1),
            "うち死傷（人）": [one.killed_or_injured for one in rows],
        }
    )
    if not everywhere:
        return table
    wider = {(one.age_band, one.party_order): one.share for one in everywhere}
    shares = [round(100 * wider.get((one.age_band, one.party_order), 0.0), 1) for one in rows]
    return table.assign(**{f"{region}の割合（%）": shares})


def kinds(rows: Sequence[PartyKind], *, party: Party) -> go.Figure:
    """Return one party by age band and kind as a heat table of people; both are the same party's own.

    `rows` are ordered by age. A kind with a definition stands in the chart by its short name with a mark;
    `kinds_defined` says under it what that is.
    """
    mine = [one for one in rows if one.party_order == party]
    defined = {one.party_kind for one in mine if one.definition is not None}
    table = _kinds(mine)
    names = [f"{name.split('（')[0]}{MARK}" if name in defined else name for name in table.columns]
    return patterns.heat(
        table.set_axis([words.folded(name, 4) for name in names], axis="columns").rename(index=plain.figure),
        height=400,
        unit="人",
    )


def ages_defined(region: str | None) -> str:
    """Return who is counted by age and what the shares are of; `region` is where the marks are from, if any."""
    return (
        f"{INJURY_ONLY}{WHO}"
        "年齢が分かるのはこの2人だけで、7つの年齢層です（10代だけを数えることはできません）。"
        f"割合は年齢不明を除いた人数に対するものです。{f'◇は{region}全体の割合です。' if region else ''}"
    )


def kinds_defined(rows: Sequence[PartyKind]) -> str:
    """Return whose age, kind and injury stand together, and what the marked kinds of a heat table are counted as."""
    defined = {one.party_kind: one.definition for one in reversed(rows) if one.definition is not None}
    named = dict.fromkeys(one.party_kind for one in rows if one.party_kind in defined)
    return (
        f"{INJURY_ONLY}{WHO}数字は人数です。年齢・種別・けがは、いつも同じ当事者のものです。"
        f"表に、うち死亡・負傷の人数があります。{words.sentence(f'{MARK}{kind}：{defined[kind]}' for kind in named)}"
    )


def kinds_in_words(rows: Sequence[PartyKind]) -> str:
    """Return the largest groups of each party, as a sentence; of a party with few people, that they are few."""
    parts = []
    for party, name in PARTIES.items():
        mine = [one for one in rows if one.party_order == party]
        if not mine:
            continue
        people = sum(one.people for one in mine)
        if people < thresholds.TENDENCY_FROM:
            parts.append(f"{name}は{people}人と少なく、傾向は言えません。")
            continue
        most = max(one.people for one in mine)
        names = [f"{one.age_band}の{one.party_kind}" for one in mine if one.people == most]
        parts.append(f"{name}では、{words.leading(names, f'{most:,}人')}で最も多くなっています。")
    return "".join(parts) or "当事者の記録がありません。"


def hurt_said(rows: Sequence[PartyKind]) -> list[str]:
    """Return how many of each party were killed or injured, as a sentence each."""
    said = []
    for party, name in PARTIES.items():
        mine = [one for one in rows if one.party_order == party]
        people, hurt = sum(one.people for one in mine), sum(one.killed + one.injured for one in mine)
        if mine:
            said.append(f"{name}の{people:,}人のうち、死傷した人は{hurt:,}人です。")
    return said


def kinds_table(rows: Sequence[PartyKind]) -> pd.DataFrame:
    """Return parties by age, kind and injury as a table."""
    return pd.DataFrame(
        {
            "当事者": [LETTERS[one.party_order] for one in rows],
            "年齢層": [one.age_band for one in rows],
            "種別": [one.party_kind for one in rows],
            "人数": [one.people for one in rows],
            "うち死亡": [one.killed for one in rows],
            "うち負傷": [one.injured for one in rows],
        }
    )


def _kinds(rows: Sequence[PartyKind]) -> pd.DataFrame:
    """Return people by age band (rows, as they come) and kind (columns, in the order of the kinds)."""
    ordered = sorted(rows, key=lambda one: math.inf if one.kind_no is None else one.kind_no)
    bands, names = (
        dict.fromkeys(one.age_band for one in rows),
        dict.fromkeys(one.party_kind for one in ordered),
    )
    table = pd.DataFrame(0, index=list(bands), columns=list(names))
    for one in rows:
        table.loc[one.age_band, one.party_kind] += one.people
    return table


def since_2022_table(rows: Sequence[Item]) -> pd.DataFrame:
    """Return the items the forms have since 2022 as a table; their codes have no names in the code tables at hand."""
    return pd.DataFrame(
        {
            "項目": [one.item for one in rows],
            "当事者": [LETTERS[one.party_order] for one in rows],
            "値": ["日数の記録あり" if one.code == "days" else f"コード{one.code}" for one in rows],
            "人数": [one.people for one in rows],
            "資料年次": [
                words.era_year(one.first_year) + "年"
                if one.first_year == one.last_year
                else f"{words.era_year(one.first_year)}～{words.era_year(one.last_year)}年"
                for one in rows
            ],
        }
    )


def sunset_in_words(found: Sunset | None) -> str:
    """Return how many accidents happened in the hour after sunset and in the hour before it, as a sentence."""
    if found is None:
        return "日の入りの時刻が載っている2022年（令和4年）以降の資料は、この版にありません。"
    years = f"{words.era_year(found.first_year)}～{words.era_year(found.last_year)}年の資料"
    return (
        f"日の入りの時刻が載っている{years}では、日の入り後の1時間に{found.hour_after:,}件、"
        f"前の1時間に{found.hour_before:,}件の事故がありました（{found.accidents:,}件のうち）。"
    )
