"""The server process: python -m veiligheidsgraaf.server HOME HOST PORT [SOURCES].

`serve` becomes it once there is a release.

It knows nothing of building, which takes more memory than serving. Exit codes: 0 well, 2 it could not run.
"""

import errno
import logging
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import uvicorn

from ..store.allocator import keep_little
from ..web.asker import read_networks
from ..words.errors import CannotRead, VeiligheidsgraafError
from .app import create_app
from .connection import BoundedConnection, Doors
from .logs import log_to_stderr
from .serving import Serving
from .settings import Settings, read_settings

_GRACE_SECONDS = 5
_BACKLOG = 2048
_CAUSES = {
    errno.EADDRINUSE: ("is al in gebruik", "kies met --port een andere poort"),
    errno.EACCES: ("mag niet worden gebruikt", "kies met --port een poort boven 1023"),
    errno.EADDRNOTAVAIL: ("is geen adres van deze machine", "kies met --host een ander adres"),
    errno.EMFILE: ("kan niet worden geopend: te weinig bestandsnummers", "verhoog ulimit -n"),
}


def main(home: str, host: str, port: str, sources: str = "") -> None:
    """Serve the current release of `home` until SIGTERM or SIGINT, then finish what is being answered.

    `sources`: folder with the texts of the plans.
    """
    keep_little()
    try:
        settings = read_settings()
        log_to_stderr(getattr(logging, settings.log.upper()))
        _serve(Path(home).resolve(), host, int(port), Path(sources) if sources else None, settings)
    except VeiligheidsgraafError as error:
        print(f"fout: {error}", file=sys.stderr)
        sys.exit(2)


def _serve(home: Path, host: str, port: int, texts: Path | None, settings: Settings) -> None:
    descriptors = _raise_descriptors()
    proxies = read_networks(settings.proxies)
    # Never so many for one address that there are no descriptors left for others.
    most = min(settings.connections, max(8, descriptors // 3)) if settings.connections else 0
    BoundedConnection.doors = Doors(most, proxies)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a terminal that closes is no reason to stop
    serving = Serving(home, lambda release: create_app(release, settings, texts))
    config = uvicorn.Config(
        serving,
        http=BoundedConnection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # `web.asker` believes those that it is told to believe
        timeout_graceful_shutdown=int(settings.timeout + _GRACE_SECONDS),
    )
    listening = bind(host, port)
    server = uvicorn.Server(config)
    serving.on_start = lambda release: print(
        f"Veiligheidsgraaf {release.digest[:12]} staat op {address_of(listening)} (stoppen met Ctrl-C)",
        file=sys.stderr,
        flush=True,
    )
    with suppress(SystemExit):  # how uvicorn tells that it did not start
        server.run(sockets=[listening])
    if serving.fault:
        raise serving.fault


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises CannotRead with the cause."""
    try:
        family, _, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None)
        what, how = _CAUSES.get(number or 0, ("is niet te openen", "controleer --host en --port"))
        raise CannotRead(f"{_url(host, port)} {what}", how) from None
    made.set_inheritable(False)
    return made


def address_of(listening: socket.socket) -> str:
    """The address that a browser takes (RFC 3986, section 3.2.2)."""
    host, port = listening.getsockname()[:2]
    return _url(host, port)


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _raise_descriptors() -> int:
    """Take as many file descriptors as the system allows. Out: how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (OSError, ValueError):
        return soft
    return hard


if __name__ == "__main__":
    main(*sys.argv[1:])
