"""What is asked, wherever one asks: a question, all that it is narrowed by, and the kind of answer wanted.

The question box makes one of a line, a question page of its address; both are answered in the same way. An
intent has an address: the keys of `facts.constraints`, and the keys of `HOW` for what stands beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..facts.constraints import KEYS
from ..words.errors import InvalidRequest

Pairs = tuple[tuple[str, str], ...]


class Form(StrEnum):
    """What kind of answer is wanted."""

    LIST = "lijst"
    COUNT = "aantal"  # how many things, in each value of `group`
    COMPARE = "vergelijk"  # what is the same and what is not, over the values of `group`
    WHO = "wie"
    WHEN = "wanneer"
    WHETHER = "of"
    HOW_MUCH = "hoeveel"  # a figure
    LAW = "wet"
    CHANGE = "veranderd"  # between two plans, each a pair `plan`
    MISSING = "ontbreekt"  # of `group`, a plan or municipality, those with nothing that meets the pairs


# Keys of an address for what kind of answer is wanted.
FORM, GROUP, MOST, EVERYWHERE, ONLY, OTHERS = "vorm", "groep", "uiterste", "overal", "alleen", "anders-dan"
HOW = (FORM, GROUP, MOST, EVERYWHERE, ONLY, OTHERS)
MOST_OF, LEAST_OF = "meeste", "minste"
# By the year in which plans end.
END = "einde"
YES = "ja"
GROUPS = (*(key for key in KEYS if key not in ("van", "tot", "q")), "jaar", "veld", "indicator", "soort", END)
_VALUES = {
    FORM: tuple(Form),
    GROUP: GROUPS,
    MOST: (MOST_OF, LEAST_OF),
    EVERYWHERE: (YES,),
    ONLY: (YES,),
}


@dataclass(frozen=True)
class Intent:
    """A question with its constraints and the answer that is wanted.

    `question`: the named question whose facts answer it. `pairs`: constraints as they stand in an address.
    `group`: what columns or sub-counts are by. `most`: a superlative over the group. `everywhere`: only
    things that are so in all municipalities. `only`: only things that are so nowhere else than where the
    pairs say. `others_than`: a municipality (slug): what others do and this one does not.
    """

    question: str
    pairs: Pairs = ()
    form: Form = Form.LIST
    group: str = ""
    most: str = ""
    everywhere: bool = False
    only: bool = False
    others_than: str = ""

    @property
    def address(self) -> Pairs:
        """All but the question, as it stands in an address; what goes without saying is left out."""
        how = (
            (FORM, self.form if self.form is not Form.LIST else ""),
            (GROUP, self.group),
            (MOST, self.most),
            (EVERYWHERE, YES if self.everywhere else ""),
            (ONLY, YES if self.only else ""),
            (OTHERS, self.others_than),
        )
        return (*self.pairs, *((key, str(value)) for key, value in how if value))

    def values_of(self, key: str) -> tuple[str, ...]:
        """The values that a key of the constraints has."""
        return tuple(value for name, value in self.pairs if name == key)


def read_intent(question: str, pairs: Iterable[tuple[str, str]]) -> Intent:
    """The intent of an address: which of its pairs say how, the others are constraints (not looked at here).

    Raises InvalidRequest on a value that a key of HOW cannot have.
    """
    given = [pair for pair in pairs if pair[1]]
    how = {key: _read_value(key, value, given) for key, value in given if key in HOW}
    return Intent(
        question,
        tuple(pair for pair in given if pair[0] not in HOW),
        Form(how.get(FORM, Form.LIST)),
        how.get(GROUP, ""),
        how.get(MOST, ""),
        EVERYWHERE in how,
        ONLY in how,
        how.get(OTHERS, ""),
    )


def _read_value(key: str, value: str, given: Sequence[tuple[str, str]]) -> str:
    if sum(name == key for name, _ in given) > 1:
        raise InvalidRequest(f"{key} staat er meer dan een keer", "geef hem een keer")
    if key in _VALUES and value not in _VALUES[key]:
        raise InvalidRequest(f"{key} '{value[:40]}' is er niet", f"kies uit {', '.join(_VALUES[key])}")
    return value
