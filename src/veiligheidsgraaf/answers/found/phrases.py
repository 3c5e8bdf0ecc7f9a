"""What an answer is narrowed by, in words: "over ondermijning in Hardenberg, met politie"."""

from collections.abc import Callable

from ...facts.asked_plans import Scope
from ...facts.constraints import MOMENTS, QUARTER, WORDS, Constraint, Constraints
from ..dutch import spell_quarter, spell_span
from ..said import Writer

# Key -> how its values stand in a sentence, {} where they come, unless a question says otherwise.
_PHRASES = {
    "thema": "over {}",
    "fenomeen": "rond {}",
    "partner": "met {}",
    "instrument": "met {}",
    "doelgroep": "voor {}",
    "locatie": "bij {}",
    "gemeente": "in {}",
    "plan": "in {}",
    "status": "met status {} volgens het plan",
    "portefeuillehouder": "met portefeuillehouder {}",
    "rechtsgrond": "op grond van {}",
    QUARTER: "in {}",
    WORDS: "met het woord {}",
}
# What a verb can be about: the first of these that is given.
TOPICS = ("thema", "fenomeen")
_MOST_NAMED = 4
_AROUND = "rond {}"


def topic_of(constraints: Constraints, thing: str = "") -> Constraint | None:
    """The theme or phenomenon that is asked for; `thing`: the key of what is counted, which is no topic."""
    given = [item for item in constraints.given if not item.excludes and item.key != thing]
    return next((item for key in TOPICS for item in given if item.key == key), None)


def say_topic(writer: Writer, topic: Constraint, preposition: str) -> None:
    """Add a topic: "over ondermijning of drugs"."""
    writer.say(f" {preposition} ")
    _say_values(writer, topic)


def say_others(writer: Writer, constraints: Constraints, thing: str, scope: Scope, named: str = "") -> None:
    """Add all that is asked for besides the topic, one after another. `thing`: the key of what is counted,
    whose own values are no narrowing of it; `named`: what was named already (IRI).
    """
    topic, moments = topic_of(constraints, thing), dict[str, str]()
    for item in constraints.given:
        if item.key in MOMENTS:
            moments[item.key] = item.values[0]
        elif item is not topic and item.values != (named,) and (item.key != thing or item.excludes):
            _say_item(writer, item, topic, thing)
    if constraints.holding:
        writer.say(" met ").list_names(constraints.holding[:_MOST_NAMED], "of")
    if moments:
        writer.say(f" {spell_span(moments.get('van', ''), moments.get('tot', ''))}")
    if constraints.current_on:
        writer.say(" in plannen van nu")
    elif not scope.is_current and scope.plans:
        writer.say(f" ({'nog niet begonnen' if scope.coming == scope.plans else 'afgelopen'})")


def _say_item(writer: Writer, item: Constraint, topic: Constraint | None, thing: str) -> None:
    before, _, after = _phrase_of(item, topic).partition("{}")
    if item.excludes:
        before = "naast " if item.key == thing else f"maar niet {before}"
        writer.say(" " if item.key == thing else ", ")
    else:
        writer.say(" ")
    writer.say(before)
    _say_values(writer, item, "en" if item.excludes else "of")
    writer.say(after)


def _phrase_of(item: Constraint, topic: Constraint | None) -> str:
    return _AROUND if topic and item.key in TOPICS else _PHRASES[item.key]


def _say_values(writer: Writer, item: Constraint, last: str = "of") -> None:
    spell = _SPELLED.get(item.key)
    if spell is None:
        is_place = item.key in ("gemeente", "plan")
        word = "en" if is_place and not item.excludes else last
        others = len(item.values[_MOST_NAMED:])
        writer.list_names(item.values[:_MOST_NAMED], word, others, as_places=item.key == "gemeente")
        return
    for place, value in enumerate(item.values):
        writer.say(f" {last} " if place else "").say(spell(value))


_SPELLED: dict[str, Callable[[str], str]] = {
    QUARTER: spell_quarter,
    WORDS: lambda words: f"‘{words}’",
}
