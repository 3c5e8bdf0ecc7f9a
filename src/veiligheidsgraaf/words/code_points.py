"""Escapes of characters by their number in a query (SPARQL 1.1, section 19.2)."""

import re
import sys

ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


def resolve(text: str) -> str:
    """The text with its code point escapes resolved, but those beyond Unicode."""
    return ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[0][2:], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]
