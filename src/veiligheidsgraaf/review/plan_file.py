"""The file of a plan's graph, written from what was decided: graph, source, plan, then its statements in
order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..check.moves import Lines
from ..check.passages import spell_fragment
from ..turtle.layout import format_text
from ..words import iris
from ..words.prefixes import PREFIXES
from .assembly import ORDER, is_look_back
from .decisions import Values
from .fields import Field, Form, forms
from .made import Made
from .spelling import Names, quote

_COMMON = ("dct", "prov", "skos", "vg", "xsd", "owl", "foaf")
_THINGS = (
    *(
        "agent",
        "beoordelingsstaat",
        "doelgroep",
        "doelsoort",
        "document",
        "eenheid",
        "fenomeen",
        "gegevensbron",
    ),
    *("gemeente", "grens", "instrument", "locatie", "middelsoort", "middelstatus", "niveau", "partner"),
    *("rechtsgrond", "richting", "rol", "status", "thema"),
)
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_HAS = {"prioriteit": "heeftPrioriteit", "planthema": "heeftPlanthema", "doel": "heeftDoel"}
_MEASURE, _LOOK_BACK = "heeftMaatregel", "bliktTerugOp"
_CLASSES = {"indicator": "vg:Indicator", "waarneming": "vg:Waarneming", "streefwaarde": "vg:Streefwaarde"}
_FIGURES = ("waarneming", "streefwaarde")
_TEXTS = ("naam", "toelichting", "opmerking")
_OF_PLAN = ("inzet", "toepassing", "vermelding", "deelname", "ontwikkeling", "middel", "indicator", "dekking")
_INDICATOR = ("naam", "eenheid", "richting", "thema")
_OBSERVATION = ("jaar", "waarde", "bron", "grens", "bewoording")
_TARGET = ("jaar", "waarde", "grens")


Links = Iterable[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Curation:
    """Who decided, as roles, and when; whether the whole was read again."""

    agent: str
    issued: str
    modified: str
    version: str
    is_reread: bool


@dataclass(frozen=True)
class PlanFile:
    """What the file of a plan says. `facts`: values of the plan itself, `spans`: the lines they rest on."""

    slug: str
    municipalities: tuple[str, ...]
    source_name: str
    source_digest: str
    curation: Curation
    facts: Values
    spans: tuple[Lines, ...]
    made: tuple[Made, ...]


def spell_plan(plan: PlanFile) -> str:
    """The Turtle of a plan's graph, in the one layout."""
    return _Writer(plan).write()


HOLDING = (*_HAS.values(), _MEASURE, _LOOK_BACK)


def iri_of(slug: str, address: str) -> str:
    """The address of a statement in full."""
    return f"{iris.THINGS}plan/{slug}/{address}"


def make_names(slug: str) -> Names:
    """The prefixes that the file of a plan may use."""
    own = {prefix: PREFIXES[prefix] for prefix in _COMMON}
    own["plan"] = f"{iris.THINGS}plan/"
    own |= {segment: f"{iris.THINGS}plan/{slug}/{segment}/" for segment in ORDER}
    own |= {kind: f"{iris.THINGS}{kind}/" for kind in _THINGS}
    own["dekkingsgraad"] = f"{iris.THINGS}dekking/"
    own |= {f"kbv{n}": f"{iris.THINGS}thema/kbv-{n}velden/" for n in (5, 6)}
    return Names(own)


