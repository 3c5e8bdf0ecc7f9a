"""Changes of place: a file of a plan that got another name, a thing that stands in another graph."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from ..turtle.read import Term
from ..words import iris
from .changes import CHANGED, SHARED, Change, Part
from .version import Version
from .versions import Versions


def tell_files(versions: Versions) -> Iterator[Change]:
    """Files that got another name, each once, and things that stand in another graph for another reason."""
    old, new = versions.old, versions.new
    renamed = dict(_pair_graphs(_things_by_graph(old), _things_by_graph(new)))
    for before, after in renamed.items():
        plans = Counter(new.plan(thing) for thing in _things_by_graph(new)[after])
        yield _tell_renamed(iris.file_of(before), iris.file_of(after), plans.most_common(1)[0][0])
    for thing in sorted(old.things.keys() & new.things.keys(), key=str):
        homes = {renamed.get(graph, graph) for graph in old.homes.get(thing, ())}
        if homes != new.homes.get(thing, set()):
            yield _tell_moved(versions, thing)


def _things_by_graph(version: Version) -> dict[str, set[Term]]:
    found: dict[str, set[Term]] = defaultdict(set)
    for thing, graphs in version.homes.items():
        for graph in graphs:
            found[graph].add(thing)
    return found


def _pair_graphs(old: dict[str, set[Term]], new: dict[str, set[Term]]) -> Iterator[tuple[str, str]]:
    """(graph that is gone, graph that came) which describe for the greater part the same things."""
    came = sorted(new.keys() - old.keys())
    for graph in sorted(old.keys() - new.keys()):
        shared = max(came, key=lambda other: len(old[graph] & new[other]), default="")
        if shared and 2 * len(old[graph] & new[shared]) > len(old[graph]):
            came.remove(shared)
            yield graph, shared


def _tell_renamed(before: str, after: str, plan: str) -> Change:
    said = (Part("Bestand "), Part(before, True), Part(" heet nu "), Part(after, True))
    return Change(plan or SHARED, "", after, "Bestand", before, CHANGED, said, "", (before,), (after,))


def _tell_moved(versions: Versions, thing: Term) -> Change:
    before, after = (
        tuple(sorted(map(iris.file_of, version.homes.get(thing, ()))))
        for version in (versions.old, versions.new)
    )
    said = (
        Part(": staat in "),
        Part(", ".join(after), True),
        Part(" in plaats van "),
        Part(", ".join(before), True),
    )
    return versions.change(thing, CHANGED, said, "", before, after)
