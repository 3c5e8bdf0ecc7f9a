"""One body, one name: two things that bear one name, two that may be one body, and
aliases that say more than their thing, or a person.

All are looked for among the names of the project alone; a curator who knows that two are not one says so with
owl:differentFrom (or by a tie between them).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..names import tokens
from ..names.lexicon import FORMS, kind_of
from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.namespaces import RDF, VG
from .findings import Finding
from .rule_findings import tell

# Kinds of which one name must mean one thing; of the pairs that are not here, both may bear a name.
_BODIES = ("partner", "gemeente", "instrument")
_NAMED = (*_BODIES, "locatie", "document", "gegevensbron", "doelgroep", "fenomeen")
_PREFERRED = "prefLabel"
_TYPE, _OFFICE, _MEETING = str(RDF.type), str(VG.Functie), str(VG.Samenwerkingsverband)
_SHORTEST_INITIALS, _LONGEST_INITIALS = 3, 6
_SHORT = "de afkorting van"
_LEAST_OTHERS = 2
_SHORTEST_ALIAS = 6
_GENERIC = frozenset(
    (
        *(
            "overleg",
            "team",
            "project",
            "programma",
            "aanpak",
            "methode",
            "methodiek",
            "model",
            "campagne",
            "lokaal",
            "lokale",
        ),
        *("regionaal", "regionale", "het", "de", "tafel", "interventie"),
    )
)
_OFFICES = (
    r"(?:[Bb]urgemeester|[Ww]ethouder|[Ss]ecretaris|[Gg]riffier|[Tt]eamchef|[Oo]fficier|[Cc]ommandant|"
    r"[Dd]irecteur|[Dd]hr\.?|[Mm]w\.?|[Mm]evrouw|[Hh]eer|[Mm]r\.?|[Dd]rs\.?)"
)
_BETWEEN = r"(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er|[Tt]e|'t)\s+)*"
_SURNAME = r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*"
_PERSON = re.compile(
    rf"(?:{_OFFICES}\s+)?(?P<given>(?:[A-Z]\.\s*)+|[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*\s+){_BETWEEN}(?P<name>{_SURNAME})"
    rf"|{_OFFICES}\s+{_BETWEEN}(?P<alone>{_SURNAME})"
)


@dataclass(frozen=True)
class _Name:
    """A name of a thing, with the file that gives it and the property that it has there."""

    thing: str
    text: str
    form: str
    predicate: str
    file: SourceFile

    @cached_property
    def key(self) -> str:
        """The same for every way to write it."""
        return "".join(word.text for word in tokens.words(self.text))


def check_bodies(dataset: Dataset) -> Iterator[Finding]:
    """What is wrong with the names of a project."""
    names, functions, meetings, tied = _read(dataset)
    by_key: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        by_key[name.key].append(name)
    preferred = {name.thing: name for name in names if name.form == _PREFERRED}
    told: set[frozenset[str]] = set()
    for finding, pair in (*_one_name(by_key, tied), *_one_body(names, preferred, tied, meetings)):
        if pair not in told:
            told.add(pair)
            yield finding
    yield from _general(names, preferred, tied)
    yield from _persons(names, functions, by_key)


def _read(dataset: Dataset) -> tuple[list[_Name], set[str], set[str], set[frozenset[str]]]:
    """(names of shared things, those that are an office, those that are a
    meeting, pairs between which something is said).
    """
    names: list[_Name] = []
    functions: set[str] = set()
    meetings: set[str] = set()
    tied: set[frozenset[str]] = set()
    for file in dataset.files:
        if file.graph not in (iris.REFERENCE_GRAPH, iris.VOCABULARY_GRAPH):
            continue
        for subject, predicate, value in file.triples:
            thing = subject.value
            if isinstance(value, ox.Literal):
                form = iris.local_name(predicate.value)
                if (
                    form in FORMS
                    and value.language in (None, "nl")
                    and iris.is_thing(thing)
                    and kind_of(thing) in _NAMED
                ):
                    names.append(_Name(thing, value.value, form, predicate.value, file))
            elif predicate.value == _TYPE:
                if value.value == _OFFICE:
                    functions.add(thing)
                elif value.value == _MEETING:
                    meetings.add(thing)
            else:
                tied.add(frozenset((thing, value.value)))
    return names, functions, meetings, tied


def _one_name(
    by_key: Mapping[str, list[_Name]], tied: set[frozenset[str]]
) -> Iterator[tuple[Finding, frozenset[str]]]:
    """Two things that bear one name, at the later of both."""
    for bearers in by_key.values():
        for at, name in enumerate(bearers):
            for other in bearers[:at]:
                pair = frozenset((name.thing, other.thing))
                if len(pair) > 1 and _is_rival(name.thing, other.thing) and pair not in tied:
                    message = (
                        f"'{name.text}' heet ook {_place(other)}; laat de naam bij één van de twee, "
                        "voeg ze samen, of schrijf owl:differentFrom"
                    )
                    yield (
                        tell("naam-van-twee", name.file, name.thing, message, name.predicate, name.text),
                        pair,
                    )


def _is_rival(one: str, other: str) -> bool:
    """Whether one name may not mean both.

    Two partners, or two instruments, with one name are for the shapes.
    """
    kinds = {kind_of(one), kind_of(other)}
    if kinds <= set(_BODIES):
        return "instrument" in kinds and len(kinds) > 1
    return len(kinds) == 1


def _one_body(
    names: Iterable[_Name], preferred: Mapping[str, _Name], tied: set[frozenset[str]], meetings: set[str]
) -> Iterator[tuple[Finding, frozenset[str]]]:
    """Two things that may be one: an abbreviation beside its long form, or names that differ in a general
    word (`driehoek` and `driehoeksoverleg`), where both have one or one is a meeting by itself.
    """
    initials: dict[str, list[_Name]] = defaultdict(list)
    cores: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
    bodies = [name for name in names if kind_of(name.thing) in _BODIES and name.form != "hiddenLabel"]
    for name in bodies:
        if short := _initials(name.text):
            initials[short].append(name)
        if core := _core(name.text):
            cores[core].append(name)
    for name in bodies:
        pairs = [(other, _SHORT) for other in initials.get(name.text, ())]
        pairs += [
            (other, "bijna dezelfde naam als")
            for other in cores.get(_core(name.text) or ("",), ())
            if other.key < name.key
        ]
        for other, why in pairs:
            pair = frozenset((name.thing, other.thing))
            alike = why == _SHORT or all(
                _is_shortened(one.text) or one.thing in meetings for one in (name, other)
            )
            if (
                len(pair) > 1
                and alike
                and pair not in tied
                and name.key != other.key
                and other.thing in preferred
            ):
                message = (
                    f"'{name.text}' is {why} {_place(other)}; voeg ze samen, of schrijf owl:differentFrom"
                )
                yield (
                    tell("mogelijk-hetzelfde", name.file, name.thing, message, name.predicate, name.text),
                    pair,
                )


def _initials(text: str) -> str:
    """`JOR` of `Justitieel Overleg Risicojongeren`; nothing for shorter or longer ones."""
    letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in tokens.STOP)
    return letters.upper() if _SHORTEST_INITIALS <= len(letters) <= _LONGEST_INITIALS else ""


def _core(text: str) -> tuple[str, ...] | None:
    """The words of a name without general ones, also those at the end of a compound; None when
    nothing is left or nothing fell away and it is one short word.
    """
    words = []
    for word in tokens.words(text):
        bare = word.text
        for general in _GENERIC:
            if bare != general and bare.endswith(general) and len(bare) - len(general) >= _SHORTEST_ALIAS:
                bare = bare.removesuffix(general).removesuffix("s")
        if bare not in _GENERIC and not word.is_stop:
            words.append(tokens.bare(bare))
    return tuple(words) if len("".join(words)) >= _SHORTEST_ALIAS else None


def _is_shortened(text: str) -> bool:
    """Whether a general word falls away from a name."""
    return _core(text) != tuple(tokens.bare(word.text) for word in tokens.words(text) if not word.is_stop)


def _general(
    names: Iterable[_Name], preferred: Mapping[str, _Name], tied: set[frozenset[str]]
) -> Iterator[Finding]:
    """Aliases of one word that are the last word of the names of several other things of that kind."""
    last: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in preferred.values():
        words = tokens.words(name.text)
        if words:
            last[kind_of(name.thing), tokens.bare(words[-1].text)].add(name.thing)
            if len(words) > 1:
                last[kind_of(name.thing), tokens.bare(words[0].text)].add(name.thing)
    for name in names:
        words = tokens.words(name.text)
        if (
            kind_of(name.thing) == "locatie"
            or name.form != "altLabel"
            or len(words) != 1
            or len(name.text) < _SHORTEST_ALIAS
            or name.text.isupper()
        ):
            continue
        others = sorted(
            thing
            for thing in last.get((kind_of(name.thing), tokens.bare(words[0].text)), ())
            if thing != name.thing and frozenset((thing, name.thing)) not in tied
        )
        if len(others) >= _LEAST_OTHERS:
            first = _place(preferred[others[0]])
            message = (
                f"'{name.text}' is ruimer dan dit: zo heten ook {first} en {len(others) - 1} andere; "
                "haal de alias weg, of maak er een begrip van"
            )
            yield tell("alias-algemener", name.file, name.thing, message, name.predicate, name.text)


def _persons(
    names: Iterable[_Name], functions: set[str], by_key: Mapping[str, list[_Name]]
) -> Iterator[Finding]:
    """Names of persons at an office: untrue at the next appointment, and none of the graph's business."""
    known = {
        key
        for key, bearers in by_key.items()
        if any(kind_of(b.thing) in ("gemeente", "locatie", "partner") for b in bearers)
    }
    words = {
        word.text
        for bearers in by_key.values()
        for b in bearers
        if kind_of(b.thing) in ("gemeente", "locatie")
        for word in tokens.words(b.text)
    }
    for name in names:
        match = _PERSON.fullmatch(name.text) if name.thing in functions and name.form != _PREFERRED else None
        if match is None:
            continue
        said = tokens.fold(match["name"] or match["alone"])
        given = tokens.fold((match["given"] or "").strip())
        if said not in words and said not in known and not re.fullmatch(_OFFICES, given.capitalize()):
            message = (
                f"'{name.text}' lijkt de naam van een persoon; "
                "een ambt heet naar het ambt, haal deze naam weg"
            )
            yield tell("ambt-zonder-persoon", name.file, name.thing, message, name.predicate, name.text)


def _place(name: _Name) -> str:
    return f"{iris.path_of(name.thing)} ({name.file.name})"
