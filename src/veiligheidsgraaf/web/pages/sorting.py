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
        way = f"{_BACK}{column}" if self.order == column else column
        return f"{QUESTION(self.question.name, query=[*self.pairs, (SORT, way)])}#rijen"

    def direction(self, column: str) -> str:
        """How rows are sorted by a column, as `aria-sort` says it; "" when they are not."""
        if self.order.removeprefix(_BACK) != column:
            return ""
        return "descending" if self.order.startswith(_BACK) else "ascending"
