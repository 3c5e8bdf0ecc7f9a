"""The header of a query file: YAML in leading `#+` lines, read as plain values.

Says where a fault in it stands.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .errors import BrokenFile
from .lines import place_of, place_of_byte

_MOST_BYTES = 256 * 1024
_MOST_NESTED = 20
# The loader of libyaml where it is: ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Header:
    """The values of a header, and the whole text of its file."""

    file_name: str
    text: str
    values: dict[str, Any]

    def fault(self, key: str, what: str, how: str, rule: str = "vraag-kop") -> BrokenFile:
        """A fault at the line of a key; at the first when the key is not there."""
        match = re.search(rf"^#\+ +['\"]?{re.escape(key[:80])}['\"]? *:", self.text, re.MULTILINE)
        line = place_of(self.text, match.start())[0] if match else 1
        return BrokenFile(self.file_name, line, what, how, rule=rule, column=1)


def read_header(file_name: str, path: Path) -> Header:
    """The header of a file. Raises BrokenFile at the line of the fault."""
    text = _read_text(file_name, path)
    numbered = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.startswith("#+")]
    try:
        values = _load("\n".join(line[2:].removeprefix(" ") for _, line in numbered))
    except (yaml.YAMLError, ValueError) as error:
        raise _no_yaml(file_name, numbered, error) from None
    if not isinstance(values, dict):
        how = "begin met regels '#+ vraag: ...', '#+ beschrijving: ...' en '#+ kolommen: ...'"
        raise BrokenFile(file_name, 1, "kop ontbreekt", how, rule="vraag-kop", column=1)
    return Header(file_name, text, values)


def _read_text(file_name: str, path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            what = f"groter dan {_MOST_BYTES // 1024} kB"
            raise BrokenFile(file_name, 0, what, "een vraag is een korte tekst", rule="bestand-te-groot")
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        what = f"niet te lezen ({error.strerror})"
        how = "controleer het bestand en zijn rechten"
        raise BrokenFile(file_name, 0, what, how, rule="bestand-onleesbaar") from None
    except UnicodeDecodeError as error:
        line, column = place_of_byte(error.object, error.start)
        what = f"byte 0x{error.object[error.start]:02x} is geen UTF-8"
        how = "sla het bestand op als UTF-8"
        raise BrokenFile(file_name, line, what, how, rule="geen-utf8", column=column) from None
    if text.startswith("\ufeff"):
        what, how = "begint met een byte order mark", "sla het bestand op als UTF-8 zonder BOM"
        raise BrokenFile(file_name, 1, what, how, rule="bom", column=1)
    return text


def _load(text: str) -> object:
    """YAML as plain values.

    Raises yaml.YAMLError, also at deep nesting and at an alias, with which a short text becomes huge.
    """
    depth = 0
    event: Any  # its mark has one of two types
    for event in yaml.parse(text, _LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        is_alias = isinstance(event, yaml.AliasEvent)
        if is_alias or depth > _MOST_NESTED:
            problem = "verwijzingen (*naam) mogen niet in een kop" if is_alias else "te diep genest"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
    return yaml.load(text, _LOADER)  # noqa: S506 (a safe loader)


def _no_yaml(file_name: str, numbered: list[tuple[int, str]], error: Exception) -> BrokenFile:
    mark = getattr(error, "problem_mark", None)
    line = numbered[min(getattr(mark, "line", 0), len(numbered) - 1)][0] if numbered else 1
    column = getattr(mark, "column", 0) + (4 if numbered and numbered[0][1].startswith("#+ ") else 3)
    problem = " ".join(str(getattr(error, "problem", None) or "ongeldig teken").split())[:80]
    how = "herstel de regels die met #+ beginnen"
    return BrokenFile(
        file_name, line, f"kop is geen YAML ({problem})", how, rule="vraag-kop-yaml", column=column
    )
