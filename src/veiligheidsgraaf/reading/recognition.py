"""A document of a file's bytes, by what the bytes are."""

from ..words.errors import CannotRead
from .document import Document
from .plain import read_plain


def read_document(data: bytes, name: str = "") -> Document:
    """The document of some bytes; `name` is for messages. Raises CannotRead."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        how = "bewaar het plan als PDF, DOCX, HTML of tekst"
        raise CannotRead(f"{name or 'het bestand'}: dit soort bestand is niet te lezen", how) from None
    return read_plain(data, text, is_markdown=name.lower().endswith(".md"))
