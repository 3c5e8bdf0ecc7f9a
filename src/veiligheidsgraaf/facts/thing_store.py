"""Things by name where a release serves: looked up by key, listed, narrowed and counted.

What is read is bounded by what is asked for; names that were asked for last are kept, so many and no more.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from cachetools import LRUCache

from ..words.iris import kind_of, plan_of
from .fact_store import FactStore
from .plan_conditions import Condition, among, one_of
from .term_texts import number_of

_MOST_AT_ONCE = 2000
KEPT = 20_000
_NAMES_NEAR = 40


@dataclass(frozen=True)
class NamedThing:
    """A thing with a name: other names and meaning "" when it has none; `short`: a name for a table."""

    iri: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    definition: str = ""
    short: str = ""

    @property
    def plan(self) -> str:
        """Slug of the plan that it is in, or ""."""
        return plan_of(self.iri) or ""


@dataclass(frozen=True)
class Some:
    """The first of some values, and how many there are in all."""

    values: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: a kind, words of the name, features with their value (IRI).

    `with_plan`: only municipalities that have a plan. `shared`: only what is not of one plan.
    """

    kind: str
    words: tuple[str, ...] = ()
    features: Mapping[str, str] = field(default_factory=dict)
    with_plan: bool = False
    shared: bool = False

    def without(self, feature: str) -> "Wanted":
        """The same, less one feature."""
        others = {name: value for name, value in self.features.items() if name != feature}
        return Wanted(self.kind, self.words, others, self.with_plan, self.shared)

    @property
    def condition(self) -> Condition:
        """As SQL over `ding`."""
        conditions = [Condition("soort = ?", (self.kind,))]
        conditions += [Condition("contains(zoek, ?)", (word,)) for word in self.words]
        conditions += [
            Condition(
                "nummer IN (SELECT nummer FROM kenmerk WHERE soort = ? AND kenmerk = ? AND waarde = ?)",
                (self.kind, name, value),
            )
            for name, value in self.features.items()
        ]
        if self.with_plan:
            conditions.append(Condition("iri IN (SELECT gemeente FROM plan)"))
        if self.shared:
            conditions.append(Condition("plan IS NULL"))
        return Condition.all_of(conditions)


# By what a list is sorted -> SQL; `plannen`: how many plans, `plan`: the first.
SORTS = {
    "naam": "volgorde, iri",
    "plannen": "coalesce(aantal, 0) DESC, volgorde, iri",
    "plan": "coalesce(eerste, ''), volgorde, iri",
}
_COLUMNS = "iri, soort, naam, coalesce(aliassen, ''), coalesce(definitie, ''), coalesce(kort, '')"


