"""Why slides cannot be made."""


class SlidesError(Exception):
    """A file of slides cannot be made; the message says in Japanese why, and what to do about it."""
