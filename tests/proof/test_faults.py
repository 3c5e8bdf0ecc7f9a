"""Build, worker and server killed at sixty moments each, every kind of file of a release changed and cut off, a full
disk: the right answer, a clear refusal, or the old release. Never a wrong answer.

Moments are steps of the work and never times, so a slow machine meets the same ones.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import pytest

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.words.errors import MemoryExceeded, NoRelease, QueryTimeout
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release, check_release, current_release, make_current

from ..conftest import EXAMPLE
from ..live import Live, live
from ..release.test_damage import HARM, PLAN, files_of, run, told, written
from ..server.test_serving import LIGHT, copy_home, until
from .dying import TOLD

pytestmark = pytest.mark.proof

MOMENTS = 60
# Of these moments of a build so many fall within the index, which is written out of sight of Python.
IN_INDEX = 12
ASKED = (LIGHT, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT ?n { ?s skos:prefLabel ?n } ORDER BY ?n")
DYING = [sys.executable, str(Path(__file__).with_name("dying.py"))]


def spread(most: int, moments: int) -> list[int]:
    """So many numbers from 1 to `most`, the first and the last among them."""
    return sorted({1 + round(number * (most - 1) / (moments - 1)) for number in range(moments)})


class Building:
    """A home with an old release, and a project that makes another."""

    def __init__(self, folder: Path) -> None:
        self.project, self.home = Project(shutil.copytree(EXAMPLE, folder / "voorbeeld")), folder / "home"
        self.old = build(self.project, self.home)[0]
        path = self.project.root / PLAN
        path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
        self.steps = int(self._start("0").communicate()[0])
        self.new = current_release(self.home)
        assert self.new != self.old
        self.reset()

    def reset(self) -> None:
        """Back to the old release alone."""
        make_current(self.home, self.old)
        shutil.rmtree(self.new.path)

    def kill_at(self, step: int) -> bool:
        """Whether it came to that step: with what was checked before there are fewer."""
        process = self._start(str(step))
        process.communicate()
        assert process.returncode in (0, TOLD, -signal.SIGKILL)
        return process.returncode != 0

    def kill_in_index(self, share: float) -> None:
        """Kill as soon as so much is on disk of a release that is being written."""
        most = share * sum(path.stat().st_size for path in files_of(self.old))
        process = self._start("0")
        while process.poll() is None and written(self.home / "releases") < most:
            time.sleep(0.001)
        process.kill()
        process.communicate()

    def check(self) -> None:
        """There is the old release or the new, sound, and a build makes the new and leaves nothing else."""
        there = current_release(self.home)
        assert there in (self.old, self.new)
        check_release(there)
        assert build(self.project, self.home)[0] == self.new == current_release(self.home)
        check_release(self.new)
        assert {path.name for path in (self.home / "releases").iterdir()} == {
            self.old.digest,
            self.new.digest,
        }
        self.reset()

    def _start(self, step: str) -> subprocess.Popen[str]:
        command = [*DYING, "build", step, str(self.project.root), str(self.home)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_build_killed(tmp_path: Path) -> None:
    building, killed = Building(tmp_path), 0
    for number, step in enumerate(spread(building.steps, MOMENTS - IN_INDEX)):
        if number % 6 == 0:  # with what was checked before, and without
            shutil.rmtree(building.home / "checks", ignore_errors=True)
        killed += building.kill_at(step)
        building.check()
    assert killed > (MOMENTS - IN_INDEX) * 0.7
    for number in range(IN_INDEX):
        building.kill_in_index(0.4 + 0.6 * number / IN_INDEX)
        building.check()


def test_workers_killed_while_they_answer(example_release: Release, tmp_path: Path) -> None:
    home, chance = copy_home(example_release, tmp_path / "home"), random.Random(1)
    with live(home, tmp_path / "log") as server, ThreadPoolExecutor(1) as asker:
        right = {query: server.ask(query).json() for query in ASKED}
        for moment in range(MOMENTS):
            query = ASKED[moment % len(ASKED)]
            asked = asker.submit(server.ask, f"{query} # {moment}")
            for pid in chance.sample(server.workers, 2):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            found = asked.result()
            assert found.status_code in (200, 503), found.text
            assert found.status_code == 503 or found.json() == right[query]
        assert server.ask(f"{LIGHT} # after").json() == right[LIGHT]


def test_server_killed(example_release: Release, tmp_path: Path) -> None:
    home = copy_home(example_release, tmp_path / "home")
    with serving(home, tmp_path, 0) as server:
        server.wait()
        right = server.ask(LIGHT).json()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait()
        steps = int((tmp_path / "out").read_text())
    for step in spread(steps, MOMENTS):
        with serving(home, tmp_path, step) as server:
            number = 0
            while server.process.poll() is None:  # whoever asks gets the right answer or none
                number += 1
                with contextlib.suppress(httpx.TransportError):
                    found = server.ask(f"{LIGHT} # {number}")
                    assert found.json() == right
                if number > 20:  # the last steps are those of its end
                    server.process.send_signal(signal.SIGTERM)
                time.sleep(0.05)
        check_release(current_release(home))


@contextlib.contextmanager
def serving(home: Path, folder: Path, step: int) -> Iterator[Live]:
    """A server that is killed at that step."""
    command = [
        "sh",
        "-c",
        f'exec "$@" > {folder / "out"}',
        "x",
        *DYING,
        "server",
        str(step),
        str(home),
        "127.0.0.1",
    ]
    server = Live(home, folder / "log", command)
    try:
        yield server
    finally:
        server.client.close()
        server.process.kill()
        server.process.wait()


def kinds_of(release: Release) -> list[Path]:
    """One file of each kind in a release: its folder and what it is called after the point. That each file is looked
    at, is tested without a server.
    """
    found = {(path.parent, path.suffix or path.name.partition("-")[0]): path for path in files_of(release)}
    return sorted(found.values())


@pytest.mark.parametrize("harm", HARM)
def test_server_on_a_damaged_release_refuses(example_release: Release, tmp_path: Path, harm: str) -> None:
    home = copy_home(example_release, tmp_path / "home")
    for path in kinds_of(current_release(home)):
        content = path.read_bytes()
        HARM[harm](path)
        server = Live(home, tmp_path / "log")
        assert server.process.wait(300) == 2, path
        assert server.log.read_text().count("fout: ") == 1
        assert "veiligheidsgraaf build" in server.log.read_text()
        server.client.close()
        path.write_bytes(content)


@pytest.mark.parametrize("harm", HARM)
def test_damage_under_running_workers(example_release: Release, tmp_path: Path, harm: str) -> None:
    release = current_release(copy_home(example_release, tmp_path / "home"))
    with PooledStore(release, 1) as store:
        right = [json.loads(store.run(Query(query)).body) for query in ASKED]
    refused = 0
    for path in (path for path in files_of(release) if path.parent == release.store):
        content = path.read_bytes()
        with PooledStore(release, 1) as store:
            store.start()
            HARM[harm](path)
            for worker in store.lanes["sparql"].workers:
                worker.kill()
            for query, expected in zip(ASKED, right, strict=True):
                try:
                    found = json.loads(store.run(Query(query)).body)
                except NoRelease as error:
                    refused += "veiligheidsgraaf build" in str(error)
                except (QueryTimeout, MemoryExceeded):  # it went round on what it could not read
                    assert until(lambda store=store: store.is_damaged), path
                else:
                    assert found == expected, path
        path.write_bytes(content)
    assert refused, "some of it was met"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "x", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount; a limit on the size of files stands in for it in tests/release")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=False)


def fill(place: Path, leave: int) -> None:
    """Fill a file system up to so many bytes."""
    room = os.statvfs(place)
    (place / "full").write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - leave))


@pytest.mark.parametrize("leave", [0, 100_000, 6_000_000])
def test_full_disk(example: Project, small_disk: Path, leave: int) -> None:
    fill(small_disk, leave)
    found = run("build", "--project", str(example.root), "--home", str(small_disk))
    assert found.returncode == 2
    (line,) = told(found)
    assert "schijf" in line or "ruimte" in line or "vol" in line
    assert not (small_disk / "current").exists()


def test_disk_full_beside_an_old_release(
    example_release: Release, example: Project, small_disk: Path
) -> None:
    copy_home(example_release, small_disk / "home")
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    for leave in (0, 100_000, 6_000_000):
        fill(small_disk, leave)
        found = run("build", "--project", str(example.root), "--home", str(small_disk / "home"))
        assert found.returncode == 2
        (small_disk / "full").unlink()
        assert current_release(small_disk / "home").digest == example_release.digest
        check_release(current_release(small_disk / "home"))


@pytest.mark.parametrize("descriptors", [24, 48, 96, 200])
def test_few_descriptors_are_told(example_release: Release, tmp_path: Path, descriptors: int) -> None:
    home = copy_home(example_release, tmp_path / "home")
    limited = f"ulimit -n {descriptors}; exec {sys.executable} -m veiligheidsgraaf.server {home} 127.0.0.1 0"
    process = subprocess.Popen(["sh", "-c", limited], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    first = process.stderr.readline()
    process.terminate()
    told_all = first + process.communicate()[1]
    assert "staat op" in first or "bestandsnummers" in told_all, told_all
    assert "Traceback" not in told_all
