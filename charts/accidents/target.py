"""Sentences and the large figure of the accident records against the plan's target."""

import html
from collections.abc import Collection

from charts import words
from findings.accidents.target import Measure, Newest


def target_sentence(newest: Newest | None) -> str:
    """Return what the records say against the target, as HTML; without a count like its own, that none is there."""
    if newest is None:
        return "目標と同じ数え方（高速道路を除く）のできる事故の記録は、この版に読み込まれていません。"
    year = f"{words.era_year(newest.year)}年{before_plan(newest)}"
    said = f"目標と同じ数え方では、市の人身事故は{year}に<b>{newest.count}件</b>"
    if newest.year < newest.plan_year:
        return (
            f"{said}でした。{not_yet_counted(newest)}"
            f"{words.era_year(newest.target_year)}年の目標は{words.number(newest.target)}件以下です。{chance_sentence(newest)}"
        )
    target = f"{words.era_year(newest.target_year)}年の目標{words.number(newest.target)}件以下"
    reached = "の範囲です" if newest.count <= newest.target else "を上回っています"
    return f"{said}で、{target}{reached}。{chance_sentence(newest)}"


def said(newest: Newest | None, untold: Collection[int]) -> tuple[str, ...]:
    """Return what stands wherever the target is told: the sentence above, and which years are not held against it."""
    return tuple(filter(None, [target_sentence(newest), not_compared(untold)]))


def not_compared(years: Collection[int]) -> str:
    """Return which years are not held against the target, as a sentence; nothing where all can be."""
    if not years:
        return ""
    named = words.listing(f"{words.era_year(year)}年" for year in sorted(years))
    return f"{named}は、高速票がなく高速道路を見分けられない年なので、目標と比べていません。"


def measure_link(measure: Measure | None, to: str) -> str:
    """Return a link to the sheet of the measure (at the address `to`) that accidents tell of, as HTML."""
    if measure is None:
        return ""
    name = html.escape(f"{measure.measure_id} {measure.name}")
    return f'関わる施策：<a href="{html.escape(to)}" target="_self">{name} ›</a>'


def before_plan(newest: Newest) -> str:
    """Return in brackets that a year is the baseline's, or another before the plan; nothing for one of the plan."""
    if newest.year >= newest.plan_year:
        return ""
    return "（計画の基準の年）" if newest.year == newest.baseline_year else "（計画が始まる前の年）"


def not_yet_counted(newest: Newest | None) -> str:
    """Return that the records hold no year of the plan, as a sentence; nothing where they hold one."""
    if newest is None or newest.year >= newest.plan_year:
        return ""
    return "計画が始まってからの件数は、この版の記録にはありません。"


def chance_sentence(newest: Newest | None) -> str:
    """Return the one chance of the target as a sentence of HTML, the same on all pages; nothing without one."""
    if newest is None or newest.chance is None:
        return ""
    year, target = words.era_year(newest.chance_year), words.number(newest.target)
    share = f"確率は<b>{words.probability(newest.chance)}</b>です。"
    if newest.year < newest.target_year:
        return f"全国の件数がいまのままなら、目標の{year}年に{target}件以下になる{share}"
    if newest.count <= newest.target:
        return f"全国の件数がいまのままなら、次の{year}年も{target}件以下を保つ{share}"
    return f"全国の件数がいまのままなら、次の{year}年に{target}件以下になる{share}"
