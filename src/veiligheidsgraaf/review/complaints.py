"""What is wrong with values before they are decided: what they take, what lacks, words taken over, names not
there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..check.copied import Copies, list_names, tell_copied
from ..check.moves import Lines
from ..check.plans import Span
from ..check.ties import NamedText, is_named, read_names
from ..names.lexicon import NAMED, kind_of
from ..names.tokens import fold
from ..reading.document import Document
from ..words import iris
from .decisions import Values
from .fields import NEW, Field, Form, bounds, find_form, forms, newcomers, parts, statement_kind
from .lookup import Choices
from .newcomers import ADDRESS, WHAT, make_address
from .spelling import is_fit
from .state import COVERAGE, PLAN, REREAD, UNSAYABLE

_WITHOUT_LINES = (PLAN, NEW, REREAD, UNSAYABLE, COVERAGE)
_UNTIED = (PLAN, COVERAGE, "prioriteit", "planthema", NEW)
ABSENT = "niet-genoemd"


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a field ("" for the whole). `blocks`: it cannot be decided so."""

    field: str
    message: str
    blocks: bool = False


class Judge:
    """Judges values of items of one text."""

    def __init__(self, choices: Choices, document: Document, home: str) -> None:
        self._choices = choices
        self._document = document
        self._home = home

    @cached_property
    def _copies(self) -> Copies:
        return Copies(self._document.text, list_names(self._choices.lexicon))

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(line.text) for line in self._document.lines]

    @cached_property
    def _named(self) -> NamedText:
        return read_names(self._choices.stated, self._home, self._document.text)

    def judge(self, kind: str, values: Values, spans: tuple[Lines, ...]) -> tuple[Complaint, ...]:
        """Everything that is wrong, what blocks first."""
        form = find_form(kind, values)
        if form is None:
            known = ", ".join([*forms(), *parts(), NEW])
            what = f"'{kind[:40]}' is geen soort uitspraak" if kind != NEW else "kies wat er nieuw is"
            how = known if kind != NEW else ", ".join(newcomers())
            return (Complaint(WHAT if kind == NEW else "", f"{what}; kies uit: {how}", True),)
        found = [*self._judge_lines(kind, spans), *self._judge_values(kind, form, values)]
        if kind == NEW:
            found += self._judge_newcomer(values)
        found += _judge_amounts(values)
        if kind == COVERAGE:
            found += self._judge_coverage(values, spans)
        if kind not in _UNTIED and spans:
            found += self._judge_ties(values, spans)
        return tuple(sorted(found, key=lambda one: not one.blocks))

    def without_copies(self, kind: str, values: Values) -> dict[str, tuple[str, ...]]:
        """Values less the texts that take words of the plan over: those are still to be said in own words."""
        form = find_form(kind, values)
        texts = [one.name for one in form.fields if one.form == "tekst"] if form else []
        return {
            name: given
            for name, given in values.items()
            if name not in texts or not any(self._copies.find(text) for text in given)
        }

    def search(self, words: str) -> tuple[int, ...]:
        """The lines on which words stand, with whatever ending; words may run over the end of a line."""
        wanted = " ".join(fold(words).split())
        if not wanted:
            return ()
        found = []
        for number, line in enumerate(self._folded, 1):
            following = self._folded[number] if number < len(self._folded) else ""
            broken = line.removesuffix("-") + following if line.endswith("-") else f"{line} {following}"
            at = f" {' '.join(broken.split())}".find(f" {wanted}")
            if 0 <= at < max(len(" ".join(line.split())), 1):
                found.append(number)
        return tuple(found)

    def _judge_lines(self, kind: str, spans: tuple[Lines, ...]) -> Iterator[Complaint]:
        last = len(self._document.lines)
        if not spans and kind not in _WITHOUT_LINES:
            yield Complaint("regels", "rust op geen regels; wijs de regels aan waar het staat", True)
        for first, end in spans:
            if not 1 <= first <= end <= last:
                yield Complaint(
                    "regels", f"regels {first}-{end} bestaan niet; de tekst heeft er {last}", True
                )

    def _judge_values(self, kind: str, form: Form, values: Values) -> Iterator[Complaint]:
        for about in form.fields:
            given = values.get(about.name, ())
            if len(given) > 1 and not about.many:
                yield Complaint(about.name, f"{about.label.lower()}: kies er een", True)
            if not given and about.required:
                is_itself = about.name == kind and not (kind == "planning" and len(values) > 0)
                how = "; kies wat er is, of voeg eerst iets nieuws toe" if is_itself else ""
                yield Complaint(about.name, f"{about.label.lower()} ontbreekt{how}", is_itself)
            for value in given:
                yield from self._judge_value(about, value)

    def _judge_value(self, about: Field, value: str) -> Iterator[Complaint]:
        if about.form == "item":
            return
        if not is_fit(about, value):
            yield Complaint(about.name, f"{about.label.lower()}: '{value[:40]}' past hier niet", True)
        elif about.form == "tekst" and about.name != "gezocht" and (copied := self._copies.find(value)):
            yield Complaint(about.name, f"{about.label.lower()} {tell_copied(copied)}", True)
        elif about.form in ("ding", "keuze"):
            iri = value if value.startswith(iris.BASE) else iris.thing(about.kinds[0], value)
            if kind_of(iri) not in about.kinds:
                yield Complaint(
                    about.name, f"{about.label.lower()}: {iris.slug(iri)} is van een andere soort", True
                )
            elif not self._choices.is_known(iri):
                how = "kies iets dat er is, of voeg het toe als iets nieuws"
                yield Complaint(
                    about.name, f"{about.label.lower()}: {iris.slug(iri)} bestaat niet; {how}", True
                )

    def _judge_newcomer(self, values: Values) -> Iterator[Complaint]:
        address = newcomers()[values[WHAT][0]].address
        own = next(iter(values.get(ADDRESS, ())), "")
        for name in (*values.get("naam", ()), *values.get("andere-namen", ())):
            for near in self._choices.nearest("partner,gemeente" if address == "partner" else address, name):
                if near.iri != own:
                    is_same = near.why == "heet precies zo"
                    yield Complaint("naam", f"is '{name}' niet {near.name}? ({near.why})", is_same)
        if values.get("naam") and not own and self._choices.is_known(make_address(values)):
            yield Complaint("naam", "er is al iets met dit adres; geef een naam die er meer van zegt", True)

    def _judge_coverage(self, values: Values, spans: tuple[Lines, ...]) -> Iterator[Complaint]:
        if ABSENT not in values.get("dekking", ()):
            if not spans or spans == ((1, len(self._document.lines)),):
                yield Complaint("regels", "wijs de regels aan waar het plan dit thema noemt", True)
            return
        if not values.get("gezocht"):
            message = "niet genoemd is pas te zeggen na een zoektocht; noem de woorden waarop gezocht is"
            yield Complaint("gezocht", message, True)
        for words in values.get("gezocht", ()):
            if lines := self.search(words):
                shown = ", ".join(map(str, lines[:5]))
                yield Complaint("gezocht", f"'{words}' staat op regel {shown}; lees die eerst", True)

    def _judge_ties(self, values: Values, spans: tuple[Lines, ...]) -> Iterator[Complaint]:
        placed = [Span("", first, last) for first, last in spans]
        for name, given in values.items():
            for iri in given:
                if not iri.startswith(iris.BASE) or kind_of(iri) not in NAMED or name == "bij":
                    continue
                if not is_named(iri, placed, self._named, self._home) and not self._is_new_name(iri, spans):
                    shown = self._choices.name_of(iri) or iris.slug(iri)
                    how = "kies ruimere regels, of wijs de ene regel aan waaruit het blijkt"
                    yield Complaint(name, f"{shown} staat niet op deze regels; {how}")

    def _is_new_name(self, iri: str, spans: tuple[Lines, ...]) -> bool:
        text = " ".join(" ".join(self._folded[first - 1 : last]) for first, last in spans)
        return any(fold(name) in text for name in self._choices.names_of_new(iri))


def _judge_amounts(values: Values) -> Iterator[Complaint]:
    """Numbers that their unit cannot have."""
    known = bounds().get(iris.slug(next(iter(values.get("eenheid", ())), "")))
    if known is None:
        return
    for value in values.get("waarde", ()):
        try:
            is_within = known.lowest <= float(value.replace(",", ".")) <= known.highest
        except ValueError:
            continue
        if not is_within:
            what = f"{value[:20]} ligt niet tussen {known.lowest:g} en {known.highest:g}"
            yield Complaint("waarde", f"waarde: {what}; {known.hint}", True)


def is_statement(kind: str) -> bool:
    """Whether a kind is written as a statement of the plan."""
    return kind not in (NEW, REREAD, UNSAYABLE) and statement_kind(kind) in (*forms(), *parts())
