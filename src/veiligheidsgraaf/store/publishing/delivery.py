"""Put the data of a release into an engine, only what changed, so that nobody is answered from a part of it.

The mark of the whole goes first and comes last: an endpoint asks no engine without the mark of its own
release (`remote.watch`), and throws an answer away when the mark went while it was made. An interrupted
delivery leaves an engine without a mark; the next one takes up what is not there yet.
"""

import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...words import iris
from ...words.errors import CannotRead
from ...words.release import Release
from ..remote.inquiries import find_server, inquire
from ..remote.mishaps import Mishap
from ..remote.target import TRIAL_GRAPH, UNION_GRAPH, Access
from .graph_files import parts_of, split_graphs, write_union
from .graph_store import GraphStore, find_graph_store
from .marked import mark_lines

_SECONDS = 600
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Delivered:
    """What was done: graphs sent, taken away, and left as they were."""

    sent: int
    deleted: int
    same: int


@dataclass(frozen=True)
class Destination:
    """An engine to deliver to: where it is asked, who asks, and whether it is of the kind that has no union
    of its graphs as a set (Virtuoso), and gets that as a graph.
    """

    address: str
    access: Access
    needs_union_graph: bool

    def ask(self, name: str, default_graph: str = "") -> list[tuple[str, ...]]:
        """Rows of a query of `remote`. Raises CannotRead."""
        try:
            return inquire(self.address, self.access, name, _SECONDS, default_graph)
        except Mishap as mishap:
            raise CannotRead(f"{self.address}: {mishap.what}", mishap.how) from None


def deliver(release: Release, address: str, access: Access, tell: Tell, graphs: str = "") -> Delivered:
    """Let an engine hold the data of a release. `graphs`: address of its Graph Store Protocol. Raises
    CannotRead.
    """
    try:
        server = find_server(address, access, _SECONDS)
    except Mishap as mishap:
        raise CannotRead(f"{address}: {mishap.what}", mishap.how) from None
    there = Destination(address, access, server.startswith("Virtuoso"))
    store = GraphStore(graphs or find_graph_store(address, server, bool(access.user)), access)
    return _deliver(release, there, store, tell)


def _deliver(release: Release, there: Destination, store: GraphStore, tell: Tell) -> Delivered:
    ours = release.manifest["marks"]
    theirs = {row[0]: row[1] for row in there.ask("marks")}
    names = {row[0] for row in there.ask("graph_sizes")}
    if theirs.get(iris.DATASET) == release.mark:
        return Delivered(0, 0, len(release.manifest["graphs"]))
    plan = plan_changes(ours, theirs, names)
    _refuse_strangers(names - set(release.manifest["graphs"]) - set(plan.deleted), there)
    with tempfile.TemporaryDirectory(prefix="veiligheidsgraaf-") as folder:
        with release.open_dataset() as lines:
            files = split_graphs(lines, (*plan.changed, iris.VOID_GRAPH), Path(folder))
        store.put(iris.VOID_GRAPH, [mark_lines({graph: ours[graph] for graph in plan.same})])
        for number, graph in enumerate(plan.changed, 1):
            tell(f"graph {number} van {len(plan.changed)}: {graph}")
            store.put(graph, parts_of(files[graph]))
        for graph in plan.deleted:
            store.delete(graph)
        _put_last(release, there, store, files[iris.VOID_GRAPH], Path(folder), tell)
    return Delivered(len(plan.changed), len(plan.deleted), len(plan.same))


@dataclass(frozen=True)
class Changes:
    """Graphs to send, to take away, and to leave."""

    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    same: tuple[str, ...]


def plan_changes(ours: Mapping[str, str], theirs: Mapping[str, str], names: set[str]) -> Changes:
    """What has to be done, by the marks of both sides and the graphs that are there."""
    graphs = ours.keys() - {iris.DATASET}
    same = {graph for graph in graphs & names if theirs.get(graph) == ours[graph]}
    deleted = (theirs.keys() & names) - graphs - {iris.DATASET}
    return Changes(tuple(sorted(graphs - same)), tuple(sorted(deleted)), tuple(sorted(same)))


def _put_last(
    release: Release, there: Destination, store: GraphStore, void: Path, folder: Path, tell: Tell
) -> None:
    """The union, where the engine does not make it; then what is said of the release, and its mark at the
    end.
    """
    lines = void.read_bytes().splitlines(keepends=True)
    mark = mark_lines({iris.DATASET: release.mark})
    store.put(iris.VOID_GRAPH, [b"".join(line for line in lines if line != mark)])
    tell("alle graphs samen")
    union = folder / "union.nt"
    triples = write_union(release.dump("nt"), union)
    if there.needs_union_graph:
        store.put(UNION_GRAPH, parts_of(union))
    elif not makes_union(there, store):
        store.put("", parts_of(union))
    tell("nageteld")
    _count(release, there, triples)
    store.add(iris.VOID_GRAPH, mark)


def makes_union(there: Destination, store: GraphStore) -> bool:
    """Whether what stands in a named graph of an engine stands in its default graph by itself: tried with a
    word that is nowhere yet.
    """
    word = secrets.token_hex(8)
    store.put(TRIAL_GRAPH, [f'<{TRIAL_GRAPH}> <{TRIAL_GRAPH}> "{word}" .\n'.encode()])
    try:
        return (word,) in there.ask("trial")
    finally:
        store.delete(TRIAL_GRAPH)


def _size(there: Destination, default_graph: str = "") -> int:
    return int(there.ask("default_size", default_graph)[0][0])


def _count(release: Release, there: Destination, triples: int) -> None:
    """Raises CannotRead when an engine holds other numbers of statements than it was sent."""
    found = {graph: int(size) for graph, size in there.ask("graph_sizes")}
    expected = {**release.manifest["graphs"]}
    expected[iris.VOID_GRAPH] -= 1  # the mark is yet to come
    wrong = [graph for graph, size in expected.items() if found.get(graph, 0) != size]
    if wrong:
        graph = wrong[0]
        raise CannotRead(
            f"de engine telt {found.get(graph, 0)} uitspraken in {graph} en kreeg er {expected[graph]}",
            "draai publish opnieuw; blijft het zo, dan leest deze engine iets anders dan er staat",
        )
    _count_union(there, triples)


def _count_union(there: Destination, triples: int) -> None:
    found = _size(there, UNION_GRAPH if there.needs_union_graph else "")
    if found not in (triples, triples - 1):
        raise CannotRead(
            f"de engine telt zonder graph {found} uitspraken, en het zijn er {triples}",
            "deze engine geeft zonder FROM niet elke uitspraak van alle graphs eenmaal; zie docs/engines.md",
        )


def _refuse_strangers(names: set[str], there: Destination) -> None:
    others = sorted(names - {UNION_GRAPH, TRIAL_GRAPH})
    if others and not there.needs_union_graph:  # elsewhere they are hidden
        raise CannotRead(
            f"de engine bevat ook {len(others)} andere graphs, zoals {others[0]}",
            "geef de uitgave een eigen dataset: open vragen zouden die graphs meelezen",
        )
