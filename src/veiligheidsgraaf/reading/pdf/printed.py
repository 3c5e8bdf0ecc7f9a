"""The document of a PDF."""

from ..document import Document


def read_pdf(data: bytes) -> Document:
    """The document of a PDF."""
    raise NotImplementedError
