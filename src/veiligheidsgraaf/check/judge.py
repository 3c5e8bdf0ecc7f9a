"""Judges plans by the shapes beside what they share, which is read once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from ..turtle.read import SourceFile
from .engine import Result
from .shapes import Shapes
from .sieve import IsEmpty, Sieve
from .thing_lines import Said
from .units import Concluded


class Judge:
    """Shapes that a sieve knows, and what all plans stand beside: some files, and graphs that follow. Raises
    Unknown when only an engine can judge by these shapes.
    """

    def __init__(self, shapes: Shapes, files: Iterable[SourceFile], inferred: Mapping[str, str]) -> None:
        self._sieve = Sieve(shapes)
        self._said = Said()
        self._files = {file.name for file in files}
        self._inferred = frozenset(inferred)
        for text in (*(file.lines for file in files), *inferred.values()):
            self._said.add(text)

    def judge(
        self, files: Iterable[SourceFile], concluded: Iterable[Concluded], is_empty: IsEmpty
    ) -> Sequence[Result] | None:
        """What the shapes have to say of some files, those that all stand beside among them, with what
        follows; None when an engine must judge. `is_empty` asks all of that.
        """
        said = Said(self._said)
        for file in files:
            if file.name not in self._files:
                said.add(file.lines)
        for graph, text in chain.from_iterable(each.inferred.items() for each in concluded):
            if graph not in self._inferred:
                said.add(text)
        return self._sieve.judge(said, is_empty)
