"""One version of a graph, looked at as things with a name, a kind and a place: what `diff` compares."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from ..turtle.blank import name_blank_nodes
from ..turtle.read import SourceFile, Term
from ..words import iris
from ..words.namespaces import DCTERMS, RDF, RDFS, SKOS, VG
from ..words.wording import noun, read_words

Said = dict[str, set[Term]]

_NAMES = (str(SKOS.prefLabel), str(RDFS.label), str(DCTERMS.title))
_TYPE = str(RDF.type)
_DIGEST = str(VG.sha256)
_PASSAGES = iris.GRAPH + "passages/"
PARENTS = {
    str(VG[name])
    for name in ("heeftPrioriteit", "heeftPlanthema", "heeftDoel", "heeftMaatregel", "bliktTerugOp")
}
FIGURES = {str(VG.waarneming): "waarneming", str(VG.streefwaarde): "streefwaarde"}


class Version:
    """What some files say, by subject.

    `vocabulary`: files that only lend names. `addresses`: old address -> new one.
    """

    def __init__(
        self,
        files: Iterable[SourceFile],
        vocabulary: Iterable[SourceFile] = (),
        addresses: Mapping[ox.NamedNode, ox.NamedNode] | None = None,
    ) -> None:
        stated = list(files)
        self.things: dict[Term, Said] = {}
        self.homes: dict[Term, set[str]] = defaultdict(set)
        self.terms: set[Term] = set()
        self.digests: dict[Term, str] = {}
        self._uses: dict[tuple[str, Term], set[Term]] = defaultdict(set)
        self._labels: dict[tuple[str, str], set[tuple[bool, str]]] = defaultdict(set)
        for file in stated:
            self._settle(file, addresses or {})
            if file.graph.startswith(_PASSAGES):
                digests = (t for t in file.triples if t.predicate.value == _DIGEST)
                self.digests |= {t.subject: t.object.value for t in digests}
            else:
                self._add(file, addresses or {})
        for file in (*vocabulary, *stated):
            self._add_labels(file)

    def _settle(self, file: SourceFile, addresses: Mapping[ox.NamedNode, ox.NamedNode]) -> None:
        """Take note in which graph each thing is."""
        for subject in {t.subject for t in file.triples}:
            if isinstance(subject, ox.NamedNode):
                self.homes[addresses.get(subject, subject)].add(file.graph)

    def _add_labels(self, file: SourceFile) -> None:
        for subject, predicate, value in file.triples:
            if predicate.value in _NAMES and isinstance(value, ox.Literal):
                label = value.language != "nl", value.value
                self._labels[subject.value, predicate.value].add(label)

    def _add(self, file: SourceFile, addresses: Mapping[ox.NamedNode, ox.NamedNode]) -> None:
        named = name_blank_nodes(file.triples)
        inner = {t.object for t in file.triples if isinstance(t.object, ox.BlankNode)}
        for triple in file.triples:
            subject, value = (
                self._rename(term, named, addresses) for term in (triple.subject, triple.object)
            )
            if triple.subject not in inner:
                self.things.setdefault(subject, {}).setdefault(triple.predicate.value, set()).add(value)
                self._uses[triple.predicate.value, value].add(subject)
                if "/" not in file.graph.removeprefix(iris.GRAPH) and not file.graph.endswith("/referentie"):
                    self.terms.add(subject)

    @staticmethod
    def _rename(
        term: Term, named: Mapping[ox.BlankNode, str], addresses: Mapping[ox.NamedNode, ox.NamedNode]
    ) -> Term:
        if isinstance(term, ox.BlankNode):
            return ox.BlankNode(named[term])
        return addresses.get(term, term) if isinstance(term, ox.NamedNode) else term

    def users(self, predicate: str, value: Term) -> list[Term]:
        """Subjects that have a value for a property, sorted."""
        return sorted(self._uses.get((predicate, value), ()), key=str)

    def said(self, thing: Term, predicate: str) -> set[Term]:
        """The values of a property."""
        return self.things.get(thing, {}).get(predicate, set())

    def kind(self, thing: Term) -> str:
        """What a thing is, as a capitalized word: its class among ours, else a word for the class it has."""
        classes = sorted(term.value for term in self.said(thing, _TYPE) if isinstance(term, ox.NamedNode))
        ours = [name for name in classes if name.startswith(iris.DEF)]
        named = [self.word(name) for name in ours or [name for name in classes if name in read_words()]]
        return named[0][:1].upper() + named[0][1:] if named else "Ding"

    def word(self, iri: str) -> str:
        """What a property or class is called in a sentence."""
        return noun(iri, self._label(iri))

    def name(self, term: Term) -> str:
        """What a thing is called, or the text of a literal; a figure by what it measures and its year."""
        if isinstance(term, ox.Literal):
            return term.value
        if isinstance(term, ox.BlankNode):
            return "(zonder naam)"
        if span := iris.passage_lines(term.value):
            return iris.name_lines(*span[1:])
        theme = self.one(term, str(VG.kernbeleidthema))  # a coverage has no name but that of its theme
        return (
            self._label(term.value)
            or (self._label(theme.value) if isinstance(theme, ox.NamedNode) else "")
            or iris.slug(term.value)
        )

    def knows(self, term: Term) -> bool:
        """Whether it has a name here."""
        return bool(self._label(term.value))

    def _label(self, iri: str) -> str:
        labels = (self._labels.get((iri, predicate)) for predicate in _NAMES)
        return next((min(found)[1] for found in labels if found), "")

    def one(self, thing: Term, predicate: str) -> Term | None:
        """The first value of a property, or None."""
        return min(self.said(thing, predicate), key=str, default=None)

    def owner(self, figure: Term) -> tuple[Term, str] | None:
        """The indicator of an observation or target value, and which of the two it is."""
        return next(
            (
                (users[0], word)
                for predicate, word in FIGURES.items()
                if (users := self.users(predicate, figure))
            ),
            None,
        )

    def plan(self, thing: Term) -> str:
        """Slug of the plan that a thing is in, or ""."""
        if not isinstance(thing, ox.NamedNode):
            return ""
        iri = thing.value.partition("#")[0]
        for start in (iris.GRAPH + "plan/", iris.BASE + "id/bron/"):
            if iri.startswith(start) and iris.SLUG.fullmatch(slug := iri.removeprefix(start)):
                return slug
        return iris.plan_of(iri) or ""

    def theme(self, thing: Term) -> Term | None:
        """The plan theme that a thing falls under: the highest in rank when
        there are more; None for the plan as a whole.
        """
        if thing in self._themes:
            return thing
        if owned := self.owner(thing):
            thing = owned[0]
        found = [
            t for t in (*self.said(thing, str(VG.planthema)), *self._parents(thing)) if t in self._themes
        ]
        return min(found, key=self.rank, default=None)

    def _parents(self, thing: Term) -> Iterator[Term]:
        for child in (thing, *self.users(str(VG.gemetenMet), thing)):
            for predicate in sorted(PARENTS):
                yield from self.users(predicate, child)

    @cached_property
    def _themes(self) -> set[Term]:
        found = (
            thing
            for kind in (VG.Planthema, VG.Prioriteit)
            for thing in self.users(_TYPE, ox.NamedNode(str(kind)))
        )
        return {thing for thing in found if isinstance(thing, ox.NamedNode)}

    def rank(self, theme: Term) -> tuple[int, str]:
        """How plan themes are ordered: by rank, then by address."""
        rank = self.one(theme, str(VG.rangorde))
        return (
            int(rank.value)
            if isinstance(rank, ox.Literal) and re.fullmatch(r"[0-9]{1,5}", rank.value)
            else 10**6,
            str(theme),
        )
