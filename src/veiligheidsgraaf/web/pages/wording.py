"""Words for properties on a page: read from the thing (`OUT`) and read from the other side (`IN`).

The ontology's own label serves where none is given here.
"""

from ...words import iris
from ...words.prefixes import PREFIXES, expand

_VG, _SKOS, _DCT, _ORG = (PREFIXES[prefix] for prefix in ("vg", "skos", "dct", "org"))

TYPE = expand("rdf:type")
NAME = _SKOS + "prefLabel"
TITLE = _DCT + "title"
ALIAS = _SKOS + "altLabel"
DEFINITION = _SKOS + "definition"
DESCRIPTION = _DCT + "description"
EVIDENCE = _VG + "bewijs"
WORKS_ON = _VG + "werktAan"
USED_FOR = _VG + "ingezetVoor"
EXAMPLES = {_VG + "voorbeeldGoed": "Goed", _VG + "voorbeeldFout": "Fout"}
SEVERITY = expand("sh:severity")

# Shown in a place of their own, or of no use to a reader.
APART = {
    TYPE,
    NAME,
    TITLE,
    ALIAS,
    DEFINITION,
    DESCRIPTION,
    EVIDENCE,
    _SKOS + "hiddenLabel",
    _SKOS + "scopeNote",
    _SKOS + "example",
    *EXAMPLES,
}

# Inferred statements worth showing; the others only repeat what is stated in other words.
INFERRED = {WORKS_ON, USED_FOR}

# What a reader wants first; the rest follows by address.
FIRST = tuple(
    _VG + name
    for name in (
        "soort", "partnersoort", "instrumentsoort", "status", "gemeente", "periodeStart", "periodeEinde", "vastgesteldOp",
        "vastgesteldDoor", "volgtOp", "rangorde", "thema", "niveau", "planning", "portefeuillehouder", "betrekt", "zetIn", "draagtBijAan",
        "heeftDoel", "heeftMaatregel", "gemetenMet", "rechtsgrond", "eenheid", "waarneming", "streefwaarde", "jaar", "waarde",
    )
)  # fmt: skip

