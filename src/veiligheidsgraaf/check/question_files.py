"""What is wrong with the questions of a project, before any is asked."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from ..words.errors import BrokenFile, QueryRefused, QueryTooLong, shorten
from ..words.guard import check_query, check_size
from ..words.lines import place_of
from ..words.prefixes import find_undeclared, say_undeclared
from ..words.project import Project
from ..words.questions import Question, find_name_faults, read_question
from .scope import Scope

_SERVICE = re.compile("service", re.IGNORECASE)
_OXIGRAPH = re.compile(r"^error at (\d+):(\d+): (.*)", re.DOTALL)


def check_questions(project: Project, scope: Scope | None) -> Iterator[BrokenFile]:
    """Faults of the questions, one each."""
    files = project.files("queries", ".rq")
    faults = list(find_name_faults(files))
    yield from faults
    named = {fault.file for fault in faults}
    for name, path in files:
        if project.is_lent(path) or name in named or (scope and name not in scope.changed):
            continue
        try:
            question = read_question(name, path)
            _check_sparql(name, question.sparql)
            _check_told(name, question)
            _check_replaced(name, question, project)
        except BrokenFile as fault:
            yield fault


def _check_told(name: str, question: Question) -> None:
    """Pass a question of which it is said how its answer is told. Raises BrokenFile."""
    if question.listed and question.statement and question.phrasing is None:
        what = "'zin' ontbreekt in de kop: dan is niet te zeggen wat er geteld is"
        how = "schrijf '#+ zin: {ding: kolom, een: maatregel, meer: maatregelen}'"
        raise BrokenFile(name, 1, what, how, rule="vraag-zin", column=1)


def _check_replaced(name: str, question: Question, project: Project) -> None:
    """Pass a question that stands in the place of one of ours only when pages can still ask it.

    Raises BrokenFile.
    """
    ours = project.find_lent(name)
    if ours is None:
        return
    replaced = read_question(name, ours)
    columns = [column for column in replaced.columns if column not in question.columns]
    asked = {parameter.name for parameter in question.parameters}
    parameters = [parameter.name for parameter in replaced.parameters if parameter.name not in asked]
    if columns or parameters:
        what = f"staat in de plaats van onze vraag en mist {', '.join([*columns, *parameters])}"
        how = "voeg toe wat ontbreekt, want pagina's rekenen erop, of geef haar een andere naam"
        raise BrokenFile(name, 1, what, how, rule="vraag-naam", column=1)


def _check_sparql(name: str, text: str) -> None:
    """Pass a text that is SPARQL and asks no other server. Raises BrokenFile at the place of the fault."""
    try:
        check_size(text)
        check_query(text)
        ox.Store().query(text)  # type: ignore[no-untyped-call,unused-ignore]
        return
    except (QueryRefused, QueryTooLong) as error:
        place = _SERVICE.search(text)
        (line, column), what, how = place_of(text, place.start() if place else 0), error.what, error.how
    except SyntaxError as error:
        match = _OXIGRAPH.match(str(error.msg or error))
        line, column, reason = (int(match[1]), int(match[2]), match[3]) if match else (1, 1, str(error))
        what = f"geen geldige SPARQL ({shorten(' '.join(reason.split()), 120)})"
        how = "herstel de query op of vlak voor deze plek"
        if missing := find_undeclared(text):
            (line, column), (what, how) = place_of(text, missing[0]), say_undeclared(missing[1])
    raise BrokenFile(name, line, what, how, rule="vraag-sparql", column=column)
