"""The answer itself where more is asked than what there is: who, when, how much, which law, whether.

The columns that say it stand in the header of the question; each is told with the lines of the plan.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts.fact_store import Page
from ..words import iris
from ..words.values import Row
from .case import Case
from .dutch import spell_date, spell_decimal, spell_number, spell_quarter, spell_span
from .intent import Form
from .said import Said, Sentence, Writer
from .sentences import write_list

ASPECTS = {Form.WHO: "wie", Form.WHEN: "wanneer", Form.HOW_MUCH: "hoeveel", Form.LAW: "wet"}
_MOST_TOLD, _MOST_LINES = 4, 3
_QUARTER = re.compile(r"\d{4}-Q[1-4]")
# Columns whose value needs no name before it, and those of a year.
_BARE = (
    "waarde",
    "eenheid",
    "grens",
    "planning",
    "naam",
    "lid_naam",
    "gemeente_naam",
    "rechtsgrond",
    "grond",
)
_YEARS = ("jaar", "streefjaar", "gemeten_jaar")
_PLAIN_YEARS = ("begin", "einde")
# Columns whose values are words, and a unit that goes without saying.
_WORDS, _NO_UNIT = ("planning", "eenheid"), "aantal"
# What says of a number that it is a bound, and the columns of a span of time.
_BOUND, _SPAN = "grens", ("van", "tot")
# The law of an instrument is no word of the plan.
_BY_LAW = "volgens de wet: "


def write_aspect(case: Case, page: Page) -> Sentence:
    """What is asked of the things, each with its lines; the list where no column says it. `page`: the first
    rows, those of current plans first.
    """
    aspect = ASPECTS.get(case.intent.form, "")
    columns = case.phrasing.aspects.get(aspect, ())
    told = list(_told(case, page.rows, columns)) if columns else []
    if not told:
        return write_list(case)
    writer = case.writer
    if case.intent.form is Form.LAW and columns == ("rechtsgrond",):
        writer.say(_BY_LAW)
    for number, (_, pieces) in enumerate(told[:_MOST_TOLD]):
        writer.say("; " if number else "")
        writer.pieces.extend(pieces)
    if (others := case.ranking.total - len({thing for thing, _ in told[:_MOST_TOLD]})) > 0:
        writer.say(f"; nog {spell_number(others)} {case.phrasing.call(others)}", pairs=case.intent.address)
    return writer.say(".").sentence


def write_whether(case: Case) -> Sentence:
    """Yes, with what there is, where its being there is a yes and it is so now; else what there is. That
    there is nothing is told elsewhere, and is not no.
    """
    first, *others = write_list(case)
    if not case.phrasing.confirms or not case.ranking.now:
        return (first, *others)
    text = first.text if first.thing or first.text[:1].isdigit() else first.text[:1].lower() + first.text[1:]
    return (Said("Ja: "), replace(first, text=text), *others)


def _told(case: Case, rows: Sequence[Row], columns: Sequence[str]) -> Iterator[tuple[str, list[Said]]]:
    """What rows say in these columns, each once: (the thing, the pieces of what is said)."""
    headings, seen = case.question.columns, set[tuple[str, ...]]()
    for row in rows:
        texts = ((name, row[name].text) for name in columns if row[name].text.lower() not in ("", _NO_UNIT))
        values = [_spell(headings[name], name, text) for name, text in texts]
        if columns == _SPAN and any(row[name].text for name in _SPAN):
            values = [spell_span(*(row[name].text for name in _SPAN))]
        if bound := row[_BOUND].text if _BOUND in columns else "":  # it says of the number before it
            values = [f"{bound} {values[0]}", *(value for value in values[1:] if value != bound)]
        thing = row[case.phrasing.thing]
        key = (thing.value, *values)
        if not values or key in seen:
            continue
        seen.add(key)
        writer = case.writer.name(thing.value).say(f": {_join(values)}")
        _say_lines(writer, case, row)
        yield thing.value, writer.pieces


def _spell(heading: str, column: str, value: str) -> str:
    value = value.replace("; ", ", ")
    if column in _YEARS:
        return f"in {value}"
    if column in _PLAIN_YEARS:
        return f"{heading.lower()} {value}"
    if column in _WORDS:
        value = value[:1].lower() + value[1:]
    if _QUARTER.fullmatch(value):
        return f"in {spell_quarter(value)}"
    told = spell_date(spell_decimal(value))
    return told if column in _BARE else f"{heading.lower()} {told}"


def _join(values: Sequence[str]) -> str:
    """Values one after another; what has a name before it, or is a quarter, after a comma."""
    told = values[0]
    for value in values[1:]:
        follows = " " not in value or (value.startswith("in ") and not value.startswith("in het "))
        told += f"{' ' if follows else ', '}{value}"
    return told


def _say_lines(writer: Writer, case: Case, row: Row) -> None:
    """Add where it stands: "(Dalfsen 2023-2026, regel 463)"."""
    plan, lines = row["plan"].value, row["regels"].value.split("; ")[:_MOST_LINES]
    if not plan:
        return
    writer.say(" (").name(plan)
    for number, part in enumerate(line for line in lines if line):
        first, _, last = part.partition("-")
        if not first.isdecimal():
            break
        word = "" if number else f"regel{'s' if last or len(lines) > 1 else ''} "
        writer.say(f", {word}").say(part, iris.passage(iris.slug(plan), int(first), int(last or first)))
    writer.say(")")
