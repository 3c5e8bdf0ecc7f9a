"""From a project to a release that serves."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ..check.findings import Report
from ..check.memory import Memory
from ..check.pipeline import Country, check_country
from ..check.products import Product
from ..check.shelf import Shelf
from ..words.errors import DoesNotConform
from ..words.project import Project
from ..words.questions import load_questions
from ..words.release import Release
from .fact_rows import FactRows
from .known_names import KnownNames
from .others.accepting import choose
from .others.publishers import describe_others
from .part_files import PartFiles
from .remembered import Remembered
from .write import DamagedRelease, write_release

# What is made of each plan.
PRODUCTS: tuple[Product, ...] = (PartFiles(),)
Tell = Callable[[str], None]
# In the home: copies of other repositories, and the folders that the build before took along.
OTHERS, _FOLDERS = "bij", "mappen"


def build(
    project: Project,
    home: Path,
    tell: Tell = lambda _: None,
    keep: int = 3,
    folders: Sequence[Path] | None = None,
    warn: Tell = lambda _: None,
) -> tuple[Release, Report]:
    """Check and, when it conforms, write a release and make it current.

    `folders`: other repositories to take along (None: those of the build before); `warn` hears what is to be
    known of them. Raises CannotRead or DoesNotConform.
    """
    checks = home / "checks"
    shelf = Shelf(checks / "delen")
    questions = load_questions(project)
    joint = (FactRows(questions), KnownNames(questions))
    memory = Memory(checks)

    def check(joined: Project) -> Country:
        return check_country(joined, shelf, tell, memory, PRODUCTS, joint)

    folders = recall_folders(home) if folders is None else folders
    others, country = choose(project, folders, home / OTHERS, check)
    for told in (*others.told, *map(str, others.doubles)):
        warn(told)
    report = country.report
    if not report.conforms:
        lines = "\n".join(str(finding) for finding in report.violations)
        raise DoesNotConform(lines, f"\n{len(report.violations)} overtredingen: er is niets gebouwd")
    tell("Uitgave schrijven")
    remembered, published = Remembered(memory, shelf), describe_others(others.accepted)
    try:
        release = write_release(others.joined, country, home, remembered, keep, published)
    except DamagedRelease:
        shelf.drop_damaged()
        country = replace(check(others.joined), report=report)
        release = write_release(others.joined, country, home, remembered, keep, published)
    shelf.keep_only(country.files | remembered.kept)
    others.remember()
    remember_folders(home, folders)
    return release, report


def recall_folders(home: Path) -> list[Path]:
    """The other repositories that the build before took along."""
    try:
        lines = (home / OTHERS / _FOLDERS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [Path(line) for line in lines if line]


def remember_folders(home: Path, folders: Sequence[Path]) -> None:
    """Remember them for the next build."""
    if folders or (home / OTHERS).is_dir():
        (home / OTHERS).mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{folder.resolve()}\n" for folder in folders)
        (home / OTHERS / _FOLDERS).write_text(lines, encoding="utf-8")
