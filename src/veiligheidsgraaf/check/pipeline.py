"""A check of a whole country: plan by plan, in processes on all cores, what was done before remembered.

A plan is read, inferred and made into files by itself, and validated together with those it is tied to and
what they share, never everything at once. What joins plans is seen before they are parted: plans that speak
of each other (`vg:volgtOp`, `vg:zetVoort`), or describe the same thing, are validated together, whatever that
takes. A project with shapes of its own is validated as one graph, since those may look anywhere.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..words.project import Project
from ..words.questions import load_questions
from .content import check_shared
from .findings import Finding, Report
from .groups import group_plans
from .memory import Memory
from .plan_parts import Layout, Shared, digest_placed, lay_out
from .processes import run_in_processes
from .products import JointProduct, Product, by_municipality
from .run import without_garbage_collection
from .shelf import Shelf
from .units import digest
from .validate import Validated
from .work import Checked, Joint, Made, Task, Work, name_product

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Country:
    """A checked project: what plans share, what is known of each plan and of those of each municipality, and
    where their files are.
    """

    report: Report
    shared: Shared
    plans: Mapping[str, Made]
    joint: Joint
    shelf: Shelf

    @property
    def files(self) -> set[str]:
        """Digests of all files on the shelf."""
        joint = (d for made in self.joint.values() for files in made.values() for d in files.values())
        return {*joint, *(digest for made in self.plans.values() for digest in made.files)}


@without_garbage_collection()
def check_country(
    project: Project,
    shelf: Shelf,
    tell: Tell = lambda _: None,
    memory: Memory | None = None,
    products: Sequence[Product] = (),
    joint: Sequence[JointProduct] = (),
) -> Country:
    """Read, infer and validate a project, and make the products of each plan and of each municipality.

    Raises CannotRead, or BrokenFile at the first file that is no Turtle.
    """
    tell("Bestanden lezen")
    load_questions(project)
    layout = lay_out(project)
    memory = memory or Memory()
    shared = Shared(layout, memory)
    shared.prepare()
    run = _Run(layout, shared, shelf, memory, products, joint)
    tell("Afleiden en controleren")
    run.go()
    return Country(run.report(), shared, run.made, run.joint, shelf)


class _Run:
    """One check: what is known already, what is to be done, and what came of it."""

    def __init__(
        self,
        layout: Layout,
        shared: Shared,
        shelf: Shelf,
        memory: Memory,
        products: Sequence[Product],
        joint: Sequence[JointProduct],
    ) -> None:
        self._layout, self._shared, self._shelf, self._memory = layout, shared, shelf, memory
        self._products, self._joint = products, joint
        self._cores = os.cpu_count() or 1
        self._keys = {
            slug: digest("plan", slug, digest_placed(files), shared.key)
            for slug, files in layout.plans.items()
        }
        self.made: dict[str, Made] = {}
        self.checked: dict[tuple[str, ...], Checked] = {}
        self.joint: Joint = {}

    def go(self) -> None:
        """Do what is not known, and again what turns out to be tied."""
        for slug, key in self._keys.items():
            if known := self._recall_made(key):
                self.made[slug] = known
        groups = self._group()
        if len(groups) < self._cores:  # else they would not all have work
            missing = self._missing(self._layout.plans)
            self._run([Task((slug,), (slug,), validates=False, joins=False) for slug in missing])
            groups = self._group()
        self._do([Task(()), *map(Task, groups)])
        if (regrouped := self._group()) != groups:
            self._do([Task(group) for group in regrouped if group not in groups])
        self.checked = {group: self.checked[group] for group in ((), *regrouped)}
        units = self._units(self.made)
        self.joint = {unit: self.joint[unit] for unit in units}

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
            names = self._check_shared().findings
            findings.update(found for found in names if found.file not in self._shared.dataset.lent)
        notes = replace(baseline.as_validated(), passed=tuple(passed)).notes
        return Report(tuple(sorted(findings)), notes)

    def _check_shared(self) -> Validated:
        """What is found in what plans share, beside all that they use of it."""
        used = {used for made in self.made.values() for used in made.used}
        key = digest("names", self._shared.key, self._shared.whole_key, sorted(used))
        if (known := Validated.recall(self._memory, key)) is None:
            known = Validated(tuple(check_shared(self._shared.dataset, used)))
            self._memory.keep(key, known.as_plain())
        return known

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

    def _do(self, tasks: Iterable[Task]) -> None:
        """Do some tasks, but what is remembered, and remember them."""
        todo = [left for task in tasks if (left := self._leave(task))]
        if len(todo) <= self._cores:  # else a core would wait for one that has a change to look at
            self._run([alone for task in todo for alone in _first_steps(task)])
            todo = [left for task in todo for part in _part(task) if (left := self._leave(part))]
        self._run(todo)

    def _run(self, todo: list[Task]) -> None:
        todo.sort(key=lambda task: (bool(task.slugs), -self._size(task)))  # the longest first
        if any(task.missing for task in todo):
            self._shared.concluder.prepare()
        if any(task.validates and task.slugs for task in todo):
            _ = self._shared.judge
        work = Work(self._layout, self._shared, self._shelf, self._products, self._joint, dict(self.made))
        for task, done in zip(todo, run_in_processes(work, todo), strict=True):
            for slug, made in done.made.items():
                self.made[slug] = Made.from_plain(made.as_plain()) or made
                self._memory.keep(self._keys[slug], made.as_plain())
            for unit, files in done.joint.items():
                self.joint[unit] = files
                self._memory.keep(self._unit_key(unit), {"files": files})
            if done.checked:
                self.checked[task.slugs] = done.checked
                if not done.checked.is_wrong:
                    self._memory.keep(self._group_key(task.slugs), done.checked.as_plain())

    def _leave(self, task: Task) -> Task | None:
        """What of a task is not remembered; None when all is."""
        missing = tuple(self._missing(task.slugs))
        if missing:
            return replace(task, missing=missing)
        validates, joins = task.validates, bool(task.slugs) and task.joins
        joined: tuple[str, ...] = ()
        if validates and (known := self._recall_checked(task.slugs)):
            self.checked[task.slugs], validates = known, False
        if joins:
            units = self._units(task.slugs)
            found = {unit: files for unit in units if (files := self._recall_joint(unit)) is not None}
            self.joint.update(found)
            joins = len(found) < len(units)
            joined = tuple(slug for unit in found for slug in unit)
        if not (validates or joins):
            return None
        left = task.slugs if validates else tuple(slug for slug in task.slugs if slug not in joined)
        return Task(left, validates=validates, joins=joins, joined=joined)

    def _units(self, slugs: Iterable[str]) -> list[tuple[str, ...]]:
        """Some plans by municipality; none when nothing is made of them together."""
        return (
            by_municipality({slug: self.made[slug].municipalities for slug in slugs}) if self._joint else []
        )

    def _recall_joint(self, unit: tuple[str, ...]) -> dict[str, dict[str, str]] | None:
        content = self._memory.recall(self._unit_key(unit)) or {}
        files: dict[str, dict[str, str]] = content.get("files", {})
        lacks = any(name_product(product) not in files for product in self._joint)
        has = all(self._shelf.has(digest) for made in files.values() for digest in made.values())
        return None if lacks or not has else files

    def _unit_key(self, unit: Iterable[str]) -> str:
        parts = [(slug, self._keys[slug], self.made[slug].uses_digest) for slug in unit]
        return digest("joint", parts, self._shared.key, [name_product(product) for product in self._joint])

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


def _first_steps(task: Task) -> Iterator[Task]:
    """What is to be made of each plan of a task."""
    for slug in task.missing:
        yield Task((slug,), (slug,), validates=False, joins=False)


def _part(task: Task) -> Iterator[Task]:
    """A task as two that can be done at the same time."""
    if task.validates:
        yield replace(task, missing=(), joins=False)
    if task.slugs and task.joins:
        yield replace(task, missing=(), validates=False)
