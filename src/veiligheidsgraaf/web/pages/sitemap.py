"""What search engines may read and where it all is: robots.txt, and the site map in files of a bounded size
(https://www.sitemaps.org/protocol.html).
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from .. import addresses as at
from ..addresses import page_of
from .kinds import KINDS
from .library import Library

# The protocol allows 50,000 addresses and 50 MB; this is quick to make.
MOST_IN_FILE = 10_000
_AT_ONCE = 2000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FIXED = (
    at.START, at.QUESTIONS, at.FIGURES, at.OVERVIEW, at.COVERAGE, at.NETWORK, at.COMPARE, at.LEARN,
    at.ONTOLOGY, at.DATA, at.CITE, at.ACCESSIBILITY, at.LIMITS, at.CHANGES, at.EDITOR,
)  # fmt: skip
_NOT_TO_READ = (
    f"{at.ENDPOINT}?", f"{at.API}/", f"{at.SEARCH}?", f"{at.REPORT}?", f"/*{at.RELEASE}=", f"/*{at.FORM}=",
)  # fmt: skip


def make_robots(origin: str, prefix: str) -> str:
    """The text of robots.txt: pages may be read, answers that are made for whoever asks not."""
    lines = [
        "User-agent: *",
        f"Allow: {prefix}{at.EDITOR}",
        *(f"Disallow: {prefix}{path}" for path in _NOT_TO_READ),
    ]
    return "\n".join([*lines, "", f"Sitemap: {origin}{at.SITEMAP}", ""])


def count_files(library: Library) -> int:
    """How many files the site map has beside its index: one for pages, the others for things."""
    return 1 + -(-library.things.count_all() // MOST_IN_FILE)


def make_index(library: Library, origin: str) -> Iterator[str]:
    """The index: the addresses of all files."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_NAMESPACE}">\n'
    for number in range(1, count_files(library) + 1):
        yield f"<sitemap><loc>{origin}{at.SITEMAP_FILE(str(number))}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def make_file(library: Library, number: int, origin: str) -> Iterator[str]:
    """One file: the first has pages of their own, the others things by address."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_NAMESPACE}">\n'
    if number == 1:
        yield from _entries(_pages(library), origin)
    else:
        first = (number - 2) * MOST_IN_FILE
        for start in range(first, first + MOST_IN_FILE, _AT_ONCE):
            yield from _entries(map(page_of, library.things.list_all(_AT_ONCE, start)), origin)
    yield "</urlset>\n"


def _pages(library: Library) -> Iterator[str]:
    yield from (address() for address in _FIXED)
    yield from (at.LIST(kind.name) for kind in KINDS.values() if kind.listed)
    yield from (at.QUESTION(question.name) for question in library.answers.listed)


def _entries(paths: Iterable[str], origin: str) -> Iterator[str]:
    yield "".join(f"<url><loc>{escape(origin + path)}</loc></url>\n" for path in paths if path)
