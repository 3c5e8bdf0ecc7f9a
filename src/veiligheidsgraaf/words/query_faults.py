"""Why a query is none, in a sentence: at which line and column, what stands there, and what to do.

The engine decides that it is none; where and why is found by our own reading (`query_grammar`), for an engine
tells in its own words and often of another place. Of its complaint only what the reading cannot see is used.
"""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from .code_points import resolve
from .errors import InvalidRequest, shorten
from .guard import KINDS
from .lines import place_of
from .prefixes import PREFIXES, find_undeclared, say_undeclared
from .query_grammar import Stop, find_stop
from .query_meaning import find_clash
from .query_tokens import AGGREGATES, FUNCTIONS, KEYWORDS, UPDATES, Token, cut
from .query_wording import name_token, say_expected

_CLOSES = {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>", "{|": "|}"}
_ORDER = "de volgorde is SELECT, FROM, WHERE { }, GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET"
_LATE = {"FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"}
_LONG = 6
_NAMES = (
    "een naam uit de graaf krijgt een voorvoegsel (vg:naam), een variabele een vraagteken (?naam), een tekst "
    'aanhalingstekens ("naam")'
)
_COMPUTED = "zet de berekening tussen haakjes en geef haar een naam, zoals (COUNT(?s) AS ?aantal)"


class Fault(NamedTuple):
    """What is wrong at an offset, and how to mend it."""

    offset: int
    what: str
    how: str


class Halt(NamedTuple):
    """Where reading stopped: the tokens, which of them does not fit, what would, and the brackets that are
    open there.
    """

    tokens: Sequence[Token]
    place: int
    expected: frozenset[str]
    opened: tuple[Token, ...]

    @property
    def token(self) -> Token:
        """The token that does not fit."""
        return self.tokens[self.place]


def explain_syntax(text: str, complaint: str) -> InvalidRequest:
    """Why an engine could not read a query, for people: an update, or a fault at a line and column.

    `complaint`: what the engine (Oxigraph) said.
    """
    if _is_update(text):
        return InvalidRequest(
            "dit is een wijziging (SPARQL Update) en geen leesvraag; deze dienst wijzigt niets", KINDS
        )
    fault = find_fault(text) or _as_told(text, complaint)
    line, column = place_of(text, fault.offset)
    return InvalidRequest(f"regel {line}, kolom {column}: {fault.what}", fault.how)


def find_fault(text: str) -> Fault | None:
    """The first fault in a query; None where our own reading sees none."""
    tokens = list(cut(text))
    if stop := find_stop(tokens):
        return _explain(tokens, stop, text)
    if missing := find_undeclared(text, PREFIXES):
        return Fault(missing[0], *say_undeclared(missing[1]))
    clash = find_clash(tokens)
    return clash and Fault(*clash)


def _as_told(text: str, complaint: str) -> Fault:
    """What the engine says, of which only the place is passed on."""
    place = re.search(r"(\d+):(\d+)", complaint)
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    offset = 0
    if place:
        offset = min(len(text), [0, *ends][min(int(place[1]) - 1, len(ends))] + int(place[2]) - 1)
    if "IRI parsing" in complaint:
        return Fault(offset, "een adres tussen < en > is niet geldig", "controleer het adres vóór deze plek")
    return Fault(
        offset, "geen geldige SPARQL-leesvraag op of vlak voor deze plek", "vergelijk haar met een voorbeeld"
    )


def _is_update(text: str) -> bool:
    """Whether a text, however it is spelled, stops being a query at a word that begins a change."""
    tokens = list(cut(resolve(text)))
    stop = find_stop(tokens)
    if stop is None or _open_brackets(tokens[: stop.place]):
        return False
    here, *after = (token.kind for token in tokens[stop.place : stop.place + 2])
    return here in UPDATES or (here == ";" and bool(after) and after[0] in UPDATES)


def _explain(tokens: Sequence[Token], stop: Stop, text: str) -> Fault:
    halt = Halt(tokens, stop.place, stop.expected, tuple(_open_brackets(tokens[: stop.place])))
    for rule in _RULES:
        if fault := rule(halt, text):
            return fault
    here = f"hier staat {name_token(halt.token)}" if halt.token.text else "de query houdt hier op"
    what = f"{here}, waar {say_expected(halt.expected)} hoort"
    return Fault(halt.token.offset, what, "zet dat erbij, of haal weg wat er te veel staat")


def _open_brackets(tokens: Sequence[Token]) -> list[Token]:
    opened: list[Token] = []
    for token in tokens:
        if token.kind in _CLOSES:
            opened.append(token)
        elif opened and token.kind == _CLOSES[opened[-1].kind]:
            opened.pop()
    return opened


def _empty(halt: Halt, _: str) -> Fault | None:
    if len(halt.tokens) > 1:
        return None
    return Fault(
        0, "geen geldige SPARQL-leesvraag: er staat niets", "begin met SELECT, of kies een voorbeeld"
    )


def _quote(halt: Halt, _: str) -> Fault | None:
    """Texts and addresses that do not end, signs that are none."""
    token, before = halt.token, halt.tokens[halt.place - 1] if halt.place else None
    is_joined = before and before.kind == "string" and before.offset + len(before.text) == token.offset
    if before and is_joined and token.text[:1].isalnum():
        what = f"de tekst {shorten(before.text, 40)} is hier uit, en er staan letters direct achter"
        return Fault(token.offset, what, f"zet een \\ voor een {before.text[0]} die bij de tekst hoort")
    if token.kind == "open_string":
        what = "deze tekst wordt op deze regel niet gesloten"
        return Fault(token.offset, what, f"zet een {token.text} aan het einde van de tekst")
    if token.kind == "curly_quote":
        return Fault(
            token.offset, f"{token.text} is geen aanhalingsteken van SPARQL", 'gebruik rechte: "tekst"'
        )
    if token.kind == "open_iri":
        how = "een adres staat tussen < en >, zonder spaties en zonder { } | \\ ^ `"
        return Fault(token.offset, "dit adres is niet af, of er staat iets in dat niet kan", how)
    if token.kind == "stray":
        name = f"{token.text if token.text.isprintable() else ''} (U+{ord(token.text):04X})".strip()
        return Fault(token.offset, f"het teken {name} kent SPARQL niet", "haal het weg of typ het opnieuw")
    return None


def _bracket(halt: Halt, text: str) -> Fault | None:
    """Brackets that are not closed, closed twice, or closed by another."""
    token, opened = halt.token, halt.opened
    if not token.text and opened:
        last = opened[-1]
        closing = _CLOSES[last.kind]
        what = f"deze {last.kind} wordt niet gesloten"
        return Fault(last.offset, what, f"zet een {closing} waar zij eindigt, of haal haar weg")
    if token.kind in _CLOSES.values():
        if not opened:
            what, how = f"deze {token.kind} sluit niets", "haal haar weg, of zet ervoor wat zij sluit"
            return Fault(token.offset, what, how)
        if (closing := _CLOSES[opened[-1].kind]) != token.kind:
            line, column = place_of(text, opened[-1].offset)
            what = (
                f"hier staat {token.kind}, maar de {opened[-1].kind} van regel {line}, kolom {column} is open"
            )
            return Fault(token.offset, what, f"zet er een {closing} voor")
    if token.kind in _LATE and opened and _CLOSES[opened[-1].kind] in halt.expected:
        line, column = place_of(text, opened[-1].offset)
        what = f"hier staat {token.text}, maar de {opened[-1].kind} van regel {line}, kolom {column} is open"
        return Fault(token.offset, what, f"zet er een {_CLOSES[opened[-1].kind]} voor")
    return None


def _unknown_word(halt: Halt, _: str) -> Fault | None:
    """Words that SPARQL does not have, and a beginning that is none."""
    token = halt.token
    begins = "SELECT" in halt.expected and "BASE" in halt.expected
    is_word = token.text[:1].isalpha() and token.kind.isupper()
    if begins and not (is_word and token.kind not in KEYWORDS and _near(token.kind, halt.expected)):
        what = f"een query begint met SELECT, ASK, CONSTRUCT of DESCRIBE; hier staat {name_token(token)}"
        return Fault(
            token.offset, f"geen geldige SPARQL-leesvraag: {what}", "begin daarmee, of kies een voorbeeld"
        )
    if not is_word or token.kind in KEYWORDS:
        return None
    near = _near(token.kind, halt.expected) or _near(token.kind, FUNCTIONS | AGGREGATES | KEYWORDS)
    if token.text in PREFIXES and "prefix" not in halt.expected:
        return Fault(
            token.offset,
            f"achter {token.text} hoort een dubbelepunt en een naam",
            f"schrijf {token.text}:naam",
        )
    is_call = halt.tokens[halt.place + 1].kind == "("
    what = f"{'een functie' if is_call else 'het woord'} {shorten(token.text, 40)} kent SPARQL niet"
    if "prefix" in halt.expected:
        return Fault(
            token.offset, f"achter {token.text} hoort een dubbelepunt", f"schrijf {token.text}: <adres>"
        )
    if is_call and not near:
        return Fault(token.offset, what, "een functie van elders staat met haar adres tussen < en >")
    return Fault(token.offset, what, f"bedoelt u {near}?" if near else _NAMES)


def _near(word: str, known: frozenset[str]) -> str:
    cutoff = 0.6 if len(word) >= _LONG else 0.75  # short words are soon alike
    found = get_close_matches(word, [one for one in sorted(known) if one.isupper()], n=1, cutoff=cutoff)
    return found[0] if found else ""


def _selected(halt: Halt, _: str) -> Fault | None:
    """What does not go into the head of a SELECT."""
    token = halt.token
    if halt.opened or not {"variable", "("} <= halt.expected or not ({"FROM", "*"} & halt.expected):
        return None
    if token.kind == ",":
        return Fault(
            token.offset,
            "tussen variabelen in SELECT staat geen komma",
            "laat haar weg; een spatie is genoeg",
        )
    if token.kind in ("aggregate", "function", "AS", "integer", "number", "string"):
        return Fault(token.offset, f"{name_token(token)} staat hier los in SELECT", _COMPUTED)
    return None


def _late(halt: Halt, _: str) -> Fault | None:
    """Parts of a query in another order, and a second one behind it."""
    token = halt.token
    if halt.opened or "" not in halt.expected:
        return None
    if token.kind in _LATE:
        return Fault(token.offset, f"{token.text.upper()} kan hier niet meer staan", _ORDER)
    if token.kind in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
        what = f"geen geldige SPARQL-leesvraag: hier begint een tweede ({token.text.upper()})"
        return Fault(token.offset, what, "stuur één query, of zet de tweede tussen { en } in de eerste")
    return Fault(
        token.offset, f"de query is hier uit, en dan volgt {name_token(token)}", "haal weg wat erachter staat"
    )


def _union(halt: Halt, _: str) -> Fault | None:
    if halt.token.kind != "UNION":
        return None
    what = "voor UNION staat geen groep tussen { en }"
    return Fault(halt.token.offset, what, "schrijf { ... } UNION { ... }")


def _unfinished(halt: Halt, _: str) -> Fault | None:
    """Triples of which a part lacks or that have one too many."""
    token, expected = halt.token, halt.expected
    if token.kind == "variable" and {".", ";", ",", "}"} <= expected:
        what = f"het drietal is af, en dan volgt {name_token(token)}"
        return Fault(
            token.offset, what, "zet een punt tussen twee drietallen, of een ; voor een volgende eigenschap"
        )
    if token.kind in ("}", ".", ";", ",") and {"variable", "iri_ref", "string"} <= expected:
        if token.kind == "." and "}" in expected:
            return Fault(token.offset, "hier staan twee punten achter elkaar", "laat er een weg")
        if "(" in expected and "[" in expected and "FILTER" not in expected:
            how = "een drietal is onderwerp, eigenschap en waarde, zoals ?doel vg:thema ?thema"
            return Fault(token.offset, "het drietal is niet af: de waarde ontbreekt", how)
    if token.kind in ("}", ".", ";", ",") and {"variable", "iri_ref", "^"} <= expected:
        how = "een drietal is onderwerp, eigenschap en waarde, zoals ?doel vg:thema ?thema"
        return Fault(token.offset, "het drietal is niet af: eigenschap en waarde ontbreken", how)
    return None


Rule = Callable[[Halt, str], Fault | None]
_RULES: tuple[Rule, ...] = (_empty, _quote, _bracket, _unknown_word, _selected, _late, _union, _unfinished)
