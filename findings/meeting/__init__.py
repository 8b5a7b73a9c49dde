"""What a meeting looks at together: the running order and its screens."""