class ThingStore:
    """The things of one release."""

    def __init__(self, facts: FactStore) -> None:
        self._select = facts.select
        self._known: LRUCache[str, NamedThing | None] = LRUCache(KEPT)
        self._lock = Lock()

    def find(self, iris: Iterable[str]) -> dict[str, NamedThing]:
        """The named ones among these, by IRI. What was asked for last is remembered."""
        asked = dict.fromkeys(iris)
        with self._lock:
            found = {iri: self._known[iri] for iri in asked if iri in self._known}
        if wanted := [iri for iri in asked if iri not in found]:
            read = self._read(wanted)
            found |= {iri: read.get(iri) for iri in wanted}
            with self._lock:
                self._known.update({iri: read.get(iri) for iri in wanted})
        return {iri: thing for iri in asked if (thing := found[iri])}

    def _read(self, wanted: Iterable[str]) -> dict[str, NamedThing]:
        ordered = sorted(wanted)
        found: dict[str, NamedThing] = {}
        for start in range(0, len(ordered), _MOST_AT_ONCE):
            which = among("nummer", map(number_of, ordered[start : start + _MOST_AT_ONCE]))
            for row in self._select(f"SELECT {_COLUMNS} FROM ding WHERE {which.sql}", which.values):
                found[row[0]] = _thing(row)
        return found

    def count_all(self) -> int:
        """How many things have a name."""
        return int(self._select("SELECT count(*) FROM ding")[0][0])

    def list_all(self, limit: int, offset: int = 0) -> list[str]:
        """IRIs of things by their address, from `offset`."""
        sql = f"SELECT iri FROM ding ORDER BY iri LIMIT {int(limit)} OFFSET {int(offset)}"
        return [iri for (iri,) in self._select(sql)]

    def list_things(self, wanted: Wanted, sort: str, limit: int, offset: int = 0) -> list[NamedThing]:
        """Things of a list from `offset`, at most `limit`; `sort` is one of SORTS."""
        condition = wanted.condition
        plans = (
            "LEFT JOIN (SELECT nummer AS wie, count(DISTINCT waarde) AS aantal, min(waarde) AS eerste "
            "FROM kenmerk WHERE soort = ? AND kenmerk = 'plan' GROUP BY ALL) ON wie = nummer"
        )
        joined, values = ("", ()) if sort == "naam" else (plans, (wanted.kind,))
        sql = (
            f"SELECT {_COLUMNS} FROM ding {joined} WHERE {condition.sql} ORDER BY {SORTS[sort]} "
            f"LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        return [_thing(row) for row in self._select(sql, (*values, *condition.values))]

    def count(self, wanted: Wanted) -> int:
        """How many things a list has."""
        condition = wanted.condition
        return int(self._select(f"SELECT count(*) FROM ding WHERE {condition.sql}", condition.values)[0][0])

    def facet(self, wanted: Wanted, feature: str, most: int) -> list[tuple[str, int]]:
        """Values (IRIs) of a feature in a list, each with how many things have it, most first."""
        condition = wanted.without(feature).condition
        sql = (
            "SELECT waarde, count(DISTINCT nummer) AS aantal FROM kenmerk WHERE soort = ? AND kenmerk = ? "
            f"AND nummer IN (SELECT nummer FROM ding WHERE {condition.sql}) "
            f"GROUP BY waarde ORDER BY aantal DESC, waarde LIMIT {int(most)}"
        )
        return [
            (value, count) for value, count in self._select(sql, (wanted.kind, feature, *condition.values))
        ]

    def values_ending(self, kind: str, feature: str, end: str) -> list[str]:
        """Values (IRIs) that a feature of this kind has somewhere and that end in a text."""
        sql = (
            "SELECT DISTINCT waarde FROM kenmerk WHERE soort = ? AND kenmerk = ? AND ends_with(waarde, ?) "
            f"ORDER BY waarde LIMIT {_NAMES_NEAR}"
        )
        return [value for (value,) in self._select(sql, (kind, feature, end))]

    def values_of(self, kind: str, feature: str, most: int) -> list[str]:
        """Values (IRIs) that a feature of this kind has somewhere."""
        sql = (
            "SELECT DISTINCT waarde FROM kenmerk WHERE soort = ? AND kenmerk = ? "
            f"ORDER BY waarde LIMIT {int(most)}"
        )
        return [value for (value,) in self._select(sql, (kind, feature))]

    def features(self, iris: Collection[str], names: Sequence[str], most: int) -> dict[str, dict[str, Some]]:
        """Features of things, by IRI and name: of each the first `most` values."""
        if not iris or not names:
            return {}
        numbers = {number_of(iri): iri for iri in iris}
        which = Condition.all_of((one_of("soort", {kind_of(iri) for iri in iris}), among("nummer", numbers)))
        sql = (
            "WITH een AS (SELECT DISTINCT nummer, kenmerk, waarde FROM kenmerk "
            f"WHERE {which.sql} "
            f"AND kenmerk IN ({', '.join('?' * len(names))})) "
            "SELECT nummer, kenmerk, waarde, count(*) OVER (PARTITION BY nummer, kenmerk) FROM een "
            "QUALIFY row_number() OVER (PARTITION BY nummer, kenmerk ORDER BY waarde) <= "
            f"{int(most)} ORDER BY nummer, kenmerk, waarde"
        )
        found: dict[str, dict[str, Some]] = {iri: {} for iri in iris}
        for number, name, value, total in self._select(sql, (*which.values, *names)):
            of = found[numbers[number]]
            of[name] = Some((*of.get(name, Some()).values, value), total)
        return found

    def references(self, iri: str, most: int) -> dict[str, Some]:
        """What points at a thing outside plans, by property: of each the first `most`."""
        sql = (
            f"SELECT eigenschap, min(van, {int(most)}), count(*) FROM verwijzing "
            f"WHERE nummer = {number_of(iri)} GROUP BY eigenschap ORDER BY eigenschap"
        )
        return {predicate: Some(tuple(first), total) for predicate, first, total in self._select(sql)}

    def plans_with(self, iri: str, feature: str, value: str, limit: int, offset: int) -> Some:
        """The plans (IRIs) that say that a thing has a feature."""
        sql = (
            "SELECT plan, count(*) OVER () FROM (SELECT DISTINCT plan FROM kenmerk "
            f"WHERE nummer = {number_of(iri)} AND kenmerk = ? AND waarde = ? AND plan IS NOT NULL) "
            f"ORDER BY plan LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        rows = self._select(sql, (feature, value))
        return Some(tuple(plan for plan, _ in rows), rows[0][1] if rows else 0)

    def municipalities_of(self, plans: Iterable[str]) -> dict[str, str]:
        """IRI of each of these plans -> IRI of its municipality, the first by name when it has several."""
        wanted = list(dict.fromkeys(plans))
        if not wanted:
            return {}
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT plan, gemeente FROM plan WHERE plan IN ({marks}) ORDER BY gemeente_naam DESC"
        return dict(self._select(sql, wanted))

    def broader_than(self, iris: Sequence[str]) -> list[str]:
        """What is broader than these themes, phenomena or groups, at any distance."""
        sql = (
            f"SELECT DISTINCT breder FROM breder WHERE ding IN ({', '.join('?' for _ in iris)}) "
            "AND breder <> ding ORDER BY breder"
        )
        return [broader for (broader,) in self._select(sql, iris)]

    def called(self, name: str, kinds: Sequence[str], most: int) -> list[tuple[str, str]]:
        """Things (IRI, kind) of some kinds that have a name, without regard to capitals, and then those in
        whose longer name it stands as words of its own.
        """
        has = "(lower(naam) = $1 OR list_contains(string_split(lower(aliassen), '; '), $1))"
        within = "contains(' ' || lower(naam) || ' ', ' ' || $1 || ' ')"
        sql = (
            f"SELECT iri, soort FROM ding WHERE list_contains($2, soort) AND ({has} OR {within}) "
            f"ORDER BY coalesce({has}, false) DESC, iri LIMIT $3"
        )
        return [(iri, kind) for iri, kind in self._select(sql, (name.lower(), list(kinds), most))]

    def count_plans(self) -> int:
        """How many plans there are."""
        return int(self._select("SELECT count(DISTINCT plan) FROM plan")[0][0])

    def slugs_near(self, kind: str, slug: str) -> list[str]:
        """Slugs of a kind that look most like this one."""
        sql = (
            "SELECT coalesce(nullif(regexp_extract(iri, '/id/[^/]+/(.*)$', 1), ''), iri) AS naam FROM ding "
            "WHERE soort = ? ORDER BY jaro_winkler_similarity(naam, ?) DESC, naam LIMIT ?"
        )
        return [found for (found,) in self._select(sql, (kind, slug[:200], _NAMES_NEAR))]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many things there are of each kind."""
        return dict(self._select("SELECT soort, count(*) FROM ding GROUP BY soort ORDER BY soort"))

    @cached_property
    def uses(self) -> list[tuple[str, str, str, int]]:
        """How often a property stands between two classes."""
        sql = "SELECT van, eigenschap, naar, sum(aantal)::BIGINT FROM gebruik GROUP BY ALL ORDER BY ALL"
        return [(a, predicate, b, count) for a, predicate, b, count in self._select(sql)]

    def most_treated(self, kind: str) -> NamedThing | None:
        """The thing of a kind that stands in most plans, the first by name of those; no part of another
        scheme (its slug has one part).
        """
        sql = (
            f"SELECT {_COLUMNS} FROM ding JOIN (SELECT nummer AS wie, count(DISTINCT waarde) AS aantal "
            "FROM kenmerk WHERE soort = ? AND kenmerk = 'plan' GROUP BY nummer) ON wie = nummer "
            "WHERE soort = ? AND NOT contains(regexp_extract(iri, '/id/[^/]+/(.*)$', 1), '/') "
            "ORDER BY aantal DESC, naam LIMIT 1"
        )
        found = self._select(sql, (kind, kind))
        return _thing(found[0]) if found else None

    def newest_plans(self, most: int) -> list[NamedThing]:
        """Plans, those that begin last first."""
        sql = (
            f"SELECT {_COLUMNS} FROM ding JOIN (SELECT plan AS wie, max(begin) AS jaar FROM plan "
            f"GROUP BY plan) ON wie = iri WHERE soort = 'plan' ORDER BY jaar DESC, iri LIMIT {int(most)}"
        )
        return [_thing(row) for row in self._select(sql)]


def _thing(row: Sequence[str]) -> NamedThing:
    iri, kind, name, aliases, definition, short = row
    return NamedThing(iri, kind, name, tuple(a for a in aliases.split("; ") if a), definition, short)
