"""What a repository may say: of its own plans, and of new things that plans share.

Addresses that others describe are theirs, terms and vocabularies are ours, and no statement may make two
things one. Whether the rest is right is for the check.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from ...check.plan_parts import find_strangers, plan_in, slug_of
from ...turtle.read import SourceFile, Stated, read_file
from ...words import iris
from ...words.errors import BrokenFile, CannotRead
from ...words.prefixes import PREFIXES
from .taken import Repository

MOST_REASONS = 5
_SAME = f"{PREFIXES['owl']}sameAs"
_LOGIC = (PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["sh"])
_HARMLESS = {
    _SAME,
    *(f"{PREFIXES['owl']}{name}" for name in ("differentFrom", "versionInfo")),
    *(f"{PREFIXES['rdfs']}{name}" for name in ("label", "comment", "seeAlso")),
}
_MARKUP = re.compile(r"<\s*[/!?a-zA-Z]")
_UNSEEN = ("Cc", "Cf", "Co", "Cs")

About = Mapping[str, frozenset[tuple[str, str]]]


@dataclass
class Known:
    """What is described already, by whom: subject -> what is said of it, subject -> name of who describes it;
    slugs of plans; identifiers elsewhere -> subject.
    """

    said: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)

    def add(self, owner: str, files: Iterable[SourceFile], plans: Iterable[str]) -> None:
        """Take up what somebody describes."""
        for subject, said in say_of(files).items():
            self.said.setdefault(subject, said)
            self.owners.setdefault(subject, owner)
            for predicate, value in said:
                if predicate == _SAME:
                    self.same.setdefault(value, subject)
        for slug in plans:
            self.plans.setdefault(slug, owner)


@dataclass(frozen=True)
class Screened:
    """A repository that was read: its references, the slugs of its plans, what new things it describes, and
    why it cannot be taken ((): it can).
    """

    repository: Repository
    references: tuple[SourceFile, ...]
    plans: frozenset[str]
    things: frozenset[str]
    reasons: tuple[str, ...]


def screen(repository: Repository, known: Known) -> Screened:
    """Read a repository and look whether it keeps to its own."""
    reasons: list[str] = []
    references, plans = [], set()
    for name, path in repository.files:
        graph = iris.graph_of(name)
        assert graph is not None
        try:
            file = read_file(name, path, graph)
        except (BrokenFile, CannotRead) as fault:
            reasons.append(str(fault))
            continue
        if graph == iris.REFERENCE_GRAPH:
            references.append(file)
        else:
            plans.add(slug_of(graph))
            reasons += _strangers(file)
        reasons += _wrong_statements(file)
        if len(reasons) >= MOST_REASONS:
            break
    reasons += [
        f"plan {slug} staat al in {known.plans[slug]}; een plan hoort in één repository"
        for slug in sorted(plans & set(known.plans))
    ]
    described = say_of(references)
    reasons += _trespasses(described, known)
    things = frozenset(subject for subject in described if subject not in known.said)
    return Screened(repository, tuple(references), frozenset(plans), things, tuple(reasons[:MOST_REASONS]))


def say_of(files: Iterable[SourceFile]) -> dict[str, frozenset[tuple[str, str]]]:
    """Subject -> (predicate, value) of all that files say of it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for file in files:
        for triple in file.triples:
            if isinstance(triple.subject, ox.NamedNode):
                said = triple.predicate.value, _text(triple)
                found.setdefault(triple.subject.value, set()).add(said)
    return {subject: frozenset(said) for subject, said in found.items()}


def _text(triple: Stated) -> str:
    value = triple.object
    return value.value if isinstance(value, ox.NamedNode) else str(value)


def _strangers(file: SourceFile) -> Iterator[str]:
    """Things that a file of a plan describes and that are not of that plan."""
    for subject in find_strangers((file,)):
        yield f"{file.name} beschrijft <{subject[:200]}>, dat niet van dit plan is"


def _trespasses(described: About, known: Known) -> Iterator[str]:
    """What references say of things that are described already, or that nobody may describe there."""
    for subject, said in described.items():
        if not iris.is_thing(subject) or plan_in(subject):
            yield f"<{subject[:200]}> is geen ding dat plannen delen"
        elif subject in known.said and not said <= known.said[subject]:
            owner = known.owners[subject]
            yield f"<{subject}> is van {owner}; wat daar staat wordt hier niet aangevuld of veranderd"
        for predicate, value in said:
            if predicate != _SAME:
                continue
            if value.startswith(iris.BASE):
                yield f"<{subject}> zou <{value[:200]}> zijn; dat legt een redacteur vast, bij de eigenaar"
            elif (other := known.same.get(value)) and other != subject:
                owner = known.owners[other]
                yield f"<{subject}> is <{value[:200]}>, en dat is al <{other}> van {owner}; gebruik dat adres"


def _wrong_statements(file: SourceFile) -> Iterator[str]:
    """Statements that would change what words mean, and texts with markup or signs that nobody sees."""
    for triple in file.triples:
        predicate = triple.predicate.value
        if predicate.startswith(_LOGIC) and predicate not in _HARMLESS:
            yield f"{file.name} zegt {predicate}; dat verandert de betekenis van woorden"
        if isinstance(triple.object, ox.Literal):
            text = triple.object.value
            if _MARKUP.search(text):
                yield f"{file.name} heeft opmaak in een tekst: {_shown(text)}"
            elif any(unicodedata.category(sign) in _UNSEEN and sign not in "\n\t" for sign in text):
                yield f"{file.name} heeft onzichtbare tekens in een tekst: {_shown(text)}"


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text[:60])
