"""An item as a person reads it: its values in words, what stands within it, how sure, what was decided."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ...words import iris
from .. import fields as table
from ..assembly import ORDER
from ..decisions import Values
from ..fields import Field, Part
from ..gathering import read_values
from ..plan_file import form_of
from ..session import Review
from ..state import Item, State
from .filters import is_likely, score_of
from .ticking import HOW, along_of, choose_ticked, is_shown, ways_of

VERDICTS = {
    "": "nog te beoordelen",
    "accepteer": "overgenomen",
    "verander": "overgenomen, gewijzigd",
    "voeg-toe": "zelf toegevoegd",
    "verwerp": "afgewezen",
    "later": "voor later",
}
OPEN = ("", "later")
_SURE, _LIKELY = 0.85, 0.6
_NAMES = ("naam", "label")
_USUAL_HOST, _MENTIONS, _PARTNER, _PLANNING = "maatregel", "noemt", "partner", "planning"
PLANNED = ("planning", "kwartaal", "jaar", "doorlopend", "begin", "einde", "wanneer", "keer-per-jaar")


@dataclass(frozen=True)
class Value:
    """One value: what is sent for it, and what a person reads."""

    written: str
    text: str
    is_known: bool = True


@dataclass(frozen=True)
class Shown:
    """A field with its values."""

    field: Field
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Card:
    """An item to show. `parts`: cards of what stands within it, `unlikely` those that are less sure;
    `host`: what it stands within; `lacking`: what has to be chosen still; `is_ticked`: whether a part goes
    along with its host unless a person says otherwise; `ways`: the fields of its host that it may fill.
    """

    item: Item
    title: str
    name: str
    fields: tuple[Shown, ...]
    state: str
    sureness: str
    host: "Card | None" = None
    parts: tuple["Card", ...] = ()
    unlikely: tuple["Card", ...] = ()
    lacking: tuple[Field, ...] = ()
    is_ticked: bool = False
    ways: tuple[Field, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.item.verdict in OPEN

    @property
    def values(self) -> Values:
        """The values of the item."""
        return values_of(self.item)

    @property
    def is_unknown(self) -> bool:
        """Whether it is a name of which nobody said what it names."""
        return self.is_open and says_nothing(self.item)

    @property
    def needs_own_words(self) -> bool:
        """Whether it waits for a name in own words."""
        return needs_own_words(self.item) and (self.is_open or not self.values.get("naam"))

    @property
    def lines(self) -> str:
        """Its lines in words."""
        return spell_lines(self.item.first, self.item.last)


def spell_lines(first: int, last: int) -> str:
    """Lines in words."""
    return f"regel {first}" if first == last else f"regels {first} tot en met {last}"


def make_card(review: Review, state: State, item: Item, least: float | None = None) -> Card:
    """An item with its fields; with its host and its parts when it is said how sure those have to be. A new
    name is no part: what it is has to be said first.
    """
    values = values_of(item)
    fields = tuple(
        Shown(field, tuple(show_value(review, state, field, value) for value in values[field.name]))
        for field in fields_of(item.kind, values, host_kind(state, item))
        if values.get(field.name)
    )
    host, parts = None, list[Card]()
    if least is not None:
        around = state.by_key.get(item.host)
        host = make_card(review, state, around) if around else None
        within = [other for other in state.items if other.host == item.key and other.kind != table.NEW]
        ticked, ways = choose_ticked(item.kind, within), ways_of(item.kind)
        parts = [
            replace(
                make_card(review, state, other),
                is_ticked=other.key in ticked,
                sureness=spell_score(other, along_of(other)),
                ways=ways if other.kind == _PARTNER else (),
            )
            for other in within
        ]
    return Card(
        item, title_of(item.kind, values), name_of(fields) or ", ".join(values.get("naam", ())), fields,
        VERDICTS.get(item.verdict, item.verdict), spell_score(item), host,
        tuple(part for part in parts if is_shown(part.item, least or 0)),
        tuple(part for part in parts if not is_shown(part.item, least or 0)),
        tuple(list_lacking(state, item, (part.item.kind for part in parts if brings(part, least)))),
    )  # fmt: skip


def brings(part: Card, least: float | None) -> bool:
    """Whether an open part goes along with its host as it is shown."""
    return part.is_open and part.is_ticked and is_shown(part.item, least or 0)


def list_lacking(state: State, item: Item, parts: Iterable[str] = ()) -> Iterator[Field]:
    """The concepts that have to be chosen before an open item is whole, and that no open part brings."""
    values, brought = values_of(item), {table.parts()[kind].field for kind in parts if kind in table.parts()}
    if item.verdict not in OPEN or item.kind == table.NEW:
        return
    for field in fields_of(item.kind, values, host_kind(state, item)):
        if field.required and field.form == "keuze" and field.name not in {*values, *brought}:
            yield field


def host_kind(state: State, item: Item) -> str:
    """The kind of what an item stands within; "" when it stands alone."""
    host = state.by_key.get(item.host)
    return host.kind if host and host.verdict != "verwerp" else ""


def fields_of(kind: str, values: Values, host: str = "") -> tuple[Field, ...]:
    """What can be said of an item. Of a part within a host that is what it says of the host; alone that is
    what it is alone.
    """
    part = table.parts().get(kind)
    if part is None:
        form = table.find_form(kind, values) or (form_of(kind) if kind in ORDER else None)
        return form.fields if form else ()
    around = table.forms().get(host)
    found = around.field(part.field) if around else None
    if (around is None or found is None) and not part.alone:
        around = table.forms()[_USUAL_HOST]
        found = around.field(part.field)
    if around and found:
        if kind == _PLANNING:
            return tuple(field for field in around.fields if field.name in PLANNED)
        return (_as_part(part, found, values), *_ways(part, host))
    alone = table.forms()[part.alone]
    slot = alone.field(part.field) or alone.field(_MENTIONS)
    return tuple(_as_part(part, field, values) if field is slot else field for field in alone.fields)


def _ways(part: Part, host: str) -> tuple[Field, ...]:
    """The field that says in which way a part takes part in its host, where there is more than one."""
    about, ways = part.form.field(HOW), ways_of(host)
    return (replace(about, accepts=f"veld:{','.join(way.name for way in ways)}"),) if about and ways else ()


def _as_part(part: Part, field: Field, values: Values) -> Field:
    """The field of what a part says, which stands among its values under its own kind (or `partner`)."""
    is_other = _PARTNER in values and part.kind not in values
    return replace(field, name=_PARTNER if is_other else part.kind, label=part.title, required=True)


def says_nothing(item: Item) -> bool:
    """Whether it is a name of which nobody said what it names, or a part that names nothing."""
    values = values_of(item)
    if item.kind == table.NEW:
        return not values.get("wat")
    if item.kind not in table.parts():
        return False
    said = PLANNED if item.kind == _PLANNING else (item.kind, _PARTNER)
    return not any(values.get(name) for name in said)


def title_of(kind: str, values: Mapping[str, tuple[str, ...]]) -> str:
    """What a kind is called."""
    part, form = table.parts().get(kind), table.find_form(kind, values)
    if kind == table.NEW:
        return f"Nieuw: {form.title.lower()}" if form else "Nieuwe naam"
    return part.title if part else form.title if form else kind.capitalize()


def name_of(fields: Iterable[Shown]) -> str:
    """What an item is called on a line: its name, else its first value."""
    found = list(fields)
    named = [shown for shown in found if shown.field.name in _NAMES] or found
    return ", ".join(value.text for value in named[0].values) if named else ""


def show_value(review: Review, state: State, field: Field, written: str) -> Value:
    """A value in words: the name of a thing or concept, the name of another item, or as it stands."""
    way, kind = field.form, ",".join(field.kinds)
    if way == "ding":
        name = name_thing(review, written)
        return Value(written, name or iris.slug(written), bool(name))
    if way == "keuze":
        names = {slug: name for slug, name, _ in review.choices.list_concepts(kind)}
        return Value(written, names.get(written, written), written in names)
    if way == "veld":
        return Value(written, label_of(written))
    if way == "item":
        found = state.by_key.get(written)
        name = name_item(found) if found else name_thing(review, written)
        return Value(written, name or written, bool(name))
    yes_no = {"true": "ja", "false": "nee"}
    return Value(written, yes_no.get(written, written) if way == "ja" else written)


def label_of(name: str) -> str:
    """What a field of a measure is called."""
    field = table.forms()[_USUAL_HOST].field(name)
    return field.label if field else name


def name_thing(review: Review, iri: str) -> str:
    """The name of a thing of the graph, "" when it has none."""
    return review.choices.name_of(iri)


def name_item(item: Item) -> str:
    """What another item calls this one."""
    return ", ".join(values_of(item).get("naam", ())) or item.kind


def values_of(item: Item) -> Values:
    """The values of an item: as decided, with those of the suggestion where it was rejected or put off (such
    a decision keeps no words of the plan).
    """
    if not item.verdict or item.is_taken or item.suggestion is None:
        return item.values
    return {**read_values(item.suggestion), **item.values}


def needs_own_words(item: Item) -> bool:
    """Whether its name is still that of the plan and should not be; what is new has the name that it has."""
    named = item.suggestion.values.get("naam") if item.suggestion else None
    is_name = item.kind == table.NEW or item.kind in table.parts()
    return bool(named) and not is_name and values_of(item).get("naam", named) == named


def spell_score(item: Item, sure: float | None = None) -> str:
    """How sure a suggestion is (`sure`: of what it stands in), in words and as a figure; "" for what a person
    added.
    """
    if item.suggestion is None:
        return ""
    score = score_of(item) if sure is None else sure
    word = "vrij zeker" if score >= _SURE else "waarschijnlijk" if score >= _LIKELY else "onzeker"
    return f"{word} ({score:.2f})".replace(".", ",")


def count_open(state: State, least: float) -> Mapping[str, int]:
    """Kind -> how many items of it wait for a decision."""
    return Counter(item.kind for item in state.items if item.verdict in OPEN and is_likely(item, least))


def count_done(state: State, least: float) -> tuple[int, int]:
    """(decided, all) of the suggestions that are sure enough; a part counts with what it stands in."""
    likely = [item for item in state.items if item.suggestion and is_likely(item, least)]
    hosts = {item.key for item in likely}
    likely = [item for item in likely if item.host not in hosts]
    return sum(item.verdict not in OPEN for item in likely), len(likely)
