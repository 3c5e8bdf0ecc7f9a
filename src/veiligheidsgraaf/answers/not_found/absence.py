"""What is said when there is nothing: which of the kinds of nothing it is, and the nearest that there is."""

from ...facts.constraints import KEYS, MOMENTS, PERIOD, QUARTER
from ...words.parameters import DAY
from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import spell_number, subordinate
from ..found.phrases import say_others, say_topic, topic_of
from ..found.sentences import say_reach
from ..intent import Form
from ..said import Sentence, Writer
from .emptiness import Emptiness
from .wider import Wider

_MOST_NAMES, _MOST_SILENT = 6, 3
_INSTRUMENT = "instrument"
_PLACE_AND_TIME = (MUNICIPALITY, PLAN, *MOMENTS, QUARTER, PERIOD, DAY)
_OF_THEME_AND_PLACE = frozenset(("thema", "fenomeen", MUNICIPALITY, PLAN))


def write_nothing(case: Case, empty: Emptiness) -> Sentence:
    """That nothing was found, which of the three kinds of nothing it is, and the nearest that there is: first
    what may be just what was asked for, by another name.
    """
    writer, nearest = case.writer, _nearest(case, empty)
    first = [] if empty.absent else [one for one in nearest if one.answers]
    is_to_come = bool(first) and case.intent.form is Form.WHETHER and not any(one.is_done for one in first)
    writer.say("nog niet: " if is_to_come else "")
    for found in first:
        _say_found(writer, found)
    if first:
        writer.say(" ")
    if denies(case, empty):
        writer.say("nee: ")
    elif empty.absent:
        writer.say(" ".join(empty.absent))
    elif is_to_come:
        _say_no_more(writer, case)
    else:
        say_absent(writer, case)
    case.names.know(silence.plan for silence in empty.silent)
    for silence in empty.silent[:_MOST_SILENT]:
        writer.say(" " if writer.pieces[-1].text[-1:] != " " else "").name(silence.plan)
        writer.say(" noemt ").say(f"het thema {silence.name}", silence.theme)
        writer.say(" van het Kernbeleid niet: dat is bij het lezen van het hele plan vastgelegd.")
    for found in (one for one in nearest if one not in first):
        if case.given(case.phrasing.thing) and found.is_place:
            writer.say(" Wel ").say(found.told, pairs=found.intent.address).say(".")
            continue
        writer.say(" Wel ")
        _say_found(writer, found)
    return writer.sentence


def _say_found(writer: Writer, found: Wider) -> None:
    """Add how many things a wider reading has: "één maatregel met het woord ‘meldpunt’: ..."."""
    told = found.told if found.brief is None else found.brief
    called = f"{spell_number(found.things)} {found.called}"
    writer.say(called, pairs=found.intent.address, question=found.intent.question)
    writer.say(f" {told}." if told else ".")


def _say_no_more(writer: Writer, case: Case) -> None:
    """Add that what was asked for was not found by its own name, beside what may be just that."""
    named = [one for item in case.constraints.given if item.key == _INSTRUMENT for one in item.values]
    writer.say("Als instrument met de naam ").list_names(named[:_MOST_NAMES], "of")
    writer.say(" is het daar niet gevonden.")


def denies(case: Case, empty: Emptiness) -> bool:
    """Whether nothing is a no: it was asked whether plans say something of a theme, and of each it is
    recorded that it does not.
    """
    keys = {item.key for item in case.constraints.given}
    plans = {silence.plan for silence in empty.silent}
    return (
        case.intent.form is Form.WHETHER
        and keys <= _OF_THEME_AND_PLACE
        and bool(plans)
        and len(plans) >= case.scope.plans
    )


def _is_bare(case: Case, wider: Wider) -> bool:
    """Whether a wider reading leaves nothing of what was asked but a place and a time."""
    same = wider.intent.question == case.question.name and not wider.is_named
    return same and all(key in _PLACE_AND_TIME for key, _ in wider.intent.pairs)


def _nearest(case: Case, empty: Emptiness) -> list[Wider]:
    """The nearest wider reading, and where else the same is when a place was asked."""
    if empty.absent:
        return []
    first = [one for one in empty.wider if not _is_bare(case, one)][:1]
    if first and first[0].is_place:
        return first
    return [*first, *[one for one in empty.wider[1:] if one.is_place][:1]]


def say_absent(writer: Writer, case: Case) -> None:
    """Add that the graph does not have what was asked for: of the graph, not of the plans."""
    phrasing, topic = case.phrasing, topic_of(case.constraints, case.phrasing.thing)
    named = case.given(phrasing.thing) if phrasing.thing in KEYS else ()
    preposition = phrasing.about[1].split()[-1]
    if named:
        *words, preposition = phrasing.about[0].split()
        verb = " ".join(words) if topic else subordinate(" ".join(phrasing.alone[:1]))
        writer.say(f"{'I' if writer.pieces else 'i'}n de graaf staat niet dat ").list_names(
            named[:_MOST_NAMES], "of"
        ).say(f" {verb}")
    else:
        writer.say(f"{'I' if writer.pieces else 'i'}n de graaf staan geen {phrasing.many}")
    if topic:
        say_topic(writer, topic, preposition)
    say_reach(writer, case)
    say_others(writer, case.constraints, phrasing.thing, case.scope)
    writer.say(".")
