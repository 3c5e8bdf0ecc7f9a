"""The named queries: finds `.rq` files, reads their headers and checks them. Runs nothing.

A header is YAML in leading `#+` lines, the decorator form of grlc (https://github.com/CLARIAH/grlc):

    #+ vraag: Welke partners werken aan een thema?
    #+ beschrijving: ...
    #+ parameters:
    #+   thema: {soort: thema, variabele: gevraagd_thema, standaard: begrippenkader/themas, voorbeeld: ondermijning}
    #+ kolommen: {plan: Plan, thema: Thema}

Files in `queries/onderdelen/` are parts that pages and documents are made of: asked in the same way, shown to nobody as a question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from . import iris
from .errors import CannotRead, InvalidRequest, UnknownName
from .project import Project
from .release import Release

# Kinds of parameter whose value is the slug of a thing, the IRI of anything (parts only), or a plain word of a fixed form.
THINGS = ("thema", "plan", "gemeente", "partner", "instrument", "rechtsgrond")
ANY_THING = "ding"
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,400}")
WORDS = {"kwartaal": re.compile(r"20\d\d-Q[1-4]", re.IGNORECASE)}

_KINDS = (*THINGS, *WORDS, ANY_THING)


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
        if not value:
            return Binding(self.variable, self.default, is_iri=True) if self.default else None
        if self.kind in WORDS:
            if not WORDS[self.kind].fullmatch(value):
                raise InvalidRequest(f"parameter {self.name}: '{value[:40]}' is geen {self.kind}", f"bijvoorbeeld {self.example}")
            return Binding(self.variable, value.upper(), is_iri=False)
        if self.kind == ANY_THING:
            if not _IRI.fullmatch(value):
                raise InvalidRequest(f"parameter {self.name}: '{value[:40]}' is geen IRI", f"bijvoorbeeld {self.example}")
            return Binding(self.variable, value, is_iri=True)
        try:
            return Binding(self.variable, iris.thing(self.kind, value), is_iri=True)
        except ValueError as error:
            raise InvalidRequest(f"parameter {self.name}: {str(error)[:120]}", f"bijvoorbeeld {self.example}") from None


@dataclass(frozen=True)
class Question:
    """A named query: what it asks in Dutch, its parameters, its columns (variable -> heading) and its SPARQL text.

    `listed`: whether it is shown to people as a question, or only a part of pages and documents.
    """

    name: str
    question: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    sparql: str
    listed: bool = True

    @property
    def standalone(self) -> str:
        """The SPARQL text without its header and with its defaults in it: what an editor can run as it is."""
        text = "\n".join(line for line in self.sparql.splitlines() if not line.startswith("#+"))
        defaults = {p.variable: p.default for p in self.parameters if p.default}
        return text + (values_clause(list(defaults), [list(defaults.values())]) if defaults else "") + "\n"

    def bind(self, values: Mapping[str, str]) -> tuple[Binding, ...]:
        """Parameter values (slugs, words) as bindings. Raises UnknownName or InvalidRequest."""
        known = {p.name for p in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(f"parameter van {self.name}", name, known)
        bound = (parameter.bind(values.get(parameter.name, "")) for parameter in self.parameters)
        return tuple(binding for binding in bound if binding)


def values_clause(variables: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A VALUES clause with rows of IRIs, to put behind a query. Raises ValueError on what is no IRI."""
    found = list(rows)
    for iri in (iri for row in found for iri in row):
        if not _IRI.fullmatch(iri):
            raise ValueError(f"{iri[:80]!r} is no IRI")
    lines = "".join(f"\n  ({' '.join(f'<{iri}>' for iri in row)})" for row in found)
    return f"\nVALUES ({' '.join(f'?{name}' for name in variables)}) {{{lines}\n}}"


