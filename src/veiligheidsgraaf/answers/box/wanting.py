"""What kind of answer a line wants, by its turns of phrase: a list, a number, who, when, whether."""

from dataclasses import dataclass

from ...names import tokens
from ..intent import LEAST_OF, MOST_OF, Form
from . import turns_of_phrase as phrases
from .hearing import NOWHERE, Heard, Places

_OVER_PLACES = (Form.COMPARE, Form.MISSING)


@dataclass(frozen=True)
class Wanted:
    """`group`: by what; `most`: a superlative; `places`: the words that said so. `question`: the one that
    this kind of answer asks for by itself, or ""; `instead`: those to try when that one finds nothing.
    `status`: how far a measure must be; `read`: words that ask for what that question tells as well;
    `counted`: plan or gemeente when it is asked in how many of those something is so.
    """

    form: Form = Form.LIST
    group: str = ""
    most: str = ""
    places: Places = NOWHERE
    question: str = ""
    status: tuple[str, str] | None = None
    instead: tuple[str, ...] = ()
    counted: str = ""
    read: Places = NOWHERE


def read_form(heard: Heard, places_named: int) -> Wanted:
    """The kind of answer. `places_named`: how many municipalities and plans the line names."""
    form, places = Form.LIST, NOWHERE
    for kind, pattern in phrases.forms():
        if said := list(heard.find(pattern)):
            form = kind
            places = NOWHERE.union(*(edges(match[0], words) for match, words in said))
            break
    most = ""
    for name, word in ((MOST_OF, "meeste"), (LEAST_OF, "minste")):
        if found := heard.first(phrases.turn(word)):
            most, places = name, places | found[1]
    group = ""
    if found := heard.first(phrases.turn("groep")):
        group = next(word for word in found[0].groups() if word)
        places |= found[1]
    elif form in _OVER_PLACES or most:
        group = _group_of(heard, form, most, places_named)
    if form is Form.COUNT and not group:
        group = counts_each(heard)
    if form is Form.LIST and group:
        form = Form.COUNT if "hoeveel" in heard.said else Form.LIST
    counted = ""
    if form is Form.COUNT and (found := heard.first(phrases.turn("tellen"))):
        counted = found[0][1]
    return Wanted(form, group, most, places, counted=counted)


def counts_each(heard: Heard) -> str:
    """What things are counted in each of: `in elk plan`."""
    found = heard.first(phrases.turn("overal"))
    return ("plan" if "plan" in found[0][0] else "gemeente") if found else ""


def _group_of(heard: Heard, form: Form, most: str, places_named: int) -> str:
    """Over what is compared or counted when the line does not say so with `per`."""
    plans = any(word.startswith("plan") for word in heard.said)
    municipalities = any(word.startswith("gemeente") for word in heard.said)
    if form is Form.MISSING:
        return "plan" if plans and not municipalities else "gemeente"
    if form is Form.COMPARE:
        return "gemeente" if places_named or municipalities or not plans else "plan"
    return "gemeente" if municipalities and most else ""


def edges(said: str, places: Places) -> Places:
    """The words of a turn of phrase, but of a long one only those at its two ends and a denial: what else
    stands between may name things.
    """
    if len(said.split()) <= 2:  # noqa: PLR2004
        return places
    ordered = sorted(places)
    words = said.split()
    denials = [n for n, word in enumerate(words) if tokens.usual(word) == tokens.DENIAL]
    told = (ordered[n] for at in denials for n in (at, at + 1) if n < len(ordered))
    return frozenset((*ordered[:2], ordered[-1], *told))
