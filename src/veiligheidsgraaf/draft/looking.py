"""A document looked at once: its units, what can be seen of each, the bodies and instruments that they name.

look(document, names, home, cues, period) -> View
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..names import tokens
from ..names.find import Names
from ..names.lexicon import Lexicon
from ..reading.document import Document
from ..words import iris
from .announcements import Cues
from .bare_names import find_alone, find_capitals, find_proper
from .columns import WHAT, Part, list_parts, name_columns
from .enumerations import find_listed, find_with
from .features import see
from .naming import Named, Stream, list_named
from .patterns import Newcomer, find_newcomers
from .persons import is_person, list_persons
from .segments import Form, Unit, list_units
from .suggestion import Kind
from .surroundings import Candidate, describe

BODIES = ("partner", "gemeente")
_OFFICE = frozenset(
    """
    burgemeester wethouder wethouders college gemeenteraad raad gemeentesecretaris griffier portefeuillehouder
    portefeuillehouders driehoek raadscommissie raadsfracties afdelingen
    """.split()  # noqa: SIM905
)  # of every municipality its own: what the graph has of another is not meant
_SHORT_ITEM = 6  # words
_PLACES = ("gemeente", "locatie", "partner")


@dataclass(frozen=True)
class View:
    """What was seen. `seen`: of each unit; `columns`: what each cell of a table is, by `id`."""

    document: Document
    home: str
    period: tuple[int, int]
    units: list[Unit]
    seen: list[dict[str, float]]
    named: list[Named]
    candidates: list[Candidate]
    columns: dict[int, str]
    persons: frozenset[str]
    cues: Cues


def look(document: Document, lexicon: Lexicon, home: str, cues: Cues, period: tuple[int, int]) -> View:
    """Look at a plan of municipality `home` with the names of a graph."""
    units = list_units(document)
    stream = Stream(units)
    names = Names(lexicon, home)
    places = {thing.name for thing in lexicon.by_thing if thing.kind in _PLACES}
    persons = list_persons([line.text for line in document.lines], places)
    named = list_named(stream, names, home)
    columns = name_columns(document, cues)
    kinds = [Counter[str]() for _ in units]
    for one in named:
        kinds[one.unit][one.kind] += not one.is_inner
    seen = see(units, cues, kinds)
    new = list(find_newcomers(stream.text, cues, persons))
    new += _capitals(stream, units, kinds, cues, persons)
    new += _bare_instruments(stream, named, new, columns, persons)
    new += _beside_bodies(stream, named, new, cues, persons)
    gathering = _Gathering(stream, named, home, columns)
    candidates = list(gathering.gather(new, list(list_parts(document, columns)), persons))
    described = describe(candidates, units, seen, cues, home)
    return View(document, home, period, units, seen, named, described, columns, persons, cues)


def _capitals(
    stream: Stream, units: Sequence[Unit], kinds: Sequence[Counter[str]], cues: Cues, persons: frozenset[str]
) -> Iterator[Newcomer]:
    """Names by their capitals, where a unit names a known body or stands where bodies are announced."""
    for number, unit in enumerate(units):
        announced = cues.announced(unit.lead) | (cues.announced(unit.path[-1]) if unit.path else frozenset())
        if (
            unit.cells
            or unit.form is Form.HEADING
            or not (kinds[number]["partner"] or "partner" in announced)
        ):
            continue
        is_short = unit.form is Form.ITEM and len(unit.text.split()) <= _SHORT_ITEM
        alone = find_alone(unit.text, "partner", "kort punt", persons) if is_short else ()
        for one in (*find_capitals(unit.text, is_short, persons), *alone):
            yield _move(one, stream.begin_of(unit.block) + unit.start)


def _bare_instruments(
    stream: Stream,
    named: Sequence[Named],
    new: Sequence[Newcomer],
    columns: Mapping[int, str],
    persons: frozenset[str],
) -> Iterator[Newcomer]:
    """Names that a row begins with, and those that capitals tell where nothing else told what they are."""
    told = {at for one in new for at in range(one.start, one.end)}
    for one in named:
        begin = stream.begin_of(stream.blocks[one.block])
        told.update(range(begin + one.start, begin + one.end))
    for block in stream.blocks:
        found = list(find_proper(block.text, persons))
        if columns.get(id(block)) in WHAT:
            found += find_alone(block.text, "instrument", "begin van een rij", persons)
        moved = (_move(one, stream.begin_of(block)) for one in found)
        yield from (one for one in moved if told.isdisjoint(range(one.start, one.end)))


def _move(one: Newcomer, by: int) -> Newcomer:
    return replace(one, start=one.start + by, end=one.end + by)


def _beside_bodies(
    stream: Stream, named: Sequence[Named], new: Sequence[Newcomer], cues: Cues, persons: frozenset[str]
) -> Iterator[Newcomer]:
    """Names in an enumeration with bodies, known or by their head, and with whom something is done."""
    begins = [stream.begin_of(block) for block in stream.blocks]
    bodies = {
        (begins[one.block] + one.start, begins[one.block] + one.end)
        for one in named
        if one.kind in BODIES and not one.is_inner
    }
    bodies |= {(one.start, one.end) for one in new if one.kind == "partner" and one.how != "hoofdletters"}
    yield from find_listed(stream.text, sorted(bodies), cues, persons)
    yield from find_with(stream.text, cues, persons)


class _Gathering:
    """Known names, the own municipality, columns and patterns as one list without doubles."""

    def __init__(self, stream: Stream, named: Sequence[Named], home: str, columns: Mapping[int, str]) -> None:
        self._stream, self._home = stream, home
        self._columns = [columns.get(id(block), "") for block in stream.blocks]
        self._named = [one for one in named if not self._is_of_another(one)]
        self._taken: dict[int, list[Named]] = defaultdict(list)
        for one in self._named:
            self._taken[one.block].append(one)
        self._blocks = {id(block): number for number, block in enumerate(stream.blocks)}

    def _is_of_another(self, one: Named) -> bool:
        """Whether an office is meant of this municipality, and the graph has that of another or of none."""
        if one.kind != "partner":
            return False
        words = tokens.split(self._stream.blocks[one.block].text[one.start : one.end])
        return bool(words) and words[0] in _OFFICE and not iris.slug(one.iri).startswith(f"{self._home}-")

    def gather(
        self, new: Sequence[Newcomer], parts: Sequence[Part], persons: frozenset[str]
    ) -> Iterator[Candidate]:
        said: set[tuple[Kind, int, str, int]] = set()
        for candidate in (
            *self._of_names(),
            *self._of_columns(parts, persons),
            *self._of_patterns(new),
        ):
            if not candidate.words:
                continue
            thing = candidate.iri or tokens.fold(candidate.name)
            key = (candidate.kind, candidate.unit, thing, candidate.first)
            if key not in said:
                said.add(key)
                yield candidate

    def _of_names(self) -> Iterator[Candidate]:
        for one in self._named:
            kind = (
                Kind.PARTNER if one.kind in BODIES else Kind.INSTRUMENT if one.kind == "instrument" else None
            )
            if kind:
                sure = {f"hoe:{one.how}": 1.0, "zekerheid": one.score, "binnen": float(one.is_inner)}
                column = self._columns[one.block]
                if column:
                    sure |= {f"kolom:{column}": 1.0, f"hoe:kolom {column}": 1.0}
                yield Candidate(kind, one.unit, one.iri, one.name, one.words, one.how, sure, column)

    def _of_columns(self, parts: Sequence[Part], persons: frozenset[str]) -> Iterator[Candidate]:
        for part in parts:
            number = self._blocks.get(id(part.cell))
            if number is None or is_person(part.text, persons):
                continue
            place = self._stream.place_of(number, part.start)
            kind = Kind.PORTEFEUILLEHOUDER if part.column == "portefeuillehouder" else Kind.PARTNER
            words = part.cell.marks(part.start, part.end)
            known = [one for one in self._taken[number] if one.start < part.end and part.start < one.end]
            bodies = [one for one in known if one.kind in BODIES]
            how = f"kolom {part.column}"
            if kind is Kind.PORTEFEUILLEHOUDER and bodies:
                yield Candidate(
                    kind, place, bodies[0].iri, bodies[0].name, words, how, {"hoe:kolom": 1.0}, part.column
                )
            elif not any(_covers(one, part) for one in bodies):
                seen = {"hoe:kolom": 1.0, f"hoe:{how}": 1.0}
                yield Candidate(kind, place, "", part.text, words, how, seen, part.column)

    def _of_patterns(self, new: Sequence[Newcomer]) -> Iterator[Candidate]:
        for one in new:
            place = self._stream.find(one.start, one.end)
            if place is None:
                continue
            unit, number, start, end = place
            kinds = BODIES if one.kind == "partner" else ("instrument",)
            if any(k.start <= start and end <= k.end and k.kind in kinds for k in self._taken[number]):
                continue
            kind = Kind.PARTNER if one.kind == "partner" else Kind.INSTRUMENT
            words = self._stream.blocks[number].marks(start, end)
            seen = {
                f"hoe:{one.how}": 1.0,
                f"hoofd:{one.head}": 1.0,
                f"delen:{min(len(one.name.split()), 4)}": 1.0,
            }
            if any(k.start < end and start < k.end and k.kind in kinds for k in self._taken[number]):
                seen["overlapt"] = 1.0
            column = self._columns[number]
            if kind is Kind.PARTNER and column == "portefeuillehouder":
                continue  # who answers for it is told by the cell
            if column:
                seen[f"kolom:{column}"] = 1.0
            yield Candidate(kind, unit, "", one.name, words, one.how, seen)


def _covers(one: Named, part: Part) -> bool:
    """Whether a known name is most of what stands in the part of a cell."""
    return (min(one.end, part.end) - max(one.start, part.start)) * 2 > part.end - part.start
