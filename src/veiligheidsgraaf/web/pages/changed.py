"""The page of what changed: each release that is kept, and of each plan what came, went and was altered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...words import iris
from .edition_changes import ALTERED, CAME, WENT, Altered, Edition, PartChange
from .kinds import KINDS
from .library import Library, Link

_SHARED = "Wat plannen delen"
_WHOLE = {CAME: "nieuw in de graaf", WENT: "niet meer in de graaf"}


@dataclass(frozen=True)
class ToldChange:
    """One thing: its link, how it changed, and in what."""

    link: Link
    how: str
    within: str


@dataclass(frozen=True)
class ToldPart:
    """A plan or what plans share: slug, link, what happened in a sentence, things, how many are left."""

    slug: str
    link: Link
    sentence: str
    things: tuple[ToldChange, ...]
    left: int

    @property
    def lines(self) -> tuple[str, ...]:
        """Each thing in some words."""
        told = (
            f"{one.link.text} ({one.how}{f': {one.within}' if one.within else ''})" for one in self.things
        )
        return (*told, *((f"en {self.left} andere",) if self.left else ()))


@dataclass(frozen=True)
class ToldEdition:
    """A release: its digest, its moment (RFC 3339), what happened in a sentence, and its parts."""

    digest: str
    moment: str
    sentence: str
    parts: tuple[ToldPart, ...]


def tell_editions(library: Library, editions: Iterable[Edition]) -> tuple[ToldEdition, ...]:
    """The releases in words, with links to things that are still there."""
    told = []
    for edition in editions:
        parts = tuple(_tell_part(library, change) for change in edition.changes)
        told.append(ToldEdition(edition.digest, edition.moment, _sentence(edition), parts))
    return tuple(told)


def _sentence(edition: Edition) -> str:
    plans = f"{edition.plans} {'plan' if edition.plans == 1 else 'plannen'}"
    if not edition.before:
        return f"Met {plans}. Een eerdere uitgave staat hier niet, dus wat er veranderde is niet te zeggen."
    if not edition.changes:
        return f"Met {plans}. Aan wat de plannen zeggen veranderde niets sinds uitgave {edition.before[:12]}."
    things = sum(change.total for change in edition.changes)
    changed = sum(bool(change.plan) for change in edition.changes) + edition.left
    left = f" Van {edition.left} plannen staat hier niet wat." if edition.left else ""
    what = f"{_number(things, '', 'ding', 'dingen')} in {_number(changed, '', 'plan', 'plannen')}"
    since = f"Sinds uitgave {edition.before[:12]} veranderden {what}, het gedeelde meegeteld."
    return f"Met {plans}. {since}{left}"


def _tell_part(library: Library, change: PartChange) -> ToldPart:
    link = library.link(iris.thing("plan", change.plan)) if change.plan else Link(_SHARED)
    if change.how == WENT:
        link = Link(change.plan)
    library.know(one.iri for one in change.things)
    things = tuple(_tell_thing(library, one) for one in change.things)
    counted = _count(change)
    sentence = f"{_WHOLE[change.how]}, met {counted}" if change.how in _WHOLE else counted
    left = change.total - len(things) if things else 0
    return ToldPart(change.plan or "gedeeld", link, sentence, things, left)


def _tell_thing(library: Library, one: Altered) -> ToldChange:
    link = Link(one.name) if one.how == WENT else Link(one.name, library.link(one.iri).page, one.iri)
    within = [library.labels.get(name) or iris.local_name(name) for name in one.properties]
    return ToldChange(link, one.how, ", ".join(dict.fromkeys(within)) if one.how == ALTERED else "")


def _count(change: PartChange) -> str:
    """`3 maatregelen erbij, 1 doel gewijzigd`."""
    if change.how in _WHOLE:
        kinds: dict[str, int] = defaultdict(int)
        for (kind, _), number in change.counts:
            kinds[kind] += number
        most = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:3]
        return ", ".join(_number(number, kind) for kind, number in most)
    return ", ".join(f"{_number(number, kind)} {how}" for (kind, how), number in change.counts)


def _number(number: int, kind: str, one: str = "", many: str = "") -> str:
    named = KINDS.get(kind)
    one, many = (named.one, named.many) if named else (one or kind, many or kind)
    return f"{number} {one if number == 1 else many}"
