"""What a line speaks of and what of it was left: the words that did nothing, told as typed."""

from collections.abc import Sequence

from ...facts.constraints import NOT
from ...names import tokens
from ...words.questions import Question
from ..intent import Pairs
from . import turns_of_phrase as phrases
from .constraining import Constrained, Line
from .hearing import Places
from .using import PLACE

# Words of asking that are told when they did nothing: with them another answer may be meant.
_TELLING = frozenset(
    ("waarom", "mag", "mogen", "per", "alle", "allemaal", "nu", "ander", "andere", tokens.DENIAL)
)


def names_kind(line: Line, kind: str) -> bool:
    """Whether a line names something of a kind."""
    return any(run.candidates[0].thing.kind == kind for run in line.found.runs)


def names_only(line: Line, kind: str) -> bool:
    """Whether all that a line names is of a kind, but for municipalities."""
    kinds = {run.candidates[0].thing.kind for run in line.found.runs} - {PLACE}
    return kinds == {kind}


def places_of_times(line: Line) -> Places:
    """Words that say when."""
    return frozenset().union(line.times.plan_places, *(moment.places for moment in line.times.moments))


def unread_words(line: Line, read: Places, found: Constrained) -> tuple[str, ...]:
    """Words that did nothing, as typed: words of asking are none, unless they may change what is asked."""
    quiet = tokens.STOP | (tokens.LIGHT - _TELLING) | phrases.quiet() | {"kwartaal"}
    left = [
        typed
        for at, (word, typed) in enumerate(zip(line.heard.line.words, line.heard.line.typed, strict=True))
        if at not in read and word.text not in quiet and word.text not in phrases.ourselves()
    ]
    return tuple(dict.fromkeys((*left, *(slot.said for slot in found.slots if not slot.pairs))))


def leaves_out_place(pairs: Pairs) -> bool:
    """Whether pairs leave out a municipality or plan."""
    return any(key in (NOT + PLACE, f"{NOT}plan") for key, _ in pairs)


def changing_words(line: Line) -> tuple[str, ...]:
    """Words that change what is asked and that are not read."""
    return tuple(match[0] for match, _ in line.heard.find(phrases.turn("onbegrepen")))


def less_of(unread: Sequence[str], line: Line, places: Places) -> tuple[str, ...]:
    """Unread words but those of some places."""
    said = {line.heard.line.typed[at] for at in places}
    return tuple(word for word in unread if word not in said)


def unnamed_words(line: Line) -> tuple[str, ...]:
    """All words of a line but those of whole names, as typed."""
    named = {at for run in line.found.runs if run.whole for at in range(run.first, run.last)}
    return tuple(dict.fromkeys(typed for at, typed in enumerate(line.heard.line.typed) if at not in named))


def is_about_themes(question: Question) -> bool:
    """Whether a question is how plans treat themes: then a theme is meant by its name, and nothing else."""
    return question.phrasing is not None and question.phrasing.thing == "thema"
