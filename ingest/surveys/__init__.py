"""Surveys of citizens, from single answers or counts, into protected shares by age class."""

from ingest.surveys.earlier import History
from ingest.surveys.reader import load
from ingest.surveys.rules import load as load_rules
from ingest.surveys.weighting import weight

__all__ = ["History", "load", "load_rules", "weight"]
