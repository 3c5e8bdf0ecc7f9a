"""A document looked at once: its units, what can be seen of each, the bodies and instruments that they name.

look(document, names, home, cues, period) -> View
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..names import tokens
from ..names.find import Names
from ..names.lexicon import Lexicon
from ..reading.document import Document, Mark
from ..words import iris
from .announcements import Cues
from .columns import Part, list_parts, name_columns
from .features import see
from .naming import Named, Stream, list_named
from .patterns import Newcomer, find_capitals, find_newcomers
from .persons import is_person, list_persons
from .segments import Form, Unit, list_units
from .suggestion import Kind

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
class Candidate:
    """A body or instrument that a unit names. `iri`: "" for a new name; `seen`: what can be seen of it
    there; `column`: what the cell of a table that it stands in holds.
    """

    kind: Kind
    unit: int
    iri: str
    name: str
    words: tuple[Mark, ...]
    how: str
    seen: dict[str, float] = field(hash=False, default_factory=dict)
    column: str = ""

    @property
    def first(self) -> int:
        """Its first line."""
        return min(mark.line for mark in self.words)

    @property
    def last(self) -> int:
        """Its last line."""
        return max(mark.line for mark in self.words)


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
    new = [*find_newcomers(stream.text, cues, persons), *_capitals(stream, units, kinds, cues, persons)]
    gathering = _Gathering(stream, named, home, columns)
    candidates = list(gathering.gather(new, list(list_parts(document, columns)), persons))
    described = _describe(candidates, units, seen)
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
        begin = stream.begin_of(unit.block)
        for one in find_capitals(unit.text, is_short, persons):
            at = begin + unit.start
            yield replace(one, start=at + one.start, end=at + one.end)


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
        said: set[tuple[Kind, int, str]] = set()
        for candidate in (
            *self._of_names(),
            *self._of_columns(parts, persons),
            *self._of_patterns(new),
        ):
            key = (candidate.kind, candidate.unit, candidate.iri or tokens.fold(candidate.name))
            if key not in said and candidate.words:
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
            yield Candidate(kind, unit, "", one.name, words, one.how, seen)


def _covers(one: Named, part: Part) -> bool:
    """Whether a known name is most of what stands in the part of a cell."""
    return (min(one.end, part.end) - max(one.start, part.start)) * 2 > part.end - part.start


def _describe(
    candidates: Sequence[Candidate], units: Sequence[Unit], seen: Sequence[dict[str, float]]
) -> list[Candidate]:
    """Candidates with what can be seen of their unit, their place in it and how often they are named."""
    often = Counter((one.kind, one.iri or tokens.fold(one.name)) for one in candidates)
    here = Counter((one.kind, one.unit) for one in candidates)
    before: Counter[tuple[Kind, str, str]] = Counter()
    found = []
    for one in sorted(candidates, key=lambda one: one.unit):
        unit = units[one.unit]
        own = dict(one.seen)
        own["vaak"] = min(often[one.kind, one.iri or tokens.fold(one.name)], 12) / 6
        own["samen genoemd"] = min(here[one.kind, one.unit], 6) / 3
        thing = one.iri or tokens.fold(one.name)
        for where, key in (("alinea", str(id(unit.block))), ("kop", "/".join(unit.path))):
            turn = before[one.kind, thing, key]
            before[one.kind, thing, key] += 1
            own[f"{where}:{min(turn, 3)} keer eerder"] = 1.0
        if not before[one.kind, thing, ""]:
            own["voor het eerst"] = 1.0
        before[one.kind, thing, ""] += 1
        if one.iri:
            own[f"ding:{iris.slug(one.iri)}"] = 1.0
        own.update({f"eind:{word}": 1.0 for word in tokens.split(one.name)[-1:]})
        own.update(_beside(one, unit))
        own.update({f"zin {key}": value for key, value in seen[one.unit].items() if _tells(key)})
        found.append(replace(one, seen=own))
    return found


def _tells(key: str) -> bool:
    return key.startswith(
        (
            "vorm:",
            "zegt:",
            "werkwoord:",
            "kop:",
            "aankondiging:",
            "boven:",
            "w:",
            "procent",
            "wij&",
            "woorden<",
        )
    )


def _beside(one: Candidate, unit: Unit) -> Iterator[tuple[str, float]]:
    """The words right before and after it, and where in the sentence it stands."""
    mark = one.words[0]
    at = next(
        (
            offset
            for offset, place in _offsets(unit)
            if place.line == mark.line and place.start <= mark.start < place.end
        ),
        0,
    )
    before, after = unit.text[: max(0, at)], unit.text[at:]
    words = tokens.split(before, 10**4)[-2:]
    yield from ((f"ervoor:{word}", 1.0) for word in words)
    rest = tokens.split(after, 10**4)
    size = len(tokens.split(one.name))
    yield from ((f"erna:{word}", 1.0) for word in rest[size : size + 1])
    yield ("plek", min(1.0, len(before) / max(1, len(unit.text))))
    if not words:
        yield ("vooraan", 1.0)
    if re.search(r"[,(]\s*$", before) or re.match(r"\W*[,)]", after[len(one.name) :]):
        yield ("in opsomming", 1.0)


def _offsets(unit: Unit) -> Iterator[tuple[int, Mark]]:
    """Where in the words of a unit each of its marks begins."""
    at = 0
    for mark in unit.words:
        yield at, mark
        at += mark.end - mark.start
