"""Which parts go along with what they stand in, unless a person says otherwise."""

from collections.abc import Iterable, Sequence

from .. import fields as table
from ..fields import Field
from ..state import Item
from .filters import is_likely, score_of

_MORE_OFTEN_THAN_NOT = 0.5
HOW = "als"  # which field of its host a partner fills


def choose_ticked(host: str, within: Iterable[Item]) -> frozenset[str]:
    """The keys of parts that go along with a host of this kind: those more often said of it than not; of
    what it has once only the surest.
    """
    form, filled, ticked = table.forms().get(host), set[str](), set[str]()
    for part in sorted(within, key=lambda one: (not one.is_taken, -along_of(one), -score_of(one))):
        about = table.parts().get(part.kind)
        field = form.field(about.field) if form and about else None
        if (not part.verdict and along_of(part) < _MORE_OFTEN_THAN_NOT) or (field and field.name in filled):
            continue
        if field and not field.many and part.verdict != "verwerp":
            filled.add(field.name)
        ticked.add(part.key)
    return frozenset(ticked)


def is_shown(part: Item, least: float) -> bool:
    """Whether a part is shown with what it stands in: it is sure enough, of itself or of that."""
    return is_likely(part, least) or along_of(part) >= max(least, _MORE_OFTEN_THAN_NOT)


def along_of(item: Item) -> float:
    """How likely a part is said of what it stands in; what a person added is."""
    known = item.suggestion.along if item.suggestion else None
    return score_of(item) if known is None else known


def ways_of(host: str) -> tuple[Field, ...]:
    """The fields of a host of this kind that a partner within it may fill, the usual one first."""
    form, about = table.forms().get(host), table.parts()["partner"].form.field(HOW)
    found = (form.field(name) for name in about.kinds) if form and about else ()
    ways: Sequence[Field] = [field for field in found if field]
    return tuple(ways) if len(ways) > 1 else ()
