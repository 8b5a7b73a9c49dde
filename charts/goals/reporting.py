"""Who has reported what: completeness by field and department, and the list staff can act on."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from charts import theme, words
from charts.goals.board import sheet_address

SORTS = {"output": "活動量", "outcome": "成果"}
ASKED = {
    "level": "{period}の時点の値",
    "yearly": "{year}の1年間の{what}",
    "plan_total": "{year}の1年間の{what}（累計はこの画面が足します）",
}

KEPT_BACK = {
    "late_answers": "追加の{rows:,}件は次の調査まで載せません。",
    "changed_answers": "回答の直しや取り消しは次の調査まで載せません。",
}
WHY_KEPT_BACK = "前の版との差から、その人の答えが分かることがあるためです。調査の数字は前の版のままです。"


@dataclass(frozen=True)
class Missing:
    """One series a department has still to report, and the parameters of its measure's sheet."""

    measure: str
    indicator: str
    asked: str
    unit: str
    sort: str
    before: str
    remark: str
    parameters: dict[str, str]


def asked(period_type: str, period: str, year: str, unit: str) -> str:
    """Return what is to be reported in words, by the kind of period a series counts."""
    return ASKED[period_type].format(period=period, year=year, what="割合" if unit == "%" else "数")


def answer(when: str, series: int, reported: int, partly: int, departments: int) -> str:
    """Return how much of a year was reported, as HTML; `departments` have something left to report."""
    if not reported:
        return (
            f"{when}の報告は、{series}指標のうち<b>まだ1件もありません</b>。"
            f"報告の残っている課は{departments}あります。"
        )
    part = f"（うち年の途中の値だけ{partly}）" if partly else ""
    if reported == series and not partly:
        return f"{when}は、<b>{series}指標すべてに報告があります</b>。"
    return (
        f"{when}は、{series}指標のうち<b>{reported}指標に報告があり{part}、{series - reported}指標が未報告</b>です。"
        f"報告の残っている課は{departments}あります。"
    )


def sorts(outcomes: tuple[int, int], outputs: tuple[int, int]) -> str:
    """Return how many outcomes and outputs were reported; each pair is reported and all."""
    return (
        f"暮らしや仕事に現れた変化を表す「成果」の指標は{outcomes[1]}のうち{outcomes[0]}、"
        f"市が行った量を表す「活動量」の指標は{outputs[1]}のうち{outputs[0]}に報告があります"
        "（成果と活動量の区別は、作成者による対応付け）。"
    )


def kept_back(findings: pd.DataFrame) -> str:
    """Return which answers to surveys an edition keeps back, and why, as HTML; empty where it keeps none back.

    `findings` are the rows of `queries.data.findings`.
    """
    sentences = [
        f"「{html.escape(row.detail)}」：" + KEPT_BACK[row.kind].format(rows=row.rows_concerned)
        for row in findings.itertuples()
        if row.kind in KEPT_BACK
    ]
    if not sentences:
        return ""
    return f'<p class="note">{"<br>".join([*sentences, WHY_KEPT_BACK])}</p>'


def completeness(rows: pd.DataFrame) -> theme.Figure:
    """Return bars of reported series against all series; rows have group, series and reported, top row first."""
    figure = theme.figure(height=50 + 27 * len(rows))
    figure.add_bar(
        y=rows["group"],
        x=rows["series"],
        orientation="h",
        marker={"color": "#FFFFFF", "line": {"color": theme.CONTEXT, "width": 1}},
        text=[f"{row.reported} / {row.series}" for row in rows.itertuples()],
        textposition="outside",
        textfont={"size": 14, "color": theme.INK},
        cliponaxis=False,
        hovertemplate="%{y}：%{x}指標<extra></extra>",
        name="すべての指標",
    )
    figure.add_bar(
        y=rows["group"],
        x=rows["reported"],
        orientation="h",
        marker={"color": theme.ACCENT},
        hovertemplate="%{y}：報告あり %{x}<extra></extra>",
        name="報告のあった指標",
    )
    figure.update_layout(
        barmode="overlay", bargap=0.35, margin={"r": 64}
    )  # room for the longest pair of numbers
    most = int(rows["series"].max())
    figure.update_xaxes(
        range=[0, most],
        dtick=max(1, round(most / 4)),
        title={"text": "指標の数", "font": {"size": 14}},
    )
    figure.update_yaxes(autorange="reversed", tickfont={"size": 14, "color": theme.INK})
    return figure


def completeness_in_words(rows: pd.DataFrame, what: str) -> str:
    """Return the bars in words, for who does not see them."""
    listed = words.listing(f"{row.group} {row.series}のうち{row.reported}" for row in rows.itertuples())
    return f"{what}ごとの報告のあった指標の数。{listed}。"


def completeness_table(rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return the rows of the bars as the table under them."""
    newest = [words.day(day) if pd.notna(day) else "なし" for day in rows["newest"]]
    return pd.DataFrame(
        {
            what: rows["group"],
            "指標": rows["series"].astype(int),
            "報告あり": rows["reported"].astype(int),
            "未報告": (rows["series"] - rows["reported"]).astype(int),
            "最も新しい報告日": newest,
        }
    )


def to_report(departments: Mapping[str, Sequence[Missing]]) -> str:
    """Return what each department has still to report, as HTML; every line leads to its measure's sheet."""
    if not departments:
        return '<p class="note">報告の残っている課はありません。</p>'
    return "".join(
        f'<h3 class="due">{html.escape(name)}<span>{len(listed)}件</span></h3><ul class="due">'
        + "".join(_missing(one) for one in listed)
        + "</ul>"
        for name, listed in departments.items()
    )


def _missing(one: Missing) -> str:
    remark = f"　<b>{html.escape(one.remark)}</b>" if one.remark else ""
    return (
        f'<li><a href="{sheet_address(one.parameters)}" target="_self">{html.escape(one.measure)}</a>'
        f"<span>{html.escape(one.indicator)}：{html.escape(one.asked)}（{html.escape(one.unit)}）{remark}</span>"
        f"<small>前回：{html.escape(one.before)}　種類：{html.escape(one.sort)}</small></li>"
    )


def to_report_table(departments: Mapping[str, Sequence[Missing]]) -> pd.DataFrame:
    """Return the same list as a table to be saved and sent to the departments."""
    return pd.DataFrame(
        [
            {
                "担当課": name,
                "施策": one.measure,
                "指標": one.indicator,
                "報告する値": one.asked,
                "単位": one.unit,
                "備考": one.remark,
                "前回の報告": one.before,
                "種類": one.sort,
            }
            for name, listed in departments.items()
            for one in listed
        ]
    )
