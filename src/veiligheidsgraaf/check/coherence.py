"""What only the files of a whole project show, beyond SHACL: plans that follow each
other, dates still to come, words that a borrowed vocabulary does not have, addresses
that no reader can follow, things described twice.

In: all files of a project, which of them to check, and the day on which. Out: findings.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain

import pyoxigraph as ox
from rdflib.namespace import DefinedNamespace

from ..turtle.places import find_place
from ..turtle.read import SourceFile, Stated
from ..words import iris
from ..words.errors import shorten
from ..words.namespaces import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, VG
from .findings import Finding, Severity

# Vocabularies of others whose terms are all known, so that a slip of the pen shows.
_BORROWED: tuple[type[DefinedNamespace], ...] = (DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS)
_FOLLOWED = ("http", "https", "urn", "mailto", "tel")
_FOLLOWABLE = tuple(f"{scheme}:" for scheme in _FOLLOWED)
_DATES = {str(DCTERMS.issued), str(DCTERMS.modified), str(VG.vastgesteldOp)}
_TYPE = str(RDF.type)
_FOLLOWS, _MUNICIPALITY, _START = str(VG.volgtOp), str(VG.gemeente), str(VG.periodeStart)
_SHARED = (iris.REFERENCE_GRAPH, iris.VOCABULARY_GRAPH, iris.ONTOLOGY_GRAPH)


def check_coherence(
    files: Sequence[SourceFile], wanted: Collection[str], today: date | None = None
) -> Iterator[Finding]:
    """Findings in the files of those names."""
    plans = _Plans(files)
    day = (today or date.today()).isoformat()
    by_file = {file.name: list(_described(file)) for file in files}
    described = Counter(chain.from_iterable(by_file.values()))
    for file in files:
        if file.name not in wanted:
            continue
        for triple in file.triples:
            for rule, message in _faults(file, triple, plans, day):
                yield _find(file, triple, rule, message)
        yield from _described_twice(file, by_file[file.name], described)


def _faults(file: SourceFile, triple: Stated, plans: "_Plans", day: str) -> Iterator[tuple[str, str]]:
    predicate, value = triple.predicate.value, triple.object
    if predicate == _FOLLOWS:
        yield from plans.faults(triple)
    if predicate in _DATES and value.value > day:
        message = f"{shorten(value.value, 20)} moet nog komen; geef de dag waarop het gebeurde"
        yield "datum-in-de-toekomst", message
    for word in (predicate, value.value if predicate == _TYPE else ""):
        if message := _unknown_word(word):
            yield "onbekende-term", message
    for term in (triple.subject, value):
        if isinstance(term, ox.NamedNode):
            if not term.value.startswith(_FOLLOWABLE) and (message := _dead_address(term.value)):
                yield "adres-soort", message
            if file.graph in _SHARED and (message := _of_a_plan(term.value)):
                yield "gedeeld-over-plan", message


class _Plans:
    """Municipality and first year of every plan, to judge which follows which."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self._of: Mapping[str, dict[str, set[str]]] = {
            _MUNICIPALITY: defaultdict(set),
            _START: defaultdict(set),
        }
        for triple in chain.from_iterable(file.triples for file in files):
            known = self._of.get(triple.predicate.value)
            if known is not None and isinstance(triple.subject, ox.NamedNode):
                known[triple.subject.value].add(triple.object.value)

    def faults(self, triple: Stated) -> Iterator[tuple[str, str]]:
        """What is wrong with a `vg:volgtOp`."""
        if triple.predicate.value != _FOLLOWS or not isinstance(triple.object, ox.NamedNode):
            return
        plan, earlier = triple.subject.value, triple.object.value
        municipality, start = self._of[_MUNICIPALITY], self._of[_START]
        if plan == earlier:
            yield "plan-volgorde", "volgt op zichzelf; laat vg:volgtOp naar het vorige plan wijzen"
        elif earlier in municipality and municipality.get(plan, set()).isdisjoint(municipality[earlier]):
            yield (
                "plan-volgorde",
                "volgt op een plan van een andere gemeente; kies het vorige plan van de eigen",
            )
        elif min(start.get(plan, ()), default="9999")[:4] <= max(start.get(earlier, ()), default="")[:4]:
            yield "plan-volgorde", "volgt op een plan dat niet eerder begint; draai vg:volgtOp om"


@lru_cache(maxsize=4096)
def _unknown_word(word: str) -> str:
    """What is wrong with a term of a borrowed vocabulary; "" when it is there."""
    space = next((space for space in _BORROWED if word.startswith(str(space))), None)
    if space is None or word in space:
        return ""
    names = [str(term).removeprefix(str(space)) for term in dir(space)]
    near = get_close_matches(word.removeprefix(str(space)), names, n=1)
    how = f"bedoelt u {near[0]}?" if near else "neem een term die erin staat"
    return f"{shorten(word, 120)} staat niet in dat vocabulaire; {how}"


@lru_cache(maxsize=4096)
def _dead_address(address: str) -> str:
    """Why no reader can follow an IRI; "" when one can."""
    if address.partition(":")[0].lower() in _FOLLOWED:
        return ""
    how = f"gebruik een adres dat met {', '.join(_FOLLOWED[:-1])} of {_FOLLOWED[-1]} begint"
    return f"{shorten(address, 80)} is geen adres om te volgen; {how}"


@lru_cache(maxsize=4096)
def _of_a_plan(address: str) -> str:
    """What plans share says nothing of a single plan: taking that plan out would leave it dangling."""
    plan = iris.plan_of(address)
    is_plan = plan and address == iris.thing("plan", plan)
    return (
        f"zegt iets over het plan {plan}; zet het in graphs/plannen/{plan}.ttl"
        if plan and not is_plan
        else ""
    )


def _described(file: SourceFile) -> Iterator[tuple[str, str]]:
    """(thing, class), as often as it is written."""
    for triple in file.triples:
        if triple.predicate.value != _TYPE:
            continue
        if isinstance(triple.subject, ox.NamedNode) and iris.is_thing(triple.subject.value):
            yield triple.subject.value, triple.object.value


def _described_twice(
    file: SourceFile, own: list[tuple[str, str]], described: Counter[tuple[str, str]]
) -> Iterator[Finding]:
    for thing, kind in dict.fromkeys(own):
        if described[thing, kind] > 1:
            triple = next(t for t in file.triples if t.subject.value == thing and t.object.value == kind)
            message = (
                "is meer dan eens beschreven onder hetzelfde adres; geef het tweede ding een eigen sleutel"
            )
            yield _find(file, triple, "dubbele-sleutel", f"{message}, of voeg de beschrijvingen samen")


def _find(file: SourceFile, triple: Stated, rule: str, message: str) -> Finding:
    """A violation at the statement."""
    value = triple.object.value
    subject = triple.subject.value
    place = find_place(file, subject, triple.predicate.value, value)
    return Finding(
        file.name,
        place.line,
        Severity.VIOLATION,
        subject,
        rule,
        shorten(message),
        triple.predicate.value,
        "",
        shorten(value),
        column=place.column,
        length=place.length,
    )
