"""Which format or encoding a client likes best (RFC 9110, section 12.5)."""

from functools import lru_cache

import mimeparse

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


# Longer headers are weighed each time: clients send the same short one again and again.
_MOST_CHARACTERS = 300


def choose(accept: str | None, offered: dict[str, str]) -> str | None:
    """The format that an Accept header likes best of those offered; None when none fits. A malformed header
    is no header.

    Equals go to the one that stands first.
    """
    weigh = _weigh if len(accept or "") <= _MOST_CHARACTERS else _weigh.__wrapped__
    return offered.get(weigh(accept or "*/*", tuple(offered)))


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
