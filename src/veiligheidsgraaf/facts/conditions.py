"""Keys as conditions of SQL over the facts of a question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from .asked_plans import AskedPlans
from .constraints import MOMENTS, WORDS, Constraint, Constraints, Reach
from .core_facts import FIRST, columns_of, core_columns, first_column
from .fact_tables import core_table_of, number_sql, quote, table_of
from .grain import PLAN, Grain
from .plan_conditions import OF_PLANS, Condition, negate, of_plans, one_of, plans_of_year, scope_of
from .term_texts import write_iri

_HAS_WORD = "contains(lower(strip_accents(woorden)), strip_accents(?))"
# Keys whose values have broader ones: asked for one, what is narrower is meant too.
WITH_NARROWER = ("thema", "fenomeen", "doelgroep")

# Column of a question -> IRIs.
Where = Mapping[str, tuple[str, ...]]
NOWHERE: Where = MappingProxyType({})


def plans_in(constraints: Constraints, asked: AskedPlans) -> Condition:
    """The plans that are asked, as a table: _nummer, _iri, _gemeente, _nu, _komt. `_nu`: whether a plan is
    current on the day of asking, or true of all when none is; `_komt`: whether it has yet to begin.
    """
    year = f"'{int(constraints.looked_on[:4])}'"
    now = f"(begin <= {year} AND einde >= {year})" if asked.any_current(constraints) else "true"
    scope = scope_of(constraints)
    return Condition(
        f"(SELECT nummer AS _nummer, plan AS _iri, gemeente AS _gemeente, {now} AS _nu, "
        f"begin > {year} AS _komt FROM plan WHERE {scope.sql})",
        scope.values,
    )


@dataclass(frozen=True)
class _Side:
    """Of what a condition is: the facts of a question, or their core, where texts are numbers."""

    grain: Grain
    asked: AskedPlans
    in_core: bool

    @property
    def table(self) -> str:
        """The table, quoted."""
        name = self.grain.question.name
        return core_table_of(name) if self.in_core else table_of(name)

    def is_one(self, column: str, texts: Iterable[str]) -> Condition:
        """That a column is one of some texts."""
        return one_of(quote(column), texts, "hash(?)" if self.in_core else "?")

    def has(self, column: str, item: Constraint) -> Condition:
        """That a column has what a constraint asks for, or what is narrower."""
        if item.key in WITH_NARROWER and self.in_core:
            wanted = one_of("breder", item.values)
            narrower = f"SELECT hash('<' || ding) FROM breder WHERE {wanted.sql}"
            return Condition(f"{quote(column)} IN ({narrower})", wanted.values)
        if item.key in WITH_NARROWER:
            return self.is_one(column, map(write_iri, self.asked.narrower(item.values)))
        is_thing = item.values and item.values[0].startswith("http")
        return self.is_one(column, [write_iri(v) if is_thing else f'"{v}' for v in item.values])

    def are_on(self, where: Where) -> Iterator[Condition]:
        """That columns are one of some IRIs. Raises KeyError on a column that is not of the question."""
        for column, iris in where.items():
            if column not in self.grain.variables:
                raise KeyError(column)
            yield self.is_one(column, map(write_iri, iris))

    def met(self, constraints: Constraints) -> Condition:
        """What must hold."""
        return condition_for(self.grain, constraints, self.asked, self.in_core)


def condition_for(
    grain: Grain, constraints: Constraints, asked: AskedPlans, in_core: bool = False
) -> Condition:
    """What facts of a question must meet; `in_core`: what their core must, which cannot tell `holding`."""
    side = _Side(grain, asked, in_core)
    if constraints.reach:
        without = replace(constraints, reach=Reach())
        return Condition.all_of([side.met(without), *_reaching(side, without, constraints.reach)])
    of_row: list[Condition] = []
    of_statement: list[Condition] = []
    own = columns_of(grain)
    subjects = {*grain.question.shows, *grain.question.narrows}
    for item in constraints.given:
        if item.key == PLAN:
            of_row.append(negate(of_plans(item.values), item.excludes))
        elif item.key == "gemeente":
            plans = one_of("gemeente", item.values)
            inner = Condition(f"_p IN (SELECT nummer FROM plan WHERE {plans.sql})", plans.values)
            of_row.append(negate(inner, item.excludes))
        elif item.key in own and not (item.excludes and item.key not in subjects):
            of_row.append(negate(side.has(own[item.key], item), item.excludes))
        else:
            of_statement.append(_of_statement(item))
    if constraints.current_on:
        running = plans_of_year(constraints.current_on[:4])
        of_row.append(Condition(f"_p IN ({running.sql})", running.values))
    if constraints.holding:
        of_row.append(_holding(side, constraints.holding))
    met = Condition.all_of([*of_row, *_hold(grain, of_statement)])
    return Condition.all_of((met, _enough(side, met))) if grain.at_least else met


def core_of(
    grain: Grain,
    constraints: Constraints,
    asked: AskedPlans,
    texts: Sequence[str] = (),
    on: Where = NOWHERE,
) -> Condition:
    """The core of facts that meet constraints, as a table, with columns of `texts` as they stand: what is
    kept, or made of the facts where that does not tell enough. `on`: as `condition_on`.
    """
    kept = not constraints.holding and not texts and {*on} <= {*core_columns(grain)}
    side = _Side(grain, asked, in_core=kept)
    where = Condition.all_of((side.met(constraints), *side.are_on(on)))
    if kept:
        return Condition(f"(FROM {side.table} WHERE {where.sql})", where.values)
    columns = [f"{number_sql(quote(name))} AS {quote(name)}" for name in core_columns(grain)]
    columns += [f"{quote(name)} AS {quote(f'tekst_{name}')}" for name in texts]
    if first := first_column(grain):
        columns.append(f"{quote(first)} AS {FIRST}")
    return Condition(
        f"(SELECT DISTINCT _p, _s, _g, {', '.join(columns)} FROM {side.table} WHERE {where.sql})",
        where.values,
    )


def _enough(side: _Side, met: Condition) -> Condition:
    """That the facts of a row, those that meet a condition, together have as many values as a row must."""
    assert side.grain.at_least
    column, least = side.grain.at_least
    return Condition(
        f"_g IN (SELECT _g FROM {side.table} WHERE {met.sql} GROUP BY _g "
        f"HAVING count(DISTINCT {quote(column)}) > {int(least)})",
        met.values,
    )


def _reaching(side: _Side, constraints: Constraints, reach: Reach) -> Iterator[Condition]:
    """Where things are so: these ask the facts of the question a second time."""
    thing, plans = quote(side.grain.thing), plans_in(constraints, side.asked)
    if reach.everywhere:
        where = side.met(constraints)
        yield Condition(
            f"{thing} IN (SELECT {thing} FROM {side.table} JOIN {plans.sql} ON _nummer = _p WHERE _nu "
            f"AND {where.sql} GROUP BY 1 HAVING count(DISTINCT _gemeente) >= "
            f"{side.asked.scope(constraints).municipalities})",
            (*plans.values, *where.values),
        )
    anywhere = side.met(constraints.without(*OF_PLANS))
    elsewhere = (
        f"{thing} NOT IN (SELECT {thing} FROM {side.table} WHERE {anywhere.sql} AND {thing} IS NOT NULL "
    )
    if reach.only:
        yield Condition(
            f"{elsewhere} AND _p NOT IN (SELECT _nummer FROM {plans.sql}))",
            (*anywhere.values, *plans.values),
        )
    if reach.others_than:
        yield Condition("_p NOT IN (SELECT nummer FROM plan WHERE gemeente = ?)", (reach.others_than,))
        here = plans_in(Constraints((_one("gemeente", reach.others_than),), day=constraints.day), side.asked)
        yield Condition(
            f"{elsewhere} AND _p IN (SELECT _nummer FROM {here.sql} WHERE _nu))",
            (*anywhere.values, *here.values),
        )


def _one(key: str, value: str) -> Constraint:
    return Constraint(key, (value,), ())


def _holding(side: _Side, things: Sequence[str]) -> Condition:
    columns = [name for name in side.grain.question.columns if name in side.grain.variables]
    each = [side.is_one(column, [write_iri(thing) for thing in things]) for column in columns]
    values = tuple(value for condition in each for value in condition.values)
    return Condition(f"({' OR '.join(condition.sql for condition in each)})", values)


def condition_on(grain: Grain, constraints: Constraints, on: Where, asked: AskedPlans) -> Condition:
    """What facts of a question must meet whose columns are one of some IRIs. Raises KeyError on a column that
    is not its own.
    """
    side = _Side(grain, asked, in_core=False)
    return Condition.all_of((side.met(constraints), *side.are_on(on)))


def _hold(grain: Grain, of_statement: list[Condition]) -> Iterator[Condition]:
    if grain.question.statement != PLAN:
        for condition in of_statement:
            yield Condition(condition.sql.format(statement="_s"), condition.values)
    elif of_statement:  # a plan with a statement that meets all of them
        of_one = Condition.all_of(of_statement)
        inner = of_one.sql.format(statement="uitspraak")
        plans = f"SELECT plan FROM uitspraak WHERE {inner}"
        yield Condition(f"_p IN (SELECT nummer FROM plan WHERE plan IN ({plans}))", of_one.values)


def _of_statement(item: Constraint) -> Condition:
    """A condition with {statement} where the number of the statement comes."""
    if item.key in MOMENTS:
        side = "tot >= ?" if item.key == "van" else "van <= ?"
        open_side = "tot IS NULL" if item.key == "van" else "van IS NULL"
        inner = Condition(f"SELECT uitspraak FROM tijd WHERE {side} OR {open_side}", item.values)
    elif item.key == WORDS:
        told = [value.lower().split() for value in item.values]
        has = " OR ".join(" AND ".join(_HAS_WORD for _ in words) for words in told)
        words = tuple(word for words in told for word in words)
        inner = Condition(f"SELECT uitspraak FROM uitspraak WHERE {has}", words)
    else:
        values = one_of("waarde", item.values)
        inner = Condition(
            f"SELECT uitspraak FROM beperking WHERE sleutel = ? AND {values.sql}", (item.key, *values.values)
        )
    word = "NOT IN" if item.excludes else "IN"
    return Condition(f"{{statement}} {word} ({inner.sql})", inner.values)
