"""What a curator said is not meant: words of a source that stay out of the graph, kept in
graphs/niet-bedoeld/{plan}.txt.

A line of the file: the number of the line (for people), the first eight digits of its digest, the words, and
after `#` why. The digest finds the line back when the source grows; `* *` is for every line of the source.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ..names import tokens
from ..words.errors import CannotRead, InvalidRequest

FOLDER = "graphs/niet-bedoeld"
_LINE = re.compile(r"(\d+|\*)\s+([0-9a-f]{8}|\*)\s+([^#]+?)\s*(?:#.*)?")
_HOW = "schrijf: regelnummer, acht tekens van de digest, de woorden, en na # waarom"
_HEADER = (
    "# Woorden van de bron die geen uitspraak zijn: regel, digest van de regel, woorden, en na # waarom.\n"
)


@dataclass(frozen=True)
class NotMeant:
    """(digest of a line or `*`, folded words) that are not meant."""

    entries: frozenset[tuple[str, str]] = frozenset()

    def holds(self, line: bytes, words: str) -> bool:
        """Whether these words of a line are not meant."""
        folded = _folded(words)
        return ("*", folded) in self.entries or (_mark(line), folded) in self.entries


def read_not_meant(root: Path, slug: str) -> NotMeant:
    """What is not meant in the source of a plan. Raises CannotRead at a line that is none of ours."""
    path = root / FOLDER / f"{slug}.txt"
    if not path.is_file():
        return NotMeant()
    found = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise CannotRead(f"{path}:{number}: geen leesbare regel", _HOW)
        found.add((match[2], _folded(match[3])))
    return NotMeant(frozenset(found))


def add_not_meant(root: Path, slug: str, lines: list[bytes], line: int, words: str, reason: str) -> Path:
    """Keep that words of a line are not meant; returns the file.

    Raises InvalidRequest when they do not stand there.
    """
    text = (
        b"".join(lines[line - 1 : line + 1]).decode("utf-8", errors="replace")
        if 0 < line <= len(lines)
        else ""
    )
    if not words.strip() or _folded(words) not in _folded(text):
        raise InvalidRequest(
            f"'{words}' staat niet op regel {line} van {slug}", "neem regel en woorden over uit --missed"
        )
    path = root / FOLDER / f"{slug}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = path.read_text(encoding="utf-8") if path.is_file() else _HEADER
    because = f"  # {' '.join(reason.split())}" if reason else ""
    path.write_text(
        f"{known}{line} {_mark(lines[line - 1])} {' '.join(words.split())}{because}\n", encoding="utf-8"
    )
    return path


def _mark(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()[:8]


def _folded(words: str) -> str:
    return " ".join(tokens.fold(words).split())
