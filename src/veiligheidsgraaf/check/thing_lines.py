"""What is said of each thing, in words as N-Triples writes them: read from lines, for a tenth of what terms
of a library cost.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from ..words.namespaces import RDF, RDFS

IS_A, _BELOW = f"<{RDF.type}>", f"<{RDFS.subClassOf}>"
About = Mapping[str, list[str]]
_NOTHING: dict[str, list[str]] = {}


class Said:
    """Things, each with what is said of it: property -> values, which may be there twice.

    What is added stays out of what it was made from.
    """

    def __init__(self, base: "Said | None" = None) -> None:
        self.about: dict[str, dict[str, list[str]]] = dict(base.about) if base else {}
        self._borrowed = set(self.about)
        self._kinds: dict[str, frozenset[str]] = {}

    def add(self, text: str) -> None:
        """Take lines of N-Triples as Oxigraph writes them."""
        about, borrowed = self.about, self._borrowed
        for line in text.split("\n"):
            if not line:
                continue
            subject, predicate, value = line.split(" ", 2)
            found = about.get(subject)
            if found is None:
                found = about[subject] = {}
            elif subject in borrowed:
                borrowed.remove(subject)
                found = about[subject] = {key: list(values) for key, values in found.items()}
            if (values := found.get(predicate)) is None:
                found[predicate] = [value[:-2]]
            else:
                values.append(value[:-2])

    def of(self, thing: str) -> About:
        """What is said of a thing."""
        return self.about.get(thing, _NOTHING)

    def kinds(self, thing: str) -> frozenset[str]:
        """The classes of a thing, and those above them."""
        found = self._kinds.get(thing)
        if found is None:
            own = frozenset(self.of(thing).get(IS_A, ()))
            found = self._kinds[thing] = self._widen(own)
        return found

    def pointing(self, predicate: str, thing: str) -> Iterable[str]:
        """What points at a thing by some property."""
        if predicate not in self._backward:
            found = self._backward[predicate] = defaultdict(list)
            for subject, about in self.about.items():
                for value in about.get(predicate, ()):
                    found[value].append(subject)
        return self._backward[predicate].get(thing, ())

    @cached_property
    def _backward(self) -> dict[str, dict[str, list[str]]]:
        return {}

    @cached_property
    def _wider(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    def _widen(self, kinds: frozenset[str]) -> frozenset[str]:
        """Some classes and all above them."""
        if (found := self._wider.get(kinds)) is None:
            seen = set(kinds)
            waiting = list(kinds)
            while waiting:
                new = set(self.of(waiting.pop()).get(_BELOW, ())) - seen
                seen |= new
                waiting += new
            found = self._wider[kinds] = frozenset(seen)
        return found
