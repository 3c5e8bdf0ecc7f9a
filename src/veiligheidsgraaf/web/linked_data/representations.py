"""Which format a client wants: by suffix, by `?_mediatype=`, else by Accept."""

from typing import NamedTuple

from fastapi import Request

from ..negotiate import choose, nothing_fits


class Format(NamedTuple):
    """A format of documents: its suffix, its media type and what a reader calls it."""

    suffix: str
    media_type: str
    name: str

    @property
    def content_type(self) -> str:
        """The media type as it goes in a header."""
        return self.media_type + ("; charset=utf-8" if self.media_type.startswith("text/") else "")


HTML = Format("html", "text/html", "webpagina")
# Best first: who takes anything gets Turtle; a browser asks for HTML.
FORMATS = (
    Format("ttl", "text/turtle", "Turtle"),
    HTML,
    Format("jsonld", "application/ld+json", "JSON-LD"),
    Format("nt", "application/n-triples", "N-Triples"),
    Format("rdf", "application/rdf+xml", "RDF/XML"),
)
_BY_SUFFIX = {kind.suffix: kind for kind in FORMATS}
# Names that clients use for the same formats.
_ALIASES = {
    "application/x-turtle": "text/turtle",
    "application/json": "application/ld+json",
    "application/xhtml+xml": "text/html",
}
_SUFFIXES = {kind.media_type: kind.suffix for kind in FORMATS}
_SUFFIXES |= {alias: _SUFFIXES[media] for alias, media in _ALIASES.items()}


def split_suffix(path: str) -> tuple[str, Format | None]:
    """A path without the suffix of a format, and that format; the path itself and None when it has none."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, _BY_SUFFIX[suffix]) if dot and suffix in _BY_SUFFIX else (path, None)


def choose_format(request: Request, suffix: Format | None) -> Format:
    """The format to answer in. Raises NotAcceptable when none fits."""
    if suffix:
        return suffix
    # In a query a plus sign is a space: nobody who types application/ld+json there means one.
    asked = request.query_params.get("_mediatype", "").replace(" ", "+").lower()
    found = _SUFFIXES.get(asked) if asked else choose(request.headers.get("accept"), _SUFFIXES)
    if found is None:
        raise nothing_fits(kind.media_type for kind in FORMATS)
    return _BY_SUFFIX[found]
