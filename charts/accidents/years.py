"""Accidents by year: the chart, its sentences, and the ways of counting side by side."""

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import plain, theme, words
from charts.accidents.police import INJURY_ONLY
from findings.accidents.outlook import Ahead
from findings.accidents.target import Newest
from findings.accidents.years import Asked, Bases, Marks, Nearest, Origin, Way, YearCount
from stats.intervals import Interval

WAYS = {
    Way.BY_FILE_YEAR_WITHOUT_MOTORWAY: "資料年次・高速道路を除く",
    Way.BY_FILE_YEAR: "資料年次・高速道路を含む",
    Way.BY_YEAR_OF_OCCURRENCE_WITHOUT_MOTORWAY: "発生年・高速道路を除く",
    Way.BY_YEAR_OF_OCCURRENCE: "発生年・高速道路を含む",
}
PUBLISHED = "公表値・報告値"
PART, WHOLE = "一部", "そろっている"  # what files hold of a year
UNTOLD = "高速道路を見分けられない"
UNTOLD_SHORT = ("高速", "込み")  # in the two lines a bar has room for
LINE = 0.1  # height of a line of text, as a share of the tallest thing in the chart
MOST_YEARS_NAMED = 7  # more leave years out, so that their names fit
ORIGINS: dict[Origin, str] = {
    "plan": "公表値（計画）",
    "report": "担当課の報告",
    "context": "公表値（新聞記事）",
}


def per_year(
    rows: Sequence[YearCount],
    *,
    marks: Marks,
    target: Newest | None = None,
    ahead: Sequence[Ahead] = (),
) -> go.Figure:
    """Return accidents by year as bars from zero, with the target and the years ahead where they apply.

    `target` and the ranges of the years `ahead` are given only when the bars count what the target counts. Incomplete
    years are drawn hatched, and so are untold ones, which cannot tell motorway accidents apart and count them; a number
    that has no room in its bar stands over it. What happened is named over its years.
    """
    figure = theme.figure(height=360)
    years, counts = [one.year for one in rows], [one.accidents for one in rows]
    hatched = {one.year for one in rows if one.is_incomplete or one.is_untold}
    figure.add_bar(
        x=years,
        y=counts,
        width=0.78,
        marker={
            "color": [theme.CONTEXT if year in hatched else theme.ACCENT for year in years],
            "pattern": {"shape": ["/" if year in hatched else "" for year in years]},
        },
        hovertemplate="%{x}年 %{y}件<extra></extra>",
        name="件数",
    )
    top = max([*counts, *(one.upper for one in ahead), target.target if target else 0])
    for one in rows:
        written = [f"<b>{one.accidents}</b>"]
        written += [PART] if one.is_incomplete else []
        written += UNTOLD_SHORT if one.is_untold else []
        has_room = one.accidents > LINE * top * len(written)
        is_hatched = one.year in hatched
        figure.add_annotation(
            x=one.year,
            y=one.accidents / 2 if has_room else one.accidents,
            yanchor="middle" if has_room else "bottom",
            text="<br>".join(written),
            showarrow=False,
            bgcolor="#FFFFFF"
            if has_room and is_hatched
            else None,  # over hatching only white lets it be read
            font={"color": "#FFFFFF" if has_room and not is_hatched else theme.INK, "size": 14},
        )
    names = []
    if ahead:
        _add_ahead(figure, ahead)
        names.append(f"水色：見通し（{words.FORECAST}の幅）")
    if target is not None:
        figure.add_hline(y=target.target, line={"color": theme.TARGET, "width": 1.5, "dash": "dot"})
        named = f"点線：目標 {words.number(target.target)}件以下（{words.era_year(target.target_year)}年）"
        names.append(f'<span style="color:{theme.TARGET}">{named}</span>')
    every = range(min(years), max([*years, *(one.year for one in ahead)]) + 1)
    happened = _add_events(figure, marks, range(min(years), max(years) + 1))
    if names:
        theme.write_above(figure, "<br>".join(names), shift=20 if happened else 0)
    ticks = list(every)[:: math.ceil(len(every) / MOST_YEARS_NAMED)]
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[
            f"{words.folded(words.era_year(year), 2)}年<br>{year}{_is_baseline(year, target)}"
            for year in ticks
        ],
        tickangle=0,
        range=[every[0] - 0.6, every[-1] + 0.6],
        showgrid=False,
    )
    figure.update_yaxes(range=[0, 1.3 * top], ticksuffix="件")
    figure.update_layout(margin={"t": 10 + (20 if happened else 0) + 20 * len(names)})
    return figure


