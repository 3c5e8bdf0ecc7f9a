"""Why an answer has nothing: one of three things, never one sentence for all.

A plan is known to be silent, only where its coverage of the Kernbeleid records a theme as not named; or this
reading has nothing and a wider one has; or there is no such plan, or no such kind of fact in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...facts.constraints import CURRENT, MOMENTS, NOT, PERIOD, WORDS, Constraint, Constraints, Reach, slug_of
from ...words import iris
from ...words.parameters import DAY
from ..answers import Answers
from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import join_list, spell_number, within
from ..found.phrases import TOPICS, topic_of
from ..intent import Pairs
from .called_alike import find_called_alike
from .own_place import find_other_holders, find_other_times
from .wider import Wider

_SILENCE, _FIGURES, _PARTNER = "stilte", "indicatoren", "partner"
_COVERAGE, _NOT_NAMED, _MOST_SILENT = "themadekking", "niet-genoemd", 50
# Kinds of fact that may say something where the question that was asked does not, most telling first.
_ELSEWHERE = ("maatregelen", "doelen", "terugblik", "verkenningen", "ontwikkelingen", "fenomenen")
# Keys of things that may have the name of a theme or phenomenon.
_SAME_NAME = ("thema", "fenomeen", "instrument", "doelgroep")
_MOST_WIDER, _MOST_BROADER, _MOST_CALLED, _MOST_PLACES = 6, 4, 4, 4
_MOST_NAMED_SO = 12
_LONGEST = 200


@dataclass(frozen=True)
class Silence:
    """A plan (IRI) of which it is recorded that it does not name a theme of the Kernbeleid, by its name."""

    plan: str
    theme: str
    name: str


@dataclass(frozen=True)
class Emptiness:
    """All that is known of an answer without anything. `absent`: what the graph has not, in sentences."""

    silent: tuple[Silence, ...]
    wider: tuple[Wider, ...]
    absent: tuple[str, ...] = ()


def explain_empty(answers: Answers, case: Case) -> Emptiness:
    """Why a case has nothing. Raises as `Answers.table` does."""
    absent = tuple(_find_absent(case))
    found: list[Wider] = []
    for wider in _candidates(answers, case):
        if wider.things and all(wider.intent != other.intent for other in found):
            found.append(wider)
        if len(found) == _MOST_WIDER:
            break
    return Emptiness(find_silence(answers, case), tuple(found), absent)


def find_silence(answers: Answers, case: Case) -> tuple[Silence, ...]:
    """The plans of a case that are known not to name its theme."""
    themes = case.given("thema")
    if not themes or _SILENCE not in answers.questions:
        return tuple(_silent_on_phenomenon(case))
    places = [(key, slug) for key, slug in case.intent.pairs if key in (PLAN, MUNICIPALITY)]
    if not places and (own := _place_of_body(answers, case)):
        places = [(MUNICIPALITY, own)]
    found: dict[tuple[str, str], Silence] = {}
    for theme in themes:
        asked = {"thema": slug_of("thema", theme)}
        for place in places or [("", "")]:
            rows = answers.rows(_SILENCE, asked | ({place[0]: place[1]} if place[0] else {}))
            for row in rows:
                plan, name = row["plan"].value, row["kernthema"].value
                found[(plan, name)] = Silence(plan, name, row["naam"].value)
    return tuple(found[key] for key in sorted(found))


def _silent_on_phenomenon(case: Case) -> Iterator[Silence]:
    """The same of a phenomenon that a theme of the Kernbeleid names: `Polarisatie en radicalisering`."""
    places = tuple(item for item in case.constraints.given if item.key in (PLAN, MUNICIPALITY))
    asked = [case.names.name(value) for value in case.given("fenomeen")]
    if not asked or _COVERAGE not in case.facts:
        return
    found = (thing for name in asked for thing in case.names.things.called(name, ("thema",), _MOST_NAMED_SO))
    names = {thing: case.names.name(thing) for thing, _ in found}
    said = {name.lower() for name in asked}
    cores = tuple(thing for thing, name in names.items() if said <= set(name.lower().split(" en ")))
    if not cores:
        return
    constraints = Constraints(places, holding=tuple(sorted(cores)), day=case.constraints.day)
    for row in case.facts.page(_COVERAGE, constraints, _MOST_SILENT).rows:
        if row["dekking"].text == _NOT_NAMED:
            yield Silence(row["plan"].value, row["thema"].value, row["naam"].text)


def _find_absent(case: Case) -> Iterator[str]:
    """Plans and kinds of fact that the graph does not have."""
    places = case.given(MUNICIPALITY, PLAN)
    if not case.scope.plans:
        where = " en ".join(case.names.place(place) for place in places)
        when = " dat op die dag loopt" if case.constraints.current_on else ""
        yield f"De graaf heeft geen plan{f' van {where}' if where else ''}{when}."
        return
    given = tuple(item for item in case.constraints.given if item.key in (MUNICIPALITY, PLAN))
    if given:
        whole = Constraints(given, day=case.constraints.day)
        if not case.facts.total(case.question.name, whole):
            where = " en ".join(case.names.place(place) for place in places)
            if case.facts.grains[case.question.name].at_least:
                yield f"Deze vraag legt gemeenten naast elkaar: in {where} alleen is er niets te verbinden."
                return
            yield f"Van {where} heeft de graaf geen {case.phrasing.many}."


def _candidates(answers: Answers, case: Case) -> Iterator[Wider]:
    """Wider readings, nearest first; some have nothing either."""
    yield from _in_own_plans(case)
    yield from _of_its_place(answers, case)
    yield from find_other_holders(case)
    yield from _broader(case)
    yield from _of_the_same_name(case)
    yield from find_called_alike(answers, case)
    yield from _elsewhere(answers, case)
    yield from find_other_times(case)
    yield from _with_less(case)
    yield from _with_words(case)


def _broader(case: Case) -> Iterator[Wider]:
    topic = topic_of(case.constraints)
    if topic is None:
        return
    found = case.names.things.broader_than(topic.values)
    case.names.know(found)
    counted = _count_all(
        case,
        [
            (_replaced(case, topic, topic.key, thing), f"over {case.names.within(thing)}, dat breder is")
            for thing in found
            if iris.kind_of(thing) == topic.key
        ],
    )
    yield from sorted((w for w in counted if w.things), key=lambda wider: wider.things)[:_MOST_BROADER]


def _of_the_same_name(case: Case) -> Iterator[Wider]:
    """What is asked for read as a thing of another kind that is called the same, or after it."""
    asked = [given for given in case.constraints.given if given.key in _SAME_NAME and not given.excludes]
    for item, value in ((given, value) for given in asked for value in given.values):
        kinds = [kind for kind in _SAME_NAME if kind != item.key]
        name = case.names.name(value)
        called = case.names.things.called(name, kinds, _MOST_CALLED)
        case.names.know(thing for thing, _ in called)
        yield from _count_all(
            case,
            [
                (_replaced(case, item, kind, thing), f"met {kind} {within(case.names.name(thing), kind)}")
                for thing, kind in called
            ],
        )


def _elsewhere(answers: Answers, case: Case) -> Iterator[Wider]:
    """The same asked of other kinds of fact."""
    names = [name for name in _ELSEWHERE if name != case.question.name and name in case.facts]
    counted = case.facts.count_things([(name, case.constraints) for name in names])
    for name, things in zip(names, counted, strict=True):
        question = answers.find_question(name)
        told = f"als antwoord op ‘{question.question}’"
        phrasing = question.phrasing or case.phrasing
        yield Wider(told, replace(case.intent, question=name), things, phrasing.call(things), brief="")


def _with_less(case: Case) -> Iterator[Wider]:
    """The same without one of its keys."""
    for key in dict.fromkeys(name for name, _ in case.intent.pairs):
        plain = key.removeprefix(NOT)
        if plain == DAY:
            continue
        pairs = tuple(pair for pair in case.intent.pairs if pair[0] != key)
        if key in (PLAN, MUNICIPALITY):
            yield from _in_other_places(case, pairs)
            continue
        if plain in MOMENTS:
            continue
        told = {PERIOD: "zonder de keuze van plannen van nu", WORDS: "zonder de woorden"}.get(
            plain, f"zonder keuze van {plain}"
        )
        named = (
            "" if plain in (PERIOD, WORDS) else " of ".join(case.names.within(v) for v in case.given(key)[:2])
        )
        yield _count(case, pairs, told, f"zonder ‘{named}’" if named else told)
    timeless = tuple(pair for pair in case.intent.pairs if pair[0].removeprefix(NOT) not in MOMENTS)
    if timeless != case.intent.pairs:
        yield _count(case, timeless, "zonder keuze van jaar")
    if (PERIOD, CURRENT) not in case.intent.pairs and case.constraints.reach:
        intent = replace(case.intent, everywhere=False, only=False, others_than="")
        things = case.facts.things(case.question.name, replace(case.constraints, reach=Reach()))
        yield Wider("waar dan ook", intent, things, case.phrasing.call(things))


def _in_own_plans(case: Case) -> Iterator[Wider]:
    """The same in other plans of the municipality whose plan is asked, told by their names."""
    if plans := case.given(PLAN):
        of = case.names.things.municipalities_of(plans).values()
        others = (pair for pair in case.intent.pairs if pair[0] not in (PLAN, MUNICIPALITY))
        own = ((MUNICIPALITY, slug_of(MUNICIPALITY, place)) for place in dict.fromkeys(of))
        yield from _told_by_place(case, (*others, *own), PLAN)


def _of_its_place(answers: Answers, case: Case) -> Iterator[Wider]:
    """The same of the municipality that a body is of: what it does itself may stand with nobody named."""
    slug = _place_of_body(answers, case)
    if not slug or case.given(MUNICIPALITY, PLAN):
        return
    pairs = tuple(pair for pair in case.intent.pairs if pair[0] != _PARTNER)
    place = case.names.place(iris.thing(MUNICIPALITY, slug))
    yield _count(case, ((MUNICIPALITY, slug), *pairs), f"in {place}, door wie ook")


def _place_of_body(answers: Answers, case: Case) -> str:
    """The one municipality (slug) with a plan that the bodies that are asked for are of; or ""."""
    homes = {answers.names.home_of(slug_of(_PARTNER, value)) for value in case.given(_PARTNER)} - {""}
    return next(iter(homes)) if len(homes) == 1 else ""


def _in_other_places(case: Case, pairs: Pairs) -> Iterator[Wider]:
    """The same in other municipalities, told by their names."""
    yield from _told_by_place(case, pairs, MUNICIPALITY)


def _told_by_place(case: Case, pairs: Pairs, group: str) -> Iterator[Wider]:
    constraints = case.read(pairs)
    columns = case.spreads.filled(case.question.name, constraints, group, case.phrasing.thing)
    places = [column.thing for column in columns if column.rows]
    case.names.know(places[:_MOST_PLACES])
    named = [case.names.place(place) for place in places[:_MOST_PLACES]]
    if others := len(places) - len(named):
        named.append(f"nog {spell_number(others)}")
    if named:
        figures = case.facts.things(_FIGURES, constraints) if group == PLAN and _FIGURES in case.facts else 0
        with_figures = (
            f", waarover ook {spell_number(figures)} {'cijfer' if figures == 1 else 'cijfers'}"
            if figures
            else ""
        )
        yield replace(_count(case, pairs, f"in {join_list(named)}{with_figures}"), is_place=True)


def _with_words(case: Case) -> Iterator[Wider]:
    """The name of the topic as words of the statement or its passages."""
    topic = topic_of(case.constraints)
    if topic is None or case.given(WORDS):
        return
    for value in topic.values:
        words = case.names.name(value).lower()[:_LONGEST]
        pairs = tuple(pair for pair in case.intent.pairs if pair[0] not in TOPICS)
        yield _count(case, (*pairs, (WORDS, words)), f"met de woorden ‘{words}’")


def _replaced(case: Case, old: Constraint, key: str, thing: str) -> Pairs:
    kept = tuple(pair for pair in case.intent.pairs if pair[0] != old.name)
    return (*kept, (key, slug_of(key, thing)))


def _count_all(case: Case, readings: Sequence[tuple[Pairs, str]]) -> list[Wider]:
    """Wider readings, each pairs and words, with how many things they have, counted in one go."""
    name = case.question.name
    counted = case.facts.count_things([(name, case.read(pairs)) for pairs, _ in readings]) if readings else ()
    return [
        Wider(told, replace(case.intent, pairs=pairs), things, case.phrasing.call(things))
        for (pairs, told), things in zip(readings, counted, strict=True)
    ]


def _count(case: Case, pairs: Pairs, told: str, brief: str | None = None) -> Wider:
    """A wider reading with how many things it has."""
    constraints = case.read(pairs)
    things = case.facts.things(case.question.name, constraints)
    return Wider(told, replace(case.intent, pairs=pairs), things, case.phrasing.call(things), brief)
