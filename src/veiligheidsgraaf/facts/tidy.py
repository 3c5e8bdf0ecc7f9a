"""Facts to take away: one tidy table per question, a row for each statement and passage.

Columns are those of the question, things by their address; what a question lists or counts stands one to a
row, under the name of its variable. Then the names of plan and theme, and where the fact comes from:
statement, passage, and the page that shows it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from ..words import iris
from .collect import BEFORE_TEXTS, Fact
from .csv_text import join_cells, write_cell, write_csv
from .grain import PASSAGE, Grain
from .term_texts import value_of

_STATEMENT, _PAGE = "uitspraak", "pagina"
_NAMED = "_naam"
_END = "\r\n"
# Things that a question names by their address alone.
_PLACES = ("plan", "thema", "veld")


@dataclass(frozen=True)
class Tidy:
    """How the table of a question is made: its columns, and those whose things get a name beside them."""

    grain: Grain
    columns: tuple[str, ...]
    named: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of all columns."""
        own = () if _STATEMENT in self.columns else (_STATEMENT,)
        return (*self.columns, *(f"{name}{_NAMED}" for name in self.named), *own, PASSAGE, _PAGE)


class _Cells(dict[object, str]):
    """Text of a term -> how something about its value is written in a table."""

    def __init__(self, tell: Callable[[str], str]) -> None:
        super().__init__({"": ""})
        self._tell = tell

    def __missing__(self, text: object) -> str:
        cell = write_cell(self._tell(value_of(str(text))))
        self[text] = cell
        return cell


class TidyWriter:
    """Writes the tables of a few plans. `names`: IRI -> name."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._values = _Cells(str)
        self._named = _Cells(lambda iri: names.get(iri, ""))
        self._pages = _Cells(_page_of)

    def write(self, table: Tidy, facts: Sequence[Fact]) -> bytes:
        """The rows of a table as CSV (RFC 4180, UTF-8), each once."""
        return join_cells(dict.fromkeys(zip(*self._columns(table, facts), strict=True)), _END).encode()

    def _columns(self, table: Tidy, facts: Sequence[Fact]) -> Iterator[Iterable[str]]:
        places = {name: place + BEFORE_TEXTS for name, place in table.grain.places.items()}
        own = () if _STATEMENT in table.columns else (table.grain.question.statement,)
        passage = places.get(PASSAGE)
        sources = [""] * len(facts) if passage is None else list(map(itemgetter(passage), facts))
        for names, cells in ((table.columns, self._values), (table.named, self._named), (own, self._values)):
            for name in names:
                yield map(cells.__getitem__, map(itemgetter(places[name]), facts))
        yield map(self._values.__getitem__, sources)
        yield map(self._pages.__getitem__, sources)


def describe_table(grain: Grain) -> Tidy:
    """The table of a question."""
    joined = {column.column: column.variable for column in grain.joined}
    shown = (joined.get(name, name) for name in grain.question.columns)
    columns = tuple(name for name in shown if name in grain.variables)
    named = {name.removesuffix(_NAMED) for name in columns if name.endswith(_NAMED)}
    places = [name for name in _PLACES if name in columns and name not in named]
    return Tidy(grain, columns, tuple(places))


def write_header(table: Tidy) -> bytes:
    """The head of a table."""
    return write_csv([table.header], _END).encode()


def _page_of(passage: str) -> str:
    """The address of the page that shows a passage."""
    lines = iris.passage_lines(passage)
    if lines is None:
        return ""
    return f"{iris.BASE}passages/{iris.slug(lines[0])}/{iris.spell_lines(*lines[1:])}"
