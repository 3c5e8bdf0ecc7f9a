"""Which format or encoding a client likes best (RFC 9110, section 12.5)."""

from collections.abc import Iterable
from functools import lru_cache

import mimeparse

from ..words.errors import NotAcceptable

# Media type -> format, best first.
ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
    "application/n-quads": "nquads",
}
TYPE_OF = {fmt: media for table in (ROWS, GRAPHS) for media, fmt in reversed(table.items())}


# Longer headers are weighed each time: clients send the same short one again and again. No client's own is
# longer than the longest, and weighing one is work.
_SHORT, _LONGEST = 300, 2000


def choose(accept: str | None, offered: dict[str, str]) -> str | None:
    """The format that an Accept header likes best of those offered; None when none fits.

    A malformed header is no header.

    Equals go to the one that stands first. Media types have no case (RFC 9110, section 8.3.1).
    """
    header = (accept or "*/*")[:_LONGEST].lower()
    weigh = _weigh if len(header) <= _SHORT else _weigh.__wrapped__
    return offered.get(weigh(header, tuple(offered)))


def require(accept: str | None, offered: dict[str, str]) -> str:
    """The same, for an answer that has no other form. Raises NotAcceptable."""
    found = choose(accept, offered)
    if found is None:
        raise nothing_fits(offered)
    return found


def nothing_fits(offered: Iterable[str]) -> NotAcceptable:
    """That none of the media types asked for is offered; these are."""
    return NotAcceptable("geen van de gevraagde formaten wordt aangeboden", f"kies uit {', '.join(offered)}")


@lru_cache(maxsize=512)
def _weigh(accept: str, offered: tuple[str, ...]) -> str:
    """The media type liked best, or ""."""
    try:
        return str(mimeparse.best_match(offered[::-1], accept))  # takes the last of equals
    except mimeparse.MimeTypeParseException:
        return offered[0]


def content_type(fmt: str) -> str:
    """The Content-Type of a format; with a charset where the media type has one."""
    media = TYPE_OF[fmt]
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether a client takes gzip: named, or under a star, with a weight above 0."""
    weights = {}
    for part in (accept_encoding or "").lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = weight.replace(" ", "")
    found = weights.get("gzip", weights.get("*"))
    return found is not None and found not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
