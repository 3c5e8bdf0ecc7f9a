"""What a plan in the graph states, as the forms have it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..check.moves import Lines
from ..turtle.read import SourceFile, Stated
from ..words import iris
from ..words.namespaces import RDF, VG
from ..words.prefixes import PREFIXES
from .assembly import ORDER
from .decisions import Values
from .fields import Field, Form
from .plan_file import HOLDING, form_of

_EVIDENCE, _THEME_OF = str(VG.bewijs), str(VG.planthema)
_HOLDING = {iris.DEF + name: name for name in HOLDING}


@dataclass(frozen=True)
class Standing:
    """A statement as it stands: its kind, values and lines. `holders`: (plan or chapter, property) that have
    it.
    """

    iri: str
    kind: str
    values: Values = field(hash=False)
    spans: tuple[Lines, ...]
    holders: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What it is called, or its key."""
        return next(iter(self.values.get("naam", ())), iris.slug(self.iri).rpartition("/")[2])


def read_standing(file: SourceFile) -> tuple[Standing, ...]:
    """The statements of a plan's file, in its order."""
    said: dict[str, list[Stated]] = defaultdict(list)
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for triple in file.triples:
        said[triple.subject.value].append(triple)
        if name := _HOLDING.get(triple.predicate.value):
            holders[triple.object.value].append((triple.subject.value, name))
    found = []
    for iri, triples in said.items():
        form = _form(triples)
        if form is not None:
            values, spans = _read_values(form, triples), _read_spans(triples)
            found.append(Standing(iri, form.kind, values, spans, tuple(holders[iri])))
    return tuple(found)


def predicate_of(about: Field) -> str:
    """The property that a field is written by."""
    prefix, _, local = about.predicate.partition(":")
    return PREFIXES[prefix] + local


def _form(triples: Iterable[Stated]) -> Form | None:
    classes = {one.object.value for one in triples if one.predicate.value == str(RDF.type)}
    for kind in ("plan", *ORDER):
        form = form_of(kind)
        prefix, _, local = form.class_name.partition(":")
        if PREFIXES[prefix] + local in classes:
            return form
    return None


def _read_values(form: Form, triples: Sequence[Stated]) -> Mapping[str, tuple[str, ...]]:
    by_predicate: dict[str, list[str]] = defaultdict(list)
    for one in triples:
        value = one.object
        by_predicate[one.predicate.value].append(value.value if not isinstance(value, ox.BlankNode) else "")
    values = {}
    for about in form.fields:
        if about.predicate and (given := by_predicate.get(predicate_of(about))):
            values[about.name] = tuple(_short(about, value) for value in given)
    if chapters := by_predicate.get(_THEME_OF):
        values["planthema"] = tuple(chapters)
    return values


def _short(about: Field, value: str) -> str:
    """A concept by its slug, as forms choose it; all else as it is."""
    return iris.slug(value) if about.form == "keuze" and value.startswith(iris.THINGS) else value


def _read_spans(triples: Iterable[Stated]) -> tuple[Lines, ...]:
    found = (iris.passage_lines(one.object.value) for one in triples if one.predicate.value == _EVIDENCE)
    return tuple((span[1], span[2]) for span in found if span)
