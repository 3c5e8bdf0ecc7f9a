"""What names can be tied to: kinds of things, and the properties that are known of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...names.tokens import fold
from ...words.errors import InvalidRequest, UnknownName
from ..pages.kinds import KINDS

_CORE = "kernthema"
# Those that people have in their tables first.
TYPES = {
    name: KINDS[name].one.capitalize() if name in KINDS else "Thema uit het Kernbeleid"
    for name in (
        *("partner", "instrument", "thema", "gemeente", "rechtsgrond", "fenomeen", "doelgroep", "locatie"),
        *("document", "gegevensbron", "indicator", "plan", _CORE),
    )
}
DEFAULTS = ("partner", "instrument", "thema", "gemeente", "rechtsgrond")
_ALL = tuple(TYPES)
_IN_PLANS = ("partner", "instrument", "thema", "fenomeen", "doelgroep", "locatie", "document", "indicator")


@dataclass(frozen=True)
class Property:
    """A property of things of some kinds: `feature` as facts name it, or `predicates` (the ends of IRIs) of
    what the graph says; `takes`: kinds of its values, none for texts.
    """

    id: str
    name: str
    description: str
    kinds: tuple[str, ...] = _ALL
    feature: str = ""
    predicates: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


_LISTED = (
    Property("naam", "Naam", "Hoe het heet."),
    Property("andere-naam", "Andere naam", "Hoe het ook heet, in de plannen of elders."),
    Property("omschrijving", "Omschrijving", "Wat het is, in één zin."),
    Property("iri", "IRI", "Het volledige adres, om in linked data te gebruiken."),
    Property(
        "soort", "Soort", "De soort partner, instrument of locatie.",
        ("partner", "instrument", "locatie", "gemeente"), "soort",
    ),
    Property(
        "gemeente", "Gemeente", "De gemeente in wier plan het staat.",
        (*_IN_PLANS, "rechtsgrond", "plan"), "gemeente", takes=("gemeente",),
    ),
    Property(
        "plan", "Plan", "De veiligheidsplannen waarin het staat.",
        (*_IN_PLANS, "rechtsgrond", "gemeente"), "plan", takes=("plan",),
    ),
    Property(
        "thema", "Thema", "De thema's waaraan het werkt of waarvoor het wordt ingezet.",
        ("partner", "instrument", "gemeente"), "thema", takes=("thema", _CORE),
    ),
    Property(
        "rechtsgrond", "Rechtsgrond", "De wetsartikelen waarop het rust.",
        ("instrument", "plan"), "rechtsgrond", takes=("rechtsgrond",),
    ),
    Property("ligt-in", "Ligt in", "De gemeente waarin de plek ligt.", ("locatie",), "ligt in",
             takes=("gemeente",)),
    Property("eenheid", "Eenheid", "Waarin wordt gemeten.", ("indicator",), "eenheid"),
    Property("kader", "Begrippenkader", "Het kader waaruit het begrip komt.",
             ("thema", "fenomeen", "doelgroep", _CORE), "kader"),
    Property("onderdeel-van", "Onderdeel van", "De organisatie waarvan dit een deel is.", ("partner",),
             predicates=("org#unitOf", "org#subOrganizationOf"), takes=("partner",)),
    Property("elders", "Elders", "Hetzelfde ding in andere bronnen: overheidsregisters, Wikidata, wetten.",
             predicates=("owl#sameAs", "core#exactMatch", "ontology#is")),
    Property("wettekst", "Wettekst", "Waar de tekst van de wet staat.", ("rechtsgrond",),
             predicates=("def#wettekst",)),
)  # fmt: skip
PROPERTIES = {one.id: one for one in _LISTED}


def check_type(kind: str) -> str:
    """A kind that names can be tied to. Raises InvalidRequest."""
    found = kind.rpartition("/")[2] if kind.startswith("http") else kind
    if found not in TYPES:
        unknown = UnknownName("type", kind, TYPES)
        raise InvalidRequest(unknown.what, unknown.how)
    return found


def check_property(name: str) -> Property:
    """A property that is known. Raises InvalidRequest."""
    if name not in PROPERTIES:
        unknown = UnknownName("eigenschap", name, PROPERTIES)
        raise InvalidRequest(unknown.what, unknown.how)
    return PROPERTIES[name]


def properties_of(kind: str) -> list[Property]:
    """What is known of things of a kind ("": of any), to propose."""
    return [one for one in _LISTED if not kind or kind in one.kinds]


def suggest_types(prefix: str) -> list[str]:
    """The types that begin so, all for nothing typed."""
    return [kind for kind, name in TYPES.items() if _begins(prefix, (kind, name))]


def suggest_properties(prefix: str) -> list[Property]:
    """The same for properties."""
    return [one for one in _LISTED if _begins(prefix, (one.id, one.name))]


def _begins(prefix: str, names: Iterable[str]) -> bool:
    wanted = fold(prefix.strip())
    return any(word.startswith(wanted) for name in names for word in (fold(name), *fold(name).split()))