def _add_ahead(figure: go.Figure, ahead: Sequence[Ahead]) -> None:
    """Draw the ranges of the years ahead, each with its ends."""
    figure.add_bar(
        x=[one.year for one in ahead],
        y=[one.upper - one.lower for one in ahead],
        base=[one.lower for one in ahead],
        width=0.78,
        marker={"color": theme.COMING, "line": {"width": 0}},
        customdata=[(one.lower, one.upper) for one in ahead],
        hovertemplate="%{x}年の見通し %{customdata[0]}～%{customdata[1]}件<extra></extra>",
        name="見通しの幅",
    )
    for one in ahead:
        figure.add_annotation(
            x=one.year,
            y=one.upper,
            yanchor="bottom",
            text=f"{one.lower}～<br>{one.upper}件",
            bgcolor="#FFFFFF",
            showarrow=False,
        )
    figure.update_layout(barmode="overlay")


def _add_events(figure: go.Figure, marks: Marks, every: range) -> bool:
    """Name over `every` year of records what happened in it; return whether anything did."""
    begun = [(one.year - 0.5, "様式変更", one.label) for one in marks.breaks if one.year in every[1:]]
    begun += [
        (max(round(one.begins), every[0]) - 0.5, one.label.split("（")[0], one.label)
        for one in marks.periods
        if one.begins < every[-1] + 0.6 and one.ends > every[0] - 0.6
    ]
    for begins, name, label in begun:
        figure.add_annotation(
            x=begins,
            y=1,
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            text=plain.figure(name),
            hovertext=plain.figure(label),
            showarrow=False,
            font={"color": theme.SECONDARY, "size": 14},
        )
    return bool(begun)


def _is_baseline(year: int, target: Newest | None) -> str:
    """Return the further line of the label of the plan's baseline year; nothing for another."""
    return "<br>基準" if target is not None and year == target.baseline_year else ""


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


def _named(years: Collection[int]) -> str:
    return words.listing(f"{words.era_year(year)}年" for year in sorted(years))


def marks_in_words(rows: Sequence[YearCount], marks: Marks) -> str:
    """Return in full what the changes of forms and the times named over the chart are; nothing where none is."""
    first, last = rows[0].year, rows[-1].year
    named = [one.label for one in sorted(marks.breaks, key=lambda one: one.year) if first < one.year <= last]
    named += [one.label for one in marks.periods if one.begins < last + 0.6 and one.ends > first - 0.6]
    return f"図の上の言葉：{'、'.join(named)}。" if named else ""


def per_year_defined(
    rows: Sequence[YearCount], asked: Asked, marks: Marks, *, other: str, target: Newest | None
) -> str:
    """Return what the bars, the line and the table mean, as sentences; `other` names the other definition."""
    part = "「一部」の年は、前後の年の資料にも記録があるため少なく出ます。" if asked.incomplete else ""
    baseline = (
        f"{words.era_year(target.baseline_year)}年は計画の基準の年です。"
        if target is not None and target.baseline_year in {one.year for one in rows}
        else ""
    )
    return (
        f"{INJURY_ONLY}表の区間は、この件数の背後にある水準として考えられる範囲（ポアソン分布の{words.INTERVAL}区間）です。"
        "次の年の件数は、これより広く動きます。"
        "目標の線と見通しは、目標と同じ数え方（資料年次・高速道路を除く・条件なし）のときだけ引きます。"
        f"表の「参考」は、定義を「{other}」に変えたときの件数です。{baseline}{marks_in_words(rows, marks)}"
        f"{part}{untold_defined(asked.untold)}"
    )


def per_year_in_words(rows: Sequence[YearCount]) -> str:
    """Return accidents by year as a sentence, with what is to be known of incomplete and untold years."""
    if not rows:
        return "1年分の資料がそろった年がありません。"
    return (
        "、".join(
            f"{words.calendar_year(one.year)} {one.accidents}件{f'（{mark}）' if mark else ''}"
            for one in rows
            for mark in [_mark(one)]
        )
        + "。"
    )


def _mark(one: YearCount) -> str:
    """Return why a year is not like the others, in a few words; nothing where it is."""
    return "・".join([*([PART] if one.is_incomplete else []), *([UNTOLD] if one.is_untold else [])])


