"""What a repository sets for `check`: `[tool.veiligheidsgraaf]` in its
pyproject.toml, or a file veiligheidsgraaf.toml.

fail-on = "violation"            # or warning, info
select = ["maatregel-*"]         # only these rules
ignore = ["waarneming-bron-*"]   # not these
sources = "bronnen"              # re-open the evidence
answers = "antwoorden"           # compare the answers
baseline = "baseline.json"       # what was wrong already
help-uri = "https://example.org/regels/{rule}.md"
limit = 1000                     # findings shown
basis = "begrippen"              # geen, begrippen, referentie or alles: what of the package applies
graphs = ["data/*.ttl"]          # files outside graphs/; so too ontology, shapes and queries
bij = ["../regio-a"]             # other repositories whose plans `build` takes along
uitgever = "Regio A"             # who publishes this one, for who takes it along; with licentie and website

[[suppress]]
rule = "plan-vastgesteld-datum"
file = "graphs/plannen/voorbeelddorp-2022.ttl"   # optional, a pattern
focus = "voorbeelddorp-2022"                     # optional, a slug, IRI or pattern
reason = "de raad stelt vast in maart"
until = 2027-04-01
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..words.basis import read_table
from ..words.errors import CannotRead, UnknownName
from .findings import Severity
from .policy import Policy, Suppression

_KINDS: dict[str, type] = {
    "fail-on": str,
    "select": list,
    "ignore": list,
    "sources": str,
    "answers": str,
    "baseline": str,
    "help-uri": str,
    "limit": int,
    "suppress": list,
    "basis": str,
    "ontology": list,
    "graphs": list,
    "shapes": list,
    "queries": list,
    "bij": list,
    "uitgever": str,
    "licentie": str,
    "website": str,
}
_NAMES = {str: "een tekst", list: "een lijst", int: "een getal"}


@dataclass(frozen=True)
class Configuration:
    """Settings of a repository for `check`; folders and files are paths."""

    fail_on: Severity = Severity.VIOLATION
    policy: Policy = field(default_factory=Policy)
    sources: Path | None = None
    answers: Path | None = None
    baseline: Path | None = None
    help_uri: str = ""
    limit: int = 1000


def read_configuration(root: Path) -> Configuration:
    """The settings of the project at `root`; defaults when it has none.

    Raises CannotRead naming file and key.
    """
    found = read_table(root)
    if found is not None:
        name, text, table = found
        return _configuration(name, text, table, root)
    return Configuration()


def read_severity(word: str) -> Severity:
    """A severity by its English name. Raises UnknownName."""
    try:
        return Severity(word)
    except ValueError:
        raise UnknownName("niveau", word, [severity.value for severity in Severity]) from None


def _configuration(name: str, text: str, table: Mapping[str, Any], root: Path) -> Configuration:
    for key, value in table.items():
        if key not in _KINDS:
            raise UnknownName(f"{name}: instelling", key, _KINDS)
        if not isinstance(value, _KINDS[key]) or isinstance(value, bool):
            raise CannotRead(
                f"{name}: '{key}' is niet {_NAMES[_KINDS[key]]}",
                "kijk in de README hoe de instelling geschreven wordt",
            )
    rules = {key: tuple(str(word) for word in table.get(key, ())) for key in ("select", "ignore")}
    folders = {key: root / table[key] if key in table else None for key in ("sources", "answers", "baseline")}
    return Configuration(
        read_severity(table.get("fail-on", "violation")),
        Policy(rules["select"], rules["ignore"], tuple(_suppressions(name, text, table.get("suppress", [])))),
        **folders,
        help_uri=table.get("help-uri", ""),
        limit=table.get("limit", 1000),
    )


def _suppressions(name: str, text: str, rows: list[Any]) -> list[Suppression]:
    lines = [
        text.count("\n", 0, match.start()) + 1
        for match in re.finditer(r"^[ \t]*\[\[[\w.\"' -]*suppress\s*\]\]", text, re.MULTILINE)
    ]
    found = []
    for number, row in enumerate(rows):
        line = lines[number] if number < len(lines) else 0
        where = f"{name}:{line}" if line else name
        if not isinstance(row, dict) or not all(
            isinstance(row.get(key), str) and row[key].strip() for key in ("rule", "reason")
        ):
            raise CannotRead(
                f"{where}: een onderdrukking zonder 'rule' of 'reason'", "geef de regel en de reden"
            )
        until = row.get("until")
        if not isinstance(until, date) or isinstance(until, datetime):
            raise CannotRead(
                f"{where}: een onderdrukking zonder einddatum",
                "geef until = JJJJ-MM-DD, zonder aanhalingstekens",
            )
        if unknown := set(row) - {"rule", "reason", "until", "file", "focus"}:
            raise UnknownName(f"{where}: sleutel", min(unknown), ("rule", "reason", "until", "file", "focus"))
        patterns = {key: str(row.get(key, "*")) for key in ("file", "focus")}
        found.append(Suppression(row["rule"], row["reason"], until, **patterns, declared_in=name, line=line))
    return found
