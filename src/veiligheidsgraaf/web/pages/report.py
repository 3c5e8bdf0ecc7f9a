"""A prepared report of what is not right on a page: the statement, its lines and the release, to the address
that the operator set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

TITLE, TEXT = "{titel}", "{tekst}"
_MOST_TITLE, _MOST_LINES = 120, 12
_ASK = "Wat klopt er niet, en hoe zou het moeten zijn?"


@dataclass(frozen=True)
class Report:
    """A report: its title and text, and the address that it goes to with both ("" when none was set)."""

    address: str
    title: str
    text: str


def prepare_report(
    to: str, title: str, page: str, thing: str, passages: Sequence[str], digest: str
) -> Report:
    """A report about a page. `to`: mailto: or https:, with {titel} and {tekst} where those go, else they come
    as subject and body, or as title and body; `thing`: the IRI it is about, or ""; `passages`: IRIs.
    """
    subject = f"Klopt dit niet? {title}"[:_MOST_TITLE]
    shown = [*passages[:_MOST_LINES], *(("...",) if len(passages) > _MOST_LINES else ())]
    lines = [
        _ASK, "", "", "--", f"Waarover: {title}", *((f"Adres: {thing}",) if thing else ()),
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
