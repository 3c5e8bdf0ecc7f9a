"""How cost grows with the number of plans: full plans of a made-up country, built, changed, served and asked.

    .venv/bin/python benchmarks/country.py                    5, 40, 100, 300 and 1,000 plans
    .venv/bin/python benchmarks/country.py 5 40 --limit 60    these, and at most 60 s a step of asking
    .venv/bin/python benchmarks/country.py --report           table and plot of what was measured, into docs/
    .venv/bin/python benchmarks/country.py 300 --only serve --kinds pages box
                                                              of a release that is there already, no more

Every step is written down when it ends, so that a run that was stopped goes on where it was; `--again STEP`
does one anew, `--only STEP` does nothing else; of the kinds of requests `--kinds` names those to ask, and the
rest stays as it was measured. Build with nothing remembered, check included; then one plan changed; then a
server, as it is by default, asked every named question over REST and over SPARQL, each page type and the box,
each with a text never asked before; and native Oxigraph on the same data in the same run. A large country is
asked in fewer rounds, and a kind of request for at most `--limit` seconds: what was left out is counted and
named.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
from country_plans import write_country
from country_report import write_report
from servers import Server, free_port, oxigraph, run

from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions
from veiligheidsgraaf.words.release import Release, current_release

ROOT = Path(__file__).resolve().parent.parent
SIZES = (5, 40, 100, 300, 1000)
LIMIT = 600.0
PATIENCE = 12.0  # the server stops a query after 10
STEPS = ("build", "change", "serve", "oxigraph", "light")
KINDS = ("pages", "rest", "box", "sparql")
ROUNDS = {100: 5, 300: 3}  # up to so many plans
FEWEST_ROUNDS = 2
LIGHTEST, LIGHT_ROUNDS = 5, 40
QUESTIONS = {name: question for name, question in load_questions(Project(ROOT)).items() if question.listed}
# What narrows an answer, one way or another; `plan` and `gemeente` are those of the first plan.
NARROWED = (
    "thema=ondermijning",
    "partner=politie",
    "plan={plan}",
    "thema=jeugd-en-veiligheid&partner=politie",
)
PAGES = {
    "front": "/",
    "list of plans": "/lijsten/plan",
    "list of partners": "/lijsten/partner",
    "list of measures": "/lijsten/maatregel",
    "theme": "/doc/thema/ondermijning",
    "partner": "/doc/partner/politie",
    "instrument": "/doc/instrument/wet-bibob",
    "municipality": "/doc/gemeente/{gemeente}",
    "plan": "/doc/plan/{plan}",
    "question": "/vragen/partners-per-thema",
    "question, narrowed": "/vragen/partners-per-thema?thema=ondermijning&plan={plan}",
    "figures": "/cijfers",
    "overview": "/overzicht",
    "coverage": "/dekking",
    "network": "/netwerk",
    "compare": "/vergelijk",
    "data": "/leer/data",
}
LINES = (
    "welke partners werken aan ondermijning",
    "bibob",
    "maatregelen jeugd {naam}",
    "wie doet wat aan woninginbraken",
    "doelen ondermijning {naam}",
)


class Measured:
    """What was measured, on disk: size -> step -> figures."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.found: dict[str, dict[str, dict[str, object]]] = (
            json.loads(path.read_text()) if path.exists() else {}
        )

    def do(self, size: int, step: str, work: Callable[[], dict[str, object]], again: str) -> None:
        """Do a step, unless it was done."""
        done = self.found.setdefault(str(size), {})
        if step in done and step != again:
            return
        print(f"{size} plans: {step} ...", flush=True)
        load = os.getloadavg()[0]
        done[step] = {**work(), "load before": round(load, 1)}
        self._path.write_text(json.dumps(self.found, indent=1))
        print(f"{size} plans: {step}: {json.dumps(done[step])[:400]}", flush=True)


def measure(size: int, folder: Path, measured: Measured, chosen: argparse.Namespace) -> None:
    land, home, peer = (folder / f"{kind}-{size}" for kind in ("land", "home", "peer"))
    limit: float = chosen.limit
    if not land.is_dir():
        write_country(land, size)
    rounds = next((found for most, found in ROUNDS.items() if size <= most), FEWEST_ROUNDS)
    known = measured.found.setdefault(str(size), {})
    steps: dict[str, Callable[[], dict[str, object]]] = {
        "build": lambda: build(land, home, fresh=True),
        "change": lambda: change(land, home),
        "serve": lambda: {**known.get("serve", {}), **serve(home, land, limit, rounds, chosen.kinds)},
        "oxigraph": lambda: ask_oxigraph(home, peer, limit),
        "light": lambda: ask_light(home, peer, known["oxigraph"]["lightest"], limit),  # type: ignore[arg-type]
    }
    for step, work in steps.items():
        if step == "light" and not known.get("oxigraph", {}).get("lightest"):
            continue
        if not chosen.only or step in chosen.only:
            measured.do(size, step, work, step if chosen.only else chosen.again)


