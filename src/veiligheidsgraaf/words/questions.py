"""The named queries: finds `.rq` files, reads their headers and checks them. Runs nothing.

A header is YAML in leading `#+` lines, the decorator form of grlc (https://github.com/CLARIAH/grlc):

    #+ vraag: Welke partners werken aan een thema?
    #+ beschrijving: ...
    #+ parameters:
    #+   thema: {soort: thema, variabele: gevraagd_thema, standaard: begrippenkader/themas, voorbeeld: ondermijning}
    #+ kolommen: {plan: Plan, thema: Thema}
    #+ woorden:
    #+   - partner|organisatie
    #+   - wie werkt
    #+ rijen: [fenomeen]
    #+ toont: [partner]

The last three, all optional, are for the question box: phrases that people use for this question (every word
of a phrase must occur,
`a|b` is either), kinds of thing that its rows can be narrowed to, and kinds of thing that it answers for when only the thing is named.

Files in `queries/onderdelen/` are parts that pages and documents are made of: asked in the same way, shown to
nobody as a question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from . import iris
from .errors import BrokenFile, InvalidRequest, UnknownName
from .lines import place_of, place_of_byte
from .project import Project
from .release import Release

# Kinds of parameter whose value is the slug of a thing, the IRI of anything (parts only), or a plain word of
# a fixed form.
THINGS = ("thema", "plan", "gemeente", "partner", "instrument", "rechtsgrond")
ANY_THING = "ding"
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,400}")
WORDS = {"kwartaal": re.compile(r"20\d\d-Q[1-4]", re.IGNORECASE)}

_MOST_BYTES = 256 * 1024
_MOST_NESTED = 20

# Things of another kind that a parameter takes too, by the start of their slug: a municipality acts as a
# partner.
_ALSO = {"partner": "gemeente/"}
_KINDS = (*THINGS, *WORDS, ANY_THING)

# Kinds of thing beside those of parameters that a person can name, and that rows can be about.
NAMED = ("fenomeen", "doelgroep", "locatie", "indicator", "document", "gegevensbron", "verband", "kernthema")
_PHRASE = re.compile(r"[^\W_][\w'-]*(?:[| ][^\W_][\w'-]*)*")


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
        kind, _, slug = (
            value.partition("/") if value.startswith(_ALSO.get(self.kind, "/")) else (self.kind, "", value)
        )
        try:
            return Binding(self.variable, iris.thing(kind, slug), is_iri=True)
        except ValueError as error:
            raise InvalidRequest(
                f"parameter {self.name}: {str(error)[:120]}", f"bijvoorbeeld {self.example}"
            ) from None


@dataclass(frozen=True)
class Question:
    """A named query: what it asks in Dutch, its parameters, its columns (variable -> heading) and its SPARQL
    text.

    `listed`: whether it is shown to people as a question, or only a part of pages and documents.
    `phrases`, `narrows` and `shows`: the header's woorden, rijen and toont.
    """

    name: str
    question: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    sparql: str
    listed: bool = True
    phrases: tuple[str, ...] = ()
    narrows: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The SPARQL text without its header."""
        return "\n".join(line for line in self.sparql.splitlines() if not line.startswith("#+"))

    @property
    def standalone(self) -> str:
        """The SPARQL text without its header and with its defaults in it: what an editor can run as it is."""
        defaults = {p.variable: p.default for p in self.parameters if p.default}
        return (
            self.body + (values_clause(list(defaults), [list(defaults.values())]) if defaults else "") + "\n"
        )

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
    return {
        path.stem: read_question(path.name, path) for path in sorted((release.path / "queries").rglob("*.rq"))
    }


