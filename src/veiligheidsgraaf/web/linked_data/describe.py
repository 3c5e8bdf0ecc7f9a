"""What the graph says of one thing: its statements, what points to it, the passages it rests on.

Also whole named graphs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ...answers.answers import Answers
from ...words import iris
from ...words.errors import InvalidRequest
from ...words.parameters import values_clause
from ...words.values import Row, Term, Triple, iri, text

PAGE_SIZE = 100
_REMEMBERED, _FOUND = 128, 1024
_MOST_PAGES = 10_000
_MOST_SORTED = 1_000
_MOST_STATEMENTS = 2_000
_SHARED = tuple(iris.GRAPH + name for name in ("ontologie", "vocabulaire", "referentie"))
_NAMES_AT_ONCE = 500
_FOAF = "http://xmlns.com/foaf/0.1/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_IN_DATASET = "http://rdfs.org/ns/void#inDataset"


@dataclass(frozen=True)
class Name:
    """What something is called, and by which property (skos:prefLabel, rdfs:label, dct:title)."""

    text: str
    property: str


class Said(NamedTuple):
    """One statement about a thing. `inferred`: the graph concludes it, no text states it."""

    property: str
    value: Term
    inferred: bool


@dataclass(frozen=True)
class Statement:
    """One statement about a thing.

    `name` is that of the value, or "". `inferred`: the graph concludes it, no text states it.
    """

    property: str
    property_name: str
    value: Term
    name: str
    inferred: bool


@dataclass(frozen=True)
class Reference:
    """A statement elsewhere of which the thing is the value."""

    source: str
    name: str
    property: str
    property_name: str


@dataclass(frozen=True)
class Passage:
    """Lines of a source, counted from 1, with the SHA-256 of their text."""

    iri: str
    source: str
    first: int
    last: int
    sha256: str


@dataclass(frozen=True)
class Retirement:
    """That a term is no longer used: why, and what takes its place ("" for nothing)."""

    message: str
    replaced_by: str


@dataclass(frozen=True)
class Existence:
    """That the graph says something about an IRI: its name, and whether it is retired."""

    iri: str
    name: str
    retirement: Retirement | None


@dataclass(frozen=True)
class Description:
    """The document about one thing.

    References come in pages, `is_last` on the last; the rest is whole. `triples` is the same as RDF.
    """

    iri: str
    name: str
    retirement: Retirement | None
    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]
    references: tuple[Reference, ...]
    page: int
    is_last: bool
    names: dict[str, Name]

    @property
    def triples(self) -> list[Triple]:
        """Statements, references, passages, names of all that is
        mentioned, and what the document itself is.
        """
        thing, document = iri(self.iri), iri(iris.document(self.iri))
        triples = [Triple(thing, iri(s.property), s.value) for s in self.statements]
        triples += [Triple(iri(r.source), iri(r.property), thing) for r in self.references]
        for passage in self.passages:
            triples += _passage_triples(passage)
        for named, name in self.names.items():
            triples.append(Triple(iri(named), iri(name.property), Term("literal", name.text, "nl")))
        triples.append(Triple(document, iri(_TYPE), iri(_FOAF + "Document")))
        triples.append(Triple(document, iri(_FOAF + "primaryTopic"), thing))
        triples.append(Triple(document, iri(_IN_DATASET), iri(iris.DATASET)))
        return triples


class Descriptions:
    """Describes the things of one release."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._remembered = lru_cache(_REMEMBERED)(self._describe)
        self.find = lru_cache(_FOUND)(self._find)

    def _find(self, thing: str) -> Existence | None:
        """Whether the graph knows an IRI, by what name, and whether it is retired."""
        for row in self._answers.rows("bestaan", {"ding": thing}):
            gone = row["vervallen"].value in ("true", "1")
            retirement = Retirement(row["melding"].value, row["vervanger"].value) if gone else None
            return Existence(thing, row["naam"].value or iris.local_name(thing), retirement)
        return None

    def describe(self, thing: str, page: int = 1) -> Description | None:
        """The document about a thing, or None when the graph does not know it.

        Raises InvalidRequest on a page that is not there.
        """
        return self._remembered(thing, page)

    def _describe(self, thing: str, page: int) -> Description | None:
        known = self.find(thing)
        if known is None:
            return None
        pointing, is_last = self._pointing(thing, page)
        if not pointing and page != 1:
            raise InvalidRequest(
                f"pagina {page} is er niet", "begin bij 1 en volg rel=next in de header Link"
            )
        said = self._said(thing)
        mentioned = [row[column] for row in said for column in ("eigenschap", "waarde")]
        mentioned += [row[column] for row in pointing for column in ("eigenschap", "vanuit")]
        names = self.name(term.value for term in mentioned if term.kind == "uri")
        return Description(
            thing,
            known.name,
            known.retirement,
            tuple(_statement(one, names) for one in read_statements(said)),
            self._passages(thing),
            tuple(_reference(row, names) for row in pointing),
            page,
            is_last,
            names,
        )

    def _said(self, thing: str) -> list[Row]:
        """What is said of a thing, in order. Of one of which plans make very much follow only what is stated
        and what follows from what plans share: the rest is said of it by what points at it.
        """
        rows = self._answers.rows("uitspraken", {"ding": thing}, f"\nLIMIT {_MOST_STATEMENTS + 1}")
        if len(rows) > _MOST_STATEMENTS and not iris.plan_of(thing):
            graphs = [(name,) for graph in _SHARED for name in (graph, iris.inferred_graph(graph))]
            rows = self._answers.rows("uitspraken", {"ding": thing}, values_clause(["graaf"], graphs))
        return sorted(rows, key=_place)

    def _pointing(self, thing: str, page: int) -> tuple[list[Row], bool]:
        """(what points at a thing on a page, whether it is the last).

        Few are sorted; of many, as of a partner in a thousand plans, all would have to be looked at for
        that, and they come as the store has them.
        """
        if not 1 <= page <= _MOST_PAGES:
            return [], True
        first = (page - 1) * PAGE_SIZE
        rows = self._answers.rows("verwijzingen", {"ding": thing}, f"\nLIMIT {_MOST_SORTED + 1}")
        if len(rows) <= _MOST_SORTED:
            rows.sort(key=lambda row: (row["eigenschap"].value, row["vanuit"].value))
            return rows[first : first + PAGE_SIZE], first + PAGE_SIZE >= len(rows)
        if first + PAGE_SIZE >= len(rows):
            rows = self._answers.rows(
                "verwijzingen", {"ding": thing}, f"\nLIMIT {PAGE_SIZE + 1} OFFSET {first}"
            )
            first = 0
        return rows[first : first + PAGE_SIZE], first + PAGE_SIZE >= len(rows)

    def graph(self, graph: str) -> list[Triple]:
        """All triples of a named graph; none when there is no such graph. Raises ResultTooLarge."""
        rows = self._answers.rows("graaf", {"graaf": graph})
        return [Triple(row["onderwerp"], row["eigenschap"], row["waarde"]) for row in rows]

    def name(self, things: Iterable[str]) -> dict[str, Name]:
        """Dutch names of the things that have one.

        Others are left out, also those that are no http(s) IRI.
        """
        wanted = sorted({thing for thing in things if thing.startswith(("http://", "https://"))})
        names: dict[str, Name] = {}
        for start in range(0, len(wanted), _NAMES_AT_ONCE):
            tail = values_clause(["ding"], ([thing] for thing in wanted[start : start + _NAMES_AT_ONCE]))
            for row in self._answers.rows("namen", {}, tail):
                # Rows come by property, dct:title before rdfs:label before skos:prefLabel: the last is the
                # best.
                names[row["ding"].value] = Name(row["naam"].value, row["naam_van"].value)
        return names

    @cached_property
    def versions(self) -> frozenset[str]:
        """IRIs of this version of the ontology and of the one before it, which is answered by this one."""
        said = self._answers.rows("uitspraken", {"ding": iris.ONTOLOGY})
        names = ("owl#versionIRI", "owl#priorVersion")
        return frozenset(row["waarde"].value for row in said if row["eigenschap"].value.endswith(names))

    def _passages(self, thing: str) -> tuple[Passage, ...]:
        rows = self._answers.rows("passages", {"ding": thing})
        return tuple(
            Passage(
                row["passage"].value,
                row["bron"].value,
                int(row["eerste"].value),
                int(row["laatste"].value),
                row["sha256"].value,
            )
            for row in rows
        )


