"""What a process of a check does with some plans: read, infer, make their products, validate together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from sys import intern
from typing import Any

from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.packed import pack, unpack
from .coherence import check_coherence
from .content import check_plans
from .findings import Finding, Severity
from .plan_parts import Layout, Shared, find_ties, read_placed
from .products import Asked, JointProduct, PlanPart, PlanParts, Product, by_municipality
from .references import check_references
from .shelf import Shelf
from .units import Concluded, Unit
from .unused import list_used
from .validate import Validated, validate


@dataclass(frozen=True)
class Task:
    """Plans to look at together, those of them of which something is to be made, whether to validate, and
    whether to make what is made of plans of one municipality, but for those of which that is known. Without
    plans: what they share, alone.
    """

    slugs: tuple[str, ...]
    missing: tuple[str, ...] = ()
    validates: bool = True
    joins: bool = True
    joined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """What is known of one plan: subjects of the references that it uses with their digest, what ties it to
    other plans, what it uses of all that is shared, and its files on the shelf: what follows from it (graph
    -> digest) and its products (name and key -> file -> digest).
    """

    uses: tuple[str, ...]
    uses_digest: str
    ties: tuple[str, ...]
    used: tuple[str, ...]
    municipalities: tuple[str, ...]
    contradictions: tuple[str, ...]
    inferred: Mapping[str, str]
    products: Mapping[str, Mapping[str, str]]

    @property
    def files(self) -> list[str]:
        """Digests of its files on the shelf."""
        made = (digest for files in self.products.values() for digest in files.values())
        return [*self.inferred.values(), *made]

    def lacks(self, products: Sequence[Product]) -> bool:
        """Whether one of some products is not among its files."""
        return any(name_product(product) not in self.products for product in products)

    def as_plain(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)

    @classmethod
    def from_plain(cls, content: Mapping[str, Any]) -> "Made | None":
        """From plain values; None when they are not of this form."""
        try:
            return cls(  # what many plans use is held once
                tuple(map(intern, content["uses"])),
                str(content["uses_digest"]),
                tuple(content["ties"]),
                tuple(map(intern, content["used"])),
                tuple(content["municipalities"]),
                tuple(content["contradictions"]),
                dict(content["inferred"]),
                {name: dict(files) for name, files in content["products"].items()},
            )
        except (KeyError, TypeError):
            return None


@dataclass(frozen=True)
class Checked:
    """What was found in the files of some plans, and in what they share when these plans are beside it."""

    findings: tuple[Finding, ...]
    shared: tuple[Finding, ...]
    passed: tuple[str, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether something stops a build; such a result names what was nearest, in plans that may change."""
        return any(finding.severity is Severity.VIOLATION for finding in (*self.findings, *self.shared))

    def as_validated(self) -> Validated:
        """The same without the findings about what is shared."""
        return Validated(self.findings, self.passed)

    def as_plain(self) -> dict[str, Any]:
        """The same as plain values."""
        shared = Validated(self.shared).as_plain()["findings"]
        return {**self.as_validated().as_plain(), "shared": shared}

    @classmethod
    def from_plain(cls, content: Mapping[str, Any]) -> "Checked | None":
        """From plain values; None when they are not of this form."""
        try:
            own = Validated.from_plain(content)
            shared = Validated.from_plain({"findings": content["shared"], "passed": ()})
        except (KeyError, TypeError, ValueError):
            return None
        return cls(own.findings, shared.findings, own.passed)


# Slugs of plans that are of one municipality -> product (name and key) -> file -> digest.
Joint = dict[tuple[str, ...], dict[str, dict[str, str]]]


@dataclass(frozen=True)
class Done:
    """What came of a task."""

    made: Mapping[str, Made]
    checked: Checked | None = None
    joint: Joint = field(default_factory=dict)


def name_product(product: Product | JointProduct) -> str:
    """What a product is remembered by."""
    return f"{product.name} {product.key}"


