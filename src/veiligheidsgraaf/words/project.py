"""Where a project keeps its four folders, which files are in them, and what applies beside those."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from .basis import BASES, choose_basis, read_table
from .errors import CannotRead

_PACKAGE = Path(__file__).resolve().parent.parent
_BUNDLED = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent.parent

# Folder -> how the names of its files end.
SUFFIXES = {"ontology": ".ttl", "graphs": ".ttl", "shapes": ".ttl", "queries": ".rq"}
FOLDERS = tuple(SUFFIXES)
_RULES = ("shapes", "queries")
_MOST_NAMED = 5


@dataclass(frozen=True)
class Project:
    """A folder with graphs/, and as it needs ontology/, shapes/ and queries/. Its own files add to those that
    come with the package, and one of the same name stands in its place; how many of those apply is the basis.

    `joined`: (name in the project, path) of files that other repositories add to its graphs.
    """

    root: Path
    joined: tuple[tuple[str, Path], ...] = ()

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The project's settings as they are written. Raises CannotRead."""
        found = read_table(self.root)
        return found[2] if found else {}

    @cached_property
    def basis(self) -> str:
        """What of the package applies: a word of BASES. Raises CannotRead or UnknownName."""
        return choose_basis(self.settings, self.root / "ontology")

    def files(self, name: str, suffix: str) -> list[tuple[str, Path]]:
        """(name relative to the project, path) of all files with a suffix in a folder,
        lent ones and dangling links too, sorted by name.

        Raises CannotRead when the project has no graph of its own.
        """
        own = dict(self.own_files(name, suffix))
        if name == "graphs" and not own:
            raise CannotRead(*self._explain_missing(suffix))
        added = {file: path for file, path in self.joined if file.startswith(f"{name}/")}
        return sorted({**dict(self._lent_files(name, suffix)), **added, **own}.items())

    def own_files(self, name: str, suffix: str) -> list[tuple[str, Path]]:
        """The same, only of the project itself: in its folder, and where its settings point to."""
        found = dict(_list_files(self.root, name, suffix))
        for pattern in self._patterns(name):
            for path in self.root.glob(pattern):
                below = path.rglob(f"*{suffix}") if path.is_dir() else [path]
                found.update((p.relative_to(self.root).as_posix(), p) for p in below if p.suffix == suffix)
        return sorted(found.items())

    def others(self, name: str, suffix: str) -> list[tuple[str, Path]]:
        """(name relative to the project, path) of the files in its own folder without a suffix, sorted."""
        found = (path for path in (self.root / name).rglob("*") if path.suffix != suffix and path.is_file())
        return sorted((path.relative_to(self.root).as_posix(), path) for path in found)

    def is_lent(self, path: Path) -> bool:
        """Whether a file came with the package."""
        return self.root != _BUNDLED and path.is_relative_to(_BUNDLED) and not path.is_relative_to(self.root)

    def find_lent(self, file: str) -> Path | None:
        """The file of the package that an own one of the same name stands in the place of, or None."""
        ours = _BUNDLED / file
        applies = any(file.startswith(f"{folder}/") for folder in BASES[self.basis])
        return ours if self.root != _BUNDLED and applies and ours.is_file() else None

    def is_named(self, file: str) -> bool:
        """Whether a graph file is one that the settings name, outside our folders."""
        return not file.startswith(tuple(f"{folder}/" for folder in FOLDERS))

    def path(self, file: str) -> Path:
        """Where a file stands on disk, by its name in the project."""
        own = self.root / file
        return own if own.exists() else dict(self.joined).get(file, _BUNDLED / file)

    @property
    def has_rules(self) -> bool:
        """Whether our rules beyond SHACL are about this project: they are when our ontology is."""
        return self.basis != "geen" or self._defines_ours

    @cached_property
    def _defines_ours(self) -> bool:
        return (self.root / "ontology" / "veiligheidsgraaf.ttl").is_file()

    @property
    def about(self) -> str:
        """What applies beside the project's own files, in Dutch; "" when that speaks for itself."""
        if self.root == _BUNDLED or self._defines_ours:
            return ""
        if self.basis == "geen":
            told = "basis" in self.settings
            why = "volgens de instellingen" if told else "de eigen ontologie importeert die van ons niet"
            return f"basis geen ({why}): alleen de eigen bestanden gelden"
        added = {name for kind in _RULES for name, _ in self.own_files(kind, SUFFIXES[kind])}
        replaced = added & {name for kind in _RULES for name, _ in self._lent_files(kind, SUFFIXES[kind])}
        note = f"basis {self.basis}: wat met het programma meekomt geldt ook"
        if added - replaced:
            note += f"; {len(added - replaced)} eigen bestanden met shapes en vragen komen erbij"
        if replaced:
            note += f"; in plaats van die van ons: {', '.join(sorted(replaced)[:_MOST_NAMED])}"
        return note

    @property
    def is_ours(self) -> bool:
        """Whether these are the files that come with the package, installed or in its repository."""
        return self.root == _BUNDLED

    @property
    def is_bundled(self) -> bool:
        """Whether this is the data that came with an installed package."""
        return self.root == _PACKAGE / "data"

    def _lent_files(self, name: str, suffix: str) -> Iterator[tuple[str, Path]]:
        if self.root == _BUNDLED:
            return
        for folder in BASES[self.basis]:
            if PurePosixPath(folder).parts[0] == name:
                yield from _list_files(_BUNDLED, folder, suffix)

    def _patterns(self, name: str) -> list[str]:
        """Paths and patterns that the settings give for a folder. Raises CannotRead."""
        found = self.settings.get(name, [])
        patterns = [found] if isinstance(found, str) else found
        if not isinstance(patterns, list) or not all(isinstance(word, str) and word for word in patterns):
            raise CannotRead(
                f"instelling '{name}' is geen lijst van paden", f'schrijf {name} = ["data/*.ttl"]'
            )
        for word in patterns:
            if PurePosixPath(word).is_absolute() or ".." in PurePosixPath(word).parts:
                raise CannotRead(f"'{word}' wijst buiten het project", "geef een pad binnen het project")
        return patterns

    def _explain_missing(self, suffix: str) -> tuple[str, str]:
        if self._patterns("graphs"):
            how = "herstel 'graphs' in de instellingen"
            return f"{self.root}: geen enkel {suffix}-bestand past op {self._patterns('graphs')}", how
        if not (self.root / "graphs").is_dir():
            how = "maak graphs/ aan, of noem in veiligheidsgraaf.toml waar de graaf staat"
            return f"{self.root}: map graphs/ ontbreekt", how
        return (
            f"{self.root / 'graphs'}: geen enkel {suffix}-bestand",
            f"zet er ten minste één {suffix}-bestand in",
        )


