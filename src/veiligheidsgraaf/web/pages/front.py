"""What the front page proposes to ask: things that this very graph speaks of, not those of another."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...words import iris
from .library import Library, Named


@dataclass(frozen=True)
class Proposal:
    """A theme and an instrument that most plans treat, and the municipality of the newest plan; "" for none.

    `theme` is its slug, the others are names.
    """

    theme: str
    theme_name: str
    instrument: str
    place: str

    @property
    def line(self) -> str:
        """A whole question to type."""
        if not self.theme_name:
            return ""
        where = f" in {self.place}" if self.place else ""
        return f"welke partners werken aan {self.theme_name.lower()}{where}"


def propose(library: Library) -> Proposal:
    """What to propose on this release."""
    own = (t for t in library.things.values() if t.kind == "thema" and "/" not in iris.slug(t.iri))
    theme = _most_treated(library, own)
    instrument = _most_treated(library, (t for t in library.things.values() if t.kind == "instrument"))
    newest = max(library.plans, key=lambda plan: plan.iri.rpartition("-")[2], default=None)
    place = library.name(library.municipalities.get(newest.iri, "")) if newest else ""
    return Proposal(
        iris.slug(theme.iri) if theme else "",
        theme.name if theme else "",
        instrument.name.lower() if instrument else "",
        place.removeprefix("Gemeente "),
    )


def _most_treated(library: Library, things: Iterable[Named]) -> Named | None:
    """The thing that stands in most plans, the first by name of those; None when none stands in any."""

    def plans(thing: Named) -> int:
        return len(library.features.get(thing.iri, {}).get("plan", ()))

    best = max(
        things, key=lambda thing: (plans(thing), [-ord(letter) for letter in thing.name]), default=None
    )
    return best if best and plans(best) else None
