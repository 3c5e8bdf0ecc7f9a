"""What a change touches: the files that differ from a git revision, and the plans whose check depends on them."""

import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..words import iris
from ..words.errors import CannotRead
from .read import Dataset
from .units import SHARED, Unit, split_units

_SECONDS = 60


@dataclass(frozen=True)
class Scope:
    """Files (relative to the project) that differ from a revision, deleted ones too."""

    revision: str
    changed: frozenset[str]

    def units(self, dataset: Dataset) -> tuple[set[str], list[str]]:
        """(units to check, what is passed over and why in Dutch)."""
        units = split_units(dataset)
        everything = {unit.name for unit in units}
        shared = sorted(name for name in self.changed if name.startswith(("ontology/", "shapes/", "graphs/referentie/")))
        if shared:
            return everything, [f"alles gecontroleerd: {shared[0]} geldt voor alle plannen"]
        slugs = {Path(name).stem for name in self.changed if name.startswith(("graphs/plannen/", "graphs/passages/"))}
        wanted = {unit.name for unit in units if unit.name.partition("/")[2] in slugs or _mentions(unit, slugs)}
        passed = sorted(everything - wanted)
        shown = ", ".join(passed[:10]) + (f" en {len(passed) - 10} andere" if len(passed) > 10 else "")  # noqa: PLR2004
        return wanted, [f"overgeslagen, want niet veranderd sinds {self.revision}: {shown}"] if passed else []

    def files(self, dataset: Dataset, wanted: Collection[str] | None) -> set[str]:
        """Names of the files of some units."""
        return {file.name for unit in split_units(dataset) if wanted is None or unit.name in wanted for file in unit.files}


def find_scope(root: Path, revision: str) -> Scope:
    """What differs in a project from a git revision: committed, staged, not staged and new. Raises CannotRead."""
    how = "geef een revisie die in deze git-map bestaat, bijvoorbeeld origin/main (haal zo nodig meer geschiedenis op)"
    commit = _git(root, how, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    differs = _git(root, how, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", ".")
    new = _git(root, how, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return Scope(revision, frozenset(name for name in (differs + new).split("\0") if name))


def _git(root: Path, how: str, *words: str) -> str:
    try:
        found = subprocess.run(["git", *words], cwd=root, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603, S607
    except FileNotFoundError:
        raise CannotRead("git is niet te vinden", "installeer git, of controleer alles zonder --changed") from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise CannotRead(f"git kon niet zeggen wat er veranderd is ({words[0]})", how) from None
    return found.stdout.decode("utf-8", errors="replace")


def _mentions(unit: Unit, slugs: Collection[str]) -> bool:
    """Whether a unit refers to one of these plans, or to something in them."""
    if unit.name == SHARED or not slugs:
        return False
    sources = tuple(iris.source(slug) for slug in slugs)
    return any(
        iris.plan_of(triple.object.value) in slugs or triple.object.value.partition("#")[0] in sources
        for file in unit.files
        for triple in file.triples
    )
