"""The screens of a meeting as HTML."""
