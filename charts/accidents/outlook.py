"""Figures, sentences and tables of the forecast of a year's accidents."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from charts import theme, words
from charts.accidents.neighbours import verdict
from charts.accidents.police import INJURY_ONLY
from findings.accidents.neighbours import Comparison
from findings.accidents.outlook import FEWEST_TREND_YEARS, Ahead, Coverage, Learnt, Outlook, Pair, Past, Size
from findings.accidents.target import Newest
from stats import thresholds

WANTED_PCT = 100 * thresholds.FORECAST
SHIFT_WORTH_NAMING = 0.05
BESIDE = 103  # of an axis of percent: where numbers stand beside all marks
MISSING = "国や県の全体が大きく増減する年（感染症の流行など）は、見通しに入っていません。"
COUNTED = "数え方：資料年次、高速道路を除く"
TRIED_ON = "すべての市区町村（最初の年が1件以上）、資料年次、高速道路を除く"


def outlook_sentence(moved: Comparison | None, newest: Newest | None, outlook: Outlook | None) -> str:
    """Return whether the number rises and what the next year may bring, as one sentence of HTML.

    `newest` and `outlook` are given where the accidents asked for are those the target counts; a year before the plan
    is called what it is.
    """
    until = ""
    if newest is not None and newest.year < newest.plan_year:
        is_baseline = newest.year == newest.baseline_year
        until = "計画の基準の年までは、" if is_baseline else "計画が始まる前の年までは、"
    if outlook is None or not outlook.ahead:
        return f"{until}{_moved(moved, 'end')}。"
    following = outlook.ahead[0]
    return (
        f"{until}{_moved(moved, 'go on')}、次の{words.era_year(following.year)}年は"
        f"<b>{words.number(following.lower)}～{words.number(following.upper)}件</b>の見込みです。"
    )


def _moved(moved: Comparison | None, form: Literal["end", "go on"]) -> str:
    """Return whether the number rises as an end of a sentence, or as a part that goes on."""
    ends = form == "end"
    if moved is None or moved.city.ratio is None:
        return "増減を比べられる年がありません" if ends else "増減を比べられる年がなく"
    return {
        "▲": "増えています" if ends else "増えていて",
        "▼": "減っています" if ends else "減っていて",
        "●": "増えたとも減ったとも言えません" if ends else "増えたとも減ったとも言えず",
    }[verdict(moved.city)[0]]


def reached(outlook: Outlook) -> str:
    """Return whether the target's year met it, once it is counted, as a sentence; nothing before."""
    counted = [one for one in outlook.counts if one.year == outlook.target_year]
    if not counted or outlook.target is None:
        return ""
    count, year = counted[0].count, words.calendar_year(counted[0].year)
    said = "目標に届きました" if count <= outlook.target else "目標に届きませんでした"
    return f"目標の年の{year}は{count}件で、{words.number(outlook.target)}件以下という{said}。"


def caution(outlook: Outlook) -> str:
    """Return how the earlier forecasts fared here, as a sentence."""
    if not outlook.ahead:
        return "0件の年だけからは、次の年の件数を見通せません。"
    if not outlook.past:
        return "前の年がないため、見通しが当たったかどうかはまだ確かめられません。"
    outside = [one for one in outlook.past if not one.held]
    tried = len(outlook.past)
    if not outside:
        return f"同じやり方でさかのぼると、{tried}回とも幅の中でした。"
    years = words.listing(f"{words.era_year(one.year)}年" for one in outside)
    every = "とも" if len(outside) == tried and tried > 1 else ""
    return f"同じやり方でさかのぼると、{tried}回のうち{len(outside)}回{every}幅の外でした（{years}）。"


def trend_said(outlook: Outlook) -> list[str]:
    """Return the change a year, or why none is given, as sentences."""
    if outlook.trend is None:
        return [
            f"増える・減るという傾向は計算していません。記録が{len(outlook.counts)}年分で、"
            f"{FEWEST_TREND_YEARS}年分より少ないためです。"
            if len(outlook.counts) < FEWEST_TREND_YEARS
            else "増える・減るという傾向は、この件数からは計算できません。"
        ]
    change, lower, upper = (100 * value for value in outlook.trend)
    said = (
        "増減の向きは決められません"
        if lower < 0 < upper
        else ("増える" if change > 0 else "減る") + "傾向です"
    )
    return [
        f"{len(outlook.counts)}年間の変化は、年に平均{words.signed(round(change, 1), '%')}です。",
        f"その{words.INTERVAL}の幅は{words.signed(round(lower, 1), '%')}～"
        f"{words.signed(round(upper, 1), '%')}で、{said}。",
        "この変化が続くとは限らないため、見通しには使っていません。",
    ]


