"""The characters of a page as stretches: words on one baseline without a wide gap, in the file's order."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from .paper import Paper

_WIDE = 0.9  # of the size: more than a space
_BACK = 0.5
_RAISED = 0.8  # of the size of what stands before: a small figure above the line
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SAMPLE = 8  # one in so many characters is asked whether its letter is known
_HYPHEN = 0x2  # what pdfium makes of a hyphen that breaks a word
_BOLD = 600
_STRANGE = (0xFFFD, 0xFFFE, 0xFFFF)
_LIGATURES = range(0xFB00, 0xFB07)
# Latin with its marks and ligatures; general marks and signs.
_OURS = {*range(0x20, 0x250), *range(0x2000, 0x2800), *_LIGATURES}
_BACKWARD = ("R", "AL")
_PRIVATE = range(0xE000, 0xF900)
# Signs of the symbol fonts of Word, which have no place of their own in Unicode.
_SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF02D: "–",
    0xF0E0: "→",
    0xF0A8: "□",
    0xF076: "❖",
}


@dataclass
class Stretch:
    """Words with their place in points from the top left. `tag`: that of their marked content, or -1."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool
    tag: int = -1
    turned: bool = False
    votes: int = 1  # how many more characters have this size than another: it is that of most

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its place."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class _Style:
    size: float
    bold: bool
    tag: int
    turned: bool


@dataclass(frozen=True)
class _Glyph:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    style: _Style


@dataclass
class Count:
    """How many characters there are, and how many have no known letter."""

    all: int = 0
    unknown: int = 0
    ours: int = 0  # letters of our script, figures and marks
    sampled: int = 0
    unmapped: int = 0  # of those looked at: letters that are a guess
    backward: int = 0
    pictures: int = 0
    empty_pages: list[int] = field(default_factory=list)


def read_stretches(text_page: Any, number: int, paper: Paper, count: Count) -> list[Stretch]:  # noqa: ANN401
    """The stretches of a page, in the order of the file. Counts its characters too."""
    found: list[Stretch] = []
    for glyph in _glyphs(text_page, paper, count):
        if glyph is None:
            found.append(Stretch(number, "", 0, 0, 0, 0, 0, 0, False))  # what follows is another stretch
        elif not glyph.text.strip():
            if found:
                found[-1].text += " " if found[-1].text else ""
        elif found and found[-1].text and _goes_on(found[-1], glyph):
            _add(found[-1], glyph)
        else:
            style = glyph.style
            found.append(
                Stretch(
                    number,
                    glyph.text,
                    glyph.left,
                    glyph.top,
                    glyph.right,
                    glyph.bottom,
                    glyph.base,
                    style.size,
                    style.bold,
                    style.tag,
                    style.turned,
                )
            )
    return [_trimmed(stretch) for stretch in found if stretch.text.strip()]


def _glyphs(text_page: Any, paper: Paper, count: Count) -> Iterator[_Glyph | None]:  # noqa: ANN401
    """Each character with its place; None where the file goes to another line."""
    styles: dict[int, _Style] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (0xA, 0xD):
            yield None
            continue
        count.all += 1
        if code == 0 or code in _STRANGE or (code in _PRIVATE and code not in _SYMBOLS):
            count.unknown += 1
            continue
        text = "-" if code == _HYPHEN else _SYMBOLS.get(code) or chr(code)
        count.backward += unicodedata.bidirectional(text[0]) in _BACKWARD
        if index % _SAMPLE == 0:
            count.sampled += 1
            count.unmapped += pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1
        count.ours += ord(text[0]) in _OURS
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        style = _style(text_page, index, styles, paper)
        text = unicodedata.normalize("NFKC", text) if code in _LIGATURES else text
        place = paper.span(box.left, box.top, box.right, box.bottom)
        yield _Glyph(text, *place, paper.place(x.value, y.value)[1], style)


def _style(text_page: Any, index: int, styles: dict[int, _Style], paper: Paper) -> _Style:  # noqa: ANN401
    item = pdfium.FPDFText_GetTextObject(text_page, index)
    key = ctypes.cast(item, ctypes.c_void_p).value or 0
    if key in styles:
        return styles[key]
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    turned = not paper.is_upright(matrix.a, matrix.b)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    size = pdfium.FPDFText_GetFontSize(text_page, index) * scale
    tag = pdfium.FPDFPageObj_GetMarkedContentID(item) if key else -1
    bold = pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD or _has_bold_name(text_page, index)
    styles[key] = _Style(round(size, 2), bold, tag, turned)
    return styles[key]


def _has_bold_name(text_page: Any, index: int) -> bool:  # noqa: ANN401
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text_page, index, name, 200, flags)
    return any(word in name.value.lower() for word in (b"bold", b"black", b"heavy", b"-semi"))


def _goes_on(before: Stretch, glyph: _Glyph) -> bool:
    """Whether a character is of the stretch before it."""
    size = max(before.size, 1)
    if before.tag != glyph.style.tag or before.turned != glyph.style.turned:
        return False
    if before.turned:
        apart = max(glyph.top - before.bottom, before.top - glyph.bottom)
        return apart < _WIDE * size and abs(glyph.left - before.left) < size
    gap = glyph.left - before.right
    if unicodedata.bidirectional(glyph.text[0]) in _BACKWARD:
        gap = before.left - glyph.right
    overlap = max(_BACK * size, 1.05 * (glyph.right - glyph.left))  # a ligature gives letters one place
    near = -overlap < gap < _WIDE * size
    return near and (abs(glyph.base - before.base) < _BACK * size * 0.5 or _is_raised(before, glyph))


def _is_raised(before: Stretch, glyph: _Glyph) -> bool:
    smaller = glyph.style.size < _RAISED * before.size
    return smaller and 0 < before.base - glyph.base < before.size


def _add(stretch: Stretch, glyph: _Glyph) -> None:
    raised = _is_raised(stretch, glyph)
    if raised:
        stretch.text = stretch.text.rstrip() + glyph.text.translate(_SUPERSCRIPT)
    else:
        stretch.text += glyph.text
    stretch.left, stretch.right = min(stretch.left, glyph.left), max(stretch.right, glyph.right)
    if not raised:
        stretch.votes += 1 if glyph.style.size == stretch.size else -1
        if stretch.votes < 0:
            stretch.size, stretch.votes = glyph.style.size, 1
        stretch.top, stretch.bottom = min(stretch.top, glyph.top), max(stretch.bottom, glyph.bottom)
        stretch.bold = stretch.bold and glyph.style.bold


def _trimmed(stretch: Stretch) -> Stretch:
    stretch.text = " ".join(stretch.text.split())
    return stretch
