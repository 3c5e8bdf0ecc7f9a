"""All addresses of the project: minted, recognized and taken apart here and nowhere else.

Pattern: the Dutch URI strategy (id, doc, def),
https://www.pldn.nl/wiki/Boek/URI-strategie. Passages follow RFC 5147.
"""

import re
from pathlib import PurePosixPath
from urllib.parse import quote

BASE = "https://w3id.org/veiligheidsgraaf/"
THINGS = BASE + "id/"
DEF = BASE + "def#"
GRAPH = BASE + "graph/"
ONTOLOGY = BASE + "def"
DATASET = BASE + "id/dataset/veiligheidsgraaf"
CATALOG = BASE + "catalogus"
ONTOLOGY_GRAPH, VOCABULARY_GRAPH, REFERENCE_GRAPH = (
    GRAPH + name for name in ("ontologie", "vocabulaire", "referentie")
)
VOID_GRAPH = GRAPH + "void"
CATALOG_GRAPH = GRAPH + "catalogus"
EXAMPLES_GRAPH = GRAPH + "voorbeelden"
SHAPES_GRAPH = GRAPH + "shapes"
RULES_GRAPH = GRAPH + "regels"

_SEGMENT = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
_OF_PLAN = re.compile(rf"{re.escape(GRAPH)}(?:afgeleid/)?(?:plan|passages)/([^/]+)")
SLUG = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_THING = re.compile(rf"{re.escape(BASE)}id/({_SEGMENT})/({_SEGMENT}(?:/{_SEGMENT})*)")
_IN_PLAN = re.compile(rf"{re.escape(BASE)}id/plan/({_SEGMENT})(?:/({_SEGMENT})/({_SEGMENT}))?")
_PASSAGE = re.compile(rf"({re.escape(BASE)}id/bron/{_SEGMENT})#line=(\d{{1,9}}),(\d{{1,9}})")

# Folder in the project -> named graph. A plan or passage file adds its own name.
_GRAPHS = {
    "ontology": "ontologie",
    "ontology/vocabulaires": "vocabulaire",
    "ontology/catalogus": "catalogus",
    "graphs/referentie": "referentie",
    "graphs/plannen": "plan/",
    "graphs/passages": "passages/",
}


def thing(kind: str, slug: str) -> str:
    """IRI of a thing: `thing("thema", "ondermijning")`. Raises ValueError on a malformed slug."""
    if not SLUG.fullmatch(slug):
        raise ValueError(f"'{slug}' is geen slug: kleine letters, cijfers, streepje, punt en schuine streep")
    return f"{BASE}id/{kind}/{slug}"


def slug(iri: str) -> str:
    """The slug of a thing, or the IRI itself when it is not one of ours."""
    match = _THING.fullmatch(iri)
    return match[2] if match else iri


def slug_for(kind: str, iri: str) -> str:
    """The slug of a thing where one of `kind` is asked for:
    with its own kind in front when that is another (`gemeente/dalfsen`).
    """
    match = _THING.fullmatch(iri)
    return iri if match is None else match[2] if match[1] == kind else f"{match[1]}/{match[2]}"


def path_of(iri: str) -> str:
    """Kind and slug of a thing as they stand in its IRI:
    `thema/ondermijning`; an IRI that is not ours as it is.
    """
    return iri.removeprefix(THINGS)


def is_thing(iri: str) -> bool:
    """Whether an IRI has the form .../id/{kind}/{slug}."""
    return bool(_THING.fullmatch(iri))


def plan_of(iri: str) -> str | None:
    """Slug of the plan that an IRI is in (`dalfsen-2023` for its plan, goals, measures ...), or None."""
    match = _IN_PLAN.fullmatch(iri)
    return match[1] if match else None


def kind_of(iri: str) -> str:
    """The word for the kind in an IRI: `doel` for a goal of a plan, `plan` for a plan; "" when not ours."""
    if not iri.startswith(THINGS):
        return ""
    parts = path_of(iri).partition("#")[0].split("/")
    in_plan = parts[0] == "plan" and len(parts) > 2  # noqa: PLR2004 (plan/{slug}/{kind})
    return parts[2] if in_plan else parts[0]


