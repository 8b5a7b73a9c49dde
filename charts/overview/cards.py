"""The first page as slides show it: the three topics, what needs a decision, and what is not known."""

from collections.abc import Sequence

import pandas as pd

from charts import plain, unmeasured, words
from charts.cards import Card
from charts.goals import board, cards, states
from charts.overview import tiles, unknown
from findings.overview.overview import Overview
from queries import once


@once
def of_page(found: Overview, sources: Sequence[str]) -> list[Card]:
    """Return the cards of the first page."""
    conditions = [f"年度：{words.fiscal_year(found.goals.year)}"]
    return [
        _topics(found, conditions, sources),
        cards.decisions(found.decisions, conditions, sources),
        Card(
            "unknown",
            "分からないこと",
            None,
            alt="",
            table=pd.DataFrame(unknown.rows(found), columns=["こと", "分かること"]),
            definition=f"測る資料がないものは、{unmeasured.ORIGIN}です。" if found.unmeasured else "",
            sources=sources,
            conditions=conditions,
        ),
    ]


def _topics(found: Overview, conditions: Sequence[str], sources: Sequence[str]) -> Card:
    listed = {
        "目標の進捗": tiles.goals(found.goals),
        "デジタルデバイド": tiles.divide(found.divide),
        "交通事故（人身）": tiles.accidents(found),
    }
    rows = [
        {
            "分野": topic,
            "値": f"{tile.number} {tile.unit}".strip(),
            "対象": tile.what,
            "いえること": plain.spoken(tile.sentence),
        }
        for topic, tile in listed.items()
    ]
    return Card(
        "topics",
        "三つの分野のいま",
        None,
        alt="",
        table=pd.DataFrame(rows),
        definition=board.DEFINITION,
        sources=sources,
        conditions=conditions,
        headline=states.answer(found.goals),
        grounds=[ground for tile in listed.values() for ground in tile.grounds],
    )
