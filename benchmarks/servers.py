"""Start and stop this server and its peers, each on the same N-Quads, and read the memory they take."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from load import ask_once

BIN = Path(sys.executable).parent
_START_SECONDS = 900
_PROBE = "ASK {}"


@dataclass(frozen=True)
class Server:
    """A server that runs: where it listens, and how long its first answer took from the start."""

    name: str
    port: int
    path: str
    pid: int
    started_in: float

    @property
    def memory_mb(self) -> float:
        """Resident megabytes of the process and all below it; pages they share count for each."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
        ).stdout
        rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
        mine = {self.pid}
        for _ in range(3):
            mine |= {pid for pid, parent, _ in rows if parent in mine}
        return sum(rss for pid, _, rss in rows if pid in mine) / 1024


@contextmanager
def run(
    name: str, command: list[str], port: int, path: str, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """A server process for as long as the context lasts, from its first answer."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - started < _START_SECONDS:
            try:
                if ask_once(port, path, _PROBE, 5)[0] == 200:
                    break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{name} stopped while it started: {' '.join(command)}") from None
                time.sleep(0.02)
        yield Server(name, port, path, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ours(home: Path) -> AbstractContextManager[Server]:
    """This server on the current release of `home`, with its own limits out of the way."""
    port = free_port()
    limits = {
        "VEILIGHEIDSGRAAF_TIMEOUT": "120",
        "VEILIGHEIDSGRAAF_RESULT": "256",
        "VEILIGHEIDSGRAAF_PATIENCE": "120",
        "VEILIGHEIDSGRAAF_LOG": "warning",
    }
    command = [sys.executable, "-P", "-m", "veiligheidsgraaf.server", str(home), "127.0.0.1", str(port)]
    return run("veiligheidsgraaf", command, port, "/sparql", limits)


def oxigraph(dataset: Path, folder: Path) -> AbstractContextManager[Server]:
    """Native Oxigraph, read-only, on an index of its own."""
    location = folder / "oxigraph"
    if not location.is_dir():
        subprocess.run(
            [str(BIN / "oxigraph"), "load", "--location", str(location), "--file", str(dataset)],
            check=True,
            capture_output=True,
        )
        subprocess.run(
            [str(BIN / "oxigraph"), "optimize", "--location", str(location)], check=True, capture_output=True
        )
    port = free_port()
    command = [
        str(BIN / "oxigraph"),
        "serve-read-only",
        "--location",
        str(location),
        "--bind",
        f"127.0.0.1:{port}",
        "--union-default-graph",
    ]
    return run("oxigraph", command, port, "/query")


def rdflib_endpoint(dataset: Path) -> AbstractContextManager[Server]:
    """rdflib-endpoint with rdflib's own store in memory, as it starts by default."""
    port = free_port()
    command = [
        str(BIN / "rdflib-endpoint"),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        str(dataset),
    ]
    return run("rdflib-endpoint", command, port, "/")
