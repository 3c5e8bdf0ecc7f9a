"""What a line speaks of and what of it was left: the words that did nothing, told as typed."""

from collections.abc import Sequence

from ...facts.constraints import NOT
from ...names import tokens, vocabulary
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

# Light words that may be what is asked about, when nothing else is.
_SUBJECTS = frozenset(("veiligheidsplan", "beleid", "mensen", "informatie"))
_SHORTEST, _FEWEST_LOST = 3, 2
# Words of who tells what happened to him, and verbs of what was done.
_STORY = frozenset(("mijn", "mij", "mn"))
_PASSIVE = frozenset(("is", "zijn", "was", "waren", "wordt", "worden", "werd", "werden"))
_ARTICLES = frozenset(("de", "het", "een", "onze", "stichting", "vereniging"))
_PREPOSITIONS = frozenset(("van", "voor", "over", "aan", "tegen", "met", "bij", "rond", "rondom", "onder"))


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
    """All words of a line but those of names and those that name nothing, as typed."""
    named = {at for run in line.found.runs for at in range(run.first, run.last)}
    words = enumerate(zip(line.heard.line.words, line.heard.line.typed, strict=True))
    left = (typed for at, (word, typed) in words if at not in named and not word.is_stop)
    return tuple(dict.fromkeys(left))


def is_about_themes(question: Question) -> bool:
    """Whether a question is how plans treat themes: then a theme is meant by its name, and nothing else."""
    return question.phrasing is not None and question.phrasing.thing == "thema"


def lost_words(text: str, unread: Sequence[str], is_asked: bool) -> tuple[str, ...]:
    """The words of a line that may be what it asks about, as they stand in it, of a reading that used none of
    them; () when so few were left unread that mean anything that they may be no more than how it was put: one
    beside a question in so many words (`is_asked`).
    """
    common = tokens.STOP | tokens.LIGHT | vocabulary.names_nothing_alone()
    common |= frozenset() if is_asked else phrases.asking()
    left = {word for word in unread if len(word) >= _SHORTEST and word not in common}
    said = tokens.split(text)
    if len(left.intersection(said)) < (_FEWEST_LOST if is_asked else 1):
        return ()
    return tuple(dict.fromkeys(word for word in said if word in left or word in _SUBJECTS))


def other_place(line: Line, pairs: Pairs) -> str:
    """The municipality that does not do what others do, "" when none is left out so."""
    denied = [slug for key, slug in pairs if key == NOT + PLACE]
    if len(denied) == 1 and any(key == PLACE for key, _ in pairs):
        return denied[0]
    return next((slug for key, slug in pairs if key == PLACE), "") if line.turns.others else ""


def tells_story(text: str, topics: Sequence[str]) -> bool:
    """Whether a line with topics tells what happened to who asks: its other words are of the story, and no
    text has to have them.
    """
    return bool(topics) and not _STORY.isdisjoint(tokens.split(text))


def is_said_of_topic(text: str, word: str, topics: Sequence[str]) -> bool:
    """Whether a word is what was done with a topic: `fietsen gestolen`, `is mijn fiets gestolen`. `topics`:
    the words that name topics, as typed.
    """
    said = tokens.split(text)
    if not topics or word not in said or not (word.startswith("ge") and word.endswith(("en", "d", "t"))):
        return False
    before = said[: said.index(word)]
    named = {one for topic in topics for one in tokens.split(topic)[-1:]}
    return not _PASSIVE.isdisjoint(before) or not named.isdisjoint(before[-1:])


def missed_words(unread: Sequence[str]) -> tuple[str, ...]:
    """Unread words of an English line that may be what it asks: those that are no words of asking."""
    common = tokens.STOP | tokens.LIGHT | phrases.quiet() | phrases.only_english()
    return tuple(word for word in unread if len(word) >= _SHORTEST and word not in common)


def subject_words(text: str, unread: Sequence[str]) -> tuple[str, ...]:
    """Unread words that stand where a line says what it is about: first, or behind a preposition: `de rol van
    slachtofferhulp`.
    """
    said = tokens.split(text)
    common = tokens.STOP | tokens.LIGHT | vocabulary.names_nothing_alone() | phrases.asking()
    found = list[str]()
    for word in unread:
        if word not in said or word in common or len(word) < _SHORTEST:
            continue
        before = [one for one in said[: said.index(word)] if one not in _ARTICLES]
        if not before or before[-1] in _PREPOSITIONS:
            found.append(word)
    return tuple(found)
