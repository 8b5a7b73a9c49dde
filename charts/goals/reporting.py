"""Who has reported what: completeness by field and department, and the list staff can act on."""

import html
from collections.abc import Mapping, Sequence

import pandas as pd

from charts import plain, theme, words
from charts.goals.board import Kept, sheet_address, short_field
from findings.goals import reporting
from findings.goals.links import Sort
from findings.goals.plan import Indicator
from findings.goals.reporting import Completeness, Due
from findings.noticed import Noticed
from stats import calendars

SORTS: dict[Sort, str] = {"output": "活動量", "outcome": "成果"}
ASKED = {
    "level": "{period}の時点の値",
    "yearly": "{year}の1年間の{what}",
    "plan_total": "{year}の1年間の{what}（累計はこの画面が足します）",
}

SEVERAL = "担当課が複数ある指標は、それぞれの課に数えます。"
"""How a series of several departments counts."""

COUNTED = (
    "報告のあった指標＝その年度（暦年の指標は同じ数字の年）の報告が1件以上ある指標。年の途中の値だけの報告も数えます。"
    "指標のない施策は含みません。"
)
"""What counts as reported."""

ROWS = 8
"""Rows there is room for at least, so that the bar of a lone department is not as high as the chart."""

LEFT_TO_REPORT = "未報告の指標と、年の途中の値だけが報告された指標です。" + SEVERAL
"""What a department has still to report."""

KEPT_BACK = {
    "late_answers": "追加の{rows:,}件は次の調査まで載せません。",
    "changed_answers": "回答の直しや取り消しは次の調査まで載せません。",
}
WHY_KEPT_BACK = "前の版との差から、その人の答えが分かることがあるためです。調査の数字は前の版のままです。"


def asked(period_type: str, period: str, year: str, unit: str) -> str:
    """Return what is to be reported in words, by the kind of period a series counts."""
    return ASKED[period_type].format(period=period, year=year, what="割合" if unit == "%" else "数")


def reported_sentence(listed: Sequence[Due], year: int) -> str:
    """Return how much of a fiscal year is still to be reported, and by how many departments, as HTML."""
    when, series = f"{words.era_year(year)}年度", len(listed)
    silent, partly = (sum(not one.is_reported for one in listed), sum(one.is_partial for one in listed))
    departments = len(reporting.to_report(listed))
    if silent:
        return f"{when}は、{series}指標のうち<b>{silent}指標が未報告</b>で、{departments}課に報告が残っています。"
    if partly:
        return f"{when}は、すべてに報告がありますが、<b>{partly}指標は年の途中の値だけ</b>です。"
    return f"{when}は、<b>{series}指標すべてに報告があります</b>。"


def grounds(listed: Sequence[Due]) -> list[str]:
    """Return what the answer rests on, a sentence each: reports of parts of a year, outcomes and outputs."""
    partly = sum(one.is_partial for one in listed)
    part = [f"このうち{partly}指標は、年の途中の値だけが報告されています。"] if partly else []
    return [*part, sorts(reporting.of_sort(listed, "outcome"), reporting.of_sort(listed, "output"))]


def sorts(outcomes: tuple[int, int], outputs: tuple[int, int]) -> str:
    """Return how many outcomes and outputs were reported; each pair is reported and all."""
    return (
        f"暮らしや仕事に現れた変化を表す「成果」の指標は{outcomes[1]}のうち{outcomes[0]}、"
        f"市が行った量を表す「活動量」の指標は{outputs[1]}のうち{outputs[0]}に報告があります"
        "（成果と活動量の区別は、作成者による対応付け）。"
    )


def kept_back(listed: Sequence[Noticed]) -> str:
    """Return which answers to surveys an edition keeps back, and why, as HTML; empty where it keeps none back."""
    if not listed:
        return ""
    sentences = [
        f"「{html.escape(one.detail)}」：" + KEPT_BACK[one.kind].format(rows=one.rows) for one in listed
    ]
    return f'<p class="note">{"<br>".join([*sentences, WHY_KEPT_BACK])}</p>'


def completeness(rows: Sequence[Completeness]) -> theme.Figure:
    """Return bars of reported series against all series, the first group on top."""
    figure = theme.figure(height=50 + 27 * len(rows))
    names = [plain.figure(_name(row)) for row in rows]
    figure.add_bar(
        y=names,
        x=[row.series for row in rows],
        orientation="h",
        marker={"color": "#FFFFFF", "line": {"color": theme.CONTEXT, "width": 1}},
        text=[f"{row.reported} / {row.series}" for row in rows],
        textposition="outside",
        textfont={"size": 14, "color": theme.INK},
        cliponaxis=False,
        hovertemplate="%{y}：%{x}指標<extra></extra>",
        name="すべての指標",
    )
    figure.add_bar(
        y=names,
        x=[row.reported for row in rows],
        orientation="h",
        marker={"color": theme.ACCENT},
        hovertemplate="%{y}：報告あり %{x}<extra></extra>",
        name="報告のあった指標",
    )
    figure.update_layout(
        barmode="overlay", bargap=0.35, margin={"r": 64}
    )  # room for the longest pair of numbers
    most = max(row.series for row in rows)
    figure.update_xaxes(
        range=[0, most],
        dtick=max(1, round(most / 4)),
        title={"text": "指標の数", "font": {"size": 14}},
    )
    figure.update_yaxes(autorange="reversed", tickfont={"size": 14, "color": theme.INK})
    return figure


