"""Settings: name, default, bounds, one sentence; read once at the top, handed down as plain values.

Each comes from the environment as VEILIGHEIDSGRAAF_{NAME}; the README's table is made from SETTINGS.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import platformdirs

from ..store.remote.target import Access
from ..words.errors import InvalidRequest
from ..words.project import Project


class Setting(NamedTuple):
    """A number: its default, the least and the most it can be, whether it is whole, and what it does.

    `off`: 0 is taken too.
    """

    name: str
    default: float
    least: float
    most: float
    whole: bool
    sentence: str
    off: bool = False


SETTINGS = (
    Setting("WORKERS", 2, 1, 64, True, "Worker processes that answer strangers' queries."),
    Setting(
        "QUICK",
        1,
        1,
        64,
        True,
        "Worker processes beside them, for queries that are not known to be heavy.",
        off=True,
    ),
    Setting(
        "OWN_WORKERS", 1, 1, 64, True, "Worker processes that answer the named questions of pages and REST."
    ),
    Setting("PAGES", 4, 1, 64, True, "Pages, documents and REST answers that are made at the same time."),
    Setting(
        "TIMEOUT", 10, 0.1, 3600, False, "Seconds after which a query is stopped; a client may ask for less."
    ),
    Setting(
        "PATIENCE", 5, 0, 600, False, "Seconds that a query waits for a free worker before it gets a 503."
    ),
    Setting("QUEUE", 32, 0, 10000, True, "Queries that may wait for a worker; one more gets a 503 at once."),
    Setting(
        "MEMORY",
        2048,
        256,
        1048576,
        True,
        "Megabytes of address space that one worker may use; 0 for no limit.",
        off=True,
    ),
    Setting("RESULT", 16, 1, 1024, True, "Megabytes that one answer may be."),
    Setting("CACHE", 32, 0, 65536, True, "Megabytes of answers that are kept for the next who asks."),
    Setting(
        "CONNECTIONS",
        256,
        8,
        65536,
        True,
        "Connections that one address may have open; 0 for no limit.",
        off=True,
    ),
    Setting(
        "KEEP",
        3,
        1,
        1000,
        True,
        "Releases that a build leaves in place, the newest; those that serve always stay.",
    ),
)
# Settings that are words: name, default, what it does.
WORDS = (
    ("LOG", "info", "What is logged: `debug`, `info`, `warning` or `error`."),
    ("PROXIES", "", "Addresses or networks, with commas between them, whose `X-Forwarded-*` is believed."),
    (
        "HOSTS",
        "",
        "Names by which the public reaches this, with commas between them, such as `graaf.example`; "
        "`/mcp` answers on those and on the own machine only.",
    ),
    ("ROOT_PATH", "", "Path below which a proxy publishes this, such as `/veiligheid`."),
    (
        "REPORT",
        "",
        "Where a reader's report of a fault goes: `mailto:` with an address, or `https://`, in which "
        "`{titel}` and `{tekst}` are filled in.",
    ),
    (
        "STORE",
        "",
        "SPARQL engines that answer open queries, by the addresses of their query endpoints, with commas "
        "between them ([engines.md](docs/engines.md)).",
    ),
    ("STORE_USER", "", "User at those engines."),
    ("STORE_PASSWORD", "", "Password of that user."),
    ("STORE_TOKEN", "", "Token (Bearer) for those engines, instead of a user."),
)
LEVELS = ("debug", "info", "warning", "error")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")


# Nothing in it may end the attribute of HTML that it stands in, or be a script.
_REPORT = re.compile(r"mailto:[^\s\"<>@]+@[^\s\"<>@]+|https?://[^\s\"<>/]+[^\s\"<>]*")

_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
_WORDS = {name: default for name, default, _ in WORDS}


@dataclass(frozen=True)
class Settings:
    """Values of SETTINGS and WORDS, in their units."""

    workers: int = int(_DEFAULTS["WORKERS"])
    quick: int = int(_DEFAULTS["QUICK"])
    own_workers: int = int(_DEFAULTS["OWN_WORKERS"])
    pages: int = int(_DEFAULTS["PAGES"])
    timeout: float = _DEFAULTS["TIMEOUT"]
    patience: float = _DEFAULTS["PATIENCE"]
    queue: int = int(_DEFAULTS["QUEUE"])
    memory: int = int(_DEFAULTS["MEMORY"])
    result: int = int(_DEFAULTS["RESULT"])
    cache: int = int(_DEFAULTS["CACHE"])
    connections: int = int(_DEFAULTS["CONNECTIONS"])
    keep: int = int(_DEFAULTS["KEEP"])
    log: str = _WORDS["LOG"]
    proxies: str = _WORDS["PROXIES"]
    hosts: str = _WORDS["HOSTS"]
    root_path: str = _WORDS["ROOT_PATH"]
    report: str = _WORDS["REPORT"]
    store: str = _WORDS["STORE"]
    store_user: str = field(default=_WORDS["STORE_USER"], repr=False)
    store_password: str = field(default=_WORDS["STORE_PASSWORD"], repr=False)
    store_token: str = field(default=_WORDS["STORE_TOKEN"], repr=False)

    @property
    def engines(self) -> tuple[str, ...]:
        """Addresses of the engines."""
        return read_addresses(self.store)

    @property
    def host_names(self) -> tuple[str, ...]:
        """Names by which the public reaches this."""
        return read_hosts(self.hosts)

    @property
    def access(self) -> Access:
        """Who asks them."""
        return Access(self.store_user, self.store_password, self.store_token)


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises InvalidRequest naming key and value."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        value = _read(setting, environment)
        values[setting.name.lower()] = int(value) if setting.whole else value
    words = {name.lower(): environment.get(f"VEILIGHEIDSGRAAF_{name}", default) for name, default, _ in WORDS}
    words["log"] = words["log"].lower()
    words["root_path"] = check_root_path(words["root_path"])
    if words["log"] not in LEVELS:
        raise InvalidRequest(
            f"VEILIGHEIDSGRAAF_LOG={words['log']} is er niet", f"kies uit {', '.join(LEVELS)}"
        )
    _check_networks(words["proxies"])
    read_hosts(words["hosts"])
    read_addresses(words["store"])
    words["report"] = check_report(words["report"])
    if words["store_token"] and words["store_user"]:
        raise InvalidRequest(
            "VEILIGHEIDSGRAAF_STORE_USER en _TOKEN staan er allebei", "meld aan met het een of het ander"
        )
    return Settings(**(values | words))


def check_report(address: str) -> str:
    """An address that reports go to. Raises InvalidRequest."""
    found = address.strip()
    if found and not _REPORT.fullmatch(found):
        raise InvalidRequest(
            f"VEILIGHEIDSGRAAF_REPORT={found[:80]} is geen adres voor meldingen",
            "bijvoorbeeld mailto:oov@gemeente.example of https://gemeente.example/meld?over={titel}&tekst={tekst}",
        )
    return found


def check_root_path(path: str) -> str:
    """A path as a prefix: with a slash before it and none behind. Raises InvalidRequest."""
    found = "/" + path.strip("/") if path.strip("/") else ""
    if not _PATH.fullmatch(found):
        raise InvalidRequest(f"'{path[:80]}' is geen pad om onder te publiceren", "bijvoorbeeld /veiligheid")
    return found


def _read(setting: Setting, environment: Mapping[str, str]) -> float:
    key = f"VEILIGHEIDSGRAAF_{setting.name}"
    text = environment.get(key, str(setting.default))
    bounds = f"van {setting.least:g} tot en met {setting.most:g}" + (", of 0" if setting.off else "")
    how = (
        f"kies {'een geheel getal ' if setting.whole else ''}{bounds}, bijvoorbeeld {key}={setting.default:g}"
    )
    try:
        value = float(text)
    except ValueError:
        raise InvalidRequest(f"{key}={text} is geen getal", how) from None
    if value == 0 and setting.off:
        return 0
    if not setting.least <= value <= setting.most:  # also what is not a number (nan)
        raise InvalidRequest(f"{key}={text} kan niet", how)
    if setting.whole and not value.is_integer():
        raise InvalidRequest(f"{key}={text} is geen geheel getal", how)
    return value


def _check_networks(text: str) -> None:
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            ipaddress.ip_network(part, strict=False)
        except ValueError:
            raise InvalidRequest(
                f"VEILIGHEIDSGRAAF_PROXIES: '{part[:80]}' is geen adres of netwerk",
                "bijvoorbeeld VEILIGHEIDSGRAAF_PROXIES=127.0.0.1,10.0.0.0/8",
            ) from None


def read_hosts(text: str) -> tuple[str, ...]:
    """Names of hosts with commas between them, in small letters. Raises InvalidRequest."""
    found = tuple(filter(None, (part.strip().lower() for part in text.split(","))))
    for name in found:
        if not _HOST.fullmatch(name):
            raise InvalidRequest(
                f"VEILIGHEIDSGRAAF_HOSTS: '{name[:80]}' is geen naam van een host",
                "schrijf hem zonder https:// en zonder pad: VEILIGHEIDSGRAAF_HOSTS=graaf.example",
            )
    return found


def read_addresses(text: str, where: str = "VEILIGHEIDSGRAAF_STORE") -> tuple[str, ...]:
    """Addresses of engines, as they stand in a setting or option (`where`). Raises InvalidRequest, without
    what could be a secret.
    """
    found = tuple(filter(None, (part.strip() for part in text.split(","))))
    for address in found:
        try:
            parts = urlsplit(address)
            is_address = (
                parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
            )
        except ValueError:
            is_address = False
        if not is_address:
            raise InvalidRequest(f"{where} is geen adres", "bijvoorbeeld https://engine.example/sparql")
        if "@" in parts.netloc or parts.query or parts.fragment:
            raise InvalidRequest(
                f"{where}: in het adres op {parts.hostname} staat meer dan een plaats",
                "laat ?, # en wachtwoord weg; aanmelden gaat met VEILIGHEIDSGRAAF_STORE_USER en _PASSWORD",
            )
    return found


def find_home(project: Project, home: str | None = None) -> Path:
    """Where releases are kept: as told, else in the project, else (data of
    an installed package) in the user's cache.
    """
    if home:
        return Path(home).resolve()
    if project.is_bundled:
        return platformdirs.user_cache_path("veiligheidsgraaf")
    return project.root / ".veiligheidsgraaf"
