"""The endpoint beside native Oxigraph and rdflib-endpoint: same machine, same
N-Quads, same questions, one run, as ratios.

    make bench                                    real graph and 1,000 made-up plans
    .venv/bin/python benchmarks/endpoint.py --plans 100

Questions are the named queries without values for their parameters, as any client would send them. "First
time": each request has a text of its own, so nothing is remembered. "Again": the same texts, asked before,
each pass in an order of its own. All answers together are larger than what is kept of them: the order
decides, and a range is told. Passes of the servers alternate, so that whatever else the machine does hits
each alike.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from load import Outcome, ask_once, load, request
from servers import Server, ours, oxigraph, rdflib_endpoint
from synthetic import write_synthetic

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.release.part_files import describe_graphs, make_files, sort_graphs
from veiligheidsgraaf.release.write import put_in_place, write_manifest
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions
from veiligheidsgraaf.words.release import FACTS, OWN_PART, SHARED_PART, Release, current_release

ROOT = Path(__file__).resolve().parent.parent
PASSES = 3
AGAIN_ROUNDS = 20
LIGHTEST = 5
LIGHT_ROUNDS = 20
PROBE_LIMIT = 4.0
RDFLIB_LIMIT = 60.0


@dataclass
class Sum:
    """Outcomes of several passes."""

    count: int = 0
    seconds: float = 0

    def add(self, outcome: Outcome) -> None:
        self.count += outcome.statuses[200]
        self.seconds += outcome.seconds

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


class Texts:
    """Questions as texts, each time one never asked before."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self._asked = 0

    def fresh(self, names: list[str], rounds: int = 1) -> list[str]:
        found = []
        for name in names * rounds:
            self._asked += 1
            found.append(f"{self.texts[name]}\n# {self._asked}")
        return found


def compare(label: str, release: Release, folder: Path, texts: Texts, passes: int) -> None:
    print(f"\n## {label}", flush=True)
    home = release.path.parent.parent
    dataset = unpacked(release, folder)
    names, light = probe(texts, lambda: oxigraph(dataset, folder))
    with ours(home) as mine, oxigraph(dataset, folder) as native:
        print(f"first answer after start: {mine.started_in:.2f} s (oxigraph {native.started_in:.2f} s)")
        compare_rows(texts, names, mine, native)
        first = {server.name: Sum() for server in (mine, native)}
        quick = {server.name: Sum() for server in (mine, native)}
        for _ in range(passes):
            for server in (mine, native):
                first[server.name].add(send(server, texts.fresh(names)))
                quick[server.name].add(send(server, texts.fresh(light, LIGHT_ROUNDS)))
        again = ask_again(mine, [texts.texts[name] for name in names], AGAIN_ROUNDS, passes)
        light_again = ask_again(mine, [texts.texts[name] for name in light], LIGHT_ROUNDS * 10, passes)
        ratio(
            f"first time, {len(names)} questions",
            [first[mine.name].per_second],
            first[native.name].per_second,
            "native Oxigraph",
        )
        ratio(
            f"first time, the {len(light)} lightest",
            [quick[mine.name].per_second],
            quick[native.name].per_second,
            "native Oxigraph",
        )
        ratio(
            f"again, {len(names)} questions",
            again,
            first[native.name].per_second,
            "native Oxigraph",
        )
        ratio(
            f"again, the {len(light)} lightest",
            light_again,
            quick[native.name].per_second,
            "native Oxigraph",
        )
        print(
            f"memory after this: {mine.memory_mb:.0f} MB with its workers "
            f"(oxigraph {native.memory_mb:.0f} MB)"
        )


def compare_rdflib(release: Release, texts: Texts, light: list[str]) -> None:
    """Beside rdflib-endpoint on the lightest questions: many of the others take it minutes."""
    print("\n## Real graph, rdflib-endpoint")
    home = release.path.parent.parent
    with ours(home) as mine, rdflib_endpoint(unpacked(release, home)) as peer:
        theirs = load(
            peer.port, [request(peer.port, peer.path, text) for text in texts.fresh(light, 3)], RDFLIB_LIMIT
        )
        own = send(mine, texts.fresh(light, LIGHT_ROUNDS))
        print(
            f"rdflib-endpoint answered {theirs.statuses[200]} of {3 * len(light)} in {theirs.seconds:.0f} s"
        )
        ratio(
            f"first time, the {len(light)} lightest", [own.per_second], theirs.per_second, "rdflib-endpoint"
        )
        print(f"memory: {mine.memory_mb:.0f} MB (rdflib-endpoint {peer.memory_mb:.0f} MB)")


def probe(texts: Texts, native: Callable[[], AbstractContextManager[Server]]) -> tuple[list[str], list[str]]:
    """Names of the questions that native Oxigraph answers in time, and of the lightest.

    It goes on with a query that nobody waits for, so after one that is late it starts anew.
    """
    answered: dict[str, float] = {}
    todo = list(texts.texts)
    while todo:
        with native() as server:
            while todo:
                name = todo.pop(0)
                status, _, seconds = ask_once(server.port, server.path, texts.fresh([name])[0], PROBE_LIMIT)
                if status != 200:
                    break
                answered[name] = seconds
    late = sorted(texts.texts.keys() - answered)
    if late:
        print(
            f"left out, for native Oxigraph takes more than {PROBE_LIMIT:g} s: {', '.join(late)}", flush=True
        )
    return list(answered), sorted(answered, key=lambda name: answered[name])[:LIGHTEST]


