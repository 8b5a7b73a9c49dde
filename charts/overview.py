"""Sentences and figures of the first page."""

import html

import pandas as pd

from charts import words
from charts.goals import tally, unjudged


def big(value: str, unit: str, remark: str) -> str:
    """Return a large figure with its unit and the remark that keeps it honest, as HTML."""
    return f'<p class="big">{value} <small>{unit}</small></p><p class="note">{remark}</p>'


def goals(counts: dict[str, int], when: str) -> str:
    """Return how many measures are where they should be, and how many cannot be judged, as HTML."""
    good, slightly, bad, silent = tally(counts)
    total = sum(counts.values())
    unknown = unjudged(counts)
    if silent * 2 > total:
        return big(
            f"{total - silent}",
            f"/ {total}施策 だけ判定できる",
            f"{when}の報告による。達成・順調{good}、やや遅れ{slightly}、遅れ・後退{bad}。"
            f"残る{silent}は判定できない{unknown}。",
        )
    return big(
        f"{good}",
        f"/ {total}施策 が達成・順調",
        f"{when}の報告による。やや遅れ{slightly}、遅れ・後退{bad}、判定できない{silent}{unknown}。",
    )


def freshness(row: pd.Series, counts: dict[str, int], when: str, unmeasured: str) -> str:
    """Return how fresh and complete the data of the edition are, as HTML.

    `unmeasured` says what the plan names and no data can tell.
    """
    if pd.isna(row["last_period_end"]):
        reported = "まだ報告がありません"
    else:
        newest = words.day(row["last_period_end"])
        reported = (
            f"{row['series_total']}指標のうち{row['series_reported']}指標に、これまでに報告あり"
            f"（最新は{newest}時点）"
        )
    if pd.isna(row["first_file_year"]):
        records = "読み込んでいません"
    else:
        records = (
            f"資料年次{words.calendar_year(int(row['first_file_year']))}～{words.calendar_year(int(row['last_file_year']))}"
            f"の{row['city_accidents']:,}件（地図に出せない{row['city_accidents_without_place']}件）"
        )
    asked = f"年の分かる調査 {row['surveys_with_year']}回、年不明の公表値 {row['surveys_without_year']}回"
    if row["surveys_with_year"]:
        asked += f"（最新は{words.fiscal_year(int(row['last_survey_year']))}）"
    unknown = f"{when}に未報告の施策 {counts['未報告']}、指標のない施策 {counts['指標なし']}。{html.escape(unmeasured)}"
    rejected = (
        "なし"
        if row["rows_rejected"] == 0
        else f"{row['rows_rejected']:,}行（読んだ全ファイル{row['rows_read']:,}行のうち）"
    )
    lines = (
        ("実績の報告", reported),
        ("事故の記録", records),
        ("市民調査", asked),
        ("読めなかった行", rejected),
        ("分からないこと", unknown),
    )
    return '<dl class="facts">' + "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in lines) + "</dl>"
