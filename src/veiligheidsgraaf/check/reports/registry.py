"""The formats of a report by name."""

from collections.abc import Callable
from importlib import import_module

from ...words.errors import UnknownName
from .shown import Shown

# Format -> the module that writes it, imported when it is asked for: the libraries under some are slow to
# load.
FORMATS = {
    "text": "text",
    "json": "machine",
    "sarif": "sarif",
    "junit": "junit",
    "github": "machine",
    "ttl": "turtle",
    "html": "html",
}


def find_format(name: str) -> Callable[[Shown], str]:
    """The renderer of that name. Raises UnknownName."""
    if name not in FORMATS:
        raise UnknownName("formaat", name, FORMATS)
    module = import_module(f".{FORMATS[name]}", __package__)
    renderer: Callable[[Shown], str] = getattr(module, f"render_{name}")
    return renderer
