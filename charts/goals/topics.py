"""Where the other topics that measures touch are shown."""

TOPICS = {
    "divide": ("divide", "年代による差"),
    "divide:reasons": ("divide-reasons", "使わない理由"),
    "accidents": ("accidents", "交通事故"),
}
"""Topic, or part of one, as the plan's links name it → address and title of its page."""
