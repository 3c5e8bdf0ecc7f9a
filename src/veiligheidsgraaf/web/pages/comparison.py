"""Plans side by side, kind by kind: who has what, and between two plans what came, stayed and went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...answers.answers import Table
from ...answers.compare import KINDS as COMPARED
from ...answers.compare import compare_rows
from ...names.alphabet import alphabetical
from ...words import iris
from ...words.errors import InvalidRequest
from ...words.values import iri, text
from .grids import passage_link
from .kinds import KINDS
from .library import Library, Link

MOST_PLANS = 4
TWO = 2


@dataclass(frozen=True)
class Row:
    """One thing beside the plans:
    its lines in each (empty where it is not there), and between two plans what became of it.
    """

    thing: Link
    lines: tuple[tuple[Link, ...], ...]
    status: str
    carries_on: str


@dataclass(frozen=True)
class Block:
    """All rows of one kind, with how many there are of each status."""

    kind: str
    title: str
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Beside:
    """Plans beside each other."""

    plans: tuple[Link, ...]
    blocks: tuple[Block, ...]


def compare_plans(library: Library, slugs: Sequence[str], kinds: Sequence[str]) -> Beside:
    """Two to four plans (slugs) on the kinds asked for. Raises UnknownName, InvalidRequest."""
    chosen = list(dict.fromkeys(slugs))
    if not TWO <= len(chosen) <= MOST_PLANS:
        raise InvalidRequest(f"{len(chosen)} plannen gekozen", f"kies er twee tot {MOST_PLANS}")
    unknown = set(kinds) - set(COMPARED)
    if unknown:
        raise InvalidRequest(
            f"'{sorted(unknown)[0][:40]}' is niet te vergelijken", "kies uit " + ", ".join(COMPARED)
        )
    rows = _two(library, chosen) if len(chosen) == TWO else _several(library, chosen)
    order, found = rows
    blocks = tuple(
        _block(kind, [row for of, row in found if of == kind])
        for kind in COMPARED
        if kind in (kinds or ("thema",))
    )
    return Beside(tuple(library.link(iris.thing("plan", slug)) for slug in order), blocks)


def _block(kind: str, rows: list[Row]) -> Block:
    counts = Counter(row.status for row in rows)
    return Block(kind, KINDS[kind].many.capitalize(), tuple(rows), tuple(counts.items()))


def _two(library: Library, slugs: list[str]) -> tuple[list[str], list[tuple[str, Row]]]:
    first, second = slugs
    rows = {slug: library.rows("inhoud", {"plan": slug}) for slug in slugs}
    of = {library.municipality(iris.thing("plan", slug)) for slug in slugs}
    found = compare_rows(first, second, rows, len(of) == 1)
    alone = {
        status: f"alleen {library.link(iris.thing('plan', slug)).text}"
        for status, slug in (("only_first", found.first), ("only_second", found.second))
    }
    made = []
    library.know(entry.iri for entry in found.entries)
    for entry in found.entries:
        lines = (_links(found.first, entry.first_lines), _links(found.second, entry.second_lines))
        status = alone.get(entry.status)
        label = found.label(entry.status) if found.same_municipality or status is None else status
        made.append((entry.kind, Row(library.link(entry.iri), lines, label, entry.carries_on)))
    return [found.first, found.second], made


def _several(library: Library, slugs: list[str]) -> tuple[list[str], list[tuple[str, Row]]]:
    """More than two plans share things, not goals and measures:
    those are each plan's own and stand in one column only.
    """
    entries: dict[tuple[str, str], dict[str, str]] = {}
    for slug in slugs:
        for row in library.rows("inhoud", {"plan": slug}):
            entries.setdefault((row["soort"].value, row["ding"].value), {})[slug] = row["regels"].value
    made = []
    library.know(thing for _, thing in entries)
    for (kind, thing), lines in entries.items():
        status = "in alle plannen" if len(lines) == len(slugs) else f"in {len(lines)} van de {len(slugs)}"
        cells = tuple(_links(slug, lines.get(slug, "")) for slug in slugs)
        made.append((kind, Row(library.link(thing), cells, status, "")))
    return slugs, sorted(made, key=_most_shared)


def _most_shared(entry: tuple[str, Row]) -> tuple[int, tuple[str, str]]:
    _, row = entry
    return -sum(map(bool, row.lines)), alphabetical(row.thing.text)


def _links(plan: str, lines: str) -> tuple[Link, ...]:
    return tuple(passage_link(plan, part) for part in lines.split("; ")) if lines else ()


def as_table(beside: Beside) -> Table:
    """A comparison as rows to take along."""
    columns = {
        "soort": "Soort",
        "ding": "Ding",
        "naam": "Naam",
        **{iris.slug(p.iri): p.text for p in beside.plans},
        "verloop": "Verloop",
    }
    rows = (
        (
            text(block.kind),
            iri(row.thing.iri),
            text(row.thing.text),
            *(text("; ".join(link.text for link in cell)) for cell in row.lines),
            text(row.status),
        )
        for block in beside.blocks
        for row in block.rows
    )
    return Table.of(columns, rows)
