"""The named questions and the open queries of the proof on made-up plans: our own worker beside Virtuoso,
each query once on either, in one run; and how long it takes to publish.

    python benchmarks/engines.py PLANS
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.synthetic import write_synthetic
from tests.proof.engines import virtuoso
from tests.proof.open_queries import OPEN_QUERIES

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.release.data_marks import MARKED, mark_release
from veiligheidsgraaf.release.write import put_in_place, write_manifest
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.store.publishing.delivery import deliver
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.store.remote.watch import Watch
from veiligheidsgraaf.words.errors import VeiligheidsgraafError
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions
from veiligheidsgraaf.words.release import FACTS, Release

SECONDS = 20
ROOT = Path(__file__).parent.parent


def made_up(folder: Path, real: Release, plans: int) -> Release:
    """A release of made-up plans, with marks of its own."""
    home = folder / "home"
    building = home / "releases" / ".building"
    building.mkdir(parents=True)
    dataset = building / "dataset.nq"
    write_synthetic(real.path / "dataset.nq", dataset, plans)
    lines = {line for line in dataset.read_text(encoding="utf-8").splitlines() if MARKED not in line}
    marks = {f"{q.subject} {q.predicate} {q.object} {q.graph_name} ." for q in mark_release(sorted(lines))}
    dataset.write_text("".join(f"{line}\n" for line in sorted(lines | marks)), encoding="utf-8", newline="\n")
    shutil.copytree(real.path / "queries", building / "queries")
    for name in ("context.jsonld", "report.json"):
        shutil.copyfile(real.path / name, building / name)
    (building / FACTS).touch()  # only open queries are asked
    write_manifest(building, "made up")
    return put_in_place(building, home)


def measure(store: PooledStore, text: str) -> tuple[float, str]:
    """Seconds, and what came: rows or the kind of fault."""
    started = time.perf_counter()
    try:
        body = json.loads(store.run(Query(text, max_bytes=1 << 30)).body)
        found = str(len(body["results"]["bindings"])) if "results" in body else str(body["boolean"])
    except VeiligheidsgraafError as error:
        found = type(error).__name__
    return time.perf_counter() - started, found


def main(plans: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        release = made_up(folder, build(Project(ROOT), folder / "real")[0], plans)
        quads = sum(release.manifest["graphs"].values())
        print(f"{plans} plans, {quads:,} quads, {len(release.manifest['graphs'])} graphs", flush=True)
        with virtuoso(folder / "virtuoso") as engine:
            started = time.perf_counter()
            deliver(release, engine.address, engine.access, lambda _: None)
            print(f"published in {time.perf_counter() - started:.1f} s", flush=True)
            watch = Watch([engine.address], engine.access, release.mark, tuple(release.manifest["graphs"]))
            watch.look()
            with (
                PooledStore(release, 1, timeout=SECONDS, patience=60) as own,
                PooledStore(release, 1, timeout=SECONDS, patience=60, engines=watch) as remote,
            ):
                compare(own, remote)


def compare(own: PooledStore, remote: PooledStore) -> None:
    questions = {n: q.standalone for n, q in load_questions(Project(ROOT)).items() if q.listed}
    for title, asked in (("questions", questions), ("open queries", OPEN_QUERIES)):
        ratios, answered = [], [0, 0]
        for name, text in asked.items():
            (ours, what), (theirs, that) = measure(own, text), measure(remote, text)
            is_ours, is_theirs = (found[0].isdigit() or found in ("True", "False") for found in (what, that))
            answered[0] += is_ours
            answered[1] += is_theirs
            if is_ours and is_theirs:
                ratios.append(ours / theirs)
            print(f"{name:32} own {ours:7.3f} s {what:14} virtuoso {theirs:7.3f} s {that}", flush=True)
        middle, least, most = statistics.median(ratios), min(ratios), max(ratios)
        print(f"{title}: of {len(asked)}, own answers {answered[0]} and virtuoso {answered[1]}", flush=True)
        print(f"own / virtuoso: median {middle:.2f}, from {least:.2f} to {most:.2f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
