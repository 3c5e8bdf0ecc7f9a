"""What somebody or something is whose bare name is typed, before where it is used."""

from collections.abc import Iterable
from dataclasses import replace

from ...names.stored import StoredLexicon
from ..answering import Answer
from ..answers import Answers
from ..said import Said, Sentence
from .namesakes import tell_namesakes, tell_policies
from .reading import Reading

# Kinds of thing that a definition says more of than where they are named.
_KINDS = ("instrument", "partner", "verband")
_MOST_CHARACTERS = 200


def tell_around(answers: Answers, reading: Reading, told: Answer) -> Answer:
    """An answer with what its bare name is before it, and behind it what else bears the name."""
    others = (*tell_namesakes(answers, reading), *tell_policies(answers, reading))
    return replace(told, sentence=(*introduce(answers.names, reading), *told.sentence, *others))


def introduce(names: StoredLexicon, reading: Reading) -> Sentence:
    """What the one thing is that a line names and asks nothing of: "Justitieel Overleg Risicojongeren (JOR):
    overleg in een Zorg- en Veiligheidshuis."; () where something is asked or no definition is known.
    """
    used = [slot for slot in reading.slots if slot.pairs]
    is_bare = len(reading.named) == 1 and len(used) == 1 and not reading.unread and not reading.is_english
    thing = used[0].thing if is_bare and len(used[0].pairs) == 1 else None  # of several none is the one
    if thing is None or thing.kind not in _KINDS:
        return ()
    called, described = names.describe(thing)
    definition = described.rstrip(". ")
    if not definition or len(definition) > _MOST_CHARACTERS:
        return ()
    return (Said(thing.name, thing.iri), Said(f"{_called(called, used[0].said)}: {_begin(definition)}. "))


def _called(names: Iterable[str], said: str) -> str:
    """The initials by which it was typed, in brackets."""
    initials = next((name for name in names if name.lower() == said.lower() and name.isupper()), "")
    return f" ({initials})" if initials else ""


def _begin(definition: str) -> str:
    """A definition as it goes on after a colon: without its capital where the first is an ordinary word."""
    first, _, rest = definition.partition(" ")
    is_ordinary = first.isalpha() and first[1:].islower() and not rest[:1].isupper()
    return f"{first.lower()} {rest}" if is_ordinary else definition
