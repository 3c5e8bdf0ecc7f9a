"""The address book: every address of the site stands here once, for its route and for the links to it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import quote, urlencode

from ..words import iris

Fields = Mapping[str, str] | Iterable[tuple[str, str]]
_PART = re.compile(r"{\w+(?::path)?}")


@dataclass(frozen=True)
class Address:
    """Where something is: `path` is the pattern of its route, and a call gives a link.

    `QUESTION("doelen", query={"plan": "dalfsen-2023"})` is `/vragen/doelen?plan=dalfsen-2023`.
    """

    path: str

    def __str__(self) -> str:
        return self.path

    def __call__(self, *parts: str, query: Fields = (), keep_empty: bool = False) -> str:
        """A link with a part for each place in the path, and the fields that are not empty."""
        given = iter(parts)
        path = _PART.sub(lambda _: quote(next(given), safe="/"), self.path)
        fields = query.items() if isinstance(query, Mapping) else query
        kept = [(name, value) for name, value in fields if value or keep_empty]
        return path + (f"?{urlencode(kept)}" if kept else "")


START = Address("/")
SEARCH = Address("/zoeken")
SUGGEST = Address("/zoeken/suggesties")
QUESTIONS = Address("/vragen")
QUESTION = Address("/vragen/{name}")
LIST = Address("/lijsten/{kind}")
PASSAGE = Address("/passages/{source}/{lines}")
WHY = Address("/waarom")
REPORT = Address("/melden")
COMPARE = Address("/vergelijk")
FIGURES = Address("/cijfers")
OVERVIEW = Address("/overzicht")
COVERAGE = Address("/dekking")
NETWORK = Address("/netwerk")
EDITOR = Address("/sparql-editor")
EDITOR_TERMS = Address("/sparql-editor/termen.json")
AGENDA = Address("/agenda/{plan}.ics")
LEARN = Address("/leer")
ONTOLOGY = Address("/leer/ontologie")
DATA = Address("/leer/data")
CITE = Address("/leer/citeren")
ACCESSIBILITY = Address("/leer/toegankelijkheid")
LIMITS = Address("/leer/grenzen")

CHANGES = Address("/veranderingen")
FEED = Address("/veranderingen.atom")
ICON = Address("/favicon.ico")
ROBOTS = Address("/robots.txt")
SITEMAP = Address("/sitemap.xml")
SITEMAP_FILE = Address("/sitemap/{number}.xml")

# Linked data: an IRI of ours is found at its path less `/veiligheidsgraaf`.
THING = Address("/id/{path:path}")
DOCUMENT = Address("/doc/{path:path}")
GRAPH = Address("/graph/{path:path}")
DEFINITION = Address("/def")
TERM = Address("/def/{name}")
CONTEXT = Address("/def/context.jsonld")
CATALOGUE = Address("/catalogus")
VOID = Address("/.well-known/void")
EXAMPLES = Address("/.well-known/sparql-examples")
DUMP = Address("/dumps/{name}")

ENDPOINT = Address("/sparql")
API = Address("/api/v1")
OPENAPI = Address("/api/v1/openapi.json")
API_QUESTIONS = Address("/api/v1/vragen")
API_QUESTION = Address("/api/v1/vragen/{name}")

# Names tied to things: the API that OpenRefine speaks, and the draft of its next version below it.
RECONCILE = Address("/reconcile")
RECONCILE_SUGGEST = Address("/reconcile/suggest/{what}")
RECONCILE_PREVIEW = Address("/reconcile/preview")
RECONCILE_PROPOSE = Address("/reconcile/extend/propose")
RECONCILE_NEXT = Address("/reconcile/1.0")
RECONCILE_MATCH = Address("/reconcile/1.0/match")
RECONCILE_NEXT_EXTEND = Address("/reconcile/1.0/extend")
RECONCILE_NEXT_SUGGEST = Address("/reconcile/1.0/suggest/{what}")
RECONCILE_NEXT_PREVIEW = Address("/reconcile/1.0/preview")
RECONCILE_NEXT_PROPOSE = Address("/reconcile/1.0/extend/propose")

MCP = Address("/mcp")

HEALTH = Address("/healthz")
METRICS = Address("/metrics")
STATIC = Address("/static")

# What the address of any page can add: the release that it was made on, and a form to take it along in.
RELEASE, FORM = "uitgave", "formaat"
BIBTEX, RIS, WORD = FORMS = ("bib", "ris", "docx")

# Name in small letters -> address: what templates write links with.
BOOK = SimpleNamespace(
    **{name.lower(): at for name, at in list(globals().items()) if isinstance(at, Address)}
)


def page_of(iri: str) -> str:
    """Address of the page about an IRI: of a thing, a passage or a term of ours; "" when it has none here."""
    if span := iris.passage_lines(iri):
        return PASSAGE(iris.slug(span[0]), iris.spell_lines(*span[1:]))
    if iri.startswith(iris.THINGS):
        return iris.local_path(iris.document(iri))
    if iri.startswith(iris.DEF):
        return f"{ONTOLOGY}#{iri.removeprefix(iris.DEF)}"
    return ""
