"""Names for blank nodes that rest on what they say, so that two
graphs can be compared without their labels.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from .read import Stated

_ROUNDS = 8


def name_blank_nodes(
    triples: Iterable[Stated], fixed: Mapping[ox.BlankNode, str] | None = None
) -> dict[ox.BlankNode, str]:
    """A name for every blank node: the one in `fixed`, else a digest of all that
    is said of it, blank nodes below it included.

    Exact for what brackets and lists can say. Nodes that refer to each other in a ring get a name after a few
    rounds of looking at their neighbours; labels and order never count.
    """
    said: dict[ox.BlankNode, list[Stated]] = defaultdict(list)
    used_by: dict[ox.BlankNode, list[ox.BlankNode]] = defaultdict(list)
    nodes: set[ox.BlankNode] = set()
    for triple in triples:
        subject, value = triple.subject, triple.object
        nodes.update(term for term in (subject, value) if isinstance(term, ox.BlankNode))
        if isinstance(subject, ox.BlankNode):
            said[subject].append(triple)
            if isinstance(value, ox.BlankNode):
                used_by[value].append(subject)
    names = {node: name for node, name in (fixed or {}).items() if node in nodes}
    waiting = {
        node: sum(isinstance(t.object, ox.BlankNode) and t.object not in names for t in said[node])
        for node in nodes - names.keys()
    }
    ready = [node for node, count in waiting.items() if not count]
    while ready:
        node = ready.pop()
        names[node] = _digest(said[node], names)
        del waiting[node]
        for user in used_by[node]:
            if user in waiting:
                waiting[user] -= 1
                if not waiting[user]:
                    ready.append(user)
    for _ in range(_ROUNDS):
        names |= {node: _digest(said[node], names) for node in waiting}
    return names


def _digest(said: list[Stated], names: Mapping[ox.BlankNode, str]) -> str:
    parts = sorted(
        f"{t.predicate} {names.get(t.object, '') if isinstance(t.object, ox.BlankNode) else t.object}"
        for t in said
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
