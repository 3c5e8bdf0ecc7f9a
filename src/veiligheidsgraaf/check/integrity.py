"""What SHACL cannot say: contradictions, and files that are about something else than their name says."""

from collections.abc import Iterable, Iterator

import rdflib

from ..turtle.places import find_place
from ..turtle.read import SourceFile
from ..words import iris
from ..words.errors import shorten
from ..words.namespaces import FOAF
from .findings import Finding, Severity
from .whereabouts import Where, Whereabouts


def find_at(where: Where, rule: str, focus: str, message: str, path: str = "", value: str = "") -> Finding:
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
        yield find_at(
            found, "tegenspraak", str(focus), f"is tegelijk {classes}, en dat sluit elkaar uit; kies er één"
        )


def check_plan_files(files: Iterable[SourceFile]) -> Iterator[Finding]:
    """A file in graphs/plannen/ describes its own plan and no other."""
    for file in files:
        slug = iris.plan_slug(file.graph)
        if not slug:
            continue
        plan = iris.thing("plan", slug)
        about = str(FOAF.primaryTopic)
        topics = {t.object.value for t in file.triples if t.predicate.value == about}
        if topics != {plan}:
            message = (
                f"beschrijft niet precies het plan {slug}; "
                f"geef <{file.graph}> foaf:primaryTopic <{plan}>, of hernoem het bestand"
            )
            place = find_place(file, file.graph, str(FOAF.primaryTopic))
            line = place if place.line else place._replace(line=1, column=1)
            yield find_at(
                Where(file.name, line), "plangraaf-bestand", file.graph, message, str(FOAF.primaryTopic)
            )
        for subject in sorted({t.subject.value for t in file.triples}):
            other = iris.plan_of(subject)
            if other and other != slug:
                message = f"hoort bij het plan {other}; zet het in graphs/plannen/{other}.ttl"
                yield find_at(
                    Where(file.name, find_place(file, subject)), "plangraaf-ander-plan", subject, message
                )
