"""What is done to every page once it is made: its title told with its filters, its description, and the
sources it rests on.

Works on the page as it goes out, so that no page can leave it out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from ...words import iris
from ..addresses import PASSAGE
from .library import Library, Link

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
# The sentence of a page: an answer or introduction, how a plan stands, how many there are, what comes first.
_SENTENCES = tuple(
    re.compile(rf"<p{kind}>(.*?)</p>", re.DOTALL)
    for kind in (
        ' class="antwoord"', ' class="intro"', ' class="staat"(?!><strong)', "[^>]* data-zin",
        ' class="zacht" role="status"', "(?: class=\"(?:zacht )?lees\")?",
    )
)  # fmt: skip
_MOST_DESCRIPTION = 300
_TELLING = 4
_HEADING = re.compile(r"</h1>")
_NAME = " - Veiligheidsgraaf"
_PASSAGE = re.compile(r'href="' + re.escape(PASSAGE.path.partition("{")[0]) + r'([a-z0-9-]+)/(\d+(?:-\d+)?)"')
_MOST_FILTERS = 8
_MOST_SOURCES = 40
_MOST_LINES = 60


@dataclass(frozen=True)
class Source:
    """A plan that a page points at: its slug and name, its lines in order (those beyond a bound are left
    out), and how many there are.
    """

    slug: str
    plan: Link
    lines: tuple[str, ...]
    total: int


def read_title(page: str) -> str:
    """The title of a page, without the name of the site."""
    found = _TITLE.search(page)
    return unescape(found[1]).strip().removesuffix(_NAME) if found else ""


def tell_filters(page: str, filters: Sequence[str]) -> str:
    """The page with what it is narrowed by in its title and heading, so that no two filters share them."""
    own, heading = read_title(page), unescape(_TAG.sub("", page[page.find("<h1") : page.find("</h1>")]))
    if more := _say([one for one in filters if not _stands_in(one, own)]):
        title = escape(f"{own} {more}{_NAME}")
        page = _TITLE.sub(lambda _: f"<title>{title}</title>", page, count=1)
    if more := _say([one for one in filters if not _stands_in(one, heading)]):
        page = _HEADING.sub(lambda _: f' <span class="gekozen">{escape(more)}</span></h1>', page, count=1)
    return page


def _say(told: Sequence[str]) -> str:
    return (
        f"({', '.join(told[:_MOST_FILTERS])}{', ...' if len(told) > _MOST_FILTERS else ''})" if told else ""
    )


def _stands_in(told: str, text: str) -> bool:
    """Whether a text names the value of a filter already; a short one may stand there for something else."""
    value = told.partition(": ")[2] or told
    return len(value) >= _TELLING and value.casefold() in text.casefold()


def describe(page: str) -> str:
    """The page with its description (`<meta name="description">`): its title, and the sentence that answers
    or introduces.
    """
    title, sentence = read_title(page), ""
    body = page[page.find("<main") :]
    for found in filter(None, (kind.search(body) for kind in _SENTENCES)):
        sentence = _SPACE.sub(" ", unescape(_TAG.sub("", found[1]))).strip()
        break
    told = sentence if sentence.startswith(title) else f"{title.rstrip('.')}. {sentence}"
    if len(told) > _MOST_DESCRIPTION:
        told = told[:_MOST_DESCRIPTION].rpartition(" ")[0] + " ..."
    meta = f'<meta name="description" content="{escape(told)}">\n'
    return _TITLE.sub(lambda whole: f"{whole[0]}\n{meta}".rstrip("\n"), page, count=1)


def list_sources(page: str, library: Library) -> tuple[Source, ...]:
    """The plans whose lines a page points at."""
    lines: dict[str, dict[str, None]] = {}
    for source, span in _PASSAGE.findall(page):
        lines.setdefault(source, {})[span] = None
    slugs = list(lines)[:_MOST_SOURCES]
    library.know(iris.thing("plan", slug) for slug in slugs)
    return tuple(
        Source(
            slug,
            library.link(iris.thing("plan", slug)),
            tuple(_in_order(lines[slug])[:_MOST_LINES]),
            len(lines[slug]),
        )
        for slug in slugs
    )


def _in_order(spans: Iterable[str]) -> list[str]:
    return sorted(spans, key=lambda span: [int(number) for number in span.split("-")])
