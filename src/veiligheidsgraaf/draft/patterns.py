"""New names of a text, by pattern: a head (`team`, `...overleg`, `project`) with its words, a long name with
its abbreviation, words between quotes, and what stands in a cell of partners.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..names import tokens
from ..names.texts import Placed, place_words
from .announcements import Cues
from .persons import is_person
from .verbs import stems_of

_MOST = 5  # words after a head
_SHORTEST_HEAD = 5
_SHORTEST_WIDE = 4
_WHOLE = ("plan", "aanpak")  # `plan van aanpak` is one head
_SHORT_FORM = re.compile(r"\s*\(([A-Z][A-Za-z&-]{1,9})\)")
_QUOTED = re.compile(r"[\"'‘“„]([A-Z1-9][^\"'‘’“”„]{3,50})[\"'’”]")
ADJECTIVE = re.compile(r"(?:[ae]le|aal|eel|lijke?|ische?|aire?|ieve|ief|fysieke?|gerichte?|biele?)$")
_INNER = frozenset(("en", "van", "voor", "tegen", "&", "op", "t"))
_LINKS = frozenset("van voor tegen over op omtrent met tussen uit in rond".split())  # noqa: SIM905
_ARTICLES = frozenset(("de", "het", "een", "onze", "ons"))
# `opgesteld`, `gerealiseerd`: no name goes on with these
_PARTICIPLE = re.compile(
    r"(?:(?:aan|af|in|op|uit|vast|voor|vorm|na|door|plaats|samen)ge\w+|ge\w+eer|ver\w+eer)[dt]$"
)


@dataclass(frozen=True)
class Newcomer:
    """A name at [start, end) of a text, of a body or an instrument. `head`: the word that gave it away."""

    kind: str
    start: int
    end: int
    name: str
    head: str
    how: str


def find_newcomers(text: str, cues: Cues, persons: frozenset[str]) -> Iterator[Newcomer]:
    """New names in a text; some may be known, and who calls leaves those out."""
    words = place_words(text)
    heads = cues.tables.get("nieuw", {})
    for at, word in enumerate(words):
        for kind, head in _heads(word.text, heads):
            first, last = _widen(text, words, at, head, cues)
            start, end = words[first].start, words[last].end
            name = " ".join(text[start:end].split())
            if not is_person(name, persons):
                yield Newcomer(kind, start, end, name, head, "patroon")
                reach = _complement(text, words, last, cues)
                whole = " ".join(text[start : words[reach].end].split())
                if reach > last and not is_person(whole, persons):
                    yield Newcomer(kind, start, words[reach].end, whole, head, "met bepaling")
    for match in _QUOTED.finditer(text):
        if not is_person(match[1], persons) and len(match[1].split()) <= _MOST:
            yield Newcomer(
                "instrument", match.start(1), match.end(1), match[1].strip(), "citaat", "aanhaling"
            )
    yield from _abbreviated(text, words, persons)


def _heads(word: str, heads: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    stem = tokens.plain(word)
    if stem in heads:
        yield from ((kind, stem) for kind in sorted(heads[stem]))
        return
    for cut in range(3, len(stem) - _SHORTEST_HEAD + 3):
        rest = stem[cut:]
        if rest in heads and len(rest) >= _SHORTEST_HEAD - 1 - (stem[cut - 1] == "s"):
            yield from ((kind, rest) for kind in sorted(heads[rest]))
            return


def _widen(text: str, words: Sequence[Placed], at: int, head: str, cues: Cues) -> tuple[int, int]:
    """From the head to the words that belong to its name: those with capitals, and after some heads any."""
    last = at
    is_wide = words[at].text in cues.names["ruim"] or head in cues.names["ruim"] or _is_compound(head, cues)
    heads = cues.tables.get("nieuw", {})
    probe = at
    while probe + 1 < len(words) and probe - at < _MOST and not _parted(text, words[probe], words[probe + 1]):
        following = words[probe + 1]
        if following.text in _INNER and (is_wide or following.text in ("&", "en", "van")):
            probe += 1
            continue
        if following.text in cues.names["einde"] or following.text in tokens.STOP:
            break
        if following.text.isdigit() and words[probe].text.isdigit():
            break  # a row of figures
        is_name = following.raw[:1].isupper() or (words[at].text, following.text) == _WHOLE
        if not is_name and (
            not is_wide or tokens.plain(following.text) in heads or _is_verb(following.text, cues)
        ):
            break
        probe += 1
        last = probe
    first = at
    while size := _before(text, words, first, cues):
        first -= size
    return first, last


def _is_verb(word: str, cues: Cues) -> bool:
    """Whether a small word goes on with the sentence, not with the name."""
    return bool(_PARTICIPLE.match(word)) or (
        word.endswith(("t", "en")) and any(cues.sayings((tokens.plain(word), *stems_of(word))))
    )


def _is_compound(head: str, cues: Cues) -> bool:
    """Whether a head ends in one that small words belong to: `actieplan`."""
    return any(len(word) >= _SHORTEST_WIDE and head.endswith(word) for word in cues.names["ruim"])


def _complement(text: str, words: Sequence[Placed], last: int, cues: Cues) -> int:
    """The last word of what a name is of, for or against: `beheerders van winkelcentra`; else of the name."""
    at = last + 1
    if at >= len(words) or _parted(text, words[last], words[at]) or words[at].text not in _LINKS:
        return last
    at += 1
    at += at < len(words) and words[at].text in _ARTICLES
    begin, found = at, last
    while at < len(words) and at - begin < _MOST and not _parted(text, words[at - 1], words[at]):
        word = words[at]
        if word.text in cues.names["einde"] or (word.is_stop and not words[at - 1].hangs):
            break
        if not (word.hangs or word.is_stop or ADJECTIVE.search(word.text)):
            if found > last and not word.raw[:1].isupper():
                break
            found = at
        at += 1
    return found


def _before(text: str, words: Sequence[Placed], first: int, cues: Cues) -> int:
    """How many words right before belong to a name: one that qualifies it, or `sociaal en` before another."""
    if not first or _parted(text, words[first - 1], words[first]):
        return 0
    if _qualifies(words[first - 1], cues):
        return 1
    is_joined = first > 1 and words[first - 1].text in ("en", "&") and ADJECTIVE.search(words[first].text)
    is_whole = is_joined and not _parted(text, words[first - 2], words[first - 1])
    return 2 if is_whole and ADJECTIVE.search(words[first - 2].text) else 0


def _parted(text: str, word: Placed, following: Placed) -> bool:
    """Whether a sign stands between two words."""
    return word.ends or bool(re.search(r"[^\s&'’-]", text[word.end : following.start]))


def _qualifies(before: Placed, cues: Cues) -> bool:
    """Whether the word before is part of a name: capitals within a sentence, or an adjective."""
    if before.text in tokens.STOP or before.text in cues.names["einde"]:
        return False
    return before.raw[:1].isupper() or bool(ADJECTIVE.search(before.text))


def _abbreviated(text: str, words: Sequence[Placed], persons: frozenset[str]) -> Iterator[Newcomer]:
    """`Centraal Orgaan opvang Asielzoekers (COA)`: the words whose first letters make the short form."""
    for at, word in enumerate(words):
        match = _SHORT_FORM.match(text, word.end)
        if match is None:
            continue
        letters = [letter.lower() for letter in match[1] if letter.isalpha()]
        for size in range(2, min(len(letters) + 4, at + 2)):
            run = words[at - size + 1 : at + 1]
            if run[0].text[:1] == letters[0] and _spells(letters, [part.text for part in run]):
                name = " ".join(text[run[0].start : run[-1].end].split())
                if not is_person(name, persons):
                    yield Newcomer("partner", run[0].start, run[-1].end, name, match[1], "afkorting")
                break


def _spells(letters: Sequence[str], words: Sequence[str]) -> bool:
    left = list(letters)
    for word in words:
        if left and word.startswith(left[0]):
            left.pop(0)
        while left and left[0] in word[1:] and word not in tokens.STOP and len(words) < len(letters):
            left.pop(0)
    return len(left) <= len(letters) // 3
