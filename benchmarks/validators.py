"""Our `check` beside plain pySHACL and beside `shacl` (Rust) on the same files, in
one run: the plans here, and 200 made-up ones.

    make bench

What each does differs, and is said: ours reads, infers OWL 2 RL per graph, validates per unit on all cores
and puts each finding on its line; `again` is the same after one plan was touched, with what it remembers. The
others get all files as one graph with RDFS inference, which is less than ours infers, and say no line.
Findings are counted, so that nobody wins by looking away. A run that takes longer than the limit is stopped.
"""

import multiprocessing
import multiprocessing.connection
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
import shacl
from rdflib import RDF, SH

from veiligheidsgraaf.check.memory import Memory
from veiligheidsgraaf.check.project import check_for_people
from veiligheidsgraaf.words.project import Project

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "tests" / "data" / "voorbeeld"
PLANS = 200
LIMIT = 600
ORIGINAL = "voorbeeldstad-2024"


def make_project(folder: Path, plans: int) -> Path:
    """A project of the made-up one and copies of one of its plans under other names."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    for kind in ("plannen", "passages"):
        text = (folder / "graphs" / kind / f"{ORIGINAL}.ttl").read_text(encoding="utf-8")
        for number in range(plans):
            slug = f"kopie{number:03}-2024"
            (folder / "graphs" / kind / f"{slug}.ttl").write_text(
                text.replace(ORIGINAL, slug), encoding="utf-8"
            )
    return folder


def read_all(root: Path, *folders: str) -> bytes:
    """All Turtle files of some folders as N-Triples, blank nodes of two files kept apart."""
    triples = []
    for folder in folders:
        for _, path in Project(root).files(folder, ".ttl"):
            parsed = ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            triples += [quad.triple for quad in parsed]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def ours(root: Path, memory: Path | None = None) -> int:
    return len(check_for_people(Project(root), memory=Memory(memory)).findings)


def plain_pyshacl(root: Path) -> int:
    data, shapes = rdflib.Graph(), rdflib.Graph()
    for folder, graph in (("ontology", data), ("graphs", data), ("shapes", shapes)):
        for _, path in Project(root).files(folder, ".ttl"):
            graph.parse(path)
    results = pyshacl.validate(data, shacl_graph=shapes, inference="rdfs")[1]
    return len(list(results.subjects(RDF.type, SH.ValidationResult)))


def plain_shacl(root: Path) -> int:
    shapes = shacl.Shapes.from_text(read_all(root, "shapes").decode(), format="ntriples")
    return len(
        shapes.validate_text(
            read_all(root, "ontology", "graphs").decode(), format="ntriples", inference="rdfs"
        )
    )


def timed(work: Callable[[], int]) -> tuple[float, float, int]:
    """(seconds on the clock, seconds of processors in all processes, findings)."""
    started, used = time.perf_counter(), sum(os.times()[:4])
    found = work()
    return time.perf_counter() - started, sum(os.times()[:4]) - used, found


def _send(pipe: multiprocessing.connection.Connection, root: Path) -> None:
    pipe.send(timed(lambda: plain_pyshacl(root)))


def limited(root: Path) -> str:
    """Plain pySHACL in a process that is stopped at the limit."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_send, args=(there, root))
    process.start()
    try:
        return row(*here.recv()) if here.poll(LIMIT) else f">{LIMIT:7} s   stopped"
    finally:
        process.kill()


def row(seconds: float, used: float, findings: int) -> str:
    return f"{seconds:8.2f} s   {used:8.2f} s of processors   {findings} findings"


def touch(root: Path) -> None:
    """Change one plan, in a comment."""
    path = sorted((root / "graphs" / "plannen").glob("*.ttl"))[0]
    path.write_text(path.read_text(encoding="utf-8") + "# nog een regel\n", encoding="utf-8")


def compare(title: str, root: Path, memory: Path) -> None:
    print(title)
    print("  check, nothing remembered ", row(*timed(lambda: ours(root, memory))), flush=True)
    touch(root)
    print("  check again, one plan new ", row(*timed(lambda: ours(root, memory))), flush=True)
    print("  shacl (Rust), one graph   ", row(*timed(lambda: plain_shacl(root))), flush=True)
    print("  plain pySHACL, one graph  ", limited(root), flush=True)


def main() -> None:
    plans = int(sys.argv[1]) if len(sys.argv) > 1 else PLANS
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        real = place / "echt"
        for name in ("ontology", "graphs", "shapes", "queries"):
            shutil.copytree(ROOT / name, real / name)
        compare(
            f"{len(list((real / 'graphs/plannen').glob('*.ttl')))} plans of this repository",
            real,
            place / "geheugen",
        )
        compare(f"{plans} made-up plans", make_project(place / "veel", plans), place / "geheugen")


if __name__ == "__main__":
    main()
