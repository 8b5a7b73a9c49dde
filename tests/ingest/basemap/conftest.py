"""What several tests of background maps need."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def geo() -> Path:
    """Return the folder of a real boundary of the city."""
    folder = os.environ.get("GEO_DATA_DIR")
    if not folder:
        pytest.skip("the environment variable GEO_DATA_DIR names no folder with a boundary of the city")
    return Path(folder)
