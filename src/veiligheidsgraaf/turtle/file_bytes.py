"""The bytes of a file: read within bounds, and what is wrong with their encoding."""

import stat
from pathlib import Path

from ..words.errors import BrokenFile
from ..words.lines import place_of_byte

MAX_BYTES = 16 * 1024 * 1024
BOM = "\ufeff"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(name: str, path: Path, most: int = MAX_BYTES) -> bytes:
    """Content of a file of a project.

    Raises BrokenFile when it is no plain file, leads outside its project or is too large.
    """
    wrong = "bestand-onleesbaar"
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            what, how = "dit is geen gewoon bestand", "vervang het door een bestand"
            raise BrokenFile(name, 0, what, how, rule=wrong)
        if path.is_symlink() and not path.resolve().is_relative_to(_top(name, path)):
            what = "deze koppeling wijst buiten het project"
            raise BrokenFile(name, 0, what, "vervang de koppeling door het bestand zelf", rule=wrong)
        if found.st_size > most:
            what = f"groter dan {most // 1024 // 1024} MB"
            how = "splits het bestand of haal weg wat er niet in hoort"
            raise BrokenFile(name, 0, what, how, rule="bestand-te-groot")
        return path.read_bytes()
    except OSError as error:
        what = f"niet te lezen ({error.strerror})"
        raise BrokenFile(name, 0, what, "controleer het bestand en zijn rechten", rule=wrong) from None


def _top(name: str, path: Path) -> Path:
    """The folder that a file's name is relative to."""
    return path.absolute().parents[name.count("/")].resolve()


def check_bytes(name: str, content: bytes) -> BrokenFile | None:
    """What is wrong with the encoding of a file, or None."""
    if content.startswith(UTF_16):
        what, how = "dit bestand is UTF-16 en geen UTF-8", "sla het bestand op als UTF-8"
        return BrokenFile(name, 1, what, how, rule="geen-utf8", column=1)
    try:
        if content.decode("utf-8").startswith(BOM):
            what, how = "begint met een byte order mark", "sla het bestand op als UTF-8 zonder BOM"
            return BrokenFile(name, 1, what, how, rule="bom", column=1)
    except UnicodeDecodeError as error:
        line, column = place_of_byte(content, error.start)
        what, how = f"byte 0x{content[error.start]:02x} is geen UTF-8", "sla het bestand op als UTF-8"
        return BrokenFile(name, line, what, how, rule="geen-utf8", column=column, length=1)
    return None
