"""Pages of traffic accidents, their cards, and the selection they share."""