OUT = {
    WORKS_ON: "werkt aan",
    USED_FOR: "ingezet voor",
    _VG + "heeftDoel": "doelen",
    _VG + "heeftMaatregel": "maatregelen",
    _VG + "heeftPrioriteit": "prioriteiten",
    _VG + "heeftPlanthema": "andere thema's",
    _VG + "betrekt": "partners",
    _VG + "zetIn": "instrumenten",
    _VG + "fenomeen": "fenomenen",
    _VG + "doelgroep": "doelgroepen",
    _VG + "locatie": "locaties",
    _VG + "waarneming": "waarnemingen",
    _VG + "streefwaarde": "streefwaarden",
    _VG + "lid": "leden",
    _SKOS + "broader": "valt onder",
    _SKOS + "narrower": "daaronder",
    _SKOS + "related": "verwant",
    _SKOS + "exactMatch": "hetzelfde als",
    _SKOS + "closeMatch": "komt overeen met",
    _SKOS + "broadMatch": "ruimer begrip elders",
    _SKOS + "narrowMatch": "nauwer begrip elders",
    _SKOS + "relatedMatch": "verwant begrip elders",
    _SKOS + "inScheme": "begrippenkader",
    _SKOS + "topConceptOf": "hoofdbegrip van",
    _SKOS + "hasTopConcept": "hoofdbegrippen",
    _SKOS + "note": "toelichting",
    _SKOS + "editorialNote": "redactionele noot",
    _SKOS + "changeNote": "wijziging",
    _SKOS + "notation": "code",
    _ORG + "unitOf": "onderdeel van",
    _ORG + "postIn": "functie bij",
    _ORG + "identifier": "nummer",
    _DCT + "publisher": "uitgever",
    _DCT + "source": "bron",
    _DCT + "issued": "uitgegeven",
    _DCT + "modified": "gewijzigd",
    _DCT + "created": "gemaakt",
    _DCT + "date": "datum",
    _DCT + "identifier": "kenmerk",
    _DCT + "license": "licentie",
    _DCT + "creator": "maker",
    expand("owl:sameAs"): "elders bekend als",
    expand("rdfs:seeAlso"): "zie ook",
    expand("owl:versionInfo"): "versie",
    expand("eli:is_part_of"): "artikel van",
    expand("eli:cited_by"): "aangehaald door",
    SEVERITY: "ernst",
    expand("foaf:homepage"): "website",
    expand("foaf:page"): "pagina",
}
IN = {
    _VG + "betrekt": "betrokken bij maatregelen",
    _VG + "zetIn": "ingezet in maatregelen",
    _VG + "thema": "zo heet het in plannen",
    _VG + "heeftDoel": "doel van",
    _VG + "heeftMaatregel": "maatregel van",
    _VG + "heeftPrioriteit": "prioriteit van",
    _VG + "heeftPlanthema": "thema van",
    _VG + "bliktTerugOp": "terugblik van",
    _VG + "draagtBijAan": "maatregelen die hieraan bijdragen",
    _VG + "gemetenMet": "doelen die hiermee gemeten worden",
    _VG + "portefeuillehouder": "portefeuillehouder van",
    _VG + "partner": "inzet",
    _VG + "instrument": "toepassingen",
    _VG + "noemt": "genoemd in",
    _VG + "planthema": "wat het plan hierbij verder zegt",
    _VG + "lid": "lid volgens",
    _VG + "verband": "deelnames",
    _VG + "vastgesteldDoor": "heeft vastgesteld",
    _VG + "gemeente": "plannen",
    _VG + "rechtsgrond": "draagt",
    _VG + "fenomeen": "aan de orde bij",
    _VG + "doelgroep": "doelgroep van",
    _VG + "locatie": "locatie van",
    _VG + "ligtIn": "locaties",
    _VG + "zetVoort": "voortgezet in",
    _VG + "vervolgt": "vervolgd in",
    _VG + "lijktOp": "lijkt hierop",
    _VG + "volgtOp": "gevolgd door",
    _VG + "waarneming": "waarneming van",
    _VG + "streefwaarde": "streefwaarde van",
    _VG + "gegevensbron": "cijfers hieruit",
    _VG + "kernbeleidthema": "dekking in plannen",
    _VG + "kernbeleid": "maatstaf voor",
    _VG + "plandocument": "bron van",
    _VG + "tegenstrijdigMet": "tegenstrijdig met",
    _VG + "plan": "uitspraken van dit plan",
    _SKOS + "broader": "daaronder valt",
    _SKOS + "exactMatch": "hetzelfde als",
    _SKOS + "closeMatch": "komt overeen met",
    _SKOS + "broadMatch": "nauwer begrip elders",
    _SKOS + "narrowMatch": "ruimer begrip elders",
    _SKOS + "inScheme": "begrippen in dit kader",
    _SKOS + "topConceptOf": "hoofdbegrippen",
    _ORG + "unitOf": "onderdelen",
    _ORG + "postIn": "functies",
    _ORG + "classification": "van deze soort",
    _DCT + "publisher": "uitgever van",
    expand("eli:is_part_of"): "artikelen",
    expand("prov:wasDerivedFrom"): "waaruit gemaakt",
}


def stands_apart(predicate: str) -> bool:
    """Whether a property has a place of its own, or is of no use to a reader: what a shape is made of is for
    machines.
    """
    return predicate in APART or (predicate.startswith(PREFIXES["sh"]) and predicate != SEVERITY)


def outward(iri: str, label: str) -> str:
    """What a property is called from the thing that has it."""
    return OUT.get(iri) or label or iris.local_name(iri)


def inward(iri: str, label: str) -> str:
    """What a property is called from the thing that it points at."""
    return IN.get(iri) or f"{label or iris.local_name(iri)} van"