def origin(spread: Learnt) -> str:
    """Return where it was learnt how fast levels drift, in words."""
    if spread.is_shipped:
        return (
            f"警察庁の全国の記録（{spread.first_year}～{spread.last_year}年、"
            f"{spread.municipalities:,}市区町村）から求めた値"
        )
    return f"この版の全国の記録（{spread.first_year}～{spread.last_year}年）から求めた値"


def outlook_defined(outlook: Outlook, spread: Learnt) -> str:
    """Return what is counted and how the ranges are worked out, as sentences."""
    return (
        f"{INJURY_ONLY}資料年次で数え、高速道路の事故を除きます（目標と同じ数え方）。"
        f"見通しは、{words.FORECAST}の確率で入る範囲です（負の二項分布）。水準は、新しい年ほど重く見て、"
        "すべての年の件数から求めます（全国の増減が分かる年は、その分を直してから使います）。水準そのものも年に"
        f"およそ{words.percent(outlook.drift**0.5)}（標準偏差）ずつ動くとみています"
        f"（{origin(spread)}。件数の多い市区町村ほど小さく動きます）。"
        "先の年ほど広くなります。過ぎた年の見通しは、同じやり方でその前の年までから求めたものです。"
    )


def coverage_defined() -> str:
    """Return what the marks of the coverage mean, as sentences."""
    return (
        f"●は、全国の増減を差し引いたときに{words.FORECAST}の幅に入った市区町村の割合、○は差し引かないときの割合です。"
        "差し引いた割合は「水準が続けば」という前提での当たり方で、全国が大きく動いた年の外れやすさは○に表れます。"
        "件数はとびとびの値なので、幅の端の件数は、幅に入る分だけを数えています。"
        f"●の横線は、その数の市区町村では偶然に動く範囲（{words.INTERVAL}区間）です。"
        "幅はこの表と同じ記録から求めたため、表の最後の列では、見通した年を見ないで求めた幅でも試しています。"
    )


def ahead_in_words(ahead: Sequence[Ahead]) -> str:
    """Return the ranges of the years ahead as a sentence, for those who cannot see the chart; nothing without any."""
    if not ahead:
        return ""
    coming = "、".join(f"{words.calendar_year(one.year)} {one.lower}～{one.upper}件" for one in ahead)
    return f"{words.FORECAST}の幅の見通しは{coming}。"


def table(outlook: Outlook) -> pd.DataFrame:
    """Return counts, what was to be expected and what is, one row a year."""
    past = {one.year: one for one in outlook.past}
    lines: list[tuple[int, str, Past | Ahead | None, float | None]] = [
        (one.year, words.number(one.count), past.get(one.year), None) for one in outlook.counts
    ]
    lines += [(one.year, "—", one, one.chance) for one in outlook.ahead]
    return pd.DataFrame(
        [
            {
                "年": words.calendar_year(year),
                "実績（件）": count,
                f"見通しの幅（{words.FORECAST}）下": "—"
                if interval is None
                else words.number(interval.lower),
                f"見通しの幅（{words.FORECAST}）上": "—"
                if interval is None
                else words.number(interval.upper),
                "実績は幅の": _place(interval),
                "目標の件数以下になる確率": "—" if chance is None else words.probability(chance),
            }
            for year, count, interval, chance in lines
        ]
    )


def coverage_said(found: Coverage, count: int, city: str) -> list[str]:
    """Return how often such forecasts held in the nation, then where they did not, as sentences.

    `count` is the newest of the city, whose size is named.
    """
    parts = [
        f"全国の市区町村では、{words.FORECAST}の幅に{_overall(found.sizes):.1f}%が入りました",
        f"ある年の件数から後の年を見通した{sum(one.pairs for one in found.sizes):,}組で、"
        "全国の増減を差し引いて確かめました",
    ]
    mine = [one for one in found.sizes if one.least <= count and (one.most is None or one.most >= count)]
    if mine:
        parts.append(
            f"{city}と同じ規模の{size(mine[0].least, mine[0].most)}では、{mine[0].covered_pct:.1f}%が入りました"
        )
    moved: dict[int, list[Pair]] = {}
    for one in found.pairs:
        if one.last_year - one.first_year == 1 and abs(one.shift - 1) >= SHIFT_WORTH_NAMING:
            moved.setdefault(one.first_year, []).append(one)
    for first, pairs in sorted(moved.items()):
        held = sum(one.uncorrected_pct * one.pairs for one in pairs) / sum(one.pairs for one in pairs)
        change = 100 * (pairs[0].shift - 1)
        moved_by = f"{words.number(abs(change))}%{'増えた' if change > 0 else '減った'}"
        parts.append(
            f"全国が{moved_by}{words.calendar_year(first)}から翌年への見通しは、差し引かなければ"
            f"{held:.1f}%しか入りません"
        )
    parts += _promises_missed(found.sizes)
    if found.foretold_years is not None:
        first_tried, last_tried = map(words.calendar_year, found.foretold_years)
        parts.append(
            f"{last_tried}の件数を見ないで求めた幅で試すと、{first_tried}からの見通しは"
            f"{_overall(found.foretold):.1f}%が入りました"
        )
        parts += _promises_missed(found.foretold)
    return [words.sentence([part]) for part in parts]


