"""What a change touches: the files that differ from a git revision,
and the plans whose check depends on them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..history.git import ask_git, find_commit
from ..words import iris
from ..words.errors import CannotRead
from .units import SHARED, Unit


@dataclass(frozen=True)
class Scope:
    """Files (relative to the project) that differ from a revision, deleted ones too."""

    revision: str
    changed: frozenset[str]

    def units(self, units: Iterable[Unit]) -> tuple[set[str], list[str]]:
        """(names of the units to check, what is passed over and why in Dutch)."""
        units = list(units)
        everything = {unit.name for unit in units}
        shared = sorted(
            name for name in self.changed if name.startswith(("ontology/", "shapes/", "graphs/referentie/"))
        )
        if shared:
            return everything, [f"alles gecontroleerd: {shared[0]} geldt voor alle plannen"]
        slugs = {
            Path(name).stem
            for name in self.changed
            if name.startswith(("graphs/plannen/", "graphs/passages/"))
        }
        wanted = {
            unit.name for unit in units if unit.name.partition("/")[2] in slugs or _mentions(unit, slugs)
        }
        passed = sorted(everything - wanted)
        shown = ", ".join(passed[:10]) + (f" en {len(passed) - 10} andere" if len(passed) > 10 else "")  # noqa: PLR2004
        return wanted, [f"overgeslagen, want niet veranderd sinds {self.revision}: {shown}"] if passed else []

    def files(self, units: Iterable[Unit], wanted: Collection[str] | None) -> set[str]:
        """Names of the files of the wanted units."""
        return {file.name for unit in units if wanted is None or unit.name in wanted for file in unit.files}


def find_scope(root: Path, revision: str) -> Scope:
    """What differs in a project from a git revision: committed, staged, not staged and new. Raises
    InvalidRequest or CannotRead.
    """
    commit = find_commit(root, revision)
    differs = ask_git(
        root, "diff", "--no-ext-diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", "."
    )
    new = ask_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    if differs is None or new is None:
        raise CannotRead(
            f"git kon niet zeggen wat er veranderd is sinds {revision}", "controleer alles zonder --changed"
        )
    names = (differs + new).decode("utf-8", errors="replace").split("\0")
    return Scope(revision, frozenset(name for name in names if name))


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
