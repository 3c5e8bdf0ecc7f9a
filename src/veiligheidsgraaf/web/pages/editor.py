"""What the SPARQL editor opens with and completes from: the named questions and the terms of the graph."""

from collections.abc import Iterable, Mapping

from ...words.prefixes import PREFIXES
from ...words.questions import Question
from .library import Library


def fill_in(question: Question, values: Mapping[str, str]) -> str:
    """The query of a question with its values in it, as text to read and change.

    Raises UnknownName, InvalidRequest.

    Answers themselves never take this road: there values are bound as terms. Each value
    here is a checked IRI or a word of a fixed form.
    """
    text = f"# {question.question}\n{question.body.rstrip()}\n"
    bound = question.bind(values)
    if not bound:
        return text
    variables = " ".join(f"?{b.variable}" for b in bound)
    terms = " ".join(f"<{b.value}>" if b.is_iri else f'"{b.value}"' for b in bound)
    return f"{text}VALUES ({variables}) {{ ({terms}) }}\n"


def keep_fitting(question: Question, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of what an answer is narrowed by, what the query of the question itself can be filled in with."""
    own = {parameter.name for parameter in question.parameters}
    found: dict[str, str] = {}
    for key, value in pairs:
        if key in own:
            found.setdefault(key, value)
    return found


def list_completions(library: Library, questions: Iterable[Question]) -> dict[str, object]:
    """Classes and properties with their meaning, prefixes, and the questions as examples."""
    terms = [
        (row["soort"].value, [row["term"].value, row["naam"].value, row["definitie"].value])
        for row in library.rows("pagina-termen")
    ]
    return {
        "prefixes": PREFIXES,
        "klassen": [term for kind, term in terms if kind == "klasse"],
        "eigenschappen": [term for kind, term in terms if kind != "klasse"],
        "voorbeelden": [{"naam": q.name, "vraag": q.question, "query": q.sparql} for q in questions],
    }
