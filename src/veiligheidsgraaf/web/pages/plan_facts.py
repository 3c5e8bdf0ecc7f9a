"""What one plan holds, read once for its page, its dossier and its calendar."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ...words import iris
from ...words.values import Row
from .grids import passage_link
from .library import Library, Link

_BUILT, _TIED = "pagina-planopbouw", "pagina-planverbanden"
# A plan of full size has some 400 of the first and 600 of the second.
MOST_ROWS = 3000


@dataclass(frozen=True)
class PlanFacts:
    """The parts of a plan (IRI) in their order, and per thing in it its ties: name -> values."""

    plan: str
    rows: tuple[Row, ...]
    ties: Mapping[str, Mapping[str, tuple[str, ...]]]

    def tied(self, thing: str, tie: str) -> tuple[str, ...]:
        """The values of a tie of a thing: IRIs or texts."""
        return self.ties.get(thing, {}).get(tie, ())

    @cached_property
    def measures(self) -> dict[str, Row]:
        """The measures of this period, each once."""
        return self._of_kind("maatregel")

    @cached_property
    def goals(self) -> dict[str, Row]:
        """The goals, each once."""
        return self._of_kind("doel")

    @cached_property
    def chapters(self) -> dict[str, tuple[str, ...]]:
        """Thing -> the themes (IRIs) of the priorities, or else of other chapters, that it stands under."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            if row["thema"].iri:
                found[row["ding"].value][row["plaats"].value].append(row["thema"].iri)
        return {
            thing: tuple(dict.fromkeys(places.get("prioriteit") or places["ander thema"]))
            for thing, places in found.items()
        }

    def _of_kind(self, kind: str) -> dict[str, Row]:
        return {row["ding"].value: row for row in reversed(self.rows) if row["soort"].value == kind}


def read_plan(library: Library, plan: str) -> PlanFacts:
    """What a plan (IRI) holds, with the names of all that it is tied to looked up."""
    built, tied = (ask_plan(library, name, plan) for name in (_BUILT, _TIED))
    ties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in tied:
        ties[row["ding"].value][row["verband"].value].append(row["waarde"].value)
    library.know(term.value for row in (*built, *tied) for term in row.values() if term.kind == "uri")
    held = {thing: {tie: tuple(values) for tie, values in found.items()} for thing, found in ties.items()}
    return PlanFacts(plan, built, held)


def ask_plan(library: Library, question: str, plan: str, most: int = MOST_ROWS) -> tuple[Row, ...]:
    """The first rows of a question about a plan (IRI); none when the project has no such question."""
    if question not in library.answers.questions:
        return ()
    return library.page(question, {"plan": iris.slug(plan)}, most).rows


def lines_of(row: Row, plan: str) -> tuple[Link, ...]:
    """The lines that a part of a plan (IRI) rests on."""
    slug, text = iris.slug(plan), row["regels"].value
    return tuple(passage_link(slug, part) for part in text.split("; ")) if text else ()
