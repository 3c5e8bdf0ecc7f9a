"""A label to start from: the words of a unit cut to their core, the plan's own: to be put in own words."""

import re
from collections.abc import Sequence

from .columns import WHAT
from .segments import Form, Unit

_MOST = 90  # letters
_OPENING = re.compile(
    r"^(?:\*+|[•–-]+|\d{1,2}[.)]|(?:daarnaast|daarbij|hierbij|ook|tevens|verder|tot slot|bovendien|zo|daarom"
    r"|hiervoor|hiertoe)\b,?)\s*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:(?:wij|we)\s+(?:gaan|willen|zullen|blijven|zetten|kiezen|streven)\s+(?:ervoor\s+|ernaar\s+|er\s+)?|(?:wij|we)\s+|het\s+doel\s+is\s+(?:om\s+)?)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:\([^)]*\)|[;:,.])\s*$")
_BREAK = re.compile(
    r"[;:]|,\s(?:zoals|waarbij|waarmee|zodat|omdat|waardoor|met als doel|bijvoorbeeld|o\.a\.)"
    r"|\s\(|\szoals\s|\s–\s"
)


def cut_label(unit: Unit, columns: dict[int, str]) -> str:
    """The core of a sentence, item or row, of 90 letters at most."""
    text = _of_row(unit, columns) if unit.form is Form.ROW else unit.text
    text = " ".join(text.replace("**", "").split())
    while (shorter := _OPENING.sub("", text)) != text:
        text = shorter
    text = _SUBJECT.sub("", text)
    broken = _BREAK.search(text, 12)
    if broken:
        text = text[: broken.start()]
    text = _TAIL.sub("", text).strip()
    if len(text) > _MOST:
        text = text[:_MOST].rsplit(" ", 1)[0]
    return text[:1].upper() + text[1:]


def _of_row(unit: Unit, columns: dict[int, str]) -> str:
    cells = _in_order(unit, columns)
    return cells[0] if cells else unit.text


def _in_order(unit: Unit, columns: dict[int, str]) -> Sequence[str]:
    return [cell.text for kind in WHAT for cell in unit.cells if columns.get(id(cell)) == kind]
