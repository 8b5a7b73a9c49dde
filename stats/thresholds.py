"""The numbers of rules that pages state: how sure an interval is, what counts as chance, how many there must be."""

UNLIKELY = 0.05
"""Probability below which a difference is told as more than chance."""

FALSE_DISCOVERIES = 0.05
"""Share of false findings that is put up with among clusters of accidents found in all cells at once."""

TENDENCY_FROM = 10
"""From so many accidents, or people, on something is told of how they are spread."""

CONFIDENCE = 0.95
"""Of the interval of a figure that was counted or asked for, unless another is named.

Verdicts read off intervals move with it.
"""

FORECAST = 0.80
"""Probability that the interval of a forecast holds the count to come."""

PROJECTION = 0.80
"""Probability that the interval of an indicator's straight line holds the value on the target's day."""

RANKING = 0.90
"""Probability that the interval of a place's expected accidents holds their level."""

POWER = 0.80
"""Probability with which a planned comparison finds the change it is planned for."""

TOP = 10
"""How many places lead a ranking."""
