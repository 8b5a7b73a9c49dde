"""What is concluded about the goals of the plan."""
