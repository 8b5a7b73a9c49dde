"""From where on something is said at all: how unlikely chance must be, and how many there must be."""

UNLIKELY = 0.05
"""Probability below which a difference is told as more than chance."""

TENDENCY_FROM = 10
"""From so many accidents, or people, on something is told of how they are spread."""
