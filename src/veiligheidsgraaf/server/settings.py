"""Settings: name, default, one sentence; read once at the top, handed down as plain values.

Each comes from the environment as VEILIGHEIDSGRAAF_{NAME}; the README's table is made from SETTINGS.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from ..words.errors import InvalidRequest
from ..words.project import Project

SETTINGS: tuple[tuple[str, float, str], ...] = (
    ("WORKERS", 2, "Worker processes that answer strangers' queries."),
    ("OWN_WORKERS", 1, "Worker processes that answer the named questions of pages and REST."),
    ("TIMEOUT", 10, "Seconds after which a query is stopped; a client may ask for less."),
    ("PATIENCE", 5, "Seconds that a query waits for a free worker before it gets a 503."),
    ("QUEUE", 32, "Queries that may wait for a worker; one more gets a 503 at once."),
    ("MEMORY", 2048, "Megabytes of address space that one worker may use; 0 for no limit."),
    ("RESULT", 16, "Megabytes that one answer may be."),
    ("CACHE", 32, "Megabytes of answers that are kept for the next who asks."),
)
_NOT_ZERO = ("WORKERS", "OWN_WORKERS", "TIMEOUT", "RESULT")


@dataclass(frozen=True)
class Settings:
    """Values of SETTINGS, in their units."""

    workers: int = 2
    own_workers: int = 1
    timeout: float = 10
    patience: float = 5
    queue: int = 32
    memory: int = 2048
    result: int = 16
    cache: int = 32


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises InvalidRequest naming key and value."""
    values: dict[str, float] = {}
    for name, default, _ in SETTINGS:
        key = f"VEILIGHEIDSGRAAF_{name}"
        text = environment.get(key, str(default))
        try:
            values[name.lower()] = float(text)
        except ValueError:
            raise InvalidRequest(f"{key}={text} is geen getal", f"bijvoorbeeld {key}={default:g}") from None
        if not math.isfinite(values[name.lower()]):
            raise InvalidRequest(f"{key}={text} is geen getal", f"bijvoorbeeld {key}={default:g}")
        if values[name.lower()] < 0 or (name in _NOT_ZERO and values[name.lower()] == 0):
            raise InvalidRequest(f"{key}={text} is te klein", f"bijvoorbeeld {key}={default:g}")
    whole = {name: int(value) for name, value in values.items() if name not in ("timeout", "patience")}
    return Settings(timeout=values["timeout"], patience=values["patience"], **whole)


def find_home(project: Project, home: str | None = None) -> Path:
    """Where releases are kept: as told, else in the project, else (data of an installed package) in the
    user's cache.
    """
    if home:
        return Path(home).resolve()
    if project.is_bundled:
        return platformdirs.user_cache_path("veiligheidsgraaf")
    return project.root / ".veiligheidsgraaf"
