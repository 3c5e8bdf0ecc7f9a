"""Where plans contradict themselves: both ends of each contradiction, and where either stands."""

from collections.abc import Sequence
from dataclasses import replace

from ...words.values import Row
from ..case import Case
from ..dutch import spell_number
from ..intent import Form
from ..said import Sentence, Writer, lines_in
from .aspects import say_lines
from .sentences import say_subject

_OTHER, _OTHER_NAME, _NAME = "andere", "andere_naam", "naam"
_MOST_TOLD = 6
_FORMS = (Form.LIST, Form.WHETHER, Form.COUNT)


def is_opposed(case: Case) -> bool:
    """Whether it is asked for pairs that contradict each other, few enough to tell each."""
    return (
        _OTHER_NAME in case.question.columns
        and case.intent.form in _FORMS
        and not case.intent.group
        and not case.has_more
        and 0 < len(_of_now(case) or case.rows) <= _MOST_TOLD
    )


def write_opposed(case: Case) -> Sentence:
    """How many pairs, those of current plans each with both its ends. A statement can stand in several."""
    now = _of_now(case)
    told, others = now or case.rows, len(case.rows) - len(now) if now else 0
    counted = replace(case, ranking=replace(case.ranking, now=len(now), total=len(case.rows), coming=0))
    writer = case.writer
    if case.intent.form is Form.WHETHER and now:
        writer.say("ja: ")
    say_subject(writer, counted)
    writer.say(": ")
    for number, row in enumerate(told):
        writer.say("; " if number else "")
        _say_pair(writer, row)
    if others:
        writer.say(f"; nog {spell_number(others)} in afgelopen plannen")
    return writer.say(".").sentence


def _of_now(case: Case) -> Sequence[Row]:
    """The rows of current plans, which stand first."""
    return case.rows[: case.facts.total(case.question.name, case.constraints.now)]


def _say_pair(writer: Writer, row: Row) -> None:
    writer.say(row[_NAME].text, row["uitspraak"].value).say(" tegenover ")
    writer.say(row[_OTHER_NAME].text, row[_OTHER].value)
    say_lines(writer, row["plan"].value, lines_in(row["regels"].text))
