"""What SHACL cannot say: contradictions, references to what is not there, and files that are about something
else than their name says.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox
import rdflib

from ..turtle.places import find_place
from ..turtle.read import SourceFile, Stated, Term
from ..words import iris
from ..words.errors import shorten
from ..words.namespaces import FOAF
from .findings import Finding, Severity
from .whereabouts import Where, Whereabouts


def _at(where: Where, rule: str, focus: str, message: str, path: str = "", value: str = "") -> Finding:
    """A violation of a rule beyond SHACL."""
    line, column, length = where.place
    text = shorten(message)
    return Finding(
        where.file,
        line,
        Severity.VIOLATION,
        focus,
        rule,
        text,
        path,
        "",
        shorten(value),
        column=column,
        length=length,
    )


def check_contradictions(contradictions: Iterable[str], where: Whereabouts) -> Iterator[Finding]:
    """What the inference rules found impossible: one thing in two disjoint classes."""
    for message in contradictions:
        first, second, focus = (rdflib.URIRef(word) for word in message.split() if word.startswith("http"))
        classes = f"{iris.local_name(first)} en {iris.local_name(second)}"
        found = where.locate_contradiction(focus, (first, second))
        yield _at(
            found, "tegenspraak", str(focus), f"is tegelijk {classes}, en dat sluit elkaar uit; kies er één"
        )


def check_references(files: Sequence[SourceFile], wanted: Collection[str] | None = None) -> Iterator[Finding]:
    """Every address of ours that is used must be described somewhere. In: all files of a project, and which
    of them to check.
    """
    described = {t.subject for file in files for t in file.triples} | {
        ox.NamedNode(file.graph) for file in files
    }
    for file in files:
        if wanted is not None and file.name not in wanted:
            continue
        missing = {
            (t.subject.value, t.predicate.value, iri)
            for t in file.triples
            for iri in _unknown_iris(t, described)
        }
        for subject, predicate, iri in missing:
            is_passage = bool(iris.passage_lines(iri))
            rule = "passage-zonder-digest" if is_passage else "loze-verwijzing"
            how = (
                "draai veiligheidsgraaf evidence --sources DIR --write"
                if is_passage
                else "definieer het of herstel de IRI"
            )
            message = f"verwijst naar {shorten(iri, 200)}, dat nergens beschreven is; {how}"
            yield _at(
                Where(file.name, find_place(file, subject, predicate, iri)),
                rule,
                subject,
                message,
                predicate,
                iri,
            )


def _unknown_iris(triple: Stated, described: Collection[Term]) -> Iterator[str]:
    """Addresses of ours in a triple that are not described."""
    for term in (triple.predicate, triple.object):
        if (
            term not in described
            and isinstance(term, ox.NamedNode)
            and term.value.startswith((iris.BASE + "id/", iris.DEF))
        ):
            yield term.value


def check_plan_files(files: Iterable[SourceFile]) -> Iterator[Finding]:
    """A file in graphs/plannen/ describes its own plan and no other."""
    for file in files:
        if not file.graph.startswith(iris.GRAPH + "plan/"):
            continue
        slug = file.graph.removeprefix(iris.GRAPH + "plan/")
        plan = iris.thing("plan", slug)
        topics = {t.object.value for t in file.triples if t.predicate.value == str(FOAF.primaryTopic)}
        if topics != {plan}:
            message = f"beschrijft niet precies het plan {slug}; geef <{file.graph}> foaf:primaryTopic <{plan}>, of hernoem het bestand"
            place = find_place(file, file.graph, str(FOAF.primaryTopic))
            line = place if place.line else place._replace(line=1, column=1)
            yield _at(
                Where(file.name, line), "plangraaf-bestand", file.graph, message, str(FOAF.primaryTopic)
            )
        for subject in sorted({t.subject.value for t in file.triples}):
            other = iris.plan_of(subject)
            if other and other != slug:
                message = f"hoort bij het plan {other}; zet het in graphs/plannen/{other}.ttl"
                yield _at(
                    Where(file.name, find_place(file, subject)), "plangraaf-ander-plan", subject, message
                )
