"""Every rule of a project: those of its shapes, with examples from their twins, and those beyond SHACL."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path

import rdflib
from rdflib import RDF, SH

from ..turtle.read import SourceFile, read_file
from ..words import iris
from ..words.errors import BrokenFile
from ..words.project import Project
from .conversion import to_graph
from .findings import Severity
from .rules import Rule, rules_beyond_shacl

_PACKAGE = Path(__file__).resolve().parent.parent
_TWINS = (
    _PACKAGE / "data" / "twins"
    if (_PACKAGE / "data").is_dir()
    else _PACKAGE.parent.parent / "tests" / "data" / "shapes"
)
_EXPECTED = re.compile(r"^# verwacht: (\S+) (\S+) (\S+) (\S+)$", re.MULTILINE)
_SEVERITIES = {SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
_PREFIXES = {"https://w3id.org/veiligheidsgraaf/def#": "vg:", "http://www.w3.org/2004/02/skos/core#": "skos:"}

# Constraint -> what it asks, in Dutch; {} is its value.
_ASKS = {
    SH.minCount: "ten minste {}",
    SH.maxCount: "hoogstens {}",
    SH.datatype: "een waarde van het type {}",
    SH["class"]: "een {}",
    SH.nodeKind: "een {}",
    SH.pattern: "in de vorm `{}`",
    SH.languageIn: "in de taal nl",
    SH["in"]: "een van de genoemde waarden",
    SH.uniqueLang: "per taal hoogstens één",
    SH.sparql: "een query over de hele graaf vindt niets",
    SH.minInclusive: "niet kleiner dan {}",
    SH.maxInclusive: "niet groter dan {}",
    SH.lessThan: "kleiner dan {}",
    SH.lessThanOrEquals: "niet groter dan {}",
    SH.hasValue: "met de waarde {}",
    SH.minLength: "van ten minste {} tekens",
    SH.maxLength: "van hoogstens {} tekens",
}


class Rules(Mapping[str, Rule]):
    """Every rule that a check of a project can name, by name; they are read when the first is asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def __getitem__(self, name: str) -> Rule:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    @cached_property
    def _by_name(self) -> dict[str, Rule]:
        files = []
        for name, path in self._project.files("shapes", ".ttl"):
            with suppress(BrokenFile):  # a finding of its own
                files.append(read_file(name, path, iris.SHAPES_GRAPH))
        return {rule.name: rule for rule in sorted((*rules_beyond_shacl(), *_shape_rules(files)))}


def _shape_rules(files: Iterable[SourceFile]) -> Iterator[Rule]:
    files = tuple(files)
    shapes = to_graph(files)
    stands_in = {triple.subject.value: file for file in files for triple in file.triples}
    for shape in sorted(
        {s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, kind)}, key=str
    ):
        message = next((str(m) for m in _messages(shapes, shape)), "")
        if not isinstance(shape, rdflib.URIRef) or not message:
            continue
        file = stands_in[str(shape)]
        name = iris.slug(str(shape))
        what, _, how = message.partition("; ")
        severity = _SEVERITIES.get(rdflib.URIRef(str(shapes.value(shape, SH.severity))), Severity.VIOLATION)
        path, classes = shapes.value(shape, SH.path), sorted(map(_short, _target_classes(shapes, shape)))
        bad = _bad_example(name)
        good = _good_example(
            Path(file.name).stem, _short(path) if isinstance(path, rdflib.URIRef) else "", classes
        )
        title, mend = (
            text[:1].upper() + text[1:] for text in (what.replace("{?", "{"), how or "lees de uitleg")
        )
        yield Rule(
            name,
            title,
            mend + ".",
            _explain(shapes, shape, path, classes),
            severity,
            good,
            bad,
            "turtle",
            file.name,
        )


def _messages(shapes: rdflib.Graph, shape: rdflib.term.Node) -> list[rdflib.term.Node]:
    """Messages of a shape, its own before those of its queries."""
    queries = shapes.objects(shape, SH.sparql)
    return [
        *sorted(shapes.objects(shape, SH.message), key=str),
        *(m for q in queries for m in shapes.objects(q, SH.message)),
    ]


def _target_classes(shapes: rdflib.Graph, shape: rdflib.term.Node) -> set[rdflib.term.Node]:
    """Classes that a shape is about, its own targets or those of the shapes that refer to it."""
    todo, found, seen = [shape], set(), {shape}
    for one in todo:
        found |= {*shapes.objects(one, SH.targetClass), *shapes.objects(one, SH.targetNode)}
        for user in shapes.subjects(None, one):
            if user not in seen:
                seen.add(user)
                todo.append(user)
    return found


def _explain(
    shapes: rdflib.Graph, shape: rdflib.term.Node, path: rdflib.term.Node | None, classes: list[str]
) -> str:
    """Which things the rule is about and what it asks of them, from the constraints of the shape."""
    asks = [
        text.format(_short(value) if isinstance(value, rdflib.URIRef) else value)
        for constraint, text in _ASKS.items()
        for value in sorted(shapes.objects(shape, constraint), key=str)
    ]
    about = (
        f"Geldt voor elke {', '.join(f'`{kind}`' for kind in classes)}"
        if classes
        else "Geldt voor wat de shape aanwijst"
    )
    via = f", bij `{_short(path)}`" if isinstance(path, rdflib.URIRef) else ""
    return f"{about}{via}. Gevraagd: {', '.join(asks)}." if asks else f"{about}{via}."


def _short(term: rdflib.term.Node | None) -> str:
    text = str(term)
    for namespace, prefix in _PREFIXES.items():
        if text.startswith(namespace):
            return prefix + text.removeprefix(namespace)
    return iris.local_name(text) if "#" in text else iris.slug(text).rsplit("/", 1)[-1]


@cache
def _read_twins(kind: str) -> tuple[tuple[Path, str], ...]:
    """Twins (`valid` or `invalid`) with their text, by name."""
    return tuple((path, path.read_text(encoding="utf-8")) for path in sorted(_TWINS.glob(f"*/{kind}-*.ttl")))


@cache
def _list_breaking() -> dict[str, str]:
    """Rule -> the smallest twin that breaks it."""
    smallest: dict[str, str] = {}
    for _, text in _read_twins("invalid"):
        for name, *_ in _EXPECTED.findall(text):
            smallest[name] = min(smallest.get(name, text), text, key=len)
    return smallest


@cache
def _list_blocks() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Folder, name and statements of every valid twin."""
    return tuple(
        (path.parent.name, path.name, tuple(_body(text).split("\n\n"))) for path, text in _read_twins("valid")
    )


def _bad_example(name: str) -> str:
    """The smallest twin that breaks the rule, without its comments and prefixes."""
    text = _list_breaking().get(name)
    return _body(text) if text else ""


def _good_example(folder: str, path: str, classes: list[str]) -> str:
    """From the valid twins the statement that the rule is about: of its
    class, with its property; near twins first.
    """
    twins = sorted(_list_blocks(), key=lambda twin: (twin[0] != folder, twin[1]))
    blocks = [block for _, _, found in twins for block in found]
    wanted = [block for block in blocks if any(f"a {kind} " in block for kind in classes)] or blocks[:1]
    return next((block for block in wanted if path and path in block), wanted[0] if wanted else "")


def _body(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith(("#", "@"))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
