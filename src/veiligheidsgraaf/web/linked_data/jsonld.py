"""Triples as JSON-LD (https://www.w3.org/TR/json-ld11/), compacted with a
context of the kind that a release carries.

Such a context has prefixes, and terms with an `@id` and at most one of `@type` and `@container: @language`.
rdflib's serializer can do the same, at ten times the time and 40 MB of memory in the server.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...words.values import Term, Triple

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}")


def write_jsonld(triples: Iterable[Triple], context: Mapping[str, Any]) -> bytes:
    """JSON-LD that carries the part of the context that it uses, so that it reads without a network.

    Triples come sorted.
    """
    writer = _Writer(context)
    nodes: dict[str, dict[str, Any]] = {}
    for subject, predicate, value in triples:
        name = f"_:{subject.value}" if subject.kind == "bnode" else subject.value
        writer.add(nodes.setdefault(name, {"@id": name}), predicate.value, value)
    return json.dumps(
        {"@context": writer.used_context(), "@graph": list(nodes.values())}, ensure_ascii=False, indent=1
    ).encode()


class _Writer:
    """Knows a context backwards, from IRI to word, and which of its words were used."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._prefixes = {meaning: name for name, meaning in context.items() if isinstance(meaning, str)}
        self._terms = {
            self._expand(meaning["@id"]): name
            for name, meaning in context.items()
            if isinstance(meaning, dict)
        }
        self._used: set[str] = set()

    def used_context(self) -> dict[str, Any]:
        """The part of the context that explains what was written."""
        return {name: self._context[name] for name in sorted(self._used)}

    def add(self, node: dict[str, Any], predicate: str, value: Term) -> None:
        """Write one statement into a node."""
        if predicate == _TYPE and value.kind != "literal":
            _append(node, "@type", self._word(value.value) if value.kind == "uri" else f"_:{value.value}")
            return
        key = self._word(predicate)
        meaning = self._context.get(key, {})
        if "@container" not in meaning:
            _append(node, key, self._value(value, meaning.get("@type", "")))
        elif value.language:
            _append(node.setdefault(key, {}), value.language, value.value)
        else:  # a map by language has no place for it
            _append(node, self._prefixed(predicate), self._value(value, ""))

    def _value(self, value: Term, coerced: str) -> Any:  # noqa: ANN401 (JSON)
        """A value under a key that takes its plain strings as `coerced`: @id, a datatype, or "" for text."""
        if value.kind != "literal":
            name = f"_:{value.value}" if value.kind == "bnode" else value.value
            return name if coerced == "@id" else {"@id": name}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if not value.datatype:
            return {"@value": value.value} if coerced else value.value
        if coerced and self._expand(coerced) == value.datatype:
            return value.value
        if not coerced and value.datatype == f"{_XSD}boolean" and value.value in ("true", "false"):
            return value.value == "true"
        if not coerced and value.datatype == f"{_XSD}integer" and _INTEGER.fullmatch(value.value):
            return int(value.value)
        return {"@value": value.value, "@type": self._word(value.datatype)}

    def _word(self, iri: str) -> str:
        """The term for an IRI where the context has one, else prefix and local name, else the IRI."""
        term = self._terms.get(iri)
        if term is None:
            return self._prefixed(iri)
        self._used |= {term, self._context[term]["@id"].partition(":")[0]}
        coerced = self._context[term].get("@type", "")
        self._used |= {coerced.partition(":")[0]} & self._context.keys()
        return term

    def _prefixed(self, iri: str) -> str:
        end = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixes.get(iri[:end])
        if prefix is None or end == len(iri):
            return iri
        self._used.add(prefix)
        return f"{prefix}:{iri[end:]}"

    def _expand(self, word: str) -> str:
        prefix, _, local = word.partition(":")
        return f"{self._context[prefix]}{local}" if isinstance(self._context.get(prefix), str) else word


def _append(holder: dict[str, Any], key: str, value: Any) -> None:  # noqa: ANN401 (JSON)
    """One value stands alone, more stand in an array."""
    if key not in holder:
        holder[key] = value
    elif isinstance(holder[key], list):
        holder[key].append(value)
    else:
        holder[key] = [holder[key], value]
