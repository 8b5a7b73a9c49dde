"""Whether a replica on this machine is ready for viewers."""

import time
import urllib.request

LONGEST = 120
"""Seconds after which a replica that is not ready counts as failed."""


def is_ready(port: int) -> bool:
    """Return whether the replica at a port would answer a viewer now."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
            return True
    except OSError:  # also when it says itself that it is not
        return False


def wait(port: int) -> bool:
    """Wait until the replica at a port is ready; return whether it was in time."""
    until = time.monotonic() + LONGEST
    while not (ready := is_ready(port)) and time.monotonic() < until:
        time.sleep(0.2)
    return ready
