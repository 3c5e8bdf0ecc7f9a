"""Build, worker and server killed at sixty moments each, every file of a release changed and cut off, a full
disk: the right answer, a clear refusal, or the old release. Never a wrong answer.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release, check_release, current_release

from ..live import Live, live
from ..release.test_damage import HARM, PLAN, files_of, kill_a_build, run, told
from ..server.test_serving import LIGHT, copy_home

pytestmark = pytest.mark.proof

MOMENTS = 60
ASKED = (LIGHT, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT ?n { ?s skos:prefLabel ?n } ORDER BY ?n")


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_build_killed(example: Project, tmp_path: Path, moment: int) -> None:
    kill_a_build(example, tmp_path, moment, MOMENTS)


def test_workers_killed_while_they_answer(example_release: Release, tmp_path: Path) -> None:
    home, chance = copy_home(example_release, tmp_path / "home"), random.Random(1)
    with live(home, tmp_path / "log") as server:
        right = {query: server.ask(query).json() for query in ASKED}
        for moment in range(MOMENTS):
            for pid in chance.sample(server.workers, 2):
                os.kill(pid, signal.SIGKILL)
            query = ASKED[moment % len(ASKED)]
            found = server.ask(f"{query} # {moment}")
            assert found.status_code in (200, 422, 503), found.text
            if found.status_code == 200:
                assert found.json() == right[query]
        assert server.ask(f"{LIGHT} # after").json() == right[LIGHT]


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_server_killed(example_release: Release, tmp_path: Path, moment: int) -> None:
    home = copy_home(example_release, tmp_path / "home")
    server = Live(home, tmp_path / "log")
    time.sleep(moment / 20)  # wherever that is; what must hold, holds everywhere
    server.process.kill()
    server.process.wait()
    server.client.close()
    check_release(current_release(home))


@pytest.mark.parametrize("harm", HARM)
def test_server_on_a_damaged_release_refuses_or_answers_right(
    example_release: Release, tmp_path: Path, harm: str
) -> None:
    home = copy_home(example_release, tmp_path / "home")
    for path in files_of(current_release(home)):
        content = path.read_bytes()
        HARM[harm](path)
        server = Live(home, tmp_path / "log")
        assert server.process.wait(60) == 2, path
        assert server.log.read_text().count("fout: ") == 1
        assert "veiligheidsgraaf build" in server.log.read_text()
        server.client.close()
        path.write_bytes(content)


@pytest.mark.parametrize("harm", HARM)
def test_damage_under_a_running_server(example_release: Release, tmp_path: Path, harm: str) -> None:
    home = copy_home(example_release, tmp_path / "home")
    for number, path in enumerate(files_of(current_release(home))):
        if "store" not in path.parts:
            continue
        content = path.read_bytes()
        with live(home, tmp_path / "log") as server:
            right = {query: server.ask(query).json() for query in ASKED}
            HARM[harm](path)
            for pid in server.workers:
                os.kill(pid, signal.SIGKILL)
            for query in ASKED:
                found = server.ask(f"{query} # {number}")
                assert found.status_code in (200, 503), (path, found.text)
                assert found.status_code == 503 or found.json() == right[query], path
        path.write_bytes(content)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "x", str(place)], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("only root may mount")
    yield place
    subprocess.run(["umount", str(place)], check=False)


def test_full_disk(example: Project, small_disk: Path) -> None:
    found = run("build", "--project", str(example.root), "--home", str(small_disk))
    assert found.returncode == 2
    (line,) = told(found)
    assert "vol" in line or "niet te schrijven" in line or "ruimte" in line
    assert not (small_disk / "current").exists()


def test_disk_full_beside_an_old_release(example: Project, tmp_path: Path, small_disk: Path) -> None:
    old = build(example, tmp_path / "made")[0]
    size = sum(path.stat().st_size for path in files_of(old))
    if size > 3_000_000:
        pytest.skip("the release does not fit on the small disk at all")
    shutil.copytree(tmp_path / "made", small_disk, dirs_exist_ok=True)
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    assert run("build", "--project", str(example.root), "--home", str(small_disk)).returncode == 2
    check_release(current_release(small_disk))
    assert current_release(small_disk).digest == old.digest


def test_few_descriptors_and_little_memory_are_told(example_release: Release, tmp_path: Path) -> None:
    home = copy_home(example_release, tmp_path / "home")
    for number in (24, 48, 96, 200):
        process = subprocess.Popen(
            ["sh", "-c", f"ulimit -n {number}; exec timeout 20 {sys.executable} -m veiligheidsgraaf.server {home} 127.0.0.1 0"],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stderr
        first = process.stderr.readline()
        process.terminate()
        rest = process.communicate()[1]
        assert "staat op" in first or "bestandsnummers" in first + rest, first + rest
        assert "Traceback" not in first + rest
