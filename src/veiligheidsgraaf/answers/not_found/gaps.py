"""Which municipalities or plans have nothing of what is asked, and what is known of each that has not.

Not found is not absent: only a recorded silence is told as one.
"""

from ...facts.constraints import slug_of
from ...words import iris
from ..answers import Answers
from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import spell_number
from ..found.phrases import say_others, say_topic, topic_of
from ..found.sentences import write_list
from ..said import Sentence, Writer
from .elsewhere import MOST_PLACES, find_elsewhere, say_elsewhere
from .emptiness import find_silence

_MOST_NAMED, _MOST_LOOKED_AT = 6, 60


def write_missing(answers: Answers, case: Case, is_told: bool = False) -> Sentence:
    """Which have nothing, in current plans, and which of those are known to be silent. `is_told`: what is
    recorded of how plans stand to the theme has been told, so that here all is counted that touches it.
    """
    group = PLAN if case.intent.group == PLAN else MUNICIPALITY
    counted, total = case.count_by(group, _MOST_LOOKED_AT, least_first=True)
    without = [value.value for value in counted if not value.things]
    if total < 2:  # noqa: PLR2004 (one place has it or not)
        return write_list(case)
    writer, kind = case.writer, "plannen" if group == PLAN else "gemeenten"
    if not without:
        every = f"{'alle' if total > 2 else 'beide'} {spell_number(total)} {kind}"  # noqa: PLR2004
        touched = f"met alles wat het thema maar raakt meegeteld hebben {every} "
        writer.say(touched if is_told else f"{every} hebben ")
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
    _say_each(writer, case, group, without)
    say_elsewhere(writer, case, group, find_elsewhere(answers, case, group, without[:MOST_PLACES]))
    if not silent:
        plans = without if group == PLAN else _plans_of(answers, without)
        told = "dat plan erover zwijgt" if len(plans) == 1 else "die plannen erover zwijgen"
        writer.say(f" Of {told}, is niet vastgelegd.")
    return writer.sentence


def _plans_of(answers: Answers, places: list[str]) -> list[str]:
    """The plans (slugs) of some municipalities (IRIs)."""
    return [plan.slug for place in places for plan in answers.names.plans_of(iris.slug(place))]


def _say_each(writer: Writer, case: Case, group: str, without: list[str]) -> None:
    """Add which more have nothing of one of several topics: what was asked of all together hides that."""
    topic = topic_of(case.constraints, case.phrasing.thing)
    if topic is None or len(topic.values) < 2:  # noqa: PLR2004 (several are two or more)
        return
    others = tuple(pair for pair in case.intent.pairs if pair[0] != topic.name)
    for value in topic.values:
        constraints = case.read((*others, (topic.key, slug_of(topic.key, value))))
        counted, _ = case.spreads.count_by(
            case.question.name, constraints, group, _MOST_LOOKED_AT, least_first=True
        )
        more = [one.value for one in counted if not one.things and one.value not in without]
        if more:
            writer.say(" Alleen over ").name(value).say(" ook niet in ")
            writer.list_names(
                more[:_MOST_NAMED], others=len(more) - _MOST_NAMED, as_places=group == MUNICIPALITY
            )
            writer.say(".")


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
