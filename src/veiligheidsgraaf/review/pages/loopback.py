"""Serve the review to one browser on this machine, on a free port, and open it there."""

import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import uvicorn

from .application import create_app
from .desk import Desk
from .gate import TOKEN

_HOST = "127.0.0.1"  # never another: what is shown is not published


def serve_desk(desk: Desk, slug: str = "", is_opened: bool = True) -> None:
    """Serve until Ctrl-C. `slug`: the plan to begin with; `is_opened`: open the browser as well."""
    with listening() as door:
        port = door.getsockname()[1]
        address = f"http://{_HOST}:{port}/{quote(slug)}?{TOKEN}={desk.token}"
        config = uvicorn.Config(
            create_app(desk, port),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
        print(f"Nalezen op {address} (stoppen met Ctrl-C)", file=sys.stderr, flush=True)
        with opening(address) if is_opened else listening_only():
            uvicorn.Server(config).run(sockets=[door])


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A socket on a free port, that only this machine reaches."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.bind((_HOST, 0))
        door.listen(128)
        yield door


@contextmanager
def listening_only() -> Iterator[None]:
    """Nothing beside serving."""
    yield


@contextmanager
def opening(address: str, browse: Callable[[str], object] = webbrowser.open) -> Iterator[None]:
    """Open the browser on an address, by a file that only its owner can read: what stands on a command line
    every user of the machine can see.
    """
    with tempfile.TemporaryDirectory(prefix="veiligheidsgraaf-") as folder:
        page = Path(folder) / "nalezen.html"
        way = f'<meta http-equiv="refresh" content="0;url={escape(address)}">'
        page.write_text(f'<!doctype html><meta charset="utf-8">{way}', encoding="utf-8")
        Thread(target=browse, args=(page.as_uri(),), daemon=True).start()
        yield
