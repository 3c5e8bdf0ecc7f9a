"""Why a text is no value of its datatype (https://www.w3.org/TR/xmlschema11-2/), and how it is written."""

import re
from calendar import monthrange

import rdflib
from rdflib import XSD

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_LEAP_YEAR = 2000
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
# Datatype -> (form, what it is called, how it is written).
_FORMS = {
    XSD.date: (rf"({_YEAR})-(\d\d)-(\d\d){_ZONE}", "datum", "JJJJ-MM-DD"),
    XSD.dateTime: (
        rf"({_YEAR})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?{_ZONE}",
        "tijdstip",
        "JJJJ-MM-DDTUU:MM:SS",
    ),
    XSD.gYearMonth: (rf"({_YEAR})-(\d\d){_ZONE}", "maand van een jaar", "JJJJ-MM"),
    XSD.gYear: (rf"{_YEAR}{_ZONE}", "jaar", "JJJJ"),
    XSD.integer: (r"[+-]?\d+", "geheel getal", "cijfers zonder punt of komma"),
    XSD.decimal: (r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", "getal", "cijfers met hoogstens een punt, geen komma"),
    XSD.boolean: (r"true|false|1|0", "ja of nee", "true of false"),
}


def explain_lexical(value: rdflib.term.Node | None) -> str:
    """`30 februari bestaat niet` for "2024-02-30"^^xsd:date; "" for what is well
    written or of a type that is not known here.
    """
    if not isinstance(value, rdflib.Literal) or value.datatype not in _FORMS:
        return ""
    form, name, written = _FORMS[value.datatype]
    match = re.fullmatch(form, str(value), re.ASCII)
    if not match:
        article = "geen" if name != "ja of nee" else "niet"
        return f"'{str(value)[:40]}' is {article} {name} (schrijf {written})"
    return _explain_date([int(part) for part in match.groups()])


def replace_what(message: str, reason: str) -> str:
    """A message whose first half, what is wrong, is a better reason; what to do stays."""
    _, semicolon, how = message.partition("; ")
    return f"{reason}; {how}" if semicolon else f"{reason}; {message}"


def _explain_date(parts: list[int]) -> str:
    """That a month or day does not exist; "" when it does.

    In: year, month and day as far as they are given.
    """
    year, month, day = (*parts, 1, 1)[:3] if parts else (1, 1, 1)
    if not 1 <= month <= len(_MONTHS):
        return f"maand {month} bestaat niet"
    if not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
        return f"{day} {_MONTHS[month - 1]} bestaat niet"
    # Every 400 years the calendar repeats; the library knows the years 1 to 9999.
    if day > monthrange(year % 400 + 400, month)[1]:
        return f"{day} {_MONTHS[month - 1]} {year} bestaat niet"
    return ""
