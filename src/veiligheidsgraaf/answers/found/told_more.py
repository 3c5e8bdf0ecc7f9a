"""What a thing that is asked for by name does, told with its lines: that it is there tells too little."""

from collections.abc import Mapping

from ...words.values import Row
from ..case import Case
from ..intent import Form
from ..said import Sentence, lines_in
from .aspects import say_lines

_WHAT = "wat"
# So many are told in full, so many by the first column alone, of so many plans.
_MOST_TOLD, _MOST_SHORT, _MOST_PLANS = 4, 8, 2

# What is told -> plan and lines.
Told = Mapping[tuple[str, str, str], list[str]]


def find_more(case: Case) -> Told:
    """(thing, plan, words) -> lines of what is said of a thing that is asked for by name; empty where
    no column tells it, or there is too much.
    """
    columns = case.phrasing.aspects.get(_WHAT, ())
    is_asked = case.intent.form in (Form.LIST, Form.WHETHER) and case.given(case.phrasing.thing)
    if not columns or not is_asked or case.ranking.total > 1 or not case.ranking.now or case.has_more:
        return {}
    told = _read(case, columns)
    if len(told) > _MOST_TOLD:
        told = _read(case, columns[:1])
    return told if len({plan for _, plan, _ in told}) <= _MOST_PLANS and len(told) <= _MOST_SHORT else {}


def _read(case: Case, columns: tuple[str, ...]) -> Told:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in case.rows:
        if said := _words_of(row, columns):
            key = row[case.phrasing.thing].value, row["plan"].value, said
            lines = found.setdefault(key, [])
            lines += [part for part in lines_in(row["regels"].text) if part not in lines]
    return found


def write_more(case: Case, told: Told) -> Sentence:
    """What is said of each thing, with where it stands."""
    writer = case.writer
    if case.intent.form is Form.WHETHER and case.phrasing.confirms:
        writer.say("ja: ")
    before = ""
    for number, ((thing, plan, said), lines) in enumerate(told.items()):
        writer.say("; " if number else "")
        if thing != before:
            writer.name(thing).say(": ")
        writer.say(said)
        say_lines(writer, plan, lines)
        before = thing
    return writer.say(".").sentence


def _words_of(row: Row, columns: tuple[str, ...]) -> str:
    """What a row says: the first column, and the others in brackets."""
    first, *others = (row[column].text.replace("; ", ", ").rstrip(".") for column in columns)
    more = ", ".join(f"{text[:1].lower()}{text[1:]}" for text in others if text)
    return f"{first} ({more})" if first and more else first or more
