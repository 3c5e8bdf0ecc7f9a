"""A prepared report of what is not right on a page: the statement, its lines and the release, to the address
that the operator set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ...words import iris
from ..addresses import PASSAGE, REPORT
from .library import Link

# Keys of an address of `/melden`: a thing by what stands after `/id/`, and lines as `{plan}/{lines}`.
THING, LINES = "ding", "regels"
MOST_THINGS, MOST_LINES = 6, 12
_PASSAGES = PASSAGE.path.partition("{")[0]
TITLE, TEXT = "{titel}", "{tekst}"
_MOST_TITLE = 120
_ASK = "Wat klopt er niet, en hoe zou het moeten zijn?"


@dataclass(frozen=True)
class Report:
    """A report: its title and text, and the address that it goes to with both ("" when none was set)."""

    address: str
    title: str
    text: str


def report_page(things: Sequence[str], lines: Sequence[Link] = ()) -> str:
    """The address where things (IRIs) with their lines are reported; without lines those that a statement
    rests on.
    """
    pairs = [(THING, iri.removeprefix(iris.THINGS)) for iri in things[:MOST_THINGS]]
    passages = (link.page.removeprefix(_PASSAGES) for link in lines[:MOST_LINES] if link.page)
    pairs += [(LINES, one) for one in passages]
    return REPORT() + (f"?{urlencode(pairs, safe='/')}" if pairs else "")


def prepare_report(
    to: str, title: str, page: str, things: Sequence[str], passages: Sequence[str], digest: str
) -> Report:
    """A report about a page. `to`: mailto: or https:, with {titel} and {tekst} where those go, else they come
    as subject and body, or as title and body; `things` and `passages`: the IRIs it is about.
    """
    subject = f"Klopt dit niet? {title}"[:_MOST_TITLE]
    shown = [*passages[:MOST_LINES], *(("...",) if len(passages) > MOST_LINES else ())]
    lines = [
        _ASK, "", "", "--", f"Waarover: {title}", *(f"Adres: {thing}" for thing in things),
        *(f"Passage: {passage}" for passage in shown), f"Pagina: {page}", f"Uitgave: {digest}",
    ]  # fmt: skip
    text = "\n".join(lines)
    return Report(_fill(to, subject, text), subject, text)


def _fill(to: str, title: str, text: str) -> str:
    if not to:
        return ""
    if TITLE in to or TEXT in to:
        return to.replace(TITLE, quote(title, safe="")).replace(TEXT, quote(text, safe=""))
    is_mail = to.startswith("mailto:")
    fields = {
        "subject" if is_mail else "title": title,
        "body": text.replace("\n", "\r\n") if is_mail else text,
    }
    return f"{to}{'&' if '?' in to else '?'}{urlencode(fields, quote_via=quote)}"
