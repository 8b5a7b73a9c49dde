"""Counts of events in years and places, and how far chance alone moves them."""
