"""The question box: a line in, its reading, its answer and what was found in the texts out.

One per release.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice

from ...facts.constraints import WORDS, Constraints
from ...names import tokens, vocabulary
from ...names.named import Thing
from ...words.questions import Question
from ..answering import Answer, answer
from ..answers import Answers, Table
from ..found.phrases import TOPICS
from ..found.stated import tell_statement
from ..intent import HOW, Intent, Pairs, read_intent
from .asked_noun import find_unread_noun, words_of
from .citing import cite_figures
from .figures_meant import FIGURE, hold_to_unit, names_unit, narrow_to_named
from .introducing import tell_around
from .leftover import is_said_of_topic, lost_words, missed_words, subject_words, tells_story
from .missing import find_missing, tell_first
from .reader import Reader
from .reading import Choice, Doubt, Reading, Slot
from .remarking import find_remarks
from .search import Search
from .yes_or_no import as_asked, says_no_more_than_where, without_false_yes

_MOST_HITS = 12
_MOST_DOUBT = 3
_MOST_WORDS, _SHORTEST_WORD = 2, 5
_FIGURES, _MOST_FIGURES = "indicatoren", 300
# Questions whose statements can be looked through for words that name nothing.
_LOOKED_THROUGH = (
    *("maatregelen", "doelen", "indicatoren"),
    *("ontwikkelingen", "partners-per-thema", "terugblik"),
)


@dataclass(frozen=True)
class Described:
    """A thing with its other names, what it is, and the questions that take it, each with its values."""

    thing: Thing
    names: tuple[str, ...]
    description: str
    questions: tuple[tuple[Question, dict[str, str]], ...]


@dataclass(frozen=True)
class Asked:
    """All that there is to say to a line.

    `answer` is None when nothing is answered; `hits` are things whose text speaks of the line; `cited`:
    figures beside what the graph does not hold.
    """

    reading: Reading
    question: Question | None
    answer: Answer | None
    named: tuple[Described, ...]
    hits: tuple[Thing, ...]
    nearest: tuple[Question, ...]
    cited: Answer | None = None

    @property
    def table(self) -> Table | None:
        """The rows of the answer under the columns of its question."""
        if self.answer is None or self.question is None:
            return None
        return Table(self.question.columns, self.answer.page.rows, self.answer.page.total)


class Asker:
    """Answers lines typed by people, by the names and questions of one release."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._reader = Reader(answers.names, answers.questions, answers.facts, _today)
        self._search = Search(answers.names)
        self._known = frozenset().union(*(words_of(one.phrases) for one in answers.listed))

    def ask(self, line: str, chosen: tuple[str, Pairs] | None = None, most: int = 100) -> Asked:
        """The answer to a line, or to what a person chose for it: a question and pairs as they stand in an
        address. `most`: how many of its rows.

        Raises UnknownName, InvalidRequest and the store's errors.
        """
        reading = self._chosen(line, *chosen) if chosen else self.read(line)
        missing = find_missing(reading, self._answers.names.count_texts)
        reading = replace(reading, remarks=find_remarks(reading, self._explain), missing=missing)
        intent = reading.intent
        question = self._answers.questions[intent.question] if intent else None
        told = answer(self._answers, intent, most, narrowing=False) if intent else None
        if told and reading.lost_its_yes:
            told = replace(told, sentence=(*tell_statement(self._answers, told.across), *told.sentence))
        if told and told.things:
            told = tell_around(self._answers, reading, told)
        return Asked(
            reading,
            question,
            tell_first(self._answers, reading, told) if told else None,
            tuple(self._describe(thing) for thing in reading.named),
            self._hits(reading),
            tuple(self._answers.questions[name] for name in reading.nearest),
            cite_figures(self._answers, reading),
        )

    def read(self, line: str) -> Reading:
        """The reading of a line that finds something: of the ways to read it the likeliest that has rows,
        with words that name nothing looked for in what it finds.
        """
        reading = self._reader.read(line)
        if reading.intent is None:
            return replace(reading, doubt=self._doubt(reading, [*reading.choices[:1], *reading.others]))
        choice = self._of_what_is_named(self._likeliest(reading.choices), reading.others)
        choice = self._look_for_words(self._by_name_of_figure(choice, reading.text), reading.text)
        stands_in = as_asked(choice, reading.choices[0])
        denied = reading.choices[0].intent if stands_in is not choice else None
        choice = stands_in
        sure = without_false_yes(choice, reading.is_asked)
        if sure is None:
            return self._refused(reading, choice.unread, [choice, *reading.others])
        choice = sure
        asking = words_of(self._answers.questions[choice.intent.question].phrases)
        lost = find_unread_noun(reading.text, choice, asking, self._known)
        if not lost and says_no_more_than_where(choice):
            lost = lost_words(reading.text, choice.unread, reading.is_asked)
            lost = lost or subject_words(reading.text, choice.unread)
        if lost:
            return self._refused(reading, lost, [*reading.others, choice])
        if reading.is_english and (missed := missed_words(choice.unread)):
            return self._refused(reading, missed, [choice, *reading.choices, *reading.others])
        found = replace(
            reading, intent=choice.intent, slots=choice.slots, unread=choice.unread, denied=denied
        )
        several = sum(slot.thing is not None and slot.thing.kind != "gemeente" for slot in choice.slots)
        if choice.unread or (several > 1 and reading.named) or not self.count(choice.intent):
            found = replace(found, doubt=self._doubt(found, [*reading.choices, *reading.others]))
        return found

    def _refused(self, reading: Reading, unread: tuple[str, ...], choices: Sequence[Choice]) -> Reading:
        """A reading that answers nothing: what was not read, and other readings."""
        unsure = replace(reading, intent=None, slots=(), unread=unread)
        return replace(unsure, doubt=self._doubt(unsure, choices))

    def _likeliest(self, choices: Sequence[Choice]) -> Choice:
        """The first way to read a line that has rows; without any, one that is not held to things of which
        nobody spoke by name. Of twins the one that more municipalities have.
        """
        found = self._with_rows(choices)
        if not found:
            return next((c for c in choices if not c.is_of_unnamed), choices[0])
        twins = [(self._spread(choice.intent), choice) for choice in found if choice.is_twin]
        widest = max(twins, key=lambda twin: twin[0], default=None)
        if widest and not found[0].is_twin and widest[0] > self._spread(found[0].intent):
            return widest[1]
        return found[0]

    def _of_what_is_named(self, choice: Choice, others: Sequence[Choice]) -> Choice:
        """A reading that does something with what a line names: when the likeliest passes over all of that,
        another that uses it and finds something.
        """
        if not choice.passes_over_names:
            return choice
        return next((c for c in others if not c.passes_over_names and self.count(c.intent)), choice)

    def _with_rows(self, choices: Sequence[Choice]) -> list[Choice]:
        """The first choice that has rows, with those that may be preferred to it."""
        found: list[Choice] = []
        for choice in choices:
            if (not found or choice.is_twin) and self.count(choice.intent):
                found.append(choice)
        return found

    def _spread(self, intent: Intent) -> int:
        """How many municipalities an intent finds something in."""
        facts, constraints = self._answers.facts, self._constraints(intent)
        if facts is None or constraints is None:
            return 0
        return facts.municipalities_in(intent.question, constraints)

    def _things(self, intents: Sequence[Intent]) -> list[int]:
        """How many things each intent finds; how many rows where these are not in the facts."""
        facts, read = self._answers.facts, [self._constraints(intent) for intent in intents]
        if facts is None or None in read:
            return [self.count(intent) for intent in intents]
        return facts.count_things([(i.question, c) for i, c in zip(intents, read, strict=True) if c])

    def _constraints(self, intent: Intent) -> Constraints | None:
        return self._answers.read(self._answers.questions[intent.question], intent.pairs)

    def count(self, intent: Intent) -> int:
        """How many rows an intent has."""
        return self._answers.page(intent.question, intent.pairs, 0).total

    def _look_for_words(self, choice: Choice, line: str) -> Choice:
        """A reading that also looks for unread words, when what it finds has them."""
        if choice.intent.question not in _LOOKED_THROUGH or not choice.intent.pairs:
            return choice
        topics = [slot.said for slot in choice.slots if any(key in TOPICS for key, _ in slot.pairs)]
        if tells_story(line, topics):
            return choice
        common = vocabulary.ordinary() | vocabulary.names_nothing_alone()
        words = [
            word
            for word in choice.unread
            if not is_said_of_topic(line, word, topics)
            and len(word) >= _SHORTEST_WORD
            and tokens.split(word) == [word]
            and word not in common
        ]
        found: list[str] = []
        for word in words[:_MOST_WORDS]:
            pair = (WORDS, " ".join((*found, word)))
            found += [word] if self.count(replace(choice.intent, pairs=(*choice.intent.pairs, pair))) else []
        if not found:
            return choice
        pair = (WORDS, " ".join(found))
        intent = replace(choice.intent, pairs=(*choice.intent.pairs, pair))
        unread = tuple(word for word in choice.unread if word not in found)
        slots = tuple(slot for slot in choice.slots if slot.pairs or slot.said not in found)
        return Choice(intent, (*slots, Slot(pair[1], (pair,))), unread)

    def _by_name_of_figure(self, choice: Choice, line: str) -> Choice:
        """A reading of figures held to those in the unit that it asks for and that its unread words name."""
        if choice.intent.question != _FIGURES or not (choice.unread or names_unit(line)):
            return choice
        rows = self._answers.page(_FIGURES, choice.intent.pairs, _MOST_FIGURES).rows
        choice = hold_to_unit(choice, {row[FIGURE].value: row["eenheid"].text for row in rows}, line)
        return narrow_to_named(choice, {row[FIGURE].value: row["naam"].text for row in rows}, line)

    def _doubt(self, reading: Reading, choices: Sequence[Choice]) -> tuple[Doubt, ...]:
        """Other readings that find something, each once."""
        found: list[Doubt] = []
        others = self._other_intents(reading, choices)
        while some := list(islice(others, _MOST_DOUBT - len(found))):
            found += [Doubt(intent, n) for intent, n in zip(some, self._things(some), strict=True) if n]
        return tuple(found)

    def _other_intents(self, reading: Reading, choices: Sequence[Choice]) -> Iterator[Intent]:
        """What is narrowed by something in some choices and is not what was read, each once."""
        seen = {reading.intent}
        for choice in choices:
            found_words = self._look_for_words(choice, reading.text)
            intent = (without_false_yes(found_words, is_asked=True) or found_words).intent
            if intent.pairs and intent not in seen:
                seen.add(intent)
                yield intent

    def _chosen(self, line: str, name: str, pairs: Pairs) -> Reading:
        """The reading of a line as what a person chose."""
        question = self._answers.find_listed(name)
        intent = read_intent(question.name, pairs)
        self._answers.read(question, intent.pairs)
        reading = self._reader.read(line)
        slots = [
            next((s for c in reading.choices for s in c.slots if set(s.pairs) & {pair}), Slot("", (pair,)))
            for pair in intent.pairs
            if pair[0] not in HOW
        ]
        kept = (replace(slot, pairs=tuple(p for p in slot.pairs if p in intent.pairs)) for slot in slots)
        return Reading(
            reading.text,
            intent,
            tuple(dict.fromkeys(kept)),
            nearest=tuple(other for other in reading.nearest if other != name),
            is_english=reading.is_english,
        )

    def _explain(self, thing: Thing) -> str:
        """What a thing is, in words."""
        return self._answers.names.describe(thing)[1]

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
        if reading.intent is None:
            return tuple(self._search.find(reading.text, _MOST_HITS, any_word=True))
        named = {slot.thing.iri for slot in reading.slots if slot.thing}
        placed = ("gemeente", "plan")
        said = " ".join(s.said for s in reading.slots if not any(key in placed for key, _ in s.pairs))
        return tuple(thing for thing in self._search.find(said, _MOST_HITS) if thing.iri not in named)


def _today() -> date:
    return datetime.now(UTC).date()
