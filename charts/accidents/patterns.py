"""When accidents happen, under which conditions and how: heat tables and the season."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import plain, theme, words
from charts.accidents import police
from findings.accidents.patterns import Crossing, Hours, Label, Season, most_frequent
from stats import thresholds

WEEKDAYS = {"2": "月", "3": "火", "4": "水", "5": "木", "6": "金", "7": "土", "1": "日"}
MONTHS = range(1, 13)
WHOLE_STEPS = 5  # below so many accidents an axis would count in halves


def heat(table: pd.DataFrame, *, height: int, unit: str = "件") -> go.Figure:
    """Return a table of counts as a heat table: rows downwards, columns across, each count written in its cell.

    The names of rows and columns stand beside it; a cell with nothing is white and empty.
    """
    counts = table.to_numpy()
    figure = theme.figure(height=height)
    figure.add_heatmap(
        z=counts,
        x=list(table.columns),
        y=list(table.index),
        colorscale=[(0, "#FFFFFF"), *((0.02 + 0.98 * at, colour) for at, colour in theme.DENSITY)],
        showscale=False,
        xgap=3,
        ygap=3,
        text=[[f"{count:,}" if count else "" for count in line] for line in counts],
        texttemplate="%{text}",
        textfont={"size": 14},
        hovertemplate=f"%{{y}}　%{{x}}<br>%{{z:,}}{unit}<extra></extra>",
        zmin=0,
        zmax=max(5, int(counts.max(initial=0))),
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category", tickfont={"size": 14})
    figure.update_xaxes(side="top", showgrid=False, type="category", tickfont={"size": 14}, tickangle=0)
    return figure


def by_hour_and_weekday(found: Hours) -> go.Figure:
    """Return accidents by weekday and two hours as a heat table, its numbers written in the cells."""
    table = _hours(found)
    names = [f"{hour}時" for hour in table.columns]
    figure = heat(
        table.set_axis(names, axis="columns").set_axis([f"{day}曜" for day in WEEKDAYS.values()]), height=410
    )
    return _short_ticks(figure, names, "時（2時間ごと）")


def _short_ticks(figure: go.Figure, names: Sequence[str], unit: str) -> go.Figure:
    """Write the unit of many columns once beside them, so that their numbers fit on a phone."""
    return figure.update_xaxes(
        tickvals=names,
        ticktext=[name.removesuffix(unit[0]) for name in names],
        title={"text": unit, "standoff": 4, "font": {"size": 14, "color": theme.SECONDARY}},
    )


def busiest_sentence(found: Hours) -> str:
    """Return the busiest hours and weekday as a sentence each; where they differ by chance only, that and no name."""
    if found.total == 0:
        return "条件に合う事故の中に、時刻の分かるものはありません。"
    if found.total < thresholds.TENDENCY_FROM:
        return words.too_few(f"時刻の分かる事故は{found.total}件")
    return "".join(f"{_leader(what, counts, chance)}。" for what, counts, chance in _spreads(found))


def busiest_grounds(found: Hours) -> list[str]:
    """Return how many the busiest hours and weekday have and what chance says, as sentences; of few, nothing."""
    if found.total < thresholds.TENDENCY_FROM:
        return []
    said = []
    for what, counts, chance in _spreads(found):
        said.append(
            f"{what}で最も多いのは、{words.leading(_busiest(counts), f'{max(counts.values())}件')}です。"
        )
        if chance is not None:
            said.append(f"どの{what}も同じでもこれ以上ばらつく確率は、{words.probability(chance)}です。")
    return said


def _spreads(found: Hours) -> list[tuple[str, dict[str, int], float | None]]:
    """Return the counts by hours and by weekday, by name, with what chance says of their differences."""
    return [
        (
            "時間帯",
            {f"{hour}時から{hour + 2}時": count for hour, count in found.by_hour.items()},
            found.hours_chance,
        ),
        ("曜日", {f"{name}曜": found.by_day[code] for code, name in WEEKDAYS.items()}, found.days_chance),
    ]


def _busiest(counts: Mapping[str, int]) -> list[str]:
    return [name for name, count in counts.items() if count == max(counts.values())]


def _leader(what: str, counts: Mapping[str, int], chance: float | None) -> str:
    """Return which of the hours or weekdays has most, only where they differ by more than chance; without full stop."""
    if chance is None:
        return f"{what}の違いは、件数が少なく、偶然かどうか判定していません"
    if chance < thresholds.UNLIKELY:
        return f"{what}では{words.listing(_busiest(counts), most=3)}に最も多く起きています"
    return f"{what}の違いは偶然の範囲です"


def hours_table(found: Hours) -> pd.DataFrame:
    """Return the heat table as a table, one row a weekday."""
    table = _hours(found)
    table.columns = [f"{hour}–{hour + 2}時" for hour in table.columns]
    table.insert(0, "曜日", list(WEEKDAYS.values()))
    return table.reset_index(drop=True)


def _hours(found: Hours) -> pd.DataFrame:
    counts = {(one.weekday_code, one.from_hour): one.accidents for one in found.counts}
    hours = list(found.by_hour)
    lines = [[counts[day, hour] for hour in hours] for day in WEEKDAYS]
    return pd.DataFrame(lines, index=list(WEEKDAYS), columns=hours)


def crossed(rows: Sequence[Crossing], *, turned: bool = False, height: int = 320) -> go.Figure:
    """Return accidents by two labels as a heat table in plain words, in the order of their codes.

    The first labels stand downwards, and the second ones across; `turned`, the other way round.
    """
    table = _crossed(rows, turned=turned).rename(index=police.plain, columns=police.plain)
    names = [str(name) for name in table.columns]
    table = table.rename(index=plain.figure, columns=plain.figure)
    folded = [
        words.folded(name, 2 if len(name) == 4 else 4) for name in names
    ]  # a column of a phone has four
    return heat(table, height=height).update_xaxes(tickvals=list(table.columns), ticktext=folded)


def crossed_table(rows: Sequence[Crossing], *, name: str, turned: bool = False) -> pd.DataFrame:
    """Return the same heat table as a table with the labels of the police; `name` says what a row is."""
    table = _crossed(rows, turned=turned)
    table.insert(0, name, table.index)
    return table.reset_index(drop=True)


def frequent_sentence(rows: Sequence[Crossing]) -> str:
    """Return the most frequent combinations of labels with their share, as a sentence in plain words.

    Nothing is claimed about chance, and nothing at all of few accidents.
    """
    if not rows:
        return "条件に合う事故がありません。"
    total = _total(rows)
    if total < thresholds.TENDENCY_FROM:
        return words.too_few(f"条件に合う事故は{total}件")
    top = most_frequent(rows)
    each = "各" if len(top) > 1 else ""
    return f"最も多いのは{words.listing(_named(top), most=3)}で、{each}{words.percent(top[0].accidents / total)}です。"


def _named(rows: Iterable[Crossing]) -> list[str]:
    return [f"「{police.plain(one.first.name)}・{police.plain(one.second.name)}」" for one in rows]


def headline(kinds: Sequence[Crossing], hours: Hours) -> str:
    """Return the most frequent kind of accident and the busiest hours as one sentence; of few, that they are few."""
    total, top = _total(kinds), most_frequent(kinds)
    if total < thresholds.TENDENCY_FROM:
        return f"条件に合う事故は{total}件と少なく、傾向は言えません。"
    named = f"{_named(top)[0]}{'など' if len(top) > 1 else ''}"
    if hours.total < thresholds.TENDENCY_FROM:
        return f"{named}の事故が最も多く、時間帯は分かりません。"
    return f"{named}の事故が最も多く、{_leader(*_spreads(hours)[0])}。"


def grounds(kinds: Sequence[Crossing], hours: Hours) -> list[str]:
    """Return what the headline rests on, as sentences."""
    total = _total(kinds)
    if total < thresholds.TENDENCY_FROM:
        return []
    return [
        f"条件に合う事故は{total:,}件です。",
        frequent_sentence(kinds),
        *busiest_grounds(hours),
    ]


def _total(rows: Sequence[Crossing]) -> int:
    return sum(one.accidents for one in rows)


def _crossed(rows: Sequence[Crossing], *, turned: bool) -> pd.DataFrame:
    pairs = [(one.second, one.first) if turned else (one.first, one.second) for one in rows]
    down, across = (
        list(dict.fromkeys(label.name for label in sorted(labels, key=lambda label: label.code)))
        for labels in zip(*pairs, strict=True)
    )
    table = pd.DataFrame(0, index=down, columns=across)
    for (row, column), one in zip(pairs, rows, strict=True):
        table.loc[row.name, column.name] += one.accidents
    return table


def hours_defined(found: Hours) -> str:
    """Return what is counted by hour and weekday, and what the probabilities are of."""
    return (
        f"{police.INJURY_ONLY}2時間ごとの件数です。時刻の読み取れない事故{found.without_time}件は含みません。"
        "確率は、どの時間帯・どの曜日にも均等に起きた場合とのカイ二乗検定です。"
    )


def light_defined(rows: Sequence[Crossing]) -> str:
    """Return what the police call day and night, and which plain words stand for what."""
    return (
        f"{police.INJURY_ONLY}昼夜は日の出と日の入りで分け、明・暮はその前後の薄明るい時間です。"
        "晴や昼の時間そのものが長いため、件数の多さは危険の大きさを表しません。"
        f"{_labels_note(one.first for one in rows)}"
    )


def kinds_defined(rows: Sequence[Crossing]) -> str:
    """Return what types of accidents there are, and which plain words stand for what."""
    return (
        f"{police.INJURY_ONLY}事故類型は警察の4区分です（出会い頭・追突などは、この資料では分かりません）。"
        f"{_labels_note(one.second for one in rows)}"
    )


def _labels_note(labels: Iterable[Label]) -> str:
    """Return which labels of the police the plain words of a chart stand for, in the order of their codes."""
    return police.note(label.name for label in sorted(labels, key=lambda label: label.code))


def season(found: Season) -> go.Figure:
    """Return accidents by month of occurrence; years that other files hold a part of are a hatched grey part on top."""
    figure = theme.figure(height=320)
    names = [f"{month}月" for month in MONTHS]
    whole, part = found.by_month(found.whole_years), found.by_month(found.incomplete)
    figure.add_bar(
        x=names,
        y=whole,
        marker={"color": theme.ACCENT},
        text=[f"<b>{count}</b>" if count else "" for count in whole],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": "#FFFFFF", "size": 14},
        hovertemplate="%{x} %{y}件<extra></extra>",
    )
    if any(part):
        figure.add_bar(
            x=names,
            y=part,
            marker={"color": theme.CONTEXT, "pattern": {"shape": "/"}},
            text=[str(count) if count else "" for count in part],
            textposition="outside",
            textfont={"color": theme.SECONDARY, "size": 14},
            hovertemplate="%{x} 一部の年 %{y}件<extra></extra>",
        )
    figure.update_layout(barmode="stack", bargap=0.25, margin={"t": 20})
    most = max(1, *(one + other for one, other in zip(whole, part, strict=True)))
    figure.update_yaxes(
        ticksuffix="件", rangemode="tozero", range=[0, 1.2 * most], dtick=1 if most < WHOLE_STEPS else None
    )
    figure.update_xaxes(showgrid=False, tickangle=0)
    return _short_ticks(figure, names, "月")


def season_in_words(found: Season) -> str:
    """Return the busiest month of whole years, only where the months differ by more than chance, as a sentence."""
    if not found.whole_years:
        return "1年分の記録がそろった発生年がないため、季節による違いは分かりません。"
    months = _months(found)
    total = sum(months.values())
    if total < thresholds.TENDENCY_FROM:
        return words.too_few(f"{_span(found)}の合計は{total}件")
    if found.chance is None:
        return "件数が少ないため、月による違いが偶然かどうかは判定していません。"
    if found.chance < thresholds.UNLIKELY:
        return f"月では{words.listing(_busiest(months), most=3)}に最も多く起きています。"
    return "月による違いは偶然の範囲で、どの月に多いとは言えません。"


def season_grounds(found: Season) -> list[str]:
    """Return how many the busiest and the quietest month have and what chance says, as sentences; of few, nothing."""
    months = _months(found)
    if sum(months.values()) < thresholds.TENDENCY_FROM:
        return []
    lowest = min(months.values())
    least = [month for month, count in months.items() if count == lowest]
    said = [
        f"数えたのは、{_span(found)}です。",
        f"最も多いのは、{words.leading(_busiest(months), f'{max(months.values())}件')}です。",
        f"最も少ないのは、{words.leading(least, f'{lowest}件')}です。",
    ]
    if found.chance is not None:
        said.append(f"どの月も同じでもこれ以上ばらつく確率は、{words.probability(found.chance)}です。")
    return said


def _months(found: Season) -> dict[str, int]:
    """Return the accidents of whole years by the name of their month."""
    return {
        f"{month}月": count for month, count in zip(MONTHS, found.by_month(found.whole_years), strict=True)
    }


def _span(found: Season) -> str:
    """Return which years of occurrence are counted whole."""
    years = found.whole_years
    first, last = (f"{words.era_year(year)}年" for year in (years[0], years[-1]))
    return f"発生年{first}から{last}まで" if len(years) > 1 else f"発生年{first}"


def season_defined(found: Season) -> str:
    """Return what months are counted, what the grey part of the chart is, and what the probability is of."""
    return (
        f"{police.INJURY_ONLY}月は事故が起きた月（発生年）です。{_incomplete_defined(found)}"
        "確率は、月の日数に応じて均等に起きた場合とのカイ二乗検定です。"
    )


def _incomplete_defined(found: Season) -> str:
    if not found.incomplete:
        return ""
    named = words.listing(f"{words.era_year(year)}年" for year in found.incomplete)
    return f"灰色の部分は、前後の年の資料にも記録がある発生年（{named}）で、少なく出ます。"


def season_table(found: Season) -> pd.DataFrame:
    """Return accidents by month and year of occurrence as a table, one row a month."""
    table = pd.DataFrame({"月": [f"{month}月" for month in MONTHS]})
    for year in found.years:
        mark = "・一部" if year in found.incomplete else ""
        table[f"{words.calendar_year(year)}{mark}"] = found.by_month([year])
    return table
