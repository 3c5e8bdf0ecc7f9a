"""Which rows stand side by side: between two plans what came, stayed and went; of more what they share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...answers.compare import Comparison, compare
from ...answers.compare import Entry as Compared
from ...facts.side_by_side import Among, Beside, HeldPage
from ...names.alphabet import alphabetical
from ...words import iris
from ...words.errors import InvalidRequest
from .library import Library

# Each plan has its own of these; other things can be the same in several.
OWN = ("doel", "maatregel", "ontwikkeling", "middel")
_TWO = 2
_EVERY = 10_000


# What became of something between two plans -> how an address says it.
COURSES = {
    "both": "beide",
    "moved": "nu-onder-ander",
    "was_within": "eerst-onder-ander",
    "only_first": "eerste",
    "only_second": "tweede",
}


@dataclass(frozen=True)
class Line:
    """A row before its cells. `thing`: IRI, "" when a row holds what plans have of their own; `status`: how
    it stands in the plans, and as an address says it (`course`); `theme`: IRI that own things stand under;
    `own`: of two plans the IRI of it in each, with its lines.
    """

    thing: str
    status: str = ""
    course: str = ""
    theme: str = ""
    own: tuple[tuple[str, str], ...] = ()
    under: str = ""


@dataclass(frozen=True)
class Lines:
    """Some of the rows of a kind, how many there are in all, and of each status: how an address says it, in
    words, and how many.
    """

    lines: tuple[Line, ...]
    total: int
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Part:
    """Which rows: from `offset`, at most `limit`; of one status (`course`), or of each the first."""

    limit: int
    offset: int = 0
    course: str = ""
    most_of_each: int = 0


class LineUp:
    """The rows of plans (slugs, in their order), kind by kind."""

    def __init__(self, library: Library, plans: Sequence[str], theme: str, only_differences: bool) -> None:
        self._library, self._plans, self._theme = library, list(plans), theme
        self._only_differences = only_differences
        self.beside = Beside(tuple(iris.thing("plan", slug) for slug in plans), theme)
        self._about_theme: dict[str, frozenset[str]] = {}
        self._two = compare(library.answers, *plans) if len(plans) == _TWO else None

    def list_lines(self, kind: str, part: Part) -> Lines:
        """Some rows of a kind. Raises InvalidRequest on a course that is none."""
        known = COURSES.values() if self._two else map(str, range(1, len(self._plans) + 1))
        if part.course and part.course not in known:
            raise InvalidRequest(f"verloop '{part.course[:40]}' is er niet", f"kies uit {', '.join(known)}")
        if self._two is not None:
            return self._of_two(kind, self._two, part)
        if kind in OWN and self._theme:
            found = self._library.side_by_side.things(kind, self.beside, Among(), 1)
            lines = (Line("", theme=iris.thing("thema", self._theme)),) if found.total else ()
            return Lines(lines, found.total, ())
        return self._of_more(kind, part)

    def name_course(self, course: str) -> str:
        """A status as an address says it, in words."""
        if self._two is None:
            return _shared(int(course), len(self._plans))
        return self._say(self._two, next(of for of, said in COURSES.items() if said == course))

    def _of_more(self, kind: str, part: Part) -> Lines:
        side_by_side, most = self._library.side_by_side, len(self._plans)
        listed = side_by_side.themes if kind in OWN else side_by_side.things
        among = Among(
            most if self._only_differences else 0,
            int(part.course or 0),
            0 if kind in OWN else part.most_of_each,
        )
        found: HeldPage = listed(kind, self.beside, among, part.limit, part.offset)
        lines = tuple(
            Line(
                "" if kind in OWN else one.iri,
                _shared(one.plans, most),
                str(one.plans),
                one.iri if kind in OWN else "",
            )
            for one in found.held
        )
        tally = sorted(found.tally.items(), reverse=True)
        return Lines(lines, found.total, tuple((str(n), _shared(n, most), count) for n, count in tally))

    def _of_two(self, kind: str, found: Comparison, part: Part) -> Lines:
        entries = [entry for entry in found.entries if entry.kind == kind and self._is_wanted(entry)]
        said = {status: self._say(found, status) for status in COURSES}
        tally = Counter(entry.status for entry in entries)
        counts = tuple((COURSES[of], said[of], tally[of]) for of in COURSES if tally[of])
        if part.course:
            entries = [entry for entry in entries if COURSES[entry.status] == part.course]
        total = len(entries)
        if part.most_of_each and kind not in OWN:
            by_status = [[one for one in entries if one.status == status] for status in COURSES]
            entries = [one for some in by_status for one in some[: part.most_of_each]]
        groups = self._groups(kind, entries)
        lines = [
            Line(
                entry.iri,
                said[entry.status],
                COURSES[entry.status],
                groups.get(entry.iri, ""),
                _own(entry),
                entry.under,
            )
            for entry in entries
        ]
        if kind in OWN:
            self._library.know(groups.values())
            lines.sort(key=lambda line: (not line.theme, alphabetical(self._library.name(line.theme))))
        return Lines(tuple(lines[part.offset : part.offset + part.limit]), total, counts)

    def _say(self, found: Comparison, status: str) -> str:
        """What became of an entry, with plans by their names."""
        if found.same_municipality:
            return found.label(status)
        first, second = (self._library.link(plan).text for plan in self.beside.plans)
        return {
            "both": "gedeeld",
            "moved": f"bij {second} onder een ander thema",
            "was_within": f"bij {first} onder een ander thema",
            "only_first": f"alleen {first}",
            "only_second": f"alleen {second}",
        }[status]

    def _is_wanted(self, entry: Compared) -> bool:
        if self._only_differences and entry.status == "both":
            return False
        return not self._theme or entry.iri in self._about(entry.kind)

    def _about(self, kind: str) -> frozenset[str]:
        """Things of a kind that either plan has on the theme."""
        if kind not in self._about_theme:
            found = self._library.side_by_side.things(kind, self.beside, Among(), _EVERY)
            self._about_theme[kind] = frozenset(one.iri for one in found.held)
        return self._about_theme[kind]

    def _groups(self, kind: str, entries: Sequence[Compared]) -> dict[str, str]:
        """Thing -> the theme that it stands under, of what is each plan's own."""
        if kind not in OWN:
            return {}
        themes = self._library.things.features([entry.iri for entry in entries], ("thema",), 1)
        return {iri: found["thema"].values[0] for iri, found in themes.items() if "thema" in found}


def _own(entry: Compared) -> tuple[tuple[str, str], ...]:
    first = (entry.earlier or entry.iri) if entry.first_lines else ""
    return (first, entry.first_lines), (entry.iri if entry.second_lines else "", entry.second_lines)


def _shared(plans: int, most: int) -> str:
    if plans == most:
        return f"in alle {most} plannen"
    return f"in {plans} van de {most} plannen"
