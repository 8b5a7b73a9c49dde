"""Pages of the plan's goals and their cards."""
