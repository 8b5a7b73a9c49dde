"""Where the other topics that measures touch are shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Topic(NamedTuple):
    """The page of a topic, what a link to it is called, and the conditions under which it shows a part of the topic."""

    page: str
    title: str
    conditions: Mapping[str, str] = MappingProxyType({})


TOPICS = {
    "divide": Topic("divide", "年代による差"),
    "divide:reasons": Topic("divide-questions", "使わない理由", {"view": "なぜ"}),
    "accidents": Topic("accidents", "交通事故"),
    "accidents:overlays": Topic("accidents", "通学路などの近くの事故", {"view": "通学路など"}),
}
"""Topic, or part of one, as the plan's links name it → its page."""
