"""Names of new things that known things bear too, or nearly: for a curator to tie, not merged by likeness."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...check.findings import Finding, Report, Severity
from ...names import tokens
from ...names.lexicon import FORMS, Lexicon, Thing, kind_of
from ...names.nearest import Likeness, find_nearest
from ...turtle.read import SourceFile
from ...words.prefixes import PREFIXES
from .screening import Known, Screened

_NAMES = {PREFIXES["skos"] + form: form for form in FORMS}
_KINDS = ("partner", "gemeente", "instrument", "rechtsgrond", "document", "gegevensbron", "locatie")
_ALIKE = (Likeness.SAME, Likeness.SPELT)
# Rules that say that two things bear one name.
_RULES = ("partner-uniek", "begrip-uniek")
_MOST, _MOST_NEAR = 2000, 6
# New names that are looked at for a spelling that is nearly known: each costs a look at all names.
_LOOKED_AT = 300


@dataclass(frozen=True)
class Double:
    """A new thing of a repository, and a known thing of another that is called alike."""

    thing: str
    name: str
    repository: str
    how: str
    other: str
    other_name: str
    owner: str

    def __str__(self) -> str:
        return (
            f"<{self.thing}> ({self.name}, van {self.repository}) {self.how} als <{self.other}> "
            f"({self.other_name}, van {self.owner}): één ding of twee? leg het vast bij een van de eigenaren"
        )


def find_doubles(base: Iterable[SourceFile], accepted: Iterable[Screened], known: Known) -> list[Double]:
    """What new things of repositories may be other names of, each pair once."""
    accepted = list(accepted)
    lexicon = Lexicon()
    lexicon.add_all([*_names(base), *(row for one in accepted for row in _names(one.references))])
    found: dict[frozenset[str], Double] = {}
    looked_at = 0
    for screened in accepted:
        for iri, form, text in _names(screened.references):
            if iri not in screened.things or kind_of(iri) not in _KINDS or form == "hiddenLabel":
                continue
            looked_at += 1
            spelt_too = looked_at <= _LOOKED_AT and kind_of(iri) != "gemeente"  # of those all names are known
            for other, how in _alike(lexicon, text, kind_of(iri), spelt_too):
                if other.iri != iri and len(found) < _MOST:
                    owner = known.owners.get(other.iri, "")
                    double = Double(iri, text, screened.repository.name, how, other.iri, other.name, owner)
                    found.setdefault(frozenset((iri, other.iri)), double)
    return list(found.values())


def as_doubles(report: Report, things: Iterable[str]) -> Report:
    """The report with one name for two things as a warning where one of them is of another repository: that
    stops no build, for whose fault is it?
    """
    new = set(things)
    told = {f.message for f in report.findings if f.rule in _RULES and {f.focus, f.value.strip("<>")} & new}
    return replace(report, findings=tuple(sorted(_soften(finding, told) for finding in report.findings)))


def _soften(finding: Finding, told: set[str]) -> Finding:
    is_double = finding.rule in _RULES and finding.message in told
    return replace(finding, severity=Severity.WARNING) if is_double else finding


def _alike(lexicon: Lexicon, text: str, kind: str, spelt_too: bool) -> Iterator[tuple[Thing, str]]:
    """Things of a kind that bear a name, and, when asked, those whose name is spelt nearly so."""
    for key in tokens.keys(tokens.words(text)):
        for name in lexicon.named(key):
            if name.thing.kind == kind:
                yield name.thing, Likeness.SAME
    if spelt_too:
        for thing, how in find_nearest(lexicon, text, (kind,), _MOST_NEAR):
            if how in _ALIKE:
                yield thing, how


def _names(files: Iterable[SourceFile]) -> list[tuple[str, str, str]]:
    return [
        (triple.subject.value, _NAMES[triple.predicate.value], triple.object.value)
        for file in files
        for triple in file.triples
        if triple.predicate.value in _NAMES
    ]
