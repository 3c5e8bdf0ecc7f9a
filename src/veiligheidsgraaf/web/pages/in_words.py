"""What the few statements of an answer say, in words of the graph: a name alone often tells too little."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...answers.answering import Answer
from ...words import iris
from ..addresses import page_of
from .grids import passage_link
from .library import Library, Link

# Of more statements the grid and the rows are clearer than their words.
MOST = 4
_DESCRIPTION = "pagina-omschrijving"


@dataclass(frozen=True)
class InWords:
    """A statement, what it says, the plan that says so, and the lines."""

    what: Link
    text: str
    plan: Link
    lines: tuple[Link, ...]


def put_in_words(library: Library, found: Answer) -> tuple[InWords, ...]:
    """The statements of an answer that rests on a few, those of current plans first; () for more."""
    statements = list(dict.fromkeys(_statements(found))) if _is_whole(found) else []
    if len(statements) > MOST:
        return ()
    return tuple(told for iri in statements if (told := _describe(library, iri)))


def _describe(library: Library, statement: str) -> InWords | None:
    for row in library.rows(_DESCRIPTION, {"ding": statement}):
        plan = row["plan"].value
        lines = (passage_link(iris.slug(plan), lines) for lines in row["regels"].text.split("; "))
        return InWords(
            Link(row["naam"].text, page_of(statement)),
            row["omschrijving"].text,
            library.link(plan),
            tuple(lines),
        )
    return None


def _is_whole(found: Answer) -> bool:
    """Whether all that an answer rests on stands in its grid, or in its rows when there is no grid."""
    if found.across is None:
        return found.page.total == len(found.page.rows)
    cells = (cell for row in found.across.rows for cell in row.cells)
    return found.across.total_rows == len(found.across.rows) and all(
        cell.total <= len(cell.done) for cell in cells
    )


def _statements(found: Answer) -> Iterator[str]:
    """The statements (IRIs) that the grid shows, or that the rows hold when there is no grid."""
    if found.across is not None:
        done = (done for row in found.across.rows for cell in row.cells for done in cell.done)
        yield from (one.terms[0].iri for one in done if one.terms and iris.plan_of(one.terms[0].iri))
    else:
        for row in found.page.rows:
            yield from (term.iri for name, term in row.items() if name != "plan" and iris.plan_of(term.iri))