def silent(departments: Sequence[tuple[str, int]]) -> theme.Figure:
    """Return bars of the series each department has not reported, the most first."""
    figure = theme.figure(height=50 + 27 * len(departments))
    figure.add_bar(
        y=[plain.figure(name) for name, _ in departments],
        x=[series for _, series in departments],
        orientation="h",
        marker={"color": theme.CONTEXT},
        text=[f"{series}指標" for _, series in departments],
        textposition="outside",
        textfont={"size": 14, "color": theme.INK},
        name="未報告の指標",
    )
    figure.update_layout(bargap=0.35, margin={"r": 64})
    figure.update_xaxes(range=[0, max(series for _, series in departments)], visible=False)
    rows = max(len(departments), ROWS)
    figure.update_yaxes(range=[rows - 0.5, -0.5], showgrid=False, tickfont={"size": 14, "color": theme.INK})
    return figure


def silent_in_words(departments: Sequence[tuple[str, int]]) -> str:
    """Return the bars in words, for who does not see them."""
    return f"課ごとの未報告の指標の数。{words.listing(f'{name}{series}' for name, series in departments)}。"


def completeness_in_words(rows: Sequence[Completeness], what: str) -> str:
    """Return the bars in words, for who does not see them."""
    listed = words.listing(f"{_name(row)} {row.series}のうち{row.reported}" for row in rows)
    return f"{what}ごとの報告のあった指標の数。{listed}。"


def completeness_table(rows: Sequence[Completeness], what: str) -> pd.DataFrame:
    """Return the rows of the bars as the table under them."""
    return pd.DataFrame(
        {
            what: [_name(row) for row in rows],
            "指標": [row.series for row in rows],
            "報告あり": [row.reported for row in rows],
            "未報告": [row.series - row.reported for row in rows],
            "最も新しい報告日": [words.day(row.newest) if row.newest else "なし" for row in rows],
        }
    )


def _name(row: Completeness) -> str:
    """Return a field or a department as an axis names it."""
    return short_field(row.group)


def waiting(
    rows: Sequence[Completeness], departments: Mapping[str, Sequence[Due]], year: int, kept: Kept
) -> str:
    """Return what each department has still to report for a fiscal year beside what it has reported, as HTML.

    `rows` are all departments that are asked, `departments` those with something left. Every line leads to its
    measure's sheet; `kept` are the parameters its address keeps.
    """
    done = [row for row in rows if row.group not in departments]
    finished = (
        f'<p class="note">報告が済んだ課（{len(done)}課）：{html.escape(words.listing(row.group for row in done))}</p>'
        if done
        else ""
    )
    if not departments:
        return f'<p class="note">報告の残っている課はありません。</p>{finished}'
    lines = "".join(
        f'<tr><th scope="row">{html.escape(row.group)}</th><td>{_squares(row)}</td><td><ul>'
        + "".join(_missing(one, year, kept) for one in departments[row.group])
        + "</ul></td></tr>"
        for row in rows
        if row.group in departments
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("担当課", "報告あり", "これから報告するもの"))
    return f'<table class="waiting"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>{finished}'


def _squares(row: Completeness) -> str:
    """Return a square for every series of a department, those reported filled, beside their numbers."""
    drawn = "■" * row.reported + "□" * (row.series - row.reported)
    return f'<span class="squares-of" aria-hidden="true">{drawn}</span> {row.series}のうち{row.reported}'


def _missing(one: Due, year: int, kept: Kept) -> str:
    indicator = one.series.indicator
    remark = f"<b>{html.escape(said)}</b>" if (said := _remark(one)) else ""
    asked_for = f"{html.escape(_asked_for(indicator, year))}（{html.escape(indicator.unit)}）"
    return (
        f'<li><a href="{sheet_address(one.judged.measure, kept)}" target="_self">'
        f"{html.escape(indicator.indicator_id)} {html.escape(indicator.name)}</a>"
        f"<span>{asked_for}{remark}</span><small>前回 {html.escape(_before(one))}</small></li>"
    )


def _title(indicator: Indicator) -> str:
    return f"指標{indicator.indicator_id} {indicator.name}"


def sort_word(sort: Sort | None) -> str:
    """Return what an indicator counts, in a word."""
    return SORTS[sort] if sort else "なし"


def _asked_for(indicator: Indicator, year: int) -> str:
    ends = calendars.bounds(year, indicator.calendar)[1]
    counted = f"{words.era_year(year)}年{'度' if indicator.calendar == 'fiscal' else ''}"
    return asked(indicator.period_type, words.period(ends, indicator.calendar), counted, indicator.unit)


def _remark(one: Due) -> str:
    """Return what is known of the year instead of a report of all of it; may be empty."""
    if one.is_partial:
        return "年の途中の値だけが報告されています"
    return "判定は、警察の資料から数えた値によります" if one.series.is_recorded else ""


def _before(one: Due) -> str:
    """Return the newest number reported up to the year's end in words."""
    indicator, last = one.series.indicator, one.last
    if last is None or last.value is None:
        return "なし"
    return (
        f"{words.quantity(last.value, indicator.unit)}（{words.period(last.period_end, indicator.calendar)}）"
    )


def _before_with_its_day(one: Due) -> str:
    """Return the same with the day it was reported on, where that is known."""
    when = one.last.reported_on if one.last else None
    return f"{_before(one)}{f' {words.day(when)}報告' if when else ''}"


def to_report_table(departments: Mapping[str, Sequence[Due]], year: int) -> pd.DataFrame:
    """Return the same list as a table to be saved and sent to the departments."""
    return pd.DataFrame(
        [
            {
                "担当課": name,
                "施策": one.judged.measure.title,
                "指標": _title(one.series.indicator),
                "報告する値": _asked_for(one.series.indicator, year),
                "単位": one.series.indicator.unit,
                "備考": _remark(one),
                "前回の報告": _before_with_its_day(one),
                "種類": sort_word(one.sort),
            }
            for name, listed in departments.items()
            for one in listed
        ]
    )
