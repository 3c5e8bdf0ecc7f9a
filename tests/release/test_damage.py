"""Damage and scarcity: the right answer, a clear refusal with the cure that works, or the old release.

Never a wrong answer. The long version is in tests/proof.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.release import write
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.release.write import prune
from veiligheidsgraaf.server.__main__ import address_of, bind
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings, read_settings
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.words import release as words_release
from veiligheidsgraaf.words.errors import CannotRead, InvalidRequest, NoRelease, QueryTimeout
from veiligheidsgraaf.words.holding import in_use
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release, check_release, current_release, make_current

from ..live import ENDLESS, Live, live
from ..server.test_serving import LIGHT, copy_home, until

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"


def flip(path: Path, at: float = 0.5) -> None:
    """Change one byte of a file."""
    content = bytearray(path.read_bytes())
    content[int((len(content) - 1) * at)] ^= 0x55
    path.write_bytes(content)


def cut(path: Path) -> None:
    """Cut a file off in the middle."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


HARM: dict[str, Callable[[Path], None]] = {"flip": flip, "cut": cut, "remove": Path.unlink}


def files_of(release: Release) -> list[Path]:
    """Every file that says something."""
    found = (path for path in release.path.rglob("*") if path.is_file() and path.stat().st_size > 1)
    return sorted(path for path in found if not path.name.startswith("LO"))


@pytest.mark.parametrize("harm", HARM)
def test_each_file_of_a_release_is_looked_at(example_release: Release, tmp_path: Path, harm: str) -> None:
    home = copy_home(example_release, tmp_path / "home")
    release = current_release(home)
    check_release(release)
    paths = files_of(release)
    assert len(paths) > 50
    for path in paths:
        content = path.read_bytes()
        HARM[harm](path)
        with pytest.raises(NoRelease, match="veiligheidsgraaf build"):
            check_release(release)
        path.write_bytes(content)
    check_release(release)


@pytest.mark.proof
@pytest.mark.parametrize("name", ["dumps", "store", "derived.json"])
def test_build_repairs_what_it_is_told_to_repair(example: Project, tmp_path: Path, name: str) -> None:
    release = build(example, tmp_path)[0]
    path = release.path / name
    if path.is_dir():
        path = max((file for file in path.rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)
    flip(path)
    again = build(example, tmp_path)[0]
    assert again.digest == release.digest
    check_release(current_release(tmp_path))


@pytest.mark.parametrize("layout", ["NAMES_LAYOUT", "FACTS_LAYOUT"])
def test_a_program_of_another_layout_makes_another_release(
    example_release: Release, tmp_path: Path, monkeypatch, layout: str
) -> None:
    """Else a build would keep what this program cannot read, and say to build."""
    shutil.copytree(example_release.path, tmp_path / "x", copy_function=os.link)
    (tmp_path / "x" / "manifest.json").unlink()
    manifests = set()
    for number in (1, 2):
        monkeypatch.setattr(write, layout, number)
        write.write_manifest(tmp_path / "x", "input", {})
        manifests.add((tmp_path / "x" / "manifest.json").read_bytes())
        (tmp_path / "x" / "manifest.json").unlink()
    assert len(manifests) == 2


def test_garbage_is_told_in_a_sentence(example_release: Release, tmp_path: Path) -> None:
    home = copy_home(example_release, tmp_path / "home")
    folder = current_release(home).path
    for path in (home / "current", folder / "manifest.json", folder / "derived.json"):
        good = path.read_bytes()
        for content in (b"", b"\xff\xfe\x00", b"../../etc", b"0" * 64, b"x" * 100_000, b"{}", b"[]"):
            path.write_bytes(content)
            with pytest.raises(NoRelease, match="veiligheidsgraaf build"):
                check_release(current_release(home))
        path.write_bytes(good)


def run(*words: str, **limits: tuple[int, int]) -> subprocess.CompletedProcess[str]:
    """The command under limits of the system, by their names."""

    def limit() -> None:
        for name, value in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), value)

    command = [sys.executable, "-m", "veiligheidsgraaf", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit, timeout=300)


