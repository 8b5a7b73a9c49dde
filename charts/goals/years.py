"""Progress over the years: the table of all series by year, and what became of them since the year before."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from charts import events, theme, words
from charts.goals.board import sheet_address
from findings.goals.events import Event

CHANGES: dict[str, tuple[str, str]] = {
    "向上": ("#007A5A", "↗"),
    "横ばい": ("#52606D", "→"),
    "低下": ("#9D2B62", "↘"),
    "比較できない": ("#5F6B77", "–"),
}
"""Word for a change → colour and symbol; 向上 is better, whichever way the figure goes."""

REASONS = {
    "moved": "",
    "small": "",
    "chance": "差は偶然の範囲",
    "not_reported": "この年の報告なし",
    "no_number": "数の報告なし",
    "part_year": "年の途中の値",
    "nothing_before": "前の年の値なし",
    "part_year_before": "前の年は途中の値",
}


@dataclass(frozen=True)
class Cell:
    """One series in one year: its state, its value written out, and what else must be known of it.

    `note` is the day where it is not the year's end, and the count of the year alone beside a sum.
    """

    state: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One series over the years; `cells` by fiscal year, `parameters` lead to its measure's sheet.

    `is_sum` says that the cells hold running sums, while `difference` is of the counts of the years alone.
    """

    indicator_id: str
    name: str
    unit: str
    parameters: dict[str, str]
    baseline: str
    target: str
    cells: Mapping[int, Cell]
    word: str
    reason_code: str
    difference: float | None
    is_sum: bool = False


def answer(counts: Mapping[str, int], when: str) -> str:
    """Return how many series became better or worse since the year before, as HTML."""
    total = sum(counts.values())
    if counts["比較できない"] == total:
        return f"{when}と前の年度の両方に値がある指標はなく、<b>良くなったかどうかは比べられません</b>。"
    return (
        f"{when}は、{total}指標のうち<b>前の年度より向上が{counts['向上']}</b>、横ばいが{counts['横ばい']}、"
        f"<b>低下が{counts['低下']}</b>です。{counts['比較できない']}指標は比較できません。"
    )


def chips(counts: Mapping[str, int]) -> str:
    """Return the counts by word as HTML; they sum to the number of series."""
    items = "".join(
        f'<li><b style="color:{CHANGES[word][0]}">{CHANGES[word][1]} {word}</b>{count}</li>'
        for word, count in counts.items()
    )
    return f'<ul class="chips"><li class="sum">{sum(counts.values())}指標：</li>{items}</ul>'


def table(lines: Sequence[Line], years: Sequence[int], chosen: int) -> str:
    """Return all series by year as an HTML table: a baseline column, a cell a year, the target, the change."""
    heads = "".join(
        f'<th scope="col"{_mark(year == chosen)}>{words.era_year(year)}年度<small>{year}年度</small></th>'
        for year in years
    )
    return (
        '<div class="years" role="region" tabindex="0" aria-label="指標ごとの年度の推移"><table><thead><tr>'
        f'<th scope="col">指標</th><th scope="col">基準</th>{heads}<th scope="col">目標</th>'
        f'<th scope="col">前の年度から<small>{words.era_year(chosen)}年度</small></th></tr></thead>'
        f"<tbody>{''.join(_line(line, years) for line in lines)}</tbody></table></div>"
    )


def _mark(is_chosen: bool) -> str:
    return ' class="chosen"' if is_chosen else ""


def _line(line: Line, years: Sequence[int]) -> str:
    cells = "".join(_cell(line.cells[year], f"{words.era_year(year)}年度（{year}）") for year in years)
    colour, symbol = CHANGES[line.word]
    detail = _detail(line)
    if line.difference is not None:
        step = words.signed(line.difference, step_unit(line.unit))
        detail = f"{step}（{detail}）" if detail else step
    return (
        f'<tr><th scope="row"><a href="{sheet_address(line.parameters)}" target="_self">'
        f"{html.escape(line.indicator_id)} {html.escape(line.name)}</a></th>"
        f'<td class="plain" data-label="基準">{html.escape(line.baseline)}</td>{cells}'
        f'<td class="plain" data-label="目標">{html.escape(line.target)}</td>'
        f'<td class="plain" data-label="前の年度から"><b style="color:{colour}">{symbol} {line.word}</b>'
        f"<small>{html.escape(detail)}</small></td></tr>"
    )


