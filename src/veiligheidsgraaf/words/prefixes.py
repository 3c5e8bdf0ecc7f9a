"""Prefixes, each written once: for documents, the JSON-LD context and the example queries."""

import re
from collections.abc import Iterable

from . import iris
from .errors import shorten

PREFIXES: dict[str, str] = {
    "cids": "https://ontology.commonapproach.org/cids#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "vg": iris.DEF,
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_DECLARATION = re.compile(r"(?i:\bPREFIX)\s+((?:[^\W\d_][\w.-]*)?):")
# A prefix, and what only looks like one: in comments, texts, IRIs, and behind a blank node's underscore.
_IN_SPARQL = re.compile(
    r"""\#[^\r\n]*+
      | \"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}
      | "(?:[^"\\\r\n]++|\\.)*+" | '(?:[^'\\\r\n]++|\\.)*+'
      | <[^<>"{}|^`\\\x00-\x20]*+>
      | _:\S+
      | (?<![\w.:%-])(?P<prefix>(?:[^\W\d_][\w.-]*+)?+):(?:[\w.:%-]|\\.)*+
    """,
    re.VERBOSE | re.DOTALL,
)


def expand(name: str) -> str:
    """`skos:Concept` -> its IRI. Raises KeyError on a prefix that is not here."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """An IRI as prefix and local name, or as it is when no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def find_undeclared(sparql: str, known: Iterable[str] = ()) -> tuple[int, str] | None:
    """(offset, prefix with its colon) of the first prefix that a SPARQL text uses and does not declare;
    `known`: those that it need not.
    """
    declared = {*known, *(match[1] for match in _DECLARATION.finditer(sparql))}
    for match in _IN_SPARQL.finditer(sparql):
        if match["prefix"] is not None and match["prefix"] not in declared:
            return match.start(), f"{match['prefix']}:"
    return None


def missing_prefixes(sparql: str) -> dict[str, str]:
    """Those of ours that a SPARQL text uses and does not declare, with their IRIs."""
    declared = {match[1] for match in _DECLARATION.finditer(sparql)}
    used = {match["prefix"] for match in _IN_SPARQL.finditer(sparql)}
    return {name: iri for name, iri in PREFIXES.items() if name in used - declared}


def say_undeclared(prefix: str) -> tuple[str, str]:
    """(what, how): that a prefix (with its colon) is not declared, and with which line it would be."""
    known = PREFIXES.get(prefix.removesuffix(":"), "...")
    shown = shorten(prefix, 60)
    return f"het voorvoegsel {shown} is niet gedeclareerd", f"voeg bovenaan PREFIX {shown} <{known}> toe"


def sort_head(content: bytes, kind: str) -> bytes:
    """The start of a document (kind ttl, trig, rdf or another) with its
    prefixes in one order: Oxigraph writes them in any.
    """
    text = content.decode("utf-8", errors="surrogateescape")
    if kind in ("ttl", "trig"):
        head = re.match(r"(?:@prefix [^\n]*\n)*", text)
        assert head
        text = "".join(sorted(head[0].splitlines(keepends=True))) + text[head.end() :]
    elif kind == "rdf":
        text = re.sub(
            r"(?<=<rdf:RDF)(?: xmlns:[^\s>]+)+",
            lambda found: " " + " ".join(sorted(found[0].split())),
            text,
            count=1,
        )
    return text.encode("utf-8", errors="surrogateescape")
