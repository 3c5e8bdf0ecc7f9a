"""Where a project keeps its four folders, and which files are in them."""

from dataclasses import dataclass
from pathlib import Path

from .errors import CannotRead

_PACKAGE = Path(__file__).resolve().parent.parent
_BUNDLED = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent.parent

# Folders that another repository may leave out: then ours are used.
_SHARED = ("ontology", "shapes", "queries")


@dataclass(frozen=True)
class Project:
    """A folder with ontology/, graphs/, shapes/ and queries/."""

    root: Path

    def folder(self, name: str) -> Path:
        """Path of one of the four folders; ours where the project has none of its own."""
        own = self.root / name
        return own if own.is_dir() or name not in _SHARED else _BUNDLED / name

    def files(self, name: str, suffix: str) -> list[tuple[str, Path]]:
        """(name relative to the project, path) of all files with a suffix below a folder,
        dangling links too, sorted by name.

        Raises CannotRead when the folder is missing or holds no such file.
        """
        folder = self.folder(name)
        if not folder.is_dir():
            raise CannotRead(
                f"{self.root}: map {name}/ ontbreekt",
                f"maak {name}/ aan of wijs met --project een andere map aan",
            )
        found = sorted(
            (path.relative_to(folder.parent).as_posix(), path)
            for path in folder.rglob(f"*{suffix}")
            if path.is_symlink() or not path.is_dir()
        )
        if not found:
            raise CannotRead(
                f"{folder}: geen enkel {suffix}-bestand", f"zet er ten minste één {suffix}-bestand in"
            )
        return found

    def others(self, name: str, suffix: str) -> list[tuple[str, Path]]:
        """(name relative to the project, path) of the files below a folder without a suffix, sorted."""
        folder = self.folder(name)
        found = (path for path in folder.rglob("*") if path.suffix != suffix and path.is_file())
        return sorted((path.relative_to(folder.parent).as_posix(), path) for path in found)

    @property
    def notes(self) -> tuple[str, ...]:
        """What applies beside the project's own files."""
        return ()

    @property
    def is_bundled(self) -> bool:
        """Whether this is the data that came with an installed package."""
        return self.root == _PACKAGE / "data"


def find_project(root: str | Path | None = None) -> Project:
    """The project at `root`, or the data that came with the package.

    Raises CannotRead when there is no graphs/.
    """
    project = Project(Path(root).resolve() if root else _BUNDLED)
    if not project.root.is_dir():
        raise CannotRead(f"{project.root}: map bestaat niet", "wijs met --project een bestaande map aan")
    if not (project.root / "graphs").is_dir():
        raise CannotRead(
            f"{project.root}: map graphs/ ontbreekt", "wijs met --project een map met graphs/ aan"
        )
    return project
