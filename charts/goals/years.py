"""Progress over the years: the table of all series by year, and what became of them since the year before."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from charts import events, theme, words
from charts.goals import records
from charts.goals.board import Kept, sheet_address
from findings.events import Event
from findings.goals.plan import Indicator
from findings.goals.years import SeriesYears
from queries import once
from stats import calendars
from stats.goals import change, state_words
from stats.goals.change import ReasonCode, Word

CHANGES: dict[Word, tuple[str, str]] = {
    "向上": ("#007A5A", "↗"),
    "横ばい": ("#52606D", "→"),
    "低下": ("#9D2B62", "↘"),
    "比較できない": ("#5F6B77", "–"),
}
"""Word for a change → colour and symbol; 向上 is better, whichever way the figure goes."""

REASONS: dict[ReasonCode, str] = {
    "moved": "",
    "small": "",
    "chance": "差は偶然の範囲",
    "not_reported": "この年の報告なし",
    "no_number": "数の報告なし",
    "part_year": "年の途中の値",
    "nothing_before": "前の年の値なし",
    "part_year_before": "前の年は途中の値",
}


TITLE = "指標ごとの、年度の推移"


def change_sentence(counts: Mapping[Word, int], when: str) -> str:
    """Return how many series became better or worse since the year before, as HTML."""
    total = sum(counts.values())
    if counts["比較できない"] == total:
        return f"{when}と前の年度の両方に値がある指標はなく、<b>良くなったかどうかは比べられません</b>。"
    listed = "、".join(f"{word}{count}" for word, count in counts.items())
    return f"{when}は、前の年度より<b>{listed}</b>です（{total}指標）。"


@once
def table(lines: Sequence[SeriesYears], years: Sequence[int], chosen: int, kept: Kept) -> str:
    """Return all series by year as an HTML table: a baseline column, a cell a year, the target, the change.

    Every series leads to its measure's sheet; `kept` are the parameters its address keeps.
    """
    indicators = [line.series.indicator for line in lines]
    baseline = _most(words.period(one.baseline_on, one.calendar) for one in indicators)
    target = _most(words.period(one.target_on, one.calendar) for one in indicators)
    heads = "".join(
        f'<th scope="col"{_mark(year == chosen)}>{words.era_year(year)}年度<small>{year}年度</small></th>'
        for year in years
    )
    return (
        '<div class="years" role="region" tabindex="0" aria-label="指標ごとの年度の推移"><table><thead><tr>'
        f'<th scope="col">施策・指標</th><th scope="col">基準<small>{baseline}</small></th>{heads}'
        f'<th scope="col">目標<small>{target}</small></th>'
        f'<th scope="col">前の年度から<small>{words.era_year(chosen)}年度</small></th></tr></thead>'
        f"<tbody>{''.join(_line(line, years, kept, (baseline, target)) for line in lines)}</tbody></table></div>"
    )


def _mark(is_chosen: bool) -> str:
    return ' class="chosen"' if is_chosen else ""


def _most(periods: Iterable[str]) -> str:
    """Return the period most series share, which the head of the column names."""
    return Counter(periods).most_common(1)[0][0]


def _line(line: SeriesYears, years: Sequence[int], kept: Kept, named: tuple[str, str]) -> str:
    """Return the row of a series; `named` are the periods of baseline and target that the head of the table names."""
    indicator, measure, changed = line.series.indicator, line.judged.measure, line.change
    cells = "".join(_cell(line, year) for year in years)
    colour, symbol = CHANGES[changed.word]
    said = detail(line)
    if changed.difference is not None:
        step = words.signed(changed.difference, words.step(indicator.unit))
        said = f"{step}（{said}）" if said else step
    name = indicator.name if len(line.judged.series) > 1 else measure.short_name
    baseline = _dated(
        indicator.baseline_text, words.period(indicator.baseline_on, indicator.calendar), named[0]
    )
    target = _dated(indicator.target_text, words.period(indicator.target_on, indicator.calendar), named[1])
    return (
        f'<tr><th scope="row"><a href="{sheet_address(measure, kept)}" target="_self"'
        f' title="{html.escape(indicator.name)}">'
        f"{html.escape(indicator.indicator_id)} {html.escape(name)}</a></th>"
        f'<td class="plain" data-label="基準（{named[0]}）">{html.escape(baseline)}</td>{cells}'
        f'<td class="plain" data-label="目標（{named[1]}）">{html.escape(target)}</td>'
        f'<td class="plain" data-label="前の年度から"><b style="color:{colour}">{symbol} {changed.word}</b>'
        f"<small>{html.escape(said)}</small></td></tr>"
    )


def _dated(text: str, period: str, named: str) -> str:
    """Return a printed figure with its period, where the head of the table does not name that period."""
    return text if period == named else f"{text}（{period}）"


def detail(line: SeriesYears) -> str:
    """Return why a change has its word, and of what a difference is where the cells hold sums."""
    is_sum = line.series.indicator.kind == "cumulative"
    reason = REASONS[line.change.reason_code]
    return "1年ごとの数の差" if is_sum and line.change.difference is not None else reason


def _cell(line: SeriesYears, year: int) -> str:
    """Return one year of a series as a cell, labelled with its column where the head of the table is not shown."""
    state = line.years[year].judgement.state
    colour, symbol = theme.STATES[state]
    kind = "silent" if state in (state_words.NOT_REPORTED, state_words.NOT_DUE) else "heat"
    said, beside = _value(line, year)
    value = f"<span>{html.escape(said)}</span>" if said else ""
    note = f"<small>{html.escape(beside)}</small>" if beside else ""
    inside = f"<b>{symbol} {state}</b>{value}{note}"
    label = f"{words.era_year(year)}年度（{year}）"
    return f'<td class="{kind}" data-label="{label}" style="--state:{colour}">{inside}</td>'


def _value(line: SeriesYears, year: int) -> tuple[str, str]:
    """Return the value of a year, and what else must be known of it; both may be empty.

    That is the day where it is not the year's end, or whence it is, and the count of the year alone beside a sum.
    """
    indicator, found = line.series.indicator, line.years[year]
    judgement, calendar = found.judgement, indicator.calendar
    if found.last is not None:
        return f"直近は{records.last_value(indicator, found.last)}", ""
    if judgement.value is None or judgement.period_end is None:
        return "", ""
    is_whole = judgement.period_end == calendars.bounds(year, calendar)[1]
    when = "" if is_whole else f"{words.period(judgement.period_end, calendar)}時点"
    if found.is_recorded:
        when = records.origin(is_sample=any(value.is_sample for value in line.series.values))
    value = _short(judgement.value, indicator)
    if found.alone is None:
        return value, when
    only = f"この年だけで{_short(found.alone, indicator)}"
    return f"累計{value}", f"{only}、{when}" if when else only


def _short(value: float, indicator: Indicator) -> str:
    """Return a value without the unit where baseline or target beside it count in it (not in 千 or 万 of it)."""
    unit = indicator.unit
    if unit.startswith("年"):
        return words.compact(value, unit)
    is_named = re.search(rf"\d{re.escape(unit)}", f"{indicator.baseline_text} {indicator.target_text}")
    return words.number(value) if is_named else words.quantity(value, unit)


def clocks(listed: Sequence[SeriesYears], year: int) -> str:
    """Return which year the chosen one is, and which of all series count calendar years."""
    indicators = [one.series.indicator for one in listed]
    counted = [one.indicator_id for one in indicators if one.calendar == "calendar"]
    fiscal = words.fiscal_year(year)
    if not counted:
        return f"年度は4月から翌年3月までです（{fiscal}）。"
    return (
        f"年度は4月から翌年3月まで（{fiscal}）、指標{words.listing(counted)}だけは暦年"
        f"（1月から12月まで、{words.calendar_year(year)}）で数え、同じ数字の年度の列に置いています。"
    )


def times(listed: Sequence[Event], years: Sequence[int], baselines: Mapping[str, int]) -> str:
    """Return which years of the table remarkable times lie in, and how many baselines, as sentences of HTML.

    `baselines` are, by the label of an event, the series whose baseline's period has a day of it.
    """
    said = []
    for event in listed:
        inside = [year for year in years if event.touches(*calendars.bounds(year, "fiscal"))]
        touched = (
            f"{words.listing(f'{words.era_year(year)}年度' for year in inside)}に重なり、" if inside else "、"
        )
        count = baselines[event.label]
        if inside or count:
            said.append(
                f"{event.label}の期間（{events.period(event)}）は{touched}{count}指標の基準が、この期間（一部だけの年を含む）の値です。"
            )
    return html.escape("".join(said))


def definition() -> str:
    """Return the rule behind the words for a change."""
    return (
        "向上・横ばい・低下は、前の年度の値との比較です（本画面の定義。言葉は市のまちづくり報告書に合わせました）。"
        f"横ばいは、差が「基準から目標までの幅」の{words.percent(change.SMALL)}以内か、事故の件数のように偶然で動く数で、"
        f"同じ水準でも起こりうる差（両側の確率が{words.CHANCE}以上）の場合です。"
        "向上・低下は望ましい向きで決め、目標に届いたかどうかとは別です。"
        "どちらかの値がない、数でない、年の途中の値である場合は、比較できません。"
        "累計の指標は、その年だけの数どうしを比べます。前の年度の報告がなく、基準の年がその年に当たるときは、基準の値と比べます。"
        "幅を計算できない指標（目標が基準と同じ、基準が言葉）は、同じ値だけを横ばいとします。"
        "累計の指標の値の欄は、計画の初めからの合計と、その年だけの数です。"
    )
