"""What a page says of itself: where it stands, on which release, how it is cited, and where faults go."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ...facts.constraints import NOT, PERIOD, SORT
from ...words import iris
from ...words.errors import InvalidRequest
from ...words.values import NOTHING
from ..addresses import (
    BIBTEX,
    CATALOGUE,
    DEFINITION,
    DOCUMENT,
    EXAMPLES,
    FORM,
    GRAPH,
    RELEASE,
    RIS,
    VOID,
    WORD,
)  # fmt: skip
from .answered import COLUMN_PAGE, DIFFERENCES, GRID_PAGE, LEAD
from .citation import Citation, Work
from .library import Library
from .narrowing import name_value
from .paging import PAGE
from .report import LINES, THING

SHOWN = 12
_DIGEST = re.compile(r"[0-9a-f]{8,64}")
_PLAN_PAGE = re.compile(re.escape(DOCUMENT("plan/")) + r"([a-z0-9-]+)(?:\?.*)?")
# Of an address: what does not narrow.
_HOW = ("query", "rij", "vraag", SORT, PERIOD, THING, LINES)
# Which part of an answer is shown, and how: no constraint of its own, and said as it is.
_PARTS = {
    PAGE: "blad {}",
    GRID_PAGE: "raster, deel {}",
    COLUMN_PAGE: "kolommen, deel {}",
    DIFFERENCES: "alleen verschillen",
    LEAD: "voorop {}",
}
_MOST_VALUE = 60
# Forms to take a page along in, as they are called.
FORM_NAMES = {"Word": WORD, "BibTeX": BIBTEX, "RIS": RIS}
# Pages that write out whole graphs: no note to take along, and thousands of paragraphs long.
_OF_DATA = (GRAPH.path.partition("{")[0], *(at.path for at in (DEFINITION, CATALOGUE, VOID, EXAMPLES)))


@dataclass(frozen=True)
class Reference:
    """A page on its release. `here`: its own path with what it asks; `fixed`: the same with the release;
    `forms`: name -> path of a form to take along; `other`: the release that was asked for when it is not this
    one; `url`: the fixed address as the client sees it, `canonical`: that without the release.
    """

    here: str
    fixed: str
    forms: dict[str, str]
    other: str
    url: str
    canonical: str


def refer_to(path: str, pairs: Sequence[tuple[str, str]], url: str, digest: str, asked_for: str) -> Reference:
    """The reference to a page. Raises InvalidRequest when what was asked for is no digest."""
    if asked_for and not _DIGEST.fullmatch(asked_for):
        raise InvalidRequest(
            f"uitgave '{asked_for[:20]}' is geen uitgave",
            f"bijvoorbeeld uitgave={digest[:SHOWN]}, of laat haar weg",
        )

    def with_more(*more: tuple[str, str]) -> str:
        query = urlencode([*pairs, *more])
        return f"{path}?{query}" if query else path

    release = (RELEASE, digest[:SHOWN])
    names = dict(FORM_NAMES)
    if path.startswith(_OF_DATA):
        del names["Word"]
    forms = {name: with_more(release, (FORM, form)) for name, form in names.items()}
    other = asked_for if asked_for and not digest.startswith(asked_for) else ""
    fixed, here = with_more(release), with_more()
    return Reference(here, fixed, forms, other, url + fixed.removeprefix(path), url + here.removeprefix(path))


def name_filters(library: Library, pairs: Iterable[tuple[str, str]], told: Collection[str] = ()) -> list[str]:
    """What a page is narrowed by, in words: `thema: Ondermijning`. `told`: keys that its own title tells."""
    found = []
    for key, value in pairs:
        if value and key not in _HOW and key not in told:
            plain = key.removeprefix(NOT)
            shown = name_value(library, plain, value)[0][:_MOST_VALUE]
            said = f"{'niet ' if plain != key else ''}{plain}: {shown}"
            found.append(_PARTS[key].format(shown) if key in _PARTS else said)
    return found


def tell_order(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """How what a page lists is sorted, in words, when an address says so."""
    sorts = [value for key, value in pairs if key == SORT and value]
    return [f"gesorteerd op {sort.lstrip('-')}{', aflopend' * sort.startswith('-')}" for sort in sorts][:1]


def cite(library: Library, title: str, reference: Reference, digest: str, day: str) -> Citation:
    """The citation of a page."""
    plan = _PLAN_PAGE.fullmatch(reference.here)
    return Citation(title, reference.url, digest, day, _plan_itself(library, plan[1]) if plan else None)


def _plan_itself(library: Library, slug: str) -> Work | None:
    rows = library.rows("plannen", {"plan": slug})
    if not rows:
        return None
    row = rows[0]
    adopted = row["vastgesteld"]
    year = (adopted if adopted is not NOTHING else row["begin"]).text[:4]
    return Work(row["naam"].text, row["gemeente_naam"].text, year, iris.thing("plan", slug))
