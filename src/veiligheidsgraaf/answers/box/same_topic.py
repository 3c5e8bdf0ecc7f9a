"""A topic that a line names more than once: `mijn fiets is gestolen, wat doet u tegen fietsendiefstal`."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ...words.questions import Question
from ..found.phrases import TOPICS
from .reading import Slot
from .using import LAW, PLACE

_BODY = "partner"


def each_topic_once(slots: Sequence[Slot]) -> list[Slot]:
    """Slots of which those that mean a topic of one name by several words mean the same one: what was named
    by its own name.
    """
    by_name: dict[str, Slot] = {}
    for slot in filter(_is_topic, slots):
        name = _name_of(slot)
        if name not in by_name or slot.said.lower() == name:
            by_name[name] = slot
    return [
        replace(slot, pairs=by_name[_name_of(slot)].pairs, thing=by_name[_name_of(slot)].thing)
        if _is_topic(slot)
        else slot
        for slot in slots
    ]


def bodies_as_places(question: Question, slots: Sequence[Slot], home_of: Callable[[str], str]) -> list[Slot]:
    """Slots of a line about laws in which a municipality's own body stands for the municipality when a topic
    is named: `op grond van welke wet kan de burgemeester verplichte zorg opleggen`. `home_of`: which (slugs).
    """
    is_of_law = any(parameter.kind == LAW for parameter in question.parameters)
    if not is_of_law or not any(map(_is_topic, slots)):
        return list(slots)
    return [
        replace(slot, pairs=((PLACE, place),))
        if slot.thing
        and not slot.excludes
        and slot.thing.kind == _BODY
        and (place := home_of(slot.thing.slug))
        else slot
        for slot in slots
    ]


def _is_topic(slot: Slot) -> bool:
    return slot.thing is not None and not slot.excludes and any(key in TOPICS for key, _ in slot.pairs)


def _name_of(slot: Slot) -> str:
    return slot.thing.name.lower() if slot.thing else ""
