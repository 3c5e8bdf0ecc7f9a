"""What was aimed at and whether it was reached, of a few figures: each target with its year, told once."""

from collections.abc import Sequence

from ...words import iris
from ...words.values import Row
from ..case import Case
from ..dutch import spell_decimal
from ..intent import Form
from ..said import Sentence, Writer, lines_in
from .aspects import say_lines

_TARGET, _YEAR, _BASE, _FOUND, _FOUND_IN = (
    "streefwaarde",
    "streefjaar",
    "nulmeting",
    "gemeten",
    "gemeten_jaar",
)
_UNKNOWN, _MOST_TOLD = "onbekend", 3


def is_of_targets(case: Case) -> bool:
    """Whether it is asked of a few figures that have a target."""
    return (
        case.intent.form in (Form.LIST, Form.WHETHER, Form.HOW_MUCH)
        and _TARGET in case.question.columns
        and 0 < case.ranking.total <= _MOST_TOLD
        and bool(case.rows)
    )


def write_targets(case: Case) -> Sentence:
    """Per figure what was aimed at, from what, and what came of it."""
    by_thing: dict[str, list[Row]] = {}
    for row in case.rows:
        by_thing.setdefault(row[case.phrasing.thing].value, []).append(row)
    case.names.know(by_thing)
    writer = case.writer
    for number, (thing, rows) in enumerate(by_thing.items()):
        writer.say("; " if number else "").name(thing).say(": ")
        _say_target(writer, case, rows)
    return writer.say(".").sentence


def _say_target(writer: Writer, case: Case, rows: Sequence[Row]) -> None:
    aims = [f"{spell_decimal(row[_TARGET].text)} in {row[_YEAR].text}" for row in rows]
    writer.say(f"{_TARGET} {', '.join(dict.fromkeys(aims))}")
    if base := rows[0][_BASE].text:
        writer.say(f", {_BASE} {spell_decimal(base)}")
    last = rows[-1]
    if found := last[_FOUND].text:
        writer.say(f", {_FOUND} {spell_decimal(found)} in {last[_FOUND_IN].text}")
    states = dict.fromkeys(row[case.phrasing.split_by].text for row in rows)
    told = " en ".join(case.phrasing.split[state] for state in states if state in case.phrasing.split)
    writer.say(f": {told}" if told else "")
    lines = dict.fromkeys(part for row in rows for part in lines_in(row["regels"].text))
    say_lines(writer, _plan_of(rows[0], case), list(lines))


def _plan_of(row: Row, case: Case) -> str:
    plan = iris.plan_of(row[case.phrasing.thing].value)
    return iris.thing("plan", plan) if plan else ""
