"""The chapters that a plan makes its priorities, and the themes that its other headings name.

A heading says so itself (`Prioriteit 2: ...`), stands right below one that says so, is called as a priority
of a list is, or is one of several beside each other that each hold goals and measures. Of a chapter that a
plan has more than once (in a summary, in an analysis) the one with goals and measures is meant.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..names import tokens
from ..reading.document import Heading
from .looking import View
from .naming import Named
from .segments import Form, Unit
from .suggestion import Kind, Suggestion

_THEMES = ("thema", "kernthema")
_NUMBER = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?")
_ITSELF = re.compile(r"^(?:prioriteit|speerpunt|thema)\s*(?:\d{1,2}|[a-z])?\s*[:.–-]\s*", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:ge)?priorite(?:it|er)|\bspeerpunt|\bthema[’']?s\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:ge)?priorite(?:it|er)|\bspeerpunt", re.IGNORECASE)
_AIMS, _ACTS = "doel", "maatregel"
_BESIDE = 3  # chapters beside each other with goals and measures
_LONGEST = 14  # words of a chapter's name
_ITSELF_SURE, _SURE, _LIKELY, _AGAIN = 0.9, 0.8, 0.6, 0.2


@dataclass(frozen=True)
class _Chapter:
    unit: int
    name: str
    theme: str
    score: float
    reason: str
    holds: bool


def list_chapters(view: View) -> Iterator[Suggestion]:
    """Headings that are priorities, and themes that the other headings name."""
    named: dict[int, list[Named]] = {}
    for one in view.named:
        if one.kind in _THEMES and view.units[one.unit].form is Form.HEADING:
            named.setdefault(one.unit, []).append(one)
    chosen: dict[int, str] = {}
    for chapter in _choose(list(_list_candidates(view, named))):
        unit = view.units[chapter.unit]
        values = {"naam": (chapter.name,), **({"thema": (chapter.theme,)} if chapter.theme else {})}
        chosen[chapter.unit] = chapter.theme if chapter.score >= _LIKELY else ""
        yield Suggestion(
            Kind.PRIORITEIT, unit.first, unit.last, unit.words, values, chapter.reason, chapter.score
        )
    for number, found in named.items():
        for theme in found:
            if chosen.get(number) != theme.iri:
                lines = [mark.line for mark in theme.words]
                reason, score = f"de kop noemt {theme.name}", round(theme.score, 3)
                yield Suggestion(
                    Kind.THEMA, min(lines), max(lines), theme.words, {"thema": (theme.iri,)}, reason, score
                )


def _list_candidates(view: View, named: Mapping[int, Sequence[Named]]) -> Iterator[_Chapter]:
    units = {id(unit.block): number for number, unit in enumerate(view.units) if unit.form is Form.HEADING}
    listed = {tokens.fold(_core(unit.text)) for unit in view.units if _is_listed(unit)}
    pairs = list(_walk(view.document.headings))
    rows = Counter(id(parent) for parent, heading in pairs if _holds(view, heading))
    for parent, heading in pairs:
        number = units.get(id(heading))
        if number is None or not (name := _core(heading.text)):
            continue
        theme, holds = _theme_of(named.get(number, ())), _holds(view, heading)
        if _is_itself(heading):
            yield _Chapter(number, name, theme, _ITSELF_SURE, "de kop noemt zich prioriteit", holds)
        elif _is_of_a_chapter(view, name, theme, parent):
            continue
        elif tokens.fold(name) in listed:
            yield _Chapter(number, name, theme, _SURE, "staat in een lijst van prioriteiten", holds)
        elif theme and holds and rows[id(parent)] >= _BESIDE:
            reason = "een van de hoofdstukken met doelen en maatregelen"
            yield _Chapter(number, name, theme, _SURE, reason, holds)
        elif theme and parent is not None and _SAYS.search(parent.text):
            yield _Chapter(number, name, theme, _LIKELY, "kop onder een kop met prioriteiten", holds)


def _is_itself(heading: Heading) -> bool:
    return bool(_ITSELF.match(_NUMBER.sub("", heading.text)))


def _is_of_a_chapter(view: View, name: str, theme: str, parent: Heading | None) -> bool:
    """Whether a heading is part of a chapter, or holds chapters, by its words: `Doelen`, `Prioriteiten`."""
    said = view.cues.announced(name)
    return (
        len(name.split()) > _LONGEST
        or (parent is not None and _is_itself(parent))
        or _AIMS in said
        or (not theme and bool(said))
    )


def _walk(
    headings: Iterable[Heading], parent: Heading | None = None
) -> Iterator[tuple[Heading | None, Heading]]:
    for heading in headings:
        yield parent, heading
        yield from _walk(heading.children, heading)


def _holds(view: View, heading: Heading) -> bool:
    """Whether headings right below it announce goals or measures."""
    return any(view.cues.announced(child.text) & {_AIMS, _ACTS} for child in heading.children)


def _is_listed(unit: Unit) -> bool:
    """Whether a unit is an item of a list of priorities."""
    return unit.form is Form.ITEM and bool(
        _LISTED.search(unit.lead) or _LISTED.search("".join(unit.path[-1:]))
    )


def _core(text: str) -> str:
    """The name of a chapter: without its number, and without saying that it is a priority."""
    return " ".join(_ITSELF.sub("", _NUMBER.sub("", text)).replace("*", "").split()).rstrip(".:;")


def _choose(found: Sequence[_Chapter]) -> Iterator[_Chapter]:
    """Each chapter; of those of one name or theme only the best keeps its score, and only those that say so
    themselves do in a plan where several do.
    """
    says_itself = sum(one.score == _ITSELF_SURE for one in found) > 1
    best: dict[str, _Chapter] = {}
    for one in found:
        for key in _keys(one):
            if key not in best or (best[key].score, best[key].holds) < (one.score, one.holds):
                best[key] = one
    for one in found:
        is_best = any(best[key] is one for key in _keys(one)) and best[_keys(one)[0]] is one
        is_other = says_itself and one.score < _ITSELF_SURE
        yield one if is_best and not is_other else replace(one, score=_AGAIN)


def _keys(one: _Chapter) -> tuple[str, ...]:
    return tuple(filter(None, (one.theme, tokens.fold(one.name))))


def _theme_of(named: Sequence[Named]) -> str:
    """Of the themes that a heading names the first, the longest of those that begin there."""
    themes = [one for one in named if one.kind == "thema" and one.score >= _LIKELY]
    best = min(themes, key=lambda one: (one.start, -one.end, one.iri), default=None)
    return best.iri if best else ""
