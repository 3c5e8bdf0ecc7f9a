"""What a plan is said to treat, against what is stated of it: a theme of the Kernbeleid
that is `behandeld` has a statement, one that is `niet-genoemd` has none, and one that
is only `genoemd` has no chapter, goal or measure.

A theme of the Kernbeleid is found by the own themes that match it exactly, closely or as their broader one,
and by all that is narrower (`vg:betreft` reaches up); related and narrower matches say nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.namespaces import OWL, SKOS, VG
from .findings import Finding
from .rule_findings import tell

_MATCHES = frozenset(map(str, (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)))
_ABOUT = f"> <{VG.betreft}> <"
_CHAPTERS = ("planthema", "prioriteit")
_CARRIED = (*_CHAPTERS, "doel", "maatregel")
_CORE, _COVERAGE, _THEME, _BROADER = map(str, (VG.kernbeleidthema, VG.dekking, VG.thema, SKOS.broader))
_CHAIN = str(OWL.propertyChainAxiom)
_DEGREE = f"{iris.BASE}id/dekking/"

Themes = Mapping[str, Iterable[str]]


def check_coverage(dataset: Dataset, inferred: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with the coverage of every plan.

    `inferred`: N-Triples that follow, those of `vg:betreft` among them.
    """
    ladder = Ladder(dataset)
    about = _read_about(inferred)
    if not about and not _is_inferred(dataset):  # then nothing is known to be missing
        return
    for file in dataset.files:
        if iris.plan_slug(file.graph):
            yield from _check_plan(file, ladder, about)


def _is_inferred(dataset: Dataset) -> bool:
    """Whether the ontology says how a statement comes to be about a theme."""
    return any(
        triple.predicate.value == _CHAIN and triple.subject.value == str(VG.betreft)
        for file in dataset.files
        if file.graph == f"{iris.GRAPH}ontologie"
        for triple in file.triples
    )


def _check_plan(file: SourceFile, ladder: "Ladder", about: Mapping[str, set[str]]) -> Iterator[Finding]:
    themes: dict[str, list[str]] = defaultdict(list)
    degrees: dict[str, str] = {}
    covered: dict[str, str] = {}
    for iri in dict.fromkeys(triple.subject.value for triple in file.triples):
        for theme in about.get(iri, ()):
            themes[theme].append(iri)
    for subject, predicate, value in file.triples:
        if predicate.value == _CORE:
            covered[subject.value] = value.value
        elif predicate.value == _COVERAGE:
            degrees[subject.value] = value.value.removeprefix(_DEGREE)
        elif predicate.value == _THEME and _kind(subject.value) in _CHAPTERS:
            for theme in ladder.upward(value.value):
                themes[theme].append(subject.value)
    for coverage, degree in degrees.items():
        said = covered.get(coverage, "")
        found = list(dict.fromkeys(s for theme in ladder.own(said) for s in themes.get(theme, ())))
        if told := _judge(degree, found):
            rule, message = told
            yield tell(rule, file, coverage, message, _COVERAGE, f"{_DEGREE}{degree}")


def _judge(degree: str, found: list[str]) -> tuple[str, str] | None:
    """The rule that a degree of coverage breaks, and why; `found`: what is stated about the theme."""
    stated = [subject for subject in found if _kind(subject) not in _CHAPTERS]
    carried = [subject for subject in found if _kind(subject) in _CARRIED]
    if degree == "behandeld" and not stated:
        how = "geef een uitspraak dit thema (vg:thema), of maak er genoemd van"
        return "dekking-behandeld", f"geen uitspraak van het plan gaat over dit thema; {how}"
    if degree == "niet-genoemd" and found:
        how = "herstel de dekking, of het thema van die uitspraak"
        return "dekking-niet-genoemd", f"{_shown(found)} gaat over dit thema; {how}"
    if degree == "genoemd" and carried:
        how = "maak er behandeld van, of herstel het thema"
        return "dekking-genoemd", f"{_shown(carried)} gaat over dit thema, dus het is meer dan genoemd; {how}"
    return None


def _shown(subjects: list[str]) -> str:
    first = "/".join(iris.slug(subjects[0]).split("/")[-2:])
    return f"{first} (en {len(subjects) - 1} andere)" if len(subjects) > 1 else first


def _kind(subject: str) -> str:
    parts = iris.slug(subject).split("/")
    return parts[1] if len(parts) > 1 else ""


def _read_about(inferred: Iterable[str]) -> dict[str, set[str]]:
    """Statement -> the themes it is about.

    Read as text: parsing all that follows takes as long as inferring it anew.
    """
    about: dict[str, set[str]] = defaultdict(set)
    for text in inferred:
        for line in text.splitlines():
            if _ABOUT in line:
                subject, _, theme = line.partition(_ABOUT)
                about[subject[1:]].add(theme.rstrip(" .").removesuffix(">"))
    return about


class Ladder:
    """Which own themes stand for a theme of the Kernbeleid, and what is broader than what."""

    def __init__(self, dataset: Dataset) -> None:
        self._above: dict[str, list[str]] = defaultdict(list)
        self._below: dict[str, list[str]] = defaultdict(list)
        self._matched: dict[str, set[str]] = defaultdict(set)
        for file in dataset.files:
            if file.graph != f"{iris.GRAPH}vocabulaire":
                continue
            for subject, predicate, value in file.triples:
                if predicate.value == _BROADER:
                    self._above[subject.value].append(value.value)
                    self._below[value.value].append(subject.value)
                elif predicate.value in _MATCHES:
                    self._matched[value.value].add(subject.value)

    def upward(self, theme: str) -> list[str]:
        """A theme and all above it."""
        return _reach(theme, self._above)

    def own(self, core: str) -> set[str]:
        """Own themes that stand for a theme of the Kernbeleid or for what is narrower than it."""
        return {own for one in _reach(core, self._below) for own in self._matched.get(one, ())}


def _reach(start: str, steps: Mapping[str, list[str]]) -> list[str]:
    found = [start]
    for one in found:
        found += [other for other in steps.get(one, ()) if other not in found]
    return found
