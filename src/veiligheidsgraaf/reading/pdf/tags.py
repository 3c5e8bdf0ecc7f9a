"""The tag tree of a page: which marked content is a heading, paragraph, item or cell, in reading order."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_DEEPEST = 60
_MOST = 50_000
# What ends a block; all else is part of one.
BLOCKS = frozenset(
    (
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "P",
        "LI",
        "Lbl",
        "LBody",
        "TH",
        "TD",
        "Note",
        "Caption",
        "TOCI",
        "Title",
    )
)


@dataclass(frozen=True)
class Tagged:
    """Marked content: its number, the kinds of the elements it stands in from outside in, and their order.

    `path` names those elements on this page, so that what shares a path shares a block.
    """

    tag: int
    kinds: tuple[str, ...]
    path: tuple[int, ...]


def read_tags(page: Any) -> Iterator[Tagged]:  # noqa: ANN401 (a page of pdfium)
    """The marked content of a page, in reading order; nothing when it has no tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        walk = _Walk()
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, number)
            if element:
                yield from walk.element(element, (), ())
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Walk:
    def __init__(self) -> None:
        self._count = 0

    def element(self, element: Any, kinds: tuple[str, ...], path: tuple[int, ...]) -> Iterator[Tagged]:  # noqa: ANN401
        self._count += 1
        if len(kinds) > _DEEPEST or self._count > _MOST:
            return
        kinds, path = (*kinds, _kind(element)), (*path, self._count)
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            tag = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
            if tag >= 0:
                yield Tagged(tag, kinds, path)
                continue
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                yield from self.element(child, kinds, path)


def _kind(element: Any) -> str:  # noqa: ANN401
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    if size <= 2:  # noqa: PLR2004 (only its end)
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")
