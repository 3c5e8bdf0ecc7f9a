"""A SPARQL query cut into its tokens, each with its place, so that a fault can be explained where it stands.

Nothing is refused here: what is no token comes out as one of a kind that says what is wrong with it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Functions and aggregates of SPARQL 1.1 and 1.2, and those that Oxigraph adds.
AGGREGATES = _words("COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT")
FUNCTIONS = _words(
    "STR LANG LANGMATCHES LANGDIR DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN "
    "UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS "
    "MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG "
    "STRLANGDIR STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC HASLANG HASLANGDIR REGEX SUBSTR "
    "REPLACE ISTRIPLE TRIPLE SUBJECT PREDICATE OBJECT ADJUST"
)
# Words that begin a change, of which a query has none.
UPDATES = _words("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH")
# The other words of a query.
KEYWORDS = _words(
    "BASE PREFIX VERSION SELECT DISTINCT REDUCED AS CONSTRUCT DESCRIBE ASK FROM NAMED WHERE GROUP BY "
    "HAVING ORDER ASC DESC LIMIT OFFSET VALUES OPTIONAL MINUS LATERAL GRAPH SERVICE SILENT FILTER BIND "
    "UNION UNDEF IN NOT EXISTS SEPARATOR"
)

_TOKEN = re.compile(
    r"""(?P<space>(?:[ \t\r\n]|\#[^\r\n]*+)++)
      | (?P<string>\"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3} | '{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}
          | "(?:[^"\\\r\n]++|\\.)*+" | '(?:[^'\\\r\n]++|\\.)*+')
      | (?P<open_string>["'])
      | (?P<curly_quote>[“”„‘’‚«»`´])
      | (?P<iri_ref><(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{4,8})*+>)
      | (?P<open_iri><(?=\w+:[^\s]))
      | (?P<variable>[?$]\w+)
      | (?P<blank>_:[\w.-]*\w)
      | (?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
      | (?P<number>(?:\d+\.\d*|\.\d+|\d+)[eE][+-]?\d+ | \d*\.\d+)
      | (?P<integer>\d+)
      | (?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.-]{0,80}[\w-])?)?:)(?P<local>(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)
          (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?)
      | (?P<word>\w+)
      | (?P<sign><<\(|\)>>|<<|>>|\{\||\|\}|\|\||&&|\^\^|!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?~])
      | (?P<stray>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """What stands at an offset. `kind`: that of a name or value, the word in capitals, or the sign itself."""

    kind: str
    text: str
    offset: int


def cut(text: str) -> Iterator[Token]:
    """The tokens of a query, and one of kind "" where it ends."""
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        kind = "name" if kind in ("prefix", "local") else kind
        if kind != "space":
            yield Token(_kind(kind, match), match[0], match.start())
    yield Token("", "", len(text))


def _kind(kind: str, match: re.Match[str]) -> str:
    if kind == "sign":
        return match[0]
    if kind == "word":
        return _kind_of_word(match[0])
    if kind == "name" and match["local"] is None:
        return "prefix"
    return kind


def _kind_of_word(word: str) -> str:
    if word in ("a", "true", "false"):
        return word
    upper = word.upper()
    if upper in ("TRUE", "FALSE"):
        return upper.lower()
    return "aggregate" if upper in AGGREGATES else "function" if upper in FUNCTIONS else upper
