"""A card: a chart with its sentence, table and what must be known of it, as pages draw it and slides place it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from charts import theme


@dataclass(frozen=True)
class Card:
    """What a card says, wherever it stands.

    Attributes
    ----------
    key
        What addresses and saved files know the card by.
    title
        What is shown, as a noun (plain text).
    figure
        The chart; None where the table is what is shown.
    alt
        The chart in words.
    table
        Exactly what is drawn, with Japanese column names.
    definition
        How it was counted.
    sources
        The source_ids of everything shown.
    conditions
        The filters in words.
    answer, grounds
        HTML: two sentences at most of what the card says, and what they rest on, a sentence each.
    headline
        HTML: what the chart shows in one sentence, where the card says it nowhere; the title of its slide.
    saved
        What is saved where that is more than the table shows.
    is_drawn
        Whether what matters of the table is written in the chart, so that paper does not carry it twice.
    """

    key: str
    title: str
    figure: theme.Drawing | None
    alt: str
    table: pd.DataFrame
    definition: str
    sources: Sequence[str]
    conditions: Sequence[str] = ()
    answer: str = ""
    grounds: Sequence[str] = ()
    headline: str = ""
    saved: pd.DataFrame | None = None
    is_drawn: bool = False

    @property
    def height(self) -> int:
        """Return the height of the chart in pixels; 0 without one."""
        return 0 if self.figure is None else int(self.figure["layout"]["height"])
