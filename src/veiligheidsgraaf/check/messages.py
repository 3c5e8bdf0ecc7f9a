"""What a finding says where the shapes leave it unsaid: Dutch, about the constraint, and what to do.

A component has a sentence; {waarde} is what the shape asks for, {pad} the property.
"""

import re

import rdflib
from rdflib import SH
from rdflib.collection import Collection

from ..words import iris
from ..words.errors import shorten
from .engine import Result
from .lexical import explain_lexical, replace_what
from .shapes import Shapes

# Component -> (the parameter that it is about, sentence).
_SENTENCES: dict[str, tuple[str, str]] = {
    "MinCount": ("minCount", "{pad} is er te weinig: ten minste {waarde} gevraagd; voeg toe wat ontbreekt"),
    "MaxCount": ("maxCount", "{pad} is er te vaak: hoogstens {waarde} toegestaan; haal weg wat te veel is"),
    "Class": ("class", "{pad} is geen {waarde}; verwijs naar iets van die klasse, of geef het die klasse"),
    "Datatype": ("datatype", "{pad} heeft niet het type {waarde}; schrijf de waarde in dat type"),
    "NodeKind": ("nodeKind", "{pad} is niet van de soort {waarde}; schrijf een waarde van die soort"),
    "MinExclusive": ("minExclusive", "{pad} is niet groter dan {waarde}; herstel de waarde"),
    "MinInclusive": ("minInclusive", "{pad} is kleiner dan {waarde}; herstel de waarde"),
    "MaxExclusive": ("maxExclusive", "{pad} is niet kleiner dan {waarde}; herstel de waarde"),
    "MaxInclusive": ("maxInclusive", "{pad} is groter dan {waarde}; herstel de waarde"),
    "MinLength": ("minLength", "{pad} is korter dan {waarde} tekens; schrijf een langere waarde"),
    "MaxLength": ("maxLength", "{pad} is langer dan {waarde} tekens; schrijf een kortere waarde"),
    "Pattern": ("pattern", "{pad} heeft niet de vorm {waarde}; schrijf de waarde in die vorm"),
    "LanguageIn": (
        "languageIn",
        "{pad} is niet in een van de talen {waarde}; geef de tekst een van deze talen",
    ),
    "UniqueLang": ("uniqueLang", "{pad} staat er meer dan eens in dezelfde taal; houd er één per taal"),
    "Equals": ("equals", "{pad} heeft niet dezelfde waarden als {waarde}; maak beide gelijk"),
    "Disjoint": ("disjoint", "{pad} heeft een waarde die {waarde} ook heeft; haal die bij een van beide weg"),
    "LessThan": ("lessThan", "{pad} is niet kleiner dan {waarde}; herstel een van beide"),
    "LessThanOrEquals": ("lessThanOrEquals", "{pad} is groter dan {waarde}; herstel een van beide"),
    "Not": ("not", "{pad} voldoet aan {waarde}, en dat mag niet; haal weg wat daaraan voldoet"),
    "And": ("and", "{pad} voldoet niet aan alles wat gevraagd is ({waarde}); vul aan wat ontbreekt"),
    "Or": ("or", "{pad} voldoet aan geen van de mogelijkheden ({waarde}); voldoe aan ten minste één"),
    "Xone": ("xone", "{pad} voldoet niet aan precies één van de mogelijkheden ({waarde}); kies er één"),
    "Node": ("node", "{pad} voldoet niet aan {waarde}; vul aan of herstel wat die shape vraagt"),
    "QualifiedMinCount": (
        "qualifiedMinCount",
        "{pad} heeft te weinig waarden die aan de shape voldoen: "
        "ten minste {waarde} gevraagd; voeg toe wat ontbreekt",
    ),
    "QualifiedMaxCount": (
        "qualifiedMaxCount",
        "{pad} heeft te veel waarden die aan de shape voldoen: "
        "hoogstens {waarde} toegestaan; haal weg wat te veel is",
    ),
    "Closed": ("closed", "{pad} mag hier niet staan; verwijder het, of noem de eigenschap in de shape"),
    "HasValue": ("hasValue", "{pad} heeft niet de waarde {waarde}; voeg haar toe"),
    "In": ("in", "{pad} is niet een van {waarde}; kies een van deze waarden"),
    "SPARQL": ("", "{pad} wordt door een query van de shape gevonden; herstel wat de query zoekt"),
}
_OTHER = "{pad} voldoet niet aan de shape; herstel wat de shape vraagt"
_MOST_ITEMS = 6
_INTERNAL = re.compile(r"_:\w+|\bn[0-9a-f]{32}b\d+\b")


