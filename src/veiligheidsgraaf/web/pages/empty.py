"""An answer without rows as people read it: who is known to be silent, and which wider question has rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...answers.emptiness import explain_empty
from ..addresses import QUESTION
from .library import Library, Link


@dataclass(frozen=True)
class SilentPlan:
    """A plan and the theme that it does not name."""

    plan: Link
    theme: Link


@dataclass(frozen=True)
class WiderAnswer:
    """A link to the same question without one of its values, and its number of rows."""

    link: Link
    rows: int


@dataclass(frozen=True)
class NoRows:
    """What the page says under an answer without rows."""

    silent: tuple[SilentPlan, ...]
    wider: tuple[WiderAnswer, ...]


def show_empty(library: Library, name: str, values: Mapping[str, str]) -> NoRows:
    """What there is to say about an answer without rows."""
    found = explain_empty(library.answers, name, values)
    silent = (SilentPlan(library.link(item.plan), library.link(item.theme)) for item in found.silent)
    wider = (
        make_wider(f"zonder keuze van {item.without}", name, item.values, item.rows) for item in found.wider
    )
    return NoRows(tuple(silent), tuple(wider))


def make_wider(text: str, name: str, values: Mapping[str, str], rows: int) -> WiderAnswer:
    """A wider question to follow: its text, the question, its values, and how many rows it has."""
    return WiderAnswer(Link(text, QUESTION(name, query=values)), rows)
