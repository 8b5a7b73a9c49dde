"""Surveys of citizens, from single answers or counts, into protected shares by age class."""

from ingest.surveys.reader import load

__all__ = ["load"]
