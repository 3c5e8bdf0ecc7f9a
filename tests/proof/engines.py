"""Real SPARQL engines in processes of their own: Virtuoso 7 and Oxigraph's server, each on free ports of this machine."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx

from veiligheidsgraaf.store.remote.target import Access

_START_SECONDS = 120
DBA = Access("dba", "dba")
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
MaxClientConnections = 20
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
MaxQueryMem = 500M
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
MaxClientConnections = 20
MaxKeepAlives = 20
KeepAliveTimeout = 15
[SPARQL]
ResultSetMaxRows = 2000000
MaxQueryCostEstimationTime = 1000000000
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Engine:
    """One engine that can be stopped and started again on its data."""

    def __init__(self, command: list[str], folder: Path, address: str, access: Access) -> None:
        self._command, self._folder = command, folder
        self.address, self.access = address, access
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self._folder / "out.log").open("ab") as out:
            self._process = subprocess.Popen(self._command, cwd=self._folder, stdout=out, stderr=out)
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx.TransportError):
                if httpx.post(self.address, data={"query": "ASK {}"}, timeout=5).status_code == 200:
                    return
            assert self._process.poll() is None, (self._folder / "out.log").read_text()
            time.sleep(0.1)
        raise AssertionError(f"{self._command[0]} does not answer")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            (self._folder / "virtuoso.lck").unlink(missing_ok=True)
            self._process = None


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Engine]:
    program = shutil.which("virtuoso-t")
    assert program, "Debian's virtuoso-opensource-7 is not here; .ci/run installs it"
    folder.mkdir()
    http = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=http))
    address = f"http://127.0.0.1:{http}/sparql"
    yield from _run(Engine([program, "-f", "-c", "virtuoso.ini"], folder, address, DBA))


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    folder.mkdir()
    program, port = str(Path(sys.executable).parent / "oxigraph"), free_port()
    command = [program, "serve", "--location", "data", "--bind", f"127.0.0.1:{port}"]
    yield from _run(Engine(command, folder, f"http://127.0.0.1:{port}/query", Access()))


def _run(engine: Engine) -> Iterator[Engine]:
    try:
        engine.start()
        yield engine
    finally:
        engine.kill()
