"""An answer with nothing as people read it: who is known to be silent, and what a wider reading has."""

from dataclasses import dataclass

from ...answers.not_found.emptiness import Emptiness
from ..addresses import QUESTION
from .library import Library, Link


@dataclass(frozen=True)
class SilentPlan:
    """A plan and the theme that it does not name."""

    plan: Link
    theme: Link


@dataclass(frozen=True)
class WiderAnswer:
    """A link to a wider reading, how many things it has, and what these are called."""

    link: Link
    things: int
    called: str


@dataclass(frozen=True)
class NoRows:
    """What the page says under an answer with nothing."""

    silent: tuple[SilentPlan, ...]
    wider: tuple[WiderAnswer, ...]


def show_empty(library: Library, found: Emptiness) -> NoRows:
    """What there is to say about an answer with nothing."""
    library.know(iri for item in found.silent for iri in (item.plan, item.theme))
    silent = (SilentPlan(library.link(item.plan), library.link(item.theme)) for item in found.silent)
    wider = (
        WiderAnswer(
            Link(item.told, QUESTION(item.intent.question, query=item.intent.address)),
            item.things,
            item.called,
        )
        for item in found.wider
    )
    return NoRows(tuple(silent), tuple(wider))