def read_question(file_name: str, path: Path) -> Question:
    """One named query from its file. Raises BrokenFile when the header is missing, malformed or disagrees
    with the text.
    """
    text = _read_text(file_name, path)
    header = _read_header(file_name, text)
    for key, kind in (("vraag", str), ("beschrijving", str), ("kolommen", dict)):
        if not isinstance(header.get(key), kind) or not header[key]:
            line, what = _line_of(text, key), f"'{key}' ontbreekt in de kop of heeft de verkeerde vorm"
            raise BrokenFile(file_name, line, what, f"voeg '#+ {key}: ...' toe", rule="vraag-kop", column=1)
    columns, parameters = header["kolommen"], header.get("parameters") or {}
    if not all(isinstance(word, str) for column in columns.items() for word in column) or not isinstance(
        parameters, dict
    ):
        how = "schrijf '#+ kolommen: {variabele: Kop}' en '#+ parameters: {naam: {soort: ...}}'"
        raise BrokenFile(
            file_name,
            _line_of(text, "kolommen"),
            "kolommen of parameters hebben de verkeerde vorm",
            how,
            rule="vraag-kop",
        )
    question = Question(
        name=path.stem,
        question=header["vraag"],
        description=header["beschrijving"],
        parameters=tuple(_read_parameter(file_name, text, name, spec) for name, spec in parameters.items()),
        columns=columns,
        sparql=text,
        listed=path.parent.name != "onderdelen",
        phrases=_read_phrases(file_name, text, header.get("woorden", [])),
        narrows=_read_kinds(file_name, text, "rijen", header.get("rijen", [])),
        shows=_read_kinds(file_name, text, "toont", header.get("toont", [])),
    )
    _check_variables(file_name, question)
    return question


