"""Things of plans by name: a measure or goal is of one plan, and few of them say more than how many."""

from collections.abc import Sequence

from ...words import iris
from ..case import Case
from ..said import Said, Writer


def tells_states(case: Case) -> bool:
    """Whether of each thing that is named it is known how far it is."""
    return bool(case.phrasing.split_by) and all(map(case.state_of, case.things[: case.count]))


def say_own(writer: Writer, case: Case, things: Sequence[str]) -> None:
    """Add things by name, each with how far it is."""
    case.names.know(things)
    writer.list_pieces([_piece(case, thing) for thing in things])


def say_own_by_place(writer: Writer, case: Case, things: Sequence[str]) -> None:
    """Add things by name, those of one municipality together: "Dalfsen: A en B; Hardenberg: C"."""
    plans = {thing: iris.thing("plan", plan) for thing in things if (plan := iris.plan_of(thing))}
    places = case.names.things.municipalities_of(plans.values())
    by_place: dict[str, list[str]] = {}
    for thing in things:
        by_place.setdefault(places.get(plans.get(thing, ""), ""), []).append(thing)
    case.names.know((*things, *by_place))
    for number, (place, own) in enumerate(sorted(by_place.items())):
        writer.say("; " if number else "")
        if place:
            writer.name(place, as_place=True).say(": ")
        say_own(writer, case, own)


def _piece(case: Case, thing: str) -> list[Said]:
    state = case.state_of(thing)
    return [Said(case.names.within(thing), thing), *([Said(f" ({state})")] if state else [])]
