"""A document of a file's bytes: what kind it is the bytes say, and it is read in a process of its own."""

import re

from ..words.errors import CannotRead, shorten
from .document import Document
from .isolation import Limits, read_apart
from .scan import NoText, recognise_text

MOST_BYTES = 150 * 1024 * 1024
_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_HASHES = re.compile(r"^#{1,6} \S", re.MULTILINE)
_MOST_ODD = 0.05
_AS_OTHER = "bewaar het plan als PDF, DOCX, HTML of tekst"


def read_document(data: bytes, name: str = "", limits: Limits | None = None) -> Document:
    """The document of some bytes; `name` is for messages, and tells Markdown from text.

    Raises CannotRead when it is not what can be read, or takes too long or too much.
    """
    try:
        if len(data) > MOST_BYTES:
            most = MOST_BYTES // 2**20
            raise CannotRead(
                f"het bestand is groter dan de {most} MB die gelezen worden",
                "bewaar het met kleinere afbeeldingen, of zonder",
            )
        if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
            raise CannotRead("het bestand is leeg", "wijs het plan zelf aan")
        kind = recognise(data, name)
        document = _read(data, kind, limits or Limits())
        if not any(line.text.strip() for line in document.lines):
            raise CannotRead("er staat geen tekst in het bestand", "wijs het plan zelf aan")
        return document
    except CannotRead as fault:
        raise CannotRead(f"{shorten(name, 120) or 'het bestand'}: {fault.what}", fault.how) from None


def _read(data: bytes, kind: str, limits: Limits) -> Document:
    try:
        return read_apart(data, kind, limits)
    except NoText:
        return read_apart(recognise_text(data), kind, limits, original=data)


def recognise(data: bytes, name: str = "") -> str:
    """The kind of a file: pdf, docx, cvdr, html, markdown or tekst. Raises CannotRead for others."""
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise CannotRead("het Word-bestand is versleuteld", "bewaar het zonder wachtwoord")
        raise CannotRead("dit is een bestand van een oude Office", "open het en bewaar het als DOCX of PDF")
    if data.startswith(_PICTURES):
        raise CannotRead("dit is een afbeelding", "bewaar haar als PDF en draai ocrmypdf -l nld")
    if data.startswith(b"{\\rtf"):
        raise CannotRead("dit is een RTF-bestand", "open het en bewaar het als DOCX of PDF")
    return _recognise_text(decode(data), name)


def _recognise_text(text: str, name: str) -> str:
    head = re.sub(
        r"<!--.*?-->|<\?.*?\?>|<!doctype[^>\[]*>", "", text[: 64 * _HEAD], flags=re.S | re.I
    ).lstrip("\ufeff \t\r\n")
    if re.match(r"<!doctype[^>]*\[", head, re.IGNORECASE):
        return "cvdr"  # a definition of its own: refused where it is read
    if found := re.match(r"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)[\s/>]", head):
        root = found[1].lower()
        is_page = root in ("html", "body", "head", "main", "article", "div", "p", "h1", "section", "table")
        return "html" if is_page else "cvdr"
    is_markdown = name.lower().endswith((".md", ".markdown")) or len(_HASHES.findall(text)) > 1
    return "markdown" if is_markdown else "tekst"


def decode(data: bytes) -> str:
    """A text in UTF-8, in UTF-16 with its mark, or in the usual one of Windows. Raises CannotRead."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(not (char.isprintable() or char in "\t\n\r\f") for char in text[: 64 * _HEAD])
        if "\0" not in text and odd <= _MOST_ODD * len(text[: 64 * _HEAD]):
            return text
    raise CannotRead("dit soort bestand is niet te lezen", _AS_OTHER)
