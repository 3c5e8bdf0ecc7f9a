"""The named queries: finds `.rq` files, reads their headers and checks them. Runs nothing.

A header is YAML in leading `#+` lines, the decorator form of grlc (https://github.com/CLARIAH/grlc):

    #+ vraag: Welke partners werken aan een thema?
    #+ beschrijving: ...
    #+ rubriek: partners
    #+ parameters:
    #+   thema: {soort: thema, variabele: gevraagd_thema, voorbeeld: ondermijning}
    #+ kolommen: {plan: Plan, thema: Thema}
    #+ woorden:
    #+   - partner|organisatie
    #+   - wie werkt
    #+ rijen: [fenomeen]
    #+ toont: [partner]
    #+ uitspraak: uitspraak

`uitspraak` names the variable of the statement that a row rests on: by it an answer can be narrowed by all
that is known of that statement (`facts`). `rest: {a: b}`: column a lists what has a plan and is not in b.
`stand: {a: [b, c, d]}`: column a says whether years b to c are past, current or coming on the day that column
d gives. `zin` and `raster`: how its answer is told (`phrasing`). `rubriek`: among which questions it is shown
(`question_sections`).
`woorden`, `rijen` and `toont`, all optional, are for the question box: phrases that people use for this
question (every word of a phrase must occur, `a|b` is either), kinds of thing that its rows can be narrowed
to, and kinds of thing that it answers for when only the thing is named.
A parameter may also have a `standaard`: what it is when not given.

Files in `queries/onderdelen/` are parts that pages and documents are made of:
asked in the same way, shown to nobody as a question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from . import iris
from .errors import BrokenFile, UnknownName
from .lines import place_of
from .parameters import THINGS, Binding, Parameter, read_parameter, values_clause
from .phrasing import Phrasing, Raster, read_phrasing, read_raster
from .project import Project
from .query_header import Header, read_header
from .question_sections import read_section
from .release import Release

_PARTS = "queries/onderdelen/"

# Kinds of thing beside those of parameters that a person can name, and that rows can be about.
NAMED = ("fenomeen", "doelgroep", "locatie", "indicator", "document", "gegevensbron", "verband", "kernthema")
_PHRASE = re.compile(r"[^\W_][\w'-]*(?:[| ][^\W_][\w'-]*)*")


class Standing(NamedTuple):
    """Columns: the first and the last year of what a row is about, and the day on which it is looked at."""

    begin: str
    end: str
    day: str


@dataclass(frozen=True)
class Question:
    """A named query: what it asks in Dutch, its parameters,
    its columns (variable -> heading) and its SPARQL text.

    `listed`: whether it is shown to people as a question, or only a part of pages and documents; `section`:
    among which others, a key of `SECTIONS`.
    `phrases`, `narrows` and `shows`: the header's woorden, rijen and toont. `statement`: the variable of the
    statement that a row rests on, or ""; `rest`: column -> the column whose values it lacks.
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
    statement: str = ""
    rest: Mapping[str, str] = field(default_factory=dict)
    standing: Mapping[str, Standing] = field(default_factory=dict)
    phrasing: Phrasing | None = None
    raster: Raster | None = None
    section: str = ""

    @property
    def body(self) -> str:
        """The SPARQL text without its header."""
        return "\n".join(line for line in self.sparql.splitlines() if not line.startswith("#+"))

    @property
    def standalone(self) -> str:
        """The SPARQL text without its header and with its defaults in it: what an editor can run as it is."""
        defaults = {p.variable: p.default for p in self.parameters if p.default}
        filled = values_clause(list(defaults), [list(defaults.values())]) if defaults else ""
        return f"{self.body}{filled}\n"

    def bind(self, values: Mapping[str, str]) -> tuple[Binding, ...]:
        """Parameter values (slugs, words) as bindings. Raises UnknownName or InvalidRequest."""
        known = {p.name for p in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(f"parameter van {self.name}", name, known)
        bound = (parameter.bind(values.get(parameter.name, "")) for parameter in self.parameters)
        return tuple(binding for binding in bound if binding)


def load_questions(project: Project) -> dict[str, Question]:
    """All named queries of a project, by name, sorted. Raises CannotRead naming file and fault."""
    files = project.files("queries", ".rq")
    for fault in find_name_faults(files):
        raise fault
    return {path.stem: read_question(name, path) for name, path in files}


def find_name_faults(files: Iterable[tuple[str, Path]]) -> Iterator[BrokenFile]:
    """Files whose name no question can have, or that another question or part has already."""
    rule = "vraag-naam"
    taken: dict[str, str] = {}
    # Parts first: a page is made of them, so their names are taken.
    for name, path in sorted(files, key=lambda file: (not file[0].startswith(_PARTS), file[0])):
        if not iris.SLUG.fullmatch(path.stem):
            what, how = (
                f"'{path.stem[:60]}' kan geen naam van een vraag zijn",
                "gebruik kleine letters, cijfers en streepjes",
            )
            yield BrokenFile(name, 0, what, how, rule=rule)
        elif path.stem in taken:
            what = f"de naam {path.stem} is al van {taken[path.stem]}"
            yield BrokenFile(name, 0, what, "geef deze vraag een andere naam", rule=rule)
        else:
            taken[path.stem] = name


def load_release_questions(release: Release) -> dict[str, Question]:
    """The named queries that a release carries, by name."""
    return {
        path.stem: read_question(path.name, path) for path in sorted((release.path / "queries").rglob("*.rq"))
    }


def read_question(file_name: str, path: Path) -> Question:
    """One named query from its file.

    Raises BrokenFile when the header is missing, malformed or disagrees with the text.
    """
    header = read_header(file_name, path)
    values = header.values
    for key, kind in (("vraag", str), ("beschrijving", str), ("kolommen", dict)):
        if not isinstance(values.get(key), kind) or not values[key]:
            what = f"'{key}' ontbreekt in de kop of heeft de verkeerde vorm"
            raise header.fault(key, what, f"voeg '#+ {key}: ...' toe")
    columns, parameters = values["kolommen"], values.get("parameters") or {}
    are_texts = all(isinstance(word, str) for column in columns.items() for word in column)
    if not are_texts or not isinstance(parameters, dict):
        what = "kolommen of parameters hebben de verkeerde vorm"
        how = "schrijf '#+ kolommen: {variabele: Kop}' en '#+ parameters: {naam: {soort: ...}}'"
        raise header.fault("kolommen", what, how)
    question = Question(
        name=path.stem,
        question=values["vraag"],
        description=values["beschrijving"],
        parameters=tuple(read_parameter(header, name, spec) for name, spec in parameters.items()),
        columns=columns,
        sparql=header.text,
        listed=path.parent.name != "onderdelen",
        phrases=_read_phrases(header),
        narrows=_read_kinds(header, "rijen"),
        shows=_read_kinds(header, "toont"),
        statement=_read_statement(header),
        rest=_read_rest(header, columns),
        standing=_read_standing(header, columns),
        phrasing=read_phrasing(header, columns),
        raster=read_raster(header, columns),
        section=read_section(header),
    )
    _check_variables(file_name, question)
    return question


def _read_phrases(header: Header) -> tuple[str, ...]:
    found = header.values.get("woorden", [])
    if isinstance(found, list) and all(isinstance(word, str) and _PHRASE.fullmatch(word) for word in found):
        return tuple(found)
    how = "schrijf '#+ woorden: [partner|organisatie, wie werkt]'"
    raise header.fault("woorden", "'woorden' is geen lijst van woorden", how)


def _read_kinds(header: Header, key: str) -> tuple[str, ...]:
    found, kinds = header.values.get(key, []), (*THINGS, *NAMED)
    if isinstance(found, list) and all(kind in kinds for kind in found):
        return tuple(found)
    raise header.fault(key, f"'{key}' noemt een soort die er niet is", f"kies uit {', '.join(kinds)}")


def _read_statement(header: Header) -> str:
    found = header.values.get("uitspraak", "")
    if isinstance(found, str) and (not found or re.search(rf"\?{re.escape(found)}\b", header.text)):
        return found
    raise header.fault("uitspraak", "'uitspraak' is geen variabele van deze vraag", "noem er een zonder '?'")


def _read_standing(header: Header, columns: Mapping[str, str]) -> dict[str, Standing]:
    found = header.values.get("stand", {})
    if isinstance(found, dict) and all(_are_columns(pair, columns) for pair in found.items()):
        return {column: Standing(*others) for column, others in found.items()}
    how = "schrijf '#+ stand: {stand: [begin, einde, dag]}'"
    raise header.fault("stand", "'stand' noemt een kolom die er niet is", how)


def _are_columns(pair: tuple[object, object], columns: Mapping[str, str]) -> bool:
    column, others = pair
    if not isinstance(others, list) or len(others) != len(Standing._fields):
        return False
    return all(isinstance(one, str) and one in columns for one in (column, *others))


def _read_rest(header: Header, columns: Mapping[str, str]) -> dict[str, str]:
    found = header.values.get("rest", {})
    if isinstance(found, dict) and all(column in columns for pair in found.items() for column in pair):
        return found
    raise header.fault(
        "rest", "'rest' noemt een kolom die er niet is", "schrijf '#+ rest: {ontbreekt: waar}'"
    )


def _check_variables(file_name: str, question: Question) -> None:
    """Columns and parameters must be projected: pyoxigraph binds only projected variables."""
    select = re.search(r"^SELECT\b(.*?)^WHERE\b", question.sparql, re.DOTALL | re.MULTILINE)
    if not select:
        how = "zet ze daar, zodat de kop te controleren is"
        what = "SELECT en WHERE staan niet elk aan het begin van een regel"
        raise BrokenFile(file_name, 0, what, how, rule="vraag-variabelen")
    line, _ = place_of(question.sparql, select.start())
    projected = list(_projected(select[1]))
    if projected[: len(question.columns)] != list(question.columns):
        what = f"kolommen {list(question.columns)} zijn niet de eerste van SELECT {projected}"
        raise BrokenFile(
            file_name, line, what[:400], "maak kop en SELECT gelijk", rule="vraag-variabelen", column=1
        )
    for parameter in question.parameters:
        if parameter.variable not in projected:
            bound = f"parameter '{parameter.name[:80]}' bindt ?{parameter.variable[:80]}"
            what = f"{bound}, dat niet in SELECT staat"
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
