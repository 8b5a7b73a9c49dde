"""Sentences and figures of the first page."""

import html
from collections.abc import Mapping, Sequence

from charts import headline, unmeasured, words
from charts.goals.states import besides_the_last, judged, unjudged
from findings.goals.tally import tally
from findings.overview.freshness import Freshness
from findings.unmeasured import Unmeasured


def goals(counts: Mapping[str, int], when: str, *, is_last: bool) -> str:
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


def freshness(found: Freshness, counts: Mapping[str, int], when: str, untold: Sequence[Unmeasured]) -> str:
    """Return how fresh and complete the data of the edition are, as HTML.

    `counts` are the measures by state of the year that `when` names; `untold` is what the plan names and no data can
    tell.
    """
    partly = (
        f"（ほかに一部の指標が未報告の施策 {counts['未報告（一部）']}）" if counts["未報告（一部）"] else ""
    )
    unknown = (
        f"{when}に未報告の施策 {counts['未報告']}{partly}、指標のない施策 {counts['指標なし']}。"
        f"{html.escape(unmeasured.everything(untold))}"
    )
    rejected = (
        f"{found.rows_rejected:,}行（読んだ全ファイル{found.rows_read:,}行のうち）"
        if found.rows_rejected
        else "なし"
    )
    lines = (
        ("実績の報告", _reported(found)),
        ("事故の記録", _records(found)),
        ("市民調査", _asked(found)),
        ("読めなかった行", rejected),
        ("分からないこと", unknown),
    )
    return '<dl class="facts">' + "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in lines) + "</dl>"


def _reported(found: Freshness) -> str:
    if found.last_period_end is None:
        return "まだ報告がありません"
    return (
        f"{found.series_total}指標のうち{found.series_reported}指標に、これまでに報告あり"
        f"（最新は{words.day(found.last_period_end)}時点）"
    )


def _records(found: Freshness) -> str:
    if found.first_file_year is None or found.last_file_year is None:
        return "読み込んでいません"
    return (
        f"資料年次{words.calendar_year(found.first_file_year)}～{words.calendar_year(found.last_file_year)}"
        f"の{found.city_accidents:,}件（地図に出せない{found.city_accidents_without_place}件）"
    )


def _asked(found: Freshness) -> str:
    asked = f"年の分かる調査 {found.surveys_with_year}回、年不明の公表値 {found.surveys_without_year}回"
    newest = found.last_survey_year
    return f"{asked}（最新は{words.fiscal_year(newest)}）" if newest is not None else asked
