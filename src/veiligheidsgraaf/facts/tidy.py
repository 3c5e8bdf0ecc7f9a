"""Facts to take away: one tidy table per question, a row for each statement and passage.

Columns are those of the question, things by their address; what a question lists or counts stands one to a
row, under the name of its variable. Then the names of plan and theme, and where the fact comes from:
statement, passage, and the page that shows it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..words import iris
from .collect import Fact
from .csv_text import write_csv
from .grain import PASSAGE, Grain
from .term_texts import value_of

_STATEMENT, _PAGE = "uitspraak", "pagina"
_NAMED = "_naam"
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

    def rows(self, facts: Iterable[Fact], names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
        """Facts as rows, each once. `names`: IRI -> name."""
        return iter(dict.fromkeys(self._all_rows(facts, names)))

    def _all_rows(self, facts: Iterable[Fact], names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
        places = self.grain.places
        statement = places[self.grain.question.statement]
        passage = places.get(PASSAGE)
        shown = [places[name] for name in self.columns]
        shown += [] if _STATEMENT in self.columns else [statement]
        told = len(self.columns)
        named = [shown.index(places[name]) for name in self.named]
        for fact in facts:
            texts = fact.texts
            values = [value_of(text) if (text := texts[place]) else "" for place in shown]
            called = [names.get(values[place], "") for place in named]
            source = _value(texts[passage]) if passage is not None else ""
            yield (*values[:told], *called, *values[told:], source, _page_of(source))


def describe_table(grain: Grain) -> Tidy:
    """The table of a question."""
    joined = {column.column: column.variable for column in grain.joined}
    shown = (joined.get(name, name) for name in grain.question.columns)
    columns = tuple(name for name in shown if name in grain.variables)
    named = {name.removesuffix(_NAMED) for name in columns if name.endswith(_NAMED)}
    places = [name for name in _PLACES if name in columns and name not in named]
    return Tidy(grain, columns, tuple(places))


def write_tidy(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV (RFC 4180, UTF-8)."""
    return write_csv(rows, "\r\n").encode()


def _value(text: str | None) -> str:
    return "" if text is None else value_of(text)


@lru_cache(maxsize=4096)
def _page_of(passage: str) -> str:
    """The address of the page that shows a passage."""
    lines = iris.passage_lines(passage)
    if lines is None:
        return ""
    return f"{iris.BASE}passages/{iris.slug(lines[0])}/{iris.spell_lines(*lines[1:])}"
