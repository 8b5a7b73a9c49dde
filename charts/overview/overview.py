"""Sentences and figures of the first page."""

import html
from collections.abc import Sequence

from charts import unmeasured, words
from charts.accidents import target, years
from charts.divide import headline
from charts.goals.states import besides_the_last, goals_sentence, judged, unjudged
from charts.headline import big
from findings.goals.states import Overall
from findings.goals.tally import tally
from findings.overview.freshness import Freshness
from findings.overview.overview import Overview
from findings.unmeasured import Unmeasured


def sentences(found: Overview) -> tuple[str, str, str]:
    """Return what the first page says of the goals, the divide and the accidents, each as HTML."""
    return (
        goals_sentence(found.goals),
        headline.sentence(found.divide),
        target.target_sentence(found.accidents) + years.not_compared(found.untold_files),
    )


def goals(overall: Overall) -> str:
    """Return how many measures are where they should be, and how many cannot be judged, as HTML.

    達成 stands alone, and nothing is added to it.
    """
    counts, when = overall.counts, words.fiscal_year(overall.year)
    found, total = tally(counts), sum(counts.values())
    first, *others = judged(counts, is_last=overall.is_last)
    if found.unjudged * 2 > total:
        return big(
            f"{total - found.unjudged}",
            f"/ {total}施策 だけ判定できる",
            f"{when}の報告による。{'、'.join([first, *others])}。"
            f"残る{found.unjudged}は判定できない{unjudged(counts)}。",
        )
    rest = f"判定できない{found.unjudged}{unjudged(counts)}。"
    if overall.is_last:
        rest = f"未報告が{counts['未報告']}。{besides_the_last(counts)}"
    return big(
        f"{found.achieved}", f"/ {total}施策 が達成", f"{when}の報告による。{'、'.join(others)}、{rest}"
    )


def freshness(found: Freshness, overall: Overall, untold: Sequence[Unmeasured]) -> str:
    """Return how fresh and complete the data of the edition are, as HTML.

    `overall` is how the plan stands in the newest year, `untold` what the plan names and no data can tell.
    """
    counts, when = overall.counts, words.fiscal_year(overall.year)
    partly = (
        f"（ほかに一部の指標が未報告の施策 {counts['未報告（一部）']}）" if counts["未報告（一部）"] else ""
    )
    unknown = (
        f"{when}に未報告の施策 {counts['未報告']}{partly}、指標のない施策 {counts['指標なし']}。"
        f"{html.escape(unmeasured.everything(untold))}"
    )
    rejected = []
    if found.rows_rejected:
        rejected.append(f"{found.rows_rejected:,}行（読んだ全ファイル{found.rows_read:,}行のうち）")
    if found.answers_rejected:
        rejected.append(f"調査の答え{found.answers_rejected:,}個")
    lines = (
        ("実績の報告", _reported(found)),
        ("事故の記録", _records(found)),
        ("市民調査", _asked(found)),
        ("読めなかった行と答え", "、".join(rejected) or "なし"),
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
