"""Pages of the digital divide, their cards, and the option they share."""
