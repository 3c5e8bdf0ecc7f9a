"""DOCX: its parts are looked at before they are unpacked, then read as the HTML that mammoth makes of it."""

import io
import re
import zipfile

import mammoth
from lxml import etree, html

from ..words.errors import CannotRead
from .document import Document, Metadata
from .webpage import read_tree

# What a large plan with pictures unpacks to, many times over.
_MOST_BYTES = 300 * 1024 * 1024
_MOST_XML = 60 * 1024 * 1024
_MOST_PARTS = 10_000
_CORE = "docProps/core.xml"
_TEXT = "word/document.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name^='Kop 1'] => h1:fresh
p[style-name^='Kop 2'] => h2:fresh
p[style-name^='Kop 3'] => h3:fresh
p[style-name^='Kop 4'] => h4:fresh
p[style-name='footnote text'] => p:fresh
r[style-name='Strong'] => strong
u => em
"""


def read_word_file(data: bytes) -> Document:
    """The document of a DOCX file. Raises CannotRead."""
    with _open(data) as parts:
        if _TEXT not in parts.namelist():
            raise CannotRead(
                "dit is een zip-bestand, maar geen DOCX", "bewaar het plan als PDF, DOCX, HTML of tekst"
            )
        _check_parts(parts)
        title = _read_title(parts)
    made = mammoth.convert_to_html(
        io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
    )
    root = html.document_fromstring(made.value or "<p></p>")
    return read_tree(data, root, Metadata(kind="docx", title=title))


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise CannotRead(
            "het DOCX-bestand is beschadigd", "open het in een tekstverwerker en bewaar het opnieuw"
        ) from None


def _check_parts(parts: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much, is locked, or defines entities."""
    infos = parts.infolist()
    texts = [info for info in infos if info.filename.endswith((".xml", ".rels"))]
    if (
        len(infos) > _MOST_PARTS
        or sum(info.file_size for info in infos) > _MOST_BYTES
        or sum(info.file_size for info in texts) > _MOST_XML
    ):
        raise CannotRead(
            "het DOCX-bestand pakt uit tot veel meer dan een plan kan zijn",
            "open het in een tekstverwerker en bewaar het als nieuw bestand, zonder afbeeldingen",
        )
    if any(info.flag_bits & 1 for info in infos):
        raise CannotRead("het DOCX-bestand is versleuteld", "bewaar het zonder wachtwoord")
    for info in texts:
        with parts.open(info) as part:
            if re.search(rb"<!(?:DOCTYPE|ENTITY)", part.read(_MOST_XML)):
                raise CannotRead(
                    "het DOCX-bestand bevat XML met eigen entiteiten, en dat hoort er niet in",
                    "open het in een tekstverwerker en bewaar het opnieuw",
                )


def _read_title(parts: zipfile.ZipFile) -> str:
    if _CORE not in parts.namelist():
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(parts.read(_CORE), parser)
    except etree.XMLSyntaxError:
        return ""
    return " ".join((root.findtext(f"{_DC}title") or "").split())[:200]
