"""What slots and runs are together: their pairs as one, what else a run may name, where it stands."""

from collections.abc import Sequence

from ...facts.constraints import PERIOD
from ...names.matches import Match
from ...names.named import Thing
from ...names.runs import Run
from ..intent import Pairs
from .hearing import NOWHERE
from .reading import Slot
from .times import Moment, span_of
from .using import PLACE


def join_pairs(slots: Sequence[Slot]) -> Pairs:
    """The pairs of all slots, times as one span, each once."""
    timed = [Moment(slot.said, slot.pairs, NOWHERE) for slot in slots if slot.thing is None]
    keys = {key for moment in timed for key, _ in span_of([moment])}
    pairs = [pair for slot in slots if slot.thing is not None for pair in slot.pairs]
    spans = [pair for pair in span_of(timed) if pair[0] in (*keys, PERIOD)]
    return tuple(dict.fromkeys((*pairs, *spans)))


def others_of(run: Run, thing: Thing) -> tuple[Thing, ...]:
    """What else a run may name than a thing."""
    return tuple(c.thing for c in run.candidates if c.thing != thing)


def is_inside(place: Match, run: Run) -> bool:
    """Whether a municipality is named inside a longer name."""
    whole = run.candidates[0]
    return whole.start <= place.start and place.end <= whole.end


def is_place(run: Run) -> bool:
    """Whether a run most likely names a municipality."""
    return run.candidates[0].thing.kind == PLACE
