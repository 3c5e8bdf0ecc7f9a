"""What a person does on the screens: each a form that is sent, a decision, and the way back."""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...words.errors import InvalidRequest
from .. import fields as table
from ..complaints import Complaint
from ..decisions import Values
from ..fields import Field
from ..state import Item, State
from ..steps import Decide, Overtaken
from . import cards
from .cards import values_of
from .checking import ONE_CHECK
from .desk import NO_VERSION, Desk, Visit
from .entry_form import draw_form
from .filters import follow
from .new_names import (
    MAKE_NEW,
    ask_names,
    check_newcomer,
    find_again,
    find_names,
    make_newcomer,
    read_answers,
)
from .screens import draw_work
from .submitted import Submitted, read_values
from .ticking import HOW

_OVERTAKEN = (
    "Hierover is intussen in een ander venster besloten. Zo staat het nu; uw keuze is niet uitgevoerd."
)
_OVERTAKEN_FORM = (
    "Hierover is intussen in een ander venster besloten. Wat u invulde staat hieronder nog; "
    "bewaar het opnieuw als het in de plaats daarvan moet komen."
)
_NOT_YET = "Nog niet overgenomen: hieronder staat wat eerst moet."
_NOT_KEPT = "Nog niet bewaard: hieronder staat bij het veld wat eerst moet."


def decide(desk: Desk, request: Request, sent: Submitted) -> Response:
    """Accept, reject or lay aside one item, and with it what stands in it and was shown: what is ticked goes
    along, what is not is rejected.
    """
    visit = desk.visit(request)
    item = _item(visit, sent.one("stuk"))
    what = sent.one("besluit")
    if what == "accepteer":
        values, complaints = own_words(visit, item, sent.one("naam"), _chosen(visit, item, sent))
        if complaints:
            shown = replace(visit, wish=replace(visit.wish, item=item.key))
            return draw_work(desk, shown, 422, _NOT_YET, complaints)
        chosen = [_accepted(visit, item, values)]
    elif what in ("verwerp", "later", "verwerp-alles"):
        chosen = [as_it_stands(visit, item, what.removesuffix("-alles"))]
    else:
        raise InvalidRequest(f"'{what[:20]}' is geen besluit", "kies een knop op de pagina")
    chosen = [replace(chosen[0], seen=seen_version(sent.one("versie"))), *_parts(visit, sent, what)]
    try:
        state = visit.review.decide_all(chosen)
    except Overtaken:
        fresh = replace(visit, state=visit.review.state(), wish=replace(visit.wish, item=item.key))
        return draw_work(desk, fresh, 409, _OVERTAKEN)
    wish = follow(state, replace(visit.wish, item=item.key))
    return go_back(visit, "", **_place(wish.item, item.key))


def _chosen(visit: Visit, item: Item, sent: Submitted) -> Values:
    """What was chosen of the concepts that an item lacked."""
    lacking = cards.list_lacking(visit.state, item)
    return {field.name: given for field in lacking if (given := sent.all(f"v-{field.name}"))}


def _parts(visit: Visit, sent: Submitted, what: str) -> list[Decide]:
    """What happens to the parts that were shown; one that says nothing alone goes the way of its host."""
    ticked = set(sent.all("deel"))
    steps = []
    for shown in sent.all("getoond"):
        key, _, version = shown.partition(" ")
        part = _item(visit, key)
        is_taken = what == "accepteer" and shown in ticked and not own_words(visit, part, "")[1]
        is_alone = bool(table.parts()[part.kind].alone) if part.kind in table.parts() else True
        if what == "later" or (what == "verwerp" and is_alone):
            continue
        if is_taken or what != "accepteer" or shown not in ticked:
            step = _take(visit, part, sent) if is_taken else as_it_stands(visit, part, "verwerp")
            steps.append(replace(step, seen=seen_version(version)))
    return steps


