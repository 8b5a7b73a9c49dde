"""Why a bundle cannot be made."""


class BundleError(Exception):
    """A bundle cannot be made; the message says in Japanese why, and what to do about it."""
