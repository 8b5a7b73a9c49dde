"""Words about chance in a yearly count, and the ways of counting it."""

from datetime import date

import pandas as pd

from charts import words
from charts.accidents import neighbours, target, years
from findings.accidents.years import Way
from findings.goals.chance import Chance

TITLE = "偶然か、変化か（警察の記録から）"

NO_RECORDS = (
    "この版には、高速道路の事故を見分けられる警察の記録がないため、"
    "偶然の幅は計算していません。本票と高速票を読み込んだ版で表示されます。"
)

BEWARE = "1年の達成・未達だけで、対策の良し悪しは決められません。"

METHOD = (
    "確率は、すべての年の件数から求めた水準（新しい年ほど重く見ます）が、これからも年ごとに動くとした負の二項分布の計算です"
    "（見通しと同じ）。"
)

WAYS = {
    Way.BY_FILE_YEAR_WITHOUT_MOTORWAY: "警察：資料年次・高速を除く",
    Way.BY_FILE_YEAR: "警察：資料年次・高速を含む",
    Way.BY_YEAR_OF_OCCURRENCE: "警察：発生年・高速を含む",
}
"""Ways of counting accidents from the police records, as narrow as a printed row names them."""


def chance_sentence(found: Chance) -> str:
    """Return how likely the target is, and what one year cannot say."""
    return target.chance_sentence(found.newest) + BEWARE


def grounds(found: Chance) -> list[str]:
    """Return how the count moved, and which years it is not compared with, a sentence each."""
    return [said for said in (neighbours.moved(found.change), target.not_compared(found.untold)) if said]


def definition(found: Chance) -> str:
    """Return how the accidents and the probabilities were counted."""
    return (
        years.bases_note(found.nearest, is_sample=found.is_sample)
        + missed(found.target, found.missed)
        + METHOD
    )


def table(found: Chance) -> pd.DataFrame:
    """Return every year on every way of counting."""
    return years.bases_table(found.ways, is_sample=found.is_sample)


def printed(found: Chance) -> dict[str, dict[date, str]]:
    """Return the ways of counting as rows of a printed sheet, by name and the last day of the year."""
    return {
        label: {
            date(one.year, 12, 31): words.number(count)
            for one in found.ways
            if (count := one.counted(way)) is not None
        }
        for way, label in WAYS.items()
    }


def missed(target: float, share: float) -> str:
    """Return how often a level right at the target still misses it, as a sentence."""
    return (
        f"水準がちょうど{words.number(target)}件でも、偶然だけで1年の件数が目標を超える確率は{words.probability(share)}です"
        "（ポアソン分布）。"
    )
