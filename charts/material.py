"""What differs in surveys and accidents between two editions, as tables with Japanese names."""

from collections.abc import Sequence

import pandas as pd

from charts import words
from findings.material import ChangedSurvey, ChangedYear, Material, YearOfRecords

NOTHING = "なし"


def surveys_table(changes: Sequence[ChangedSurvey]) -> pd.DataFrame:
    """Return one row per survey: how many answered, and how many options have other shares."""
    return pd.DataFrame(
        [
            {
                "調査": one.title,
                "前の版": _respondents(one.before, is_there=not one.is_new),
                "後の版": _respondents(one.after, is_there=not one.is_gone),
                "変わったこと": _became(one),
            }
            for one in changes
        ]
    )


def years_table(changes: Sequence[ChangedYear]) -> pd.DataFrame:
    """Return one row per file year of the city's accidents."""
    return pd.DataFrame(
        [
            {
                "資料年次": words.calendar_year(one.year),
                "前の版": _records(one.before),
                "後の版": _records(one.after),
            }
            for one in changes
        ]
    )


def moved_without_files(found: Material) -> list[dict[str, str]]:
    """Return the figures that moved although no file came or went, as rows of a table."""
    shares = [
        {
            "数字": f"{survey.title}「{one.wording}：{one.label}」",
            "前の版": _share(one.before),
            "後の版": _share(one.after),
        }
        for survey in found.surveys
        if not survey.has_new_files
        for one in survey.shares
    ]
    by_age = [
        {
            "数字": f"{survey.title}の年代ごとの割合",
            "前の版": "—",
            "後の版": f"{survey.changed}個の選択肢で違う",
        }
        for survey in found.surveys
        if not survey.has_new_files and not survey.shares
    ]
    years = [
        {
            "数字": f"{words.calendar_year(one.year)}の事故",
            "前の版": _records(one.before),
            "後の版": _records(one.after),
        }
        for one in found.years
        if not one.has_new_files
    ]
    return [*shares, *by_age, *years]


def _respondents(count: int | None, *, is_there: bool) -> str:
    if not is_there:
        return NOTHING
    return "人数は不明" if count is None else f"回答{words.number(count)}人"


def _became(one: ChangedSurvey) -> str:
    if one.is_new or one.is_gone:
        return "後の版で加わりました" if one.is_new else "後の版にはありません"
    return f"{one.changed}個の選択肢の割合"


def _records(one: YearOfRecords | None) -> str:
    """Return a year's counts of the city, with what they are without motorways."""
    if one is None:
        return NOTHING
    return (
        f"{words.number(one.accidents)}件（高速道路を除くと{words.number(one.without_motorway)}件）・"
        f"死者{words.number(one.deaths)}人・負傷者{words.number(one.injuries)}人"
    )


def _share(pct: float | None) -> str:
    return "秘匿" if pct is None else f"{pct:.1f}%"
