"""The vocabulary of cues: what a heading announces, what a column holds, what a verb says.

Read from `aankondigingen.toml`, and from a file of the project that adds to it.
"""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import filterfalse
from pathlib import Path

from ..names import tokens
from ..words.errors import CannotRead
from .verbs import tidy

_FILE = Path(__file__).with_name("aankondigingen.toml")
OWN_FILE = "aankondigingen.toml"  # in `concepten/` of a project
_COMPOUND = 6  # letters: a shorter cue is no last part of a compound
_LONGEST = 5  # words of a cue
_VERB, _NAME = "werkwoord", "naam"


@dataclass(frozen=True)
class Cues:
    """Words by what they announce.

    `tables`: name of a table of the vocabulary -> cue as its words joined -> what it announces.
    """

    tables: Mapping[str, Mapping[str, frozenset[str]]]
    verbs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def announced(self, text: str, table: str = "kop") -> frozenset[str]:
        """What a heading, a line before a list or (`kolom`) a header cell announces."""
        words = [tokens.plain(part) for part in tokens.split(text)]
        known = self.tables.get(table, {})
        found: set[str] = set()
        for start in range(len(words)):
            for size in range(1, min(_LONGEST, len(words) - start) + 1):
                found |= known.get(" ".join(words[start : start + size]), frozenset())
            found |= self._at_end(words[start], known)
        return frozenset(found)

    @staticmethod
    def _at_end(word: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
        for cut in range(3, len(word) - _COMPOUND + 1):
            if word[cut:] in known:
                return known[word[cut:]]
        return frozenset()

    def sayings(self, words: Collection[str]) -> Iterator[str]:
        """Which kinds of verbs stand among words (cut by `tokens.plain`)."""
        for kind, verbs in self.verbs.items():
            if not verbs.isdisjoint(words):
                yield kind

    def without(self, is_unknown: Callable[[str], bool]) -> "Cues":
        """The cues without some; a cue is asked for as its words cut by `tokens.plain`, joined."""
        return Cues(
            {
                name: {cue: kinds for cue, kinds in table.items() if not is_unknown(cue)}
                for name, table in self.tables.items()
            },
            {kind: frozenset(filterfalse(is_unknown, verbs)) for kind, verbs in self.verbs.items()},
            self.names,
        )


def read_cues(root: Path | None = None) -> Cues:
    """The vocabulary, and what `concepten/aankondigingen.toml` of a project adds. Raises CannotRead."""
    tables: dict[str, dict[str, set[str]]] = {}
    verbs: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    own = root / "concepten" / OWN_FILE if root else None
    for path in (_FILE, own):
        if path is None or not path.is_file():
            continue
        for name, kinds in _read(path).items():
            for kind, cues in kinds.items():
                for cue in _each(cues):
                    stem = " ".join(tokens.plain(part) for part in tokens.split(cue))
                    if name == _NAME:
                        names.setdefault(kind, set()).add(tokens.fold(cue))
                    elif name == _VERB:
                        verbs.setdefault(kind, set()).update((stem, tidy(stem)))
                    else:
                        tables.setdefault(name, {}).setdefault(stem, set()).add(kind)
    frozen = {name: {cue: frozenset(found) for cue, found in table.items()} for name, table in tables.items()}
    return Cues(frozen, _freeze(verbs), _freeze(names))


def _freeze(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in found.items()}


def _read(path: Path) -> dict[str, dict[str, str | list[str]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotRead(
            f"{path}: {error}", "schrijf tabellen van woorden, zoals in docs/curatie.md"
        ) from None


def _each(cues: str | list[str]) -> list[str]:
    return cues.split() if isinstance(cues, str) else cues
