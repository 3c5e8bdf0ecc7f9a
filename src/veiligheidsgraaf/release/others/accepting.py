"""Which version of which repository goes into a release: the newest that keeps to its own and conforms, else
the one that did before, else none. One that is broken takes nobody with it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...check.pipeline import Country
from ...check.plan_parts import lay_out, read_placed
from ...turtle.read import SourceFile
from ...words import iris
from ...words.errors import CannotRead
from ...words.project import Project
from .doubles import Double, as_doubles, find_doubles
from .screening import Known, Screened, screen
from .taken import last_good, name_of, remember_good, take_copy

OWN = "het eigen project"
DOUBLES = "te-koppelen.txt"
_MOST_TOLD = 3
Check = Callable[[Project], Country]


@dataclass
class Others:
    """The other repositories of a build: those that go in, names to tie, and what to tell people."""

    project: Project
    home: Path
    accepted: list[Screened] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def joined(self) -> Project:
        """The project with their files."""
        return join(self.project, self.accepted)

    def remember(self) -> None:
        """After a release was written: what went in is the last that was good; names to tie are listed."""
        for screened in self.accepted:
            remember_good(screened.repository, self.home)
        if self.home.is_dir():
            (self.home / DOUBLES).write_text("".join(f"{one}\n" for one in self.doubles), encoding="utf-8")


def join(project: Project, accepted: Iterable[Screened]) -> Project:
    """A project with the files of repositories."""
    files = tuple(sorted(pair for one in accepted for pair in one.repository.files))
    return replace(project, joined=files)


def choose(project: Project, folders: Sequence[Path], home: Path, check: Check) -> tuple[Others, Country]:
    """What goes into a release beside a project, and the check of it all.

    The project itself must conform: what is told of a repository is told of it alone.
    """
    others = Others(project, home)
    if not folders:
        return others, check(project)
    home.mkdir(parents=True, exist_ok=True)
    base = _read_base(project)
    others.accepted = _take_all(others, folders, base.known())
    country = _check_with(others, check, others.accepted)
    if not country.report.conforms:
        alone = check(project)
        if not alone.report.conforms:
            others.accepted = []
            return others, alone
        country = _one_by_one(others, check, alone, base.known())
    known = base.known()
    for one in others.accepted:
        known.add(one.repository.name, one.references, one.plans)
    others.doubles = find_doubles(base.references, others.accepted, known)
    return others, country


@dataclass(frozen=True)
class _Base:
    """A project itself: what its plans share, and their slugs."""

    shared: tuple[SourceFile, ...]
    plans: Collection[str]

    @property
    def references(self) -> tuple[SourceFile, ...]:
        """Its references."""
        return tuple(file for file in self.shared if file.graph == iris.REFERENCE_GRAPH)

    def known(self) -> Known:
        """All that it describes, for others to be added to."""
        known = Known()
        known.add(OWN, self.shared, self.plans)
        return known


def _read_base(project: Project) -> _Base:
    layout = lay_out(project)
    return _Base(read_placed(layout.shared), tuple(layout.plans))


def _take_all(others: Others, folders: Iterable[Path], known: Known) -> list[Screened]:
    """The newest version of each that keeps to its own, else the last good one."""
    accepted: list[Screened] = []
    for folder in folders:
        try:
            name = name_of(folder.resolve())
            if any(one.repository.name == name for one in accepted):
                raise CannotRead(f"{folder}: er is al een repository met de naam {name}", "hernoem de map")
        except CannotRead as fault:
            others.told.append(str(fault))
            continue
        taken = _take(others, folder, name, known)
        if taken:
            accepted.append(taken)
            known.add(name, taken.references, taken.plans)
    return accepted


def _take(others: Others, folder: Path, name: str, known: Known) -> Screened | None:
    try:
        screened = screen(take_copy(folder, others.home), known)
        reasons: Sequence[str] = screened.reasons
    except (CannotRead, OSError) as fault:
        reasons = (str(fault),)
    if not reasons:
        return screened
    return _fall_back(others, name, known, reasons)


def _fall_back(others: Others, name: str, known: Known, reasons: Sequence[str]) -> Screened | None:
    """The last good version of a repository whose newest is refused, told with the reasons."""
    why = "; ".join(reasons[:_MOST_TOLD])
    old = last_good(name, others.home)
    screened = screen(old, known) if old else None
    if screened is None or screened.reasons:
        others.told.append(f"{name} doet niet mee: {why}")
        return None
    others.told.append(f"{name}: de nieuwe versie is geweigerd en de vorige blijft: {why}")
    return screened


def _one_by_one(others: Others, check: Check, alone: Country, known: Known) -> Country:
    """Those that conform beside all before them; of one that does not, its last good version."""
    accepted, country = list[Screened](), alone
    for candidate in others.accepted:
        chosen, found = _fitting(others, check, accepted, candidate, known)
        if chosen and found:
            accepted, country = [*accepted, chosen], found
            known.add(chosen.repository.name, chosen.references, chosen.plans)
    others.accepted = accepted
    return country


def _fitting(
    others: Others, check: Check, accepted: list[Screened], candidate: Screened, known: Known
) -> tuple[Screened | None, Country | None]:
    """A repository, or its last good version, that conforms beside some others; and the check of them all."""
    found = _check_with(others, check, [*accepted, candidate])
    if found.report.conforms:
        return candidate, found
    name = candidate.repository.name
    fallback = _fall_back(others, name, known, [str(one) for one in found.report.violations])
    if fallback is None:
        return None, None
    found = _check_with(others, check, [*accepted, fallback])
    if found.report.conforms:
        return fallback, found
    others.told.append(f"{name} doet niet mee: ook de vorige versie voldoet niet")
    return None, None


def _check_with(others: Others, check: Check, accepted: Sequence[Screened]) -> Country:
    """The check of a project with some repositories; one name for things of two is no fault of either."""
    country = check(join(others.project, accepted))
    things = {thing for one in accepted for thing in one.things}
    return replace(country, report=as_doubles(country.report, things))


def list_folders(project: Project, named: Iterable[Path] = ()) -> list[Path]:
    """The folders that the settings list (`bij`, from the project) and those that are named, each once.
    Raises CannotRead.
    """
    listed = project.settings.get("bij", [])
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise CannotRead("instelling 'bij' is geen lijst van mappen", 'schrijf bij = ["../regio-a"]')
    found = (*(project.root / one for one in listed), *named)
    return list(dict.fromkeys(path.resolve() for path in found))
