"""Which words of its passage bear each tie of a statement, and which ties have none.

A tie (partner, instrument, phenomenon, target group, place, document, source of figures, theme)
is named when any name or alias stands in the lines, or the name of a part or a narrower thing.
A curator points where no name is ("wij", "de partners"): by a passage of one line beside
another, which itself names none of the statement's ties.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..names import vocabulary
from ..names.find import Names
from ..names.lexicon import NAMED, Thing
from ..names.texts import place_words
from ..words import iris
from .evidence import Source
from .findings import Finding
from .plans import Plan, Project, Span, Statement
from .rule_findings import tell

_RULE = "verband-niet-genoemd"
_CHAPTERS = frozenset(("plan", "planthema", "prioriteit"))  # their themes are headings of a whole chapter
_PAIR = 2


@dataclass(frozen=True)
class NamedText:
    """The names in a source, by the line where they begin, and the words for one's own municipality."""

    by_line: dict[int, list[tuple[int, frozenset[str]]]]
    own: frozenset[int]


def check_ties(project: Project, plan: Plan, source: Source, folder: Path) -> Iterator[Finding]:
    """Ties of a plan that no word of their passage bears. Raises CannotRead when the source is not there."""
    content = b"".join(source.read_lines(folder)).decode("utf-8", errors="replace")
    text = read_names(project, plan.home, content)
    for statement in plan.statements:
        if statement.kind in _CHAPTERS or not statement.spans:
            continue
        lacking = [tie for tie in statement.ties if not is_named(tie[1], statement.spans, text, plan.home)]
        if lacking and not _is_pointed(statement, text, plan):
            for predicate, thing in lacking:
                name = next((t.name for t in (_thing(project, thing),) if t), iris.slug(thing))
                message = (
                    f"{name} staat niet in {_lines(statement.spans)}; kies ruimere regels, "
                    "haal het verband weg, of wijs als tweede bewijs de ene regel aan waaruit het blijkt"
                )
                yield tell(_RULE, statement.file, statement.iri, message, f"{iris.DEF}{predicate}", thing)


def read_names(project: Project, home: str, content: str) -> NamedText:
    """The names in the text of a plan of a municipality, each with all that is said when it is said."""
    begins = [0, *(at + 1 for at, letter in enumerate(content) if letter == "\n")]
    by_line: dict[int, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for match in Names(project.lexicon, home).find(content, NAMED, nested=True, least=0):
        last = bisect_right(begins, match.end - 1)
        by_line[bisect_right(begins, match.start)].append((last, project.covers(match.thing.iri)))
    own = {
        bisect_right(begins, word.start)
        for word in place_words(content)
        if word.text in vocabulary.own_municipality()
    }
    return NamedText(by_line, frozenset(own))


def is_named(thing: str, spans: Iterable[Span], text: NamedText, home: str) -> bool:
    """Whether a name of a thing stands in the lines, or `wij` where it is the municipality `home` itself."""
    own = iris.thing("gemeente", home) if home else ""
    for span in spans:
        for line in range(span.first, span.last + 1):
            if any(thing in covered for last, covered in text.by_line.get(line, ()) if last <= span.last + 1):
                return True
            if thing == own and line in text.own:
                return True
    return False


def _is_pointed(statement: Statement, text: NamedText, plan: Plan) -> bool:
    """Whether a curator pointed at one line, beside other lines, that names none of the ties."""
    if len(statement.spans) < _PAIR:
        return False
    return any(
        span.length == 1 and not any(is_named(thing, (span,), text, plan.home) for _, thing in statement.ties)
        for span in statement.spans
    )


def _thing(project: Project, iri: str) -> Thing | None:
    return next((thing for thing in project.lexicon.by_thing if thing.iri == iri), None)


def _lines(spans: Sequence[Span]) -> str:
    shown = ", ".join(f"{s.first}-{s.last}" if s.length > 1 else str(s.first) for s in spans)
    return f"regel {shown}" if len(spans) == 1 and spans[0].length == 1 else f"regels {shown}"
