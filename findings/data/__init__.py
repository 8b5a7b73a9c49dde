"""What an edition is made of."""