def load_questions(project: Project) -> dict[str, Question]:
    """All named queries of a project, by name, sorted. Raises CannotRead naming file and fault."""
    return {path.stem: read_question(name, path) for name, path in project.files("queries", ".rq")}


def load_release_questions(release: Release) -> dict[str, Question]:
    """The named queries that a release carries, by name."""
    return {path.stem: read_question(path.name, path) for path in sorted((release.path / "queries").rglob("*.rq"))}


def read_question(file_name: str, path: Path) -> Question:
    """One named query from its file. Raises CannotRead when the header is missing, malformed or disagrees with the text."""
    try:
        text = path.read_text(encoding="utf-8")
        header = yaml.safe_load("\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")))
    except UnicodeDecodeError as error:
        raise CannotRead(f"{file_name}: byte {error.start} is geen UTF-8", "sla het bestand op als UTF-8") from None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise CannotRead(
            f"{file_name}:{line}: kop is geen YAML ({getattr(error, 'problem', '')})", "herstel de regels die met #+ beginnen"
        ) from None
    if not isinstance(header, dict):
        raise CannotRead(f"{file_name}:1: kop ontbreekt", "begin met regels '#+ vraag: ...', '#+ beschrijving: ...' en '#+ kolommen: ...'")
    for key, kind in (("vraag", str), ("beschrijving", str), ("kolommen", dict)):
        if not isinstance(header.get(key), kind) or not header[key]:
            raise CannotRead(f"{file_name}:1: '{key}' ontbreekt in de kop of heeft de verkeerde vorm", f"voeg '#+ {key}: ...' toe")
    question = Question(
        name=path.stem,
        question=header["vraag"],
        description=header["beschrijving"],
        parameters=tuple(_read_parameter(file_name, name, spec) for name, spec in (header.get("parameters") or {}).items()),
        columns=header["kolommen"],
        sparql=text,
        listed=path.parent.name != "onderdelen",
    )
    _check_variables(file_name, question)
    return question


def _read_parameter(file_name: str, name: str, spec: object) -> Parameter:
    if not isinstance(spec, dict) or spec.get("soort") not in _KINDS:
        raise CannotRead(f"{file_name}:1: parameter '{name}' heeft geen geldige soort", f"kies 'soort' uit {', '.join(_KINDS)}")
    default = spec.get("standaard")
    return Parameter(
        name, spec["soort"], spec.get("variabele", name), f"{iris.BASE}id/{default}" if default else None, spec.get("voorbeeld")
    )


def _check_variables(file_name: str, question: Question) -> None:
    """Columns and parameters must be projected: pyoxigraph binds only projected variables."""
    select = re.search(r"^SELECT\b(.*?)^WHERE\b", question.sparql, re.DOTALL | re.MULTILINE)
    if not select:
        raise CannotRead(
            f"{file_name}: SELECT en WHERE staan niet elk aan het begin van een regel", "zet ze daar, zodat de kop te controleren is"
        )
    projected = list(_projected(select[1]))
    if projected[: len(question.columns)] != list(question.columns):
        raise CannotRead(
            f"{file_name}: kolommen {list(question.columns)} zijn niet de eerste van SELECT {projected}", "maak kop en SELECT gelijk"
        )
    for parameter in question.parameters:
        if parameter.variable not in projected:
            raise CannotRead(
                f"{file_name}: parameter '{parameter.name}' bindt ?{parameter.variable}, dat niet in SELECT staat",
                "voeg het toe aan SELECT",
            )


def _projected(clause: str) -> Iterator[str]:
    """Variables of a SELECT clause: those outside brackets, and those after AS directly inside one pair."""
    depth = 0
    for token in re.finditer(r"(?P<open>\()|(?P<close>\))|(?P<alias>\bAS\s+)?\?(?P<name>\w+)", clause, re.IGNORECASE):
        depth += bool(token["open"]) - bool(token["close"])
        if token["name"] and (depth == 0 or (depth == 1 and token["alias"])):
            yield token["name"]
