"""What changed since earlier releases as an Atom feed (RFC 4287): an entry per release and per plan that
changed in it.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...words import iris
from .changed import ToldEdition

MOST_ENTRIES = 200
_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = "Veiligheidsgraaf: wat er veranderde"


def make_feed(editions: Iterable[ToldEdition], itself: str, page: str) -> bytes:
    """The feed; `itself` and `page`: the addresses of the feed and of the page that it is of."""
    told = list(editions)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "nl"})
    SubElement(root, "id").text = iris.BASE + "veranderingen"
    SubElement(root, "title").text = _TITLE
    SubElement(root, "updated").text = told[0].moment
    SubElement(SubElement(root, "author"), "name").text = "Veiligheidsgraaf"
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": itself})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    SubElement(root, "rights").text = "CC0 1.0"
    entries = (entry for edition in told for entry in _entries(edition, page))
    for _, entry in zip(range(MOST_ENTRIES), entries, strict=False):
        root.append(entry)
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _entries(edition: ToldEdition, page: str) -> Iterator[Element]:
    """The entry of a release, and those of the plans that changed in it."""
    about = f"{iris.BASE}veranderingen/{edition.digest}"
    link = f"{page}#u{edition.digest[:12]}"
    yield _entry(about, f"Uitgave {edition.digest[:12]}", edition.moment, link, edition.sentence)
    for part in edition.parts:
        named = f"{part.link.text}: {part.sentence}"
        yield _entry(f"{about}/{part.slug}", named, edition.moment, link, "; ".join(part.lines) or named)


def _entry(about: str, title: str, moment: str, link: str, summary: str) -> Element:
    entry = Element("entry")
    SubElement(entry, "id").text = about
    SubElement(entry, "title").text = title
    SubElement(entry, "updated").text = moment
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": link})
    SubElement(entry, "summary").text = summary
    return entry
