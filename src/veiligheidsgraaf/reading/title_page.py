"""What a plan says of itself in its first lines, for formats that keep no such thing apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .document import Document, Heading, Metadata, Paragraph

_FIRST = 60  # lines in which a title stands
_LONGEST = 120
_PLAN = re.compile(
    r"veiligheid\w*.*(?:plan|beleid|nota|visie|kader|programma|agenda)|veiligheids(?:plan|beleid|nota|visie)",
    re.I,
)
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_BODY = (
    r"(?P<body>gemeenteraad|raad|college(?: van (?:burgemeester en wethouders|b ?(?:&|en) ?w))?|burgemeester)"
)
_ADOPTED = re.compile(
    rf"vastgesteld\s+(?:door|in|tijdens)\s+(?:de\s+|het\s+)?(?:vergadering\s+van\s+de\s+)?{_BODY}[^.;]{{0,60}}?"
    rf"\bop\s+(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)


def complete(document: Document) -> Document:
    """A document with its title, and by whom and when it was adopted, where its format does not say so."""
    told = document.metadata
    title = told.title or find_title(list(_standing_alone(document)))
    by, on = (told.adopted_by, told.adopted) if told.adopted else find_adoption(document.text)
    found: Metadata = replace(told, title=title, adopted_by=told.adopted_by or by, adopted=told.adopted or on)
    return replace(document, metadata=found)


def _standing_alone(document: Document) -> Iterator[str]:
    """The headings and lone lines that a document begins with, else its first heading."""
    for block in document.blocks:
        lone = isinstance(block, Heading) or (isinstance(block, Paragraph) and block.first == block.last)
        if lone and block.first <= _FIRST and len(block.text) <= _LONGEST:
            yield block.text
    yield from (heading.text for heading in document.headings[:1])


def find_title(lines: Sequence[str]) -> str:
    """The first line that names a plan, else the first with words."""
    texts = [" ".join(line.strip(' \t\f#*“”"_').split()) for line in lines]
    named = (
        text for text in texts if len(text) <= _LONGEST and _PLAN.search(text) and not text.endswith(".")
    )
    return next(named, next((text for text in texts if re.search(r"\w", text)), ""))[:200]


def find_adoption(text: str) -> tuple[str, str]:
    """(who adopted a plan, on which ISO date) by its own words, ("", "") when it does not say so once."""
    found = {
        (
            match["body"].lower(),
            f"{match['year']}-{_MONTHS.index(match['month'].lower()) + 1:02}-{int(match['day']):02}",
        )
        for match in _ADOPTED.finditer(text)
    }
    return found.pop() if len(found) == 1 else ("", "")
