"""Which line of a Turtle file a statement stands on.

rdflib's parser knows its line whenever it makes a statement; reading a file again this way is slow, so it is done only
for files that something is reported about.
"""

from functools import cache
from pathlib import Path
from typing import Any

import rdflib
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser


class _LineParser(SinkParser):
    """Turtle parser that remembers the line of each statement it makes."""

    def __init__(self, sink: RDFSink) -> None:
        super().__init__(sink, baseURI="https://w3id.org/veiligheidsgraaf/", turtle=True)
        self.found: list[tuple[tuple[str, str, str], int]] = []

    def makeStatement(self, quadruple: Any) -> None:  # noqa: ANN401, N802 (rdflib's name and type)
        _, predicate, subject, value = quadruple
        self.found.append(((str(subject), str(predicate), str(value)), self.lines + 1))
        super().makeStatement(quadruple)


@cache
def _statements(path: Path) -> tuple[tuple[tuple[str, str, str], int], ...]:
    parser = _LineParser(RDFSink(rdflib.Graph()))
    parser.loadBuf(path.read_bytes())
    return tuple(parser.found)


def find_line(path: Path, subject: str, predicate: str = "", value: str = "") -> int:
    """Line (from 1) of the statement, else of subject and predicate, else of the subject's first; 0 when it is not there."""
    best, best_score = 0, 0
    for (s, p, o), line in _statements(path):
        if s != subject:
            continue
        score = 1 + 2 * (p == predicate) + 1 * (p == predicate and o == value)
        if score > best_score:
            best, best_score = line, score
    return best
