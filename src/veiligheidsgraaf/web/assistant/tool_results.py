"""What tools give back; the SDK makes their output schemas from these."""

from typing import Any

from typing_extensions import TypedDict  # below Python 3.12 pydantic reads no other

# Rows of an answer: column -> a text, a number, or a thing with `id` and `naam`; `bewijs`: lines with links.
Cells = dict[str, Any]


class Nothing(TypedDict):
    """Why nothing was found: `zwijgt` (a plan is known to be silent), `ruimer` or `onbekend`."""

    soort: str
    uitleg: str
    ruimer: list[Cells]


class Counted(TypedDict):
    """Of how much this is a part."""

    totaal: int
    afgekapt: bool
    let_op: str


class Answered(Counted):
    """The answer to a named question."""

    vraag: str
    zin: str
    beperkingen: dict[str, list[str]]
    rijen: list[Cells]
    niets_gevonden: Nothing | None
    link: str


class Read(Answered):
    """The answer to a line as somebody typed it, and how it was read."""

    gelezen: list[str]
    niet_gelezen: list[str]
    of_bedoeld: list[Cells]
    teksten: list[Cells]


class Found(Counted):
    """Things by name, surest first."""

    gevonden: list[Cells]


class Told(Counted):
    """What the graph says of a thing; `totaal` counts its statements, not what points at it."""

    ding: Cells
    uitspraken: list[Cells]
    bewijs: list[Cells]
    verwijzingen: list[Cells]


class Lines(Counted):
    """Lines of a plan, quoted, and the statements that rest on them."""

    bron: str
    regels: list[str]
    uitspraken: list[Cells]
    link: str


class Terms(Counted):
    """Classes and properties."""

    termen: list[Cells]


class Selected(Counted):
    """Rows of a query."""

    kolommen: list[str]
    rijen: list[Cells]
