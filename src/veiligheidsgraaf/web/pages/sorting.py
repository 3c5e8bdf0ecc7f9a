"""Rows and grids that are sorted by a column: where each order is, and which one is shown."""

from dataclasses import dataclass

from ...answers.intent import Pairs
from ...facts.answer_rows import columns_to_sort_by
from ...facts.constraints import SORT
from ...words.questions import Question
from ..addresses import QUESTION

_BACK = "-"


@dataclass(frozen=True)
class Sorting:
    """The rows of a question, narrowed by pairs, in an order: a column, `-` before it for the last first."""

    question: Question
    pairs: Pairs
    order: str = ""

    def page(self, column: str) -> str:
        """The same rows by a column, or the other way round when they are by it; "" when that cannot be."""
        if column not in columns_to_sort_by(self.question):
            return ""
        way = turn(self.order, column)
        return f"{QUESTION(self.question.name, query=[*self.pairs, (SORT, way)])}#rijen"

    def direction(self, column: str) -> str:
        """How rows are by a column."""
        return direction_of(self.order, column)


def turn(order: str, column: str) -> str:
    """The order by a column, the other way round when it is by that already."""
    return f"{_BACK}{column}" if order == column else column


def direction_of(order: str, column: str) -> str:
    """How an order is by a column, as `aria-sort` says it; "" when it is not."""
    if order.removeprefix(_BACK) != column:
        return ""
    return "descending" if order.startswith(_BACK) else "ascending"