def build(land: Path, home: Path, fresh: bool) -> dict[str, object]:
    """Seconds, processor seconds and megabytes of a build as the command does it."""
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    command = [sys.executable, "-m", "veiligheidsgraaf", "build", "--project", str(land), "--home", str(home)]
    started = time.perf_counter()
    with (home.with_suffix(".log")).open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        with peak_of(process.pid) as peak:
            _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the build failed: see {home.with_suffix('.log')}")
    release = current_release(home)
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "processor seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak MB": round(max(peak, default=0)),
        "quads": sum(release.manifest["graphs"].values()),
        "release MB": round(sum(p.stat().st_size for p in release.path.rglob("*") if p.is_file()) / 1e6),
    }


def change(land: Path, home: Path) -> dict[str, object]:
    """The same after a word of one plan was changed; the server that runs meanwhile takes it up by itself."""
    path = sorted((land / "graphs" / "plannen").glob("*.ttl"))[-1]
    path.write_text(
        path.read_text().replace('dct:description "', f'dct:description "Nieuw {time.time():.0f} ', 1)
    )
    with ours(home) as server:
        before = httpx.get(f"http://127.0.0.1:{server.port}/healthz").json()["release"]
        started = time.perf_counter()
        found = build(land, home, fresh=False)
        while httpx.get(f"http://127.0.0.1:{server.port}/healthz", timeout=60).json()["release"] == before:
            time.sleep(0.05)
        return {**found, "served after": round(time.perf_counter() - started, 1)}


@contextmanager
def peak_of(pid: int) -> Iterator[list[float]]:
    """Megabytes of a process and all below it, sampled; what they share is counted once."""
    found: list[float] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.5):
            found.append(sum(map(_megabytes, _descendants(pid))))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        stop.set()
        watcher.join()


def _descendants(pid: int) -> Iterable[int]:
    """A process and all that its threads started, and so on."""
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:  # a thread that ended meanwhile
            continue
        for child in children:
            yield from _descendants(int(child))


def _megabytes(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


@contextmanager
def ours(home: Path) -> Iterator[Server]:
    """This server with one worker of each kind, else as it is by default."""
    port = free_port()
    workers = {
        "VEILIGHEIDSGRAAF_WORKERS": "1",
        "VEILIGHEIDSGRAAF_OWN_WORKERS": "1",
        "VEILIGHEIDSGRAAF_QUICK": "1",
    }
    limits = {**workers, "VEILIGHEIDSGRAAF_LOG": "error"}
    command = [sys.executable, "-P", "-m", "veiligheidsgraaf.server", str(home), "127.0.0.1", str(port)]
    with run("veiligheidsgraaf", command, port, "/sparql", limits) as server:
        yield server


def serve(home: Path, land: Path, limit: float, rounds: int, kinds: Iterable[str]) -> dict[str, object]:
    """Start, memory, and how long each kind of request takes."""
    slug = sorted(path.stem for path in (land / "graphs" / "plannen").glob("*.ttl"))[0]
    place = {"plan": slug, "gemeente": slug.rpartition("-")[0], "naam": slug.rpartition("-")[0].capitalize()}
    rest = {
        f"{name}?{with_}": f"/api/v1/vragen/{name}?limit=20&{with_.format(**place)}"
        for with_ in ("", *NARROWED)
        for name in QUESTIONS
    }
    sparql = {name: f"/sparql?query={quote(question.sparql)}" for name, question in QUESTIONS.items()}
    box = {line: f"/zoeken?q={quote(line.format(**place))}" for line in LINES}
    pages = {name: path.format(**place) for name, path in PAGES.items()}
    with (
        ours(home) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=PATIENCE) as client,
    ):
        found: dict[str, object] = {"start seconds": round(server.started_in, 2)}
        started = time.perf_counter()
        client.get("/")
        found["first page after"] = round(server.started_in + time.perf_counter() - started, 2)
        asked = {"pages": pages, "rest": rest, "box": box, "sparql": sparql}
        for kind, paths in asked.items():
            if kind in kinds:
                found[kind] = ask_all(client, paths, limit, rounds)
        found["memory MB"] = round(sum(map(_megabytes, _descendants(server.pid))))
        return found


def ask_all(client: httpx.Client, paths: dict[str, str], limit: float, rounds: int) -> dict[str, object]:
    """First and later times of each path in milliseconds, and those that gave no good answer; a query has a
    fresh word in each request, so that its answer is not remembered.
    """
    first: dict[str, float] = {}
    later: list[float] = []
    bad: dict[str, str] = {}
    begun = time.perf_counter()
    headers = {"Cache-Control": "no-cache", "Accept": "text/html, application/json;q=0.9"}
    for number in range(rounds):
        for name, path in paths.items():
            if name in bad or time.perf_counter() - begun > limit:
                continue
            mark = f"%23{number}" if path.startswith("/sparql") else ""
            started = time.perf_counter()
            try:
                status = client.get(path + mark, headers=headers).status_code
            except httpx.HTTPError as error:
                status = type(error).__name__
            took = (time.perf_counter() - started) * 1000
            if status != 200:
                bad[name] = str(status)
            elif number:
                later.append(took)
            else:
                first[name] = round(took, 1)
    slowest = sorted(first, key=lambda name: -first[name])[:5]
    return {
        "asked": len(paths),
        "first": summed(first.values()),
        "later": summed(later),
        "not answered": bad,
        "left out for time": [name for name in paths if name not in first and name not in bad],
        "slowest": {name: first[name] for name in slowest},
    }