def compare_rows(texts: Texts, names: list[str], mine: Server, native: Server) -> None:
    """Say where the two disagree."""
    for name in names:
        bodies = [ask_once(server.port, server.path, texts.texts[name], 120)[1] for server in (mine, native)]
        rows = [len(json.loads(body)["results"]["bindings"]) if body else -1 for body in bodies]
        if rows[0] != rows[1]:
            print(
                f"{name}: {rows[0]} rows "
                f"(oxigraph {rows[1]}, which repeats a triple that stands in two graphs)"
            )


def send(server: Server, texts: list[str]) -> Outcome:
    outcome = load(server.port, [request(server.port, server.path, text) for text in texts])
    faults = {status: count for status, count in outcome.statuses.items() if status != 200}
    if faults:
        print(f"{server.name}: faults {faults}")
    return outcome


def ask_again(server: Server, texts: list[str], rounds: int, passes: int) -> list[float]:
    """Answers a second of each pass over texts that were asked before, in rounds shuffled anew."""
    send(server, texts)
    rates = []
    for number in range(passes):
        order = random.Random(number)
        rates.append(send(server, [text for _ in range(rounds) for text in order.sample(texts, len(texts))]))
    return [outcome.per_second for outcome in rates]


def ratio(what: str, mine: Sequence[float], peer: float, name: str) -> None:
    """Print answers a second of this server and of a peer, the least and the most where there are several."""
    rates, shares = told(mine, 1), told([rate / peer for rate in mine], 2)
    print(f"{what:38} {rates:>18} /s   {name} {peer:8.1f} /s   ratio {shares}", flush=True)


def told(values: Sequence[float], digits: int) -> str:
    """A value, or the least and the most of several."""
    least, most = (f"{value:.{digits}f}" for value in (min(values), max(values)))
    return least if least == most else f"{least} to {most}"


def synthetic_release(folder: Path, real: Release, plans: int) -> Release:
    """A release of made-up plans: as `build` makes it, but for the check."""
    home = folder / "home"
    building = home / "releases" / ".building"
    building.mkdir(parents=True)
    quads = write_synthetic(unpacked(real, folder), folder / "made-up.nq", plans)
    shutil.copytree(real.path / "queries", building / "queries")
    for name in ("context.jsonld", "report.json", FACTS):
        shutil.copyfile(real.path / name, building / name)
    stated = ox.parse(path=str(folder / "made-up.nq"), format=ox.RdfFormat.N_QUADS)
    parts = {SHARED_PART: sort_graphs(stated, {}, SHARED_PART), OWN_PART: sort_graphs((), {}, OWN_PART)}
    for name, graphs in parts.items():
        for suffix, content in make_files(graphs, lambda _: True).items():
            path = building / "dumps" / suffix / f"{name}.gz"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    write_manifest(building, "made up", {name: describe_graphs(graphs) for name, graphs in parts.items()})
    release = put_in_place(building, home)
    print(f"\nmade {plans} plans: {quads:,} quads, index {size_mb(release.store):.0f} MB")
    return release


def unpacked(release: Release, folder: Path) -> Path:
    """The N-Quads of a release as one file, for peers."""
    path = folder / f"{release.digest}.nq"
    if not path.exists():
        with release.open_dataset() as lines, path.open("wb") as out:
            shutil.copyfileobj(lines, out)
    return path


def size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1024 / 1024


def real_release(folder: Path) -> Release:
    build(Project(ROOT), folder / "home")
    return current_release(folder / "home")


def machine() -> str:
    cores = subprocess.run(["nproc"], capture_output=True, text=True, check=True).stdout.strip()
    with Path("/proc/meminfo").open() as file:
        memory = int(file.readline().split()[1]) // 1024 // 1024
    return f"{cores} cores, {memory} GB, Python {sys.version.split()[0]}, pyoxigraph {ox.__version__}"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--plans", type=int, default=1000, help="how many made-up plans; 0 for none")
    options.add_argument(
        "--passes", type=int, default=PASSES, help="passes of each server over the questions"
    )
    options.add_argument("--no-rdflib", action="store_true", help="leave rdflib-endpoint out")
    chosen = options.parse_args()
    texts = Texts({name: question.sparql for name, question in load_questions(Project(ROOT)).items()})
    print(machine())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "real").mkdir()
        release = real_release(folder / "real")
        compare("Real graph", release, folder / "real", texts, chosen.passes)
        if not chosen.no_rdflib:
            compare_rdflib(
                release, texts, ["plannen", "witte-vlekken", "gedeelde-verbanden", "samenwerkingsverbanden"]
            )
        if chosen.plans:
            (folder / "many").mkdir()
            many = synthetic_release(folder / "many", release, chosen.plans)
            compare(f"{chosen.plans} made-up plans", many, folder / "many", texts, chosen.passes)


if __name__ == "__main__":
    main()
