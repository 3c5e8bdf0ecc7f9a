"""Our `check` beside plain pySHACL with its own OWL RL inference, on the same files, in one run, as a ratio.

    make bench

pySHACL alone reads the files with rdflib, infers over everything with owlrl and validates;
we read with Oxigraph, infer per graph and validate per unit on all cores. The verdicts
differ: with all of OWL RL, owl:sameAs copies what we say of a municipality onto its
outside IRI, which then breaks our rules for addresses.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pyshacl
import rdflib

from veiligheidsgraaf.check.run import check
from veiligheidsgraaf.words.project import Project

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3


def ours() -> None:
    assert check(Project(ROOT))[2].conforms


def plain_pyshacl() -> None:
    data, shapes = rdflib.Graph(), rdflib.Graph()
    for folder in ("ontology", "graphs"):
        for path in sorted((ROOT / folder).rglob("*.ttl")):
            data.parse(path)
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        shapes.parse(path)
    pyshacl.validate(data, shacl_graph=shapes, inference="owlrl", allow_warnings=True)


def best_of(work: Callable[[], None], runs: int) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    mine = best_of(ours, RUNS)
    peer = best_of(plain_pyshacl, 1)
    print(f"check           {mine:6.2f} s  (best of {RUNS})")
    print(f"plain pySHACL   {peer:6.2f} s  (one run)")
    print(f"ratio           {peer / mine:6.1f} times faster")


if __name__ == "__main__":
    main()