def summed(times: Iterable[float]) -> dict[str, float]:
    """p50, p95 and most of some times."""
    found = sorted(times)
    if not found:
        return {}
    return {
        "p50": round(statistics.median(found), 1),
        "p95": round(found[min(len(found) - 1, int(0.95 * len(found)))], 1),
        "most": round(found[-1], 1),
    }


def ask_oxigraph(home: Path, folder: Path, limit: float) -> dict[str, object]:
    """Native Oxigraph on the same data: the named questions; started anew after one that is late, since it
    goes on with a query that nobody waits for.
    """
    folder.mkdir(exist_ok=True)
    dataset = unpack_release(current_release(home), folder)
    started = time.perf_counter()
    times: dict[str, float] = {}
    bad: list[str] = []
    begun, loaded = time.perf_counter(), 0.0
    todo = list(QUESTIONS)
    while todo and time.perf_counter() - begun < limit:
        with oxigraph(dataset, folder) as server:
            if not loaded:
                loaded, begun = time.perf_counter() - started, time.perf_counter()
            while todo and time.perf_counter() - begun < limit:
                name = todo.pop(0)
                asked = time.perf_counter()
                try:
                    query = {"query": QUESTIONS[name].sparql}
                    got = httpx.post(f"http://127.0.0.1:{server.port}/query", data=query, timeout=PATIENCE)
                    got.raise_for_status()
                    times[name] = (time.perf_counter() - asked) * 1000
                except httpx.HTTPError:
                    bad.append(name)
                    break
    return {
        "load and start seconds": round(loaded, 1),
        "sparql": summed(times.values()),
        "not answered": bad,
        "left out for time": todo,
        "lightest": sorted(times, key=times.__getitem__)[:LIGHTEST],
    }


def ask_light(home: Path, folder: Path, names: list[str], limit: float) -> dict[str, object]:
    """The lightest named questions, never asked before, of this server and of native Oxigraph in turn."""
    begun = time.perf_counter()
    times: dict[str, list[float]] = {"ours": [], "native": []}
    dataset = folder / "dataset.nq"
    with ours(home) as mine, oxigraph(dataset, folder) as peer, httpx.Client(timeout=PATIENCE) as client:
        addresses = {
            "ours": f"http://127.0.0.1:{mine.port}/sparql",
            "native": f"http://127.0.0.1:{peer.port}/query",
        }
        for number in range(LIGHT_ROUNDS):
            if number > 1 and time.perf_counter() - begun > limit:
                break
            for name in names:
                for who, address in addresses.items():
                    query = {"query": f"{QUESTIONS[name].sparql}\n# {number}"}
                    started = time.perf_counter()
                    got = client.post(
                        address, data=query, headers={"Accept": "application/sparql-results+json"}
                    )
                    if got.status_code == 200 and number:
                        times[who].append((time.perf_counter() - started) * 1000)
    return {
        "names": names,
        **{who: summed(found) for who, found in times.items()},
        "share of native": round(statistics.mean(times["native"]) / statistics.mean(times["ours"]), 2),
    }


def unpack_release(release: Release, folder: Path) -> Path:
    """The N-Quads of a release as one file."""
    path = folder / "dataset.nq"
    with release.open_dataset() as lines, path.open("wb") as out:
        shutil.copyfileobj(lines, out)
    return path


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of plans")
    options.add_argument("--folder", type=Path, default=ROOT / ".country", help="where all is made and kept")
    options.add_argument("--limit", type=float, default=LIMIT, help="seconds for each kind of request")
    options.add_argument("--again", default="", choices=("", *STEPS), help="a step to do anew")
    options.add_argument("--only", nargs="+", default=(), choices=STEPS, help="do these steps alone, anew")
    options.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS, help="what the server is asked")
    options.add_argument("--report", action="store_true", help="only write table and plot of what there is")
    chosen = options.parse_args()
    if not find_spec("matplotlib"):  # told now, not after an hour of measuring
        options.error(
            "the plot needs matplotlib: pip install --constraint constraints.txt --editable '.[bench]'"
        )
    chosen.folder.mkdir(parents=True, exist_ok=True)
    measured = Measured(chosen.folder / "measured.json")
    if not chosen.report:
        for size in chosen.sizes:
            measure(size, chosen.folder, measured, chosen)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    write_report(measured.found, machine, ROOT / "docs")


if __name__ == "__main__":
    main()
