"""The form of an item: every field of its kind with what stands in it and what can be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from .. import fields as table
from ..complaints import Complaint
from ..fields import Field
from ..state import Item
from . import cards, plan_text
from .cards import Card, Value
from .desk import Desk, Visit

_FIRST = (
    "naam",
    "toelichting",
    "status",
    "soort",
    "partner",
    "instrument",
    "thema",
    "doel",
    "rol",
    "waarde",
    "jaar",
    "eenheid",
)


@dataclass(frozen=True)
class Entry:
    """A field of a form: what stands in it, what can be chosen (written, name, what it means), what was typed
    and not found, and what is wrong with it.
    """

    field: Field
    values: tuple[Value, ...]
    choices: tuple[tuple[str, str, str], ...]
    typed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The one value of a field of text."""
        return self.values[0].written if self.values else ""


def draw_form(
    desk: Desk, visit: Visit, item: Item | None, kind: str, first: int, last: int, *,
    values: Mapping[str, tuple[str, ...]] | None = None, words: str = "", status: int = 200,
    complaints: Sequence[Complaint] = (), typed: Mapping[str, tuple[str, ...]] | None = None,
    notice: str = "", back: str = "", ticked: Sequence[str] | None = None,
) -> Response:  # fmt: skip
    """The form on values that were sent, else on those of the item, else on marked words; with what stands
    in the item and goes along: what is `ticked`, else what is likely.
    """
    if values is None:
        values = cards.values_of(item) if item else suggest_values(visit, kind, words)
    host = cards.host_kind(visit.state, item) if item and kind == item.kind else ""
    fields = cards.fields_of(kind, values, host)
    unfound = typed or _unnamed(kind, values)
    entries = [_entry(visit, field, values, unfound.get(field.name, ()), complaints) for field in fields]
    main = [entry for entry in entries if _is_first(entry)]
    other = [entry for entry in entries if not _is_first(entry)]
    lines = visit.review.document.lines[max(0, first - 3) : last + 2]
    return desk.page(
        visit, "wijzig.html", status, item=item, kind=kind, title=cards.title_of(kind, values), first=first,
        last=last, main=main, other=other, words=words, lines=lines, marks=dict(marks(visit, item)),
        complaints=[one for one in complaints if one.field not in values or not one.field],
        kinds=kinds_for(item), notice=notice, back=back,
        newcomers=table.newcomers() if kind == table.NEW else {}, what=next(iter(values.get("wat", ())), ""),
        name=next(iter(values.get("naam", ())), words), parts=_along(visit, item, kind, ticked),
    )  # fmt: skip


def _along(visit: Visit, item: Item | None, kind: str, ticked: Sequence[str] | None) -> tuple[Card, ...]:
    """What stands in an open item and is decided with it."""
    if item is None or kind != item.kind or item.verdict not in cards.OPEN:
        return ()
    found = cards.make_card(visit.review, visit.state, item, visit.wish.least).parts
    if ticked is None:
        return found
    chosen = {written.partition(" ")[0] for written in ticked}
    return tuple(replace(one, is_ticked=one.item.key in chosen) for one in found)


def _unnamed(kind: str, values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The name of a part that is in no graph yet, in the field that it is to fill."""
    part = table.parts().get(kind)
    named = values.get("naam", ())
    return {kind: named} if part and named and not values.get(kind) else {}


def marks(visit: Visit, item: Item | None) -> tuple[tuple[int, tuple[plan_text.Part, ...]], ...]:
    """The lines of an item in parts, by number."""
    return plan_text.excerpt(visit.review.document, item, 40) if item else ()


def kinds_for(item: Item | None) -> list[tuple[str, str]]:
    """The kinds that an item can be, with what they are called."""
    apart = ("plan", "dekking", "nagelezen")
    own = [(kind, form.title) for kind, form in table.forms().items() if kind not in apart]
    if item is None or item.kind in dict(own):
        return own
    return [(item.kind, cards.title_of(item.kind, cards.values_of(item))), *own]


def suggest_values(visit: Visit, kind: str, words: str) -> dict[str, tuple[str, ...]]:
    """What marked words say already: the name, and the things that bear such a name."""
    if not words.strip():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for field in cards.fields_of(kind, {}):
        if field.name == "naam":
            found["naam"] = (words.strip(),)
        elif field.required and field.form == "ding":
            alike = visit.review.choices.find(",".join(field.kinds), words, most=1)
            if alike:
                found[field.name] = (alike[0].iri,)
    return found


def _is_first(entry: Entry) -> bool:
    return bool(
        entry.field.required or entry.values or entry.typed or entry.wrong or entry.field.name in _FIRST
    )


def _entry(
    visit: Visit, field: Field, values: Mapping[str, tuple[str, ...]], typed: tuple[str, ...],
    complaints: Sequence[Complaint],
) -> Entry:  # fmt: skip
    shown = tuple(
        cards.show_value(visit.review, visit.state, field, value) for value in values.get(field.name, ())
    )
    wrong = tuple(one.message for one in complaints if one.field == field.name)
    choices = _choices(visit, field)
    offered = {written for written, _, _ in choices}
    others = tuple((value.written, value.text, "") for value in shown if value.written not in offered)
    return Entry(field, shown, (*choices, *others), typed, wrong)  # what stands can stay


def _choices(visit: Visit, field: Field) -> tuple[tuple[str, str, str], ...]:
    choices = visit.review.choices
    if field.form == "keuze":
        found = choices.list_concepts(field.kinds[0]) if field.kinds else ()
        if field.name == "kernbeleid":  # of all schemes, those with themes of the Kernbeleid
            return tuple(one for one in found if choices.core_themes(one[0]))
        return found
    if field.form == "veld":
        return tuple((name, cards.label_of(name), "") for name in field.kinds)
    if field.form == "item":
        return tuple(
            (item.key, cards.name_item(item), cards.spell_lines(item.first, item.last))
            for item in visit.state.accepted
            if item.kind in field.kinds
        )
    return ()
