"""Settings: name, default, one sentence; read once at the top, handed down as plain values.

Each comes from the environment as VEILIGHEIDSGRAAF_{NAME}; the README's table is made from SETTINGS.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from .words.errors import InvalidRequest
from .words.project import Project

SETTINGS: tuple[tuple[str, float, str], ...] = (
    ("WORKERS", 2, "Worker processes that answer queries."),
    ("TIMEOUT", 10, "Seconds after which a query is stopped; a client may ask for less."),
    ("PATIENCE", 5, "Seconds that a query waits for a free worker before it gets a 503."),
    ("MEMORY", 4096, "Megabytes of address space that one worker may use; 0 for no limit."),
    ("RESULT", 16, "Megabytes that one answer may be."),
)


@dataclass(frozen=True)
class Settings:
    """Values of SETTINGS, in their units."""

    workers: int
    timeout: float
    patience: float
    memory: int
    result: int


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
        if values[name.lower()] < 0 or (name in ("WORKERS", "TIMEOUT", "RESULT") and values[name.lower()] == 0):
            raise InvalidRequest(f"{key}={text} is te klein", f"bijvoorbeeld {key}={default:g}")
    return Settings(int(values["workers"]), values["timeout"], values["patience"], int(values["memory"]), int(values["result"]))


def find_home(project: Project, home: str | None = None) -> Path:
    """Where releases are kept: as told, else in the project, else (data of an installed package) in the user's cache."""
    if home:
        return Path(home).resolve()
    if project.is_bundled:
        return platformdirs.user_cache_path("veiligheidsgraaf")
    return project.root / ".veiligheidsgraaf"
