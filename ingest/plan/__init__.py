"""The plan: the folder of text files that says what the city promised, into tables of the edition."""

from ingest.plan.reader import load, read_plan

__all__ = ["load", "read_plan"]
