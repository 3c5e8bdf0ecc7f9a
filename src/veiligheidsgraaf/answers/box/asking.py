"""The question box: a line in, its reading, its answer and what was found in the texts out.

One per release.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ...names.named import Thing
from ...words import iris
from ...words.errors import InvalidRequest
from ...words.questions import Question
from ..answers import Answers, Table
from ..compare import compare
from .reader import Reader
from .reading import Reading
from .search import Search

_MOST_HITS = 12
_MOST_ROWS_GIVEN = 60
_PAIR = 2


@dataclass(frozen=True)
class Chosen:
    """What a person chose instead of what was read:
    a question, parameters ("" for none) and IRIs that rows must hold.
    """

    question: str = ""
    values: Mapping[str, str] | None = None
    rows: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Described:
    """A thing with its other names, what it is,
    and the questions that take it, each with the values that it takes.
    """

    thing: Thing
    names: tuple[str, ...]
    description: str
    questions: tuple[tuple[Question, dict[str, str]], ...]


@dataclass(frozen=True)
class Asked:
    """All that there is to say to a line.

    `table` is None when nothing fits; `hits` are things whose text speaks of the line.
    """

    reading: Reading
    question: Question | None
    table: Table | None
    named: tuple[Described, ...]
    hits: tuple[Thing, ...]
    nearest: tuple[Question, ...]


class Asker:
    """Answers lines typed by people, by the names and questions of one release."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._reader = Reader(answers.names, answers.questions)
        self._search = Search(answers.names)

    def ask(self, line: str, chosen: Chosen | None = None, most: int | None = None) -> Asked:
        """The answer to a line, or to what a person chose for it; `most`: how many of its rows (None: all).

        Raises UnknownName, InvalidRequest and the store's errors.
        """
        chosen = chosen or Chosen()
        if chosen.question:
            reading = self._reader.read_as(line, self._answers.find_listed(chosen.question).name)
            reading = self._choose(reading, chosen)
        else:
            reading = self._reader.read(line)
        question = self._answers.questions.get(reading.question)
        return Asked(
            reading,
            question,
            self._table(reading, most),
            tuple(self._describe(thing) for thing in reading.named),
            self._hits(reading),
            tuple(self._answers.questions[name] for name in reading.nearest),
        )

    def _choose(self, reading: Reading, chosen: Chosen) -> Reading:
        question = self._answers.questions[reading.question]
        values = dict(reading.values)
        for parameter in question.parameters:
            given = (chosen.values or {}).get(parameter.name)
            if given is not None:
                values.pop(parameter.name, None)
                values |= {parameter.name: given} if given else {}
        rows = reading.rows
        if chosen.rows is not None:
            if len(chosen.rows) > _MOST_ROWS_GIVEN or not all(map(iris.is_thing, chosen.rows)):
                raise InvalidRequest(
                    "rij: dit is geen ding uit de graaf", "kies een van de aangeboden koppelingen"
                )
            rows = frozenset(chosen.rows)
        return reading.with_choice(values, rows)

    def _table(self, reading: Reading, most: int | None) -> Table | None:
        if len(reading.compared) == _PAIR:
            return compare(self._answers, *reading.compared).table()
        if not reading.question:
            return None
        return self._answers.table(reading.question, reading.values, most, holding=reading.rows)

    def _describe(self, thing: Thing) -> Described:
        names, description = self._answers.names.describe(thing)
        takes = tuple(
            (question, {p.name: thing.slug for p in question.parameters if p.kind == thing.kind})
            for question in self._answers.listed
            if any(p.kind == thing.kind for p in question.parameters)
            and self._answers.names.can_choose(thing.kind, thing.slug)
        )
        return Described(thing, tuple(name for name in names if name != thing.name), description, takes)

    def _hits(self, reading: Reading) -> tuple[Thing, ...]:
        """What speaks of the line: of the things that it names when it was read, else of its words."""
        if reading.compared:
            return ()
        if not reading.question:
            return tuple(self._search.find(reading.text, _MOST_HITS, any_word=True))
        named = {slot.thing.iri for slot in reading.slots}
        said = " ".join(slot.said for slot in reading.slots)
        return tuple(thing for thing in self._search.find(said, _MOST_HITS) if thing.iri not in named)
