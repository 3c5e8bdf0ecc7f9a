"""What a line asks that the graph does not hold: kinds of facts, places without a plan, years beyond them."""

from collections.abc import Iterator

from ...names.stored import StoredLexicon
from . import turns_of_phrase as phrases
from .constraining import FIGURES, Line
from .hearing import NOWHERE, Places
from .reading import Outside
from .using import PLACE


def find_outside(line: Line, lexicon: StoredLexicon, question: str, years: tuple[int, int]) -> list[Outside]:
    """What is asked that the graph does not hold. `years`: the first and last year of all plans."""
    return [*_kinds(line), *_municipalities(line, lexicon), *_years(line, question, years)]


def places_outside(line: Line) -> Places:
    """The words that ask for it."""
    found = NOWHERE
    for item in phrases.outside():
        if (match := line.heard.first(item.asks)) and not (
            item.unless and item.unless.search(line.heard.joined)
        ):
            found |= match[1]
    return found


def _kinds(line: Line) -> Iterator[Outside]:
    for item in phrases.outside():
        if line.heard.first(item.asks) and not (item.unless and item.unless.search(line.heard.joined)):
            yield Outside(item.english if line.heard.is_english else item.dutch, cited=item.cited)


def _municipalities(line: Line, lexicon: StoredLexicon) -> Iterator[Outside]:
    """Municipalities that are named as such, when none of those that are named has a plan."""
    named = [place.thing for place in line.found.municipalities]
    if any(lexicon.plans_of(thing.slug) for thing in named):
        named = [thing for thing in named if not lexicon.plans_of(thing.slug)]
        named = [thing for thing in named if _is_named_alone(line, thing.iri)]
    for thing in named:
        name = thing.name.removeprefix("Gemeente ")
        text = (
            f"There is no plan of {name} in the graph."
            if line.heard.is_english
            else f"Van {name} staat geen plan in de graaf."
        )
        yield Outside(text, thing.name)


def _is_named_alone(line: Line, iri: str) -> bool:
    return any(
        run.candidates[0].thing.iri == iri and run.candidates[0].thing.kind == PLACE
        for run in line.found.runs
    )


def _years(line: Line, question: str, years: tuple[int, int]) -> Iterator[Outside]:
    """Years in which no plan runs; figures may be older, and none is of the future."""
    first, last = years
    for moment in line.times.moments:
        beyond = [year for year in moment.years if year > last or (year < first and question not in FIGURES)]
        if beyond and len(beyond) == len(moment.years) and last:
            said = " en ".join(map(str, beyond))
            text = (
                f"No plan in the graph runs in {said}; they run from {first} to {last}."
                if line.heard.is_english
                else f"Geen plan in de graaf loopt in {said}; zij lopen van {first} tot en met {last}."
            )
            yield Outside(text, said)
