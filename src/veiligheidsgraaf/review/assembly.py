"""What the accepted set becomes: statements with their addresses, values and lines.

A part (a partner, an instrument, a status) becomes a value of the measure or goal that it stands in; alone
it is a statement of its own, that claims the least: a partner is named, an instrument is applied, a law is
mentioned.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..check.moves import Lines
from ..names.tokens import fold
from ..reading.document import Document, Heading
from ..words import iris
from .fields import NEW, Part, find_form, forms, parts, statement_kind
from .keys import Paragraphs, Wanted, give_keys
from .made import FIGURES, Made, join_figures
from .spelling import is_fit
from .state import COVERAGE, PLAN, REREAD, UNSAYABLE, Item, State

_APART = (PLAN, COVERAGE, REREAD, UNSAYABLE, NEW)
CHAPTERS = ("prioriteit", "planthema")
ORDER = (
    *CHAPTERS,
    *("doel", "maatregel", "inzet", "toepassing", "vermelding", "deelname", "ontwikkeling", "middel"),
    *("indicator", "waarneming", "streefwaarde", "dekking"),
)
# A statement of these kinds is about one thing.
_ONE_EACH = {"inzet": "partner", "toepassing": "instrument"}
_LEAST_ROLE = "genoemd"
_HOW = "als"  # which field of its host a partner is: trekker, uitvoerder, noemt ...
_PLANNED = ("planning", "kwartaal", "jaar", "doorlopend", "begin", "einde", "wanneer", "keer-per-jaar")
_POINTING = ("doel", "bestemd-voor")
_DONE = ("uitgevoerd", "niet-uitgevoerd")


@dataclass(frozen=True)
class Problem:
    """Why an item cannot be written as it is. `blocks`: nothing is written before it is mended."""

    item: str
    message: str
    blocks: bool = True


@dataclass(frozen=True)
class Assembly:
    """All statements, with the keys that were given (address -> item), and what stands in the way."""

    made: tuple[Made, ...]
    keys: Mapping[str, str]
    problems: tuple[Problem, ...]


def assemble(
    state: State, document: Document, given: Mapping[str, str], name_of: Callable[[str], str]
) -> Assembly:
    """The statements of the accepted items. `given`: keys that were given before; `name_of`: the name of a
    thing.
    """
    return _Assembler(state, document, given, name_of).assemble()


class _Assembler:
    def __init__(
        self, state: State, document: Document, given: Mapping[str, str], name_of: Callable[[str], str]
    ) -> None:
        self._state = state
        self._document = document
        self._given = given
        self._name_of = name_of
        self._problems = [
            Problem(item.key, "staat niet meer in de tekst; wijs de regels opnieuw aan of verwerp het")
            for item in state.lost
        ]
        self._taken = {item.key: item for item in state.accepted if item.kind not in _APART}
        self._held: dict[str, list[Item]] = defaultdict(list)
        for item in self._taken.values():
            self._held[item.host].append(item)
        self._by_heading: dict[int, tuple[list[Item], list[Item]]] = {}
        self._themes = [one for one in self._taken.values() if _becomes(one) in CHAPTERS]

    def assemble(self) -> Assembly:
        made = join_figures([one for item in self._taken.values() for one in self._make(item)])
        made.sort(key=lambda one: (ORDER.index(one.kind), one.line, one.items))
        addressed, keys = self._address(made)
        where = {
            item: one.address for one in reversed(addressed) for item in one.items if one.kind != "waarneming"
        }
        placed = tuple(self._point(one, where) for one in addressed)
        return Assembly(placed, keys, tuple(self._problems))

    def _host(self, item: Item) -> Item | None:
        """The accepted measure, goal or theme that an item is part of."""
        return self._taken.get(item.host)

    def _make(self, item: Item) -> Iterable[Made]:
        """The statements of one item; none for a part that another takes up."""
        part = parts().get(item.kind)
        host = self._host(item)
        if part is None:
            yield from self._split(item, statement_kind(item.kind), self._with_parts(item))
        elif host is not None and self._field(part, item, host):
            return
        elif part.alone and (part.alone not in CHAPTERS or self._is_heading(item)):
            yield from self._split(item, part.alone, self._alone(part, item))
        else:
            message = (
                f"hoort bij geen aangenomen maatregel of doel; kies waar deze {part.title.lower()} bij hoort"
            )
            # Of what was only suggested, nothing is written; who added it wants it somewhere.
            self._problems.append(Problem(item.key, message, blocks=item.suggestion is None))

    def _is_heading(self, item: Item) -> bool:
        """Whether an item stands on a heading: there a theme is one that the plan treats, elsewhere it is a
        word.
        """
        return any(one.first <= item.first <= one.last for one in self._document.headings_above(item.first))

    def _field(self, part: Part, item: Item, host: Item) -> str:
        """The field of its host that a part is, or ""."""
        form = find_form(host.kind, host.values)
        name = next(iter(item.values.get(_HOW, ())), part.field)
        return name if form and form.field(name) and host.kind not in parts() else ""

    def _with_parts(self, item: Item) -> dict[str, tuple[str, ...]]:
        """The values of an item with those of its parts; its lines are in `_spans`."""
        form = find_form(item.kind, item.values)
        known = {one.name: one for one in form.fields} if form else {}
        values = {name: tuple(found) for name, found in item.values.items() if name in known}
        for part_item in self._parts_of(item):
            for name, found in self._said(part_item, item).items():
                if name not in known:
                    continue
                merged = tuple(dict.fromkeys((*values.get(name, ()), *found)))
                if len(merged) > 1 and not known[name].many:
                    message = f"{known[name].label.lower()} is er twee keer; houd er een over"
                    is_own = bool(item.values.get(name))  # what was decided on the measure itself holds
                    self._problems.append(Problem(part_item.key, message, blocks=not is_own))
                    continue
                values[name] = merged
        return values

    def _parts_of(self, item: Item) -> list[Item]:
        return [
            one
            for one in self._held.get(item.key, ())
            if one.kind in parts() and self._field(parts()[one.kind], one, item)
        ]

    def _said(self, item: Item, host: Item) -> dict[str, tuple[str, ...]]:
        """What a part says of its host."""
        if item.kind == "planning":
            return {name: item.values[name] for name in _PLANNED if item.values.get(name)}
        return {self._field(parts()[item.kind], item, host): _things(item)}

    def _alone(self, part: Part, item: Item) -> dict[str, tuple[str, ...]]:
        """The values of a part that stands alone."""
        form = forms()[part.alone]
        values = {name: tuple(found) for name, found in item.values.items() if form.field(name)}
        field_name = part.field if form.field(part.field) else "noemt"
        return {**values, field_name: _things(item)}

    def _split(self, item: Item, kind: str, values: dict[str, tuple[str, ...]]) -> Iterable[Made]:
        """A statement for each thing, where one statement is about one thing."""
        spans = tuple(
            dict.fromkeys(
                (*item.spans, *(s for one in self._parts_of(item) for s in self._beyond(one, item)))
            )
        )
        one_each = _ONE_EACH.get(kind)
        things = values.get(one_each, ()) if one_each else ()
        for number, thing in enumerate(things or ("",)):
            own = {**values, one_each: (thing,)} if one_each and thing else values
            key = item.key if not number else f"{item.key}#{number + 1}"
            named = self._fit(item, kind, self._named(kind, own))
            if not named.get("naam"):
                self._problems.append(Problem(item.key, "heeft nog geen naam in eigen woorden"))
            yield Made((key,), kind, named, spans, chapters=self._chapters(item))

    def _fit(self, item: Item, kind: str, values: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Values that their fields take; what was decided elsewhere may hold others."""
        fit = dict(values)
        for about in forms()[kind].fields:
            given = values.get(about.name, ())
            wrong = [value for value in given if about.form != "item" and not is_fit(about, value)]
            if wrong:
                message = f"zegt bij {about.label.lower()} '{wrong[0][:40]}', dat past daar niet"
                self._problems.append(Problem(item.key, message))
                fit[about.name] = tuple(value for value in given if value not in wrong)
        return fit

    def _beyond(self, part: Item, host: Item) -> Iterable[Lines]:
        """Lines of a part that its host does not rest on."""
        return (
            span
            for span in part.spans
            if not any(first <= span[0] and span[1] <= last for first, last in host.spans)
        )

    def _named(self, kind: str, values: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Values with a name, that of the thing it is about where none was given; and with the least of
        roles.
        """
        added: dict[str, tuple[str, ...]] = {}
        if not values.get("naam"):
            about = (*values.get(_ONE_EACH.get(kind, "noemt"), ()), *values.get("thema", ()))
            names = list(filter(None, map(self._name_of, about[:3])))
            added["naam"] = (", ".join(names),) if names else ()
        if kind == "inzet" and not values.get("rol"):
            added["rol"] = (_LEAST_ROLE,)
        return {**values, **added}

    def _chapters(self, item: Item) -> tuple[str, ...]:
        """The items of the chapters that an item belongs to: as chosen, as its host, or where it stands."""
        if chosen := tuple(one for one in item.values.get("planthema", ()) if one in self._taken):
            return chosen
        host = self._host(item)
        if host is not None and host.key != item.key:
            return (host.key,) if statement_kind(host.kind) in CHAPTERS else self._chapters(host)
        around = self._around(item)
        return (around,) if around else ()

    def _around(self, item: Item) -> str:
        """The theme whose heading an item stands under, or whose name is in that heading; or ""."""
        for heading in reversed(self._document.headings_above(item.first)):
            at, named = self._under(heading)
            found = named or [one for one in at if one.first <= item.first]
            found = [one for one in found if one.key != item.key]
            if found:
                return max(found, key=lambda one: one.first).key
        return ""

    def _under(self, heading: Heading) -> tuple[list[Item], list[Item]]:
        """(themes under a heading, themes that it names)."""
        if heading.first not in self._by_heading:
            title = fold(heading.text)
            named = [one for one in self._themes if (name := _name(one)) and fold(name) in title]
            at = [one for one in self._themes if one.heading == heading.first]
            self._by_heading[heading.first] = (at, named)
        return self._by_heading[heading.first]

    def _address(self, made: Iterable[Made]) -> tuple[list[Made], dict[str, str]]:
        """Statements with their addresses, and all addresses with their items."""
        wanted = {Wanted(one.items[0], one.kind, one.line): one for one in made if one.kind not in FIGURES}
        local = give_keys(wanted, Paragraphs(self._document), self._given)
        keys = {f"{want.segment}/{key}": want.item for want, key in local.items()}
        of_item = {want.item: f"{want.segment}/{key}" for want, key in local.items()}
        addressed = []
        used: set[str] = set(keys)
        for one in made:
            if one.kind in FIGURES:
                year = next(iter(one.values.get("jaar", ())), "plan")
                stem = f"{one.kind}/{of_item[one.chapters[0]].partition('/')[2]}-{year}"
                address, turn = stem, 1
                while address in used:
                    turn += 1
                    address = f"{stem}-{turn}"
                used.add(address)
                addressed.append(replace(one, address=address))
            else:
                addressed.append(replace(one, address=of_item[one.items[0]]))
        return addressed, keys

    def _point(self, one: Made, where: Mapping[str, str]) -> Made:
        """A statement that points at others by their addresses."""
        values = dict(one.values)
        host = self._taken.get(self._taken[one.items[0]].host) if one.items[0] in self._taken else None
        if host and host.kind == "doel" and one.kind == "maatregel":
            values["doel"] = (*values.get("doel", ()), host.key)
        for name in _POINTING:
            aims = (aim if aim.startswith(iris.BASE) else where.get(aim, "") for aim in values.get(name, ()))
            values[name] = tuple(dict.fromkeys(filter(None, aims)))
        values.pop("planthema", None)
        if one.kind == "prioriteit" and not values.get("rangorde"):
            values["rangorde"] = (one.address.partition("/")[2],)
        return replace(
            one, values=values, chapters=tuple(where[one_of] for one_of in one.chapters if one_of in where)
        )


def is_look_back(made: Made) -> bool:
    """Whether a measure is of an earlier period."""
    return made.values.get("status", ("",))[0] in _DONE


def _things(item: Item) -> tuple[str, ...]:
    """What a part says: the values of its own kind, or of the partner that it is."""
    return tuple(item.values.get(item.kind) or item.values.get("partner", ()))


def _name(item: Item) -> str:
    return next(iter(item.values.get("naam", ())), "")


def _becomes(item: Item) -> str:
    part = parts().get(item.kind)
    return part.alone if part else statement_kind(item.kind)
