"""A line of the question box as people see it: its reading, its answer, and the links that change it.

A choice stands in the address, so that it can be shared: `vraag` is the question, beside it all that the
answer is narrowed by, as on /vragen. Without `vraag` all of that comes from the line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...answers.box.asking import Asked, Described
from ...answers.box.plan_lines import PlanLines
from ...answers.box.reading import Doubt, Reading, Slot
from ...answers.intent import Intent, Pairs
from ...facts.constraints import MOMENTS, NOT
from ...names.named import Thing
from ...words import iris
from ..addresses import COMPARE, QUESTION, SEARCH, page_of
from .answered import AnswerView, show_answer
from .empty import NoRows, show_empty
from .grids import Grid, make_grid
from .in_words import InWords, put_in_words
from .library import Library
from .narrowing import name_value, tell_key
from .row_passages import count_past
from .sorting import Sorting
from .spoken import SpokenLine, find_spoken

MOST_ROWS = 20
_MOST_OTHERS, _MOST_VALUES, _PAIR = 6, 4, 2

# Kinds of thing whose name is not their kind.
KIND_NAMES = {
    "verband": "samenwerkingsverband",
    "kernthema": "thema van het Kernbeleid",
    "gegevensbron": "bron van cijfers",
}


@dataclass(frozen=True)
class Link:
    """A text and where it leads. `kind`: what sort of thing it is, "" when that goes without saying."""

    text: str
    href: str
    kind: str = ""


@dataclass(frozen=True)
class SlotView:
    """Words of the line and what they became: `key` with values, or nothing; how to leave them out, and how
    to read them otherwise.
    """

    said: str
    key: str
    values: tuple[Link, ...]
    more: int
    excludes: bool
    without: str
    others: tuple[Link, ...]


@dataclass(frozen=True)
class DoubtView:
    """Another reading: its question, what it is narrowed by, how many things it finds, and its address."""

    question: str
    narrowed: str
    things: int
    href: str


@dataclass(frozen=True)
class NamedView:
    """A thing that was named: what it is, its other names, and the questions that take it."""

    thing: Link
    names: tuple[str, ...]
    description: str
    questions: tuple[Link, ...]


@dataclass(frozen=True)
class SearchPage:
    """All that the page shows. `grid`: the first rows of the answer; `unused`: names that were read and not
    used, `unread`: the other words that did nothing; `spoken`: lines of the plans, None when the server has
    not their texts.
    """

    line: str
    cut: bool
    asked: Asked
    grid: Grid | None
    slots: tuple[SlotView, ...]
    unused: tuple[SlotView, ...]
    unread: tuple[str, ...]
    doubt: tuple[DoubtView, ...]
    named: tuple[NamedView, ...]
    hits: tuple[Link, ...]
    nearest: tuple[Link, ...]
    compare: Link | None
    whole: str
    empty: NoRows | None
    told: AnswerView | None = None
    cited: AnswerView | None = None
    in_words: tuple[InWords, ...] = ()
    spoken: tuple[SpokenLine, ...] | None = None
    past: int = 0


def show_line(library: Library, asked: Asked, cut: bool, lines: PlanLines | None = None) -> SearchPage:
    """What was asked and answered, with the links that change it. `cut`: the line was too long;
    `lines`: those of the plans, where the server has their texts.
    """
    reading, table, intent = asked.reading, asked.table, asked.reading.intent
    plans = intent.values_of("plan") if intent and intent.question == "inhoud" else ()
    library.know(_things(reading))
    nothing = asked.answer.emptiness if asked.answer else None
    unused = [slot for slot in reading.slots if intent and not slot.pairs]
    sorting = Sorting(asked.question, intent.address) if asked.question and intent else None
    return SearchPage(
        line=reading.text,
        cut=cut,
        asked=asked,
        grid=make_grid(library, table, most=MOST_ROWS, sorting=sorting) if table else None,
        slots=tuple(_slot(library, reading, slot) for slot in reading.slots if intent and slot.pairs),
        unused=tuple(_slot(library, reading, slot) for slot in unused),
        unread=tuple(word for word in reading.unread if all(word != slot.said for slot in unused)),
        doubt=tuple(_doubt(library, reading, doubt) for doubt in reading.doubt),
        named=tuple(_named(reading.text, item) for item in asked.named),
        hits=tuple(_thing(thing) for thing in asked.hits),
        nearest=tuple(
            Link(q.question, address_of(reading.text, _as_question(reading, q.name))) for q in asked.nearest
        ),
        compare=Link("Open de vergelijking", COMPARE(query=[("plan", plan) for plan in plans]))
        if len(plans) == _PAIR
        else None,
        whole=QUESTION(intent.question, query=intent.address) if intent else "",
        empty=show_empty(library, nothing) if nothing else None,
        told=show_answer(library, asked.answer) if asked.answer else None,
        cited=show_answer(library, asked.cited) if asked.cited else None,
        in_words=put_in_words(library, asked.answer) if asked.answer else (),
        spoken=find_spoken(library, lines, asked) if lines else None,
        past=count_past(library, table, intent) if table and intent else 0,
    )


def address_of(line: str, intent: Intent) -> str:
    """Where a reading stands that a person can choose for a line."""
    return SEARCH(query=[("q", line), ("vraag", intent.question), *intent.address])


def _as_question(reading: Reading, name: str) -> Intent:
    """What was read, as another question."""
    return replace(reading.intent, question=name) if reading.intent else Intent(name)


def _things(reading: Reading) -> Iterable[str]:
    pairs = (pair for slot in reading.slots for pair in slot.pairs)
    doubts = (pair for doubt in reading.doubt for pair in doubt.intent.pairs)
    for key, value in (*pairs, *doubts):
        yield name_value(None, key.removeprefix(NOT), value)[1]


def _named(line: str, item: Described) -> NamedView:
    questions = (
        Link(question.question, address_of(line, Intent(question.name, tuple(values.items()))))
        for question, values in item.questions[:_MOST_OTHERS]
    )
    return NamedView(_thing(item.thing), item.names, item.description, tuple(questions))


def _slot(library: Library, reading: Reading, slot: Slot) -> SlotView:
    if not slot.pairs:
        named = [_thing(slot.thing)] if slot.thing else []
        return SlotView(slot.said, "", tuple(named), 0, False, "", ())
    assert reading.intent is not None
    key, pairs = _as_told(slot.pairs)
    left = tuple(pair for pair in reading.intent.pairs if pair not in slot.pairs)
    every = list({value.text: value for value in (_value(library, *pair) for pair in pairs)}.values())
    values = tuple(every[:_MOST_VALUES])
    others = slot.others[:_MOST_OTHERS]
    return SlotView(
        slot.said,
        tell_key(key.removeprefix(NOT)),
        values,
        max(0, len(every) - _MOST_VALUES),
        slot.excludes,
        address_of(reading.text, replace(reading.intent, pairs=left)),
        tuple(_other(reading, slot, other) for other in others),
    )


def _as_told(pairs: Pairs) -> tuple[str, Pairs]:
    """The key and pairs of a slot as they are told: from one year up to the same is in that year."""
    values = dict(pairs)
    if tuple(values) != tuple(MOMENTS):
        return pairs[0][0], pairs
    first, last = values.values()
    if first == last:
        return "in", ((pairs[0][0], first),)
    return pairs[0][0], ((pairs[0][0], f"{first} tot en met {last}"),)


def _value(library: Library, key: str, value: str) -> Link:
    text, iri = name_value(library, key.removeprefix(NOT), value)
    return Link(text, page_of(iri) if iri else "")


def _other(reading: Reading, slot: Slot, other: Thing) -> Link:
    """The same line with the other meaning in the place of this one."""
    assert reading.intent is not None
    kind = KIND_NAMES.get(other.kind, other.kind)
    if slot.thing and other.kind == slot.thing.kind and slot.pairs[0][0].removeprefix(NOT) == other.kind:
        pairs = _exchanged(reading.intent.pairs, slot.pairs, (slot.pairs[0][0], other.slug))
        return Link(other.name, address_of(reading.text, replace(reading.intent, pairs=pairs)), kind)
    return Link(other.name, SEARCH(query={"q": other.name}), kind)


def _exchanged(pairs: Pairs, old: Sequence[tuple[str, str]], new: tuple[str, str]) -> Pairs:
    return tuple(dict.fromkeys(new if pair in old else pair for pair in pairs))


def _doubt(library: Library, reading: Reading, doubt: Doubt) -> DoubtView:
    question = library.answers.questions[doubt.intent.question].question
    told = (
        f"{'zonder ' if key.startswith(NOT) else ''}{tell_key(key.removeprefix(NOT))} "
        f"{name_value(library, key.removeprefix(NOT), value)[0]}"
        for key, value in doubt.intent.pairs[:_MOST_VALUES]
    )
    return DoubtView(question, ", ".join(told), doubt.things, address_of(reading.text, doubt.intent))


def _thing(thing: Thing) -> Link:
    plan = iris.plan_of(thing.iri)
    kind = KIND_NAMES.get(thing.kind, thing.kind)
    return Link(thing.name, page_of(thing.iri), f"{kind}, {plan}" if plan and thing.kind != "plan" else kind)