def source(plan_slug: str) -> str:
    """IRI of the source document of a plan."""
    return f"{BASE}id/bron/{plan_slug}"


def passage(plan_slug: str, first: int, last: int) -> str:
    """IRI of lines `first` to `last`, counted from 1, of the source document of a plan (RFC 5147)."""
    return f"{source(plan_slug)}#line={first - 1},{last}"


def passage_lines(iri: str) -> tuple[str, int, int] | None:
    """(source IRI, first line, last line), lines counted from 1, of a passage IRI; None when it is not one.

    RFC 5147 section 2.1.2: positions stand between lines,
    counted from 0, so `line=180,183` is lines 181 to 183.
    """
    match = _PASSAGE.fullmatch(iri)
    return (match[1], int(match[2]) + 1, int(match[3])) if match else None


def spell_lines(first: int, last: int) -> str:
    """Lines as they are written: `339`, or `339-340`."""
    return str(first) if first == last else f"{first}-{last}"


def name_lines(first: int, last: int) -> str:
    """Lines as they are named in a sentence: `regel 339`, or `regels 339-340`."""
    return f"{'regel' if first == last else 'regels'} {spell_lines(first, last)}"


def document(iri: str) -> str:
    """IRI of the document that describes one of our IRIs: .../doc/...
    for a thing; the same less its fragment for what is one.
    """
    whole = iri.partition("#")[0]
    return whole.replace(f"{BASE}id/", f"{BASE}doc/", 1)


def local_path(iri: str) -> str:
    """The path at which a server of ours answers for an IRI of ours: the IRI less
    `https://w3id.org/veiligheidsgraaf`.
    """
    return "/" + iri.removeprefix(BASE)


def graph_of(file_name: str) -> str | None:
    """IRI of the named graph that a file (path relative to the project) belongs to, or None."""
    path = PurePosixPath(file_name)
    name = _GRAPHS.get(str(path.parent))
    if name is None or (name.endswith("/") and not re.fullmatch(_SEGMENT, path.stem)):
        return None
    return GRAPH + name + (path.stem if name.endswith("/") else "")


def plan_of_graph(graph: str) -> str:
    """Slug of the plan that a named graph is of, also that of its passages or of what follows from it; "" for
    any other.
    """
    found = _OF_PLAN.fullmatch(graph)
    return found[1] if found else ""


def plan_slug(graph: str) -> str:
    """Slug of the plan that a named graph is of; "" for any other graph, also that of its passages."""
    return graph.removeprefix(f"{GRAPH}plan/") if graph.startswith(f"{GRAPH}plan/") else ""


def file_base(file_name: str) -> str:
    """The address that relative ones in a file (path relative to the project) are read against when it has no
    `@base`: its own, as RFC 3986 (5.1.3) says, and the same on every machine.

    "" for a file of a plan or its passages, which says itself against which source its evidence is read.
    """
    graph = graph_of(file_name) or ""
    of_a_plan = graph.startswith((f"{GRAPH}plan/", f"{GRAPH}passages/"))
    return "" if of_a_plan else f"{BASE}bestand/{quote(file_name, errors='replace')}"


def file_of(graph: str) -> str:
    """The file that a named graph stands in (path relative to the project);
    of a graph of several files their folder.
    """
    name = graph.removeprefix(GRAPH)
    for folder, start in _GRAPHS.items():
        if name == start:
            return f"{folder}/"
        if start.endswith("/") and name.startswith(start):
            return f"{folder}/{name.removeprefix(start)}.ttl"
    return graph


def inferred_graph(graph: str) -> str:
    """IRI of the graph that holds what follows from a named graph."""
    return GRAPH + "afgeleid/" + graph.removeprefix(GRAPH)


def local_name(iri: str) -> str:
    """Last part of an IRI, for people: after `#`, else after the last `/`."""
    return iri.rsplit("#", 1)[-1] if "#" in iri else iri.rsplit("/", 1)[-1]
