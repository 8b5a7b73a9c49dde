"""How fresh and complete an edition is, in words."""

import html
from collections.abc import Sequence

from charts import unmeasured, words
from findings.goals.states import Overall
from findings.overview.freshness import Freshness
from findings.unmeasured import Unmeasured


def facts(found: Freshness, overall: Overall, untold: Sequence[Unmeasured]) -> str:
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
