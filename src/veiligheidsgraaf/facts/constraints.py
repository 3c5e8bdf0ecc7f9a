"""By what an answer can be narrowed, wherever one asks: the keys, and what was typed read as values of them.

A key that is given more than once means either value; different keys hold together; `niet-` before a key
excludes. Every value is of the statement that a row rests on, so that all of them hold for one statement.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ..words import iris
from ..words.errors import shorten
from ..words.parameters import DAY, read_day, read_thing, today

# Key -> kind of the thing that its value is the slug of.
THINGS = {
    "thema": "thema",
    "fenomeen": "fenomeen",
    "partner": "partner",
    "instrument": "instrument",
    "doelgroep": "doelgroep",
    "locatie": "locatie",
    "gemeente": "gemeente",
    "plan": "plan",
    "status": "status",
    "portefeuillehouder": "partner",
    "rechtsgrond": "rechtsgrond",
}
# Keys whose value is a moment, and what is shown as an example of each.
MOMENTS = {"van": "2024-01-01", "tot": "2024-Q4"}
QUARTER, WORDS, PERIOD = "kwartaal", "q", "periode"
KEYS = (*THINGS, *MOMENTS, QUARTER, WORDS)
_ONCE = (*MOMENTS, PERIOD, DAY)
CURRENT, ALL = "huidig", "alle"
# Things that a row must hold one of in its columns, by kind and slug (`indicator` has no key of its own).
HELD = "rij"
# Not by what but how: the column by which rows are sorted.
SORT = "sorteer"
NOT = "niet-"
MOST_VALUES = 50
MOST_CHARACTERS = 200
_QUARTER = re.compile(r"((?:19|20)\d\d)-?Q([1-4])", re.IGNORECASE)
_MOMENT = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Constraint:
    """One key with its values: IRIs, moments as dates (YYYY-MM-DD), a quarter, or words to look for.

    `slugs` are the values as they stand in an address.
    """

    key: str
    values: tuple[str, ...]
    slugs: tuple[str, ...]
    excludes: bool = False

    @property
    def name(self) -> str:
        """The key as it stands in an address."""
        return NOT + self.key if self.excludes else self.key


@dataclass(frozen=True)
class Reach:
    """Where things are so, beside where they are asked for. `everywhere`: in all municipalities that are
    asked for, in plans that are current; `only`: nowhere else than there, ever; `others_than`: not in the
    current plan of this one (IRI), but in that of another.
    """

    everywhere: bool = False
    only: bool = False
    others_than: str = ""

    def __bool__(self) -> bool:
        return self.everywhere or self.only or bool(self.others_than)


@dataclass(frozen=True)
class Constraints:
    """All that an answer is narrowed by. `current_on`: the day (YYYY-MM-DD) on which a plan must be current,
    or "" for plans of all periods. `holding`: IRIs of which a row must hold one in one of its columns. `day`:
    the day on which was asked to look, or "" for the day of asking. `reach`: where else its things may be.
    """

    given: tuple[Constraint, ...] = ()
    current_on: str = ""
    holding: tuple[str, ...] = ()
    day: str = ""
    reach: Reach = Reach()

    def __bool__(self) -> bool:
        return bool(self.given or self.current_on or self.holding or self.reach)

    @property
    def looked_on(self) -> str:
        """The day (YYYY-MM-DD) on which is looked: the one that was asked, else the day of asking."""
        return self.day or today()

    @property
    def now(self) -> "Constraints":
        """The same, of plans that run on that day."""
        return replace(self, current_on=self.looked_on)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As they stand in an address."""
        period = ((PERIOD, CURRENT),) if self.current_on else ()
        day = ((DAY, self.day),) if self.day else ()
        held = ((HELD, iris.path_of(iri)) for iri in self.holding)
        return (*((item.name, slug) for item in self.given for slug in item.slugs), *held, *period, *day)

    def one(self, key: str) -> str:
        """The value of a key that has just one and excludes nothing, else ""."""
        found = [item for item in self.given if item.key == key and not item.excludes]
        return found[0].values[0] if len(found) == 1 and len(found[0].values) == 1 else ""

    def without(self, *keys: str) -> "Constraints":
        """The same, less what some keys say."""
        return replace(self, given=tuple(item for item in self.given if item.key not in keys))


@dataclass(frozen=True)
class KeyFault:
    """What is wrong with one key or its value. `code` is for machines: unknown, repeated, invalid."""

    name: str
    code: str
    detail: str


