"""Pages of what an edition is made of."""
