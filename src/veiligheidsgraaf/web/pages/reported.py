"""What a report is about: the things and lines that an address of `/melden` names, and, of a part of a
plan, the statements in it to choose from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...words import iris
from ...words.errors import UnknownName
from ..addresses import PASSAGE
from .kinds import kind_of
from .library import Library, Link
from .plan_chapters import ROOM, Chapter, list_chapters
from .plan_facts import read_plan
from .report import MOST_LINES, MOST_THINGS, report_page
from .thing import find_thing

_LINES = re.compile(r"([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?")
# Parts of a plan that hold statements: of these a report asks which it is about.
_PARTS = ("plan", "prioriteit", "planthema")


@dataclass(frozen=True)
class Reported:
    """What is reported: things, the lines they rest on, and the statements of a part to choose from."""

    things: tuple[Link, ...]
    lines: tuple[Link, ...]
    choices: tuple[Link, ...]

    @property
    def title(self) -> str:
        """The things by name, and their lines."""
        return "; ".join(link.text for link in (*self.things, *self.lines))


def find_reported(library: Library, things: Sequence[str], lines: Sequence[str]) -> Reported:
    """What an address names. Raises UnknownName on a thing or plan that the release does not know."""
    named = [iris.THINGS + one for one in things[:MOST_THINGS]]
    for iri in named:
        if library.find(iri) is None:  # without a name, or not known: then this raises
            find_thing(library, iri)
    passages = tuple(_passage(library, one) for one in lines[:MOST_LINES])
    if len(named) == 1 and not passages:
        passages = find_thing(library, named[0]).passages[:MOST_LINES]
    own = named[0] if len(named) == 1 and kind_of(named[0]) in _PARTS else ""
    return Reported(library.links(named), passages, tuple(_list_choices(library, own)) if own else ())


def _passage(library: Library, asked: str) -> Link:
    plan, _, span = asked.partition("/")
    found = _LINES.fullmatch(span)
    if found is None or library.find(iris.THINGS + f"plan/{plan}") is None:
        raise UnknownName("passage", asked[:80], ())
    first, last = int(found[1]), int(found[2] or found[1])
    name = library.link(iris.thing("plan", plan)).text
    return Link(
        f"{name}, {iris.name_lines(first, last)}", PASSAGE(plan, span), iris.passage(plan, first, last)
    )


def _list_choices(library: Library, part: str) -> Iterator[Link]:
    """The statements of a plan, or of one chapter of it, each with the address where it is reported."""
    plan = iris.plan_of(part)
    if not plan:
        return
    facts = read_plan(library, iris.thing("plan", plan))
    for chapter in list_chapters(library, facts, 2 * ROOM):
        if kind_of(part) == "plan" or (chapter.link and chapter.link.iri == part):
            yield from _statements(chapter)


def _statements(chapter: Chapter) -> Iterator[Link]:
    for goal in chapter.goals:
        yield Link(goal.link.text, report_page([goal.link.iri]))
        yield from (Link(one.link.text, report_page([one.link.iri])) for one in goal.measures)
    for one in (*chapter.loose, *chapter.looks_back):
        yield Link(one.link.text, report_page([one.link.iri]))
