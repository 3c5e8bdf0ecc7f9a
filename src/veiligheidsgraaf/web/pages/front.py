"""What the front page proposes to ask: things that this very graph speaks of, not those of another."""

from dataclasses import dataclass

from ...words import iris
from .library import Library


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
    theme, instrument = library.things.most_treated("thema"), library.things.most_treated("instrument")
    newest = library.things.newest_plans(1)
    place = library.name(library.municipality(newest[0].iri)) if newest else ""
    return Proposal(
        iris.slug(theme.iri) if theme else "",
        theme.name if theme else "",
        instrument.name.lower() if instrument else "",
        place.removeprefix("Gemeente "),
    )
