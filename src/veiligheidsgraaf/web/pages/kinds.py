"""The kinds of things: what they are called in Dutch."""

from dataclasses import dataclass

from ...words import iris


@dataclass(frozen=True)
class Kind:
    """A kind of thing by the word in its IRI:
    singular and plural for people, and whether it has a list of its own.
    """

    name: str
    one: str
    many: str
    facets: tuple[str, ...] = ()
    listed: bool = False


def _kind(name: str, one: str, many: str, *facets: str) -> Kind:
    return Kind(name, one, many, facets, bool(facets))


# Facets: names of `kenmerk` in pagina-kenmerken, plus `gemeente`, which follows from the plan.
KINDS = {
    kind.name: kind
    for kind in (
        _kind("thema", "thema", "thema's", "kader", "plan", "voorop in"),
        _kind("plan", "plan", "plannen", "gemeente"),
        _kind("gemeente", "gemeente", "gemeenten", "plan"),
        _kind("partner", "partner", "partners", "soort", "plan", "thema"),
        _kind("instrument", "instrument", "instrumenten", "soort", "plan", "thema"),
        _kind("rechtsgrond", "rechtsgrond", "rechtsgronden", "plan"),
        _kind("doel", "doel", "doelen", "soort", "plan", "thema"),
        _kind("maatregel", "maatregel", "maatregelen", "status", "plan", "thema"),
        _kind("indicator", "indicator", "indicatoren", "eenheid", "plan"),
        _kind("prioriteit", "prioriteit", "prioriteiten", "plan"),
        _kind("fenomeen", "fenomeen", "fenomenen", "plan"),
        _kind("doelgroep", "doelgroep", "doelgroepen", "plan"),
        _kind("locatie", "locatie", "locaties", "soort", "ligt in", "plan"),
        _kind("document", "document", "documenten", "plan"),
        _kind("gegevensbron", "gegevensbron", "gegevensbronnen"),
        _kind("planthema", "thema in een plan", "thema's in plannen"),
        _kind("inzet", "inzet", "inzetten"),
        _kind("toepassing", "toepassing", "toepassingen"),
        _kind("vermelding", "vermelding", "vermeldingen"),
        _kind("deelname", "deelname", "deelnames"),
        _kind("dekking", "themadekking", "themadekkingen"),
        _kind("waarneming", "waarneming", "waarnemingen"),
        _kind("streefwaarde", "streefwaarde", "streefwaarden"),
        _kind("bron", "bron", "bronnen"),
        _kind("begrippenkader", "begrippenkader", "begrippenkaders"),
        _kind("veiligheidsveld", "veiligheidsveld", "veiligheidsvelden"),
        _kind("partnersoort", "soort partner", "soorten partners"),
        _kind("instrumentsoort", "soort instrument", "soorten instrumenten"),
        _kind("locatiesoort", "soort locatie", "soorten locaties"),
        _kind("doelsoort", "soort doel", "soorten doelen"),
        _kind("status", "status", "statussen"),
        _kind("rol", "rol", "rollen"),
        _kind("niveau", "niveau", "niveaus"),
        _kind("eenheid", "eenheid", "eenheden"),
        _kind("richting", "richting", "richtingen"),
        _kind("beoordelingsstaat", "staat van beoordeling", "staten van beoordeling"),
        _kind("agent", "maker", "makers"),
        Kind("regel", "regel", "regels", listed=True),
    )
}


def kind_of(iri: str) -> str:
    """The word for the kind in an IRI: `doel` for a goal of a plan,
    `plan` for the plan itself; "" outside our own.
    """
    if not iri.startswith(iris.THINGS):
        return ""
    parts = iris.path_of(iri).partition("#")[0].split("/")
    in_plan = parts[0] == "plan" and len(parts) > 2  # noqa: PLR2004 (plan/{slug}/{kind})
    return parts[2] if in_plan else parts[0]