def _read_text(file_name: str, path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            what = f"groter dan {_MOST_BYTES // 1024} kB"
            raise BrokenFile(file_name, 0, what, "een vraag is een korte tekst", rule="bestand-te-groot")
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        what = f"niet te lezen ({error.strerror})"
        raise BrokenFile(
            file_name, 0, what, "controleer het bestand en zijn rechten", rule="bestand-onleesbaar"
        ) from None
    except UnicodeDecodeError as error:
        line, column = place_of_byte(error.object, error.start)
        what = f"byte 0x{error.object[error.start]:02x} is geen UTF-8"
        raise BrokenFile(
            file_name, line, what, "sla het bestand op als UTF-8", rule="geen-utf8", column=column
        ) from None
    if text.startswith("\ufeff"):
        what, how = "begint met een byte order mark", "sla het bestand op als UTF-8 zonder BOM"
        raise BrokenFile(file_name, 1, what, how, rule="bom", column=1)
    return text


_LOADER: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # that of libyaml, ten times as fast, where it is


def _load_header(text: str) -> object:
    """YAML as plain values. Raises yaml.YAMLError, also at an alias (with which a short text becomes huge)
    and at deep nesting.
    """
    depth = 0
    event: Any  # its mark has one of two types
    for event in yaml.parse(text, _LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        is_alias = isinstance(event, yaml.AliasEvent)
        if is_alias or depth > _MOST_NESTED:
            problem = "verwijzingen (*naam) mogen niet in een kop" if is_alias else "te diep genest"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
    return yaml.load(text, _LOADER)  # noqa: S506 (a safe loader)


def _read_header(file_name: str, text: str) -> dict[str, Any]:
    """The mapping in the `#+` lines. Raises BrokenFile at the line of the fault."""
    numbered = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.startswith("#+")]
    yaml_text = "\n".join(line[2:].removeprefix(" ") for _, line in numbered)
    try:
        header = _load_header(yaml_text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = numbered[min(getattr(mark, "line", 0), len(numbered) - 1)][0] if numbered else 1
        column = getattr(mark, "column", 0) + (4 if numbered and numbered[0][1].startswith("#+ ") else 3)
        what = f"kop is geen YAML ({' '.join(str(getattr(error, 'problem', None) or 'ongeldig teken').split())[:80]})"
        raise BrokenFile(
            file_name,
            line,
            what,
            "herstel de regels die met #+ beginnen",
            rule="vraag-kop-yaml",
            column=column,
        ) from None
    if not isinstance(header, dict):
        how = "begin met regels '#+ vraag: ...', '#+ beschrijving: ...' en '#+ kolommen: ...'"
        raise BrokenFile(file_name, 1, "kop ontbreekt", how, rule="vraag-kop", column=1)
    return header


def _line_of(text: str, key: str) -> int:
    """Line of a key of the header; 1 when it is not there."""
    match = re.search(rf"^#\+ +['\"]?{re.escape(str(key))}['\"]? *:", text, re.MULTILINE)
    return place_of(text, match.start())[0] if match else 1


def _read_parameter(file_name: str, text: str, name: object, spec: object) -> Parameter:
    line, shown = _line_of(text, str(name)[:80]), str(name)[:80] if isinstance(name, str) else "?"
    if not isinstance(name, str) or not isinstance(spec, dict) or spec.get("soort") not in _KINDS:
        what = f"parameter '{shown}' heeft geen geldige soort"
        raise BrokenFile(
            file_name, line, what, f"kies 'soort' uit {', '.join(_KINDS)}", rule="vraag-parameter", column=1
        )
    if any(not isinstance(spec.get(key, ""), str) for key in ("variabele", "standaard", "voorbeeld")):
        what = f"parameter '{shown}' heeft een variabele, standaard of voorbeeld dat geen tekst is"
        raise BrokenFile(
            file_name,
            line,
            what,
            "schrijf er één woord, zo nodig tussen aanhalingstekens",
            rule="vraag-parameter",
            column=1,
        )
    default = spec.get("standaard")
    return Parameter(
        name,
        spec["soort"],
        spec.get("variabele", name),
        f"{iris.BASE}id/{default}" if default else None,
        spec.get("voorbeeld"),
    )


def _read_phrases(file_name: str, text: str, found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(
        isinstance(phrase, str) and _PHRASE.fullmatch(phrase) for phrase in found
    ):
        how = "schrijf '#+ woorden: [partner|organisatie, wie werkt]'"
        raise BrokenFile(
            file_name,
            _line_of(text, "woorden"),
            "'woorden' is geen lijst van woorden",
            how,
            rule="vraag-kop",
            column=1,
        )
    return tuple(found)


def _read_kinds(file_name: str, text: str, key: str, found: object) -> tuple[str, ...]:
    kinds = (*THINGS, *NAMED)
    if not isinstance(found, list) or not all(kind in kinds for kind in found):
        line, what = _line_of(text, key), f"'{key}' noemt een soort die er niet is"
        raise BrokenFile(file_name, line, what, f"kies uit {', '.join(kinds)}", rule="vraag-kop", column=1)
    return tuple(found)


def _check_variables(file_name: str, question: Question) -> None:
    """Columns and parameters must be projected: pyoxigraph binds only projected variables."""
    select = re.search(r"^SELECT\b(.*?)^WHERE\b", question.sparql, re.DOTALL | re.MULTILINE)
    if not select:
        how = "zet ze daar, zodat de kop te controleren is"
        raise BrokenFile(
            file_name,
            0,
            "SELECT en WHERE staan niet elk aan het begin van een regel",
            how,
            rule="vraag-variabelen",
        )
    line, _ = place_of(question.sparql, select.start())
    projected = list(_projected(select[1]))
    if projected[: len(question.columns)] != list(question.columns):
        what = f"kolommen {list(question.columns)} zijn niet de eerste van SELECT {projected}"
        raise BrokenFile(
            file_name, line, what[:400], "maak kop en SELECT gelijk", rule="vraag-variabelen", column=1
        )
    for parameter in question.parameters:
        if parameter.variable not in projected:
            what = f"parameter '{parameter.name[:80]}' bindt ?{parameter.variable[:80]}, dat niet in SELECT staat"
            raise BrokenFile(
                file_name, line, what, "voeg het toe aan SELECT", rule="vraag-variabelen", column=1
            )


def _projected(clause: str) -> Iterator[str]:
    """Variables of a SELECT clause: those outside brackets, and those after AS directly inside one pair."""
    depth = 0
    for token in re.finditer(
        r"(?P<open>\()|(?P<close>\))|(?P<alias>\bAS\s+)?\?(?P<name>\w+)", clause, re.IGNORECASE
    ):
        depth += bool(token["open"]) - bool(token["close"])
        if token["name"] and (depth == 0 or (depth == 1 and token["alias"])):
            yield token["name"]