def _list_files(root: Path, folder: str, suffix: str) -> Iterator[tuple[str, Path]]:
    for path in (root / folder).rglob(f"*{suffix}"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(root).as_posix(), path


def find_project(root: str | Path | None = None) -> Project:
    """The project at `root`, else the nearest from here upward. Raises CannotRead when there is none."""
    if root is None:
        here = Path.cwd().resolve()
        for folder in (here, *here.parents):
            if _is_project(folder):
                return Project(folder)
        how = (
            "ga naar een map met graphs/, wijs er met --project een aan, "
            "of begin er een met veiligheidsgraaf init"
        )
        raise CannotRead(f"{here}: hier is geen project, en in de mappen erboven ook niet", how)
    project = Project(Path(root).resolve())
    if not project.root.is_dir():
        raise CannotRead(f"{project.root}: map bestaat niet", "wijs met --project een bestaande map aan")
    if not _is_project(project.root):
        how = (
            "wijs met --project een map met graphs/ aan, of noem in veiligheidsgraaf.toml waar de graaf staat"
        )
        raise CannotRead(f"{project.root}: map graphs/ ontbreekt", how)
    return project


def find_project_or_ours(root: str | Path | None = None) -> tuple[Project, str]:
    """(the same, "") or, with no project here, (the data that came with the package, a Dutch sentence saying
    so). Raises CannotRead when `root` is no project.
    """
    try:
        return find_project(root), ""
    except CannotRead:
        if root is not None:
            raise
        told = (
            "hier is geen project (geen graphs/): "
            "het antwoord komt uit de plannen die met het programma meekomen"
        )
        return Project(_BUNDLED), told


def _is_project(folder: Path) -> bool:
    return (folder / "graphs").is_dir() or read_table(folder) is not None
