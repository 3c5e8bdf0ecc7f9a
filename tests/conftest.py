"""Shared by all tests: the repository and a small made-up project,
and a release of each, built once per run.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
EXAMPLE = DATA / "voorbeeld"
SOURCES = ROOT.parent / "shared" / "bronnen"


@pytest.fixture(scope="session")
def project() -> Project:
    """The repository as a project."""
    return Project(ROOT)


@pytest.fixture
def example(tmp_path: Path) -> Project:
    """A copy of the made-up project, to break at will."""
    return Project(shutil.copytree(EXAMPLE, tmp_path / "voorbeeld"))


@pytest.fixture(scope="session")
def release(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the repository."""
    return build(project, tmp_path_factory.mktemp("home"))[0]


@pytest.fixture(scope="session")
def example_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the made-up project."""
    return build(Project(EXAMPLE), tmp_path_factory.mktemp("home"))[0]


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
