"""From a project to a release that serves."""

from collections.abc import Callable
from pathlib import Path

from ..check.findings import Report
from ..check.memory import Memory
from ..check.pipeline import check_country
from ..check.products import Product
from ..check.shelf import Shelf
from ..words.errors import DoesNotConform
from ..words.project import Project
from ..words.questions import load_questions
from ..words.release import Release
from .fact_rows import FactRows
from .known_names import KnownNames
from .part_files import PartFiles
from .remembered import Remembered
from .write import DamagedRelease, write_release

# What is made of each plan.
PRODUCTS: tuple[Product, ...] = (PartFiles(),)
Tell = Callable[[str], None]


def build(project: Project, home: Path, tell: Tell = lambda _: None, keep: int = 3) -> tuple[Release, Report]:
    """Check and, when it conforms, write a release and make it current.

    Raises CannotRead or DoesNotConform.
    """
    checks = home / "checks"
    shelf = Shelf(checks / "delen")
    questions = load_questions(project)
    joint = (FactRows(questions), KnownNames(questions))
    memory = Memory(checks)
    country = check_country(project, shelf, tell, memory, PRODUCTS, joint)
    report = country.report
    if not report.conforms:
        lines = "\n".join(str(finding) for finding in report.violations)
        raise DoesNotConform(lines, f"\n{len(report.violations)} overtredingen: er is niets gebouwd")
    tell("Uitgave schrijven")
    remembered = Remembered(memory, shelf)
    try:
        release = write_release(project, country, home, remembered, keep)
    except DamagedRelease:
        shelf.drop_damaged()
        country = check_country(project, shelf, tell, memory, PRODUCTS, joint)
        release = write_release(project, country, home, remembered, keep)
    shelf.keep_only(country.files | remembered.kept)
    return release, report
