"""A question as facts: its query without its grouping, and how its rows are made again from those.

The query of a question has the form that the house gives it: SELECT, WHERE, GROUP BY, HAVING and ORDER BY at
the start of a line. Without GROUP BY it gives a row per statement (`uitspraak` in its header) and passage.
Rows that hold together are put together again after they were narrowed:

    GROUP_CONCAT(DISTINCT ?x; SEPARATOR="; ")   the values of ?x, each once, in their order
    COUNT(DISTINCT ?x)                          how many values ?x has

A query that groups in another way is no facts, and is asked of the store.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..words.parameters import DAY
from ..words.questions import Question

PLAN = "plan"
PASSAGE = "passage"
THEME = "thema"
# Columns that say where a row stands; the thing that rows are about comes after them.
_PLACES = (PLAN, THEME, "veld", "soort", "kwartaal", "van", "tot")
_PARTS = re.compile(
    r"(?P<prefixes>.*?)^SELECT\s+(?:DISTINCT\s+)?(?P<select>.*?)^WHERE\b(?P<where>.*?^\})\s*"
    r"(?:^GROUP BY (?P<group>[^\n]*)\n)?"
    r"(?:^HAVING \(COUNT\(DISTINCT \?(?P<counted>\w+)\) > (?P<least>\d+)\)\n)?"
    r"(?:^ORDER BY (?P<order>[^\n]*)\n?)?\s*\Z",
    re.DOTALL | re.MULTILINE,
)
_JOINED = re.compile(
    r"\((?:GROUP_CONCAT\(DISTINCT (?P<listed>.+); SEPARATOR=\"(?P<separator>[^\"]*)\"\)"
    r"|COUNT\(DISTINCT (?P<counted>.+)\)) AS \?(?P<column>\w+)\)"
)
_SCALAR = re.compile(r"\((?P<expression>.+) AS \?(?P<column>\w+)\)", re.DOTALL)
_AGGREGATE = re.compile(r"\b(?:GROUP_CONCAT|COUNT|SUM|MIN|MAX|AVG|SAMPLE)\s*\(", re.IGNORECASE)
_SORTED_BY = re.compile(r"(?P<down>DESC\()?(?:LCASE\(\?(?P<folded>\w+)\)|\?(?P<plain>\w+))\)?")


@dataclass(frozen=True)
class Joined:
    """A column made of all values of a variable: listed with a separator, or (None) counted."""

    column: str
    variable: str
    separator: str | None


@dataclass(frozen=True)
class SortedBy:
    """A column that rows are sorted by; `folded`: whether without regard to capitals; `by_size`: whether
    numbers stand by their size and not by their digits.
    """

    column: str
    folded: bool = False
    descending: bool = False
    by_size: bool = False


@dataclass(frozen=True)
class Grain:
    """How a question is asked for facts, and how facts become its rows.

    `sparql`: the query without its grouping. `keys`: variables that together make a row. `variables`: all
    that a fact holds. `at_least`: a column and how many values it must have more than.
    """

    question: Question
    sparql: str
    keys: tuple[str, ...]
    joined: tuple[Joined, ...]
    variables: tuple[str, ...]
    order: tuple[SortedBy, ...]
    at_least: tuple[str, int] | None

    @cached_property
    def places(self) -> dict[str, int]:
        """Variable -> its place in a fact."""
        return {name: place for place, name in enumerate(self.variables)}

    @property
    def thing(self) -> str:
        """The column of what is counted: as the question says, else the first that does not say where a row
        stands.
        """
        phrasing = self.question.phrasing
        if phrasing and phrasing.thing in self.variables:
            return phrasing.thing
        names = (name for name in self.question.columns if name not in _PLACES and name in self.keys)
        return next(names, self.question.statement)

    @property
    def is_of_one_plan(self) -> bool:
        """Whether each row is of one plan; else rows of several plans are put together."""
        return PLAN in self.keys

    @property
    def asked_by_default(self) -> dict[str, str]:
        """Variables of parameters that have a default, each with it: with these all facts come once."""
        return {p.variable: p.default for p in self.question.parameters if p.default}


def read_grain(question: Question) -> Grain | None:
    """A question as facts, or None when its query has another form than the house gives it."""
    parts = _PARTS.fullmatch(f"{question.body.strip()}\n")
    if parts is None or not question.statement:
        return None
    default = {p.variable for p in question.parameters if p.default}
    items, joined, scalars, plain = [], [], [], []
    for item in _split(parts["select"]):
        if found := _JOINED.fullmatch(item):
            expression = found["listed"] or found["counted"]
            variable = expression[1:] if expression.startswith("?") else f"{found['column']}_deel"
            items.append(expression if expression.startswith("?") else f"({expression} AS ?{variable})")
            joined.append(Joined(found["column"], variable, found["separator"]))
        elif found := _SCALAR.fullmatch(item):
            if _AGGREGATE.search(item):
                return None
            items.append(item)
            scalars.append(found["column"])
        else:
            items.append(item)
            plain.append(item[1:])
    if not joined and _AGGREGATE.search(parts["select"]):
        return None
    grouped = re.findall(r"\?(\w+)", parts["group"] or "") or plain
    moved = {*(p.variable for p in question.parameters if p.kind == DAY), *question.standing}
    moved |= {standing.day for standing in question.standing.values()}
    left_out = {*default, *question.rest, *moved}
    keys = tuple(dict.fromkeys(name for name in (*grouped, *scalars) if name not in left_out))
    within = _within(parts["where"])
    added = [name for name in (PLAN, question.statement, PASSAGE) if name in within]
    added += [THEME] if default and THEME in within else []
    if PLAN not in within or question.statement not in within:
        return None
    named = {item.rsplit("?", 1)[1].rstrip(")") for item in items}
    raw = [name for name in (*grouped, *added) if name not in named]
    items += [f"?{name}" for name in dict.fromkeys(raw)]
    variables = tuple(dict.fromkeys((*keys, *(j.variable for j in joined), *added)))
    sparql = f"{parts['prefixes']}SELECT DISTINCT {' '.join(dict.fromkeys(items))}\nWHERE{parts['where']}\n"
    counted, least = parts["counted"], parts["least"]
    order = tuple(
        SortedBy(m["folded"] or m["plain"], bool(m["folded"]), bool(m["down"]))
        for m in _SORTED_BY.finditer(parts["order"] or "")
    )
    return Grain(
        question, sparql, keys, tuple(joined), variables, order, (counted, int(least)) if counted else None
    )


def _within(where: str) -> set[str]:
    """Variables that the pattern of a query gives: those of its own SELECT when it is made of one."""
    inner = re.match(r"\s*\{\s*\{\s*SELECT (?:DISTINCT )?([^\n]*)\n", where)
    return set(re.findall(r"\?(\w+)", inner[1] if inner else where))


def _split(select: str) -> Iterator[str]:
    """The items of a SELECT clause: variables, and expressions with their brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(f"{select} "):
        depth += (sign == "(") - (sign == ")")
        if sign.isspace() and depth == 0:
            if item := select[start:place].strip():
                yield item
            start = place