def _take(visit: Visit, part: Item, sent: Submitted) -> Decide:
    """A part that goes along, in the way that was chosen; a new name has none."""
    values, way = values_of(part), sent.one(f"{HOW}-{part.key}")
    known = table.parts().get(part.kind)
    said = next(iter(values.get(HOW, ())), known.field if known else "")
    return _accepted(visit, part, values if way in ("", said) else {**values, HOW: (way,)})


def seen_version(version: str) -> str:
    """The version that a page showed, as a decision takes it."""
    return "" if version == NO_VERSION else version


def _place(item: str, done: str) -> dict[str, object]:
    return {"stuk": item, "regel": 0, "gedaan": done}


def _item(visit: Visit, name: str) -> Item:
    found = visit.state.by_key.get(name)
    if found is None:
        raise InvalidRequest("dit stuk is er niet (meer)", "ga terug naar het plan en kies het opnieuw")
    return found


def as_it_stands(visit: Visit, item: Item, verdict: str) -> Decide:
    """A decision on an item with the values that it has."""
    return Decide(visit.who, verdict, item.key, values=values_of(item))


def own_words(
    visit: Visit, item: Item, name: str, chosen: Values = MappingProxyType({})
) -> tuple[Mapping[str, tuple[str, ...]], tuple[Complaint, ...]]:
    """The values with the name in own words and what was chosen, and what stands in the way of accepting
    them.
    """
    values = {**values_of(item), **chosen, **({"naam": (name,)} if name else {})}
    complaints = visit.review.check_values(item.kind, values, item.first, item.last, item.key)
    return values, tuple(one for one in complaints if one.blocks)


def _accepted(visit: Visit, item: Item, values: Mapping[str, tuple[str, ...]]) -> Decide:
    if dict(values) == dict(values_of(item)):
        return as_it_stands(visit, item, "accepteer")
    return Decide(visit.who, "verander", item.key, item.kind, values, item.first, item.last)


def mend(desk: Desk, request: Request, sent: Submitted) -> Response:
    """Keep what a form says of an item, or add one."""
    visit = desk.visit(request)
    name, kind = sent.one("stuk"), sent.one("soort")
    item = _item(visit, name) if name else None
    host = cards.host_kind(visit.state, item) if item and kind == item.kind else ""
    wat = {"wat": sent.all("v-wat")} if kind == table.NEW else {}
    fields = cards.fields_of(kind, wat, host)
    filled = read_values(fields, sent)
    first, last = sent.number("van"), sent.number("tot") or sent.number("van")
    if sent.one("als"):  # another kind was chosen: the same form with other fields
        return draw_form(
            desk, visit, item, sent.one("als"), first, last, values=filled.values, back=sent.one("terug")
        )
    values = {**_kept(item, kind, fields), **wat, **filled.values}
    if kind == table.NEW and sent.one("v-wat") != sent.one("wat-was"):  # other fields are asked of it
        return draw_form(desk, visit, item, kind, first, last, values={**values, "naam": sent.all("v-naam")})
    unfound = find_names(visit, filled, values)
    if unfound:
        return ask_names(desk, visit, sent, unfound)
    return _keep(desk, visit, item, kind, values, first, last, sent)


