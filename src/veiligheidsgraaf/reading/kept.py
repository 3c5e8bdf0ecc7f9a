"""A document as it is kept in a project: its text, how it was read, and the file itself.

bronnen/<slug>.txt           what passages point at
bronnen/<slug>.lezing.json   the blocks on its lines, so that a newer program shifts nothing
bronnen/<slug>.pdf           the file as it was published (or .docx, .html, .xml)
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from ..words.errors import CannotRead
from .document import Document

FOLDER = "bronnen"
ORIGINALS = {"pdf": "pdf", "docx": "docx", "html": "html", "cvdr": "xml"}
_VERSION = 1


def name_files(slug: str, data: bytes, document: Document) -> dict[str, bytes]:
    """Name in the project -> content of what is kept of a document."""
    reading = {"versie": _VERSION, "document": _plain(document)}
    found = {
        f"{FOLDER}/{slug}.txt": text_of(data, document),
        f"{FOLDER}/{slug}.lezing.json": json.dumps(reading, ensure_ascii=False).encode() + b"\n",
    }
    if suffix := ORIGINALS.get(document.metadata.kind):
        found[f"{FOLDER}/{slug}.{suffix}"] = data
    return found


def text_of(data: bytes, document: Document) -> bytes:
    """The text as it is kept: a plain text in UTF-8 to the byte, of all others the lines."""
    if document.metadata.kind in ("tekst", "markdown") and _has_lines(data, document):
        return data
    return document.text.encode()


def find_kept(root: Path, slug: str) -> Document:
    """The document of a slug as it was read when it came in.

    Raises CannotRead when it is not there, is of another version, or its text was changed since.
    """
    how = f"lees het plan opnieuw met veiligheidsgraaf draft BESTAND voor {slug}"
    path = root / FOLDER / f"{slug}.lezing.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(f"{slug}.txt").read_bytes()
    except OSError as error:
        raise CannotRead(f"{error.filename}: {error.strerror}", how) from None
    except ValueError:
        raise CannotRead(f"{path}: is beschadigd", how) from None
    if not isinstance(told, Mapping) or told.get("versie") != _VERSION:
        raise CannotRead(f"{path}: is van een andere versie van het programma", how)
    try:
        document: Document = _build(Document, told["document"])
    except (TypeError, ValueError, KeyError, IndexError):
        raise CannotRead(f"{path}: is beschadigd", how) from None
    if not _has_lines(text, document):
        raise CannotRead(f"{FOLDER}/{slug}.txt: is veranderd sinds het gelezen werd", how)
    return document


def find_original(root: Path, slug: str) -> Path | None:
    """The file of a slug as it was published, when it is kept."""
    paths = (root / FOLDER / f"{slug}.{suffix}" for suffix in ORIGINALS.values())
    return next((path for path in paths if path.is_file()), None)


def _has_lines(text: bytes, document: Document) -> bool:
    lines = text.splitlines()
    return len(lines) == len(document.lines) and all(
        line == read.text.encode() for line, read in zip(lines, document.lines, strict=True)
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a document holds)
    """A value as JSON has it: of a dataclass its fields in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value


def _build(kind: Any, value: Any) -> Any:  # noqa: ANN401 (the way back)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_build(inner, part) for part in value)
    if NoneType in get_args(kind):
        return None if value is None else _build(get_args(kind)[0], value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        if len(value) != len(hints):
            raise ValueError(len(value))
        return kind(*(_build(hint, part) for hint, part in zip(hints, value, strict=True)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return float(value) if kind is float else value


@cache
def _hints(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401
    hints = get_type_hints(kind)
    return tuple(hints[field.name] for field in fields(kind))
