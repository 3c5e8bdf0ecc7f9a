"""A check of a whole country: plan by plan, in processes on all cores, what was done before remembered.

A plan is read, inferred and made into files by itself, and validated together with a handful of others and
what they share, never everything at once. What joins plans is seen before they are parted: plans that speak
of each other (`vg:volgtOp`, `vg:zetVoort`), or describe the same thing, are validated together, whatever that
takes. A project with shapes of its own is validated as one graph, since those may look anywhere.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..words.project import Project
from ..words.questions import load_questions
from .content import check_shared
from .findings import Finding, Report
from .groups import group_plans
from .memory import Memory
from .parts import Layout, Shared, digest_placed, lay_out
from .processes import run_in_processes
from .products import Product
from .run import without_garbage_collection
from .shelf import Shelf
from .units import digest
from .work import Checked, Made, Task, Work

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Country:
    """A checked project: what plans share, what is known of each plan, and where their files are."""

    report: Report
    shared: Shared
    plans: Mapping[str, Made]
    shelf: Shelf


@without_garbage_collection()
def check_country(
    project: Project,
    shelf: Shelf,
    tell: Tell = lambda _: None,
    memory: Memory | None = None,
    products: Sequence[Product] = (),
) -> Country:
    """Read, infer and validate a project, and make the products of each plan.

    Raises CannotRead, or BrokenFile at the first file that is no Turtle.
    """
    tell("Bestanden lezen")
    load_questions(project)
    layout = lay_out(project)
    shared = Shared(layout)
    shared.prepare()
    run = _Run(layout, shared, shelf, memory or Memory(), products)
    tell("Afleiden en controleren")
    run.go()
    return Country(run.report(), shared, run.made, shelf)


class _Run:
    """One check: what is known already, what is to be done, and what came of it."""

    def __init__(
        self, layout: Layout, shared: Shared, shelf: Shelf, memory: Memory, products: Sequence[Product]
    ) -> None:
        self._layout, self._shared, self._shelf, self._memory = layout, shared, shelf, memory
        self._products = products
        self._keys = {
            slug: digest("plan", slug, digest_placed(files), shared.key)
            for slug, files in layout.plans.items()
        }
        self.made: dict[str, Made] = {}
        self.checked: dict[tuple[str, ...], Checked] = {}

    def go(self) -> None:
        """Do what is not known, and again what turns out to be tied."""
        for slug, key in self._keys.items():
            if known := self._recall_made(key):
                self.made[slug] = known
        groups = self._group()
        if len(groups) < (os.cpu_count() or 1):  # else the cores would not all have work
            self._do([Task((slug,), is_check=False) for slug in self._missing(self._layout.plans)])
            groups = self._group()
        self._do([Task(()), *map(Task, groups)])
        if (regrouped := self._group()) != groups:
            self._do([Task(group) for group in regrouped if group not in groups])
        self.checked = {group: self.checked[group] for group in ((), *regrouped)}

    def report(self) -> Report:
        """Everything that was found."""
        baseline = self.checked[()]
        findings = set(baseline.findings)
        passed = set(baseline.passed)
        beside = {group: checked for group, checked in self.checked.items() if group}
        for group, checked in beside.items():
            findings -= self._cured(baseline, group, checked)
        for checked in beside.values():
            findings.update(checked.findings)
            findings.update(set(checked.shared) - set(baseline.findings))
            passed.update(checked.passed)
        if self._shared.dataset.has_rules:
            used = {used for made in self.made.values() for used in made.used}
            names = check_shared(self._shared.dataset, used)
            findings.update(found for found in names if found.file not in self._shared.dataset.lent)
        notes = replace(baseline.as_validated(), passed=tuple(passed)).notes
        return Report(tuple(sorted(findings)), notes)

    def _cured(self, baseline: Checked, group: Iterable[str], checked: Checked) -> set[Finding]:
        """What was found of the shared part alone, and not beside these plans: they say what was missed."""
        used = {subject for slug in group for subject in self.made[slug].uses}
        references = self._shared.reference_files
        return {
            finding
            for finding in baseline.findings
            if (finding.file not in references or finding.focus in used) and finding not in checked.shared
        }

    def _group(self) -> list[tuple[str, ...]]:
        ties = {slug: made.ties for slug, made in self.made.items()}
        groups = group_plans(self._layout.plans, ties, self._layout.has_own_shapes)
        return [tuple(group) for group in groups]

    def _missing(self, slugs: Iterable[str]) -> list[str]:
        return [slug for slug in slugs if slug not in self.made or self.made[slug].lacks(self._products)]

    def _do(self, tasks: list[Task]) -> None:
        """Do some tasks, but what is remembered, and remember them."""
        todo = []
        for task in tasks:
            missing = tuple(self._missing(task.slugs))
            if not missing and task.is_check and (known := self._recall_checked(task.slugs)):
                self.checked[task.slugs] = known
            else:
                todo.append(replace(task, missing=missing))
        todo.sort(key=lambda task: (bool(task.slugs), -self._size(task)))  # the longest first
        work = Work(self._layout, self._shared, self._shelf, self._products, dict(self.made))
        for task, done in zip(todo, run_in_processes(work, todo), strict=True):
            for slug, made in done.made.items():
                self.made[slug] = made
                self._memory.keep(self._keys[slug], made.as_plain())
            if done.checked:
                self.checked[task.slugs] = done.checked
                if not done.checked.is_wrong:
                    self._memory.keep(self._group_key(task.slugs), done.checked.as_plain())

    def _size(self, task: Task) -> int:
        files = (file for slug in task.slugs for file in self._layout.plans[slug])
        return sum(file.path.stat().st_size for file in files)

    def _recall_made(self, key: str) -> Made | None:
        content = self._memory.recall(key)
        made = Made.from_plain(content) if content else None
        if made is None or made.uses_digest != self._shared.digest_uses(made.uses):
            return None
        return made if all(map(self._shelf.has, made.files)) else None

    def _recall_checked(self, group: tuple[str, ...]) -> Checked | None:
        content = self._memory.recall(self._group_key(group))
        return Checked.from_plain(content) if content else None

    def _group_key(self, group: Iterable[str]) -> str:
        """Digest of what the validation of some plans rests on; of none: of what they share."""
        group = tuple(group)
        if not group:
            return digest("shared alone", self._shared.key, self._shared.whole_key)
        parts = [(slug, self._keys[slug], self.made[slug].uses_digest) for slug in group]
        return digest("group", parts, self._shared.key)
