"""A page of the file as published, as a picture, and where the words of an item stand on it.

PDFium (pypdfium2) draws; it knows no threads, so one page at a time.
"""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ...reading.document import Box, Document
from ...words.errors import CannotRead, UnknownName
from ..state import Item
from .desk import Desk

_ONE_AT_A_TIME = Lock()
_LONGEST_SIDE = 1800  # pixels
_SCALE = 2.0
_PAD = 1.5


@dataclass(frozen=True)
class Sheet:
    """A page to show: its number and size in points, places of the item's words and of its lines."""

    number: int
    pages: int
    width: float
    height: float
    words: tuple[Box, ...]
    lines: tuple[Box, ...]


def page_picture(desk: Desk, request: Request) -> Response:
    """A page as PNG."""
    seat = desk.seat(request.path_params["slug"])
    original = seat.review.draft.original
    if original is None:
        raise UnknownName("bladzijde", str(request.path_params["number"]), ())
    return Response(draw_page(original, request.path_params["number"]), media_type="image/png")


def draw_page(path: Path, number: int) -> bytes:
    """A page (from 1) of a PDF as PNG. Raises UnknownName for one that is not there, CannotRead."""
    with _ONE_AT_A_TIME, _open(path) as pdf:
        page = _page(pdf, number)
        scale = min(_SCALE, _LONGEST_SIDE / max(page.get_size()))
        bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=_rgb())
        return _encode(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def make_sheet(path: Path, document: Document, number: int, item: Item | None) -> Sheet:
    """A page with the places on it that an item points at."""
    with _ONE_AT_A_TIME, _open(path) as pdf:
        page = _page(pdf, number)
        width, height = page.get_size()
        lines = _lines_of(document, number, item)
        words = tuple(_words_of(document, item, number, _Finder(page, height))) if item else ()
        return Sheet(number, len(pdf), width, height, words, lines)


def _lines_of(document: Document, number: int, item: Item | None) -> tuple[Box, ...]:
    if item is None:
        return ()
    on_it = document.lines[max(0, item.first - 1) : item.last]
    return tuple(_widen(line.box) for line in on_it if line.page == number and line.box)


class _Finder:
    """Where words stand on a page, by the page's own characters."""

    def __init__(self, page: Any, height: float) -> None:  # noqa: ANN401 (pypdfium2 has no types)
        self._text, self._height = page.get_textpage(), height

    def find(self, words: str, line: Box) -> Box | None:
        """The place of words that stand on a line; None when the page writes them otherwise."""
        search = self._text.search(words, match_case=True)
        while found := search.get_next():
            boxes = [self._text.get_charbox(found[0] + step) for step in range(found[1])]
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
            top, bottom = (
                self._height - max(box[3] for box in boxes),
                self._height - min(box[1] for box in boxes),
            )
            if line.top - 1 <= (top + bottom) / 2 <= line.bottom + 1 and left >= line.left - 1:
                return Box(left, line.top, right, line.bottom)
        return None


def _words_of(document: Document, item: Item, number: int, finder: _Finder) -> list[Box]:
    """Places of the words: as the page has them, else on the line's box in proportion to the characters."""
    found = []
    for mark in item.suggestion.words if item.suggestion and not item.moved else ():
        line = document.lines[mark.line - 1] if 0 < mark.line <= len(document.lines) else None
        if line is None or line.page != number or line.box is None or not line.text:
            continue
        box, step = line.box, (line.box.right - line.box.left) / len(line.text)
        place = finder.find(line.text[mark.start : mark.end], box)
        share = Box(box.left + step * mark.start, box.top, box.left + step * mark.end, box.bottom)
        found.append(_widen(place or share))
    return found


def _widen(box: Box) -> Box:
    return Box(box.left - _PAD, box.top - _PAD, box.right + _PAD, box.bottom + _PAD)


def _open(path: Path) -> Any:  # noqa: ANN401 (pypdfium2 has no types)
    try:
        import pypdfium2  # noqa: PLC0415 (an extra of the package)
    except ImportError:
        how = "installeer veiligheidsgraaf met de extra draft, of kies de tekst"
        raise CannotRead("bladzijden zijn hier niet te tekenen", how) from None
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise CannotRead(f"{path.name}: niet te lezen als PDF", "kies de tekst") from None


def _page(pdf: Any, number: int) -> Any:  # noqa: ANN401 (pypdfium2 has no types)
    if not 0 < number <= len(pdf):
        raise UnknownName("bladzijde", str(number), (str(n) for n in range(1, min(len(pdf), 12) + 1)))
    return pdf[number - 1]


def _rgb() -> int:
    from pypdfium2 import raw  # noqa: PLC0415 (an extra of the package)

    return int(raw.FPDFBitmap_BGR)


def _encode(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """RGB pixels as PNG (https://www.w3.org/TR/png-3/)."""
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + 3 * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