def spell_statement(names: Names, made: Made, iri: str, early: Links = (), late: Links = ()) -> str:
    """One statement as Turtle. `early` and `late`: properties that no field has, with what they point at;
    behind the texts, and before the evidence.
    """
    form = form_of(made.kind)
    rows = [f"{names.name(iri)} a {names.name(_class(form))}"]
    said = [one for one in form.fields if one.predicate and made.values.get(one.name)]
    texts = [one for one in said if one.name in _TEXTS]
    rows += [_spell_field(names, one, made.values[one.name]) for one in texts]
    rows += [_spell_link(names, *link) for link in early if link[1]]
    rows += [_spell_field(names, one, made.values[one.name]) for one in said if one not in texts]
    rows += [_spell_link(names, *link) for link in late if link[1]]
    passages = [f"<#{spell_fragment(span)}>" for span in sorted(made.spans)]
    rows.append(_line(names.name(f"{iris.DEF}bewijs"), passages))
    return " ;\n    ".join(rows) + " .\n"


def ties_of(slug: str, one: Made) -> list[tuple[str, Sequence[str]]]:
    """What ties a statement to its plan and its chapter, where it says so itself."""
    if one.kind not in _OF_PLAN:
        return []
    chapters = [iri_of(slug, chapter) for chapter in one.chapters]
    return [("plan", [iris.thing("plan", slug)]), ("planthema", chapters)]


def link_to(one: Made) -> str:
    """The property by which a plan or chapter has a statement, "" where that says itself what it is in."""
    if one.kind == "maatregel":
        return _LOOK_BACK if is_look_back(one) else _MEASURE
    return _HAS.get(one.kind, "")


def _spell_link(names: Names, name: str, values: Sequence[str]) -> str:
    return _line(names.name(f"{iris.DEF}{name}"), [names.name(value) for value in values])


def _spell_field(names: Names, about: Field, values: Iterable[str]) -> str:
    prefix, _, local = about.predicate.partition(":")
    predicate = names.name(PREFIXES[prefix] + local)
    return _line(predicate, [names.spell(about, value) for value in dict.fromkeys(values)])


def _line(predicate: str, values: Iterable[str]) -> str:
    return f"{predicate} {' , '.join(values)}"


def _class(form: Form) -> str:
    prefix, _, local = form.class_name.partition(":")
    return PREFIXES[prefix] + local


def form_of(kind: str) -> Form:
    """The form that a statement is written by; those of a figure are parts of one form."""
    if kind not in _CLASSES:
        return forms()[kind]
    wanted = {"indicator": _INDICATOR, "waarneming": _OBSERVATION, "streefwaarde": _TARGET}[kind]
    found = forms()["cijfer"]
    fields = tuple(one for name in wanted if (one := found.field(name)))
    return Form(kind, found.title, _CLASSES[kind], fields)


