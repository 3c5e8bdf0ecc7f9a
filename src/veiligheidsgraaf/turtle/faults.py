"""An error of Oxigraph's Turtle parser as a fault at its place, in Dutch."""

import re
from collections.abc import Collection, Iterator

from ..words.errors import BrokenFile, shorten
from ..words.lines import Lines, place_of
from .tokens import UnknownTurtle, find_newer

# Where the parser says an error is (we say it ourselves), and its words for what it met.
_PLACE = re.compile(r"^Parser error (?:at|between) .*?(?:columns? \d+(?: and(?: line \d+ column)? \d+)?): ")
# One cause, an error on every line: told once.
_CASCADE = re.compile("Line jumps|No scheme found|has not been declared")
_UNDECLARED = re.compile("The prefix (.*) has not been declared", re.DOTALL)
MERGE = "een samenvoeging van git is niet af"
_MERGE = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
# A text without any of these has nothing of RDF 1.2.
_MAY_BE_NEWER = re.compile(
    r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+--|<<|\{\||~|^\s*@?version\b", re.IGNORECASE | re.MULTILINE
)
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
            r"Unexpected escape character.*|.*escape sequence.*|.*escapes in IRIs.*",
            "een \\ met een teken dat daar niet achter kan",
            r"schrijf \\ voor een gewone schuine streep",
        ),
        (
            r"'(.*)' is not allowed at the beginning of a prefix name",
            "het teken {0!r} hoort hier niet",
            "haal het weg of zet het tussen aanhalingstekens",
        ),
        (
            r"A variable name is not allowed.*",
            "een naam met een vraagteken hoort niet in Turtle",
            "haal het vraagteken weg",
        ),
        (
            r".*(?:subtag|language code).*",
            "een taalcode die niet bestaat",
            "schrijf bijvoorbeeld @nl",
        ),
        (
            r"The (?:PREFIX declaration|BASE keyword) .*",
            "een @prefix of @base zonder IRI",
            "schrijf bijvoorbeeld @prefix ex: <https://example.org/> .",
        ),
        (
            r"Unexpected character '(.*)'",
            "het teken {0!r} hoort hier niet",
            "haal het weg of zet het tussen aanhalingstekens",
        ),
    )
)


def describe(name: str, error: SyntaxError) -> BrokenFile:
    """An error of the Turtle parser as a fault with its place, in
    Dutch where the parser's words are known.
    """
    told, how = _PLACE.sub("", error.msg or ""), NO_TURTLE
    found = f"hier staat iets dat geen Turtle is: {told}"
    line, column = error.lineno or 0, error.offset or 0
    for pattern, dutch, mend in _IN_DUTCH:
        if match := pattern.fullmatch(told):
            words = tuple(map(_shorten_word, match.groups()))
            found, how = dutch.format(*words), mend.format(*words)
            break
    length = (error.end_offset or 0) - column if error.end_lineno == line else 0
    return _fault(name, (line, column), found, how, max(length, 0))


def find_newer_faults(name: str, text: str) -> Iterator[BrokenFile]:
    """What RDF 1.2 added and 1.1 cannot hold: Oxigraph reads it, and something would be lost.

    One fault a line. Marks of a merge look like it.
    """
    if not _MAY_BE_NEWER.search(text):
        return
    lines, told = Lines(text), set()
    if merge := _MERGE.search(text):
        told_how = "kies een van beide versies en haal de regels met <<<<<<<, ======= en >>>>>>> weg"
        yield _fault(name, lines.place(merge.start()), MERGE, told_how, len(merge[0]))
        return
    for at, word in find_newer(text):
        place = lines.place(at)
        if place[0] not in told:
            told.add(place[0])
            yield _fault(name, place, *_say_newer(word), len(word))


def describe_unknown(name: str, text: str, error: UnknownTurtle) -> BrokenFile:
    """What the layout does not know as a fault with its place."""
    how = "schrijf dit in gewone Turtle 1.1, of laat dit bestand buiten fmt"
    line, column = place_of(text, error.at)
    return BrokenFile(name, line, str(error), how, rule="turtle-syntaxis", column=column)


def _fault(name: str, place: tuple[int, int], told: str, how: str, length: int) -> BrokenFile:
    line, column = place
    what = f"geen geldige Turtle ({shorten(told)})"
    return BrokenFile(name, line, what, how, rule="turtle-syntaxis", column=column, length=length)


def _say_newer(word: str) -> tuple[str, str]:
    """What is wrong with a token of RDF 1.2, and how to mend it."""
    if word.startswith("--"):
        return "een schrijfrichting achter een taal kan niet in RDF 1.1", f"laat {shorten(word, 20)} weg"
    if word.lower().endswith("version"):
        return "een versie van RDF kan niet in Turtle 1.1", "laat deze regel weg"
    return "een triple als subject of object kan niet in RDF 1.1", "beschrijf de uitspraak met een eigen IRI"


def _shorten_word(word: str) -> str:
    """A word of a stranger's file, short and on one line."""
    return shorten(" ".join(word.split()), 60) or word[:1]


def is_cascade(error: SyntaxError) -> bool:
    """Whether an error has one cause and comes back on every line after it."""
    return bool(_CASCADE.search(error.msg or ""))


def is_declared_at(error: SyntaxError, text: str, lines: Collection[int]) -> bool:
    """Whether an error is about a prefix that is declared, on one of some
    lines (which have a fault of their own).
    """
    missing = _UNDECLARED.search(error.msg or "")
    if not missing or not lines:
        return False
    declared = re.compile(rf"(?i:@?\bprefix)\s+{re.escape(missing[1])}\s*<")
    return any(place_of(text, match.start())[0] in lines for match in declared.finditer(text))
