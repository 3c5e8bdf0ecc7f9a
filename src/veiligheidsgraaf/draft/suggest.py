"""Suggestions for a plan, step by step: `suggest(document, lexicon, home, period, ranker)`.

Each step can be followed and each says why. No language model, no network: what a text says is text,
whatever it says.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from ..names.lexicon import Lexicon
from ..reading.document import Document, Mark
from .announcements import Cues, read_cues
from .columns import list_planned
from .cutting import cut_label
from .looking import View, look
from .moments import list_moments
from .others import list_others
from .quantities import list_figures
from .ranker import ALONG, Ranker, as_share, lean, spread
from .reasons import tell_how, tell_unit
from .segments import Form, Unit
from .suggestion import Kind, Suggestion, give_keys
from .surroundings import Candidate

LEAST = {Kind.MAATREGEL: 0.05, Kind.DOEL: 0.05, Kind.PARTNER: 0.05, Kind.INSTRUMENT: 0.01}
_SHARES = {Kind.MAATREGEL: (0.3,), Kind.DOEL: (0.6, 0.3)}  # that the next and the second next lose
_ITEM_MORE = {
    Kind.MAATREGEL: 0.3,
    Kind.DOEL: 0.0,
}  # and sentences of one item besides: it mostly says one thing
_LEANS = {Kind.MAATREGEL: 0.4, Kind.DOEL: 0.0}  # how far a unit goes by those of its group
_AGAIN = 0.6  # what a body loses that was named shortly before, or within another name
_NEAR = 3  # units
_HOLDER = 0.95
_PLAIN = Path(__file__).with_name("plain_weights.toml")
_NAMED = {Kind.PARTNER: "partner", Kind.INSTRUMENT: "instrument", Kind.PORTEFEUILLEHOUDER: "partner"}


def suggest(
    document: Document,
    lexicon: Lexicon,
    home: str,
    period: tuple[int, int],
    ranker: Ranker | None = None,
    cues: Cues | None = None,
) -> list[Suggestion]:
    """What a plan of municipality `home` may state, in order of lines. `ranker`: learned from reviewed
    plans.
    """
    view = look(document, lexicon, home, cues or read_cues(), period)
    return suggest_from(view, ranker or plain_ranker())


def suggest_from(view: View, ranker: Ranker) -> list[Suggestion]:
    """Suggestions from what was seen."""
    sayings = list(_sayings(view, ranker))
    held = {number for kind, number, _ in sayings if kind is Kind.MAATREGEL}
    found = [
        *(one for _, _, one in sayings),
        *_bodies(view, ranker),
        *_figures(view),
        *_planned(view, held),
        *list_others(view, {(kind, number) for kind, number, _ in sayings}),
    ]
    return give_keys(found, [line.text for line in view.document.lines])


@cache
def plain_ranker() -> Ranker:
    """Weights by hand, for a project that has no reviewed plans yet."""
    tables = tomllib.loads(_PLAIN.read_text(encoding="utf-8"))
    return Ranker(
        {
            kind: {key if key != "begin" else "": weight for key, weight in table.items()}
            for kind, table in tables.items()
        }
    )


def _sayings(view: View, ranker: Ranker) -> Iterator[tuple[Kind, int, Suggestion]]:
    """Measures and goals: sentences, items, rows. Of sentences beside each other the surest comes first."""
    for kind, shares in _SHARES.items():
        weights = [ranker.weigh(kind, seen) for seen in view.seen]
        groups = [_group(unit, seen) for unit, seen in zip(view.units, view.seen, strict=True)]
        leaning = lean(weights, groups, _LEANS[kind])
        beside = _beside(view.units, shares, _ITEM_MORE[kind])
        scores = spread([as_share(weight) for weight in leaning], beside)
        for number, (unit, score) in enumerate(zip(view.units, scores, strict=True)):
            if unit.words and score >= LEAST[kind]:
                values = {"naam": (cut_label(unit, view.columns),)}
                reason = tell_unit(unit, view.seen[number])
                yield kind, number, _make(kind, unit.words, values, reason, score)


def _group(unit: Unit, seen: Mapping[str, float]) -> tuple[object, ...]:
    """What says the same sort of things: units of one form in one chapter, goals apart."""
    return unit.path[:-1], unit.form, bool(seen.get("kop:doel") or seen.get("aankondiging:doel"))


def _beside(units: Sequence[Unit], shares: Sequence[float], more: float) -> list[list[tuple[int, float]]]:
    """Of each unit those of its own paragraph or item within a few places, with what they lose."""
    return [
        [
            (other, share + more * (units[at].form is Form.ITEM))
            for step, share in enumerate(shares, 1)
            for other in (at - step, at + step)
            if 0 <= other < len(units) and units[other].block is units[at].block
        ]
        for at in range(len(units))
    ]


def _bodies(view: View, ranker: Ranker) -> Iterator[Suggestion]:
    """Partners, instruments, portfolio holders; and each name that is new, once, where it stands first."""
    new: set[tuple[str, str]] = set()
    scores = spread([_score(one, ranker) for one in view.candidates], _again(view.candidates, view.units))
    for one, score in zip(view.candidates, scores, strict=True):
        holder = one.kind is Kind.PORTEFEUILLEHOUDER
        if not holder and score < LEAST[one.kind]:
            continue
        named = _NAMED[one.kind]
        values = {named: (one.iri,)} if one.iri else {"naam": (one.name,)}
        if one.column == "trekker":
            values["als"] = (one.column,)
        along = score if holder else ranker.score(ALONG[one.kind], one.seen)
        yield replace(_make(one.kind, one.words, values, _why(one), score), along=round(along, 3))
        if not one.iri and (named, one.name.lower()) not in new:
            new.add((named, one.name.lower()))
            yield _make(Kind.NIEUW, one.words, {"naam": (one.name,), "soort": (named,)}, _why(one), score)


def _score(one: Candidate, ranker: Ranker) -> float:
    return _HOLDER if one.kind is Kind.PORTEFEUILLEHOUDER else ranker.score(one.kind, one.seen)


def _again(candidates: Sequence[Candidate], units: Sequence[Unit]) -> list[list[tuple[int, float]]]:
    """Of each candidate those that say the same nearby, with what they lose: the body again within a few
    units, or the same words as part of another name. Each row of a table speaks of something else.
    """
    beside: list[list[tuple[int, float]]] = [[] for _ in candidates]
    for at, one in enumerate(candidates):
        for other in range(at + 1, len(candidates)):
            two = candidates[other]
            if two.unit > one.unit + _NEAR:
                break
            if (
                one.kind == two.kind
                and one.kind is not Kind.PORTEFEUILLEHOUDER
                and _is_again(one, two, units)
            ):
                beside[at].append((other, _AGAIN))
                beside[other].append((at, _AGAIN))
    return beside


def _is_again(one: Candidate, two: Candidate, units: Sequence[Unit]) -> bool:
    if (one.iri or one.name.lower()) == (two.iri or two.name.lower()):
        return one.unit == two.unit or Form.ROW not in (units[one.unit].form, units[two.unit].form)
    marks = [(a, b) for a in one.words for b in two.words if a.line == b.line]
    return any(a.start < b.end and b.start < a.end for a, b in marks)


def _why(one: Candidate) -> str:
    return f"{one.name}: {tell_how(one.how)}"


def _figures(view: View) -> Iterator[Suggestion]:
    for one in list_figures(view.document, view.units, view.period):
        values = {"waarde": (_spell(one.value),), "eenheid": (one.unit,)}
        more = {"jaar": one.year, "grens": one.bound, "naam": one.label}
        values.update({key: (value,) for key, value in more.items() if value})
        yield _make(Kind.CIJFER, one.words, values, one.reason, one.score)


def _spell(value: float) -> str:
    """A number in full: 1234567, 2.66."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _planned(view: View, held: set[int]) -> Iterator[Suggestion]:
    """Planning: in a column of a table, and in the words of a measure."""
    for cell, moment in list_planned(view.document, view.columns, view.period):
        words = cell.marks(moment.start, moment.end)
        said = cell.text[moment.start : moment.end].strip()
        yield _make(
            Kind.PLANNING,
            words,
            {"planning": (said,), **moment.values},
            "staat in een kolom met planning",
            0.95,
        )
    for number in sorted(held):
        unit = view.units[number]
        if unit.form is Form.ROW:
            continue
        for moment in list_moments(unit.text, view.period):
            words = unit.block.marks(unit.start + moment.start, unit.start + moment.end)
            said = unit.text[moment.start : moment.end].strip()
            yield _make(
                Kind.PLANNING, words, {"planning": (said,), **moment.values}, "de maatregel zegt wanneer", 0.6
            )


def _make(
    kind: Kind, words: tuple[Mark, ...], values: Mapping[str, tuple[str, ...]], reason: str, score: float
) -> Suggestion:
    lines = [mark.line for mark in words]
    return Suggestion(kind, min(lines), max(lines), words, values, reason, round(score, 3))