def told(found: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in found.stderr.splitlines() if not line.startswith("let op: graphs/")]


@pytest.mark.proof
@pytest.mark.parametrize(
    ("limits", "cause"),
    [({"FSIZE": (20_000, 20_000)}, "te groot"), ({"NOFILE": (40, 40)}, "te weinig bestandsnummers")],
    ids=["no room", "few descriptors"],
)
def test_build_that_cannot_write_says_so_and_leaves_the_old(
    example: Project, tmp_path: Path, limits: dict[str, tuple[int, int]], cause: str
) -> None:
    old = build(example, tmp_path)[0]
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    found = run("build", "--project", str(example.root), "--home", str(tmp_path), **limits)
    assert found.returncode == 2, found.stderr
    (line,) = told(found)
    assert line.startswith("fout: ")
    assert cause in line
    assert current_release(tmp_path) == old
    check_release(old)
    assert build(example, tmp_path)[0] != old


@pytest.mark.proof
@pytest.mark.parametrize("moment", [1, 3])
def test_build_killed_at_any_moment_leaves_a_sound_release(
    example: Project, tmp_path: Path, moment: int
) -> None:
    kill_a_build(example, tmp_path, moment, 4)


def kill_a_build(example: Project, home: Path, moment: int, moments: int) -> None:
    """Kill a build as soon as so much of its work is on disk; then there is the old release or the new."""
    old = build(example, home)[0]
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    command = [
        sys.executable,
        "-m",
        "veiligheidsgraaf",
        "build",
        "--project",
        str(example.root),
        "--home",
        str(home),
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    most = sum(file.stat().st_size for file in files_of(old))

    def is_time() -> bool:
        return process.poll() is not None or written(home / "releases") >= most * moment / moments

    while not is_time():
        time.sleep(0.005)
    process.kill()
    process.wait()
    check_release(current_release(home))
    new = build(example, home)[0]
    check_release(current_release(home))
    assert current_release(home) == new
    assert not list((home / "releases").glob(".building-*"))


def written(releases: Path) -> int:
    """Bytes of the release that is being written; files and folders may go while they are read."""
    total = 0
    for folder in releases.glob(".building-*"):
        for place, _, names in os.walk(folder):  # passes over a folder that is gone
            for name in names:
                with contextlib.suppress(OSError):
                    total += Path(place, name).stat().st_size
    return total


@pytest.mark.proof
def test_damage_while_serving_is_told_and_mended(example: Project, tmp_path: Path) -> None:
    release = build(example, tmp_path / "home")[0]
    with live(tmp_path / "home", tmp_path / "log") as server:
        right = server.ask(LIGHT).json()
        for path in release.store.iterdir():
            if path.suffix == ".sst" or path.name.startswith("MANIFEST"):
                flip(path)
        for pid in server.workers:
            os.kill(pid, signal.SIGKILL)

        def ask_anew() -> int:
            found = server.ask(f"{LIGHT} # {os.urandom(4).hex()}")
            assert found.status_code == 503 or found.json() == right
            if found.status_code == 503:
                assert str(tmp_path) not in found.text
                assert "veiligheidsgraaf build" in found.json()["detail"]
            return found.status_code

        assert until(lambda: ask_anew() == 503, 60)
        health = server.client.get("/healthz")
        assert (health.status_code, health.json()["status"]) == (503, "beschadigd")
        assert server.ask(LIGHT).status_code == 503, "nor from what is remembered"
        assert "damaged" in server.log.read_text() or "cannot open the index" in server.log.read_text()
        assert build(example, tmp_path / "home")[0] == release
        assert until(lambda: server.client.get("/healthz").status_code == 200, 60)
        assert server.ask(f"{LIGHT} # mended").json() == right


@pytest.mark.parametrize("name", ["MANIFEST", "CURRENT", "OPTIONS"])
def test_worker_opens_no_index_that_lost_a_part(example_release: Release, tmp_path: Path, name: str) -> None:
    """RocksDB reads a `MANIFEST` that is cut off as an index without content, and says nothing."""
    release = current_release(copy_home(example_release, tmp_path / "home"))
    with PooledStore(release, 1) as store:
        store.start()
        for path in release.store.glob(f"{name}*"):
            cut(path)
        for worker in store.lanes["sparql"].workers:
            worker.kill()
        with pytest.raises(NoRelease, match="veiligheidsgraaf build"):
            store.run(Query(LIGHT))
        assert store.is_damaged


def test_query_that_had_to_be_stopped_is_a_reason_to_look_at_the_files(
    example_release: Release, tmp_path: Path
) -> None:
    release = current_release(copy_home(example_release, tmp_path / "home"))
    with PooledStore(release, 1, timeout=0.2) as store:
        store.start()
        flip(release.part("gedeeld"))
        with pytest.raises(QueryTimeout):
            store.run(Query(ENDLESS))
        assert until(lambda: store.is_damaged)
        with pytest.raises(NoRelease, match="veiligheidsgraaf build"):
            store.run(Query(LIGHT))


def test_old_releases_are_pruned_but_never_one_that_serves(example_release: Release, tmp_path: Path) -> None:
    home = copy_home(example_release, tmp_path)
    made = []
    for number in range(5):
        made.append(Release(home / "releases" / f"{number:064x}"))
        shutil.copytree(example_release.path / "queries", made[-1].path)
        os.utime(made[-1].path, (number, number))
    make_current(home, made[1])
    with in_use(made[0]):
        prune(home, made[1], 2)
    there = {path.name for path in (home / "releases").iterdir()}
    assert there == {release.digest for release in (example_release, made[4], made[1], made[0])}


class TestServer:
    @pytest.mark.parametrize(
        ("settings", "cause"),
        [({"memory": 256}, "geheugen"), ({"workers": 0.5}, "VEILIGHEIDSGRAAF_WORKERS=0.5")],
    )
    def test_start_that_fails_says_why_once(
        self, example_release: Release, tmp_path: Path, settings: dict[str, float], cause: str
    ) -> None:
        home = copy_home(example_release, tmp_path / "home")
        server = Live(home, tmp_path / "log", **settings)
        assert server.process.wait(60) == 2
        lines = [line for line in server.log.read_text().splitlines() if line.startswith("fout: ")]
        assert len(lines) == 1
        assert cause in lines[0]
        assert "Traceback" not in server.log.read_text()
        server.client.close()

    def test_address_is_told_once_it_listens(self, example_release: Release, tmp_path: Path) -> None:
        home = copy_home(example_release, tmp_path / "home")
        with live(home, tmp_path / "log") as server:
            assert f"staat op http://127.0.0.1:{server.port}/ " in server.log.read_text()
            second = Live(home, tmp_path / "second")
            second.process.kill()
            second.process.wait()
            taken = subprocess.run(
                [sys.executable, "-m", "veiligheidsgraaf.server", str(home), "127.0.0.1", str(server.port)],
                capture_output=True, text=True, check=False, timeout=60,
            )  # fmt: skip
            second.client.close()
        assert taken.returncode == 2
        assert (
            taken.stderr
            == f"fout: http://127.0.0.1:{server.port}/ is al in gebruik; kies met --port een andere poort\n"
        )

    def test_address_of_ipv6_has_brackets(self) -> None:
        try:
            listening = bind("::1", 0)
        except CannotRead:
            pytest.skip("no IPv6 here")
        with listening:
            assert address_of(listening) == f"http://[::1]:{listening.getsockname()[1]}/"

    def test_hangup_of_the_terminal_does_not_end_it(self, example_release: Release, tmp_path: Path) -> None:
        home = copy_home(example_release, tmp_path / "home")
        with live(home, tmp_path / "log") as server:
            server.process.send_signal(signal.SIGHUP)
            assert server.ask(LIGHT).status_code == 200
            assert server.process.poll() is None

    def test_no_path_of_the_server_is_in_an_answer(self, example_release: Release, tmp_path: Path) -> None:
        home = copy_home(example_release, tmp_path / "home")
        release = current_release(home)
        with TestClient(create_app(release, Settings(cache=0)), raise_server_exceptions=False) as client:
            shutil.rmtree(release.path)
            for path in (
                "/sparql?query=ASK{?s a ?o}",
                "/doc/thema/ondermijning",
                "/vragen/doelen",
                "/dumps/x",
                "/def",
            ):
                found = client.get(path)
                assert str(tmp_path) not in found.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("WORKERS", value) for value in ("0", "0.5", "65", "100000", "-1", "x", "nan", "inf", "")],
        *[("RESULT", value) for value in ("0", "0.1", "1e9")],
        *[("TIMEOUT", value) for value in ("0", "-1", "inf")],
        *[("MEMORY", value) for value in ("1", "255", "1.5")],
        ("LOG", "luid"),
        ("PROXIES", "10.0.0.0/99"),
        ("ROOT_PATH", "/a b"),
    ],
)
def test_setting_out_of_bounds_is_told(name: str, value: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_settings({f"VEILIGHEIDSGRAAF_{name}": value})
    assert value in str(caught.value)


def test_settings_within_bounds_are_taken() -> None:
    found = read_settings(
        {
            "VEILIGHEIDSGRAAF_MEMORY": "0",
            "VEILIGHEIDSGRAAF_TIMEOUT": "2.5",
            "VEILIGHEIDSGRAAF_ROOT_PATH": "a/",
        }
    )
    assert (found.memory, found.timeout, found.root_path) == (0, 2.5, "/a")


def test_large_release_is_looked_at_as_far_as_start_may_take(
    example_release: Release, tmp_path: Path
) -> None:
    release = current_release(copy_home(example_release, tmp_path / "home"))
    largest = max(files_of(release), key=lambda path: path.stat().st_size)
    size = sum(path.stat().st_size for path in files_of(release))
    flip(largest)
    assert not check_release(release, most=100_000)
    with pytest.raises(NoRelease, match=largest.name):
        check_release(release, most=size)
    largest.unlink()
    with pytest.raises(NoRelease):
        check_release(release, most=1)


def test_what_answers_rest_on_is_looked_at_before_what_is_taken_away(
    example_release: Release, tmp_path: Path
) -> None:
    release = current_release(copy_home(example_release, tmp_path / "home"))
    taken = [path for part in ("dumps", "tabellen") for path in (release.path / part).rglob("*.gz")]
    for path in taken:
        flip(path)
    answers = sum(path.stat().st_size for path in files_of(release) if path not in taken)
    assert not check_release(release, most=answers // 2)
    with pytest.raises(NoRelease, match=r"\.gz is beschadigd"):
        check_release(release)


def test_a_look_rests_after_each_piece(example_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_release, "_PIECE", 10_000)
    pieces: list[None] = []
    assert check_release(example_release, rest=lambda: pieces.append(None))
    size = sum(path.stat().st_size for path in files_of(example_release) if path.name != "manifest.json")
    assert len(pieces) >= size // 10_000


@pytest.mark.proof
def test_what_is_linked_with_a_release_that_was_passed_is_not_read_again(
    example: Project, tmp_path: Path
) -> None:
    old = build(example, tmp_path)[0]
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    new = build(example, tmp_path)[0]
    same, other = (new.part(f"plan/{slug}") for slug in ("voorbeeldstad-2024", "voorbeeldstad-2020"))
    assert same.samefile(old.part("plan/voorbeeldstad-2024"))
    assert not other.samefile(old.part("plan/voorbeeldstad-2020"))
    flip(same)
    assert check_release(new, beside=old)
    flip(other)
    with pytest.raises(NoRelease):
        check_release(new, beside=old)
    assert check_release(build(example, tmp_path)[0])
