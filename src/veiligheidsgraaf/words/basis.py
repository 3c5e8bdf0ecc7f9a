"""What a project builds on: its settings file, and what comes with the package beside its own files."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .errors import CannotRead, UnknownName

SETTINGS_FILES = ("veiligheidsgraaf.toml", "pyproject.toml")
_MOST_BYTES = 1024 * 1024

# Basis -> the folders of the package that apply beside the project's own.
BASES: dict[str, tuple[str, ...]] = {
    "geen": (),
    "begrippen": ("ontology", "shapes", "queries"),
    "referentie": ("ontology", "shapes", "queries", "graphs/referentie"),
    "alles": ("ontology", "shapes", "queries", "graphs"),
}
DEFAULT = "begrippen"
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_OURS = r"<https://w3id\.org/veiligheidsgraaf/def[#/]?>"
_IMPORT = re.compile(rf"imports>?(?:\s*<[^>]*>\s*,)*\s*{_OURS}")


def read_table(root: Path) -> tuple[str, str, dict[str, Any]] | None:
    """(file name, text, settings) of the first settings file of a folder that holds ours, or None. Raises
    CannotRead naming file and fault.
    """
    for name in SETTINGS_FILES:
        path = root / name
        if path.is_file() and (found := _read(name, path)) is not None:
            return found
    return None


def _read(name: str, path: Path) -> tuple[str, str, dict[str, Any]] | None:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CannotRead(f"{name}: groter dan 1 MB", "instellingen zijn een korte tekst")
        text = path.read_text(encoding="utf-8")
        table: dict[str, Any] = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "geen UTF-8"
        raise CannotRead(f"{name}: {reason}", "maak het bestand leesbaar") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        how = "herstel de schrijfwijze op die plek"
        raise CannotRead(f"{name}: geen geldige TOML ({str(error)[:80]})", how) from None
    if name != "pyproject.toml":
        return name, text, table
    tool = table.get("tool")
    found = tool.get("veiligheidsgraaf") if isinstance(tool, dict) else None
    return (name, text, found) if isinstance(found, dict) else None


def choose_basis(settings: Mapping[str, Any], ontology: Path) -> str:
    """The basis that the settings name; else `geen` for a project with an ontology of its own that does not
    import ours, else the default. Raises UnknownName.
    """
    named = settings.get("basis")
    if named is not None:
        if named not in BASES:
            raise UnknownName("basis", str(named), BASES)
        return str(named)
    return "geen" if _stands_alone(ontology) else DEFAULT


def _stands_alone(ontology: Path) -> bool:
    files = [path for path in ontology.rglob("*.ttl") if path.is_file()] if ontology.is_dir() else []
    return bool(files) and not any(_imports_ours(path) for path in files)


def _imports_ours(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return bool(_IMPORT.search(_COMMENT.sub("", text)))
