"""Facts that hold together as one row, and in which order rows come."""

from collections.abc import Sequence
from typing import Any

from ..words.errors import InvalidRequest
from ..words.parameters import DAY
from ..words.questions import Question
from ..words.values import Row, Term
from .constraints import Constraints
from .fact_tables import quote, table_of
from .grain import PLAN, Grain, Joined, SortedBy
from .plan_conditions import stand_of
from .term_texts import read_text, size_sql

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def make_row(
    grain: Grain, constraints: Constraints, facts: Sequence[tuple[Any, ...]], municipalities: Sequence[str]
) -> Row:
    """The row of facts that hold together, each with the texts of `grain.variables`. `municipalities`: names
    of all that have a plan.
    """
    places, first = grain.places, facts[0]
    row = Row(
        (name, read_text(first[places[name]])) for name in grain.keys if first[places[name]] is not None
    )
    for joined in grain.joined:
        texts = [fact[places[joined.variable]] for fact in facts]
        if (term := _join(joined, texts, sort=not grain.is_of_one_plan)) is not None:
            row[joined.column] = term
    for column, other in grain.question.rest.items():
        has = set(row[other].value.split("; "))
        row[column] = Term("literal", "; ".join(n for n in municipalities if n not in has))
    day = constraints.looked_on
    for column, standing in grain.question.standing.items():
        row[standing.day] = Term("literal", day)
        row[column] = Term("literal", stand_of(row[standing.begin].value, row[standing.end].value, day[:4]))
    for parameter in grain.question.parameters:
        if parameter.kind == DAY:
            row[parameter.variable] = Term("literal", day)
        elif parameter.default:
            row[parameter.variable] = Term("uri", constraints.one(parameter.name) or parameter.default)
    return row


def columns_to_sort_by(question: Question) -> list[str]:
    """The columns that rows can be sorted by: all but what is made when a row is there."""
    late = {*question.rest, *question.standing, *(standing.day for standing in question.standing.values())}
    return [column for column in question.columns if column not in late]


def sorted_by(question: Question, text: str) -> SortedBy:
    """A column to sort by, from its name, with `-` before it for the last first. Raises InvalidRequest."""
    name, known = text.removeprefix("-"), columns_to_sort_by(question)
    if name not in known:
        is_late = name in question.columns
        what = "wordt pas gemaakt als de rij er is" if is_late else f"is geen kolom van {question.name}"
        raise InvalidRequest(
            f"sorteer: '{name[:40]}' {what}",
            f"kies uit {', '.join(known)}, met - ervoor voor de andere kant op",
        )
    return SortedBy(name, folded=True, descending=text.startswith("-"), by_size=True)


def columns_sql(grain: Grain) -> str:
    """The columns that `make_row` takes, in its order."""
    return ", ".join(quote(name) for name in grain.variables)


def facts_sql(grain: Grain, condition: str) -> str:
    """The facts that rows are made of, each with the number of its row. A row of many plans is made of each
    value once, whatever says it.
    """
    source = f"FROM {table_of(grain.question.name)} WHERE {condition}"
    if grain.is_of_one_plan:
        return f"SELECT _g, {columns_sql(grain)} {source} ORDER BY _plan, _n"
    needed = {*grain.keys, *(column.variable for column in grain.joined)}
    columns = ", ".join(quote(name) if name in needed else "NULL" for name in grain.variables)
    return f"SELECT DISTINCT _g, {columns} {source}"


def having_sql(grain: Grain) -> str:
    """What a row must have of a counted column; "" when it need not."""
    if grain.at_least is None:
        return ""
    variable, least = grain.at_least
    return f" HAVING count(DISTINCT {quote(variable)}) > {least}"


def order_sql(grain: Grain, first: SortedBy | None) -> str:
    """How rows are ordered: those of one plan by their rank in it."""
    return ", ".join(_order_item(grain, item) for item in _order(grain, first))


def first_of_order(grain: Grain, first: SortedBy | None) -> SortedBy | None:
    """What rows are ordered by first, when each has one value of that; else None."""
    item = _order(grain, first)[0]
    joined = {column.column for column in grain.joined}
    return (
        item if item.column == "_plan" or (item.column in grain.keys and item.column not in joined) else None
    )


def _order(grain: Grain, first: SortedBy | None) -> list[SortedBy]:
    plain = [SortedBy("_plan"), SortedBy("_r")]
    by_plan = grain.is_of_one_plan and grain.order[:1] == (SortedBy(PLAN),)
    return [*((first,) if first else ()), *(plain if by_plan else (*grain.order, *plain))]


def _order_item(grain: Grain, item: SortedBy) -> str:
    direction = "DESC NULLS LAST" if item.descending else "ASC NULLS FIRST"
    joined = next((column for column in grain.joined if column.column == item.column), None)
    if joined is not None and joined.separator is None:
        return f"count(DISTINCT {quote(joined.variable)}) {direction}"
    if item.column == "_r":
        return f"min(_r) {direction}"
    column = quote(joined.variable if joined else item.column)
    column = f"min({column})" if joined else f"any_value({column})"
    by_text = f"{f'lower({column})' if item.folded else column} {direction}"
    return f"{size_sql(column)} {direction}, {by_text}" if item.by_size else by_text


def _join(column: Joined, texts: Sequence[str | None], sort: bool) -> Term | None:
    told = [read_text(text) for text in texts if text is not None]
    values = list(dict.fromkeys(term.value for term in told))
    if column.separator is None:
        return Term("literal", str(len(values)), "", _INTEGER)
    if len(told) < len(texts):  # SPARQL: nothing can be made of a list with something unknown in it
        return None
    languages = {term.language for term in told}
    language = languages.pop() if len(languages) == 1 else ""
    return Term("literal", column.separator.join(sorted(values) if sort else values), language)
