"""Sentences and figures of the first page."""

import html

import pandas as pd

from charts import headline, words
from charts.goals.states import besides_the_last, judged, tally, unjudged


def goals(counts: dict[str, int], when: str, *, is_last: bool) -> str:
    """Return how many measures are where they should be, and how many cannot be judged, as HTML.

    達成 stands alone, and nothing is added to it; `is_last` says that the targets are due in the year.
    """
    found, total = tally(counts), sum(counts.values())
    first, *others = judged(counts, is_last=is_last)
    if found.unjudged * 2 > total:
        return headline.big(
            f"{total - found.unjudged}",
            f"/ {total}施策 だけ判定できる",
            f"{when}の報告による。{'、'.join([first, *others])}。"
            f"残る{found.unjudged}は判定できない{unjudged(counts)}。",
        )
    rest = f"判定できない{found.unjudged}{unjudged(counts)}。"
    if is_last:
        rest = f"未報告が{counts['未報告']}。{besides_the_last(counts)}"
    return headline.big(
        f"{found.achieved}", f"/ {total}施策 が達成", f"{when}の報告による。{'、'.join(others)}、{rest}"
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
    partly = (
        f"（ほかに一部の指標が未報告の施策 {counts['未報告（一部）']}）" if counts["未報告（一部）"] else ""
    )
    unknown = (
        f"{when}に未報告の施策 {counts['未報告']}{partly}、指標のない施策 {counts['指標なし']}。"
        f"{html.escape(unmeasured)}"
    )
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
