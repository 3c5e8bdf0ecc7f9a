"""The kinds of things: what they are called in Dutch."""

from dataclasses import dataclass

from ...words.iris import kind_of

__all__ = ["KINDS", "Kind", "kind_of"]


@dataclass(frozen=True)
class Kind:
    """A kind of thing by the word in its IRI: singular and plural for people, the facets of its list, and
    whether it has one. `concept`: a value to choose from, listed with what it means.
    """

    name: str
    one: str
    many: str
    facets: tuple[str, ...] = ()
    listed: bool = False
    concept: bool = False


def _kind(name: str, one: str, many: str, *facets: str) -> Kind:
    return Kind(name, one, many, facets, bool(facets))


def _concept(name: str, one: str, many: str) -> Kind:
    return Kind(name, one, many, listed=True, concept=True)


# Facets: names of `kenmerk` in feiten-kenmerken, `gemeente` of a plan, `eigen plan` of a municipality.
KINDS = {
    kind.name: kind
    for kind in (
        _kind("thema", "thema", "thema's", "kader", "plan", "voorop in"),
        _kind("plan", "plan", "plannen", "gemeente", "veiligheidsregio"),
        _kind("gemeente", "gemeente", "gemeenten", "veiligheidsregio", "eigen plan"),
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
        _kind("ontwikkeling", "ontwikkeling", "ontwikkelingen"),
        _kind("middel", "middel", "middelen"),
        _concept("dekking", "themadekking", "themadekkingen"),
        _kind("waarneming", "waarneming", "waarnemingen"),
        _kind("streefwaarde", "streefwaarde", "streefwaarden"),
        _kind("bron", "bron", "bronnen"),
        _kind("begrippenkader", "begrippenkader", "begrippenkaders"),
        _concept("veiligheidsveld", "veiligheidsveld", "veiligheidsvelden"),
        _concept("partnersoort", "soort partner", "soorten partners"),
        _concept("instrumentsoort", "soort instrument", "soorten instrumenten"),
        _concept("locatiesoort", "soort locatie", "soorten locaties"),
        _concept("doelsoort", "soort doel", "soorten doelen"),
        _concept("status", "status", "statussen"),
        _concept("rol", "rol", "rollen"),
        _concept("niveau", "niveau", "niveaus"),
        _concept("eenheid", "eenheid", "eenheden"),
        _concept("grens", "grens", "grenzen"),
        _concept("middelsoort", "soort middel", "soorten middelen"),
        _concept("middelstatus", "status van een middel", "statussen van middelen"),
        _concept("richting", "richting", "richtingen"),
        _concept("beoordelingsstaat", "staat van beoordeling", "staten van beoordeling"),
        _kind("agent", "maker", "makers"),
        Kind("regel", "regel", "regels", listed=True),
    )
}
