"""Which themes are priorities in either of two plans, and what place those that are not have in the other."""

from collections.abc import Mapping, Sequence

from ..words import iris
from .answers import Answers
from .dutch import spell_number
from .said import Said, Writer

QUESTION = "vergelijk-plannen"
_PRIORITY, _NOWHERE, _MOST_ROWS = "prioriteit", "niet als thema gevonden", 1000


def say_priorities(answers: Answers, writer: Writer, first: str, second: str, same: bool) -> None:
    """Add which priorities stayed, came and went; of two municipalities, which are of both or of one. `first`
    and `second`: slugs; `same`: whether they are of one municipality, the earlier first.
    """
    places = [_places_in(answers, plan) for plan in (first, second)]
    earlier, later = ([theme for theme, place in of.items() if place == _PRIORITY] for of in places)
    both = [theme for theme in later if theme in earlier]
    came, went = ([theme for theme in of if theme not in both] for of in (later, earlier))
    alone = [f"alleen in {writer.names.name(iris.thing('plan', plan))}" for plan in (second, first)]
    words = ("gebleven", "nieuw", "geen prioriteit meer") if same else ("in beide", *alone)
    when = ("eerder", "nu") if same else ("daar", "daar")
    told = [_piece(writer, both, words[0])] if both else []
    if came:
        told.append(_piece(writer, came, words[1], when[0], places[0]))
    if went:
        told.append(_piece(writer, went, words[2], when[1], places[1]))
    writer.list_pieces(told or [[Said("geen gevonden")]])


def _places_in(answers: Answers, plan: str) -> dict[str, str]:
    rows = answers.page(QUESTION, {"plan": plan}, _MOST_ROWS).rows
    return {row["thema"].value: row["plaats"].text for row in rows}


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
