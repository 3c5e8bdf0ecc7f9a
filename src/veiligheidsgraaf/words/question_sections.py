"""What people come to know: the sections in which questions are laid out, in the order that they are read.

A question says in its header in which it stands, `#+ rubriek: partners`; one that says nothing comes last.
"""

from .query_header import Header

_KEY = "rubriek"
# Section as a header names it -> its heading.
SECTIONS = {
    "maatregelen": "Wat er gebeurt, en wanneer",
    "partners": "Wie wat doet",
    "doelen": "Wat men wil bereiken, en of het lukt",
    "middelen": "Waarmee",
    "onderwerpen": "Waarover, voor wie en waar",
    "leemten": "Wat ontbreekt of niet klopt",
    "gemeenten": "Over gemeenten heen",
    "": "Meer vragen",
}


def read_section(header: Header) -> str:
    """The section (a key of `SECTIONS`) that a header names, "" when it names none. Raises BrokenFile."""
    found = header.values.get(_KEY, "")
    if isinstance(found, str) and found in SECTIONS:
        return found
    known = ", ".join(name for name in SECTIONS if name)
    what = f"'{_KEY}' noemt '{str(found)[:80]}', en zo'n rubriek is er niet"
    raise header.fault(_KEY, what, f"kies uit {known}, of laat de regel weg")
