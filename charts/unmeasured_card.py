"""What one part of the plan names and no data can tell, as a card for slides."""

import html
from collections.abc import Sequence

import pandas as pd

from charts import unmeasured
from charts.cards import Card
from findings.unmeasured import Unmeasured
from queries import once


@once
def of_part(listed: Sequence[Unmeasured], conditions: Sequence[str], sources: Sequence[str]) -> Card:
    """Return each thing with what there is instead."""
    named = [f"{differences}による差"] if (differences := unmeasured.between(listed)) else []
    named += [others] if (others := unmeasured.others(listed)) else []
    rows = {(f"{one.what}による差" if one.topic == "divide" else one.what, one.note): None for one in listed}
    return Card(
        "unmeasured",
        "測る資料がないもの",
        None,
        alt="",
        table=pd.DataFrame(list(rows), columns=["挙げられていること", "ほかに分かること"]),
        definition=f"どこに挙げられているかは、{unmeasured.ORIGIN}です。",
        sources=sources,
        conditions=conditions,
        headline=html.escape(f"{'、'.join(named)}を測る資料がありません。"),
    )
