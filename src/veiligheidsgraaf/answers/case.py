"""All that an answer is made from: what is asked, read, with where its things are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..facts.asked_plans import Scope
from ..facts.constraints import KEYS, Constraints, read_constraints, slug_of
from ..facts.fact_store import FactStore, Page
from ..facts.spread import COLUMNS, Counted, Ranking, Spreads
from ..words import iris
from ..words.phrasing import Phrasing
from ..words.questions import Question
from ..words.values import Row
from .intent import Intent, Pairs
from .said import Names, Writer

MUNICIPALITY, PLAN = "gemeente", "plan"
# As many things are looked up by name for a sentence, and as many values of a group.
MOST_RANKED, MOST_COUNTED = 12, 8
# As many rows are read for a sentence.
MOST_READ = 500


# How far a measure is that is not carried out, and what it then does that brings in something new.
_LOOKED_INTO, PLANNED = "alleen verkend", "voorgenomen"
_BRINGS_IN = (
    "inrichten",
    "oprichten",
    "invoeren",
    "opzetten",
    "instellen",
    "openen",
    "opstarten",
    "aanstellen",
)


def is_yet_to_come(name: str, state: str) -> bool:
    """Whether a measure with this name and state brings in something that is not there as yet: what is only
    looked into, or what is still to be set up. To revise something is no bringing in.
    """
    return state == _LOOKED_INTO or (state == PLANNED and name.endswith(_BRINGS_IN))


@dataclass(frozen=True)
class Case:
    """`ranking`: the things that are counted, those of most municipalities first; `shown`: the rows that are
    shown, when these are all there are in their own order.
    """

    intent: Intent
    question: Question
    constraints: Constraints
    phrasing: Phrasing
    facts: FactStore
    spreads: Spreads
    names: Names
    scope: Scope
    ranking: Ranking
    shown: Page | None = None

    @cached_property
    def told_from(self) -> Page:
        """The rows that a sentence rests on, whatever part of them is shown and in whatever order: all, those
        of current plans first; of very many the first ones.
        """
        return self.first_rows(MOST_READ)

    def first_rows(self, most: int) -> Page:
        """The first rows of those, or more when they are there already."""
        if self.shown and len(self.shown.rows) >= min(most, self.shown.total):
            return self.shown
        day = self.constraints.looked_on
        return self.facts.page(self.question.name, self.constraints, most, current_on=day)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The same, without how many there are."""
        return self.told_from.rows

    @property
    def has_more(self) -> bool:
        """Whether there are more rows than were read."""
        return self.told_from.total > len(self.told_from.rows)

    @property
    def count(self) -> int:
        """How many things are so now; when none is, how many there are in plans of any time."""
        return self.ranking.now or self.ranking.total

    @property
    def is_over(self) -> bool:
        """Whether all that is counted is so in plans that have ended, and in no other."""
        scope, ranking = self.scope, self.ranking
        if not ranking.now:
            return ranking.total > ranking.coming
        return not scope.is_current and scope.plans > scope.coming

    @property
    def things(self) -> list[str]:
        """The first things."""
        return [ranked.value for ranked in self.ranking.first]

    def state_of(self, thing: str) -> str:
        """How far a thing is, in the words of the question; "" where no first row says it."""
        column, told = self.phrasing.split_by, self.phrasing.split
        states = (
            [row[column].text for row in self.rows if row[self.phrasing.thing].value == thing]
            if column
            else []
        )
        return " en ".join(dict.fromkeys(told[state] for state in states if state in told))

    @property
    def is_shared(self) -> bool:
        """Whether things can be in more than one plan."""
        return not any(iris.plan_of(thing) and iris.kind_of(thing) != PLAN for thing in self.things[:1])

    @property
    def group(self) -> str:
        """By what is counted or compared: municipality when nothing is said."""
        return self.intent.group or MUNICIPALITY

    @property
    def writer(self) -> Writer:
        """A sentence to begin."""
        return Writer(self.names)

    def narrowed(self, key: str, value: str) -> Pairs:
        """The address of the same, narrowed to a value (IRI or word) of a key; () when no key says it."""
        if key not in KEYS:
            return ()
        others = tuple(pair for pair in self.intent.pairs if pair[0] != key)
        kept = others if key in COLUMNS else self.intent.pairs
        if (key, slug_of(key, value)) in kept:
            return replace(self.intent, pairs=kept).address
        return replace(self.intent, pairs=(*kept, (key, slug_of(key, value)))).address

    def count_by(
        self, group: str, most: int = MOST_COUNTED, least_first: bool = False, of_any_time: bool = False
    ) -> tuple[list[Counted], int]:
        """How many things each value of a group has now, and how many values there are."""
        of_any_time = of_any_time or not self.ranking.now
        found = self.spreads.count_by(
            self.question.name, self.constraints, group, most, least_first, of_any_time
        )
        self.names.know(counted.value for counted in found[0])
        return found

    def read(self, pairs: Pairs) -> Constraints:
        """The constraints of other pairs, with the same reach."""
        return replace(read_constraints(pairs)[0], reach=self.constraints.reach)

    def given_at_all(self, key: str) -> bool:
        """Whether it is narrowed by a key, or by what it is not."""
        return any(item.key == key for item in self.constraints.given)

    def given(self, *keys: str) -> Sequence[str]:
        """The values (IRIs) that keys are asked for."""
        items = (item for item in self.constraints.given if item.key in keys and not item.excludes)
        return [value for item in items for value in item.values]