class _Writer:
    def __init__(self, plan: PlanFile) -> None:
        self._plan = plan
        self._names = make_names(plan.slug)
        self._iri = iris.thing("plan", plan.slug)
        self._source = iris.source(plan.slug)
        self._graph = f"{iris.GRAPH}plan/{plan.slug}"

    def write(self) -> str:
        blocks = [self._spell_graph(), *self._spell_curations(), self._spell_source(), self._spell_plan()]
        blocks += [
            spell_statement(
                self._names,
                self._point(one),
                self._address(one.address),
                ties_of(self._plan.slug, one),
                self._links(one),
            )
            for one in self._plan.made
        ]
        head = [f"@base <{self._source}> ."]
        head += [f"@prefix {p}: <{ns}> ." for p, ns in self._names.own.items() if p in self._names.used]
        return format_text(
            "\n".join(head) + "\n\n" + "\n".join(blocks), f"graphs/plannen/{self._plan.slug}.ttl"
        )

    def _point(self, one: Made) -> Made:
        """A statement that points at others of the plan by their addresses in full."""
        form = form_of(one.kind)
        values = {
            about.name: tuple(
                v if v.startswith(iris.BASE) else self._address(v) for v in one.values[about.name]
            )
            for about in form.fields
            if about.form == "item" and one.values.get(about.name)
        }
        return replace(one, values={**one.values, **values}) if values else one

    def _address(self, address: str) -> str:
        return iri_of(self._plan.slug, address)

    def _vg(self, name: str) -> str:
        return self._names.name(iris.DEF + name)

    def _term(self, prefix: str, name: str) -> str:
        return self._names.name(PREFIXES[prefix] + name)

    def _spell_graph(self) -> str:
        about = self._plan.curation
        date = self._term("xsd", "date")
        state = "nagelezen" if about.is_reread else "concept"
        by = ["curatie", *(["nalezing"] if about.is_reread else [])]
        rows = [
            f"<{self._graph}> a {self._vg('Plangraaf')}",
            f"{self._term('dct', 'title')} {quote(f'Plangraaf {self._plan.slug}')}@nl",
            f"{self._term('foaf', 'primaryTopic')} {self._names.name(self._iri)}",
            f"{self._term('prov', 'wasDerivedFrom')} <{self._source}>",
            _line(self._term("prov", "qualifiedAttribution"), [f"<{self._graph}#{one}>" for one in by]),
            f"{self._term('dct', 'license')} <{_LICENCE}>",
            f"{self._term('dct', 'issued')} {quote(about.issued)}^^{date}",
            f"{self._term('dct', 'modified')} {quote(about.modified)}^^{date}",
            f"{self._term('owl', 'versionInfo')} {quote(about.version)}",
            f"{self._vg('beoordeling')} {self._names.name(iris.thing('beoordelingsstaat', state))}",
        ]
        return " ;\n    ".join(rows) + " .\n"

    def _spell_curations(self) -> Iterable[str]:
        about = self._plan.curation
        for name, role in (("curatie", "curator"), *((("nalezing", "nalezer"),) if about.is_reread else ())):
            yield (
                f"<{self._graph}#{name}> a {self._vg('Curatie')} ;\n"
                f"    {self._term('prov', 'agent')} {self._names.name(about.agent)} ;\n"
                f"    {self._term('prov', 'hadRole')} {self._names.name(iris.thing('rol', role))} .\n"
            )

    def _spell_source(self) -> str:
        title = next(iter(self._plan.facts.get("naam", ())), self._plan.slug)
        binary = self._term("xsd", "hexBinary")
        return (
            f"<{self._source}> a {self._vg('Bron')} ;\n"
            f"    {self._term('dct', 'title')} {quote(title)}@nl ;\n"
            f"    {self._vg('bestandsnaam')} {quote(self._plan.source_name)} ;\n"
            f"    {self._vg('sha256')} {quote(self._plan.source_digest)}^^{binary} .\n"
        )

    def _spell_plan(self) -> str:
        homes = [iris.thing("gemeente", slug) for slug in self._plan.municipalities]
        whole = Made((), "plan", self._plan.facts, self._plan.spans, "")
        late = [("plandocument", [self._source]), *self._holds("")]
        return spell_statement(self._names, whole, self._iri, [("gemeente", homes)], late)

    def _links(self, one: Made) -> list[tuple[str, Sequence[str]]]:
        """What a chapter holds, and an indicator."""
        if one.kind in ("prioriteit", "planthema"):
            return self._holds(one.address)
        return (
            [(kind, self._inside(one.address, kind)) for kind in _FIGURES] if one.kind == "indicator" else []
        )

    def _holds(self, chapter: str) -> list[tuple[str, Sequence[str]]]:
        """What a chapter, or the plan as a whole, holds, by property."""
        held: dict[str, list[str]] = defaultdict(list)
        for one in self._plan.made:
            if one.kind in ("prioriteit", "planthema"):
                if not chapter:  # themes are the plan's, whatever chapter they stand in
                    held[link_to(one)].append(self._address(one.address))
            elif chapter in (one.chapters or ("",)) and one.kind in ("doel", "maatregel"):
                held[link_to(one)].append(self._address(one.address))
        return [(name, held[name]) for name in HOLDING if name in held]

    def _inside(self, indicator: str, kind: str) -> list[str]:
        return [
            self._address(one.address)
            for one in self._plan.made
            if one.kind == kind and one.chapters == (indicator,)
        ]
