"""The address of each thing in a plan: paragraph, dash, number, from the plan's own numbering and never from
wording.

The paragraph is the number that the plan gives, or else which heading it is, and below a heading again
(docs/curatie.md). A key that was given once stays, and is never given to another.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from ..reading.document import Document, Heading
from .decisions import Decision, Verdict

_NUMBER = re.compile(
    r"(?:(?:hoofdstuk|paragraaf|deel)\s+)?(\d{1,3}(?:\.\d{1,3}){0,5})(?![\d.]*\d)[.):]?(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wanted:
    """A thing that needs a key: its item, the kind in its address, and its line."""

    item: str
    segment: str
    line: int


class Paragraphs:
    """The number of the paragraph that a line stands in."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers: dict[int, str] = {}
        self._is_numbered = any(_printed(heading) for heading in document.all_headings)
        self._count(document.headings, "")

    def find(self, line: int) -> str:
        """`3.2`, or `0` before the first heading."""
        found = (
            self._numbers.get(heading.first, "") for heading in reversed(self._document.headings_above(line))
        )
        return next(filter(None, found), "0")

    def _count(self, headings: tuple[Heading, ...], above: str) -> None:
        for turn, heading in enumerate(headings, 1):
            number = _printed(heading) if self._is_numbered else f"{above}.{turn}" if above else str(turn)
            self._numbers[heading.first] = number
            self._count(heading.children, number)


def _printed(heading: Heading) -> str:
    """The number that a plan gives a heading, or ""."""
    match = _NUMBER.match(f"{heading.number} " if heading.number else heading.text)
    return ".".join(str(int(part)) for part in match[1].split(".")) if match else ""


def read_keys(decisions: Iterable[Decision]) -> dict[str, str]:
    """`maatregel/3.2-1` -> the item that it was given to first."""
    given: dict[str, str] = {}
    for one in decisions:
        if one.verdict is Verdict.KEY:
            for key in one.values.get("sleutel", ()):
                given.setdefault(key, one.item)
    return given


def give_keys(
    wanted: Iterable[Wanted], paragraphs: Paragraphs, given: Mapping[str, str]
) -> dict[Wanted, str]:
    """Each thing -> its key: the one it has, else the first of its paragraph that is free, in the order of
    the plan.

    `given`: keys (kind and key) that have been given before, and to which item.
    """
    have: dict[tuple[str, str], str] = {}
    taken: dict[str, set[str]] = defaultdict(set)
    for key, item in given.items():
        segment, _, local = key.partition("/")
        have.setdefault((item, segment), local)
        taken[segment].add(local)
    found: dict[Wanted, str] = {}
    for one in wanted:
        local = have.get((one.item, one.segment), "")
        if not local:
            # Priorities have a number in the plan as a whole.
            start = "" if one.segment == "prioriteit" else f"{paragraphs.find(one.line)}-"
            number = next(n for n in count(1) if f"{start}{n}" not in taken[one.segment])
            local = f"{start}{number}"
            taken[one.segment].add(local)
            have[one.item, one.segment] = local
        found[one] = local
    return found
