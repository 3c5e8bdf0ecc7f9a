"""A page as a note in Word: its title, sentences, lists and tables, with links that work, and at the end
where it comes from. What is there to click and to steer with stays behind.
"""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from ...words.errors import ResultTooLarge

MOST_CELLS, MOST_PARAGRAPHS = 20_000, 3000
_LEFT_OUT = {"nav", "form", "script", "style", "svg", "button", "select", "input", "textarea", "datalist"}
_LEFT_OUT_CLASSES = {
    "meenemen",
    "bladen",
    "velden",
    "niet-afdrukken",
    "kruimels",
    "alleen-voorlezen",
    "vraagvak",
}
_EMPTY = {"br", "img", "input", "link", "meta", "hr", "col", "wbr"}
_BLOCKS = {
    "p",
    "li",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "pre",
    "caption",
    "figcaption",
    "blockquote",
}
_STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3", "summary": "Heading 2",
           "li": "List Bullet"}  # fmt: skip
_SPACE = re.compile(r"\s+")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def make_note(page: str, origin: str) -> bytes:
    """The `<main>` of a page as a Word document; `origin`: scheme, host and prefix of its addresses. Raises
    ResultTooLarge.
    """
    start, end = page.find("<main"), page.rfind("</main>")
    writer = _Writer(origin)
    writer.feed(page[start:end] if 0 <= start < end else page)
    writer.close()
    out = io.BytesIO()
    writer.finish().save(out)
    return out.getvalue()


class _Writer(HTMLParser):
    """Reads our own pages, which close what they open."""

    def __init__(self, origin: str) -> None:
        super().__init__(convert_charrefs=True)
        self._origin = origin
        self._made: Document = docx.Document()
        self._made.styles["Normal"].font.size = Pt(10.5)
        self._open: list[tuple[str, bool]] = []
        self._skips = 0
        self._here: Paragraph | None = None
        self._link = ""
        self._rows: list[list[list[tuple[str, str]]]] | None = None
        self._cells = self._paragraphs = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a part, or skip all of it."""
        if tag in _EMPTY:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        skips = tag in _LEFT_OUT or bool(classes & _LEFT_OUT_CLASSES) or "hidden" in given
        skips = skips or (tag == "a" and "aria-label" in given)  # a way to steer, not to a source
        self._open.append((tag, skips))
        self._skips += skips
        if self._skips:
            return
        if tag == "a":
            href = given.get("href") or ""
            self._link = self._origin + href if href.startswith("/") else href
        elif tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._cells += 1
            _check(self._cells, MOST_CELLS)
            self._rows[-1].append([])
        elif tag in _BLOCKS and self._rows is None:
            self._paragraphs += 1
            _check(self._paragraphs, MOST_PARAGRAPHS)
            self._here = self._made.add_paragraph(style=_STYLES.get(tag))

    def handle_endtag(self, tag: str) -> None:
        """End a part, and write a table that is whole."""
        if tag in _EMPTY or not self._open:
            return
        _, skipped = self._open.pop()
        if self._skips:
            self._skips -= skipped
            return
        if tag == "a":
            self._link = ""
        elif tag == "table":
            self._write_table(self._rows or [])
            self._rows, self._here = None, None
        elif tag in _BLOCKS and self._rows is None:
            self._here = None

    def handle_data(self, data: str) -> None:
        """Words of a paragraph or a cell."""
        text = _NOT_IN_XML.sub("", _SPACE.sub(" ", data))
        if self._skips or not text or (text == " " and self._rows is None and self._here is None):
            return
        if self._rows is not None:
            if self._rows and self._rows[-1]:
                self._rows[-1][-1].append((text, self._link))
            return
        if self._here is None:
            self._here = self._made.add_paragraph()
        _write(self._here, text, self._link)

    def _write_table(self, rows: list[list[list[tuple[str, str]]]]) -> None:
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        table: Table = self._made.add_table(rows=0, cols=width)
        table.style = "Light Grid Accent 1"
        for row in rows:
            cells = table.add_row().cells  # type: ignore[no-untyped-call]
            for cell, parts in zip(cells, row, strict=False):
                for text, link in parts:
                    _write(cell.paragraphs[0], text, link)
        self._made.add_paragraph()

    def finish(self) -> Document:
        """The document, without empty paragraphs between parts."""
        for paragraph in list(_empty(self._made)):
            paragraph._element.getparent().remove(paragraph._element)
        return self._made


def _check(number: int, most: int) -> None:
    if number > most:
        raise ResultTooLarge("deze pagina is te groot voor een notitie", "perk haar in, of neem Excel")


def _empty(made: Document) -> Iterator[Paragraph]:
    for paragraph in made.paragraphs:
        if not paragraph.text.strip() and not paragraph._element.findall(".//" + qn("w:hyperlink")):
            yield paragraph


def _write(paragraph: Paragraph, text: str, link: str) -> None:
    if not link.startswith(("http://", "https://")):
        paragraph.add_run(text)
        return
    to = paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), to)
    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x0A, 0x5C, 0x66)
    hyperlink.append(run._element)
    paragraph._element.append(hyperlink)
