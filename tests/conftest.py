"""Editions that many tests look at, each built once for all workers of a run and alone in its own folder."""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ingest.build import Inputs, build
from tests.serving import served

settings.register_profile("project", deadline=None)
settings.load_profile("project")

BuildEdition = Callable[[Inputs], Path]
BuildOnce = Callable[[str, Inputs], Path]


def build_in(folder: Path, inputs: Inputs) -> Path:
    """Build an edition, named as usual, in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_EDITIONS", str(folder))
        return build(inputs, progress=lambda _: None)


@pytest.fixture(scope="session")
def build_edition(tmp_path_factory: pytest.TempPathFactory) -> BuildEdition:
    """Return a function that builds an edition, named as usual, in a new folder."""
    return lambda inputs: build_in(tmp_path_factory.mktemp("editions"), inputs)


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> BuildOnce:
    """Return a function that builds the edition of a name, or waits for the worker that does.

    Every test of the run reads the same file, so it must not be written and nothing may be put beside it.
    """
    of_worker = tmp_path_factory.getbasetemp()
    of_run = of_worker.parent if "PYTEST_XDIST_WORKER" in os.environ else of_worker

    def build_unless_there(name: str, inputs: Inputs) -> Path:
        folder = of_run / "editions of all" / name
        folder.mkdir(parents=True, exist_ok=True)
        with (folder.parent / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return next(folder.glob("*.duckdb"), None) or build_in(folder, inputs)

    return build_unless_there


@pytest.fixture(scope="session")
def npa() -> Path:
    """Return the folder of the police's own files."""
    folder = os.environ.get("NPA_DATA_DIR")
    if not folder:
        pytest.skip("the environment variable NPA_DATA_DIR names no folder with the police files")
    return Path(folder)


@pytest.fixture(scope="session")
def empty_edition(build_once: BuildOnce) -> Path:
    """Return a real edition with the plan, the definitions and the published values, and no record."""
    return build_once("empty", Inputs())


@pytest.fixture(scope="session")
def sample_edition(build_once: BuildOnce) -> Path:
    """Return a sample edition: everything that can be synthetic is."""
    return build_once("sample", Inputs(with_sample=True))


@pytest.fixture(scope="session")
def real_edition(build_once: BuildOnce, npa: Path) -> Path:
    """Return a real edition with the police's own files, of the prefecture."""
    return build_once("prefecture", Inputs(npa=npa, scope="prefecture"))


@pytest.fixture(scope="session")
def nation_edition(build_once: BuildOnce, npa: Path) -> Path:
    """Return a real edition with the police's own files, of the whole nation."""
    return build_once("nation", Inputs(npa=npa, scope="nation"))


@pytest.fixture(scope="session")
def sample_address(sample_edition: Path) -> Iterator[str]:
    """Return where the dashboard runs over the sample edition, one server for all tests of a worker."""
    with served(sample_edition.parent) as address:
        yield address


@pytest.fixture(scope="session")
def real_address(real_edition: Path) -> Iterator[str]:
    """Return where the dashboard runs over the prefecture's real edition, one server for all tests of a worker."""
    with served(real_edition.parent) as address:
        yield address
