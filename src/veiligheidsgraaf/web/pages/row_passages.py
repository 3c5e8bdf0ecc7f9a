"""The lines of the plan under the rows of an answer, where the server has the texts: in each row's own lines
the words marked that name what the row holds, and those that were asked for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...answers.answers import Table
from ...answers.intent import Intent
from ...facts.constraints import THINGS, WORDS
from ...names.alphabet import fold
from ...words import iris
from ...words.parameters import DAY, today
from ...words.values import Row
from .grids import passage_link, plan_of_row
from .library import Library, Link
from .marks import Part, mark_ties
from .passage import read_source

_MOST_LINES = 12
_SPANS = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True)
class Quoted:
    """Some words of a line: `marked` when they are what the row is about, `page` of what they name or ""."""

    text: str
    marked: bool = False
    page: str = ""


@dataclass(frozen=True)
class RowPassage:
    """What a row is about, the plan, and its lines: number, the words in parts, and the page of the passage;
    `more`: how many lines are not shown.
    """

    what: Link
    plan: Link
    lines: tuple[tuple[int, tuple[Quoted, ...]], ...]
    page: str
    more: int


def show_passages(
    library: Library, table: Table, thing: str, asked: Sequence[tuple[str, str]], folder: Path | None
) -> tuple[RowPassage, ...]:
    """The passages of rows whose text is here; none without `folder`. `thing`: the column that rows are
    about; `asked`: what the answer is narrowed by, as pairs of an address.
    """
    if folder is None or "regels" not in table.columns:
        return ()
    words = [word for key, text in asked if key == WORDS for word in text.split()]
    named = _things_asked(library, asked)
    texts: dict[str, tuple[str, ...]] = {}
    found = []
    for row in table.rows:
        plan = plan_of_row(table, row)
        if plan and plan not in texts:
            texts[plan] = read_source(library, plan, folder)
        if passage := _show(library, row, thing, plan, texts.get(plan, ()), (named, words)):
            found.append(passage)
    return tuple(found)


def _things_asked(library: Library, asked: Sequence[tuple[str, str]]) -> set[str]:
    """The things (IRIs) that an answer is narrowed to, with what falls under them."""
    named = [iris.thing(THINGS[key], slug) for key, slug in asked if key in THINGS and "/" not in slug]
    facts = library.answers.facts
    return {*named, *(facts.asked.narrower(named) if facts else ())}


def _show(
    library: Library,
    row: Row,
    thing: str,
    plan: str,
    text: Sequence[str],
    marked: tuple[set[str], Sequence[str]],
) -> RowPassage | None:
    """`marked`: the things that were asked for, and words."""
    numbers = [n for n in _numbers(row["regels"].text) if n <= len(text)]
    if not numbers:
        return None
    shown = numbers[:_MOST_LINES]
    named, words = marked
    ties = {term.value for term in row.values() if term.iri} | named
    home = library.municipality(iris.thing("plan", plan))
    parts = mark_ties(library, iris.slug(home), [text[n - 1] for n in shown], ties)
    lines = tuple((n, tuple(_quote(of, words))) for n, of in zip(shown, parts, strict=True))
    what = library.link(row[thing].value) if row[thing].iri else Link(row[thing].text)
    span = iris.spell_lines(numbers[0], numbers[-1]) if len(numbers) > 1 else str(numbers[0])
    page = passage_link(plan, span).page
    return RowPassage(what, library.link(iris.thing("plan", plan)), lines, page, len(numbers) - len(shown))


def _numbers(lines: str) -> list[int]:
    """The numbers of lines (`339-340; 350`), each once."""
    found: dict[int, None] = {}
    for match in _SPANS.finditer(lines):
        found |= dict.fromkeys(range(int(match[1]), int(match[2] or match[1]) + 1))
    return list(found)


def _quote(parts: Iterable[Part], words: Sequence[str]) -> Iterator[Quoted]:
    for part in parts:
        if part.link:
            yield Quoted(part.text, True, part.link.page)
        else:
            yield from _mark_words(part.text, words)


def _mark_words(text: str, words: Sequence[str]) -> Iterator[Quoted]:
    """A text in parts, whole words that have one of these in them apart."""
    wanted = [fold(word) for word in words]
    for piece in re.split(r"(\W+)", text):
        if piece:
            yield Quoted(piece, any(word in fold(piece) for word in wanted))


def count_past(library: Library, table: Table, intent: Intent) -> int:
    """How many of the rows, the last ones, are of plans that have ended on the day that is asked for; 0 when
    all or none are.
    """
    facts, day = library.answers.facts, next(iter(intent.values_of(DAY)), today())
    slugs = [plan_of_row(table, row) for row in table.rows]
    plans = {iris.thing("plan", slug) for slug in slugs if slug}
    past = {iris.slug(plan) for plan in facts.asked.past(plans, day[:4])} if facts and plans else set[str]()
    ended = [slug in past for slug in slugs]
    return next((n for n, is_past in enumerate(reversed(ended)) if not is_past), 0)
