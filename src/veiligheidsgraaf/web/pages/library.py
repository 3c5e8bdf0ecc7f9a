"""Everything of one release that pages share:
the name of each thing, its features, and answers kept once asked.

A release never changes, so what was asked once is kept; at most `KEPT` answers.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from ...answers.answers import Answers, Table
from ...words import iris
from ...words.values import Row
from ..addresses import page_of
from .kinds import KINDS, kind_of

KEPT = 400
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Link:
    """Something to show: its text, the address of its page ("" for none), and the IRI it stands for."""

    text: str
    page: str = ""
    iri: str = ""


@dataclass(frozen=True)
class Named:
    """A thing with a name: its kind, other names and the plan (slug) it is in."""

    iri: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    plan: str


class Library:
    """The things of one release by name, over the named questions."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._kept: OrderedDict[tuple[str, tuple[tuple[str, str], ...]], Table] = OrderedDict()
        self._lock = Lock()

    def table(self, question: str, values: Mapping[str, str] = NOTHING) -> Table:
        """The answer to a named question, kept. Raises UnknownName, InvalidRequest."""
        key = question, tuple(sorted(values.items()))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        table = self.answers.table(question, values)
        with self._lock:
            self._kept[key] = table
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return table

    def rows(self, question: str, values: Mapping[str, str] = NOTHING) -> tuple[Row, ...]:
        """The rows of an answer, kept."""
        return self.table(question, values).rows

    @cached_property
    def things(self) -> dict[str, Named]:
        """Everything that has a name, by IRI, in the order of names."""
        rows = self.rows("pagina-namen")
        return {
            row["ding"].value: Named(
                row["ding"].value,
                kind_of(row["ding"].value),
                row["naam"].value,
                tuple(a for a in row["aliassen"].value.split("; ") if a),
                iris.plan_of(row["ding"].value) or "",
            )
            for row in rows
        }

    @cached_property
    def features(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Per thing its features (`soort`, `plan`, `thema`, ...), each with its values as IRIs."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows("pagina-kenmerken"):
            found[row["ding"].value][row["kenmerk"].value].append(row["waarde"].value)
        for iri, thing in self.things.items():
            if thing.plan and thing.kind != "plan":
                found[iri]["plan"] = [iris.thing("plan", thing.plan)]
        for plan, municipality in self.municipalities.items():
            found[plan]["gemeente"] = [municipality]
            found[municipality]["plan"] = sorted({*found[municipality]["plan"], plan})
        self._spread_legal_grounds(found)
        return {
            iri: {name: tuple(values) for name, values in features.items()} for iri, features in found.items()
        }

    def _spread_legal_grounds(self, found: dict[str, dict[str, list[str]]]) -> None:
        """A legal ground is in the plans of the instruments that rest on it."""
        for features in list(found.values()):
            for ground in features.get("rechtsgrond", ()):
                found[ground]["plan"] = sorted({*found[ground]["plan"], *features.get("plan", ())})

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """IRI of each plan -> IRI of its municipality."""
        return {
            row["plan"].value: iris.thing("gemeente", slug)
            for slug in (choice.slug for choice in self.answers.choices("gemeente"))
            for row in self.rows("plannen", {"gemeente": slug})
        }

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each class and property of the ontology is called."""
        return {row["term"].value: row["naam"].value for row in self.rows("pagina-termen")}

    @cached_property
    def definitions(self) -> dict[str, str]:
        """What things mean, by IRI."""
        return {row["ding"].value: row["definitie"].value for row in self.rows("pagina-betekenissen")}

    @cached_property
    def plans(self) -> tuple[Named, ...]:
        """The plans, by municipality and year."""
        return tuple(sorted((t for t in self.things.values() if t.kind == "plan"), key=lambda t: t.iri))

    @cached_property
    def short_names(self) -> dict[str, str]:
        """Per plan a name that is short enough for a table: `Dalfsen 2023-2026`."""
        return {row["plan"].value: _short_name(row) for row in self.rows("plannen")}

    def name(self, iri: str) -> str:
        """What a thing is called, or for want of a name the last part of its IRI."""
        thing = self.things.get(iri)
        return thing.name if thing else iris.local_name(iri)

    def link(self, iri: str) -> Link:
        """A thing as something to show. Figures and other nameless things are named by kind and number."""
        if span := iris.passage_lines(iri):
            source = self.short_names.get(iris.thing("plan", iris.slug(span[0])), iris.slug(span[0]))
            return Link(f"{source}, {iris.name_lines(*span[1:])}", page_of(iri), iri)
        thing = self.things.get(iri)
        if thing:
            return Link(self.short_names.get(iri, thing.name), page_of(iri), iri)
        kind = KINDS.get(kind_of(iri))
        if kind:
            return Link(f"{kind.one} {iris.local_name(iri)}", page_of(iri), iri)
        return Link(
            iri.removeprefix("https://").removeprefix("http://"),
            iri if iri.startswith(("https://", "http://")) else "",
            iri,
        )


def _short_name(plan: Row) -> str:
    municipality = plan["gemeente_naam"].value.removeprefix("Gemeente ")
    return f"{municipality} {plan['begin'].value}-{plan['einde'].value}"
