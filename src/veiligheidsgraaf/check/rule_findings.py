"""A finding of a rule beyond SHACL, at the place where a file states what is wrong."""

from functools import cache

from ..turtle.places import find_place
from ..turtle.read import SourceFile
from ..words.errors import shorten
from .findings import Finding, Severity
from .rules import rules_beyond_shacl


def tell(
    rule: str, file: SourceFile, subject: str, message: str, predicate: str = "", value: str = ""
) -> Finding:
    """A finding as grave as its rule is; `message` is what is wrong, and after `; ` what to do."""
    line, column, length = find_place(file, subject, predicate, value)
    return Finding(
        file.name,
        line,
        severity_of(rule),
        subject,
        rule,
        shorten(message),
        predicate,
        "",
        shorten(value),
        column=column,
        length=length,
    )


@cache
def severity_of(rule: str) -> Severity:
    """How grave a rule beyond SHACL is."""
    return next(known.severity for known in rules_beyond_shacl() if known.name == rule)
