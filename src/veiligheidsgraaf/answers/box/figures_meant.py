"""Which figures are meant: by all words together that name some, and by words in the name of one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...facts.constraints import HELD
from ...names import tokens
from ...words import iris
from ..intent import Form
from .reading import Choice, Slot

FIGURE = "indicator"
# Of what figures are comes before a part of their name, and that before whom they are of.
_TOPICS, _OF_WHOM = ("thema", "fenomeen"), ("doelgroep", "partner", "verband")
_LAST = 2
# Words that say in what is counted -> that unit.
_UNITS = {"procent": "procent", "percentage": "procent", "percentages": "procent", "percent": "procent"}
_FEWEST_LETTERS, _MOST_FIGURES = 4, 12


@dataclass
class _Group:
    """Figures (paths) that words joined by `en` name, how surely these are the subject (0 most), and the
    places of the slots.
    """

    figures: set[str]
    rank: int
    places: list[int]


def combine_figures(
    slots: Sequence[Slot], wide: Sequence[Slot], joined: frozenset[int], places: Collection[str]
) -> list[Slot]:
    """Slots with those that name figures made one choice: the figures that all of them name, else those of
    what is surest the subject; words that name other ones do nothing. `wide`: the same slots with all figures
    that hold their name, for where several meet in these; `joined`: which slots have `en` or `of`
    before them and are added to what stands before; `places`: municipalities (slugs) that are named, whose
    figures come before those of others.
    """
    slots = [_where_named(slot, wider, places) for slot, wider in zip(slots, wide, strict=True)]
    groups = _groups(slots, joined, places)
    if not groups:
        return list(slots)
    if len(groups) > 1 and _share(wider := _groups(wide, joined, places)):
        groups = wider
    first, *others = sorted(groups, key=lambda group: (group.rank, len(group.figures)))
    chosen, left = set(first.figures), set[int]()
    if first.rank == _LAST and any(key in _TOPICS for slot in slots for key, _ in slot.pairs):
        chosen = set()
        left.update(place for group in groups for place in group.places)
    for group in others if chosen else ():
        if both := chosen & group.figures:
            chosen = both
        elif group.rank == first.rank:
            chosen |= group.figures
        else:
            left.update(group.places)
    pairs = tuple((HELD, figure) for figure in sorted(chosen))[:_MOST_FIGURES]
    used = {place for group in groups for place in group.places}
    return [
        replace(slot, pairs=() if place in left else pairs) if place in used else slot
        for place, slot in enumerate(slots)
    ]


def _where_named(slot: Slot, wider: Slot, places: Collection[str]) -> Slot:
    """A slot with the figures of the named municipalities that hold its name, where none of them has one that
    is called so: `Verandering van het aantal woninginbraken`.
    """
    return wider if not _of_places(slot, places) and _of_places(wider, places) else slot


def _of_places(slot: Slot, places: Collection[str]) -> set[str]:
    """The figures of a slot that are of one of some municipalities."""
    starts = tuple(f"plan/{place}-" for place in places)
    return {value for _, value in slot.pairs if value.startswith(starts)}


def _share(groups: Sequence[_Group]) -> bool:
    """Whether several subjects have figures in common."""
    surest = min((group.rank for group in groups), default=0)
    topics = [group.figures for group in groups if group.rank == surest]
    return len(topics) > 1 and bool(set.intersection(*topics))


def _groups(slots: Sequence[Slot], joined: frozenset[int], places: Collection[str]) -> list[_Group]:
    found: list[_Group] = []
    for place, slot in enumerate(slots):
        if not names_figures(slot):
            continue
        figures = _of_places(slot, places) or {value for _, value in slot.pairs}
        if place in joined and found and found[-1].places[-1] == place - 1:
            found[-1].figures |= figures
            found[-1].rank = min(found[-1].rank, _rank(slot))
            found[-1].places.append(place)
        else:
            found.append(_Group(figures, _rank(slot), [place]))
    return found


def names_figures(slot: Slot) -> bool:
    """Whether the words of a slot became figures."""
    return bool(slot.pairs) and all(key == HELD and f"/{FIGURE}/" in value for key, value in slot.pairs)


def _rank(slot: Slot) -> int:
    if slot.thing is None or slot.thing.kind in _TOPICS:
        return 0
    if slot.thing.kind in _OF_WHOM:
        return _LAST
    said, name = (
        [word for word in tokens.split(text) if word not in tokens.STOP]
        for text in (slot.said, slot.thing.name)
    )
    return 0 if len(said) >= len(name) else 1


def narrow_to_named(choice: Choice, names: Mapping[str, str], line: str) -> Choice:
    """A reading of figures held to those in whose name its unread words stand, when there are some; of these
    those with most other words of the line. `names`: the figures (IRIs) that it finds, by name.
    """
    if choice.intent.form is not Form.HOW_MUCH or any(key == HELD for key, _ in choice.intent.pairs):
        return choice
    common = tokens.STOP | tokens.LIGHT
    words = [word for word in choice.unread if len(word) >= _FEWEST_LETTERS and word not in common]
    told = {figure: [word for word in words if _holds(name, word)] for figure, name in names.items()}
    most = max(map(len, told.values()), default=0)
    some = [figure for figure, said in told.items() if len(said) == most]
    if not most or len(some) == len(names):
        return choice
    others = [word for word in tokens.split(line) if len(word) >= _FEWEST_LETTERS and word not in common]
    meant = _with_most(some, names, others)
    read = {word for figure in meant for word in told[figure]}
    pairs = tuple((HELD, iris.path_of(figure)) for figure in sorted(meant))
    slots = tuple(slot for slot in choice.slots if slot.pairs or slot.said not in read)
    return Choice(
        replace(choice.intent, pairs=(*choice.intent.pairs, *pairs)),
        (*slots, Slot(" ".join(word for word in words if word in read), pairs)),
        tuple(word for word in choice.unread if word not in read),
    )


def names_unit(line: str) -> bool:
    """Whether a line may say in what is counted."""
    return any(word in _UNITS for word in tokens.split(line))


def hold_to_unit(choice: Choice, units: Mapping[str, str], line: str) -> Choice:
    """A reading of figures held to those in the unit that the line names, when there are some. `units`: the
    figures (IRIs) that it finds, with the unit of each.
    """
    asked = {word: _UNITS[word] for word in tokens.split(line) if word in _UNITS}
    meant = sorted(figure for figure, unit in units.items() if unit.lower() in asked.values())
    if not meant:
        return choice
    read = replace(choice, unread=tuple(word for word in choice.unread if word not in asked))
    if len(meant) == len(units) or len(meant) > _MOST_FIGURES:
        return read
    pairs = tuple((HELD, iris.path_of(figure)) for figure in meant)
    others = tuple(pair for pair in read.intent.pairs if pair[0] != HELD)
    slots = tuple(slot for slot in read.slots if not names_figures(slot))
    intent = replace(read.intent, pairs=(*others, *pairs))
    return replace(read, intent=intent, slots=(*slots, Slot(" ".join(asked), pairs)))


def _with_most(figures: Iterable[str], names: Mapping[str, str], words: Sequence[str]) -> list[str]:
    counts = {figure: sum(_holds(names[figure], word) for word in words) for figure in figures}
    return [figure for figure, count in counts.items() if count == max(counts.values())]


def _holds(name: str, word: str) -> bool:
    """Whether a word stands in a name, in another form or as the end of a longer one: `cijfer` does in
    `rapportcijfer`.
    """
    said = tokens.word(word)
    return any(
        not said.forms.isdisjoint(part.forms) or part.text.endswith(word) for part in tokens.words(name)
    )
