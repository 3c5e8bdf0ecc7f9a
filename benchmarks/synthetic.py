"""A graph of many plans of the same ontology, made from the real plans:
the same question asked of a whole country.

Each made-up plan is a part of a real one under a name of its own: some of its themes with everything that
hangs on them, about as many statements as a short plan has. The same number gives the same graph.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

BASE = "https://w3id.org/veiligheidsgraaf/"
SHARED = re.compile(rf"{BASE}graph/(?:afgeleid/)?(?:ontologie|vocabulaire|referentie)")
PER_PLAN = 2_600

Quads = list[ox.Quad]


class Source:
    """A real plan: its statements by subject, and its themes."""

    def __init__(self, slug: str, quads: Quads) -> None:
        self.slug = slug
        self.plan = f"{BASE}id/plan/{slug}"
        self.by_subject: dict[str, Quads] = defaultdict(list)
        mine = (f"{self.plan}/", f"{BASE}id/bron/{slug}")
        for quad in quads:
            if str(quad.subject)[1:].startswith(mine) or str(quad.subject) == f"<{self.plan}>":
                self.by_subject[str(quad.subject)].append(quad)
        self.themes = sorted(
            {
                str(q.object)
                for q in self.by_subject[f"<{self.plan}>"]
                if q.predicate.value == f"{BASE}def#heeftPlanthema"
            }
        )

    def part(self, chance: random.Random, size: int) -> Quads:
        """Whole themes, until they hold about `size` statements."""
        kept: set[str] = {f"<{self.plan}>"}
        count = len(self.by_subject[f"<{self.plan}>"])
        for theme in chance.sample(self.themes, len(self.themes)):
            if count >= size:
                break
            todo = [theme]
            while todo:
                subject = todo.pop()
                if (
                    subject in kept
                    or subject not in self.by_subject
                    or (subject in self.themes and subject != theme)
                ):
                    continue
                kept.add(subject)
                count += len(self.by_subject[subject])
                todo.extend(str(quad.object) for quad in self.by_subject[subject])
        return [
            q
            for subject in kept
            for q in self.by_subject[subject]
            if str(q.object) in kept or str(q.object) not in self.by_subject
        ]


def write_synthetic(real: Path, target: Path, plans: int, seed: int = 1) -> int:
    """Write N-Quads of `plans` made-up plans, with what real plans share. Out: how many quads."""
    shared, own = [], defaultdict(list)
    for quad in ox.parse(path=str(real), format=ox.RdfFormat.N_QUADS):
        graph = quad.graph_name.value
        if SHARED.fullmatch(graph):
            shared.append(quad)
        else:
            own[graph.rsplit("/", 1)[1]].append(quad)
    sources = [Source(slug, quads) for slug, quads in sorted(own.items())]
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for line in _lines(shared, sources, plans, random.Random(seed)):
            out.write(line)
            count += 1
    return count


def _lines(shared: Quads, sources: list[Source], plans: int, chance: random.Random) -> Iterator[str]:
    yield from (f"{_line(quad)}\n" for quad in shared)
    for number in range(plans):
        source = sources[number % len(sources)]
        place = re.compile(
            rf"({BASE}(?:id/plan|id/bron|graph/plan|graph/passages|graph/afgeleid/plan)/){source.slug}(?=[/#>])"
        )
        for quad in source.part(chance, PER_PLAN):
            yield place.sub(rf"\g<1>voorbeeld-{number:04}", _line(quad)) + "\n"


def _line(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} ."
