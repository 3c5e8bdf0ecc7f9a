"""What a question takes: parameters with a kind, and values as bindings of SPARQL variables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from . import iris
from .errors import InvalidRequest
from .query_header import Header

# Kinds of parameter whose value is the slug of a thing, the IRI of anything (parts only), or a plain word of
# a fixed form.
THINGS = ("thema", "plan", "gemeente", "partner", "instrument", "rechtsgrond")
ANY_THING = "ding"
WORDS = {"kwartaal": re.compile(r"20\d\d-Q[1-4]", re.IGNORECASE)}
# A kind whose value is a day; when it is not given, the day on which is asked.
DAY = "dag"
_KINDS = (*THINGS, *WORDS, DAY, ANY_THING)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,400}")

# Things of another kind that a parameter takes too, by the start of their slug: a municipality acts as a
# partner.
_ALSO = {"partner": "gemeente/"}


class Binding(NamedTuple):
    """A SPARQL variable and what it stands for: an IRI, or a plain string."""

    variable: str
    value: str
    is_iri: bool


@dataclass(frozen=True)
class Parameter:
    """What a question takes: the slug of a thing, or a word. `variable` is the SPARQL variable it binds.

    `default` is the IRI bound when it is not given.
    """

    name: str
    kind: str
    variable: str
    default: str | None
    example: str | None

    def bind(self, value: str) -> Binding | None:
        """The binding for a value; for "" that of the default, or None. Raises InvalidRequest."""
        if self.kind == DAY:
            try:
                return Binding(self.variable, read_day(value) if value else today(), is_iri=False)
            except ValueError as error:
                raise InvalidRequest(f"parameter {self.name}: {error}") from None
        if not value:
            return Binding(self.variable, self.default, is_iri=True) if self.default else None
        if self.kind in WORDS:
            if not WORDS[self.kind].fullmatch(value):
                raise InvalidRequest(
                    f"parameter {self.name}: '{value[:40]}' is geen {self.kind}",
                    f"bijvoorbeeld {self.example}",
                )
            return Binding(self.variable, value.upper(), is_iri=False)
        if self.kind == ANY_THING:
            if not _IRI.fullmatch(value):
                raise InvalidRequest(
                    f"parameter {self.name}: '{value[:40]}' is geen IRI", f"bijvoorbeeld {self.example}"
                )
            return Binding(self.variable, value, is_iri=True)
        try:
            return Binding(self.variable, read_thing(self.kind, value), is_iri=True)
        except ValueError as error:
            raise InvalidRequest(
                f"parameter {self.name}: {str(error)[:120]}", f"bijvoorbeeld {self.example}"
            ) from None


def read_thing(kind: str, text: str) -> str:
    """IRI of a thing of a kind from its slug; one of another kind that may stand for it has that kind before
    its slug. Raises ValueError on a malformed slug.
    """
    named, _, slug = text.partition("/") if text.startswith(_ALSO.get(kind, "/")) else (kind, "", text)
    return iris.thing(named, slug)


def today() -> str:
    """The date in this moment (UTC), YYYY-MM-DD."""
    return datetime.now(UTC).date().isoformat()


def read_day(text: str) -> str:
    """A day as it was typed. Raises ValueError with what is wrong with it, in Dutch, when it is none."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"'{text[:40]}' is geen dag; schrijf jaar-maand-dag, bijvoorbeeld 2026-01-31"
        ) from None
    return text


def values_clause(variables: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A VALUES clause with rows of IRIs, to put behind a query. Raises ValueError on what is no IRI."""
    found = list(rows)
    for iri in (iri for row in found for iri in row):
        if not _IRI.fullmatch(iri):
            raise ValueError(f"{iri[:80]!r} is no IRI")
    lines = "".join(f"\n  ({' '.join(f'<{iri}>' for iri in row)})" for row in found)
    return f"\nVALUES ({' '.join(f'?{name}' for name in variables)}) {{{lines}\n}}"


# What addresses of pages and REST, and options of the command line, mean already.
_RESERVED = frozenset(
    (
        *(
            "limit",
            "offset",
            "blad",
            "pagina",
            "vraag",
            "rij",
            "q",
            "op",
            "formaat",
            "uitgave",
            "periode",
            "sorteer",
            "groep",
            *("vorm", "uiterste", "overal", "alleen", "anders-dan"),
            *("van", "tot", "status", "fenomeen", "doelgroep", "locatie", "portefeuillehouder"),
        ),
        *("file", "home", "format", "project", "help", "name"),
    )
)


def read_parameter(header: Header, name: object, spec: object) -> Parameter:
    """A parameter as a header describes it. Raises BrokenFile."""
    key, rule = str(name), "vraag-parameter"
    shown = key[:80] if isinstance(name, str) else "?"
    if not isinstance(name, str) or not isinstance(spec, dict) or spec.get("soort") not in _KINDS:
        what, how = f"parameter '{shown}' heeft geen geldige soort", f"kies 'soort' uit {', '.join(_KINDS)}"
        raise header.fault(key, what, how, rule)
    if name.lower() in _RESERVED:
        how = f"kies een andere naam dan {', '.join(sorted(_RESERVED))}"
        raise header.fault(key, f"parameter '{shown}' heeft een naam die al iets anders betekent", how, rule)
    # Names by which any answer can be narrowed (`facts.constraints`) mean the same in every question.
    if name in _KINDS and spec["soort"] not in (ANY_THING, name):
        how = f"geef hem soort {name}, of een andere naam"
        raise header.fault(key, f"parameter '{shown}' is in alle vragen van soort {name}", how, rule)
    if any(not isinstance(spec.get(word, ""), str) for word in ("variabele", "standaard", "voorbeeld")):
        what = f"parameter '{shown}' heeft een variabele, standaard of voorbeeld dat geen tekst is"
        raise header.fault(key, what, "schrijf er één woord, zo nodig tussen aanhalingstekens", rule)
    if spec.get("standaard") and not iris.SLUG.fullmatch(spec["standaard"]):
        what = f"de standaard van parameter '{shown}' is geen soort en slug"
        raise header.fault(key, what, "schrijf hem als thema/ondermijning", rule)
    default = iris.THINGS + spec["standaard"] if spec.get("standaard") else None
    return Parameter(name, spec["soort"], spec.get("variabele", name), default, spec.get("voorbeeld"))
