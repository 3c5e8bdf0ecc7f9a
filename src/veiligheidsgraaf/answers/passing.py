"""What changed between two plans of what is asked: stayed, moved, came, went."""

from ..words import iris
from .answers import Answers
from .case import PLAN, Case
from .compare import KINDS, Comparison, Entry, compare
from .dutch import PLURALS, spell_number
from .said import Sentence
from .sentences import write_list

_TWO, _MOST_NAMED = 2, 3
_WORDS = {
    "both": "gebleven",
    "moved": "nu onder een ander thema",
    "only_second": "gekomen",
    "only_first": "gegaan",
}


def write_changed(answers: Answers, case: Case) -> Sentence:
    """What stayed, moved, came and went from the first of two plans to the second; the list when there are no
    two, or when it is narrowed by more than these: whole plans are compared.
    """
    plans = [iris.slug(plan) for plan in case.given(PLAN)]
    if len(plans) != _TWO or any(item.key != PLAN for item in case.constraints.given):
        return write_list(case)
    kind = case.phrasing.thing if case.phrasing.thing in KINDS else "thema"
    beside = compare(answers, *plans)
    entries = [entry for entry in beside.entries if entry.kind == kind]
    return _tell(case, beside, kind, entries)


def _tell(case: Case, beside: Comparison, kind: str, entries: list[Entry]) -> Sentence:
    first, second = (iris.thing("plan", slug) for slug in (beside.first, beside.second))
    writer = case.writer.say(f"{PLURALS[kind]} van ").name(first).say(" naar ").name(second).say(": ")
    parts = []
    for status, word in _WORDS.items():
        of = [entry for entry in entries if entry.status == status]
        if not of:
            continue
        part = case.writer.say(f"{spell_number(len(of))} {word}")
        if status != "both":
            part.say(" (").list_names([entry.iri for entry in of[:_MOST_NAMED]], others=len(of[_MOST_NAMED:]))
            part.say(")")
        parts.append(part.pieces)
    return writer.list_pieces(parts).say(".").sentence