def per_year_table(
    rows: Sequence[YearCount],
    other: tuple[str, Mapping[int, int]] | None = None,
    ahead: Sequence[Ahead] = (),
) -> pd.DataFrame:
    """Return accidents by year as the table under the chart, with those under another definition beside them.

    A year without an interval leaves its bounds empty, a year `ahead` all but its range. Where any year is incomplete
    or untold, a column says of each whether its files are all there.
    """
    levels = [one.level or Interval(math.nan, math.nan) for one in rows]
    table = pd.DataFrame(
        {
            "年": [words.calendar_year(one.year) for one in rows],
            "事故（件）": [one.accidents for one in rows],
            "うち死亡事故（件）": [one.fatal_accidents for one in rows],
            "死者（人）": [one.deaths for one in rows],
            "負傷者（人）": [one.injuries for one in rows],
            f"水準の{words.INTERVAL}区間 下": [round(level.lower, 1) for level in levels],
            f"水準の{words.INTERVAL}区間 上": [round(level.upper, 1) for level in levels],
        }
    )
    marked = [_mark(one) for one in rows]
    if any(marked):
        table.insert(1, "資料", [mark or WHOLE for mark in marked])
    if other is not None:
        name, counts = other
        table[f"参考：{name}（件）"] = [counts.get(one.year, 0) for one in rows]
    if not ahead:
        return table
    coming = pd.DataFrame(
        {
            "年": [words.calendar_year(one.year) for one in ahead],
            f"見通し（{words.FORECAST}の幅）下": [one.lower for one in ahead],
            f"見通し（{words.FORECAST}の幅）上": [one.upper for one in ahead],
        }
    )
    return pd.concat([table, coming], ignore_index=True).convert_dtypes()


def origin(name: Origin, *, is_sample: bool) -> str:
    """Return what a figure beside the counts is; a department's report of a sample edition is synthetic."""
    return f"{ORIGINS[name]}{'（合成）' if is_sample and name == 'report' else ''}"


def bases_table(rows: Sequence[Bases], *, is_sample: bool) -> pd.DataFrame:
    """Return the ways of counting side by side, one row a year; a year without a count says why."""
    table = pd.DataFrame({"年": [words.calendar_year(one.year) for one in rows]})
    for way, label in WAYS.items():
        counts = [one.counted(way) for one in rows]
        table[label] = [UNTOLD if count is None else f"{count}" for count in counts]
    table[PUBLISHED] = ["—" if one.published is None else f"{one.published:.0f}" for one in rows]
    return table.assign(
        出どころ=[
            "—" if one.published_origin is None else origin(one.published_origin, is_sample=is_sample)
            for one in rows
        ]
    )


def bases_said(rows: Sequence[Bases], *, is_sample: bool) -> list[str]:
    """Return the newest year's count as the target counts, then as other ways do, as sentences."""
    last = rows[-1]
    year = words.calendar_year(last.year)
    published = (
        [f"{origin(last.published_origin, is_sample=is_sample)}は{last.published:.0f}件です。"]
        if last.published is not None and last.published_origin is not None
        else []
    )
    if last.by_file_year_without_motorway is None:
        return [
            f"{year}は高速道路を見分けられない年です（高速票がありません）。",
            f"高速道路を含めると、資料年次で{last.by_file_year}件です。",
            f"高速道路を含めると、発生年で{last.by_year_of_occurrence}件です。",
            *published,
        ]
    return [
        f"{year}は、資料年次で高速道路を除くと{last.by_file_year_without_motorway}件です。",
        f"資料年次で高速道路を含めると{last.by_file_year}件です。",
        f"発生年で高速道路を除くと{last.by_year_of_occurrence_without_motorway}件です。",
        f"発生年で高速道路を含めると{last.by_year_of_occurrence}件です。",
        *published,
    ]


def bases_note(nearest: Nearest | None, *, is_sample: bool) -> str:
    """Return what the ways of counting mean, and which one comes nearest to the published figures."""
    meaning = (
        "資料年次は警察の資料が作られた年で、前の年の事故も少し含みます。"
        "発生年はこの版にある資料だけで数えた値で、最新年は、翌年の資料がそろうまで少なく出ます。"
    )
    if is_sample:
        return f"{meaning}サンプルの記録は合成したものなので、公表値とは一致しません。"
    if nearest is None:
        return meaning
    named = [f"「{WAYS[way]}」" for way in nearest.ways]
    equally = "で、差は同じ" if len(named) > 1 else ""
    return (
        f"{meaning}公表値か報告のある{nearest.years}年でみて、それに最も近いのは"
        f"{words.listing(named)}{equally}です。"
    )


def others_in_words(now: int, others: dict[str, int]) -> str:
    """Return how many accidents there are under each other definition, as a sentence."""
    listed = "、".join(f"{name}なら{count:,}件" for name, count in others.items())
    return f"定義を変えた場合（いまの定義では{now:,}件）：{listed}。"
