"""A release is immutable, the same bytes for the same input, and swapped in atomically."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.release import write as module
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.words.errors import CannotRead, DoesNotConform, NoRelease
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import DERIVED, FACTS, Release, current_release

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"


def content(release: Release) -> dict[str, bytes]:
    """Bytes of every file but the index, the facts and their digests, the data unpacked."""
    files = (p for p in release.path.rglob("*") if p.is_file() and release.store not in p.parents)
    files = (p for p in files if p.name not in (DERIVED, FACTS))
    found = {p.relative_to(release.path).as_posix(): p.read_bytes() for p in files}
    return {**found, "data": release.open_dataset().read()}


def test_same_input_gives_same_bytes(example: Project, tmp_path: Path) -> None:
    first = build(example, tmp_path / "a")[0]
    second = build(example, tmp_path / "b")[0]
    assert first.digest == second.digest
    assert content(first) == content(second)
    assert {
        "dumps/nq/plan/voorbeeldstad-2020.gz",
        "manifest.json",
        "report.json",
        "queries/doelen.rq",
    } <= set(content(first))


def test_layout_of_a_file_does_not_change_the_dataset(example: Project, tmp_path: Path) -> None:
    first = build(example, tmp_path / "a")[0]
    path = example.root / PLAN
    path.write_text("# a comment\n" + path.read_text().replace(" ;\n", "\n  ;\n"))
    second = build(example, tmp_path / "a")[0]
    assert content(first)["data"] == content(second)["data"]


def test_dataset_holds_stated_and_inferred_graphs_and_the_store_the_same(example_release: Release) -> None:
    quads = set(ox.parse(example_release.open_dataset(), format=ox.RdfFormat.N_QUADS))
    graphs = {
        quad.graph_name.value.removeprefix("https://w3id.org/veiligheidsgraaf/graph/") for quad in quads
    }
    assert {
        "ontologie", "vocabulaire", "referentie", "plan/voorbeeldstad-2020", "passages/voorbeeldstad-2020",
        "afgeleid/ontologie", "afgeleid/referentie", "afgeleid/plan/voorbeeldstad-2020",
    } <= graphs  # fmt: skip
    store = ox.Store.read_only(str(example_release.store))
    union = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert len(store) == len(quads) + len(union)
    default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert len(default) == len(union)
    assert {(quad.subject, quad.predicate) for quad in default} == {
        triple[:2] for triple in union
    }  # of a number the store keeps the value, not how it was written


def test_violation_leaves_the_old_release_serving(example: Project, tmp_path: Path) -> None:
    old = build(example, tmp_path)[0]
    path = example.root / PLAN
    path.write_text(path.read_text().replace("vg:status status:lopend", "vg:status status:bijna"))
    with pytest.raises(DoesNotConform, match=r"voorbeeldstad-2020\.ttl"):
        build(example, tmp_path)
    assert current_release(tmp_path) == old
    path.write_text("@prefix")
    with pytest.raises(CannotRead):
        build(example, tmp_path)
    assert current_release(tmp_path) == old


def test_interrupted_build_leaves_the_old_release_and_no_rubbish(
    example: Project, tmp_path: Path, monkeypatch
) -> None:
    old = build(example, tmp_path)[0]
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "write_index", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(example, tmp_path)
    assert current_release(tmp_path) == old
    new = build(example, tmp_path)[0]
    assert new != old
    assert current_release(tmp_path) == new
    assert {p.name for p in (tmp_path / "releases").iterdir()} == {old.digest, new.digest}


def test_a_killed_builds_leftover_is_removed(example: Project, tmp_path: Path) -> None:
    leftover = tmp_path / "releases" / ".building-dead"
    leftover.mkdir(parents=True)
    build(example, tmp_path)
    assert not leftover.exists()


def test_no_or_damaged_release_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="nog geen graaf gebouwd"):
        current_release(tmp_path)
    (tmp_path / "current").write_text("0" * 64 + "\n")
    with pytest.raises(NoRelease, match="niet volledig"):
        current_release(tmp_path)


def test_builds_in_one_home_at_once_do_not_hinder_each_other(example: Project, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "veiligheidsgraaf",
        "build",
        "--project",
        str(example.root),
        "--home",
        str(tmp_path / "home"),
    ]
    with ThreadPoolExecutor(3) as builders:
        for done in builders.map(
            lambda _: subprocess.run(command, capture_output=True, text=True, timeout=120, check=False),
            range(3),
        ):
            assert done.returncode == 0, done.stderr
    assert current_release(tmp_path / "home")
    assert not list((tmp_path / "home" / "releases").glob(".building-*"))