def read_statements(rows: Iterable[Row]) -> list[Said]:
    """Rows of `uitspraken` as statements; what is both stated and inferred counts as stated."""
    inferred: dict[tuple[str, Term], bool] = {}
    for row in rows:
        key = row["eigenschap"].value, row["waarde"]
        inferred[key] = inferred.get(key, True) and row["afgeleid"].value == "true"
    return [Said(*key, concluded) for key, concluded in inferred.items()]


def _place(row: Row) -> tuple[str, ...]:
    """What statements about a thing are sorted by."""
    value = row["waarde"]
    return row["eigenschap"].value, value.kind, value.value, value.language, row["afgeleid"].value


def _statement(said: Said, names: dict[str, Name]) -> Statement:
    value_name = _name(names, said.value.value)
    return Statement(said.property, _name(names, said.property), said.value, value_name, said.inferred)


def _reference(row: Row, names: dict[str, Name]) -> Reference:
    source, predicate = row["vanuit"].value, row["eigenschap"].value
    return Reference(source, _name(names, source), predicate, _name(names, predicate))


def _passage_triples(passage: Passage) -> list[Triple]:
    subject = iri(passage.iri)
    return [
        Triple(subject, iri(_TYPE), iri(iris.DEF + "Passage")),
        Triple(subject, iri(iris.DEF + "bron"), iri(passage.source)),
        Triple(
            subject, iri(iris.DEF + "eersteRegel"), Term("literal", str(passage.first), datatype=_INTEGER)
        ),
        Triple(
            subject, iri(iris.DEF + "laatsteRegel"), Term("literal", str(passage.last), datatype=_INTEGER)
        ),
        Triple(subject, iri(iris.DEF + "regels"), text(iris.spell_lines(passage.first, passage.last))),
        Triple(
            subject,
            iri(iris.DEF + "sha256"),
            Term("literal", passage.sha256, datatype="http://www.w3.org/2001/XMLSchema#hexBinary"),
        ),
    ]


def _name(names: dict[str, Name], thing: str) -> str:
    return names[thing].text if thing in names else ""
