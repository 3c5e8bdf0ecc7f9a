"""Every address of ours that a file uses must be described somewhere; the nearest that is, is told.

Passages without a digest have one cause in a file (`evidence --write` has not run), so they are one finding.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

import pyoxigraph as ox

from ..turtle.places import find_place
from ..turtle.read import SourceFile, Stated, Term
from ..words import iris
from ..words.errors import shorten
from .findings import Finding
from .integrity import find_at
from .whereabouts import Where

_OURS = (iris.BASE + "id/", iris.DEF)
_MOST_NEAREST = 3


def check_references(
    files: Sequence[SourceFile], wanted: Collection[str] | None = None, more: Iterable[str] = ()
) -> Iterator[Finding]:
    """Findings in the files of those names, or in all. In: all files of a project, or those that these speak
    of; `more`: other addresses that a reader may have meant.
    """
    described = _Described(files, more)
    for file in files:
        if wanted is not None and file.name not in wanted:
            continue
        missing = {
            (triple.subject, triple.predicate, term): (triple, term)
            for triple in file.triples
            for term in (triple.predicate, triple.object)
            if described.lacks(term)
        }.values()
        passages = [(t, term) for t, term in missing if iris.passage_lines(term.value)]
        if passages:
            yield _without_digest(file, passages)
        for triple, term in missing:
            if not iris.passage_lines(term.value):
                yield _find(file, triple, "loze-verwijzing", described.advise(term.value), term.value)


class _Described:
    """What the files of a project describe."""

    def __init__(self, files: Sequence[SourceFile], more: Iterable[str]) -> None:
        self._more = more
        self._terms: set[Term] = {t.subject for file in files for t in file.triples}
        self._terms |= {ox.NamedNode(file.graph) for file in files}

    def lacks(self, term: Term) -> bool:
        """Whether a term is an address of ours that nothing is said of."""
        return term not in self._terms and isinstance(term, ox.NamedNode) and term.value.startswith(_OURS)

    def advise(self, address: str) -> str:
        """What is wrong with an address that is not described, and what was probably meant."""
        group, _, slug = _split(address)
        others = (other for other in self._by_group.get(group, ()) if other != slug)
        near = get_close_matches(slug, others, n=_MOST_NEAREST)
        meant = f"bedoelt u {', '.join(near)}? " if near else ""
        kind = group.removeprefix(iris.THINGS)
        shown = f"veiligheidsgraaf terms {kind} toont alle; " if "/" not in kind and group != address else ""
        return (
            f"verwijst naar {shorten(address, 200)}, dat nergens beschreven is; "
            f"{meant}{shown}herstel de IRI of beschrijf het"
        )

    @cached_property
    def _by_group(self) -> Mapping[str, list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        named = {term.value for term in self._terms if isinstance(term, ox.NamedNode)}
        for address in named.union(self._more):
            if address.startswith(_OURS):
                group, _, slug = _split(address)
                groups[group].append(slug)
        return groups


def _split(address: str) -> tuple[str, str, str]:
    """An address as what it shares with those of its kind, the mark between, and its own part."""
    return address.rpartition("#" if address.startswith(iris.DEF) else "/")


def _without_digest(file: SourceFile, passages: Sequence[tuple[Stated, Term]]) -> Finding:
    triple, first = passages[0]
    number = len({term for _, term in passages})
    what = "een passage heeft" if number == 1 else f"{number} passages hebben"
    how = "draai veiligheidsgraaf evidence --sources DIR --write"
    message = f"{what} geen digest, te beginnen met {shorten(first.value, 200)}; {how}"
    return _find(file, triple, "passage-zonder-digest", message, first.value)


def _find(file: SourceFile, triple: Stated, rule: str, message: str, value: str) -> Finding:
    subject, predicate = triple.subject.value, triple.predicate.value
    place = find_place(file, subject, predicate, value)
    return find_at(Where(file.name, place), rule, subject, message, predicate, value)
