"""Lines of the plans that have the words of a typed line, each with where its passage stands."""

from dataclasses import dataclass
from pathlib import Path

from ...answers.box.asking import Asked
from ...answers.box.plan_lines import PlanLine, PlanLines
from ...words import iris
from ..addresses import PASSAGE
from .library import Library, Link
from .passage import list_sources, read_lines

_AT_ONCE = 200


@dataclass(frozen=True)
class SpokenLine:
    """A line: its plan, its number with the passage page, and its text in pieces, every second one marked."""

    plan: Link
    line: Link
    pieces: tuple[str, ...]


def index_lines(library: Library, folder: Path) -> PlanLines:
    """The lines of all sources that are the very texts that were read."""
    lines = PlanLines()
    at = 0
    while sources := list_sources(library, _AT_ONCE, at):
        for source in sources:
            lines.add(source.slug, source.plan.iri if source.plan else "", read_lines(source, folder))
        at += _AT_ONCE
    return lines


def find_spoken(library: Library, lines: PlanLines, asked: Asked) -> tuple[SpokenLine, ...]:
    """The lines that speak of what was typed, of the plans and municipalities that were read in it."""
    reading = asked.reading
    slots = reading.slots or (reading.choices[0].slots if reading.choices else ())
    names = [slot.said for slot in slots if slot.pairs and slot.pairs[0][0] in ("gemeente", "plan")]
    weak = asked.answer is None or asked.answer.emptiness is not None or bool(reading.unread)
    found = lines.find(reading.text, _plans(library, asked), names, any_word=weak)
    library.know(line.plan for line in found if line.plan)
    return tuple(_spoken(library, line) for line in found)


def _spoken(library: Library, line: PlanLine) -> SpokenLine:
    number = str(line.number)
    return SpokenLine(library.link(line.plan), Link(number, PASSAGE(line.source, number)), line.pieces)


def _plans(library: Library, asked: Asked) -> set[str]:
    """The plans (IRIs) that a reading holds to, none when it holds to none."""
    reading = asked.reading
    intent = reading.intent or (reading.choices[0].intent if reading.choices else None)
    if intent is None:
        return set()
    plans = {iris.thing("plan", slug) for slug in intent.values_of("plan")}
    for slug in intent.values_of("gemeente"):
        plans |= {iris.thing("plan", plan.slug) for plan in library.answers.names.plans_of(slug)}
    return plans
