"""Keys as conditions of SQL over the facts of a question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from .asked_plans import AskedPlans
from .constraints import KEYS, MOMENTS, WORDS, Constraint, Constraints, Reach
from .fact_file import quote, table_of
from .grain import PLAN, THEME, Grain
from .plan_conditions import OF_PLANS, Condition, negate, one_of, plans_of_year, scope_of
from .term_texts import write_iri

_HAS_WORD = "contains(lower(strip_accents(woorden)), strip_accents(?))"
# Keys whose values have broader ones: asked for one, what is narrower is meant too.
WITH_NARROWER = ("thema", "fenomeen", "doelgroep")

# Column of a question -> IRIs.
Where = Mapping[str, tuple[str, ...]]
NOWHERE: Where = MappingProxyType({})


def columns_of(grain: Grain) -> dict[str, str]:
    """Key -> the column of a question whose own value it asks for; the other keys ask for the statement."""
    question = grain.question
    own = {
        p.name: THEME if p.default else p.variable
        for p in question.parameters
        if p.name in KEYS and p.name not in (PLAN, "gemeente")
    }
    own |= {kind: kind for kind in question.narrows if kind in KEYS}
    return {key: column for key, column in own.items() if column in grain.variables}


def plans_in(constraints: Constraints, asked: AskedPlans) -> Condition:
    """The plans that are asked, as a table: _p, _gemeente, _nu, _komt. `_nu`: whether a plan is current on
    the day of asking, or true of all when none is; `_komt`: whether it has yet to begin.
    """
    year = f"'{int(constraints.looked_on[:4])}'"
    now = f"(begin <= {year} AND einde >= {year})" if asked.any_current(constraints) else "true"
    scope = scope_of(constraints)
    return Condition(
        f"(SELECT plan AS _p, gemeente AS _gemeente, {now} AS _nu, begin > {year} AS _komt "
        f"FROM plan WHERE {scope.sql})",
        scope.values,
    )


def condition_for(grain: Grain, constraints: Constraints, asked: AskedPlans) -> Condition:
    """What facts of a question must meet."""
    if constraints.reach:
        without = replace(constraints, reach=Reach())
        return Condition.all_of(
            [condition_for(grain, without, asked), *_reaching(grain, without, constraints.reach, asked)]
        )
    of_row: list[Condition] = []
    of_statement: list[Condition] = []
    own = columns_of(grain)
    subjects = {*grain.question.shows, *grain.question.narrows}
    for item in constraints.given:
        if item.key == PLAN:
            of_row.append(negate(one_of("_plan", item.values), item.excludes))
        elif item.key == "gemeente":
            plans = one_of("gemeente", item.values)
            inner = Condition(f"_plan IN (SELECT plan FROM plan WHERE {plans.sql})", plans.values)
            of_row.append(negate(inner, item.excludes))
        elif item.key in own and not (item.excludes and item.key not in subjects):
            of_row.append(negate(_own_value(quote(own[item.key]), item, asked), item.excludes))
        else:
            of_statement.append(_of_statement(item))
    if constraints.current_on:
        running = plans_of_year(constraints.current_on[:4])
        of_row.append(Condition(f"_plan IN ({running.sql})", running.values))
    if constraints.holding:
        of_row.append(_holding(grain, constraints.holding))
    met = Condition.all_of([*of_row, *_hold(grain, of_statement)])
    return Condition.all_of((met, _enough(grain, met))) if grain.at_least else met


def _enough(grain: Grain, met: Condition) -> Condition:
    """That the facts of a row, those that meet a condition, together have as many values as a row must."""
    assert grain.at_least
    column, least = grain.at_least
    return Condition(
        f"_g IN (SELECT _g FROM {table_of(grain.question.name)} WHERE {met.sql} GROUP BY _g "
        f"HAVING count(DISTINCT {quote(column)}) > {int(least)})",
        met.values,
    )


def _reaching(grain: Grain, constraints: Constraints, reach: Reach, asked: AskedPlans) -> Iterator[Condition]:
    """Where things are so: these ask the facts of the question a second time."""
    thing, source = quote(grain.thing), table_of(grain.question.name)
    plans = plans_in(constraints, asked)
    if reach.everywhere:
        where = condition_for(grain, constraints, asked)
        yield Condition(
            f"{thing} IN (SELECT {thing} FROM {source} JOIN {plans.sql} ON _p = _plan WHERE _nu "
            f"AND {where.sql} GROUP BY 1 HAVING count(DISTINCT _gemeente) >= "
            f"{asked.scope(constraints).municipalities})",
            (*plans.values, *where.values),
        )
    anywhere = condition_for(grain, constraints.without(*OF_PLANS), asked)
    elsewhere = f"{thing} NOT IN (SELECT {thing} FROM {source} WHERE {anywhere.sql} AND {thing} IS NOT NULL "
    if reach.only:
        yield Condition(
            f"{elsewhere} AND _plan NOT IN (SELECT _p FROM {plans.sql}))", (*anywhere.values, *plans.values)
        )
    if reach.others_than:
        yield Condition("_plan NOT IN (SELECT plan FROM plan WHERE gemeente = ?)", (reach.others_than,))
        here = plans_in(Constraints((_one("gemeente", reach.others_than),), day=constraints.day), asked)
        yield Condition(
            f"{elsewhere} AND _plan IN (SELECT _p FROM {here.sql} WHERE _nu))",
            (*anywhere.values, *here.values),
        )


def _one(key: str, value: str) -> Constraint:
    return Constraint(key, (value,), ())


def _holding(grain: Grain, things: Sequence[str]) -> Condition:
    columns = [name for name in grain.question.columns if name in grain.variables]
    each = [one_of(quote(column), [write_iri(thing) for thing in things]) for column in columns]
    values = tuple(value for condition in each for value in condition.values)
    return Condition(f"({' OR '.join(condition.sql for condition in each)})", values)


def conditions_on(grain: Grain, where: Where) -> Iterator[Condition]:
    """That columns of a question are one of some IRIs. Raises KeyError on a column that is not its own."""
    for column, iris in where.items():
        if column not in grain.variables:
            raise KeyError(column)
        yield one_of(quote(column), [write_iri(iri) for iri in iris])


def _hold(grain: Grain, of_statement: list[Condition]) -> Iterator[Condition]:
    if grain.question.statement != PLAN:
        for condition in of_statement:
            yield Condition(condition.sql.format(statement="_s"), condition.values)
    elif of_statement:  # a plan with a statement that meets all of them
        of_one = Condition.all_of(of_statement)
        inner = of_one.sql.format(statement="uitspraak")
        yield Condition(f"_plan IN (SELECT plan FROM uitspraak WHERE {inner})", of_one.values)


def _own_value(column: str, item: Constraint, asked: AskedPlans) -> Condition:
    if item.key in WITH_NARROWER:
        return one_of(column, map(write_iri, asked.narrower(item.values)))
    is_thing = item.values and item.values[0].startswith("http")
    return one_of(column, [write_iri(value) if is_thing else f'"{value}' for value in item.values])


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
