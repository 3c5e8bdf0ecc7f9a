"""What changed between two plans of what is asked: stayed, moved, came, went.

Whole plans are compared as `compare` does. Narrowed to a theme, partner or whatever else, the things of each
plan that meet all of it are laid beside each other; of what came or went it is told how much stands elsewhere
in the other plan, for that has neither come to that plan nor left it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...facts.grain import THEME
from ...words import iris
from ..answers import Answers
from ..case import PLAN, Case
from ..compare import KINDS, MOST_ROWS, Comparison, Entry, compare
from ..dutch import PLURALS, spell_number
from ..said import Said, Sentence, Writer
from .phrases import say_others, say_topic, topic_of
from .priorities import QUESTION as PLACED
from .priorities import say_priorities
from .remaining import in_narrower, still_named
from .sentences import write_list

_TWO, _MOST_NAMED = 2, 3
# The column of a question about all that is in a plan.
_ANYTHING = "ding"
# What is said of things of one municipality, and of things of two.
_PASSED = {
    "both": "gebleven",
    "moved": "nu onder een ander thema",
    "was_within": "eerder onder een ander thema",
    "narrower": "nu alleen in nauwere thema's",
    "was_narrower": "eerder alleen in nauwere thema's",
    "named": "alleen nog genoemd",
    "only_second": "gekomen",
    "only_first": "gegaan",
}
# The same where something else than a theme is asked for.
_PASSED_BY = {"moved": "nu elders in het plan", "was_within": "eerder elders in het plan"}
_BESIDE_BY = {"moved": "in {second} elders", "was_within": "in {first} elders"}
_BESIDE = {
    "both": "in beide",
    "moved": "in {second} onder een ander thema",
    "was_within": "in {first} onder een ander thema",
    "narrower": "in {second} alleen in nauwere thema's",
    "was_narrower": "in {first} alleen in nauwere thema's",
    "named": "in {second} alleen genoemd",
    "only_second": "alleen in {second}",
    "only_first": "alleen in {first}",
}


@dataclass(frozen=True)
class _Part:
    """Things (IRIs) of one status."""

    status: str
    things: Sequence[str]


def write_changed(answers: Answers, case: Case) -> Sentence:
    """What stayed, moved, came and went from the first of two plans to the second; the list when there are no
    two, or what is asked are things of which no plan says that they go on from another.
    """
    plans = [iris.slug(plan) for plan in case.given(PLAN)]
    if len(plans) != _TWO or case.constraints.current_on or case.constraints.reach:
        return write_list(case)
    if all(item.key == PLAN for item in case.constraints.given) and not case.constraints.holding:
        if case.question.name == PLACED:
            return _tell_priorities(answers, case, sorted(plans))
        beside = compare(answers, *plans)
        kind = case.phrasing.thing if case.phrasing.thing in KINDS else THEME
        writer = case.writer.say(PLURALS[kind])
        parts = _parts_of(beside, kind)
        return _tell(
            case, beside, writer, _without_remaining(case, beside, parts) if kind == THEME else parts
        )
    column = _column_of(case)
    if column not in (*KINDS, _ANYTHING):
        return write_list(case)
    beside = compare(answers, *plans)
    parts = _narrowed_parts(case, beside, column)
    if not any(part.things for part in parts):
        return write_list(case)
    return _tell(case, beside, _say_what(case, column), parts)


def _column_of(case: Case) -> str:
    """The column whose things may pass: what is counted, or the themes of a thing that was named itself."""
    if case.given(case.phrasing.thing):
        grain = case.facts.grains[case.question.name]
        return THEME if THEME in grain.variables and not case.given(THEME) else ""
    return case.phrasing.thing


def _parts_of(beside: Comparison, kind: str) -> list[_Part]:
    of = [entry for entry in beside.entries if entry.kind == kind]
    return [_Part(status, [entry.iri for entry in of if entry.status == status]) for status in _PASSED]


def _narrowed_parts(case: Case, beside: Comparison, column: str) -> list[_Part]:
    """The things of either plan that meet all that is asked, by what became of them."""
    earlier, later = (_things_in(case, plan, column) for plan in (beside.first, beside.second))
    origin = {entry.iri: entry.earlier for entry in beside.entries if entry.earlier}
    before = set(earlier)
    stayed = [thing for thing in later if origin.get(thing, thing) in before]
    came = [thing for thing in later if origin.get(thing, thing) not in before]
    carried = {origin.get(thing, thing) for thing in stayed}
    went = [thing for thing in earlier if thing not in carried]
    known, still = _held(beside.entries, first=True), _held(beside.entries, first=False)
    from_elsewhere = [thing for thing in came if origin.get(thing, thing) in known]
    to_elsewhere = [thing for thing in went if thing in still]
    return [
        _Part("both", stayed),
        _Part("moved", to_elsewhere),
        _Part("was_within", from_elsewhere),
        _Part("only_second", [thing for thing in came if thing not in from_elsewhere]),
        _Part("only_first", [thing for thing in went if thing not in to_elsewhere]),
    ]


def _without_remaining(case: Case, beside: Comparison, parts: Sequence[_Part]) -> list[_Part]:
    """The same, with themes told apart that the other plan has as narrower ones, or names."""
    themes = [entry for entry in beside.entries if entry.kind == THEME]
    by_status = {part.status: list(part.things) for part in parts}
    came, went = by_status["only_second"], by_status["only_first"]
    before = in_narrower(case.facts, came, {entry.iri for entry in themes if entry.first_lines})
    after = in_narrower(case.facts, went, {entry.iri for entry in themes if entry.second_lines})
    named = still_named(case.facts, [theme for theme in went if theme not in after], beside.second)
    by_status["only_second"] = [theme for theme in came if theme not in before]
    by_status["only_first"] = [theme for theme in went if theme not in (*after, *named)]
    by_status |= {"narrower": after, "was_narrower": before, "named": named}
    return [_Part(status, by_status[status]) for status in _PASSED]


def _tell_priorities(answers: Answers, case: Case, plans: Sequence[str]) -> Sentence:
    """Which priorities stayed, came and went; `plans`: two slugs, of one municipality the earlier first."""
    first, second = plans
    of = case.names.things.municipalities_of([iris.thing("plan", plan) for plan in plans])
    beside = Comparison(first, second, len(set(of.values())) == 1, ())
    writer = case.writer.say("prioriteiten")
    _say_plans(writer, beside)
    say_priorities(answers, writer, first, second, beside.same_municipality)
    return writer.say(".").sentence


def _things_in(case: Case, plan: str, column: str) -> list[str]:
    pairs = (*(pair for pair in case.intent.pairs if pair[0] != PLAN), (PLAN, plan))
    constraints = replace(case.read(pairs), holding=case.constraints.holding)
    found = case.spreads.rank(case.question.name, constraints, column, MOST_ROWS)
    return [ranked.value for ranked in found.first]


def _held(entries: Sequence[Entry], first: bool) -> set[str]:
    """What one of the plans speaks of at all: what it has, and what the other carries on from it."""
    held = [entry for entry in entries if (entry.first_lines if first else entry.second_lines)]
    if first:
        return {entry.earlier or entry.iri for entry in held}
    return {thing for entry in held for thing in (entry.iri, entry.earlier) if thing}


def _say_what(case: Case, column: str) -> Writer:
    """What the things are, with all that they are narrowed by: "partners die werken aan ondermijning"."""
    phrasing, constraints = case.phrasing, case.constraints.without(PLAN)
    writer = case.writer
    if column != phrasing.thing:
        writer.say(f"{PLURALS[column]} met ").list_names(case.given(phrasing.thing), "of")
    else:
        writer.say(phrasing.many)
    if topic := topic_of(constraints, phrasing.thing):
        *verb, preposition = phrasing.about[1].split()
        writer.say(f" die {' '.join(verb)}")
        say_topic(writer, topic, preposition)
    say_others(writer, constraints, phrasing.thing, case.scope)
    return writer.say(",")


def _tell(case: Case, beside: Comparison, writer: Writer, parts: Sequence[_Part]) -> Sentence:
    first, second = _say_plans(writer, beside)
    names = {"first": case.names.name(first), "second": case.names.name(second)}
    words = _PASSED if beside.same_municipality else _BESIDE
    if case.constraints.without(PLAN).given and topic_of(case.constraints) is None:
        words = words | (_PASSED_BY if beside.same_municipality else _BESIDE_BY)
    told = [_tell_part(case, part, words[part.status].format(**names)) for part in parts if part.things]
    return writer.list_pieces(told or [[Said("niets")]]).say(".").sentence


def _say_plans(writer: Writer, beside: Comparison) -> tuple[str, str]:
    first, second = (iris.thing("plan", slug) for slug in (beside.first, beside.second))
    between = ("van", "naar") if beside.same_municipality else ("in", "en")
    writer.say(f" {between[0]} ").name(first).say(f" {between[1]} ").name(second).say(": ")
    return first, second


def _tell_part(case: Case, part: _Part, word: str) -> list[Said]:
    things = part.things
    writer = case.writer.say(f"{spell_number(len(things))} {word}")
    if part.status == "both":
        return writer.pieces
    writer.say(" (").list_names(things[:_MOST_NAMED], others=len(things[_MOST_NAMED:]))
    return writer.say(")").pieces
