"""The named queries: finds `.rq` files, reads their headers and checks them. Runs nothing.

A header is YAML in leading `#+` lines, the decorator form of grlc (https://github.com/CLARIAH/grlc):

    #+ vraag: Welke partners werken aan een thema?
    #+ beschrijving: ...
    #+ parameters:
    #+   thema: {soort: thema, variabele: gevraagd_thema, standaard: begrippenkader/themas, voorbeeld: ondermijning}
    #+ kolommen: {plan: Plan, thema: Thema}
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from . import iris
from .errors import CannotRead, InvalidRequest, UnknownName
from .project import Project
from .release import Release

KINDS = ("thema", "plan", "gemeente", "partner", "instrument")


@dataclass(frozen=True)
class Parameter:
    """A slug that a question takes. `variable` is the SPARQL variable it binds; `default` an IRI bound when not given."""

    name: str
    kind: str
    variable: str
    default: str | None
    example: str | None


@dataclass(frozen=True)
class Question:
    """A named query: what it asks in Dutch, its parameters, its columns (variable -> heading) and its SPARQL text."""

    name: str
    question: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    sparql: str

    def bind(self, values: dict[str, str]) -> dict[str, str]:
        """Parameter values (slugs) -> variable bindings (IRIs). Raises UnknownName or InvalidRequest."""
        known = {p.name for p in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(f"parameter van {self.name}", name, known)
        bound = {}
        for parameter in self.parameters:
            if value := values.get(parameter.name):
                try:
                    bound[parameter.variable] = iris.thing(parameter.kind, value)
                except ValueError as error:
                    raise InvalidRequest(f"parameter {parameter.name}: {error}", f"bijvoorbeeld {parameter.example}") from None
            elif parameter.default:
                bound[parameter.variable] = parameter.default
        return bound


def load_questions(project: Project) -> dict[str, Question]:
    """All named queries of a project, by name, sorted. Raises CannotRead naming file and fault."""
    return {path.stem: read_question(name, path) for name, path in project.files("queries", ".rq")}


def load_release_questions(release: Release) -> dict[str, Question]:
    """The named queries that a release carries, by name."""
    return {path.stem: read_question(path.name, path) for path in sorted((release.path / "queries").glob("*.rq"))}


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
    )
    _check_variables(file_name, question)
    return question


def _read_parameter(file_name: str, name: str, spec: object) -> Parameter:
    if not isinstance(spec, dict) or spec.get("soort") not in KINDS:
        raise CannotRead(f"{file_name}:1: parameter '{name}' heeft geen geldige soort", f"kies 'soort' uit {', '.join(KINDS)}")
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
    projection = re.sub(r"\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\s+AS\s+(\?\w+)\s*\)", r"\1", select[1])
    projected = re.findall(r"\?(\w+)", projection)
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
