"""The index of a release: every graph under its name, and all of them together as the default graph.

Oxigraph can make that union while it answers, but then it repeats what stands in two graphs and overrides
FROM.

An index is loaded from the parts of a release, or made from that of the release before: its files are linked,
which RocksDB never changes, and only statements that differ are taken out and put in.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

from ..words.joined import unpack
from ..words.release import DERIVED, LOOSE_PART, Release

# Beyond so many statements that differ, or so many releases made from one another, loading all is as quick.
_MOST_CHANGES = 200_000
_LARGE_SHARE = 4  # one in so many bytes of the data
MOST_GENERATIONS = 30
_AT_ONCE = 4 * 1024 * 1024  # packed, some 250,000 statements


def write_index(building: Release, old: Release | None) -> tuple[int, dict[str, str]]:
    """Write the index of a release in the making, from that of an older one where that is less work. Out: how
    many releases it was made through, and digests of its files that are linked.
    """
    if old and (made := _change(building, old)):
        return made
    shutil.rmtree(building.store, ignore_errors=True)
    blank = [name for name in building.parts if name in building.manifest["blank"]]
    plain = [name for name in building.parts if name not in blank]
    loose = building.part(LOOSE_PART, "nt")
    triples = [*(building.part(name, "nt") for name in plain), *([loose] if loose.exists() else [])]
    named, quads = ([building.part(name) for name in names] for names in (blank, plain))
    load_index(building.store, named, quads, triples)
    return 0, {}


def _change(building: Release, old: Release) -> tuple[int, dict[str, str]] | None:
    """(generation, digests of what was linked) of an index made from an older one; None when it is not."""
    derived = json.loads((old.path / DERIVED).read_text(encoding="utf-8"))
    generation = int(derived.get("generation", 0)) + 1
    parts = building.parts
    names = count_changes(old, parts)
    if names is None or generation > MOST_GENERATIONS:
        return None
    before = [old.part(name) for name in names if name in old.parts]
    after = [building.part(name) for name in names if name in parts]
    try:
        link_index(old.store, building.store)
        if not change_index(building.store, before, after):
            return None
    except (OSError, RuntimeError, SyntaxError, EOFError):  # what is wrong with the old one is no matter here
        return None
    kept = {path.name: path for path in building.store.glob("*.sst")}
    linked = {f"store/{name}" for name, path in kept.items() if path.stat().st_nlink > 1}
    return generation, {name: digest for name, digest in derived["files"].items() if name in linked}


def load_index(store: Path, named: list[Path], quads: list[Path], triples: list[Path]) -> None:
    """A new index of packed N-Quads, and of packed N-Triples for the default graph.

    `named`: N-Quads with blank nodes, which keep their names, and are the same in both. Lines are ours, so
    that their addresses need not be looked at once more.
    """
    index = ox.Store(str(store))

    def load(paths: list[Path], form: ox.RdfFormat) -> None:
        for some in _handfuls(paths):
            with unpack(some) as lines:
                index.bulk_load(lines, form, lenient=True)

    with ThreadPoolExecutor(2) as threads:
        formats = ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES
        for done in [threads.submit(load, *each) for each in zip((quads, triples), formats, strict=True)]:
            done.result()
    for twice in (False, True):
        with unpack(named) as lines:
            read = ox.parse(lines, ox.RdfFormat.N_QUADS, lenient=True)
            index.bulk_extend(ox.Quad(*quad.triple) if twice else quad for quad in read)
    index.optimize()
    index.flush()


def _handfuls(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """Files, as many together as are loaded at once: all at once would take memory by their number."""
    some: list[Path] = []
    for path in paths:
        if some and sum(map(_size, (*some, path))) > _AT_ONCE:
            yield some
            some = []
        some.append(path)
    if some:
        yield some


def count_changes(old: Release, parts: Mapping[str, str]) -> list[str] | None:
    """Parts that differ from those of a release (part -> digest); None when they are too large a share."""
    before = old.parts
    names = sorted(name for name in {*before, *parts} if before.get(name) != parts.get(name))
    size = sum(_size(old.part(name)) for name in names)
    return names if size * _LARGE_SHARE <= sum(_size(old.part(name)) for name in before) else None


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def link_index(old: Path, new: Path) -> None:
    """The files of an index at another place: linked where RocksDB never changes them, else copied."""
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst":
            os.link(path, new / path.name)
        elif not path.name.startswith("LO"):
            shutil.copyfile(path, new / path.name)


def change_index(store: Path, before: Iterable[Path], after: Iterable[Path]) -> bool:
    """Bring an index from some parts (packed N-Quads) to others. Out: whether it was done; not when more
    differs than is worth it.
    """
    old, new = set(_lines(before)), set(_lines(after))
    gone, come = old - new, new - old
    if len(gone) + len(come) > _MOST_CHANGES:
        return False
    index = ox.Store(str(store))
    touched = {line.split(b" ", 1)[0] for line in gone}
    for quad in _parse(gone):
        index.remove(quad)
        said = index.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(isinstance(other.graph_name, ox.DefaultGraph) for other in said):
            index.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
    # A number that was written in two ways is one in the index, so what stays of these subjects is put in
    # again.
    come |= {line for line in new if line.split(b" ", 1)[0] in touched}
    for quad in _parse(come):
        index.add(quad)
        index.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    index.flush()
    return True


def _lines(paths: Iterable[Path]) -> Iterable[bytes]:
    with unpack(list(paths)) as lines:
        yield from lines


def _parse(lines: Iterable[bytes]) -> Iterable[ox.Quad]:
    return ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)