class Work:
    """Does tasks. Made before processes are forked, which then have it all."""

    def __init__(
        self,
        layout: Layout,
        shared: Shared,
        shelf: Shelf,
        products: Sequence[Product],
        joint: Sequence[JointProduct],
        made: Mapping[str, Made],
    ) -> None:
        self._layout, self._shared, self._shelf = layout, shared, shelf
        self._products, self._joint, self._made = products, joint, made

    def __call__(self, task: Task) -> Done:
        """Raises BrokenFile at the first file that is no Turtle."""
        if not task.slugs:
            return Done({}, self._check_shared())
        parts: list[tuple[PlanPart, Concluded]] = []
        made: dict[str, Made] = {}
        for slug in task.slugs:
            files = read_placed(self._layout.plans[slug])
            if slug in task.missing:
                part, concluded = self._infer(slug, files)
                made[slug] = self._make(part, concluded)
            else:
                part, concluded = self._recall(slug, files)
            parts.append((part, concluded))
        together = PlanParts(tuple(part for part, _ in parts), self._shared)
        checked = self._check(together, [each for _, each in parts]) if task.validates else None
        return Done(made, checked, self._join(together, task.joined) if task.joins else {})

    def _join(self, together: PlanParts, joined: Collection[str]) -> Joint:
        """What is made of the plans of each municipality, but for those of which it is known."""
        by_slug = {part.slug: part for part in together.parts if part.slug not in joined}
        found: Joint = {}
        for slugs in by_municipality({slug: part.municipalities for slug, part in by_slug.items()}):
            parts = tuple(by_slug[slug] for slug in slugs)
            plans = together if parts == together.parts else PlanParts(parts, self._shared)
            made = {name_product(product): self._keep(product.make(plans)) for product in self._joint}
            found[slugs] = made
        return found

    def _infer(self, slug: str, files: tuple[SourceFile, ...]) -> tuple[PlanPart, Concluded]:
        plan = tuple(file for file in files if iris.plan_slug(file.graph))
        concluded = self._shared.concluder.conclude(Unit(f"plan/{slug}", plan))
        return PlanPart(slug, files, concluded.inferred, self._shared.uses(files)), concluded

    def _recall(self, slug: str, files: tuple[SourceFile, ...]) -> tuple[PlanPart, Concluded]:
        """A plan with what was inferred from it before; inferred anew when that is damaged."""
        known = self._made[slug]
        try:
            inferred = {
                graph: unpack(self._shelf.read(digest)).decode() for graph, digest in known.inferred.items()
            }
        except OSError:
            return self._infer(slug, files)
        concluded = Concluded(inferred, known.contradictions)
        return PlanPart(slug, files, inferred, frozenset(known.uses)), concluded

    def _make(self, part: PlanPart, concluded: Concluded) -> Made:
        uses = tuple(sorted(part.used))
        known = self._made[part.slug].products if part.slug in self._made else {}
        products = {
            name: known[name] if name in known else self._keep(product.make(part))
            for name, product in ((name_product(product), product) for product in self._products)
        }
        return Made(
            uses,
            self._shared.digest_uses(uses),
            tuple(sorted(set(find_ties(part.files)))),
            tuple(sorted(self._shared.reach(list_used(Dataset(part.files, ())), part.files))),
            tuple(sorted(part.municipalities)),
            concluded.contradictions,
            self._keep({g: pack(text.encode()) for g, text in concluded.inferred.items()}),
            products,
        )

    def _keep(self, files: Mapping[str, bytes]) -> dict[str, str]:
        return {name: self._shelf.put(content) for name, content in files.items()}

    def _check(self, plans: PlanParts, concluded: Iterable[Concluded]) -> Checked:
        """Validate some plans beside what they use."""
        files, of_shared = plans.narrowed
        own = tuple(file for part in plans.parts for file in part.files)
        found = self._find((*files, *own), (of_shared, *concluded), plans.store)
        names = {file.name for file in own}
        mine = (finding for finding in found.findings if finding.file in names)
        others = (finding for finding in found.findings if finding.file not in names)
        return Checked(tuple(mine), tuple(others), found.passed)

    def _check_shared(self) -> Checked:
        found = self._find(self._shared.dataset.files, (self._shared.concluded,))
        return Checked(found.findings, found.findings, found.passed)

    def _find(
        self, files: tuple[SourceFile, ...], concluded: Iterable[Concluded], store: Asked | None = None
    ) -> Validated:
        """What is wrong with some files and what follows, by shapes and by what they cannot say. `store`: all
        of it.
        """
        shared, concluded = self._shared.dataset, tuple(concluded)
        dataset = Dataset(files, shared.shapes, shared.lent, shared.has_rules)
        judged = None
        if store and self._shared.judge:
            judged = self._shared.judge.judge(files, concluded, store.finds_none)
        validated = validate(dataset, concluded, self._shared.shapes, judged)
        beyond: list[Finding] = []
        if shared.has_rules:
            own = {file.name for file in files} - shared.lent
            beyond += check_references(files, own, self._shared.addresses())
            beyond += check_coherence(files, own)
            beyond += check_plans(dataset, (text for each in concluded for text in each.inferred.values()))
        found = {*validated.findings, *(finding for finding in beyond if finding.file not in shared.lent)}
        return Validated(tuple(sorted(found)), validated.passed)
