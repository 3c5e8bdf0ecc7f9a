"""How an answer of a question is told: what its things are called, and what stands in a grid of them.

It stands in the header of the question, so that no program needs to know one question from another:

    #+ zin:
    #+   ding: maatregel                  the column of what is counted
    #+   een: maatregel                   what one is called, and what many
    #+   meer: maatregelen
    #+   over: [gaat over, gaan over]     said of one and of many, before a theme or phenomenon
    #+   zonder: [loopt, lopen]           the same where no theme was asked for (else: "er is", "er zijn")
    #+   verdeeld: {status: {lopend: lopend, verkenning: alleen verkend}}    a column and its values in words
    #+   wie: [portefeuillehouder]        columns that answer who; so wanneer, hoeveel and wet
    #+   wat: [rol, waarvoor]             columns that tell more of a thing that is asked for by name
    #+   bevestigt: true                  that it has rows is a yes to "is er", "doet", "heeft"; else (a
                                          figure that may have been missed) it is not
    #+ raster: {rij: thema, cel: [maatregel, status]}

`raster`: a row for each value of one column; in a cell the values of others, the first by its name. `teken`:
what stands in a cell that is filled, where no column says it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .query_header import Header

SENTENCE, RASTER = "zin", "raster"
# What of an answer may be asked for, each by the columns that say it.
ASPECTS = ("wie", "wanneer", "hoeveel", "wet", "wat")
_ABOUT = ("gaat over", "gaan over")
_WORDS, _VERBS, _CONFIRMS = ("een", "meer"), ("over", "zonder"), "bevestigt"
_SHAPE = "schrijf '#+ zin: {ding: kolom, een: maatregel, meer: maatregelen, over: [gaat over, gaan over]}'"
_RASTER_SHAPE = "schrijf '#+ raster: {rij: kolom, cel: [kolom, kolom]}'"


@dataclass(frozen=True)
class Phrasing:
    """`thing`: the column of what is counted; `one` and `many`: what it is called. `about` and `alone`: what
    is said of one and of many, with and without a theme; `alone` may be empty. `split_by`: a column that
    tells things apart, `split`: its values in words. `aspects`: what may be asked -> the columns that say it.
    `confirms`: whether having something is a yes to a question that can be answered so.
    """

    thing: str
    one: str
    many: str
    about: tuple[str, ...] = _ABOUT
    alone: tuple[str, ...] = ()
    split_by: str = ""
    split: Mapping[str, str] = field(default_factory=dict)
    aspects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confirms: bool = False

    def call(self, number: int) -> str:
        """What so many things are called."""
        return self.one if number == 1 else self.many


@dataclass(frozen=True)
class Raster:
    """`row`: the column whose values are rows; `cells`: columns of what stands in a cell; `sign`: what stands
    there when no column says it.
    """

    row: str
    cells: tuple[str, ...] = ()
    sign: str = ""


def read_phrasing(header: Header, known: Mapping[str, str]) -> Phrasing | None:
    """How a header says that its answer is told; None when it does not. `known`: its columns.

    Raises BrokenFile.
    """
    found = header.values.get(SENTENCE)
    if found is None:
        return None
    if not isinstance(found, dict):
        raise header.fault(SENTENCE, "'zin' heeft de verkeerde vorm", _SHAPE)
    words = [found.get(key) for key in _WORDS]
    verbs = {key: found[key] for key in _VERBS if key in found}
    split, thing = found.get("verdeeld", {}), found.get("ding")
    aspects = {key: found[key] for key in ASPECTS if key in found}
    is_right = (
        {*found} <= {"ding", "verdeeld", _CONFIRMS, *_WORDS, *_VERBS, *ASPECTS}
        and all(isinstance(word, str) and word for word in words)
        and all(_are_texts(pair) and len(pair) == len(_WORDS) for pair in verbs.values())
        and _is_split(split)
        and all(_are_texts(columns) for columns in aspects.values())
        and isinstance(found.get(_CONFIRMS, False), bool)
    )
    if not is_right:
        raise header.fault(SENTENCE, "'zin' heeft de verkeerde vorm", _SHAPE)
    named = {thing, *split, *(column for columns in aspects.values() for column in columns)}
    if unknown := sorted(str(column)[:80] for column in named if column not in known):
        what = f"'zin' noemt {unknown[0]}, en dat is geen kolom"
        raise header.fault(SENTENCE, what, f"kies uit {', '.join(known)}")
    (column, told) = next(iter(split.items()), ("", {}))
    pairs = {key: tuple(value) for key, value in (*verbs.items(), *aspects.items())}
    return Phrasing(
        thing=str(thing),
        one=str(words[0]),
        many=str(words[1]),
        about=pairs.get("over", _ABOUT),
        alone=pairs.get("zonder", ()),
        split_by=column,
        split=told,
        aspects={key: pairs[key] for key in aspects},
        confirms=found.get(_CONFIRMS, False),
    )


def read_raster(header: Header, known: Mapping[str, str]) -> Raster | None:
    """The grid of a header, None when it has none. Raises BrokenFile."""
    found = header.values.get(RASTER)
    if found is None:
        return None
    cells = found.get("cel", []) if isinstance(found, dict) else None
    if cells is None or not _are_texts(cells) or not isinstance(found.get("teken", ""), str):
        raise header.fault(RASTER, "'raster' heeft de verkeerde vorm", _RASTER_SHAPE)
    unknown = [name for name in (found.get("rij"), *cells) if name not in known and not _is_in(header, name)]
    if unknown:
        what = f"'raster' noemt {str(unknown[0])[:80]}, en dat is geen kolom of variabele"
        raise header.fault(RASTER, what, _RASTER_SHAPE)
    return Raster(found["rij"], tuple(cells), found.get("teken", ""))


def _is_in(header: Header, name: object) -> bool:
    return isinstance(name, str) and f"?{name} " in header.text


def _are_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(item, str) and item for item in found)


def _is_split(found: object) -> bool:
    if not isinstance(found, dict) or len(found) > 1:
        return False
    return all(
        isinstance(values, dict) and all(isinstance(word, str) for pair in values.items() for word in pair)
        for values in found.values()
    )
