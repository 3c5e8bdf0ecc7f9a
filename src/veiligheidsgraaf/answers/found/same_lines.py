"""What plans say on the very lines of what was found: a figure of what they see rise or fall."""

from dataclasses import replace

from ...facts.constraints import make_constraints
from ...facts.fact_store import Page
from ...words import iris
from ..case import Case
from ..said import lines_in

_MOST_PLANS, _MOST_ROWS = 2, 200


def on_lines_of(case: Case, question: str) -> Page:
    """The rows of another question on the lines of the first rows, of a few plans."""
    lines: dict[str, set[str]] = {}
    for row in case.rows:
        of = set(lines_in(row["regels"].text))
        lines[row["plan"].value] = lines.get(row["plan"].value, set()) | of
    found = Page(0, ())
    for plan, of in list(lines.items())[:_MOST_PLANS]:
        page = case.facts.page(question, make_constraints({"plan": iris.slug(plan)}), _MOST_ROWS)
        same = tuple(row for row in page.rows if not of.isdisjoint(lines_in(row["regels"].text)))
        found = replace(found, rows=(*found.rows, *same))
    return replace(found, total=len(found.rows))
