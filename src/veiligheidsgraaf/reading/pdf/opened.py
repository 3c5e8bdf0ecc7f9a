"""The pages of a PDF: their stretches, drawings and tags, and faults that make reading useless."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ...words.errors import CannotRead
from ..scan import NoText
from .drawing import Drawing, Place, read_drawing
from .glyphs import Count, Stretch, read_stretches
from .paper import read_paper
from .ruled import RuledTable, find_ruled
from .tags import Tagged, read_tags

MOST_PAGES = 1200
_LEAST_CHARACTERS = 25  # a page: fewer on all of them is no text
_MOST_UNKNOWN = 0.2
_WORDS = "de het een en van in op is te met voor dat die zijn aan door of bij we"
_ORDINARY = frozenset(_WORDS.split())
_LEAST_ORDINARY = 0.04
_MOST_NAMED = 8


@dataclass(frozen=True)
class Sheet:
    """A page. `height` and `width` in points."""

    number: int
    width: float
    height: float
    stretches: list[Stretch]
    drawing: Drawing
    tags: tuple[Tagged, ...]
    tables: tuple[RuledTable, ...]
    boxes: tuple[Place, ...]  # drawn with rules


@dataclass(frozen=True)
class Sheets:
    """All pages, and what the file says of itself."""

    sheets: tuple[Sheet, ...]
    title: str
    notes: tuple[str, ...]


def read_sheets(data: bytes) -> Sheets:
    """The pages of a PDF. Raises CannotRead, NoText when they are pictures."""
    with _open(data) as file:
        if len(file) > MOST_PAGES:
            raise CannotRead(
                f"de PDF telt {len(file)} bladzijden, meer dan de {MOST_PAGES} die gelezen worden",
                "bewaar de bladzijden van het plan zelf als PDF",
            )
        count = Count()
        sheets = tuple(_read_pages(file, count))
        title = _clean_title(file.get_metadata_dict().get("Title") or "")
    if not sheets:
        raise CannotRead("de PDF heeft geen bladzijden", "haal het bestand opnieuw op")
    _check_letters(sheets, count)
    return Sheets(sheets, title[:200], tuple(_notes(sheets, count)))


def _clean_title(title: str) -> str:
    """A title as someone gave it; not the name of a file that a program put there."""
    title = re.sub(r"^Microsoft (?:Word|PowerPoint) - ", "", " ".join(title.split()))
    return "" if re.search(r"^about:|\.(?:docx?|pdf|indd|pptx?|html?)$", title, re.IGNORECASE) else title


def _open(data: bytes) -> Any:  # noqa: ANN401 (a document of pypdfium2)
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise CannotRead(
                "de PDF is versleuteld met een wachtwoord",
                "open haar met het wachtwoord en bewaar haar opnieuw zonder",
            ) from None
        raise CannotRead(
            "de PDF is beschadigd", "haal het bestand opnieuw op, of print het opnieuw naar PDF"
        ) from None


def _read_pages(file: Any, count: Count) -> Iterator[Sheet]:  # noqa: ANN401
    for index in range(len(file)):
        page = file[index]
        paper = read_paper(page)
        text_page = page.get_textpage()
        before = count.all
        stretches = read_stretches(text_page.raw, index + 1, paper, count)
        drawing = read_drawing(page.raw, paper)
        if count.all - before < _LEAST_CHARACTERS and drawing.pictures:
            count.empty_pages.append(index + 1)
        count.pictures += drawing.pictures
        tags = tuple(read_tags(page.raw))
        text_page.close()
        page.close()
        tables, boxes = find_ruled(drawing)
        yield Sheet(
            index + 1, paper.width, paper.height, stretches, drawing, tags, tuple(tables), tuple(boxes)
        )


def _check_letters(sheets: tuple[Sheet, ...], count: Count) -> None:
    if count.all < _LEAST_CHARACTERS * len(sheets):
        if count.pictures:
            raise NoText
        if not count.all:
            raise CannotRead("de PDF is leeg: er staat geen tekst in", "wijs het plan zelf aan")
    strange = count.all - count.ours - count.backward
    guessed = count.unmapped > count.sampled / 2 and not _is_language(sheets)
    if strange > _MOST_UNKNOWN * count.all or guessed:
        raise CannotRead(
            "de letters van deze PDF zijn niet als tekst op te halen (lettertypen zonder Unicode-tabel)",
            "laat ze herkennen met ocrmypdf --force-ocr -l nld PLAN.pdf PLAN-tekst.pdf, "
            "of vraag het bestand waar de PDF van gemaakt is",
        )


def _is_language(sheets: tuple[Sheet, ...]) -> bool:
    """Whether there are ordinary words in it, so that letters that were a guess are guessed well."""
    words = [word.lower() for sheet in sheets for s in sheet.stretches for word in s.text.split()]
    return sum(word in _ORDINARY for word in words) > _LEAST_ORDINARY * len(words)


def _notes(sheets: tuple[Sheet, ...], count: Count) -> Iterator[str]:
    if count.empty_pages:
        named = ", ".join(map(str, count.empty_pages[:_MOST_NAMED]))
        more = " ..." if len(count.empty_pages) > _MOST_NAMED else ""
        yield f"bladzijden zonder tekst (afbeeldingen): {named}{more}; ocrmypdf -l nld maakt ze leesbaar"
    if count.unknown:
        yield f"{count.unknown} tekens hebben geen letter in het lettertype en ontbreken in de tekst"
    if count.backward > 0.2 * count.all:
        yield "de tekst loopt van rechts naar links: kijk de volgorde van de woorden na"
