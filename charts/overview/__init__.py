"""Sentences and figures of the first page."""
