"""The words of a passage that name what its statements are tied to, each with its way to that thing."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...names.find import Match, Names
from ...names.lexicon import NAMED, kind_of
from .library import Library, Link


@dataclass(frozen=True)
class Part:
    """Some words of a line; `link` when they name something that a statement of these lines is tied to."""

    text: str
    link: Link | None = None


def mark_ties(
    library: Library, home: str, lines: Sequence[str], ties: Iterable[str]
) -> tuple[tuple[Part, ...], ...]:
    """The lines in parts, the names of ties (IRIs) marked; `home` is the slug of the plan's municipality."""
    text = "\n".join(lines)
    tied = {iri for iri in ties if kind_of(iri) in NAMED}
    names = Names(library.answers.names, home)
    matches = [match for match in names.find(text, NAMED, nested=True, least=0) if match.thing.iri in tied]
    library.know(match.thing.iri for match in matches)
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    parts: list[list[Part]] = [[] for _ in lines]
    at = 0
    for match in _apart(matches):
        _add(parts, lines, begins, at, match.start, None)
        _add(parts, lines, begins, match.start, match.end, library.link(match.thing.iri))
        at = match.end
    _add(parts, lines, begins, at, len(text), None)
    return tuple(map(tuple, parts))


def _apart(matches: Iterable[Match]) -> Iterator[Match]:
    """Matches that do not overlap: the longest at each place, the surest of those."""
    reach = 0
    for match in sorted(matches, key=lambda m: (m.start, -m.end, -m.score, m.thing.iri)):
        if match.start >= reach:
            reach = match.end
            yield match


def _add(
    parts: list[list[Part]],
    lines: Sequence[str],
    begins: Sequence[int],
    start: int,
    end: int,
    link: Link | None,
) -> None:
    """Take up text [start, end), line by line."""
    while start < end:
        number = bisect_right(begins, start) - 1
        if number >= len(lines):
            return
        stop = min(end, begins[number] + len(lines[number]))
        if start < stop:
            parts[number].append(Part(lines[number][start - begins[number] : stop - begins[number]], link))
        start = max(stop, start) + (stop < end)
