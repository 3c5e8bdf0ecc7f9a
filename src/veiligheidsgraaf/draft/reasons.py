"""Reasons, in Dutch, for who reviews: why a suggestion was made, from what was seen of its words."""

from collections.abc import Mapping, Sequence

from .segments import Form, Unit

_FORMS = {
    Form.SENTENCE: "zin",
    Form.ITEM: "punt van een lijst",
    Form.ROW: "rij van een tabel",
    Form.HEADING: "kop",
}
_SIGHTS = (
    ("kolom:maatregel", "een kolom van de tabel noemt maatregelen"),
    ("aankondiging:maatregel", "de woorden erboven kondigen maatregelen aan"),
    ("aankondiging:doel", "de woorden erboven kondigen doelen aan"),
    ("kop:maatregel", "de kop gaat over wat er gedaan wordt"),
    ("kop:doel", "de kop gaat over doelen"),
    ("kop:terugblik", "de kop blikt terug"),
    ("wil&doen", "het werkwoord zegt wat er gaat gebeuren"),
    ("werkwoord:doen", "het werkwoord is iets doen"),
    ("wil&bereiken", "de zin zegt wat men wil bereiken"),
    ("werkwoord:bereiken", "het werkwoord is iets bereiken"),
    ("zegt:infinitief voorop", "begint met wat er gedaan wordt"),
    ("zegt:wij", "de gemeente spreekt"),
    ("naam:instrument", "noemt een instrument"),
    ("naam:partner", "noemt een partner"),
)
_MOST = 3
HOW = {
    "naam": "staat er bij naam",
    "vorm": "staat er in een andere vorm van de naam",
    "omgekeerd": "staat er met de woorden omgekeerd",
    "samengetrokken": "staat er samengetrokken",
    "afgebroken": "staat er afgebroken over twee regels",
    "zonder plaats": "staat er zonder de plaats",
    "afkorting van de tekst": "staat er met een afkorting die de tekst zelf geeft",
    "in samenstelling": "staat er in een samenstelling",
    "als werkwoord": "staat er als werkwoord",
    "als soort": "is de soort die er staat",
    "eigen gemeente": "zo noemt het plan de eigen gemeente",
    "patroon": "een naam die de graaf niet kent, herkend aan zijn eerste of laatste woord",
    "met bepaling": "een naam die de graaf niet kent, met waar hij van of voor is",
    "afkorting": "een naam die de graaf niet kent, met zijn afkorting",
    "hoofdletters": "een naam die de graaf niet kent, herkend aan zijn hoofdletters",
    "aanhaling": "staat tussen aanhalingstekens",
    "opsomming": "een naam die de graaf niet kent, in een opsomming van partijen",
    "met wie": "een naam die de graaf niet kent: met wie iets gedaan wordt",
    "kort punt": "een naam die de graaf niet kent: een kort punt waar partijen staan",
    "eigennaam": "een naam die de graaf niet kent, herkend aan zijn hoofdletters",
    "begin van een rij": "hiermee begint een rij van de tabel",
    "kolom partner": "staat in een kolom met partijen",
    "kolom trekker": "staat in een kolom met wie verantwoordelijk is",
    "kolom portefeuillehouder": "staat in een kolom met portefeuillehouders",
}


def tell_unit(unit: Unit, seen: Mapping[str, float]) -> str:
    """Why a sentence, item or row is suggested."""
    reasons = [told for sight, told in _SIGHTS if seen.get(sight)][:_MOST]
    return _join([_FORMS[unit.form], *reasons])


def tell_how(how: str) -> str:
    """In which way a name was found."""
    return HOW.get(how, how)


def _join(parts: Sequence[str]) -> str:
    return "; ".join(parts)
