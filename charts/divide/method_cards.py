"""The cards of how answers to surveys are protected, put together from findings."""

from collections.abc import Sequence

from charts.cards import Card
from charts.divide import disclosure
from findings.divide.disclosure import Protection, Threshold
from queries import once


@once
def levels(surveys: Sequence[Protection], title: str) -> Card:
    """Return how finely the options of every survey are published."""
    return Card(
        "levels",
        title,
        None,
        alt="",
        table=disclosure.levels_table(surveys),
        definition="選択肢ごとに、どの区分にも小さすぎる数がない、いちばん細かい年代の区分で公表します。"
        "2区分でも小さすぎる数が残れば、全体だけにします。秘匿の数は、欄の数に占める秘匿の欄です。",
        sources=(),
    )


@once
def thresholds(limits: Sequence[Threshold], title: str) -> Card:
    """Return from which numbers on something is published."""
    return Card(
        "thresholds",
        title,
        None,
        alt="",
        table=disclosure.thresholds_table(limits),
        definition="基準より少ないときに秘匿にします。理由によらず、印は「秘匿」の一つです。"
        "回答した人と、選んだ人・選ばなかった人の数で判断します。",
        sources=(),
    )
