"""What reviewed plans hold, as items that a suggestion may find, and a graph without one of them.

An item is a statement (measure, goal), or a value at its place: a body, an instrument, a figure with year and
value, the planning or portfolio holder of a row of a table. Its passages are the lines that it rests on; of a
body or instrument those of them that name it, when some do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from veiligheidsgraaf.check.evidence import list_sources
from veiligheidsgraaf.check.plans import Plan, Project, Statement, read_statements
from veiligheidsgraaf.draft.suggestion import Kind
from veiligheidsgraaf.names import tokens, vocabulary
from veiligheidsgraaf.names.lexicon import NAMED, kind_of
from veiligheidsgraaf.names.texts import place_words
from veiligheidsgraaf.reading.document import Document
from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.turtle.read import Dataset
from veiligheidsgraaf.words import iris

_CHAPTERS = ("plan", "planthema", "prioriteit")
_WHEN = ("kwartaal", "planjaar", "doorlopend", "keerPerJaar", "steedsInKwartaal")


@dataclass(frozen=True)
class Item:
    """What a suggestion must say, and the lines of which one must hold it."""

    kind: Kind
    value: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    label: str = ""
    lines: frozenset[int] = frozenset()  # those that name the body

    def holds(self, first: int, last: int) -> bool:
        """Whether lines lie within one of its passages, plus one line each side."""
        return any(start - 1 <= first and last <= end + 1 for start, end in self.spans)


@dataclass(frozen=True)
class Reviewed:
    """A plan, its source, and the project that it is read with."""

    project: Project
    plan: Plan
    document: Document
    year: int

    @cached_property
    def items(self) -> dict[Kind, list[Item]]:
        """What it holds, by kind: a body at the same place in several statements once."""
        found: dict[Kind, dict[Item, None]] = {kind: {} for kind in KINDS}
        for item in self._list_items():
            found[item.kind][item] = None
        for kind in (Kind.PARTNER, Kind.INSTRUMENT):
            found[kind] = dict.fromkeys(_by_place(found[kind]))
        return {kind: list(items) for kind, items in found.items()}

    def _list_items(self) -> Iterator[Item]:
        named = self._named_lines
        for one in self.plan.statements:
            spans = tuple(sorted({(span.first, span.last) for span in one.spans}))
            label = " ".join(text for key, text in one.literals if key in ("prefLabel", "description"))
            if one.kind == "maatregel":
                yield Item(Kind.MAATREGEL, (one.iri,), spans, label)
                yield from self._in_tables(one)
            elif one.kind == "doel":
                yield Item(Kind.DOEL, (one.iri,), spans, label)
            elif one.kind in ("waarneming", "streefwaarde"):
                about = dict(one.literals)
                if "jaar" in about and "waarde" in about:
                    yield Item(Kind.CIJFER, (about["jaar"], str(float(about["waarde"]))), spans)
            if one.kind in _CHAPTERS:
                continue
            for predicate, thing in one.ties:
                kind = _KIND_OF_TIE.get(kind_of(thing))
                if kind and predicate != "portefeuillehouder":
                    here = tuple(s for s in spans if any(line in named.get(thing, ()) for line in _lines(s)))
                    lines = frozenset(n for s in here for n in _lines(s) if n in named.get(thing, ()))
                    yield Item(kind, (thing,), here or spans, lines=lines)

    def _in_tables(self, one: Statement) -> Iterator[Item]:
        rows = {(row[0].first, row[-1].last) for table in self.document.tables for row in table.rows if row}
        own = next(
            (span for span in one.spans for first, last in rows if first <= span.first and span.last <= last),
            None,
        )
        if own is None:
            return
        place = ((own.first, own.last),)
        for holder in one.values.get("portefeuillehouder", ()):
            yield Item(Kind.PORTEFEUILLEHOUDER, (holder,), place)
        when = tuple(sorted(text for key, text in one.literals if key in _WHEN))
        if any(key == "planning" for key, _ in one.literals) and when:
            yield Item(Kind.PLANNING, when, place)

    @cached_property
    def _named_lines(self) -> dict[str, set[int]]:
        lines: dict[str, set[int]] = {}
        text = self.document.text
        for match in self.project.names_of(self.plan).find(text, NAMED, nested=True, least=0):
            first = text.count("\n", 0, match.start) + 1
            for thing in self.project.covers(match.thing.iri):
                lines.setdefault(thing, set()).add(first)
        own = iris.thing("gemeente", self.plan.home)
        for word in place_words(text):
            if word.text in vocabulary.own_municipality():
                lines.setdefault(own, set()).add(text.count("\n", 0, word.start) + 1)
        return lines


def _by_place(items: Iterable[Item]) -> Iterator[Item]:
    """One item for each body and place: statements whose passages name it on the same line are one."""
    merged: list[Item] = []
    for item in items:
        same = [
            other
            for other in merged
            if other.value == item.value
            and (
                other.lines & item.lines or (not other.lines and not item.lines and other.spans == item.spans)
            )
        ]
        for other in same:
            merged.remove(other)
        spans = {span for one in (item, *same) for span in one.spans}
        lines = frozenset(line for one in (item, *same) for line in one.lines)
        merged.append(replace(item, spans=tuple(sorted(spans)), lines=lines))
    yield from merged


_KIND_OF_TIE = {"partner": Kind.PARTNER, "gemeente": Kind.PARTNER, "instrument": Kind.INSTRUMENT}
KINDS = (
    Kind.MAATREGEL,
    Kind.DOEL,
    Kind.PARTNER,
    Kind.INSTRUMENT,
    Kind.CIJFER,
    Kind.PLANNING,
    Kind.PORTEFEUILLEHOUDER,
)


def _lines(span: tuple[int, int]) -> range:
    return range(span[0], span[1] + 1)


def read_reviewed(dataset: Dataset, folder: Path) -> list[Reviewed]:
    """Every plan of a dataset with its source from a folder."""
    project = read_statements(dataset)
    described = list_sources(dataset)
    found = []
    for plan in project.plans:
        source = described[plan.source]
        document = read_document((folder / source.file_name).read_bytes(), source.file_name)
        found.append(Reviewed(project, plan, document, int(plan.period[:4])))
    return found


def move_items(items: Iterable[Item], before: Document, after: Document) -> list[Item]:
    """Items with their passages at the lines where another edition of the text has the same words."""
    lines = _move_lines(before, after)
    moved = []
    for item in items:
        spans = []
        for first, last in item.spans:
            found = sorted(line for number in range(first, last + 1) for line in lines.get(number, ()))
            if found:
                spans.append((found[0], found[-1]))
        moved.append(replace(item, spans=tuple(dict.fromkeys(spans)) or ((0, 0),)))
    return moved


def _move_lines(before: Document, after: Document) -> dict[int, set[int]]:
    """Line -> lines of the other edition: where most of its words are, in order of the text."""
    old = [(word, line.number) for line in before.lines for word in tokens.split(line.text, 10**4)]
    new = [(word, line.number) for line in after.lines for word in tokens.split(line.text, 10**4)]
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new])
    found: dict[int, set[int]] = {}
    for block in matcher.get_matching_blocks():
        if block.size >= 3:
            for step in range(block.size):
                found.setdefault(old[block.a + step][1], set()).add(new[block.b + step][1])
    return found
