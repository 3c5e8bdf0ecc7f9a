"""Shared by all tests: the project itself, and a release of it built once per run."""

from pathlib import Path

import pytest

from veiligheidsgraaf.build.pipeline import build
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "bronnen"


@pytest.fixture(scope="session")
def project() -> Project:
    """The repository as a project."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def release(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the repository."""
    return build(project, tmp_path_factory.mktemp("home"))[0]
