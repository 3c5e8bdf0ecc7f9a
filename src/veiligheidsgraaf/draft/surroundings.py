"""Bodies and instruments where a unit names them, and what can be seen of each there: the words before and
after it, its place in the sentence, how often it was named, and what its sentence says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..names import tokens
from ..reading.document import Mark
from ..words import iris
from .announcements import Cues
from .segments import Unit
from .suggestion import Kind


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


_TELLING = tuple(
    """
    vorm: zegt: werkwoord: kop: aankondiging: boven: w: procent wij& overheid& ander& wil& voltooid& lijdend&
    kan& woorden< naam: beurt reeks eerste: laatste: jaartal lengte getallen
    """.split()  # noqa: SIM905
)  # what a sentence says tells of those that it names
_DETERMINERS = frozenset("de het een onze ons hun haar".split())  # noqa: SIM905


def describe(
    candidates: Sequence[Candidate],
    units: Sequence[Unit],
    seen: Sequence[dict[str, float]],
    cues: Cues,
    home: str,
) -> list[Candidate]:
    """Candidates with what can be seen of their unit, their place in it and how often they are named.
    `home`: the municipality whose plan it is.
    """
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
        own.update(dict.fromkeys(_which(one.iri, home), 1.0))
        own.update({f"eind:{word}": 1.0 for word in tokens.split(one.name)[-1:]})
        own.update(_beside(one, unit, cues))
        own.update({f"zin {key}": value for key, value in seen[one.unit].items() if _tells(key)})
        found.append(replace(one, seen=own))
    return found


def _which(iri: str, home: str) -> Iterator[str]:
    """Which thing it is, and what it is to this municipality: `eigen burgemeester` in every plan."""
    slug = iris.slug(iri) if iri else ""
    if slug == home:
        yield "ding:eigen gemeente"
    elif slug.startswith(f"{home}-"):
        yield f"ding:eigen {slug.removeprefix(f'{home}-')}"
        yield "van de eigen gemeente"
    elif slug:
        yield f"ding:{slug}"
        if iri == iris.thing("gemeente", slug):
            yield "een andere gemeente"


def _tells(key: str) -> bool:
    return key.startswith(_TELLING)


def _beside(one: Candidate, unit: Unit, cues: Cues) -> Iterator[tuple[str, float]]:
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
    ahead = tokens.split(before, 10**4)
    words = ahead[-2:]
    yield from ((f"ervoor:{word}", 1.0) for word in words)
    rest = tokens.split(after, 10**4)
    size = len(tokens.split(one.name))
    yield from ((f"erna:{word}", 1.0) for word in rest[size : size + 1])
    if any(word in cues.names["einde"] for word in rest[size : size + 1]):
        yield ("werkwoord erna", 1.0)
    if any(word in cues.names["einde"] for word in [w for w in ahead if w not in _DETERMINERS][-1:]):
        yield ("werkwoord ervoor", 1.0)
    if before.count("(") > before.count(")"):
        yield ("tussen haakjes", 1.0)
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
