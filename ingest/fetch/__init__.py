"""Downloads the police's files from their publisher, where there is internet: `python -m ingest fetch-npa`."""

from ingest.fetch.npa import fetch, years_of

__all__ = ["fetch", "years_of"]
