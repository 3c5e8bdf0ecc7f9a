"""The answer itself where more is asked than what there is: who, when, how much, which law, whether.

The columns that say it stand in the header of the question; each is told with the lines of the plan.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...facts.constraints import MOMENTS
from ...words.values import Row
from ..case import MOST_READ, PLAN, PLANNED, Case, is_yet_to_come
from ..dutch import go_on, spell_date, spell_decimal, spell_number, spell_quarter, spell_span
from ..intent import Form
from ..said import Said, Sentence, Writer, lines_in
from .overdue import PASSED, PASSED_TOO, find_overdue
from .own_things import tells_states
from .sentences import write_list

ASPECTS = {Form.WHO: "wie", Form.WHEN: "wanneer", Form.HOW_MUCH: "hoeveel", Form.LAW: "wet"}
_MOST_TOLD, _MOST_LINES, _MOST_VALUES = 4, 3, 10
# Where the things that come first are told, and so many rows are read for them.
_FIRST_COME, _FEW = (Form.WHO, Form.LAW), 20
_MANY_PLACES = 12
_NUMBER = re.compile(r"(?:\D+ )?-?\d")
_YEAR, _ANY_YEAR = re.compile(r"\d{4}"), re.compile(r"\b(?:19|20)\d\d\b")
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
    "richting",
)
_YEARS = ("jaar", "streefjaar", "gemeten_jaar")
_PLAIN_YEARS = ("begin", "einde")
# Columns whose values are words, and a unit that goes without saying.
_WORDS, _NO_UNIT = ("planning", "eenheid"), ("aantal", "rangnummer")
# What says of a number that it is a bound, and the columns of a span of time.
_BOUND, _SPAN, _FROM_TO = "grens", ("van", "tot"), ("begin", "einde")
# What says that a number is aimed at, not found.
KIND, TARGET = "soort", "streefwaarde"
_NOT_KNOWN = "op een dag die niet in de graaf staat"
_PLANNING, _VALUE, _NO_NUMBER = "planning", "waarde", "zonder getal erbij: "
# The law of an instrument is no word of the plan.
_BY_LAW = "volgens de wet: "


def write_aspect(case: Case) -> Sentence:
    """What is asked of the things, each with its lines; the list where no column says it."""
    aspect = ASPECTS.get(case.intent.form, "")
    columns = case.phrasing.aspects.get(aspect, ())
    told, is_whole = _read_told(case, columns) if columns else ([], True)
    if not told:
        return write_list(case)
    if case.intent.form is Form.HOW_MUCH and _VALUE in columns:
        counted = [one for one in told if any(map(_NUMBER.match, one.values))]
        told = counted or told
    if case.intent.form is Form.WHEN:
        told.sort(key=lambda one: (_goes_on(case, one), _farness(case, one)))
    later = {one.thing for one in told if _goes_on(case, one)}
    told = told[:_MOST_TOLD]
    told = told if is_whole else _completed(case, told, columns)
    case.names.know(named for one in told for named in (one.thing, one.plan))
    writer, passed = case.writer, find_overdue(case, [one.thing for one in told])
    others = case.ranking.total - len({one.thing for one in told})
    if are_examples := others > 0 and _is_of_many_places(case):
        writer.pieces += [*write_list(case), Said(" Bijvoorbeeld: ")]
    elif _is_of_the_past(case):
        writer.say("in afgelopen plannen: ")
    if case.intent.form is Form.LAW and columns == ("rechtsgrond",):
        writer.say(_BY_LAW)
    if case.intent.form is Form.HOW_MUCH and _VALUE in columns and not counted and not case.has_more:
        writer.say(_NO_NUMBER)
    for number, one in enumerate(told):
        writer.say("; " if number else "")
        if one.thing in later and not any(before.thing in later for before in told[:number]):
            writer.say(f"na {_last_asked(case)} nog gaande: ")
        _say_told(writer, case, one)
        if one.thing in passed:
            writer.say(PASSED_TOO if any(before.thing in passed for before in told[:number]) else PASSED)
    left = later - {one.thing for one in told}
    if others > 0 and not are_examples:
        writer.say(f"; nog {spell_number(others)} {case.phrasing.call(others)}", pairs=case.intent.address)
        if left and not case.has_more:
            go = "nog gaande is" if len(left) == 1 else "nog gaande zijn"
            writer.say(f", waarvan {spell_number(len(left))} na {_last_asked(case)} {go}")
    return writer.say(".").sentence


def _is_of_many_places(case: Case) -> bool:
    """Whether a few things told one by one are examples, and no answer; a figure is told as it stands."""
    return case.intent.form is not Form.HOW_MUCH and case.scope.municipalities > _MANY_PLACES


def _is_of_the_past(case: Case) -> bool:
    """Whether all that is told stands in plans that have ended, which nobody asked for by name."""
    ranking, is_figure = case.ranking, case.intent.form is Form.HOW_MUCH  # that is told with its year
    is_named = not case.scope.is_current or case.given(PLAN, *MOMENTS) or case.phrasing.thing == PLAN
    return ranking.total > 0 and not (ranking.now or ranking.coming or is_named or is_figure)


def write_whether(case: Case, only_named: bool = False) -> Sentence:
    """Yes, with what there is, where its being there is a yes and it is so now; else what there is. That
    there is nothing is told elsewhere, and is not no. `only_named`: a plan is known only to name the theme.
    """
    first, *others = write_list(case)
    yes = _is_it_so(case)
    if not yes or not case.phrasing.confirms or not case.ranking.now or only_named:
        return (first, *others)
    text = first.text if first.thing or first.text[:1].isdigit() else go_on(first.text)
    return (Said(yes), replace(first, text=text), *others)


def _is_it_so(case: Case) -> str:
    """Yes; not yet, where an instrument was asked for that all measures have yet to bring in; "" where all of
    them are planned, for it may be there already.
    """
    things = case.things[: case.count]
    if not case.given("instrument") or len(things) < case.count or not tells_states(case):
        return "Ja: "
    if all(is_yet_to_come(case.names.name(thing), case.state_of(thing)) for thing in things):
        return "Nog niet: "
    return "" if all(case.state_of(thing) == PLANNED for thing in things) else "Ja: "


@dataclass
class _Told:
    """What one plan says of a thing: its values in the order of the rows, and the lines of them."""

    thing: str
    plan: str
    values: list[str]
    lines: list[str]


def _told(case: Case, rows: Sequence[Row], columns: Sequence[str]) -> Iterator[_Told]:
    """What rows say in these columns, each value once, those of one thing in one plan together."""
    found: dict[tuple[str, str], _Told] = {}
    for row in rows:
        value = _value_of(case, row, columns)
        if not value:
            continue
        thing, plan = row[case.phrasing.thing].value, row["plan"].value
        one = found.setdefault((thing, plan), _Told(thing, plan, [], []))
        if value not in one.values:
            one.values.append(value)
            one.lines += [part for part in lines_in(row["regels"].text) if part not in one.lines]
    yield from found.values()


def _read_told(case: Case, columns: Sequence[str]) -> tuple[list[_Told], bool]:
    """What the rows say in these columns, and whether that is all they say: where the first that say it are
    told, whatever others say, no more are read than those are in.
    """
    if case.intent.form in _FIRST_COME:
        some = case.first_rows(_FEW)
        told = list(_told(case, some.rows, columns))
        if len(told) >= _MOST_TOLD or some.total <= len(some.rows):
            return told, some.total <= len(some.rows)
    return list(_told(case, case.rows, columns)), not case.has_more


def _completed(case: Case, told: list[_Told], columns: Sequence[str]) -> list[_Told]:
    """The same things with all that is said of them, where not all rows were read."""
    where = {case.phrasing.thing: tuple(one.thing for one in told)}
    rows = case.facts.page(case.question.name, case.constraints, MOST_READ, where=where).rows
    every = {(one.thing, one.plan): one for one in _told(case, rows, columns)}
    return [every.get((one.thing, one.plan), one) for one in told]


def _value_of(case: Case, row: Row, columns: Sequence[str]) -> str:
    """What one row says, "" for nothing; of a target that it is one."""
    headings = case.question.columns
    texts = [(name, row[name].text) for name in columns if row[name].text.lower() not in ("", *_NO_UNIT)]
    if columns == _SPAN and any(row[name].text for name in _SPAN):
        return spell_span(*(row[name].text for name in _SPAN))
    years = [text for name, text in texts if name in _FROM_TO and _YEAR.fullmatch(text)]
    if len(years) == len(_FROM_TO) or (years and columns[0] not in _FROM_TO):
        texts = [(name, text) for name, text in texts if name not in _FROM_TO]
        span = spell_span(f"{years[0]}-01-01", f"{years[-1]}-12-31")
        values = [*(_spell(headings[name], name, text) for name, text in texts), span]
    else:
        values = [_spell(headings[name], name, text) for name, text in texts]
    if columns[0] != _PLANNING and _PLANNING in columns and texts and texts[-1][0] == _PLANNING:
        values[-1] = f"{_PLANNING} {values[-1]}"
    if values and (bound := row[_BOUND].text if _BOUND in columns else ""):  # it says of the number before it
        values = [f"{bound} {values[0]}", *(value for value in values[1:] if value != bound)]
    asked_first = bool(texts) and texts[0][0] == columns[0]
    if values and case.intent.form is Form.WHEN and len(columns) > 1 and not asked_first:
        values.insert(0, f"{headings[columns[0]].lower()} {_NOT_KNOWN}")
    if values and KIND in headings and row[KIND].text == TARGET:
        values[0] = f"{TARGET} {values[0]}"
    return _join(values) if values else ""


def _farness(case: Case, one: _Told) -> int:
    """How much wider a value is than the time that is asked for: 0 for one within it."""
    asked = {item.values[0][:4] for item in case.constraints.given if item.key in MOMENTS}
    years = {int(year) for value in one.values for year in _ANY_YEAR.findall(value)}
    if not asked or not years:
        return 1 if asked else 0
    return 0 if {str(year) for year in years} <= asked else 2 if max(years) - min(years) > 1 else 1


def _last_asked(case: Case) -> str:
    """The last year of the time that it is asked of what ends in it, "" when that is open or not asked."""
    asked = [item.values[0][:4] for item in case.constraints.given if item.key == _SPAN[-1]]
    return asked[0] if asked and case.intent.form is Form.WHEN else ""


def _goes_on(case: Case, one: _Told) -> bool:
    """Whether something goes on after the time that is asked for: then it only overlaps that time."""
    last = _last_asked(case)
    return bool(last) and any(year > last for value in one.values for year in _ANY_YEAR.findall(value))


def _say_told(writer: Writer, case: Case, one: _Told) -> None:
    writer.name(one.thing).say(": ")
    shown, others = one.values[:_MOST_VALUES], len(one.values[_MOST_VALUES:])
    is_plain = all("," not in value for value in shown)
    writer.say((", " if is_plain else "; ").join(shown)).say(
        f" en nog {spell_number(others)}" if others else ""
    )
    say_lines(writer, one.plan, one.lines)


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
    told = spell_date(value if column in _WORDS else spell_decimal(value))  # `2025` is a year
    return told if column in _BARE else f"{heading.lower()} {told}"


def _join(values: Sequence[str]) -> str:
    """Values one after another; what has a name before it, or is a quarter, after a comma."""
    told = values[0]
    for value in values[1:]:
        follows = " " not in value or (value.startswith("in ") and not value.startswith("in het "))
        told += f"{' ' if follows else ', '}{value}"
    return told


def say_lines(writer: Writer, plan: str, lines: Sequence[str]) -> None:
    """Add where it stands: "(Dalfsen 2023-2026, regel 463)"."""
    if not plan:
        return
    writer.say(" (").name(plan).say_lines(plan, lines[:_MOST_LINES], ", ").say(")")
