"""The smaller kinds: themes, phenomena, articles of law, status, collaborations, developments, means."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from ..check.mentions import Kind as Said
from ..check.mentions import Mention, list_mentions
from ..reading.document import Mark
from .chapters import list_chapters
from .looking import BODIES, View
from .segments import Form, Unit
from .suggestion import Kind, Suggestion

_SURE = 0.8
# How often reviewed plans say what a measure names of it: a theme is mostly that of its chapter.
_ALONG = {Kind.THEMA: 0.1, Kind.FENOMEEN: 0.55}
_MEMBERS = re.compile(
    r"\b(?:bestaat uit|bestaan uit|samenwerkingsverband van|deelnemers|leden|nemen deel|neemt deel"
    r"|zitting|aan tafel)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"€\s?\d[\d.,]*(?:\s?(?:miljoen|mln))?|\b\d+(?:[.,]\d+)?\s?(?:fte|euro)\b", re.IGNORECASE)
_EXPLORES = re.compile(
    r"\b(?:verkennen|verkend|verkenning|onderzoeken|onderzocht|onderzoek doen|bezien|overwegen"
    r"|haalbaarheid|mogelijkheden)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:blijven|blijft|continueren|voortzetten|voortgezet|doorlopend|structureel|lopende|al jaren"
    r"|nog steeds)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:gaan|gaat|zullen|zal|willen|komende|wordt|worden|opstellen|ontwikkelen)\b", re.IGNORECASE
)
_NOT_DONE = re.compile(
    r"\b(?:niet gelukt|niet gehaald|niet doorgegaan|niet gerealiseerd|nog niet)\b", re.IGNORECASE
)
_JCI = re.compile(r"^(?:https?://wetten\.overheid\.nl/|jci)", re.IGNORECASE)
_MIN_MEMBERS = 2


def list_others(view: View, sayings: Collection[tuple[Kind, int]]) -> Iterator[Suggestion]:
    """Everything but measures, goals, bodies, instruments, figures and planning."""
    yield from list_chapters(view)
    yield from _themes(view, sayings)
    yield from _law(view)
    for number, unit in enumerate(view.units):
        if (Kind.MAATREGEL, number) in sayings:
            yield from _status(unit, view.seen[number])
        yield from _developments(unit, (Kind.MAATREGEL, number) in sayings or (Kind.DOEL, number) in sayings)
        yield from _means(unit)
    yield from _collaborations(view)


def _themes(view: View, sayings: Collection[tuple[Kind, int]]) -> Iterator[Suggestion]:
    """Themes and phenomena that a measure or goal names."""
    for number, named in groupby(view.named, key=lambda one: one.unit):
        spoken = (Kind.MAATREGEL, number) in sayings or (Kind.DOEL, number) in sayings
        for one in named:
            if one.kind in ("thema", "fenomeen") and spoken and one.score >= _SURE:
                kind = Kind.THEMA if one.kind == "thema" else Kind.FENOMEEN
                reason = f"{one.name} staat in deze zin"
                made = _make(kind, one.words, {one.kind: (one.iri,)}, reason, one.score)
                yield replace(made, along=_ALONG[kind])


def _law(view: View) -> Iterator[Suggestion]:
    known: set[tuple[int, int]] = set()
    for one in view.named:
        if one.kind == "rechtsgrond":
            known.update((mark.line, at) for mark in one.words for at in range(mark.start, mark.end))
            yield _make(
                Kind.RECHTSGROND, one.words, {"rechtsgrond": (one.iri,)}, f"{one.name} staat er", one.score
            )
    for unit in view.units:
        if unit.cells:
            continue
        for mention in _said(unit.text, Said.ARTICLE):
            words = unit.block.marks(unit.start + mention.start, unit.start + mention.end)
            if (
                words
                and (words[0].line, words[0].start) not in known
                and (words[-1].line, words[-1].end - 1) not in known
            ):
                values = {
                    "naam": (" ".join(unit.text[mention.start : mention.end].split()),),
                    "artikel": (mention.value,),
                }
                yield _make(Kind.RECHTSGROND, words, values, "een artikel van een wet", 0.7)
    for link in view.document.links:
        if _JCI.match(link.address):
            words = (Mark(link.line, link.start, link.end),)
            yield _make(
                Kind.RECHTSGROND, words, {"adres": (link.address,)}, "verwijst naar wetten.overheid.nl", 0.8
            )


def _status(unit: Unit, seen: Mapping[str, float]) -> Iterator[Suggestion]:
    """Done, under way, to come or to be explored: by tense, verbs and what the heading announces."""
    back = seen.get("kop:terugblik") or seen.get("boven:terugblik") or seen.get("aankondiging:terugblik")
    past = bool(seen.get("zegt:voltooid")) and not _WILL.search(unit.text)
    for slug, pattern, why in (
        ("niet-uitgevoerd", _NOT_DONE if back else None, "blikt terug op wat niet gelukt is"),
        ("uitgevoerd", None, "blikt terug in de voltooide tijd"),
        ("verkenning", _EXPLORES, "zegt dat iets onderzocht of overwogen wordt"),
        ("lopend", _GOES_ON, "zegt dat iets doorgaat"),
        ("voorgenomen", _WILL, "zegt dat iets gaat gebeuren"),
    ):
        match = pattern.search(unit.text) if pattern else None
        if match or (slug == "uitgevoerd" and (back or past) and seen.get("zegt:voltooid")):
            words = (
                unit.block.marks(unit.start + match.start(), unit.start + match.end())
                if match and not unit.cells
                else unit.words
            )
            if words:
                yield _make(Kind.STATUS, words, {"status": (slug,)}, why, 0.7 if back or match else 0.5)
            return


def _developments(unit: Unit, is_said: bool) -> Iterator[Suggestion]:
    if is_said or unit.cells or unit.form is Form.HEADING:
        return
    for mention in _said(unit.text, Said.DIRECTION):
        words = unit.block.marks(unit.start + mention.start, unit.start + mention.end)
        if words:
            yield _make(
                Kind.ONTWIKKELING,
                words,
                {"richting": (mention.value,)},
                "zegt dat iets toeneemt, afneemt of gelijk blijft",
                0.5,
            )
            return


def _means(unit: Unit) -> Iterator[Suggestion]:
    if unit.cells:
        return
    for match in _MONEY.finditer(unit.text):
        words = unit.block.marks(unit.start + match.start(), unit.start + match.end())
        if words:
            yield _make(
                Kind.MIDDEL, words, {"naam": (" ".join(match[0].split()),)}, "een bedrag of formatie", 0.7
            )


def _collaborations(view: View) -> Iterator[Suggestion]:
    """A body and, behind words that say so, those that are in it."""
    for number, named in groupby(view.named, key=lambda one: one.unit):
        unit = view.units[number]
        match = None if unit.cells else _MEMBERS.search(unit.text)
        bodies = [one for one in named if one.kind in BODIES and one.score >= _SURE and not one.is_inner]
        if match is None:
            continue
        before = [one for one in bodies if one.end <= unit.start + match.start()]
        members = tuple(dict.fromkeys(one.iri for one in bodies if one.start >= unit.start + match.end()))
        if before and len(members) >= _MIN_MEMBERS:
            values = {"partner": (before[-1].iri,), "lid": members}
            yield _make(Kind.VERBAND, unit.words, values, f"noemt wie er in {before[-1].name} zitten", 0.7)


def _said(text: str, kind: Said) -> Iterator[Mention]:
    return (mention for mention in list_mentions(text) if mention.kind is kind)


def _make(
    kind: Kind, words: tuple[Mark, ...], values: Mapping[str, tuple[str, ...]], reason: str, score: float
) -> Suggestion:
    lines = [mark.line for mark in words]
    return Suggestion(kind, min(lines), max(lines), words, values, reason, round(score, 3))
