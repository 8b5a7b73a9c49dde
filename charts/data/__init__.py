"""Sentences and tables of what an edition is made of."""
