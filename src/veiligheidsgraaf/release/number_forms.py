"""How numbers are written in the files where the index writes them otherwise: 7.0 where
Oxigraph has 7, xsd:int where it has xsd:integer
(https://github.com/oxigraph/oxigraph/issues/526). Only these are kept, so the table is small.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

_AS_THEY_ARE = {
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/2001/XMLSchema#hexBinary",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
}


def list_forms(quads: Iterable[ox.Quad], typed: Iterable[ox.Literal] | None = None) -> list[dict[str, Any]]:
    """Every statement whose number the index writes otherwise, and those
    like it that it must not be taken for. `typed`: what `find_typed` finds in these, where it is known.

    Each with its graph, subject, what the index has, what is stated, whether all write that number so, what
    points at the subject, and the other values of the subject.
    """
    whole = list(quads)
    rewritten = _rewritten(list(find_typed(whole) if typed is None else typed))
    if not rewritten:
        return []
    wanted = {*rewritten, *rewritten.values()}
    said = [(quad, quad.object) for quad in whole]
    told = [(quad, value) for quad, value in said if isinstance(value, ox.Literal) and value in wanted]
    differing = {quad.subject for quad, literal in told if literal in rewritten}
    subjects = {quad.subject for quad, _ in told}
    owners: dict[object, set[str]] = defaultdict(set)
    beside: dict[object, set[str]] = defaultdict(set)
    for quad, value in said if differing else ():
        if isinstance(value, ox.Literal):
            if quad.subject in subjects:
                beside[quad.subject].add(value.value)
        elif value in subjects:
            owners[value].add(_name(quad.subject))
    ways: dict[ox.Literal, set[ox.Literal]] = defaultdict(set)
    for _, literal in told:
        ways[rewritten.get(literal, literal)].add(literal)
    kept = {owner for subject in differing for owner in owners[subject]}
    found: list[dict[str, Any]] = []
    for quad, literal in told:
        subject = quad.subject
        if subject in differing or owners[subject] & kept:
            as_stored = rewritten.get(literal, literal)
            found.append(
                {
                    "graph": _name(quad.graph_name),
                    "subject": _name(subject),
                    "stored": [as_stored.value, as_stored.datatype.value],
                    "stated": [literal.value, literal.datatype.value],
                    "owners": sorted(owners[subject]),
                    "alone": len(ways[as_stored]) == 1 and as_stored.datatype == literal.datatype,
                    "beside": sorted(beside[subject] - {literal.value}),
                }
            )
    return sorted(found, key=lambda form: (form["subject"], form["graph"], form["stored"], form["stated"]))


def find_typed(quads: Iterable[ox.Quad]) -> list[ox.Literal]:
    """Different values that an index may write otherwise."""
    values = {quad.object for quad in quads}
    literals = (value for value in values if isinstance(value, ox.Literal))
    return [literal for literal in literals if literal.datatype.value not in _AS_THEY_ARE]


def list_typed(typed: Iterable[ox.Literal]) -> list[list[str]]:
    """Such values: [as written, datatype], sorted."""
    return sorted([literal.value, literal.datatype.value] for literal in typed)


def join_forms(
    parts: Iterable[tuple[list[dict[str, Any]], Iterable[list[str]]]],
) -> list[dict[str, Any]]:
    """The forms of all parts, each listed by itself; a number that two parts write differently is not alone.

    In: (forms, values as `list_typed` gives them) of each part.
    """
    parts = list(parts)
    ways: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for forms, _ in parts:
        for form in forms:
            ways[tuple(form["stored"])].add(tuple(form["stated"]))
    for _, typed in parts if ways else ():
        for value in typed:
            if tuple(value) in ways:
                ways[tuple(value)].add(tuple(value))
    found = [
        {**form, "alone": form["alone"] and len(ways[tuple(form["stored"])]) == 1}
        for forms, _ in parts
        for form in forms
    ]
    return sorted(found, key=lambda form: (form["subject"], form["graph"], form["stored"], form["stated"]))


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _rewritten(typed: list[ox.Literal]) -> dict[ox.Literal, ox.Literal]:
    """Literal -> what the index makes of it, where that is another."""
    store, predicate = ox.Store(), ox.NamedNode("x:p")
    store.extend(ox.Quad(ox.NamedNode(f"x:{n}"), predicate, literal) for n, literal in enumerate(typed))
    back = {int(_name(quad.subject)[2:]): quad.object for quad in store}
    pairs = ((literal, back[n]) for n, literal in enumerate(typed))
    return {literal: kept for literal, kept in pairs if isinstance(kept, ox.Literal) and kept != literal}
