"""A wider reading than the one that found nothing."""

from dataclasses import dataclass

from ..intent import Intent


@dataclass(frozen=True)
class Wider:
    """A wider reading that has something: what it is in words, and how many things of what kind. `brief`: the
    same within a sentence that tells these already. `is_place`: the words say in which other places;
    `answers`: it may be just what was asked for; `is_named`: all of it is named;
    `is_done`: it may be there already.
    """

    told: str
    intent: Intent
    things: int
    called: str
    brief: str | None = None
    is_place: bool = False
    answers: bool = False
    is_named: bool = False
    is_done: bool = True
