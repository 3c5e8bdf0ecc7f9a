"""The server process: python -m veiligheidsgraaf.server HOME HOST PORT [SOURCES]. `serve` becomes it once
there is a release.

It knows nothing of building, which takes more memory than serving.
"""

import logging
import os
import sys
from pathlib import Path

import uvicorn

from ..store.allocator import keep_little
from .app import create_app
from .connection import BoundedConnection
from .logs import log_to_stderr
from .serving import Serving
from .settings import read_settings

_GRACE_SECONDS = 5


def main(home: str, host: str, port: str, sources: str = "") -> None:
    """Serve the current release of `home` until SIGTERM or SIGINT, then finish what is being answered.

    `sources`: folder with the texts of the plans.
    """
    keep_little()
    settings, texts = read_settings(), Path(sources) if sources else None
    log_to_stderr(getattr(logging, os.environ.get("VEILIGHEIDSGRAAF_LOG", "info").upper(), logging.INFO))
    uvicorn.run(
        Serving(Path(home), lambda release: create_app(release, settings, texts)),
        host=host,
        port=int(port),
        http=BoundedConnection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=int(settings.timeout + _GRACE_SECONDS),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
