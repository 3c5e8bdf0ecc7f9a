"""One thing to decide, or decided, with where it stands."""

from dataclasses import dataclass, field

from ..check.moves import Lines
from ..draft.suggestion import Suggestion
from .decisions import TAKEN, Decision, Values
from .place import Marked

UNSAYABLE, REREAD, PLAN, COVERAGE = "niet-te-zeggen", "nagelezen", "plan", "dekking"
_IDENTITY = (
    *("partner", "instrument", "rechtsgrond", "fenomeen", "thema", "lid", "verband", "portefeuillehouder"),
    *("waarde", "jaar", "planning", "status"),
)
HOST, ALONE = "bij", "los"  # the item that a part is put in, or that it stands alone
MORE = "regels"  # further lines that an item rests on: 12-14@digest


@dataclass(frozen=True)
class Item:
    """Something to decide, or decided. `verdict`: "" while open; `version`: id of its last decision;
    `heading`: line of the heading it stands under (0: none); `host`: the item it is part of; `moved`: its
    lines are others than when it was decided; `lost`: they are nowhere in the text.
    """

    key: str
    kind: str
    first: int
    last: int
    values: Values = field(hash=False)
    suggestion: Suggestion | None = field(default=None, hash=False)
    verdict: str = ""
    version: str = ""
    heading: int = 0
    host: str = ""
    more: tuple[Lines, ...] = ()
    moved: bool = False
    lost: bool = False
    history: tuple[Decision, ...] = field(default=(), hash=False)

    @property
    def spans(self) -> tuple[Lines, ...]:
        """All lines that it rests on."""
        return ((self.first, self.last), *self.more) if self.first else self.more

    @property
    def is_taken(self) -> bool:
        """Whether it was accepted, as it was or mended, or added."""
        return self.verdict in TAKEN

    @property
    def needs_own_words(self) -> bool:
        """Whether its name is that of the suggestion, which is the plan's own, or was left out for that."""
        named = self.suggestion.values.get("naam") if self.suggestion else None
        return bool(named) and self.values.get("naam", named) == named


def identity(values: Values) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What values say but for words: the things, figures and concepts."""
    return tuple((name, tuple(sorted(values[name]))) for name in _IDENTITY if values.get(name))


def read_more(values: Values) -> list[Marked]:
    """The further lines that values name, with their digests."""
    found = []
    for written in values.get(MORE, ()):
        span, _, mark = written.partition("@")
        first, _, last = span.partition("-")
        if first.isdigit() and (last or first).isdigit():
            found.append((int(first), int(last or first), mark))
    return found
