"""What VoID counts, of one part of the data and of all together: no part is counted with another at hand.

Of a part only that is counted which no other part says: statements about its own things. The rest, such as
what several plans make a partner work on, is gathered and counted once. Different values over all parts are
told apart by digests of eight bytes.
"""

import hashlib
import json
import struct
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ..words import iris
from ..words.prefixes import expand

# So many shares of all digests are looked at one after another, since a set of all would take memory by the
# number of plans.
_SHARES = 8
_TYPE = f"<{expand('rdf:type')}>"
_OURS = f"<{iris.BASE}"
_ENTITY = f"{_OURS}id/"
_LINKS = {
    f"<{expand(name)}>"
    for name in (
        "owl:sameAs",
        "skos:exactMatch",
        "skos:closeMatch",
        "skos:broadMatch",
        "skos:narrowMatch",
        "skos:relatedMatch",
        "skos:mappingRelation",
        "dct:source",
        "vg:wettekst",
        "dct:references",
    )
}


@dataclass
class Figures:
    """Counts of triples, each of them once: subjects are in no other figures, objects may be.

    `classes`: class -> members; `said`: class and property -> how often; `objects`: property -> digests of
    its values; `examples`: class -> the first of its members by address.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    predicates: Counter[str] = field(default_factory=Counter)
    predicate_subjects: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    objects: dict[str, "array[int]"] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """The same as a file: a line of JSON, then the digests of values; the same for the same figures."""
        content: dict[str, Any] = {
            "counts": [self.triples, self.subjects, self.entities],
            "predicates": self.predicates,
            "predicate_subjects": self.predicate_subjects,
            "classes": self.classes,
            "said": sorted([*key, count] for key, count in self.said.items()),
            "links": sorted([*key, count] for key, count in self.links.items()),
            "examples": self.examples,
            "objects": {name: len(values) for name, values in self.objects.items()},
        }
        head = json.dumps(content, sort_keys=True).encode()
        return head + b"\n" + b"".join(values.tobytes() for _, values in sorted(self.objects.items()))

    @classmethod
    def from_bytes(cls, content: bytes) -> "Figures":
        """From such a file."""
        head, _, rest = content.partition(b"\n")
        row = json.loads(head)
        triples, subjects, entities = row["counts"]
        found = cls(
            triples,
            subjects,
            entities,
            Counter(row["predicates"]),
            Counter(row["predicate_subjects"]),
            Counter(row["classes"]),
            Counter({(kind, name): count for kind, name, count in row["said"]}),
            Counter({(name, place): count for name, place, count in row["links"]}),
            row["examples"],
        )
        start = 0
        for name, many in row["objects"].items():
            values = array("Q")
            values.frombytes(rest[start : start + 8 * many])
            found.objects[name] = values
            start += 8 * many
        return found


def count_lines(lines: Iterable[str]) -> Figures:
    """Figures of N-Triples, each line once."""
    found = Figures()
    predicates: dict[str, list[str]] = defaultdict(list)  # of each subject
    kinds: dict[str, list[str]] = defaultdict(list)
    objects: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        value = rest[:-2]
        predicates[subject].append(predicate)
        objects[predicate].add(value)
        if predicate == _TYPE and value[0] == "<":
            kinds[subject].append(value)
        elif predicate in _LINKS and (place := _outside(value)):
            found.links[predicate, place] += 1
    _count_subjects(found, predicates, kinds)
    found.objects = {name: digest_all(values) for name, values in sorted(objects.items())}
    return found


def _count_subjects(
    found: Figures, predicates: Mapping[str, Sequence[str]], kinds: Mapping[str, Sequence[str]]
) -> None:
    """Count what is said by subject; those of the same classes together."""
    by_kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for subject, names in predicates.items():
        mine = tuple(kinds.get(subject, ()))
        by_kinds[mine] += names
        found.predicate_subjects.update(set(names))
        found.classes.update(mine)
        if mine and subject.startswith(_OURS):
            for kind in mine:
                found.examples[kind] = min(subject, found.examples.get(kind, subject))
    for mine, names in by_kinds.items():
        counted = Counter(names)
        found.predicates.update(counted)
        for kind in mine:
            found.said.update({(kind, name): count for name, count in counted.items()})
    found.subjects = len(predicates)
    found.triples = found.predicates.total()
    found.entities = sum(subject.startswith(_ENTITY) for subject in predicates)


def add_up(parts: Iterable[Figures]) -> Figures:
    """Figures of all parts together; of `objects` nothing, which `count_objects` has."""
    whole = Figures()
    for part in parts:
        whole.triples += part.triples
        whole.subjects += part.subjects
        whole.entities += part.entities
        for name in ("predicates", "predicate_subjects", "classes", "said", "links"):
            getattr(whole, name).update(getattr(part, name))
        for kind, example in part.examples.items():
            whole.examples[kind] = min(example, whole.examples.get(kind, example))
    return whole


def count_objects(parts: Iterable[Figures]) -> tuple[int, Mapping[str, int]]:
    """(different values, property -> its different values) over all parts."""
    by_name: dict[str, list[array[int]]] = defaultdict(list)
    for part in parts:
        for name, values in part.objects.items():
            by_name[name].append(values)
    cut = {name: [(values, _cut(values)) for values in arrays] for name, arrays in by_name.items()}
    everything, counts = 0, Counter[str]()
    for share in range(_SHARES):
        found: set[int] = set()
        for name, arrays in cut.items():
            different: set[int] = set().union(
                *(values[at[share] : at[share + 1]] for values, at in arrays if at[share] < at[share + 1])
            )
            counts[name] += len(different)
            found |= different
        everything += len(found)
    return everything, counts


def _cut(values: "array[int]") -> list[int]:
    """Where in sorted digests each share of all that there can be begins, and the end."""
    return [*(bisect_left(values, share * (2**64 // _SHARES)) for share in range(_SHARES)), len(values)]


def digest_all(values: Iterable[str]) -> "array[int]":
    """Digests of values, in order."""
    digests = [hashlib.blake2b(value.encode(), digest_size=8).digest() for value in values]
    return array("Q", sorted(struct.unpack(f">{len(digests)}Q", b"".join(digests))))


def shorten(text: str) -> int:
    """A short digest of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _outside(value: str) -> str:
    """The place on the web that a value is at; "" for what is ours or no address."""
    if not value.startswith("<") or value.startswith(_OURS):
        return ""
    parts = urlsplit(value.strip("<>"))
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme in ("http", "https") else ""


def iri_of(term: str) -> str:
    """The address in a term of N-Triples."""
    return term[1:-1]
