"""What a person may be typing: names of things, and questions that begin so. Few, and quick."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...names import tokens
from ...names.stored import StoredLexicon
from ...words.questions import Question

MOST = 8
_MOST_QUESTIONS, _LONGEST_NAME = 3, 4
_SHORTEST, _SHORTEST_BEGINNING = 2, 4
# Kinds of thing whose name asks for something: goals and measures are found by their words.
_KINDS = (
    *("thema", "fenomeen", "partner", "instrument", "gemeente", "locatie", "doelgroep"),
    *("rechtsgrond", "document", "indicator", "verband", "plan"),
)
QUESTION = "vraag"


@dataclass(frozen=True)
class Suggested:
    """A whole line to ask, and what sort of thing its new words are."""

    text: str
    kind: str


def suggest(names: StoredLexicon, questions: Iterable[Question], typed: str) -> list[Suggested]:
    """Lines that begin as what was typed: its last words as a name, and questions with all of its words."""
    text = " ".join(typed[: tokens.MOST_CHARACTERS].split())
    if len(text) < _SHORTEST:
        return []
    asked = [Suggested(question, QUESTION) for question in _questions(questions, text)]
    named = list(dict.fromkeys(_named(names, text)))
    return [*named[: MOST - len(asked)], *asked]


def _named(names: StoredLexicon, text: str) -> Iterable[Suggested]:
    """The longest run of last words that begins a name, with what stands before it left as typed."""
    words = text.split(" ")
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        last = " ".join(words[-size:])
        if len(last) < _SHORTEST or (len(words) > size and tokens.words(last)[:1] and _says_little(last)):
            continue
        if found := names.suggest(last, _KINDS, MOST):
            before = "".join(f"{word} " for word in words[:-size])
            for one in found:
                yield Suggested(f"{before}{one.thing.name}", one.thing.kind)
            return


def _says_little(last: str) -> bool:
    """Whether words begin with one that names nothing: `in har` is `har` after all. A single word may be the
    beginning of another: `onder`.
    """
    first, *others = tokens.words(last)
    short = others or len(first.text) < _SHORTEST_BEGINNING
    return bool(short) and (first.is_stop or first.text in tokens.LIGHT)


def _questions(questions: Iterable[Question], text: str) -> list[str]:
    words = tokens.split(text)
    found = [
        question.question
        for question in questions
        if words and _begins(tokens.split(question.question), words)
    ]
    return sorted(found, key=len)[:_MOST_QUESTIONS]


def _begins(said: list[str], words: list[str]) -> bool:
    """Whether a question has all of these words, the last one begun."""
    return all(word in said for word in words[:-1]) and any(word.startswith(words[-1]) for word in said)


def as_json(found: Iterable[Suggested], kinds: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Suggestions as the script of the box reads them; `kinds`: what kinds are called."""
    return {"suggesties": [{"tekst": one.text, "soort": kinds.get(one.kind, one.kind)} for one in found]}
