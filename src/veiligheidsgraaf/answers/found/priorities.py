"""Which themes are priorities in either of two plans, and what place those that are not have in the other."""

from collections.abc import Mapping, Sequence

from ...facts.side_by_side import SideBySide
from ...words import iris
from ..answers import Answers
from ..dutch import spell_number
from ..said import Said, Writer

QUESTION = "vergelijk-plannen"
# Places that a plan gives to a theme: the priority itself, what the plan also calls one, a part of one.
PRIORITY, ALIAS, UNDER = "prioriteit", "andere naam van een prioriteit", "onder een prioriteit"
_NOWHERE, _MOST_ROWS = "niet als thema gevonden", 1000


def say_priorities(answers: Answers, writer: Writer, first: str, second: str, same: bool) -> None:
    """Add which priorities stayed, came and went; of two municipalities, which are of both or of one. `first`
    and `second`: slugs; `same`: whether they are of one municipality, the earlier first.
    """
    places = [_places_in(answers, plan) for plan in (first, second)]
    earlier, later = ([theme for theme, place in of.items() if place == PRIORITY] for of in places)
    renamed = _renamed(answers, second, [theme for theme in earlier if places[1].get(theme) == ALIAS], later)
    both = [theme for theme in later if theme in earlier]
    came = [theme for theme in later if theme not in (*both, *renamed.values())]
    went = [theme for theme in earlier if theme not in (*both, *renamed)]
    alone = [f"alleen in {writer.names.name(iris.thing('plan', plan))}" for plan in (second, first)]
    words = ("gebleven", "nieuw", "geen prioriteit meer") if same else ("in beide", *alone)
    when = ("eerder", "nu") if same else ("daar", "daar")
    told = [_piece(writer, both, words[0])] if both else []
    if renamed:
        told.append(_renamed_piece(writer, renamed, when[1]))
    if came:
        told.append(_piece(writer, came, words[1], when[0], places[0]))
    if went:
        told.append(_piece(writer, went, words[2], when[1], places[1]))
    writer.list_pieces(told or [[Said("geen gevonden")]])


def _renamed(answers: Answers, plan: str, themes: Sequence[str], later: Sequence[str]) -> dict[str, str]:
    """Themes that a plan (slug) also calls one of its priorities by -> that priority."""
    if answers.facts is None or not themes:
        return {}
    filed = SideBySide(answers.facts).filed(themes, [iris.thing("plan", plan)])
    now = ((theme, [one for one in where.under if one in later]) for (theme, _), where in filed.items())
    return {theme: under[0] for theme, under in now if under}


def _places_in(answers: Answers, plan: str) -> dict[str, str]:
    rows = answers.page(QUESTION, {"plan": plan}, _MOST_ROWS).rows
    return {row["thema"].value: row["plaats"].text for row in rows}


def _renamed_piece(writer: Writer, renamed: Mapping[str, str], when: str) -> list[Said]:
    """How many go by another name, and which."""
    part = Writer(writer.names).say(f"{spell_number(len(renamed))} onder een andere naam (")
    for number, (theme, name) in enumerate(renamed.items()):
        part.say("; " if number else "").name(theme).say(f" {when} ").name(name)
    return part.say(")").pieces


def _piece(
    writer: Writer, themes: Sequence[str], word: str, when: str = "", other: Mapping[str, str] | None = None
) -> list[Said]:
    """How many, and which: by the place that the other plan gives them (`when`), if that is told."""
    part = Writer(writer.names).say(f"{spell_number(len(themes))} {word} (")
    if other is None:
        part.list_names(themes)
        return part.say(")").pieces
    by_place: dict[str, list[str]] = {}
    for theme in themes:
        by_place.setdefault(other.get(theme, _NOWHERE), []).append(theme)
    for number, (place, some) in enumerate(by_place.items()):
        part.say("; " if number else "").list_names(some)
        part.say(f" {when} {place}")
    return part.say(")").pieces
