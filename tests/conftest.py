"""Editions that many tests look at, each built once and alone in its own folder."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from ingest.build import Inputs, build

settings.register_profile("project", deadline=None)
settings.load_profile("project")

BuildEdition = Callable[[Inputs], Path]


@pytest.fixture(scope="session")
def build_edition(tmp_path_factory: pytest.TempPathFactory) -> BuildEdition:
    """Return a function that builds an edition, named as usual, in a new folder."""

    def build_in_new_folder(inputs: Inputs) -> Path:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DASHBOARD_EDITIONS", str(tmp_path_factory.mktemp("editions")))
            return build(inputs, progress=lambda _: None)

    return build_in_new_folder


@pytest.fixture(scope="session")
def empty_edition(build_edition: BuildEdition) -> Path:
    """Return a real edition with the plan, the definitions and the published values, and no record."""
    return build_edition(Inputs())


@pytest.fixture(scope="session")
def sample_edition(build_edition: BuildEdition) -> Path:
    """Return a sample edition: everything that can be synthetic is."""
    return build_edition(Inputs(with_sample=True))


@pytest.fixture(scope="session")
def real_edition(build_edition: BuildEdition) -> Path:
    """Return a real edition with the police's own files, of the prefecture."""
    folder = os.environ.get("NPA_DATA_DIR")
    if not folder:
        pytest.skip("the environment variable NPA_DATA_DIR names no folder with the police files")
    return build_edition(Inputs(npa=Path(folder), scope="prefecture"))
