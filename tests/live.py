"""The real server process, for tests that need one."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx2 as httpx

START_SECONDS = 60
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


class Live:
    """A server that runs on a home: its process, its address and a client for it."""

    def __init__(self, home: Path, log: Path, command: Sequence[str] = (), **settings: float) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        environment = {
            **os.environ,
            **{f"VEILIGHEIDSGRAAF_{name.upper()}": str(value) for name, value in settings.items()},
        }
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)]
                if command
                else [
                    sys.executable,
                    "-P",
                    "-m",
                    "veiligheidsgraaf.server",
                    str(home),
                    "127.0.0.1",
                    str(self.port),
                ],
                env=environment,
                stderr=out,
            )
        self.client = httpx.Client(base_url=self.url, timeout=60)

    def wait(self) -> None:
        """Wait for the first answer."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx.TransportError):
                if self.client.get("/healthz").status_code == 200:
                    return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(f"no answer: {self.log.read_text()}")

    def ask(self, query: str, **parameters: str) -> httpx.Response:
        return self.client.get("/sparql", params={"query": query, **parameters})

    @property
    def workers(self) -> list[int]:
        """Processes below the server."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in listed.stdout.split()]

    def metric(self, name: str) -> float:
        """The sum of a figure over its labels."""
        lines = self.client.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def memory_mb(self) -> float:
        """Resident megabytes of the server and its workers."""
        listed = subprocess.run(
            ["ps", "-o", "rss=", "-p", ",".join(map(str, [self.process.pid, *self.workers]))],
            capture_output=True,
            text=True,
            check=True,
        )
        return sum(map(int, listed.stdout.split())) / 1024


@contextlib.contextmanager
def live(home: Path, log: Path, command: Sequence[str] = (), **settings: float) -> Iterator[Live]:
    """A server for as long as the context lasts. `command`: how to start it; `settings`: those of the
    environment, in small letters.
    """
    server = Live(home, log, command, **settings)
    try:
        server.wait()
        yield server
    finally:
        server.client.close()
        if server.process.poll() is None:
            server.process.send_signal(signal.SIGTERM)
            try:
                server.process.wait(40)
            except subprocess.TimeoutExpired:
                server.process.kill()
                server.process.wait()
