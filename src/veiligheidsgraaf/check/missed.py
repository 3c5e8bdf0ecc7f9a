"""What stands in a source and in no statement of those lines: names, articles,
dates, numbers, words of direction and level.

It reads as a careful colleague would: one line for each thing and paragraph, and a thing that a plan names
everywhere only once, with its lines. What a curator said is not meant is left out (`not_meant`).
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..names import tokens, vocabulary
from ..names.find import How, Match
from ..names.lexicon import NAMED, Thing, kind_of
from ..words import iris
from .evidence import Source
from .mentions import Kind, list_mentions
from .not_meant import NotMeant
from .plans import Plan, Project

_WIDEST = 40  # lines: what rests on more says nothing of one line
_CHAPTERS = ("planthema", "prioriteit")
_PARAGRAPH = 4  # lines between two mentions of one paragraph
_OFTEN = 6  # paragraphs: named everywhere
_BROKEN = re.compile(r"(\w)-\s*\n\s*(?=[a-z])")
_CONTENTS = re.compile(rb"\.{4,}\s*\d*\s*$|\t\d+\s*$")
_LEAST = 0.69
_PASSING = frozenset((How.KIND, How.SLIP))
_SHORTENED = frozenset((How.SHORT, How.ABBREVIATED))
_WRITTEN = ("document", "gegevensbron")  # `het veiligheidsbeleid` is no title
_DIRECTIONS = frozenset(("richting", "gewensteRichting"))
_THEMES = "*"  # a table of coverage says all themes of its lines
_THEMATIC = ("thema", "fenomeen")
_PROSE = frozenset(("prefLabel", "description", "note", "bewoording", "definition", "example"))


@dataclass(frozen=True)
class Missed:
    """Words of a source that no statement of their lines says.

    `lines`: where they stand; `things`: what they may name.
    """

    kind: Kind
    text: str
    lines: tuple[int, ...]
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class _Said:
    """What the statements on one line say."""

    things: frozenset[str]
    values: frozenset[str]
    has_direction: bool
    has_level: bool


def find_missed(
    project: Project, plan: Plan, source: Source, folder: Path, not_meant: NotMeant
) -> list[Missed]:
    """What is missed of one plan, by line. Raises CannotRead when its source is not there."""
    raw = source.read_lines(folder)
    text = b"".join(raw).decode("utf-8", errors="replace")
    begins = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    said = _say(project, plan, len(raw))
    found: dict[tuple[Kind, str, tuple[Thing, ...]], dict[int, str]] = defaultdict(dict)
    for kind, start, end, key, things in (*_names(project, plan, text), *_others(plan, text)):
        line = bisect_right(begins, start)
        words = as_read(text[start:end])
        if _is_contents(raw[line - 1]) or not_meant.holds(raw[line - 1], words):
            continue
        if not _is_said(said[line : bisect_right(begins, end - 1) + 1], kind, key, things):
            found[kind, key, things].setdefault(line, words)
    missed = [
        Missed(kind, spelled[lines[0]], lines, things)
        for (kind, _, things), spelled in found.items()
        for lines in _by_paragraph(sorted(spelled), together=kind is Kind.NAME)
    ]
    return sorted(missed, key=lambda m: (m.lines[0], m.kind, m.text))


def _by_paragraph(lines: Sequence[int], together: bool) -> Iterator[tuple[int, ...]]:
    """Lines of one thing as paragraphs; all `together` when it is named everywhere."""
    paragraphs: list[list[int]] = []
    for line in lines:
        if paragraphs and line - paragraphs[-1][-1] <= _PARAGRAPH:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    if together and len(paragraphs) > _OFTEN:
        paragraphs = [[line for paragraph in paragraphs for line in paragraph]]
    yield from (tuple(dict.fromkeys(paragraph)) for paragraph in paragraphs)


def as_read(text: str) -> str:
    """Words of a text on one line, broken ones joined."""
    return " ".join(_BROKEN.sub(r"\1", text).split())


def _is_contents(line: bytes) -> bool:
    """Whether a line is one of a table of contents."""
    return bool(_CONTENTS.search(line))


def _say(project: Project, plan: Plan, lines: int) -> list[_Said]:
    """What is said on every line (from 1)."""
    things: list[set[str]] = [set() for _ in range(lines + 2)]
    values: list[set[str]] = [set() for _ in range(lines + 2)]
    directed, levelled = [False] * (lines + 2), [False] * (lines + 2)
    for span in plan.coverage:
        if span.length <= _WIDEST:
            for line in range(span.first, min(span.last, lines) + 1):
                things[line].add(_THEMES)
    for statement in plan.statements:
        tied = {thing for _, tie in statement.ties for thing in project.covers(tie)}
        held = {value for key, value in statement.literals if key not in _PROSE}
        for span in statement.spans:
            if span.length > _WIDEST and statement.kind not in _CHAPTERS:
                continue
            for line in range(span.first, min(span.last, lines) + 1):
                things[line] |= tied
                values[line] |= held
                directed[line] |= not _DIRECTIONS.isdisjoint(statement.values) or statement.kind in (
                    "streefwaarde",
                    "ontwikkeling",
                )
                levelled[line] |= "niveau" in statement.values
    return [
        _Said(frozenset(t), frozenset(v), d, n)
        for t, v, d, n in zip(things, values, directed, levelled, strict=True)
    ]


def _names(
    project: Project, plan: Plan, text: str
) -> Iterator[tuple[Kind, int, int, str, tuple[Thing, ...]]]:
    """Names of one place together: what they may mean is one question."""
    used = {tie for statement in plan.statements for _, tie in statement.ties}
    articles = [
        range(mention.start, mention.end) for mention in list_mentions(text) if mention.kind is Kind.ARTICLE
    ]
    at: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in project.names_of(plan).find(text, NAMED):
        vague = match.how in _PASSING or (match.how in _SHORTENED and match.thing.kind in _WRITTEN)
        if match.score >= _LEAST and not vague and tokens.fold(match.thing.name) not in plan.titles:
            at[match.start, match.end].append(match)
    own = iris.thing("gemeente", plan.home) if plan.home else ""
    for (start, end), matches in at.items():
        things = tuple(match.thing for match in matches)
        folded = tokens.fold(text[start:end])
        if any(thing.iri == own for thing in things) or folded in vocabulary.own_municipality():
            continue
        if matches[0].thing.kind == "rechtsgrond" and any(
            start in article or end - 1 in article for article in articles
        ):
            continue
        likely = tuple(thing for thing in things if thing.iri in used) or things
        yield Kind.NAME, start, end, "", tuple(sorted(likely, key=lambda thing: thing.iri))


def _others(plan: Plan, text: str) -> Iterator[tuple[Kind, int, int, str, tuple[Thing, ...]]]:
    for mention in list_mentions(text):
        if mention.value != plan.period:
            words = text[mention.start : mention.end].casefold() if mention.kind is Kind.DIRECTION else ""
            yield mention.kind, mention.start, mention.end, mention.value + words, ()


def _is_said(said: Sequence[_Said], kind: Kind, value: str, things: Iterable[Thing]) -> bool:
    """Whether a statement on these lines says it."""
    if kind is Kind.NAME:
        return any(
            thing.iri in line.things or (_THEMES in line.things and thing.kind in _THEMATIC)
            for thing in things
            for line in said
        )
    if kind is Kind.DIRECTION:
        return any(line.has_direction for line in said)
    if kind is Kind.LEVEL:
        return any(line.has_level for line in said)
    if kind is Kind.ARTICLE:
        tail = "-" + value.replace(":", "-").replace(".", "-")
        grounds = (thing for line in said for thing in line.things if kind_of(thing) == "rechtsgrond")
        return any(ground.endswith(tail) for ground in grounds)
    if kind is Kind.NUMBER:
        return any(_is_number(held, value) for line in said for held in line.values)
    held = [one for line in said for one in (*line.values, *line.things)]
    parts = value.split("-") if kind is Kind.YEAR else [value]
    return all(any(part in one for one in held) for part in parts)


def _is_number(held: str, value: str) -> bool:
    """Whether a value is this number, or a wording with this number in it."""
    try:
        return float(held) == float(value)
    except ValueError:
        return bool(re.search(rf"(?<![\d-]){re.escape(value)}(?![\d-])", held))
