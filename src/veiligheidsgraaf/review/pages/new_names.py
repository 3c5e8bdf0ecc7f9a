"""Names that were typed: those the graph has are taken, the others are shown beside what is like them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from ...names.tokens import fold
from .. import fields as table
from ..complaints import Complaint
from ..lookup import Choice
from ..newcomers import make_address
from ..steps import Decide
from . import cards
from .desk import Desk, Visit
from .submitted import Filled, Submitted, Typed

MAKE_NEW = "nieuw"
_ANSWER = "a-"
_MOST_ALIKE = 8
_ASKED = ("veld", "naam", "keus", "wat", "soort", "omschrijving", "deel-van")


@dataclass(frozen=True)
class Unfound:
    """A name that no thing has, with the nearest ones, and what it can be when it is new: kinds of things,
    and the sorts of those.
    """

    typed: Typed
    nearest: tuple[Choice, ...]
    newcomers: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]


def find_names(visit: Visit, filled: Filled, values: dict[str, tuple[str, ...]]) -> list[Unfound]:
    """Add what the graph has under the names that were typed to the values. Out: what it has not."""
    unfound = []
    for typed in filled.typed:
        kinds = ",".join(typed.field.kinds)
        alike = visit.review.choices.find(kinds, typed.name)
        exact = [one for one in alike if fold(one.name) == fold(typed.name)]
        if len(exact) == 1:
            add_value(values, typed, exact[0].iri)
            continue
        unfound.append(_look_around(visit, typed))
    return unfound


def _look_around(visit: Visit, typed: Typed) -> Unfound:
    choices, kinds = visit.review.choices, ",".join(typed.field.kinds)
    alike = (*choices.nearest(kinds, typed.name), *choices.find(kinds, typed.name))
    nearest = {one.iri: one for one in alike}
    about = {kind: new for kind, new in table.newcomers().items() if new.address in typed.field.kinds}
    vocabularies = dict.fromkeys(new.kinds for new in about.values() if new.kinds)
    return Unfound(
        typed,
        tuple(nearest.values())[:_MOST_ALIKE],
        tuple((kind, new.form.title) for kind, new in about.items()),
        tuple((slug, name) for kind in vocabularies for slug, name, _ in choices.list_concepts(kind)),
    )


def find_again(visit: Visit, kind: str, answers: Sequence["Answer"]) -> list[Unfound]:
    """The names that were asked about, to ask again."""
    fields = {field.name: field for field in cards.fields_of(kind, {})}
    return [
        _look_around(visit, Typed(fields[answer.field], answer.name))
        for answer in answers
        if answer.field in fields
    ]


def add_value(values: dict[str, tuple[str, ...]], typed: Typed, value: str) -> None:
    """One more value of a field, or the one that it has."""
    before = values.get(typed.field.name, ()) if typed.field.many else ()
    values[typed.field.name] = tuple(dict.fromkeys((*before, value)))


def ask_names(
    desk: Desk, visit: Visit, sent: Submitted, unfound: Sequence[Unfound], status: int = 422,
    wrong: Mapping[int, Sequence[Complaint]] | None = None,
) -> Response:  # fmt: skip
    """The page that asks of each name whether it is not one of those that are like it."""
    asked = {(f"n-{one.typed.field.name}", one.typed.name) for one in unfound}
    kept = [
        (name, value)
        for name, values in sent.fields.items()
        for value in values
        if not name.startswith(_ANSWER) and value.strip() and (name, value.strip()) not in asked
    ]
    return desk.page(
        visit, "namen.html", status, kept=kept, unfound=unfound, wrong=wrong or {}, given=sent, notice="",
    )  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What was answered about one name: the thing that was chosen, MAKE_NEW or "" (leave it out); and what
    the new thing is.
    """

    field: str
    name: str
    chosen: str
    kind: str = ""
    sort: str = ""
    definition: str = ""
    part_of: str = ""


def read_answers(sent: Submitted) -> list[Answer]:
    """The answers about names."""
    found = []
    for number in sent.all("a-naam-nummer"):
        parts = {part: sent.one(f"{_ANSWER}{part}-{number}") for part in _ASKED}
        found.append(
            Answer(
                parts["veld"], parts["naam"], parts["keus"], parts["wat"], parts["soort"],
                parts["omschrijving"], parts["deel-van"],
            )
        )  # fmt: skip
    return found


def _values(visit: Visit, answer: Answer) -> dict[str, tuple[str, ...]]:
    """A new thing as values; what it is part of is a name that is looked up."""
    part_of = answer.part_of
    if part_of:
        exact = [
            one
            for one in visit.review.choices.find("partner,gemeente", part_of)
            if fold(one.name) == fold(part_of)
        ]
        part_of = exact[0].iri if exact else part_of
    given = {
        "wat": answer.kind, "naam": answer.name, "soort": answer.sort, "omschrijving": answer.definition,
        "deel-van": part_of,
    }  # fmt: skip
    form = table.newcomers()[answer.kind].form
    return {name: (value,) for name, value in given.items() if value and (name == "wat" or form.field(name))}


def check_newcomer(visit: Visit, answer: Answer, first: int, last: int) -> tuple[Complaint, ...]:
    """What has to be said of a new thing before it can be one."""
    if answer.kind not in table.newcomers():
        return (Complaint("wat", f"van “{answer.name}” is niet gezegd wat het is; kies een soort", True),)
    found = visit.review.check_values(table.NEW, _values(visit, answer), first, last)
    missing = [one for one in found if one.blocks or "ontbreekt" in one.message]
    return tuple(missing)


def make_newcomer(visit: Visit, answer: Answer, first: int, last: int) -> str:
    """Add a new thing. Out: its address, which is what other values refer to it by."""
    values = _values(visit, answer)
    visit.review.decide(Decide(visit.who, "voeg-toe", "", table.NEW, values, first, last))
    return make_address(values)
