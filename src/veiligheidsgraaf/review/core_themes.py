"""The themes of the Kernbeleid against what was accepted: which the plan treats, names, or says nothing of.

A proposal rests on accepted statements, on lines where a name of the theme stands, or on a search that found
none of its names; a person decides.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..check.coverage import Ladder
from ..check.moves import Lines
from ..names.find import Names
from ..words import iris
from .assembly import CHAPTERS, Assembly
from .lookup import Choices
from .made import Made
from .state import Item, State

TREATED, NAMED, ABSENT = "behandeld", "genoemd", "niet-genoemd"
_MOST_LINES = 12
_FOUND = frozenset(("thema", "fenomeen", "kernthema"))


@dataclass(frozen=True)
class Theme:
    """A theme of the Kernbeleid. `proposed`: the degree that the accepted set and the text bear; `lines`:
    where; `searched`: the words that were looked for; `item`: the decision on it, `decided` what that says.
    """

    iri: str
    name: str
    number: str
    proposed: str
    lines: tuple[Lines, ...]
    searched: tuple[str, ...]
    item: str = ""
    decided: str = ""

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values that a decision as proposed has."""
        searched = self.searched if self.proposed == ABSENT else ()
        found = {"kernbeleidthema": (self.iri,), "dekking": (self.proposed,), "gezocht": searched}
        return {name: given for name, given in found.items() if given}


def propose_themes(
    choices: Choices,
    state: State,
    assembly: Assembly,
    text: str,
    edition: str,
    search: Callable[[str], tuple[int, ...]],
) -> tuple[Theme, ...]:
    """Every theme of an edition (its slug), in order of its number. `search`: the lines on which words
    stand.
    """
    ladder = Ladder(choices.dataset)
    about = _list_about(choices, assembly.made)
    named = _list_named(choices, text)
    decided = {found[0]: item for item in state.accepted if (found := item.values.get("kernbeleidthema", ()))}
    themes = []
    for iri in choices.core_themes(edition):
        own = ladder.own(iri)
        stand_ins = {iri, *own, *(f for theme in own for f in choices.stated.same.get(theme, ()))}
        searched = tuple(
            dict.fromkeys(label for one in sorted(stand_ins) for label in choices.labels.get(one, ()))
        )
        lines = {line for one in stand_ins for line in named.get(one, ())}
        lines |= {line for label in choices.labels.get(iri, ()) for line in search(label)}
        themes.append(
            _propose(
                choices,
                iri,
                [one for theme in own for one in about.get(theme, ())],
                lines,
                searched,
                decided.get(iri),
            )
        )
    return tuple(
        sorted(themes, key=lambda one: [int(part) for part in one.number.split(".") if part.isdigit()])
    )


def _propose(
    choices: Choices,
    iri: str,
    made: Iterable[Made],
    lines: set[int],
    searched: tuple[str, ...],
    item: Item | None,
) -> Theme:
    name, _, number = choices.about(iri)
    stated = [one for one in made if one.kind not in CHAPTERS]
    chapters = [one for one in made if one.kind in CHAPTERS]
    if stated:
        degree, found = TREATED, [span for one in stated for span in one.spans]
    elif lines or chapters:
        degree, found = (
            NAMED,
            [*(span for one in chapters for span in one.spans), *((n, n) for n in sorted(lines))],
        )
    else:
        degree, found = ABSENT, []
    spans = tuple(dict.fromkeys(found))[:_MOST_LINES]
    decided = next(iter(item.values.get("dekking", ())), "") if item else ""
    return Theme(iri, name, number, degree, spans, searched, item.key if item else "", decided)


def _list_about(choices: Choices, made: Iterable[Made]) -> dict[str, list[Made]]:
    """Theme -> the statements that are about it: by their own themes, their phenomena and their chapter."""
    statements = list(made)
    chapters = {one.address: one for one in statements if one.kind in CHAPTERS}
    found: dict[str, list[Made]] = defaultdict(list)
    for one in statements:
        said = [*one.values.get("thema", ()), *one.values.get("fenomeen", ())]
        said += [iri for iri in one.values.get("noemt", ()) if "/fenomeen/" in iri]
        said += [
            iri for key in one.chapters if key in chapters for iri in chapters[key].values.get("thema", ())
        ]
        for theme in {above for iri in said for above in choices.stated.covers(_whole(iri))}:
            found[theme].append(one)
    return found


def _whole(value: str) -> str:
    return value if value.startswith(iris.BASE) else iris.thing("thema", value)


def _list_named(choices: Choices, text: str) -> dict[str, set[int]]:
    """Theme or phenomenon -> the lines on which it is named."""
    found: dict[str, set[int]] = defaultdict(set)
    for match in Names(choices.lexicon).find(text, _FOUND, nested=True):
        found[match.thing.iri].add(text.count("\n", 0, match.start) + 1)
    return found