def _kept(item: Item | None, kind: str, fields: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """Values that no field shows: what an item stands in, and more lines that it rests on."""
    shown = {field.name for field in fields}
    values = values_of(item) if item and kind == item.kind else {}
    return {name: found for name, found in values.items() if name not in shown}


def _keep(
    desk: Desk, visit: Visit, item: Item | None, kind: str, values: Mapping[str, tuple[str, ...]],
    first: int, last: int, sent: Submitted,
) -> Response:  # fmt: skip
    complaints = visit.review.check_values(kind, values, first, last, item.key if item else "")
    blocking = [one for one in complaints if one.blocks]
    total = len(visit.review.document.lines)
    notice = (
        ""
        if 1 <= first <= last <= total
        else f"Kies regels van 1 tot en met {total}, de eerste niet na de laatste."
    )
    if blocking or notice:
        return draw_form(
            desk, visit, item, kind, first, last, values=values, status=422, complaints=complaints,
            back=sent.one("terug"), notice=notice or _NOT_KEPT, ticked=sent.all("deel"),
        )  # fmt: skip
    what = Decide(
        visit.who, "verander" if item else "voeg-toe", item.key if item else "", kind, values, first, last,
        seen=seen_version(sent.one("versie")) if item else None,
    )  # fmt: skip
    again = partial(
        draw_form, desk, kind=kind, first=first, last=last, values=values, back=sent.one("terug"),
        ticked=sent.all("deel"),
    )  # fmt: skip
    parts = _parts(visit, sent, "accepteer") if item and kind == item.kind else []
    try:
        with ONE_CHECK if visit.seat.is_in_graph else nullcontext():
            state = visit.review.decide_all([what, *parts])
    except Overtaken:
        fresh = replace(visit, state=visit.review.state())
        mine = _item(fresh, item.key) if item else None
        return again(visit=fresh, item=mine, status=409, notice=_OVERTAKEN_FORM)
    except InvalidRequest as error:
        return again(visit=visit, item=item, status=422, notice=f"Niet bewaard: {error}.")
    screen = sent.one("terug") if sent.one("terug") in SCREENS else ""
    return go_back(visit, screen, **_after(visit, state, item, kind, first, screen))


def _after(
    visit: Visit, state: State, item: Item | None, kind: str, first: int, screen: str
) -> dict[str, object]:
    """Where to go once something was kept: on to what is open, unless there is more to say of it."""
    known = {one.key for one in visit.state.items}
    done = item.key if item else next((one.key for one in state.items if one.key not in known), "")
    if screen or visit.seat.is_in_graph or kind == table.NEW or (item and item.verdict not in cards.OPEN):
        return _place(done, done)
    if item is None:
        return {"stuk": "", "regel": first, "gedaan": done}
    return _place(follow(state, replace(visit.wish, item=item.key)).item, done)


SCREENS = ("", "/lijst", "/plan", "/niet-te-zeggen", "/themas", "/over", "/klaar")


def name(desk: Desk, request: Request, sent: Submitted) -> Response:
    """What was answered about names: one of those that are like it, a new thing, or nothing. Then the form
    goes on with what came of it.
    """
    visit = desk.visit(request)
    first, last = sent.number("van"), sent.number("tot") or sent.number("van")
    answers = read_answers(sent)
    wrong = {
        number: check_newcomer(visit, answer, first, last)
        for number, answer in enumerate(answers)
        if answer.chosen == MAKE_NEW
    }
    if any(wrong.values()):
        return ask_names(desk, visit, sent, find_again(visit, sent.one("soort"), answers), wrong=wrong)
    fields: dict[str, list[str]] = {key: list(found) for key, found in sent.fields.items()}
    for answer in answers:
        chosen = answer.chosen
        if chosen == MAKE_NEW:
            chosen = make_newcomer(visit, answer, first, last)
        if chosen:
            fields.setdefault(f"v-{answer.field}", []).append(chosen)
    return mend(desk, request, Submitted(fields))


def undo(desk: Desk, request: Request, sent: Submitted) -> Response:
    """Take the last decision back."""
    visit = desk.visit(request)
    return _turned(visit, visit.review.undo(visit.who).items, sent, "terug")


def redo(desk: Desk, request: Request, sent: Submitted) -> Response:
    """Do again what was taken back."""
    visit = desk.visit(request)
    return _turned(visit, visit.review.redo(visit.who).items, sent, "opnieuw")


def _turned(visit: Visit, now: Iterable[Item], sent: Submitted, done: str) -> Response:
    """To the item that turned, so that one sees what happened."""
    before = {item.key: item.version for item in visit.state.items}
    changed = next((item.key for item in now if before.get(item.key) != item.version), visit.wish.item)
    screen = sent.one("terug")
    return go_back(visit, screen if screen in SCREENS else "", **_place(changed, done))


def go_back(visit: Visit, screen: str, **other: object) -> RedirectResponse:
    """To a screen of the plan, on the wish that the form was sent from."""
    return RedirectResponse(visit.address(screen, **other), 303)
