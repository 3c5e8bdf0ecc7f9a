"""The made-up project with a plan under review, and the same with all of it decided."""

import shutil
from pathlib import Path

import pytest

from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE
from .invented import accept_all, begin, open_review


@pytest.fixture(scope="session")
def begun_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("begun") / "voorbeeld"))
    begin(Project(root))
    return root


@pytest.fixture(scope="session")
def decided_root(begun_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(begun_root, tmp_path_factory.mktemp("decided") / "voorbeeld"))
    review = open_review(Project(root))
    accept_all(review)
    review.find_findings()  # what the check remembers is copied along
    return root


@pytest.fixture
def begun(begun_root: Path, tmp_path: Path) -> Project:
    """A project with a plan of which nothing is decided."""
    return Project(Path(shutil.copytree(begun_root, tmp_path / "voorbeeld")))


@pytest.fixture
def decided(decided_root: Path, tmp_path: Path) -> Project:
    """A project with a plan of which all is decided, and nothing is written."""
    return Project(Path(shutil.copytree(decided_root, tmp_path / "voorbeeld")))