def read_constraints(pairs: Iterable[tuple[str, str]]) -> tuple[Constraints, tuple[KeyFault, ...]]:
    """What pairs of key and value (slug, IRI or words) ask for, and what is wrong with them."""
    values: dict[str, dict[str, str]] = {}
    faults: list[KeyFault] = []
    is_current, day, seen, given_times, held = False, "", set[str](), Counter[str](), dict[str, None]()
    for name, text in pairs:
        key = name.removeprefix(NOT)
        if name in seen and key in _ONCE:
            faults.append(KeyFault(name, "repeated", f"{name} staat er meer dan een keer; geef hem een keer"))
            continue
        seen.add(name)
        if name == PERIOD:
            if text not in (CURRENT, ALL):
                faults.append(KeyFault(name, "invalid", f"periode is {CURRENT} of {ALL}"))
            is_current = text == CURRENT
            continue
        if name == DAY:
            try:
                day = read_day(text)
            except ValueError as error:
                faults.append(KeyFault(name, "invalid", f"{DAY} {error}"))
            continue
        if name == HELD:
            faults += _hold(held, text)
            continue
        if key not in KEYS:
            faults.append(
                KeyFault(name[:80], "unknown", f"'{name[:80]}' is geen sleutel; kies uit {', '.join(KEYS)}")
            )
            continue
        given_times[name] += 1
        if given_times[name] > MOST_VALUES:
            faults.append(KeyFault(name, "invalid", f"{name} heeft meer dan {MOST_VALUES} waarden"))
            break
        found, fault = _read_value(key, text)
        if fault:
            faults.append(KeyFault(name, "invalid", fault))
        else:
            values.setdefault(name, {})[found] = slug_of(key, text)
    given = (
        Constraint(name.removeprefix(NOT), tuple(found), tuple(found.values()), name.startswith(NOT))
        for name, found in values.items()
        if found
    )
    current_on = (day or today()) if is_current else ""
    return Constraints(tuple(given), current_on, tuple(sorted(held)), day), tuple(faults)


def _hold(held: dict[str, None], text: str) -> list[KeyFault]:
    """Add a thing that a row must hold; what is wrong with it."""
    iri = text if iris.is_thing(text) else iris.THINGS + text
    if iris.is_thing(iri) and len(held) < MOST_VALUES:
        held[iri] = None
        return []
    return [KeyFault(HELD, "invalid", f"{HELD} is geen ding (soort/slug), of het zijn er te veel")]


def make_constraints(values: Mapping[str, str]) -> Constraints:
    """Constraints of values that are known to be right. Raises ValueError on one that is not."""
    found, faults = read_constraints((key, value) for key, value in values.items() if value)
    if faults:
        raise ValueError(faults[0].detail)
    return found


def edges_of(moment: str) -> tuple[str, str]:
    """First and last day of a year, quarter, month or day. Raises ValueError on anything else."""
    if found := _QUARTER.fullmatch(moment):
        year, quarter = int(found[1]), int(found[2])
        days = monthrange(year, 3 * quarter)[1]
        return f"{year}-{3 * quarter - 2:02}-01", f"{year}-{3 * quarter:02}-{days}"
    found = _MOMENT.fullmatch(moment)
    if found is None:
        raise ValueError(f"{moment[:40]!r} is no year, quarter, month or day")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    first = f"{year}-{month or 1:02}-{day or 1:02}"
    last = f"{year}-{month or 12:02}-{day or monthrange(year, month or 12)[1]:02}"
    datetime.fromisoformat(last)  # the 31st of a short month
    return first, last


def slug_of(key: str, text: str) -> str:
    """The slug of a value of a key that takes things; any other text as it is."""
    key = key.removeprefix(NOT)
    return iris.slug_for(THINGS[key], text) if key in THINGS and iris.is_thing(text) else text


def _read_value(key: str, text: str) -> tuple[str, str]:
    """(value, what is wrong with it)."""
    if not text.strip():
        return "", f"{key} is leeg; laat hem weg of geef een waarde"
    if len(text) > MOST_CHARACTERS:
        return "", f"{key} is langer dan {MOST_CHARACTERS} tekens"
    if key in THINGS:
        return _read_thing(key, text)
    if key == QUARTER:
        found = _QUARTER.fullmatch(text)
        return (f"{found[1]}-Q{found[2]}", "") if found else ("", _say(key, text, "kwartaal", "2024-Q4"))
    if key in MOMENTS:
        try:
            return edges_of(text)[key == "tot"], ""
        except ValueError:
            return "", _say(key, text, "jaar, kwartaal, maand of dag", MOMENTS[key])
    return " ".join(text.split()), ""


def _read_thing(key: str, text: str) -> tuple[str, str]:
    if iris.is_thing(text):
        return text, ""
    try:
        return read_thing(THINGS[key], text), ""
    except ValueError as error:
        return "", f"{key}: {str(error)[:120]}"


def _say(key: str, text: str, what: str, example: str) -> str:
    return f"{key} '{shorten(text, 40)}' is geen {what}; bijvoorbeeld {example}"
