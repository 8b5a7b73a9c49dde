"""Inequality between groups, and the protection of answers."""
