"""What can be seen of a unit: where it stands, what announces it, its verbs, subject, tense and words.

Every sight has a name that a person can read; a rule or a ranker weighs them, neither sees more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from ..names import tokens
from .announcements import Cues
from .segments import Form, Unit
from .verbs import stems_of

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_OWN = frozenset(("wij", "we", "ons", "onze"))
_WILL = frozenset(("gaan", "gaat", "zullen", "zal", "willen", "wil", "blijven", "blijft"))
_PAST = frozenset(("heeft", "hebben", "is", "zijn", "werd", "werden", "was", "waren", "had", "hadden"))
_PASSIVE = frozenset(("wordt", "worden"))
_MAY = frozenset(("kan", "kunnen", "mag", "mogen", "mogelijk", "zou", "zouden"))
_MUST = frozenset(("moet", "moeten", "dient", "dienen", "belangrijk", "noodzakelijk"))
_SO = frozenset(
    (
        "hierdoor",
        "daardoor",
        "hierbij",
        "daarbij",
        "daarnaast",
        "ook",
        "daarom",
        "zo",
        "denk",
        "dit",
        "deze",
        "dat",
    )
)
_PARTICIPLE = re.compile(
    r"(?:ge|be|ver|ont|her|uitge|aange|opge|inge|afge|voorge|door|over)\w{2,}(?:d|t|en)$"
)
_GOVERNMENT = ("gemeente", "burgemeester", "college", "raad", "gemeenteraad", "wethouder", "wethouders")
_PREFIXED = re.compile(
    r"^(?:aan|af|bij|door|in|mee|na|om|op|over|samen|tegen|terug|toe|uit|voor|vast|voort|weg)"
)
_NUMBERS = re.compile(r"\b\d[\d.,]*\b")
_MANY = 3  # numbers, and one in so many words: a row of figures
_LONG = 9
_TAIL = 6


@lru_cache(maxsize=65536)
def cut(word: str) -> str:
    """A word as it is compared."""
    return word if word in tokens.STOP else tokens.plain(word)


def cut_all(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [cut(part) for part in tokens.split(text, 10**6)]


def see(units: Sequence[Unit], cues: Cues, named: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """What can be seen of each unit; `named`: how many names of each kind stand in it."""
    alone = [_see_one(unit, cues, kinds) for unit, kinds in zip(units, named, strict=True)]
    return [{**own, **_around(alone, units, at)} for at, own in enumerate(alone)]


def _see_one(unit: Unit, cues: Cues, named: Counter[str]) -> dict[str, float]:
    raw = tokens.split(unit.text, 10**6)
    words = [cut(part) for part in raw]
    found: dict[str, float] = {f"vorm:{unit.form}": 1.0}
    found.update(_announced(unit, cues))
    found.update(_verbs(raw, words, cues))
    found.update({f"naam:{kind}": min(count, 3) / 2 for kind, count in named.items()})
    size = len(words)
    found["lengte"] = min(size, 40) / 20
    found.update({f"woorden<{most}": 1.0 for most in (4, 8, 16, 30) if size < most})
    found["beurt"] = min(unit.turn, 5) / 5
    found["reeks"] = min(unit.turns, 10) / 10
    if unit.turn == 0:
        found[f"eerste:{unit.form}"] = 1.0
    if unit.turn == unit.turns - 1:
        found[f"laatste:{unit.form}"] = 1.0
    if re.search(r"\d\s*%|\bprocent\b", unit.text):
        found["procent"] = 1.0
    if re.search(r"\b(?:19|20)\d\d\b", unit.text):
        found["jaartal"] = 1.0
    if (numbers := len(_NUMBERS.findall(unit.text))) >= _MANY and size <= _MANY * numbers:
        found["getallen"] = 1.0
    if unit.text.rstrip().endswith("?"):
        found["vraag"] = 1.0
    if unit.text.rstrip().endswith(":"):
        found["dubbelepunt"] = 1.0
    found.update({f"w:{word}": 1.0 for word in words})
    found.update({f"s:{word[-_TAIL:]}": 0.7 for word in raw if len(word) >= _LONG})
    found.update({f"p:{one} {two}": 0.7 for one, two in pairwise(words)})
    if words:
        found[f"begin:{words[0]}"] = 1.0
    return found


def _announced(unit: Unit, cues: Cues) -> Iterable[tuple[str, float]]:
    lead = cues.announced(unit.lead)
    near = cues.announced(unit.path[-1]) if unit.path else frozenset()
    above = frozenset(kind for heading in unit.path[:-1] for kind in cues.announced(heading))
    yield from ((f"kop:{kind}", 1.0) for kind in near)
    yield from ((f"boven:{kind}", 0.7) for kind in above - near)
    yield from ((f"aankondiging:{kind}", 1.0) for kind in lead)
    yield from ((f"{unit.form}&aankondiging:{kind}", 1.0) for kind in lead)
    yield from ((f"{unit.form}&kop:{kind}", 1.0) for kind in near)
    for heading in unit.path[-1:]:
        yield from ((f"k:{word}", 0.7) for word in cut_all(heading))
    yield from ((f"l:{word}", 0.7) for word in cut_all(unit.lead)[-12:])
    for cell in unit.cells:
        yield from ((f"kolom:{kind}", 1.0) for kind in cues.announced(" ".join(cell.header), "kolom"))


def _verbs(raw: Sequence[str], words: Sequence[str], cues: Cues) -> Iterable[tuple[str, float]]:
    here = frozenset(raw)
    said = {
        "wij": here & _OWN,
        "wil": here & _WILL,
        "voltooid": here & _PAST and any(_PARTICIPLE.match(word) for word in raw),
        "lijdend": here & _PASSIVE,
        "kan": here & _MAY,
        "moet": here & _MUST,
        "overheid": here.intersection(_GOVERNMENT),
        "voorop": frozenset(raw[:3]) & (_OWN | frozenset(_GOVERNMENT)),
        "vervolg": frozenset(raw[:1]) & _SO,
        "infinitief voorop": raw and raw[0].endswith("en") and raw[0] not in tokens.STOP and len(raw[0]) > 4,  # noqa: PLR2004
        "handeling voorop": raw and raw[0].endswith("ing"),
        "het infinitief": len(raw) > 1 and raw[0] == "het" and raw[1].endswith("en"),
        "infinitief achterop": raw and raw[-1].endswith("en"),
    }
    yield from ((f"zegt:{name}", 1.0) for name, is_so in said.items() if is_so)
    forms = frozenset(words).union(*map(stems_of, raw))
    stems = forms | frozenset(_PREFIXED.sub("", word) for word in forms)
    kinds = list(cues.sayings(stems))
    yield from ((f"werkwoord:{kind}", 1.0) for kind in kinds)
    subject = "wij" if said["wij"] else "overheid" if said["overheid"] else "ander"
    yield from ((f"{subject}&{kind}", 1.0) for kind in kinds)
    yield from (
        (f"{mood}&{kind}", 1.0)
        for kind in kinds
        for mood in ("wil", "voltooid", "lijdend", "kan", "moet")
        if said[mood]
    )
    yield from ((f"voorop:{kind}", 1.0) for kind in cues.sayings(words[:1]))


def _around(alone: Sequence[dict[str, float]], units: Sequence[Unit], at: int) -> dict[str, float]:
    """Of the units before and after it: what they say, when they stand under the same heading."""
    found: dict[str, float] = {}
    for step, name in ((-1, "voor"), (1, "na")):
        other = at + step
        if 0 <= other < len(units) and units[other].path == units[at].path:
            found.update(
                {
                    f"{name}:{key}": 0.5
                    for key in alone[other]
                    if key.startswith(("vorm:", "zegt:", "werkwoord:", "procent", "jaartal"))
                }
            )
        else:
            found[f"{name}:rand"] = 0.5
    return found


__all__ = ["Form", "cut", "cut_all", "see"]