def _overall(sizes: Sequence[Size]) -> float:
    return sum(one.covered_pct * one.pairs for one in sizes) / sum(one.pairs for one in sizes)


def _promises_missed(sizes: Sequence[Size]) -> list[str]:
    """Return of which sizes the intervals are too wide or too narrow by more than chance explains."""
    return [
        f"そのうち{size(one.least, one.most)}（{one.municipalities}市区町村）では{one.covered_pct:.1f}%で"
        f"（偶然の幅{one.lower_pct:.0f}～{one.upper_pct:.0f}%）、"
        f"幅が{'広すぎる' if one.covered_pct > WANTED_PCT else '狭すぎる'}とみられます"
        for one in sizes
        if not one.lower_pct <= WANTED_PCT <= one.upper_pct
    ]


def coverage_figure(sizes: Sequence[Size]) -> go.Figure:
    """Return the share of forecasts that held by size of municipality, beside what they promise.

    The numbers stand beside the plot, where no mark lies on them at any width.
    """
    labels = [f"{size(one.least, one.most)}<br>{one.municipalities:,}市区町村" for one in sizes]
    chart = theme.figure(height=440)
    theme.write_above(chart, "● 全国の増減を差し引く<br>○ 差し引かない", shift=24)
    chart.add_vline(x=WANTED_PCT, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
    chart.add_annotation(
        x=WANTED_PCT,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"約束した{words.FORECAST}",
        showarrow=False,
        font={"color": theme.TARGET, "size": 14},
    )
    points = {"y": labels, "hovertemplate": "%{y} %{x:.1f}%<extra></extra>"}
    chart.add_scatter(
        **points,
        x=[one.uncorrected_pct for one in sizes],
        mode="markers",
        marker={
            "size": 13,
            "color": theme.SECONDARY,
            "symbol": "circle-open",
            "line": {"width": 2, "color": theme.SECONDARY},
        },
    )
    chart.add_scatter(
        **points,
        x=[one.covered_pct for one in sizes],
        mode="markers",
        marker={"size": 15, "color": theme.ACCENT},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [one.upper_pct - one.covered_pct for one in sizes],
            "arrayminus": [one.covered_pct - one.lower_pct for one in sizes],
            "thickness": 1.5,
        },
    )
    for label, one in zip(labels, sizes, strict=True):
        _write(chart, label, f"● {one.covered_pct:.1f}%", theme.ACCENT, 10)
        _write(chart, label, f"○ {one.uncorrected_pct:.1f}%", theme.SECONDARY, -10)
    chart.update_xaxes(range=[0, BESIDE], tickangle=0, **theme.percent_ticks(100, 50))
    chart.update_yaxes(type="category", categoryorder="array", categoryarray=labels[::-1], showgrid=True)
    chart.update_layout(margin={"t": 70, "r": 74})
    return chart


def _write(chart: go.Figure, label: str, text: str, color: str, shift: int) -> None:
    """Write a number beside the plot at a label, `shift` pixels above it."""
    font = {"size": 14, "color": color}
    chart.add_annotation(
        x=BESIDE, y=label, text=text, showarrow=False, xanchor="left", yshift=shift, font=font
    )


def coverage_table(pairs: Sequence[Pair]) -> pd.DataFrame:
    """Return the share of forecasts that held, one row per pair of years and size."""
    return pd.DataFrame(
        {
            "もとの年": [words.calendar_year(one.first_year) for one in pairs],
            "見通した年": [words.calendar_year(one.last_year) for one in pairs],
            "もとの年の件数": [size(one.least, one.most) for one in pairs],
            "市区町村": [one.pairs for one in pairs],
            "全国の増減": [words.signed(100 * (one.shift - 1), "%") for one in pairs],
            f"{words.FORECAST}の幅に入った割合（全国の増減を差し引く）": [
                f"{one.covered_pct:.1f}%" for one in pairs
            ],
            "差し引かない場合": [f"{one.uncorrected_pct:.1f}%" for one in pairs],
            "見通した年を見ないで求めた幅の場合": [
                "—" if one.foretold_pct is None else f"{one.foretold_pct:.1f}%" for one in pairs
            ],
        }
    )


def size(least: int, most: int | None) -> str:
    """Return a band of counts in words; without `most` it has no end."""
    return f"{least:,}件以上" if most is None else f"{least:,}～{most:,}件"


def _place(one: Past | Ahead | None) -> str:
    """Return whether what came lay in the interval; of years without an interval, or to come, nothing."""
    if not isinstance(one, Past):
        return "—"
    return "中" if one.held else "外"
