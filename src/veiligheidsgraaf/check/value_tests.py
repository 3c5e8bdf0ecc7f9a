"""Constraints of SHACL Core as tests of values in words of N-Triples, for the sieve: a test says yes only
where no engine would say no.

A value that is written in an unusual way fails the test, and an engine judges it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import rdflib
from rdflib import RDF, SH, XSD
from rdflib.collection import Collection
from rdflib.term import Node

from .conversion import to_oxigraph
from .thing_lines import Said

# What is said, the thing looked at, values: whether they surely are as asked.
Test = Callable[[Said, str, Sequence[str]], bool]
_SAID_BESIDE = {SH.name, SH.description, SH.order, SH.group, SH.message, SH.severity, SH.path, RDF.type}
_TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf}
_ELSEWHERE = {SH.property, SH.sparql, SH.minCount, SH.qualifiedMinCount}
_LITERAL = re.compile(r'"([^"\\\n\r]*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?')
# Every day but that of a leap year.
_DAYS = r"(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
# Forms that are surely of a datatype.
_LEXICAL: dict[Node, str] = {
    XSD.gYear: r"[12]\d{3}",
    XSD.gYearMonth: r"[12]\d{3}-(?:0[1-9]|1[0-2])",
    XSD.date: rf"[12]\d{{3}}-(?:{_DAYS})",
    XSD.decimal: r"-?\d{1,15}(?:\.\d{1,9})?",
    XSD.integer: r"0|-?[1-9]\d{0,14}",
    XSD.boolean: r"true|false",
    XSD.hexBinary: r"(?:[0-9a-f]{2})+",
}
# What means the same in Python and in SPARQL (XPath 3.1, section 5.6.1), for values of one line.
_PLAIN_PATTERN = re.compile(r"(?:[A-Za-z0-9:/#=,&_^$?+*()|-]|\[[A-Za-z0-9_./:-]+\]|\{\d,?\d*\}|\\\.)+")


class Unknown(Exception):
    """A shape that only an engine can judge."""


def write(term: Node) -> str:
    """A term as N-Triples writes it."""
    if isinstance(term, rdflib.BNode):
        raise Unknown
    return str(to_oxigraph(term))


def list_tests(shapes: rdflib.Graph, shape: Node) -> Iterator[Test]:
    """The tests of a shape, but for what it says of other values, by query or of their number. Raises
    Unknown.
    """
    for predicate, value in shapes.predicate_objects(shape):
        if predicate in _MAKERS:
            yield _MAKERS[predicate](shapes, shape, value)
        elif predicate not in (_SAID_BESIDE | _TARGETS | _ELSEWHERE) and str(predicate).startswith(str(SH)):
            raise Unknown
    if (asked := shapes.value(shape, SH.qualifiedMinCount)) is not None:
        yield _test_qualified(shapes, shape, int(str(asked)))


def _test_whole(shapes: rdflib.Graph, shape: Node) -> Callable[[Said, str], bool]:
    """Whether one value conforms to a shape without a name."""
    said = set(shapes.predicates(shape))
    if said & (_TARGETS | _ELSEWHERE | {SH.path}):
        raise Unknown
    tests = tuple(list_tests(shapes, shape))
    return lambda said, value: all(test(said, value, (value,)) for test in tests)


def _test_qualified(shapes: rdflib.Graph, shape: Node, asked: int) -> Test:
    conforms = _test_whole(shapes, _one(shapes, shape, SH.qualifiedValueShape))
    return lambda said, _, values: sum(conforms(said, value) for value in set(values)) >= asked


def _one(shapes: rdflib.Graph, shape: Node, predicate: Node) -> Node:
    values = list(shapes.objects(shape, predicate))
    if len(values) != 1:
        raise Unknown
    return values[0]


def _most(_: rdflib.Graph, __: Node, value: Node) -> Test:
    most = int(str(value))
    return lambda _, __, values: len(values) <= most or len(set(values)) <= most


def _class(_: rdflib.Graph, __: Node, asked: Node) -> Test:
    kind = write(asked)

    def test(said: Said, _: str, values: Sequence[str]) -> bool:
        for value in values:  # noqa: SIM110 (all() of one or two takes thrice the time)
            if kind not in said.kinds(value):
                return False
        return True

    return test


def _node_kind(_: rdflib.Graph, __: Node, asked: Node) -> Test:
    if asked != SH.IRI:
        raise Unknown

    def test(_: Said, __: str, values: Sequence[str]) -> bool:
        for value in values:  # noqa: SIM110 (as above)
            if value[0] != "<":
                return False
        return True

    return test


def _text(value: str) -> str | None:
    """What a pattern is held against: an address, or a text on one line without escapes; else None."""
    if value[0] == "<":
        return value[1:-1]
    found = _LITERAL.fullmatch(value)
    return found[1] if found else None


def _pattern(shapes: rdflib.Graph, shape: Node, value: Node) -> Test:
    written = str(value)
    if not _PLAIN_PATTERN.fullmatch(written) or (shape, SH.flags, None) in shapes:
        raise Unknown
    search = re.compile(written, re.ASCII).search

    def test(_: Said, __: str, values: Sequence[str]) -> bool:
        return all((text := _text(value)) is not None and search(text) for value in values)

    return test


def _datatype(_: rdflib.Graph, __: Node, value: Node) -> Test:
    if value == XSD.string:
        return lambda _, __, values: all(value[0] == '"' == value[-1] for value in values)
    if value not in _LEXICAL:
        raise Unknown
    form = re.compile(rf'"(?:{_LEXICAL[value]})"\^\^<{re.escape(str(value))}>', re.ASCII)
    return lambda _, __, values: all(form.fullmatch(value) for value in values)


def _language(value: str) -> str:
    """The language of a text; "" of what has none, or is written in an unusual way."""
    begin, _, language = value.rpartition('"@')
    return language if begin and language.isalpha() else ""


def _languages(shapes: rdflib.Graph, _: Node, value: Node) -> Test:
    asked = {str(language) for language in Collection(shapes, value)}
    return lambda _, __, values: all(_language(value) in asked for value in values)


def _unique(_: rdflib.Graph, __: Node, value: Node) -> Test:
    if str(value) != "true":
        raise Unknown

    def test(_: Said, __: str, values: Sequence[str]) -> bool:
        texts = set(values)
        languages = [_language(value) for value in texts]
        return all(languages) and len(set(languages)) == len(texts)

    return test


def _among(shapes: rdflib.Graph, _: Node, value: Node) -> Test:
    asked = {write(member) for member in Collection(shapes, value)}
    return lambda _, __, values: asked.issuperset(values)


def _any(shapes: rdflib.Graph, _: Node, value: Node) -> Test:
    choices = [_test_whole(shapes, member) for member in Collection(shapes, value)]
    return lambda said, _, values: all(any(fits(said, value) for fits in choices) for value in values)


def _disjoint(_: rdflib.Graph, __: Node, value: Node) -> Test:
    other = write(value)
    return lambda said, thing, values: set(values).isdisjoint(said.of(thing).get(other, ()))


def _number(value: str) -> Decimal | None:
    found = _LITERAL.fullmatch(value)
    plain = found and found[3] in (str(XSD.integer), str(XSD.decimal))
    return Decimal(found[1]) if found and plain and re.fullmatch(_LEXICAL[XSD.decimal], found[1]) else None


Maker = Callable[[rdflib.Graph, Node, Node], Test]


def _bound(fits: Callable[[Decimal, Decimal], bool]) -> Maker:
    def make(_: rdflib.Graph, __: Node, value: Node) -> Test:
        if (bound := _number(write(value))) is None:
            raise Unknown
        return lambda _, __, values: all((n := _number(v)) is not None and fits(n, bound) for v in values)

    return make


def _compared(fits: Callable[[str, str], bool]) -> Maker:
    """Against the values of another property."""

    def make(_: rdflib.Graph, __: Node, value: Node) -> Test:
        other = write(value)

        def test(said: Said, thing: str, values: Sequence[str]) -> bool:
            others = said.of(thing).get(other, ())
            return all(_compare(one, another, fits) for one in values for another in others)

        return test

    return make


def _compare(one: str, other: str, fits: Callable[[str, str], bool]) -> bool:
    """Whole numbers, years, months or days, of one datatype and as long as each other: their texts compare as
    they do.
    """
    first, second = (_LITERAL.fullmatch(value) for value in (one, other))
    if not (first and second and first[3] and first[3] == second[3]):
        return False
    texts = first[1], second[1]
    if first[3] == str(XSD.integer):
        texts = first[1].zfill(len(second[1])), second[1].zfill(len(first[1]))
    plain = all(re.fullmatch(r"\d+(?:-\d\d)*", text, re.ASCII) for text in texts)
    return plain and len(texts[0]) == len(texts[1]) and fits(*texts)


def _none(_: rdflib.Graph, __: Node, ___: Node) -> Test:
    return lambda *_: True


_MAKERS: dict[Node, Maker] = {
    SH.maxCount: _most,
    SH["class"]: _class,
    SH.nodeKind: _node_kind,
    SH.pattern: _pattern,
    SH.datatype: _datatype,
    SH.languageIn: _languages,
    SH.uniqueLang: _unique,
    SH["in"]: _among,
    SH["or"]: _any,
    SH.disjoint: _disjoint,
    SH.minInclusive: _bound(lambda value, bound: value >= bound),
    SH.minExclusive: _bound(lambda value, bound: value > bound),
    SH.maxInclusive: _bound(lambda value, bound: value <= bound),
    SH.lessThan: _compared(lambda value, other: value < other),
    SH.lessThanOrEquals: _compared(lambda value, other: value <= other),
    SH.qualifiedValueShape: _none,
}
