"""What is said when there is nothing: which of the kinds of nothing it is, and the nearest that there is."""

from ..facts.constraints import KEYS
from .case import Case
from .dutch import spell_number
from .emptiness import Emptiness
from .phrases import say_others, say_topic, topic_of
from .said import Sentence, Writer
from .sentences import say_reach

_MOST_NAMES, _MOST_SILENT = 6, 3


def write_nothing(case: Case, empty: Emptiness) -> Sentence:
    """That nothing was found, which of the three kinds of nothing it is, and the nearest that there is."""
    writer = case.writer
    if empty.absent:
        writer.say(" ".join(empty.absent))
    else:
        _say_absent(writer, case)
    case.names.know(silence.plan for silence in empty.silent)
    for silence in empty.silent[:_MOST_SILENT]:
        writer.say(" ").name(silence.plan).say(" noemt ").say(f"het thema {silence.name}", silence.theme)
        writer.say(" van het Kernbeleid niet: dat is bij het lezen van het hele plan vastgelegd.")
    if empty.wider:
        nearest = empty.wider[0]
        writer.say(f" Wel {spell_number(nearest.things)} {nearest.called}")
        writer.say(f" {nearest.told}.")
    return writer.sentence


def _say_absent(writer: Writer, case: Case) -> None:
    """Add that the graph does not have what was asked for: of the graph, not of the plans."""
    phrasing, topic = case.phrasing, topic_of(case.constraints, case.phrasing.thing)
    named = case.given(phrasing.thing) if phrasing.thing in KEYS else ()
    preposition = phrasing.about[1].split()[-1]
    if named:
        *words, preposition = phrasing.about[0].split()
        verb = " ".join(words) if topic else " ".join(phrasing.alone[:1])
        writer.say("in de graaf staat niet dat ").list_names(named[:_MOST_NAMES], "of").say(f" {verb}")
    else:
        writer.say(f"in de graaf staan geen {phrasing.many}")
    if topic:
        say_topic(writer, topic, preposition)
    say_reach(writer, case)
    say_others(writer, case.constraints, phrasing.thing, case.scope)
    writer.say(".")
