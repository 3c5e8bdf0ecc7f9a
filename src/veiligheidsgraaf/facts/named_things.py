"""Things by name, as lists and pages need them: asked of a few plans, or once of all that plans share."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..names.alphabet import alphabetical, fold
from ..words import iris
from .term_texts import number_of, value_of

_NAMES, _FEATURES, _REFERENCES, _SHARED_REFERENCES, _USES = (
    f"feiten-{name}" for name in ("namen", "kenmerken", "verwijzingen", "verwijzingen-gedeeld", "gebruik")
)
PARTS = (_NAMES, _FEATURES, _REFERENCES, _SHARED_REFERENCES, _USES)
# Features whose value is the plan that says so.
_OF_VALUE = ("plan", "voorop in")
_GROUND = "rechtsgrond"
Ask = Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]]
Plans = Sequence[tuple[str | None, ...]]


@dataclass(frozen=True)
class Things:
    """Rows about things by name. `plan` is the IRI of the plan that says so, None for what plans share.

    `things`: number, IRI, kind, name, other names, definition, key to sort by, text to search in, short name,
    plan. `features`: number, kind, feature, value, plan. `references`: number of what is pointed at,
    property, from, plan. `uses`: class, property, class, how often, plan.
    """

    things: list[tuple[object, ...]] = field(default_factory=list)
    features: list[tuple[object, ...]] = field(default_factory=list)
    references: list[tuple[object, ...]] = field(default_factory=list)
    uses: list[tuple[object, ...]] = field(default_factory=list)


def collect_things(ask: Ask, plans: Plans) -> Things:
    """What a few plans say of things; `ask` asks a part by name, with IRIs for some of its variables. `plans`
    as in `Facts`.
    """
    slugs = sorted({iris.slug(str(row[0])) for row in plans})
    short = {str(row[0]): _short_name(row) for row in plans}
    graphs = [f"{iris.GRAPH}{kind}{slug}" for slug in slugs for kind in ("plan/", "passages/")]
    named = [row for graph in graphs for row in ask(_NAMES, {"graaf": graph})]
    uses = [row for row in ask(_USES, {}) if value_of(row["graaf"]) in graphs]  # graph by graph takes longer
    things = list(_things(named, short))
    features = {*_features(ask(_FEATURES, {})), *_of_plans(things, plans)}
    return Things(
        things,
        _sorted(row for row in features if row[-1] is not None),
        _sorted(_references(ask(_REFERENCES, {}))),
        list(_uses(uses)),
    )


def collect_shared_things(ask: Ask) -> Things:
    """What is said of things outside plans."""
    return Things(
        list(_things(ask(_NAMES, {}), {})),
        _sorted(row for row in set(_features(ask(_FEATURES, {}))) if row[-1] is None),
        _sorted(_references(ask(_SHARED_REFERENCES, {}))),
        list(_uses(ask(_USES, {}))),
    )


def _things(rows: Iterable[Mapping[str, str]], short: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    seen = set()
    for row in rows:
        iri, name, aliases = (value_of(row.get(key, '"')) for key in ("ding", "naam", "aliassen"))
        if iri in seen:
            continue
        seen.add(iri)
        aliases = "; ".join(sorted(aliases.split("; ")))
        definition = value_of(row["definitie"]) if "definitie" in row else None
        yield (
            number_of(iri), iri, iris.kind_of(iri), name, aliases, definition,
            "\x1f".join(alphabetical(name)), fold(f"{name} {aliases}"), short.get(iri), _plan_of(row),
        )  # fmt: skip


def _features(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[object, ...]]:
    """Features as they stand, and those of a legal ground: it is in the plans of what rests on it."""
    plans, grounds = defaultdict(set), defaultdict(set)
    for row in rows:
        thing, feature, value = (value_of(row[key]) for key in ("ding", "kenmerk", "waarde"))
        plan = value if feature in _OF_VALUE else _plan_of(row)
        yield number_of(thing), iris.kind_of(thing), feature, value, plan
        if feature == "plan":
            plans[thing].add(value)
        elif feature == _GROUND:
            grounds[thing].add(value)
            if own := iris.plan_of(thing):
                plans[thing].add(iris.thing("plan", own))
    for thing, rested_on in grounds.items():
        for ground in rested_on:
            for plan in plans[thing]:
                yield number_of(ground), iris.kind_of(ground), "plan", plan, plan


def _of_plans(things: Iterable[tuple[object, ...]], plans: Plans) -> Iterator[tuple[object, ...]]:
    """What follows from where a thing stands: a statement is in its plan, a plan is of a municipality,
    which has it as its own.
    """
    for number, iri, kind, *_ in things:
        slug = iris.plan_of(str(iri))
        if slug and kind != "plan":
            own = iris.thing("plan", slug)
            yield number, kind, "plan", own, own
    for plan, municipality, *_ in plans:
        assert plan is not None
        assert municipality is not None
        yield number_of(plan), "plan", "gemeente", municipality, plan
        yield number_of(municipality), "gemeente", "eigen plan", plan, plan
        yield number_of(municipality), "gemeente", "plan", plan, plan


def _references(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        thing, predicate, source = (value_of(row[key]) for key in ("ding", "eigenschap", "van"))
        yield number_of(thing), predicate, source, value_of(row["plan"]) if "plan" in row else None


def _uses(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield *(value_of(row[key]) for key in ("van", "eigenschap", "naar", "aantal")), _plan_of(row)


def _plan_of(row: Mapping[str, str]) -> str | None:
    """IRI of the plan that the graph of a row is of."""
    slug = iris.plan_of_graph(value_of(row["graaf"])) if "graaf" in row else ""
    return iris.thing("plan", slug) if slug else None


def _short_name(plan: tuple[str | None, ...]) -> str:
    """A name of a plan that is short enough for a table: `Dalfsen 2023-2026`."""
    _, _, municipality, begin, end = plan
    return f"{(municipality or '').removeprefix('Gemeente ')} {begin or ''}-{end or ''}"


def _sorted(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(rows, key=lambda row: tuple(map(str, row)))
