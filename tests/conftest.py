"""Shared by all tests: the repository and a small made-up project,
and a release of each, built once per run.
"""

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release, current_release

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
EXAMPLE = DATA / "voorbeeld"
SOURCES = ROOT.parent / "shared" / "bronnen"

# No test rests on how fast or quiet the machine is.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def project() -> Project:
    """The repository as a project."""
    return Project(ROOT)


@pytest.fixture
def example(tmp_path: Path) -> Project:
    """A copy of the made-up project, to break at will."""
    return Project(shutil.copytree(EXAMPLE, tmp_path / "voorbeeld"))


def build_once(project: Project, name: str, factory: pytest.TempPathFactory) -> Release:
    """A release that all test processes of one run share: the first that asks builds it."""
    run = factory.getbasetemp()
    run = run.parent if run.name.startswith("popen-") else run
    home = run / f"shared-{name}"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return current_release(home) if home.is_dir() else build(project, home)[0]


@pytest.fixture(scope="session")
def release(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the repository."""
    return build_once(project, "repository", tmp_path_factory)


@pytest.fixture(scope="session")
def example_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the made-up project."""
    return build_once(Project(EXAMPLE), "example", tmp_path_factory)


@pytest.fixture(scope="session")
def answers(release: Release) -> Iterator[Answers]:
    """The named questions on the repository."""
    with PooledStore(release, 1) as store:
        yield Answers.of(release, store)


@pytest.fixture(scope="session")
def example_answers(example_release: Release) -> Iterator[Answers]:
    """The named questions on the made-up project."""
    with PooledStore(example_release, 1) as store:
        yield Answers.of(example_release, store)
