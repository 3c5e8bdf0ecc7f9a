"""The facts of a release: plans of one municipality asked together, in processes, beside what all share."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from ..check.processes import run_in_processes
from ..facts.collect import Collector, Restated
from ..facts.fact_file import write_facts, write_rows
from ..words import iris
from ..words.questions import Question
from ..words.release import FACTS
from .statements import graph_of

_MUNICIPALITY = ox.NamedNode(iris.DEF + "gemeente")
_OF_PLANS = ("plan/", "passages/", "afgeleid/plan/", "afgeleid/passages/")


def write_release_facts(
    folder: Path, quads: Iterable[ox.Quad], questions: Mapping[str, Question], forms: Restated
) -> None:
    """Write the facts of a release into its folder."""
    shared, by_plan = split_by_plan(quads)
    groups = group_plans(by_plan)
    collector = Collector(questions, forms)
    with tempfile.TemporaryDirectory(dir=folder) as rows:
        collect = partial(_collect, collector, shared, by_plan, Path(rows))
        folders = run_in_processes(collect, groups)
        write_facts(folder / FACTS, collector.grains, folders)


def split_by_plan(quads: Iterable[ox.Quad]) -> tuple[list[ox.Quad], dict[str, list[ox.Quad]]]:
    """What plans share, and what is of each: slug -> its quads, those of its passages and what follows."""
    shared: list[ox.Quad] = []
    by_plan: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        name = graph_of(quad).removeprefix(iris.GRAPH)
        start = next((start for start in _OF_PLANS if name.startswith(start)), None)
        (by_plan[name.removeprefix(start)] if start else shared).append(quad)
    return shared, dict(by_plan)


def group_plans(by_plan: Mapping[str, Iterable[ox.Quad]]) -> list[tuple[str, ...]]:
    """Slugs of plans that have a municipality in common, also through another plan; in the order of slugs."""
    group_of: dict[str, set[str]] = {}
    by_municipality: dict[str, str] = {}
    for slug in sorted(by_plan):
        group_of[slug] = {slug}
        for quad in by_plan[slug]:
            if quad.predicate == _MUNICIPALITY:
                other = by_municipality.setdefault(str(quad.object), slug)
                if group_of[other] is not group_of[slug]:
                    group_of[other] |= group_of[slug]
                    for member in group_of[slug]:
                        group_of[member] = group_of[other]
    found = {id(group): tuple(sorted(group)) for group in group_of.values()}
    return sorted(found.values())


def _collect(
    collector: Collector,
    shared: list[ox.Quad],
    by_plan: Mapping[str, list[ox.Quad]],
    folder: Path,
    group: tuple[str, ...],
) -> Path:
    store = ox.Store()
    for quads in (shared, *(by_plan[slug] for slug in group)):
        for graph in (None, ox.DefaultGraph()):
            store.bulk_extend(
                ox.Quad(quad.subject, quad.predicate, quad.object, graph or quad.graph_name) for quad in quads
            )
    place = folder / group[0]
    write_rows(collector.collect(store), place)
    return place
