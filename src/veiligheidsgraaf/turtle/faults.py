"""An error of Oxigraph's Turtle parser as a fault at its place, in Dutch."""

import re

from ..words.errors import BrokenFile, shorten

# Where the parser says an error is (we say it ourselves), and its words for what it met.
_PLACE = re.compile(r"^Parser error (?:at|between) .*?(?:columns? \d+(?: and(?: line \d+ column)? \d+)?): ")
_CASCADE = re.compile(
    "Line jumps|No scheme found|has not been declared"
)  # one cause, an error on every line: told once
NO_TURTLE = "herstel de schrijfwijze op of vlak voor deze plek"
_IN_DUTCH = tuple(
    (re.compile(pattern, re.DOTALL), dutch, mend)
    for pattern, dutch, mend in (
        (
            r"A dot is expected at the end of statements",
            "de uitspraak hiervoor eindigt niet",
            "sluit haar af met een punt",
        ),
        (
            r"The prefix (.*) has not been declared",
            "het voorvoegsel {0} is niet gedeclareerd",
            "voeg bovenaan @prefix {0} <...> . toe",
        ),
        (
            r"Unexpected end(?: of file)?",
            "hier begint iets dat niet wordt afgesloten",
            "sluit de tekst, het haakje of de uitspraak af",
        ),
        (
            r"(.*) is not a valid predicate",
            "{0} kan geen eigenschap zijn",
            "controleer ; , en . in de uitspraak hiervoor",
        ),
        (
            r"(.*) is not a valid subject or graph name",
            "{0} kan geen onderwerp zijn",
            "controleer de punt en de haakjes hiervoor",
        ),
        (
            r"(.*) is not a valid RDF object",
            "{0} kan geen waarde zijn",
            "vul de waarde in of haal het leesteken weg",
        ),
        (
            r"Invalid IRI code point '(.*)'",
            "een IRI bevat het verboden teken {0!r}",
            "haal het teken weg of schrijf het als %-code",
        ),
        (
            r"No scheme found in an absolute IRI",
            "een korte IRI zonder @base",
            "schrijf de IRI voluit of voeg @base toe",
        ),
        (
            r"The given language subtag is invalid",
            "een taalcode die niet bestaat",
            "schrijf bijvoorbeeld @nl",
        ),
        (
            r"Line jumps are not .*",
            "een tekst loopt door op de volgende regel",
            "sluit de tekst af met een aanhalingsteken",
        ),
        (
            r"blank node property lists should end with a '\]'",
            "een haakje [ wordt niet gesloten",
            "zet ] waar het eindigt",
        ),
        (
            r"Unexpected character '(.*)'",
            "het teken {0!r} hoort hier niet",
            "haal het weg of zet het tussen aanhalingstekens",
        ),
    )
)


def describe(name: str, content: bytes, error: SyntaxError) -> BrokenFile:
    """An error of the Turtle parser as a fault with its place, in Dutch where the parser's words are
    known.
    """
    told = _PLACE.sub("", error.msg or "")
    line, column = error.lineno or 0, error.offset or 0
    if error.lineno is None and (at := content.find(b"<<")) >= 0:
        line, column = content.count(b"\n", 0, at) + 1, at - content.rfind(b"\n", 0, at)
    how = NO_TURTLE
    for pattern, dutch, mend in _IN_DUTCH:
        if match := pattern.fullmatch(told):
            told, how = (
                dutch.format(*map(_shorten_word, match.groups())),
                mend.format(*map(_shorten_word, match.groups())),
            )
            break
    length = (error.end_offset or 0) - column if error.end_lineno == line else 0
    what = f"geen geldige Turtle ({shorten(told)})"
    return BrokenFile(name, line, what, how, rule="turtle-syntaxis", column=column, length=max(length, 0))


def _shorten_word(word: str) -> str:
    """A word of a stranger's file, short and on one line."""
    return shorten(" ".join(word.split()), 60) or word[:1]


def is_cascade(error: SyntaxError) -> bool:
    """Whether an error has one cause and comes back on every line after it."""
    return bool(_CASCADE.search(error.msg or ""))
