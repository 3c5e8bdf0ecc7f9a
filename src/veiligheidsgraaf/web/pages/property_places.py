"""Properties by their place on a page: first, apart, inferred but worth showing.

Their words: `words/wording`.
"""

from ...words.prefixes import PREFIXES, expand

_VG, _SKOS, _DCT = (PREFIXES[prefix] for prefix in ("vg", "skos", "dct"))

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
        "soort", "partnersoort", "instrumentsoort", "status", "gemeente", "periodeStart", "periodeEinde",
        "vastgesteldOp", "vastgesteldDoor", "volgtOp", "rangorde", "thema", "niveau", "planning",
        "portefeuillehouder", "betrekt", "zetIn", "draagtBijAan", "heeftDoel", "heeftMaatregel", "gemetenMet",
        "rechtsgrond", "eenheid", "waarneming", "streefwaarde", "jaar", "waarde",
    )
)  # fmt: skip


# What a plan holds stands in its chapters.
IN_CHAPTERS = {
    _VG + name
    for name in ("heeftPrioriteit", "heeftPlanthema", "heeftDoel", "heeftMaatregel", "bliktTerugOp")
}


def stands_apart(predicate: str) -> bool:
    """Whether a property has a place of its own, or is of no use to a reader:
    what a shape is made of is for machines.
    """
    return predicate in APART or (predicate.startswith(PREFIXES["sh"]) and predicate != SEVERITY)