def _detail(line: Line) -> str:
    """Return why a change has its word, and of what a difference is where the cells hold sums."""
    reason = REASONS[line.reason_code]
    return "1年ごとの数の差" if line.is_sum and line.difference is not None else reason


def _cell(cell: Cell, label: str) -> str:
    """Return one year of a series as a cell; `label` names its column where the head of the table is not shown."""
    colour, symbol = theme.STATES[cell.state]
    kind = "silent" if cell.state in ("未報告", "対象外") else "heat"
    value = f"<span>{html.escape(cell.value)}</span>" if cell.value else ""
    note = f"<small>{html.escape(cell.note)}</small>" if cell.note else ""
    inside = f"<b>{symbol} {cell.state}</b>{value}{note}"
    return f'<td class="{kind}" data-label="{label}" style="--state:{colour}">{inside}</td>'


def step_unit(unit: str) -> str:
    """Return the unit of a difference: percentages differ by points, and years of issue by years."""
    if unit == "%":
        return "ポイント"
    return "年分" if unit.startswith("年") else unit


def clocks(fiscal: str, calendar: str, counted: Sequence[str]) -> str:
    """Return which year the chosen one is; `counted` are the numbers of the series that count calendar years."""
    if not counted:
        return f"年度は4月から翌年3月までです（{fiscal}）。"
    return (
        f"年度は4月から翌年3月まで（{fiscal}）、指標{words.listing(counted)}だけは暦年（1月から12月まで、{calendar}）で数え、"
        "同じ数字の年度の列に置いています。"
    )


def times(listed: Sequence[Event], years: Sequence[int], baselines: Mapping[str, int]) -> str:
    """Return which years of the table remarkable times lie in, and how many baselines, as sentences of HTML.

    `baselines` are, by the label of an event, the series whose baseline's period has a day of it.
    """
    said = []
    for event in listed:
        inside = [year for year in years if event.touches(date(year, 4, 1), date(year + 1, 3, 31))]
        touched = (
            f"{words.listing(f'{words.era_year(year)}年度' for year in inside)}に重なり、" if inside else "、"
        )
        count = baselines[event.label]
        if inside or count:
            said.append(
                f"{event.label}の期間（{events.period(event)}）は{touched}{count}指標の基準が、この期間（一部だけの年を含む）の値です。"
            )
    return html.escape("".join(said))


def definition(small: float, chance: float) -> str:
    """Return the rule behind the words for a change; `small` is a share of the way, `chance` a probability (0-1)."""
    return (
        "向上・横ばい・低下は、前の年度の値との比較です（本画面の定義。言葉は市のまちづくり報告書に合わせました）。"
        f"横ばいは、差が「基準から目標までの幅」の{100 * small:.0f}%以内か、事故の件数のように偶然で動く数で、"
        f"同じ水準でも起こりうる差（両側の確率が{100 * chance:.0f}%以上）の場合です。"
        "向上・低下は望ましい向きで決め、目標に届いたかどうかとは別です。"
        "どちらかの値がない、数でない、年の途中の値である場合は、比較できません。"
        "累計の指標は、その年だけの数どうしを比べます。前の年度の報告がなく、基準の年がその年に当たるときは、基準の値と比べます。"
        "幅を計算できない指標（目標が基準と同じ、基準が言葉）は、同じ値だけを横ばいとします。"
        "累計の指標の値の欄は、計画の初めからの合計と、その年だけの数です。"
    )


def saved(
    lines: Sequence[Line], years: Sequence[int], values: Sequence[Mapping[int, float | None]]
) -> pd.DataFrame:
    """Return the table to be saved: a value and a state a year, and the change of the chosen year."""
    columns: dict[str, list[object]] = {
        "指標番号": [line.indicator_id for line in lines],
        "指標": [line.name for line in lines],
        "単位": [line.unit for line in lines],
        "基準": [line.baseline for line in lines],
    }
    for year in years:
        columns[f"{words.era_year(year)}年度の値"] = [row[year] for row in values]
        columns[f"{words.era_year(year)}年度の状態"] = [line.cells[year].state for line in lines]
    columns["目標"] = [line.target for line in lines]
    columns["前の年度から"] = [line.word for line in lines]
    columns["差"] = [line.difference for line in lines]
    columns["比べた結果の説明"] = [_detail(line) for line in lines]
    return pd.DataFrame(columns)