def word_result(result: Result, shapes: Shapes) -> str:
    """The message of a result in Dutch where there is one, else in the first language, else our own."""
    if shapes.speaks(result.shape, result.constraint, result.component):
        told = sorted(result.messages, key=lambda m: (getattr(m, "language", None) != "nl", str(m)))
        if told:
            reason = explain_lexical(result.value)
            return shorten(replace_what(str(told[0]), reason) if reason else str(told[0]))
    name = iris.local_name(str(result.component)).removesuffix("ConstraintComponent")
    parameter, sentence = _SENTENCES.get(name, ("", _OTHER))
    asked = (
        shapes.graph.value(result.shape, SH[parameter]) if parameter and result.shape is not None else None
    )
    told_path = _short(result.path) if result.path is not None and _is_named(result.path) else "de waarde"
    if name in ("Class", "Datatype", "NodeKind", "Pattern", "In") and result.value is not None:
        told_path = f"de waarde van {told_path}" if told_path != "de waarde" else told_path
    message = sentence.format(pad=told_path, waarde=_asked(asked, shapes.graph))
    reason = explain_lexical(result.value) if name == "Datatype" else ""
    return shorten(replace_what(message, reason) if reason else message)


def word_reason(reason: str) -> str:
    """Why a shape cannot be run, in Dutch; what the engine said stands behind it when it is not known."""
    text = " ".join(_INTERNAL.sub("", reason.partition("\n")[0]).split())
    for pattern, told in _REASONS:
        if match := pattern.search(text):
            return told.format(*(iris.local_name(found) for found in match.groups()))
    return f"zij is niet welgevormd: {shorten(text, 160)}" if text else "zij is niet welgevormd"


_REASONS = tuple(
    (re.compile(pattern, re.IGNORECASE), told)
    for pattern, told in (
        (r"multiple (\S+) values", "{} staat er meer dan eens"),
        (r"at most one (\S+)", "{} staat er meer dan eens"),
        (
            r"invalid sh:pattern|regular expression|bad escape|regex",
            "het patroon is geen geldige reguliere expressie",
        ),
        (
            r"(?:sparql|query).*(?:pars|syntax|expected)|error at \d+:\d+|Expected \w+Query",
            "de query is geen geldige SPARQL",
        ),
        (
            r"unknown namespace prefix[: ]*(\S*)|prefix not found",
            "de query gebruikt een voorvoegsel dat niet gedeclareerd is",
        ),
        (
            r"\bMINUS\b|\bVALUES\b|federated|SERVICE|pre-?bound|nested SELECT",
            "de query gebruikt iets dat in een shape niet mag",
        ),
        (r"recurs", "de shape verwijst naar zichzelf"),
        (r"shapesGraph|currentShape", "de query vraagt naar de shapes zelf, en dat kan hier niet"),
        (r"cyclic|list", "een lijst in de shape is niet welgevormd"),
        (r"path", "het pad is niet welgevormd"),
    )
)


def _asked(term: rdflib.term.Node | None, graph: rdflib.Graph) -> str:
    """What a shape asks for, in a few words; no internal names."""
    if term is None:
        return "wat de shape vraagt"
    if isinstance(term, rdflib.BNode):
        items = list(Collection(graph, term)) if (term, rdflib.RDF.first, None) in graph else []
        named = [_short(item) for item in items if not isinstance(item, rdflib.BNode)]
        if not named or len(named) < len(items):
            return "wat de shape beschrijft"
        return ", ".join(named[:_MOST_ITEMS]) + (", ..." if len(named) > _MOST_ITEMS else "")
    return _short(term)


def _short(term: rdflib.term.Node) -> str:
    return iris.local_name(str(term)) if isinstance(term, rdflib.URIRef) else str(term)


def _is_named(path: rdflib.term.Node) -> bool:
    return isinstance(path, rdflib.URIRef)
