"""Changes of one plan's file, gathered and then made at once: values of properties, and statements added."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ..turtle.read import SourceFile
from ..turtle.surgery import add_block, change_verbs, lay_out_as_before, read_parts, replace_spans
from ..words import iris
from ..words.namespaces import DCTERMS
from .newcomers import declare
from .plan_file import make_names
from .spelling import Names, quote


class Amendment:
    """What is to change in the file of a plan."""

    def __init__(self, slug: str, file: SourceFile) -> None:
        self._slug = slug
        self._file = file
        self._before = file.path.read_bytes().decode("utf-8-sig")
        self._parts = read_parts(self._before)
        own = make_names(slug).own
        more = {prefix: ns for prefix, ns in own.items() if prefix not in self._parts.prefixes}
        self.names = Names({**self._parts.prefixes, **more})
        self._wanted: dict[str, dict[str, str]] = defaultdict(dict)
        self._blocks: list[tuple[str, str]] = []
        self._dropped: set[str] = set()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to change."""
        return not (self._wanted or self._blocks or self._dropped)

    def is_as_read(self) -> bool:
        """Whether the file is still the one that this changes."""
        return self._file.path.read_bytes().decode("utf-8-sig") == self._before

    def objects(self, iri: str, predicate: str) -> list[str]:
        """What a property of a thing points at now."""
        return [
            one.object.value
            for one in self._file.triples
            if (one.subject.value, one.predicate.value) == (iri, predicate)
        ]

    def say(self, iri: str, predicate: str, objects: Sequence[str]) -> None:
        """Have a property say these objects, as Turtle; none: say nothing."""
        self._wanted[iri][predicate] = " , ".join(objects)

    def point(self, iri: str, predicate: str, things: Sequence[str]) -> None:
        """Have a property point at these things."""
        self.say(iri, predicate, [self.names.name(thing) for thing in things])

    def drop(self, iri: str) -> None:
        """Take all that is said of a thing away."""
        self._dropped.add(iri)

    def put(self, block: str, behind: str) -> None:
        """Add a statement behind that of another subject; at the end when there is none."""
        self._blocks.append((block, behind))

    def note_day(self, today: date) -> None:
        """Note the day in the graph, when it is not before the one that stands there."""
        graph, modified = f"{iris.GRAPH}plan/{self._slug}", str(DCTERMS.modified)
        if any(day < today.isoformat() for day in self.objects(graph, modified)):
            datatype = self.names.name("http://www.w3.org/2001/XMLSchema#date")
            self.say(graph, modified, [f"{quote(today.isoformat())}^^{datatype}"])

    def make(self) -> str:
        """The text with all of it, in the layout that the file had."""
        changes = []
        for iri, wanted in self._wanted.items():
            blocks = self._parts.find(iri)
            for at, block in enumerate(blocks):
                said = {verb.predicate for verb in block.verbs}
                elsewhere = {verb.predicate for other in blocks if other is not block for verb in other.verbs}
                here = {
                    one: w for one, w in wanted.items() if one in said or (at == 0 and one not in elsewhere)
                }
                predicates = {one: self.names.name(one) for one in here}
                changes += change_verbs(block, here, predicates)
        for block in self._parts.blocks:
            if block.subject in self._dropped:
                changes.append((block.start, block.end, ""))
        after = replace_spans(self._before, changes)
        for block_text, behind in self._blocks:
            after = add_block(read_parts(after), block_text, behind)
        return lay_out_as_before(self._before, declare(after, self._parts, self.names), self._file.name)
