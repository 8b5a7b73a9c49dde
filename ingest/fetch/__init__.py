"""Downloads from publishers, where there is internet: `python -m ingest fetch-npa` and `… fetch-basemap`."""

from ingest.fetch.npa import fetch, years_of

__all__ = ["fetch", "years_of"]
