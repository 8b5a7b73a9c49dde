"""Sentences and a small table about chance in a yearly count."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts import words


@dataclass(frozen=True)
class Level:
    """A yearly level read from the counts of some years, its 95 % interval, and the chance of meeting the target.

    `chance` is the probability that one further year counts no more than the target if the level stays.
    """

    first_year: int
    last_year: int
    value: float
    lower: float
    upper: float
    chance: float


def _years(level: Level) -> str:
    if level.first_year == level.last_year:
        return f"{words.era_year(level.last_year)}年だけ"
    return f"{words.era_year(level.first_year)}年から{words.era_year(level.last_year)}年の平均"


def _exact(share: float) -> str:
    """Return a probability with one decimal, never as impossible or certain."""
    return words.percent(share, 1) if 0.01 <= share <= 0.99 else words.probability(share)


def chances(levels: Sequence[Level], target: float) -> str:
    """Return the chance that the next year meets the target, by what is taken for the level, as a sentence."""
    parts = "、".join(f"{_years(level)}を水準とすると<b>{_exact(level.chance)}</b>" for level in levels)
    return f"次の1年が目標の{words.number(target)}件以下になる確率は、{parts}です。"


def missed(target: float, share: float) -> str:
    """Return how often a level right at the target still misses it, as a sentence."""
    return (
        f"水準が本当に{words.number(target)}件まで下がっても、1年の件数が目標を超えることは{_exact(share)}あります。"
        "1年の達成・未達だけで、対策の良し悪しは決められません。"
    )


def levels(rows: Sequence[Level]) -> str:
    """Return the levels as a table of HTML."""
    lines = "".join(
        f"<tr><th scope='row'>{_years(row)}</th><td>{words.number(row.value, 1)}件</td>"
        f"<td>{words.number(row.lower, 1)}〜{words.number(row.upper, 1)}件</td><td>{_exact(row.chance)}</td></tr>"
        for row in rows
    )
    return (
        '<table class="rules"><thead><tr><th scope="col">水準の見方</th><th scope="col">1年の水準</th>'
        '<th scope="col">水準の幅（95%）</th><th scope="col">次の1年が目標以下の確率</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
