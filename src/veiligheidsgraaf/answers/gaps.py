"""Which municipalities or plans have nothing of what is asked, and what is known of each that has not.

Not found is not absent: only a recorded silence is told as one.
"""

from ..facts.constraints import slug_of
from .answers import Answers
from .case import MUNICIPALITY, PLAN, Case
from .dutch import spell_number
from .emptiness import find_silence
from .phrases import say_others, say_topic, topic_of
from .said import Sentence, Writer
from .sentences import write_list

_MOST_NAMED, _MOST_LOOKED_AT, _MOST_LOOKED_AT_ELSEWHERE = 6, 60, 3
_ELSEWHERE = ("terugblik", "verkenningen", "maatregelen", "doelen")


def write_missing(answers: Answers, case: Case) -> Sentence:
    """Which have nothing, in current plans, and which of those are known to be silent."""
    group = PLAN if case.intent.group == PLAN else MUNICIPALITY
    counted, total = case.count_by(group, _MOST_LOOKED_AT, least_first=True)
    without = [value.value for value in counted if not value.things]
    if total < 2:  # noqa: PLR2004 (one place has it or not)
        return write_list(case)
    writer, kind = case.writer, "plannen" if group == PLAN else "gemeenten"
    if not without:
        writer.say(f"{'alle' if total > 2 else 'beide'} {spell_number(total)} {kind} hebben ")  # noqa: PLR2004
        _say_what(writer, case)
        return writer.say(".").sentence
    writer.say(f"in {spell_number(len(without))} van de {spell_number(total)} {kind} zijn geen ")
    _say_what(writer, case)
    writer.say(" gevonden: ")
    named, others = without[:_MOST_NAMED], len(without[_MOST_NAMED:])
    writer.list_names(named, others=others, as_places=group == MUNICIPALITY).say(".")
    silent = [item for item in find_silence(answers, case) if _is_of(case, item.plan, group, without)]
    for item in silent[:_MOST_NAMED]:
        writer.say(" ").name(item.plan).say(" noemt ").say(f"het thema {item.name}", item.theme)
        writer.say(" van het Kernbeleid niet: dat is bij het lezen van het hele plan vastgelegd.")
    for place in without[:_MOST_LOOKED_AT_ELSEWHERE]:
        _say_elsewhere(writer, answers, case, group, place)
    if not silent:
        writer.say(" Of die plannen erover zwijgen, is niet vastgelegd.")
    return writer.sentence


def _say_elsewhere(writer: Writer, answers: Answers, case: Case, group: str, place: str) -> None:
    """Add what other kinds of fact say of a place: a look-back, what is only explored."""
    for name in _ELSEWHERE:
        question = answers.questions.get(name)
        if name == case.question.name or name not in case.facts or question is None or not question.phrasing:
            continue
        pairs = (*(pair for pair in case.intent.pairs if pair[0] != group), (group, slug_of(group, place)))
        if things := case.facts.count(name, case.read(pairs))[0]:
            writer.say(f" Wel {spell_number(things)} {question.phrasing.call(things)} in ")
            writer.name(place, as_place=group == MUNICIPALITY).say(".")
            return


def _is_of(case: Case, plan: str, group: str, places: list[str]) -> bool:
    if group == PLAN:
        return plan in places
    return any(case.names.things.municipalities_of((plan,)).get(plan) == place for place in places)


def _say_what(writer: Writer, case: Case) -> None:
    """Add what is asked: "maatregelen over ondermijning"."""
    writer.say(case.phrasing.many)
    if named := case.given(case.phrasing.thing):
        writer.say(" ").list_names(named, "of")
    if topic := topic_of(case.constraints, case.phrasing.thing):
        say_topic(writer, topic, case.phrasing.about[1].split()[-1])
    say_others(writer, case.constraints, case.phrasing.thing, case.scope)
