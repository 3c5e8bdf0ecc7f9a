"""Tokens of a query in Dutch: what stands somewhere, and what could."""

from .errors import shorten
from .query_tokens import Token

# Kinds that come together and are told as one, widest first.
_TOGETHER = (
    ({"variable", "iri_ref", "name", "string"}, "een variabele (?naam), een naam (vg:naam) of een waarde"),
    ({"variable", "iri_ref", "name", "^"}, "een eigenschap, zoals vg:thema"),
    ({"function", "iri_ref", "name", "("}, "een voorwaarde tussen haakjes"),
    ({"variable", "iri_ref", "name"}, "een variabele (?naam) of een naam (vg:naam)"),
    ({"iri_ref", "name"}, "een naam (vg:naam) of een adres tussen < en >"),
    ({"GROUP", "ORDER", "LIMIT"}, "GROUP BY, ORDER BY of LIMIT"),
    ({"OPTIONAL", "FILTER", "GRAPH"}, "een volgend deel (zoals OPTIONAL of FILTER)"),
    ({"=", "<", ">"}, "een vergelijking (zoals = of <)"),
)
_BELONGING = {
    "eigenschap": {"!", "(", "a"},
    "waarde": {"<<", "<<(", "[", "(", "blank", "false", "true", "integer", "number", "+", "-", "!", "UNDEF",
               "EXISTS", "NOT", "function", "aggregate", "^", "a"},
    "voorwaarde": {"EXISTS", "NOT", "aggregate"},
    "vergelijking": {"!=", "<=", ">=", "+", "-", "*", "/", "IN", "NOT", "&&", "||"},
    "volgend": {"BIND", "LATERAL", "MINUS", "SERVICE", "VALUES", "{"},
    "GROUP": {"HAVING", "OFFSET", "VALUES"},
}  # fmt: skip
_ALONE = {
    "variable": "een variabele (?naam)",
    "integer": "een geheel getal",
    "number": "een getal",
    "string": "een tekst tussen aanhalingstekens",
    "prefix": "een voorvoegsel met een dubbelepunt (vg:)",
    "iri_ref": "een adres tussen < en >",
    "name": "een naam (vg:naam)",
    "language": "een taal (@nl)",
    "function": "een functie",
    "aggregate": "een berekening (zoals COUNT)",
    "blank": "een naamloos ding (_:x)",
    "": "het einde",
}
_SELDOM = {"~", "{|", "|}", "<<", "<<(", "^^", "LATERAL", "SERVICE", "SILENT", "VERSION", "BASE", "blank"}
_MOST = 4


def name_token(token: Token) -> str:
    """What stands there."""
    if not token.text:
        return "niets meer"
    kinds = {
        "variable": "de variabele ",
        "string": "de tekst ",
        "integer": "het getal ",
        "number": "het getal ",
    }
    return kinds.get(token.kind, "") + (
        _quoted(token.kind) if token.kind == token.text else shorten(token.text, 40)
    )


def say_expected(kinds: frozenset[str]) -> str:
    """What could stand there, in some words."""
    left, said = set(kinds), []
    for group, words in _TOGETHER:
        if group <= left:
            said.append(words)
            left -= group
            for word, more in _BELONGING.items():
                left -= more if word in words else set()
    signs = sorted(left - _SELDOM or left, key=lambda kind: (kind not in ("}", ")", "{", "(", "."), kind))
    said = [*said, *(_ALONE.get(kind) or _quoted(kind) for kind in signs)][:_MOST]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} of {said[-1]}"


def _quoted(kind: str) -> str:
    return kind if kind.isalpha() else f"'{kind}'"
